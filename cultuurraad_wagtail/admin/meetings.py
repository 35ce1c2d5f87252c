"""The screens of meetings: what to think of stands above the form, and never stops anybody."""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.views import snippets

from ..choices import MeetingKind, MeetingStatus
from ..models import Meeting, MeetingSeries, WorkgroupHubPage
from ..scheduling.notices import notices
from .snippets import CouncilMomentColumn, GuardedChooserViewSet


class EditView(snippets.EditView):
    @cached_property
    def notices(self):
        """Sentences about the meeting as it is stored: its newest draft."""
        return notices(meeting=self.object.get_latest_revision_as_object())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {**context, "notices": self.notices, "series": self.object.series}


class IndexView(snippets.IndexView):
    def order_queryset(self, queryset):
        """What is next first, unless the reader chose a column."""
        if self.ordering in self.get_valid_orderings():
            return super().order_queryset(queryset)
        return queryset.upcoming_first()


class MeetingFilterSet(WagtailFilterSet):
    workgroup = django_filters.ModelChoiceFilter(
        label=_("Group"), queryset=lambda request: WorkgroupHubPage.objects.order_by("title")
    )
    series = django_filters.ModelChoiceFilter(label=_("Series"), queryset=lambda request: MeetingSeries.objects.all())
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=MeetingKind.choices)
    status = django_filters.ChoiceFilter(label=_("State of the meeting"), choices=MeetingStatus.choices)
    first_day = django_filters.DateFilter(
        label=_("From"), field_name="starts_at", lookup_expr="date__gte", widget=AdminDateInput
    )
    last_day = django_filters.DateFilter(
        label=_("Until"), field_name="starts_at", lookup_expr="date__lte", widget=AdminDateInput
    )

    class Meta:
        model = Meeting
        fields = []


class MeetingViewSet(snippets.SnippetViewSet):
    model = Meeting
    chooser_viewset_class = GuardedChooserViewSet
    index_view_class = IndexView
    edit_view_class = EditView
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    edit_template_name = "cultuurraad_wagtail/admin/meetings/edit.html"
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
    filterset_class = MeetingFilterSet
    ordering = ["-starts_at"]
    list_per_page = 30

    def get_queryset(self, request):
        return Meeting.objects.for_listing().select_related("workgroup")
