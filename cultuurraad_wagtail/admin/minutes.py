"""The screen of who writes the minutes: what was said, decided and promised, item by item."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ..choices import MinutesState
from ..models import ActionItem, Meeting, Person, Sitting
from ..scheduling.deadlines import settings_of
from ..scheduling.members import seats
from ..scheduling.trail.approval import approve_minutes
from ..scheduling.trail.minutes import ChangedMeanwhile, write_minutes
from .minutes_forms import ActionStateForm, ApprovedForm, ItemForm, NewItemsForm
from .trail import MeetingStep


class MinutesView(MeetingStep):
    """Writes into the newest version of the meeting, as its own form does; publishes only when asked to."""

    template_name = "cultuurraad_wagtail/admin/meetings/minutes.html"
    page_title = gettext_lazy("Minutes")
    step = "minutes"
    header_icon = "edit"

    @cached_property
    def newest(self):
        return self.meeting.get_latest_revision_as_object()

    def _people(self):
        """Who may be given something to do: the members, and who else registered; everybody where that is nobody."""
        known = {seat.person_id for seat in seats(self.meeting)}
        known |= set(self.sitting.registrations.exclude(person=None).values_list("person", flat=True))
        return Person.objects.filter(pk__in=known) if known else Person.objects.all()

    def _forms(self, data=None):
        """For each agenda item its form, and what else stands beside it."""
        people = self._people()
        return [
            {
                "item": item,
                "form": ItemForm(data, item=item, people=people),
                "approval": self._approval(item, data),
                "follow_up": self._follow_up(item, data),
                "promised": [each for each in self._actions if each.item_key == item.key],
            }
            for item in self.newest.agenda_items.all()
        ]

    @cached_property
    def _actions(self):
        """The action items of this meeting, and those of its group that are open."""
        hub = self.meeting.workgroup
        if hub is None:
            return []
        of_group = ActionItem.objects.of_workgroup(hub).select_related("owner")
        ours = of_group.filter(meeting_key=self.meeting.translation_key)
        return sorted({*ours, *of_group.open()}, key=lambda each: each.pk)

    def _approval(self, item, data):
        if not item.is_approval:
            return None
        sitting = Sitting.objects.filter(key=item.approves).first()
        approved = Meeting.objects.filter(translation_key=item.approves, locale=self.meeting.locale_id).first()
        if sitting is None or approved is None:
            return None
        is_approved = sitting.minutes_state == MinutesState.APPROVED
        form = ApprovedForm(data, prefix=f"approval-{item.key}", initial={"is_approved": is_approved})
        return {"form": form, "meeting": approved, "is_approved": is_approved}

    def _follow_up(self, item, data):
        if not item.is_follow_up:
            return None
        earlier = [each for each in self._actions if each.is_open and each.meeting_key != self.meeting.translation_key]
        return [ActionStateForm(data, instance=each, prefix=f"action-{each.pk}") for each in earlier]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("parts", self._forms())
        kwargs.setdefault("new_items", NewItemsForm())
        kwargs.setdefault("seen", self.meeting.latest_revision_id)
        first = kwargs["parts"][0]["form"] if kwargs["parts"] else None
        rule = settings_of(self.meeting).get_minutes_shown_from_display()
        own = {"rule": rule, "may_publish": self.may_publish, "form_media": first and first.media}
        return {**super().get_context_data(**kwargs), **own, **kwargs}

    def post(self, request):
        if self.refusal:
            messages.error(request, self.refusal)
            return self._again(self._forms(request.POST), NewItemsForm(request.POST))
        publish = "publish" in request.POST
        if publish and not self.may_publish:
            raise PermissionDenied
        parts, new_items = self._forms(request.POST), NewItemsForm(request.POST)
        parts = [part for part in parts if f"{part['form'].prefix}-decision" in request.POST]
        # Each of them is asked, so that each shows its errors.
        answers = [form.is_valid() for form in (*_forms_of(parts), new_items)]
        if not all(answers):
            messages.error(request, _("This is not saved yet. Look at the fields below."))
            return self._again(parts, new_items)
        try:
            self._write(parts, new_items, publish)
        except ChangedMeanwhile:
            messages.error(
                request,
                _(
                    "Somebody saved this meeting while you were writing. Nothing of yours is lost: it stands below. "
                    "Look at the meeting in another window, then save once more to put your words in its place."
                ),
            )
            return self._again(parts, new_items)
        messages.success(request, _("The minutes are published.") if publish else _("The minutes are saved."))
        return redirect(request.path)

    def _again(self, parts, new_items):
        context = self.get_context_data(parts=parts, new_items=new_items, seen=self.meeting.latest_revision_id)
        return self.render_to_response(context)

    @transaction.atomic
    def _write(self, parts, new_items, publish):
        forms = [part["form"] for part in parts]
        states = [form.instance for part in parts for form in part["follow_up"] or () if form.has_changed()]
        promised = [action for action in (form.new_action() for form in forms) if action]
        seen = self.request.POST.get("seen", "")
        write_minutes(
            meeting=self.meeting,
            seen=int(seen) if seen.isdecimal() else None,
            items={form.item.key: form.report for form in forms},
            new_items=new_items.cleaned_data["new_items"],
            actions=[*states, *promised],
            user=self.request.user,
            publish=publish,
        )
        for part in parts:
            approval = part["approval"]
            if self.may_publish and approval and approval["form"].cleaned_data["is_approved"]:
                approve_minutes(meeting=approval["meeting"], approved_in=self.meeting, user=self.request.user)


def _forms_of(parts):
    for part in parts:
        yield part["form"]
        if part["approval"]:
            yield part["approval"]["form"]
        yield from part["follow_up"] or ()
