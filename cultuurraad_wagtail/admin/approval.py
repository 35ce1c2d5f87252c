"""The screen on which minutes go to the members, their remarks come in, and the minutes are approved."""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from ..choices import MinutesState
from ..fields import council_zone
from ..models import Meeting
from ..scheduling.deadlines import settings_of
from ..scheduling.members import seats
from ..scheduling.registration import NotPossible
from ..scheduling.trail.approval import approve_minutes, next_meeting, reopen_minutes
from ..scheduling.trail.remarks import send_for_remarks
from .meeting_step import MeetingStep, number_in

#: What puts minutes before others is for those who may publish.
PUBLISHING = ("send", "approve", "reopen")
#: In digits: more do not fit in a primary key.


class SendForm(forms.Form):
    until = forms.DateField(label=gettext_lazy("Remarks up to and including"), widget=AdminDateInput)
    #: When they were sent last, as the editor saw it.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seen(self):
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:  # a day that is none, such as 31 February
            return None


class ApprovalView(MeetingStep):
    template_name = "cultuurraad_wagtail/admin/meetings/approval.html"
    page_title = gettext_lazy("Remarks and approval")
    step = "approval"
    header_icon = "tick-inverse"

    def post(self, request):
        deed = request.POST.get("deed")
        if deed in PUBLISHING and not self.may_publish:
            raise PermissionDenied
        deeds = {"send": self._send, "approve": self._approve, "reopen": self._reopen, "handle": self._handle}
        if deed not in deeds:
            raise Http404
        return deeds[deed]()

    def _send(self):
        form = SendForm(self.request.POST)
        if form.is_valid():
            try:
                number = send_for_remarks(meeting=self.meeting, user=self.request.user, **form.cleaned_data)
            except NotPossible as refusal:
                form.add_error("until", refusal.message)
        if form.errors:
            messages.error(self.request, _("Nothing is sent yet. Look at the field below."))
            return self.render_to_response(self.get_context_data(form=form))
        sentence = ngettext(
            "%(count)s member gets a mail with a link to the minutes.",
            "%(count)s members get a mail with a link to the minutes.",
            number,
        )
        messages.success(self.request, sentence % {"count": number})
        return self._back()

    def _approve(self):
        try:
            approve_minutes(meeting=self.meeting, user=self.request.user)
        except NotPossible as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, _("The minutes are approved."))
        return self._back()

    def _reopen(self):
        reopen_minutes(meeting=self.meeting, user=self.request.user)
        messages.success(self.request, _("The minutes are a draft again."))
        return self._back()

    def _handle(self):
        remark = get_object_or_404(self.sitting.minutesremarks, pk=number_in(self.request.POST.get("remark", "")))
        remark.handled_at = None if remark.handled_at else timezone.now()
        remark.save(update_fields=["handled_at"])
        return self._back()

    @property
    def may_see_names(self):
        return self.request.user.has_perm("cultuurraad_wagtail.view_registration")

    def _back(self):
        return redirect(self.request.path)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", SendForm(initial=self._initial()))
        titles = {item.key: item.title for item in self.meeting.agenda_items.all()}
        remarks = list(self.sitting.minutesremarks.all())
        for remark in remarks:
            remark.about = titles.get(remark.item_key, "")
            remark.by = remark.name if self.may_see_names else ""
        members = [seat.person for seat in seats(self.meeting)]
        approved_in = self.sitting.approved_in and self._approved_in()
        return {
            **super().get_context_data(**kwargs),
            "remarks": remarks,
            "readers": [person for person in members if person.email],
            "without_address": [person for person in members if not person.email and self.may_see_names],
            "is_published": self.meeting.live and not self.meeting.has_unpublished_changes,
            "is_written": self.meeting.get_latest_revision_as_object().has_minutes(),
            "rule": settings_of(self.meeting).get_minutes_shown_from_display(),
            "open_remarks": sum(remark.handled_at is None for remark in remarks),
            "is_approved": self.sitting.minutes_state == MinutesState.APPROVED,
            "is_sent": self.sitting.minutes_state == MinutesState.REMARKS,
            "next_meeting": next_meeting(self.meeting),
            "approved_in": approved_in,
            "may_publish": self.may_publish,
            "form_media": kwargs["form"].media,
        }

    def _approved_in(self):
        return Meeting.objects.filter(translation_key=self.sitting.approved_in, locale=self.meeting.locale_id).first()

    def _initial(self):
        today = timezone.localdate(timezone=council_zone())
        seen = self.sitting.sent_for_remarks_at
        until = today + timedelta(days=settings_of(self.meeting).remarks_days)
        return {"until": until, "seen": seen.isoformat() if seen else ""}
