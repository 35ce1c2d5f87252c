"""Flat listings of our pages, wherever they stand in the tree."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale

from ..choices import ArticleKind, ProjectKind, ProjectStatus, WorkgroupKind
from ..models import KnowledgeArticlePage, OrganisationProfilePage, ProjectShowcasePage, WorkgroupHubPage
from ..snippets.disciplines import Discipline
from .care_filters import COMPLETENESS_COLUMN, CONFIRMED_COLUMN, CareFilterSet, StoppedFilterSet


def with_columns(*extra):
    """Wagtail's own columns with ours after the title."""
    own = [column for column in PageListingViewSet.columns if column.name not in ("type", "parent")]
    return [*own[:2], *extra, *own[2:]]


class OrganisationFilterSet(CareFilterSet, StoppedFilterSet, PageFilterSet):
    municipality = django_filters.AllValuesFilter(label=_("Municipality"), empty_label=_("All municipalities"))
    discipline = django_filters.ModelChoiceFilter(
        label=_("Discipline"),
        queryset=lambda request: Discipline.objects.in_locale(Locale.get_active()),
        method="filter_discipline",
    )

    def filter_discipline(self, queryset, name, discipline):
        """In whichever language the profile has it."""
        return queryset.filter(pk__in=OrganisationProfilePage.objects.of_discipline(discipline).values("pk"))

    class Meta:
        model = OrganisationProfilePage
        fields = []


class OrganisationIndexView(IndexView):
    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages.with_completeness())

    def get_valid_orderings(self):
        orderings = super().get_valid_orderings()
        if not self.is_searching:
            return orderings
        # A search engine sorts by what it holds, and it holds neither of these.
        not_held = (COMPLETENESS_COLUMN.sort_key, CONFIRMED_COLUMN.sort_key)
        return [ordering for ordering in orderings if ordering.removeprefix("-") not in not_held]


class OrganisationListing(PageListingViewSet):
    name = "cultuurraad_organisations"
    model = OrganisationProfilePage
    icon = "group"
    menu_label = _("Organisations")
    columns = with_columns(
        Column("municipality", label=_("Municipality"), sort_key="municipality"),
        Column("email", label=_("Public e-mail address")),
        COMPLETENESS_COLUMN,
        CONFIRMED_COLUMN,
    )
    index_view_class = OrganisationIndexView
    filterset_class = OrganisationFilterSet


class WorkgroupFilterSet(PageFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=WorkgroupKind.choices)

    class Meta:
        model = WorkgroupHubPage
        fields = []


class WorkgroupListing(PageListingViewSet):
    name = "cultuurraad_workgroups"
    model = WorkgroupHubPage
    icon = "clipboard-list"
    menu_label = _("Workgroups")
    columns = with_columns(Column("get_kind_display", label=_("Kind"), sort_key="kind"))
    filterset_class = WorkgroupFilterSet


class ProjectFilterSet(PageFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ProjectKind.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=ProjectStatus.choices, field_name="status")

    class Meta:
        model = ProjectShowcasePage
        fields = []


class ProjectListing(PageListingViewSet):
    name = "cultuurraad_projects"
    model = ProjectShowcasePage
    icon = "pick"
    menu_label = _("Projects")
    columns = with_columns(
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("get_status_display", label=_("State of the project"), sort_key="status"),
    )
    filterset_class = ProjectFilterSet


class ArticleFilterSet(PageFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ArticleKind.choices)

    class Meta:
        model = KnowledgeArticlePage
        fields = []


class ArticleListing(PageListingViewSet):
    name = "cultuurraad_articles"
    model = KnowledgeArticlePage
    icon = "doc-full"
    menu_label = _("Knowledge base")
    columns = with_columns(Column("get_kind_display", label=_("Kind"), sort_key="kind"))
    filterset_class = ArticleFilterSet
