"""Minutes written item by item into the newest version of a meeting, by one editor at a time."""

from django.db import transaction

from ...snippets.actions import ActionItem
from ...snippets.agenda import AgendaItem
from ...snippets.meetings import Meeting
from ...turns import take_turn

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
    new_items: list[str],
    actions: list[ActionItem],
    user,
    publish: bool = False,
) -> Meeting:
    """Put ``items`` (the FIELDS of each, by the key of the item) into the newest version of ``meeting``.

    ``new_items`` are titles of what came up besides; ``actions`` are unsaved, or saved with another state. ``seen``
    is the revision on which the writer began: raises ChangedMeanwhile where there is a newer one.
    """
    take_turn(Meeting.objects.filter(pk=meeting.pk))
    meeting.refresh_from_db()
    if meeting.latest_revision_id != seen:
        raise ChangedMeanwhile
    newest = meeting.get_latest_revision_as_object()
    every = list(newest.agenda_items.all())
    for item in every:
        for name, value in items.get(item.key, {}).items():
            setattr(item, name, value)
    every += [AgendaItem(title=title, sort_order=len(every) + number) for number, title in enumerate(new_items)]
    newest.agenda_items = every
    for action in actions:
        action.workgroup = action.workgroup or meeting.workgroup
        action.meeting_key = action.meeting_key or meeting.translation_key
        action.save()
    revision = newest.save_revision(user=user, log_action=True)
    if publish:
        revision.publish(user=user)
    return newest
