"""Minutes written item by item into the newest version of a meeting, by one editor at a time."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ...choices import MinutesState
from ...records.sittings import Sitting
from ...snippets.actions import ActionItem
from ...snippets.agenda import AgendaItem
from ...snippets.meetings import Meeting
from ...turns import take_turn
from ..registration import NotPossible

#: What is written of an item during the meeting.
FIELDS = ("minutes", "decision", "votes_for", "votes_against", "abstentions")


class ChangedMeanwhile(Exception):
    """Somebody saved the meeting while these minutes were being written; saving them now would undo that."""


@transaction.atomic
def write_minutes(
    *,
    meeting: Meeting,
    seen: int | None,
    items: dict,
    new_items: dict[UUID, str],
    actions: list[ActionItem],
    user,
    publish: bool = False,
) -> Meeting:
    """Put ``items`` (what was changed of the FIELDS of each, by the key of the item) into the newest version.

    ``new_items`` are titles of what came up besides, by the keys they get; ``actions`` are unsaved. Of both, what is
    there already is not added again. ``seen`` is the revision on which the writer began: raises ChangedMeanwhile where
    there is a newer one, ValidationError where the meeting itself is not complete, NotPossible where the minutes are
    approved.
    """
    take_turn(Meeting.objects.filter(pk=meeting.pk))
    take_turn(Sitting.objects.filter(key=meeting.translation_key))
    meeting.refresh_from_db()
    if are_approved(meeting):
        raise NotPossible(
            _(
                "Nothing is saved: the minutes are approved. What you wrote stands below. First make the minutes a "
                "draft again, on the step “Remarks and approval” in another window; then save here once more."
            )
        )
    if meeting.latest_revision_id != seen:
        raise ChangedMeanwhile
    newest = meeting.get_latest_revision_as_object()
    every = list(newest.agenda_items.all())
    known = {item.key for item in every}
    added = [(key, title) for key, title in new_items.items() if key not in known]
    every += [AgendaItem(key=key, title=title, sort_order=len(every) + i) for i, (key, title) in enumerate(added)]
    for item in every:
        for name, value in items.get(item.key, {}).items():
            setattr(item, name, value)
    newest.agenda_items = every
    _add_actions(actions, meeting)
    revision = newest.save_revision(user=user, log_action=True)
    if publish:
        revision.publish(user=user)
    return newest


def are_approved(meeting: Meeting) -> bool:
    """Whether the minutes of ``meeting`` in this language are approved; a translation may still be written."""
    approved = Sitting.objects.filter(key=meeting.translation_key, minutes_state=MinutesState.APPROVED)
    return approved.exists() and meeting.has_minutes()


def _add_actions(actions, meeting):
    same = ActionItem.objects.filter(nonce__in=[action.nonce for action in actions])
    known = set(same.values_list("nonce", flat=True))
    for action in actions:
        if action.nonce not in known:
            action.workgroup, action.meeting_key = meeting.workgroup, meeting.translation_key
            action.save()


@transaction.atomic
def change_action(*, action: ActionItem, began: dict, values: dict) -> bool:
    """Store ``values`` (some of ``state`` and ``note``) of ``action``; ``began`` is how the editor found both.

    What somebody answered meanwhile is kept: their state stands, their words stand below the editor's. Gives whether
    that was so. Raises ActionItem.DoesNotExist where it was deleted.
    """
    take_turn(ActionItem.objects.filter(pk=action.pk))
    action.refresh_from_db(fields=["state", "note"])
    found = {"state": action.state, "note": _lines(action.note)}
    is_answered = any(found[name] not in (began[name], values.get(name)) for name in began)
    if "state" in values and found["state"] == began["state"]:
        action.state = values["state"]
    if "note" in values:
        action.note = _joined(found["note"], began["note"], values["note"])
    action.save(update_fields=sorted(values))
    return is_answered


def _joined(found, began, mine):
    if found in (began, mine):
        return mine
    if mine and found.startswith(mine):
        return found
    if found.startswith(began):
        return f"{mine}\n\n{found.removeprefix(began).strip()}".strip()
    return f"{found}\n\n{mine}".strip()


def _lines(text):
    return text.replace("\r\n", "\n").strip()
