"""Screens of the snippets that editors write."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from ..choices import MandateRole
from ..fields import council_zone
from ..models import Discipline, FeedbackForm, Mandate, Person, WorkgroupHubPage


class CouncilMomentColumn(Column):
    """A moment in the council's own zone, which is the one editors type in."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return value and date_format(timezone.localtime(value, council_zone()), "SHORT_DATETIME_FORMAT")


class GuardedChooserMixin:
    """Only who may do something with these snippets elsewhere may look through them here."""

    def dispatch(self, request, *args, **kwargs):
        policy = ModelPermissionPolicy(self.model_class)
        if not policy.user_has_any_permission(request.user, ("add", "change", "delete", "view")):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GuardedChooserViewSet(SnippetChooserViewSet):
    choose_view_class = type("GuardedChooseView", (GuardedChooserMixin, chooser.ChooseView), {})
    choose_results_view_class = type("GuardedChooseResultsView", (GuardedChooserMixin, chooser.ChooseResultsView), {})
    chosen_view_class = type("GuardedChosenView", (GuardedChooserMixin, chooser.SnippetChosenView), {})
    chosen_multiple_view_class = type(
        "GuardedChosenMultipleView", (GuardedChooserMixin, chooser.SnippetChosenMultipleView), {}
    )


class PersonFilterSet(WagtailFilterSet):
    """Both filters look at one and the same current mandate: chair of this group, not chair of any."""

    workgroup = django_filters.ModelChoiceFilter(
        label=_("Group"),
        queryset=lambda request: WorkgroupHubPage.objects.order_by("title"),
        method="by_mandate",
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=MandateRole.choices, method="by_mandate")

    class Meta:
        model = Person
        fields = []

    def by_mandate(self, queryset, name, value):
        mandates = Mandate.objects.current()
        if role := self.form.cleaned_data.get("role"):
            mandates = mandates.filter(role=role)
        if hub := self.form.cleaned_data.get("workgroup"):
            mandates = mandates.of_workgroup(hub)
        return queryset.filter(pk__in=mandates.order_by().values("person"))


class PersonViewSet(SnippetViewSet):
    model = Person
    chooser_viewset_class = GuardedChooserViewSet
    icon = "user"
    menu_label = _("People")
    url_prefix = "cultuurraad/people"
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    copy_view_enabled = False
    list_display = ["__str__", Column("mandates_in_words", label=_("Mandates")), "email", UpdatedAtColumn()]
    filterset_class = PersonFilterSet
    ordering = ["sort_name"]

    def get_queryset(self, request):
        mandates = Mandate.objects.current().select_related("workgroup")
        return Person.objects.prefetch_related(Prefetch("mandates", queryset=mandates, to_attr="current_mandates"))


class DisciplineViewSet(SnippetViewSet):
    model = Discipline
    icon = "tag"
    menu_label = _("Disciplines")
    url_prefix = "cultuurraad/disciplines"
    list_display = ["name", "slug", "code", "locale"]
    ordering = ["sort_order", "name"]
    list_per_page = 50

    def get_queryset(self, request):
        return Discipline.objects.select_related("locale")


class FeedbackFormViewSet(SnippetViewSet):
    model = FeedbackForm
    chooser_viewset_class = GuardedChooserViewSet
    icon = "form"
    menu_label = _("Feedback forms")
    url_prefix = "cultuurraad/feedback-forms"
    copy_view_enabled = False
    list_display = [
        "title",
        CouncilMomentColumn("open_from", label=_("Open from"), sort_key="open_from"),
        CouncilMomentColumn("open_until", label=_("Open until"), sort_key="open_until"),
        Column("response_count", label=_("Responses"), sort_key="response_count"),
        "locale",
        LiveStatusTagColumn(),
    ]
    ordering = ["title"]

    def get_queryset(self, request):
        return FeedbackForm.objects.for_listing().with_response_count()
