"""The screen of a series of meetings: the dates are shown first, and planned when they are saved once more."""

import json
from hashlib import sha256

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views import snippets

from ..choices import SeriesFrequency
from ..models import Meeting, MeetingSeries, WorkgroupHubPage
from ..scheduling.clashes import clashes
from ..scheduling.planning import plan_series, save_series
from .snippets import GuardedChooserViewSet

#: The hidden field that says which dates the editor has seen.
SEEN = "seen_dates"
#: What a rule asks besides its first day; the form shows no other of these.
RULE_FIELDS = {
    "weekdays": [SeriesFrequency.WEEKLY, SeriesFrequency.MONTHLY_WEEKDAY],
    "nth": [SeriesFrequency.MONTHLY_WEEKDAY],
    "month_day": [SeriesFrequency.MONTHLY_DAY],
}


class DatesFirstMixin:
    """Saves only what was shown: what saving would do to the meetings, with what speaks against a date.

    For who may publish meetings: a series puts them on the site, and moves or cancels those that are there.
    """

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("cultuurraad_wagtail.publish_meeting"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        self.plan = plan_series(series=form.save(commit=False))
        # A new series without a date would be nothing: there is only a mistake in its days to mend.
        is_nothing = self.plan.has_no_date and not form.instance.pk
        if self.request.POST.get(SEEN) == digest(self.plan) and not is_nothing:
            return super().form_valid(form)
        self.form = form
        return self.render_to_response(self.get_context_data(form=form, plan=self._shown(form.instance)))

    def get_context_data(self, **kwargs):
        script = {"form_script": "cultuurraad_wagtail/rule.js", "rule_fields": json.dumps(RULE_FIELDS)}
        own = {"wagtail_template": self.wagtail_template, **script}
        return {**super().get_context_data(**kwargs), **own}

    def _shown(self, series):
        plan = self.plan
        moments = [each.starts_at for each in plan.new] + [each.occurrence.starts_at for each in plan.changed]
        warnings = clashes(hub=series.workgroup, moments=moments)
        return {
            "seen": digest(plan),
            "new": [(each, warnings.get(each.day, [])) for each in plan.new],
            "changed": [(each, warnings.get(each.occurrence.day, [])) for each in plan.changed],
            "same": plan.same,
            "called_off": plan.called_off,
            "dropped": plan.dropped,
            "kept": plan.kept,
            "left_out": plan.left_out,
            "is_empty": plan.is_empty,
            "has_no_date": plan.has_no_date,
            "is_nothing": plan.has_no_date and not series.pk,
            "publishes": series.publishes,
        }

    def save_instance(self):
        series = self.form.instance
        action = "wagtail.edit" if series.pk else "wagtail.create"
        self.done = save_series(series=series, user=self.request.user)
        log(instance=series, action=action, user=self.request.user, content_changed=True)
        return series

    def get_success_buttons(self):
        meetings = f"{reverse(Meeting.snippet_viewset.get_url_name('list'))}?series={self.object.pk}"
        return [messages.button(meetings, _("Show the meetings")), *super().get_success_buttons()]

    def get_success_message(self, instance=None):
        # Wagtail gives the one that is new, and not the one that is changed.
        instance = instance or self.form.instance
        number = len(self.done.new)
        planned = ngettext("%(count)s meeting is planned.", "%(count)s meetings are planned.", number)
        changed = ngettext("%(count)s meeting is changed.", "%(count)s meetings are changed.", len(self.done.changed))
        sentences = [planned % {"count": number}]
        if self.done.changed:
            sentences.append(changed % {"count": len(self.done.changed)})
        return " ".join([_("“%(title)s” is saved.") % {"title": instance}, *sentences])


def digest(plan):
    """What tells one plan from another: its days, and what becomes of the meetings there are."""
    words = (
        [each.starts_at.isoformat() for each in plan.new],
        [(each.meeting.pk, each.occurrence.starts_at.isoformat()) for each in plan.changed],
        [each.pk for each in (*plan.called_off, *plan.dropped)],
    )
    return sha256(repr(words).encode()).hexdigest()[:32]


class CreateView(DatesFirstMixin, snippets.CreateView):
    wagtail_template = snippets.CreateView.template_name


class EditView(DatesFirstMixin, snippets.EditView):
    wagtail_template = snippets.EditView.template_name


class SeriesFilterSet(WagtailFilterSet):
    workgroup = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Group"), queryset=lambda request: WorkgroupHubPage.objects.order_by("title")
    )

    class Meta:
        model = MeetingSeries
        fields = []


class SeriesViewSet(snippets.SnippetViewSet):
    model = MeetingSeries
    chooser_viewset_class = GuardedChooserViewSet
    icon = "calendar-alt"
    menu_label = gettext_lazy("Series of meetings")
    url_prefix = "cultuurraad/series"
    add_view_class = CreateView
    edit_view_class = EditView
    index_template_name = "cultuurraad_wagtail/admin/listing.html"
    create_template_name = "cultuurraad_wagtail/admin/series/form.html"
    edit_template_name = "cultuurraad_wagtail/admin/series/form.html"
    copy_view_enabled = False
    list_display = [
        "title",
        "workgroup",
        Column("get_frequency_display", label=gettext_lazy("How often"), sort_key="frequency"),
        Column("to_come", label=gettext_lazy("Meetings to come"), sort_key="to_come"),
    ]
    filterset_class = SeriesFilterSet
    ordering = ["title"]

    def get_queryset(self, request):
        to_come = Count("meetings", filter=Q(meetings__starts_at__gt=timezone.now()))
        return MeetingSeries.objects.select_related("workgroup").annotate(to_come=to_come)
