"""The screen of who writes the minutes: what was said, decided and promised, item by item."""

import re
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from ..choices import ActionState, MinutesState
from ..models import ActionItem, AgendaItem, Meeting, Person, Sitting
from ..scheduling.deadlines import settings_of
from ..scheduling.members import seats
from ..scheduling.registration import NotPossible
from ..scheduling.trail.approval import approve_minutes
from ..scheduling.trail.attendance import votes_there
from ..scheduling.trail.minutes import ChangedMeanwhile, are_approved, change_action, write_minutes
from .meeting_step import LONGEST_NUMBER, MeetingStep, number_in
from .minutes_forms import ActionStateForm, ApprovedForm, ItemForm, NewItemsForm

#: In digits: more do not fit in a primary key.
ANSWER = re.compile(rf"action-([0-9]{{1,{LONGEST_NUMBER}}})-state")
REPORT = re.compile(r"item-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-decision")


class MinutesView(MeetingStep):
    """Writes into the newest version of the meeting, as its own form does; publishes only when asked to."""

    template_name = "cultuurraad_wagtail/admin/meetings/minutes.html"
    page_title = gettext_lazy("Minutes")
    step = "minutes"
    header_icon = "edit"

    @cached_property
    def newest(self):
        return self.meeting.get_latest_revision_as_object()

    def _may(self, deed):
        return self.request.user.has_perm(f"cultuurraad_wagtail.{deed}_actionitem")

    @cached_property
    def _people(self):
        """Who may be given something to do: the members, and who else registered; everybody where that is nobody.

        None for an editor who may not give it.
        """
        if not self._may("add"):
            return None
        known = {seat.person_id for seat in seats(self.meeting)}
        known |= set(self.sitting.registrations.exclude(person=None).values_list("person", flat=True))
        people = Person.objects.filter(pk__in=known) if known else Person.objects.all()
        return {str(person.pk): person for person in people}

    def _forms(self, data=None):
        """For each agenda item its form, and what else stands beside it."""
        return [
            {
                "item": item,
                "form": ItemForm(data, item=item, people=self._people),
                "approval": self._approval(item, data),
                "follow_up": self._follow_up(item, data),
                "promised": self._promised(item),
            }
            for item in self.newest.agenda_items.all()
        ]

    @cached_property
    def _actions(self):
        """The action items of this meeting, and those of its group that are open or were when the form was shown."""
        hub = self.meeting.workgroup
        if hub is None:
            return []
        of_group = ActionItem.objects.of_workgroup(hub).select_related("owner")
        ours = of_group.filter(Q(meeting_key=self.meeting.translation_key) | Q(pk__in=self._answered))
        return sorted({*ours, *of_group.open()}, key=lambda each: each.pk)

    @cached_property
    def _answered(self):
        """The primary keys of the action items whose state was sent."""
        return {int(match[1]) for name in self.request.POST if (match := ANSWER.fullmatch(name))}

    @property
    def _earlier(self):
        of_others = [each for each in self._actions if each.meeting_key != self.meeting.translation_key]
        return [each for each in of_others if each.is_open or each.pk in self._answered]

    def _gone(self, data):
        """As ``_forms``, for what was written of agenda items that somebody took off the agenda meanwhile."""
        here = {str(item.key) for item in self.newest.agenda_items.all()}
        keys = [match[1] for name in data if (match := REPORT.fullmatch(name)) and match[1] not in here]
        items = [AgendaItem(key=UUID(key), title=data.get(f"item-{key}-heading", "")[:255]) for key in keys]
        forms = [ItemForm(data, item=item, people=self._people) for item in items]
        return [{"item": form.item, "form": form, "is_gone": True} for form in forms if form.has_words]

    def _promised(self, item):
        """What is only shown: what was decided on here, and the earlier ones for an editor who may not change them."""
        if not self._may("view"):
            return []
        promised = [each for each in self._actions if each.item_key == item.key]
        return promised + (self._earlier if item.is_follow_up and not self._may("change") else [])

    def _follow_up(self, item, data):
        if not item.is_follow_up or not self._may("change"):
            return []
        return [ActionStateForm(data, instance=each, prefix=f"action-{each.pk}") for each in self._earlier]

    @cached_property
    def _approvable(self):
        """The meetings whose minutes this one approves, and whether they are approved, by their translation keys."""
        keys = [item.approves for item in self.newest.agenda_items.all() if item.is_approval]
        open_remarks = Count("minutesremarks", filter=Q(minutesremarks__handled_at=None))
        sittings = Sitting.objects.filter(key__in=keys).annotate(open_remarks=open_remarks).in_bulk(field_name="key")
        meetings = Meeting.objects.filter(translation_key__in=sittings, locale=self.meeting.locale_id)
        return {each.translation_key: (each, sittings[each.translation_key]) for each in meetings}

    def _approval(self, item, data):
        if not item.is_approval or item.approves not in self._approvable:
            return None
        approved, sitting = self._approvable[item.approves]
        is_approved = sitting.minutes_state == MinutesState.APPROVED
        form = ApprovedForm(data, prefix=f"approval-{item.key}", initial={"is_approved": is_approved})
        own = {"meeting": approved, "is_approved": is_approved, "open_remarks": sitting.open_remarks}
        return {"form": form, **own}

    def get_context_data(self, **kwargs):
        # What was sent and refused is shown in its form, so that it can be sent again.
        kwargs.setdefault("is_closed", "parts" not in kwargs and are_approved(self.meeting))
        kwargs.setdefault("parts", self._forms())
        kwargs.setdefault("new_items", NewItemsForm())
        kwargs.setdefault("seen", str(self.meeting.latest_revision_id or ""))
        first = kwargs["parts"][0]["form"] if kwargs["parts"] else None
        rule = settings_of(self.meeting).get_minutes_shown_from_display()
        own = {"rule": rule, "may_publish": self.may_publish, "form_media": first and first.media}
        return {**super().get_context_data(**kwargs), **own, **kwargs}

    def post(self, request):
        publish = "publish" in request.POST
        if publish and not self.may_publish:
            raise PermissionDenied
        # An item that came meanwhile is not among them: nothing is put in the place of what is written of it.
        parts = [part for part in self._forms(request.POST) if f"{part['form'].prefix}-decision" in request.POST]
        parts += self._gone(request.POST)
        new_items = NewItemsForm(request.POST)
        self._tell_lost(parts)
        if self.refusal:
            return self._again(parts, new_items, self.refusal)
        # Each of them is asked, so that each shows its errors.
        answers = [form.is_valid() for form in (*_forms_of(parts), new_items)]
        if not all(answers):
            return self._again(parts, new_items, _("This is not saved yet. Look at the fields below."))
        try:
            self._write(parts, new_items, publish)
        except ChangedMeanwhile:
            return self._catch_up(parts, new_items)
        except NotPossible as refusal:
            return self._again(parts, new_items, refusal.message)
        except ValidationError as error:
            sentence = _(
                "This is not saved yet: the meeting itself is not complete. %(reasons)s "
                "Put that right in another window, then save here once more."
            )
            return self._again(parts, new_items, sentence % {"reasons": _reasons(error)})
        messages.success(request, _("The minutes are published.") if publish else _("The minutes are saved."))
        self._tell_of_votes(parts)
        homeless = [part for part in parts if _is_homeless(part)]
        return self._show_homeless(homeless) if homeless else redirect(request.path)

    def _again(self, parts, new_items, sentence, seen=None):
        messages.error(self.request, sentence)
        seen = self.request.POST.get("seen", "") if seen is None else seen
        return self.render_to_response(self.get_context_data(parts=parts, new_items=new_items, seen=seen))

    def _catch_up(self, parts, new_items):
        sentence = _(
            "Somebody saved this meeting while you were writing. Nothing of yours is lost: it stands below, with what "
            "they wrote in the fields that you left alone. Look at the meeting in another window, then save once more "
            "to put what you changed in its place."
        )
        for part in parts:
            if "is_gone" not in part:
                part["form"].caught_up()
        # Only now: they have been told that saving once more puts their words in the place of newer ones.
        return self._again(parts, new_items, sentence, seen=str(self.meeting.latest_revision_id))

    def _show_homeless(self, parts):
        """What was written of an item that is gone stays on the screen until its writer put it somewhere."""
        messages.warning(
            self.request, _("What you wrote of a point that is no longer on the agenda is not saved yet.")
        )
        del self.newest
        return self.render_to_response(self.get_context_data(parts=[*self._forms(), *parts]))

    def _tell_of_votes(self, parts):
        """More votes than there were people to vote: somebody miscounted, or the attendance is not right."""
        there = votes_there(sitting=self.sitting)
        many = [part["item"].title for part in parts if there is not None and part["form"].votes > there]
        if many:
            sentence = _(
                "More votes are counted than the %(number)s members with a vote who were there: %(titles)s. "
                "Look at the votes and at the attendance."
            )
            messages.warning(self.request, sentence % {"number": there, "titles": ", ".join(many)})

    def _tell_lost(self, parts):
        """What was sent of an action item that is no longer here is not dropped in silence."""
        data = self.request.POST
        here = {form.instance.pk for part in parts for form in part.get("follow_up", ())}
        for pk in sorted(self._answered - here):
            form = ActionStateForm(data, instance=ActionItem(), prefix=f"action-{pk}")
            if form.has_changed():
                self._tell_gone(form)

    def _tell_gone(self, form):
        state = dict(ActionState.choices).get(form["state"].value(), "")
        sentence = _("An action item that you wrote about is no longer here. Not saved: %(words)s")
        messages.warning(self.request, sentence % {"words": f"{state}. {form['note'].value() or ''}".strip()})

    @transaction.atomic
    def _write(self, parts, new_items, publish):
        forms = [part["form"] for part in parts if not _is_homeless(part)]
        put_back = {part["item"].key: part["item"].title for part in parts if part["form"].cleaned_data["put_back"]}
        write_minutes(
            meeting=self.meeting,
            seen=number_in(self.request.POST.get("seen", "")),
            items={form.item.key: form.report for form in forms},
            new_items={**put_back, **new_items.by_key},
            actions=[action for action in (form.new_action() for form in forms) if action],
            user=self.request.user,
            publish=publish,
        )
        follow_up = {form.instance.pk: form for part in parts for form in part.get("follow_up", ())}
        for form in follow_up.values():
            self._change(form)
        for part in parts:
            self._approve(part.get("approval"))

    def _change(self, form):
        if not form.has_changed():
            return
        action = form.instance
        try:
            is_answered = change_action(action=action, began=form.began, values=form.values)
        except ActionItem.DoesNotExist:  # deleted a moment ago
            self._tell_gone(form)
            return
        if is_answered:
            sentence = _(
                "Somebody answered about “%(title)s” while you were writing. It is now “%(state)s”, "
                "and the notes of both of you are kept."
            )
            words = {"title": action.title, "state": action.get_state_display()}
            messages.warning(self.request, sentence % words)

    def _approve(self, approval):
        if not (self.may_publish and approval and approval["form"].cleaned_data["is_approved"]):
            return
        try:
            approve_minutes(meeting=approval["meeting"], approved_in=self.meeting, user=self.request.user)
        except NotPossible as refusal:
            messages.error(self.request, refusal.message)


def _reasons(error):
    """Its sentences, each with the field that it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    names = {field.name: capfirst(field.verbose_name) for field in Meeting._meta.concrete_fields}
    by_field = error.message_dict.items()
    return " ".join(f"{names[name]}: {each}" if name in names else each for name, all_ in by_field for each in all_)


def _forms_of(parts):
    for part in parts:
        yield part["form"]
        if part.get("approval"):
            yield part["approval"]["form"]
        yield from part.get("follow_up", ())


def _is_homeless(part):
    """Whether it is about an item that is gone, and its writer did not put it back."""
    return "is_gone" in part and not part["form"].cleaned_data["put_back"]
