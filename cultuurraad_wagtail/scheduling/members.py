"""Who belongs to a meeting: the people with a seat in its group on its day."""

from ..choices import MandateRole
from ..fields import council_zone
from ..snippets.meetings import Meeting
from ..snippets.people import Mandate

#: They are asked and listed, and do not count for a quorum.
WITHOUT_VOTE = (MandateRole.SUBSTITUTE, MandateRole.OBSERVER, MandateRole.EXPERT)


def seats(meeting: Meeting) -> list[Mandate]:
    """The mandates in the group of ``meeting`` on its day, one for each person: the one that weighs most."""
    if meeting.workgroup is None:
        return []
    day = meeting.starts_at.astimezone(council_zone()).date()
    mandates = Mandate.objects.current(day).of_workgroup(meeting.workgroup)
    by_person = {}
    for mandate in mandates.select_related("person", "organisation"):
        by_person.setdefault(mandate.person_id, mandate)
    return list(by_person.values())


def has_vote(mandate: Mandate) -> bool:
    """Whether this seat counts for the quorum."""
    return mandate.is_voting and mandate.role not in WITHOUT_VOTE
