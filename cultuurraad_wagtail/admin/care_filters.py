"""Columns and filters by which lists of organisations tell which profile needs an editor."""

import django_filters
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import LocaleFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.coreutils import get_content_languages

from ..fields import council_zone
from ..models import OrganisationProfilePage
from ..pages.completeness import POINTS, Completeness
from ..pages.directory_search import still_going

COMPLETE, INCOMPLETE = "complete", "incomplete"
CONFIRMED = {
    "stale": gettext_lazy("Never, or more than a year ago"),
    "never": gettext_lazy("Never"),
    "old": gettext_lazy("More than a year ago"),
    "recent": gettext_lazy("Within the year"),
}


def has_languages():
    """Whether the site keeps its pages in more than one language."""
    return getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def among(queryset, profiles):
    """Those of ``queryset`` that are among ``profiles``: a condition that any search backend can hold."""
    return queryset.filter(pk__in=profiles.values("pk"))


class CareFilterSet(WagtailFilterSet):
    completeness = django_filters.ChoiceFilter(
        label=gettext_lazy("Completeness"),
        choices=[
            (INCOMPLETE, gettext_lazy("Incomplete")),
            (COMPLETE, gettext_lazy("Complete")),
            *((point.name, point.label) for point in POINTS),
        ],
        method="filter_completeness",
        help_text=gettext_lazy("Or what is missing."),
    )
    confirmed = django_filters.ChoiceFilter(
        label=gettext_lazy("Last confirmed"), choices=list(CONFIRMED.items()), method="filter_confirmed"
    )

    language = LocaleFilter(label=gettext_lazy("Language"), choices=lambda: get_content_languages().items())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_languages():
            del self.filters["language"]

    def filter_completeness(self, queryset, name, value):
        """Complete or not; or those that lack one thing."""
        profiles = OrganisationProfilePage.objects
        if value == COMPLETE:
            return among(queryset, profiles.complete())
        return among(queryset, profiles.incomplete() if value == INCOMPLETE else profiles.lacking(value))

    def filter_confirmed(self, queryset, name, value):
        """By when somebody last said that the profile is correct."""
        profiles = OrganisationProfilePage.objects
        verbs = {
            "stale": profiles.stale,
            "never": profiles.never_confirmed,
            "old": profiles.confirmed_long_ago,
            "recent": profiles.confirmed_lately,
        }
        return among(queryset, verbs[value]())

    class Meta:
        model = OrganisationProfilePage
        fields = []


class StoppedFilterSet(WagtailFilterSet):
    stopped = django_filters.ChoiceFilter(
        label=gettext_lazy("Has stopped"),
        choices=[
            ("no", gettext_lazy("No")),
            ("yes", gettext_lazy("Yes")),
            ("merged", gettext_lazy("Merged into another profile")),
        ],
        method="filter_stopped",
    )

    def filter_stopped(self, queryset, name, value):
        """By whether the organisation exists today; a merged profile is none."""
        profiles = OrganisationProfilePage.objects
        if value == "merged":
            return among(queryset, profiles.filter(merged_into__isnull=False))
        going = still_going()
        return among(queryset, profiles.filter(going if value == "no" else ~going, merged_into__isnull=True))

    class Meta:
        model = OrganisationProfilePage
        fields = []


def confirmed_in_words(profile):
    """The day on which ``profile`` was last confirmed, or the word for never."""
    if profile.confirmed_at is None:
        return _("Never")
    return date_format(timezone.localtime(profile.confirmed_at, council_zone()), "SHORT_DATE_FORMAT")


COMPLETENESS_COLUMN = Column(
    "completeness", label=gettext_lazy("Completeness"), accessor=Completeness, sort_key="filled_points"
)
CONFIRMED_COLUMN = Column(
    "confirmed_at", label=gettext_lazy("Last confirmed"), accessor=confirmed_in_words, sort_key="confirmed_at"
)
