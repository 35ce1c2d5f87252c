"""Screens of the snippets that editors write."""

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from ..fields import council_zone
from ..models import Discipline, FeedbackForm, Mandate, Meeting, Person


class CouncilMomentColumn(Column):
    """A moment in the council's own zone, which is the one editors type in."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return value and date_format(timezone.localtime(value, council_zone()), "SHORT_DATETIME_FORMAT")


class MeetingViewSet(SnippetViewSet):
    model = Meeting
    icon = "date"
    menu_label = _("Meetings")
    url_prefix = "cultuurraad/meetings"
    # The copy view of Wagtail would carry the agenda's own rows over to the copy.
    copy_view_enabled = False
    list_display = [
        "title",
        CouncilMomentColumn("starts_at", label=_("Start"), sort_key="starts_at"),
        "workgroup",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("get_status_display", label=_("State of the meeting"), sort_key="status"),
        LiveStatusTagColumn(),
    ]
    list_filter = {
        "workgroup": ["exact"],
        "kind": ["exact"],
        "status": ["exact"],
        "starts_at": ["gte", "lte"],
    }
    ordering = ["-starts_at"]
    list_per_page = 30
    inspect_view_enabled = False
    add_to_admin_menu = False

    def get_queryset(self, request):
        return Meeting.objects.for_listing().select_related("workgroup")


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    url_prefix = "cultuurraad/people"
    copy_view_enabled = False
    list_display = ["__str__", Column("mandates_in_words", label=_("Mandates")), "email", UpdatedAtColumn()]
    list_filter = {"mandates__workgroup": ["exact"], "mandates__role": ["exact"]}
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
    icon = "form"
    menu_label = _("Feedback forms")
    url_prefix = "cultuurraad/feedback-forms"
    copy_view_enabled = False
    list_display = [
        "title",
        CouncilMomentColumn("open_from", label=_("Open from"), sort_key="open_from"),
        CouncilMomentColumn("open_until", label=_("Open until"), sort_key="open_until"),
        Column("response_count", label=_("Responses"), sort_key="response_count"),
        LiveStatusTagColumn(),
    ]
    ordering = ["title"]

    def get_queryset(self, request):
        return FeedbackForm.objects.for_listing().annotate(response_count=Count("responses"))
