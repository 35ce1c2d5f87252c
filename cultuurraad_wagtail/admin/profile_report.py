"""The report of profiles that need somebody: not confirmed for a year, or not complete."""

import django_filters
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, LocaleColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_locales_display_names
from wagtail.permissions import page_permission_policy

from ..models import OrganisationProfilePage
from ..pages.completeness import Completeness
from .care_filters import COMPLETENESS_COLUMN, CONFIRMED_COLUMN, CareFilterSet, has_languages
from .exports import SafeExportMixin

NAME = "cultuurraad_profile_report"


def editable_profiles(user):
    """The profiles with words of their own that ``user`` may change."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    return OrganisationProfilePage.objects.editable().filter(pk__in=mine.values("pk"))


def may_edit_profiles(user):
    """Whether there may be profiles for ``user`` to change."""
    return page_permission_policy.user_has_any_permission(user, ["change"])


def has_private_contact(profile):
    """Whether the organisation can be asked, in a word."""
    return _("Yes") if profile.contact_email else _("No")


class ProfileReportFilterSet(CareFilterSet):
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        field_name="live",
        choices=[("True", gettext_lazy("On the site")), ("False", gettext_lazy("Not on the site"))],
    )


COLUMNS = [
    TitleColumn(
        "title",
        label=gettext_lazy("Organisation"),
        sort_key="sort_name",
        get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ),
    COMPLETENESS_COLUMN,
    Column(
        "missing",
        label=gettext_lazy("What is missing"),
        accessor=lambda profile: Completeness(profile).missing_in_words,
    ),
    CONFIRMED_COLUMN,
    Column("contact_email", label=gettext_lazy("Private contact address"), accessor=has_private_contact),
    Column("status_string", label=gettext_lazy("Status"), sort_key="live"),
]


class ProfileReportView(SafeExportMixin, ReportView):
    """Profiles of organisations that go on, the least complete first; only those that the user may change."""

    model = OrganisationProfilePage
    permission_policy = page_permission_policy
    any_permission_required = ["change"]
    page_title = gettext_lazy("Stale and incomplete profiles")
    header_icon = "warning"
    index_url_name = f"{NAME}:index"
    index_results_url_name = f"{NAME}:results"
    filterset_class = ProfileReportFilterSet
    is_searchable = False
    default_ordering = "filled_points"
    export_filename = "profiles"
    # Switches the export on; what it holds is the table below.
    list_export = ["title"]

    @cached_property
    def columns(self):
        language = [LocaleColumn(label=gettext_lazy("Language"), sort_key=None, classname=None)]
        return [*COLUMNS[:1], *(language if has_languages() else []), *COLUMNS[1:]]

    def get_base_queryset(self):
        profiles = editable_profiles(self.request.user).listed().needing_care().with_completeness()
        return profiles.prefetch_workflow_states().annotate_approved_schedule()

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "sort_name", "pk")

    def get_filtered_queryset(self):
        return self.get_queryset()

    def get_table_kwargs(self):
        return {**super().get_table_kwargs(), "classname": "listing"}

    def get_sheet(self, queryset):
        return [column.label for column in self.columns], ([*self._cells(profile)] for profile in queryset)

    def _cells(self, profile):
        completeness = Completeness(profile)
        yield profile.title
        if has_languages():
            yield get_locales_display_names().get(profile.locale_id)
        yield str(completeness)
        yield completeness.missing_in_words
        yield profile.confirmed_at
        yield has_private_contact(profile)
        yield str(profile.status_string)


class ProfileMenuItem(MenuItem):
    """For who may change profiles."""

    def is_shown(self, request):
        return may_edit_profiles(request.user)


def menu_item(**kwargs):
    """The way to the report, for a menu; with an ``order`` for Wagtail's own menu of reports."""
    return ProfileMenuItem(
        gettext_lazy("Stale and incomplete profiles"),
        reverse(f"{NAME}:index"),
        name="cultuurraad-profile-report",
        icon_name="warning",
        **kwargs,
    )


def urls():
    """For ``register_admin_urls``."""
    views = [
        path("", ProfileReportView.as_view(), name="index"),
        path("results/", ProfileReportView.as_view(results_only=True), name="results"),
    ]
    return [path("cultuurraad/profiles/", include((views, NAME)))]
