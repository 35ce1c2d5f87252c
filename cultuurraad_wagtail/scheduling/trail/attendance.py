"""Who was there: a list that follows from the seats and the answers, ticked by whoever writes the minutes."""

from dataclasses import dataclass
from math import ceil

from django.db import transaction

from ...choices import AttendanceStatus, RegistrationStatus
from ...records.attendance import Attendance
from ...records.sittings import Registration, Sitting
from ...snippets.meetings import Meeting
from ...text import sort_key
from ...turns import take_turn
from ..deadlines import settings_of
from ..members import has_vote, seats


@dataclass(frozen=True)
class Quorum:
    """How many votes are there, of how many, and how many it takes."""

    there: int
    votes: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.there >= self.needed


def attendance_list(*, meeting: Meeting, sitting: Sitting) -> list[Attendance]:
    """One row for each member and for each other person who said to come; what is not saved yet is a proposal.

    Whoever said no is excused, whoever sends somebody is represented, and who said nothing is absent; where nobody
    was asked everybody is taken to be there, which is quicker to put right.
    """
    known = {each.person_id or each.name: each for each in sitting.attendance.all()}
    answers = {each.person_id or each.name: each for each in sitting.registrations.all()}
    silent = AttendanceStatus.ABSENT if answers else AttendanceStatus.PRESENT
    rows = [_of_seat(sitting, seat, answers.pop(seat.person_id, None), silent) for seat in seats(meeting)]
    rows += [_of_guest(sitting, answer) for answer in answers.values() if answer.is_coming]
    listed = [known.pop(row.person_id or row.name, row) for row in rows]
    return sorted([*listed, *known.values()], key=lambda row: (not row.is_voting, row.sort_name, row.name))


def _of_seat(sitting, seat, answer, silent):
    return Attendance(
        sitting=sitting,
        person=seat.person,
        name=str(seat.person),
        sort_name=seat.person.sort_name,
        organisation=seat.organisation.title if seat.organisation else "",
        is_voting=has_vote(seat),
        represented_by=answer.substitute if answer else "",
        status=_proposed(answer, silent),
    )


def _proposed(answer: Registration | None, silent: str) -> str:
    if answer is None:
        return silent
    if answer.is_coming:
        return AttendanceStatus.REPRESENTED if answer.substitute else AttendanceStatus.PRESENT
    return AttendanceStatus.EXCUSED if answer.status == RegistrationStatus.DECLINED else AttendanceStatus.ABSENT


def _of_guest(sitting, answer):
    return Attendance(
        sitting=sitting,
        person=answer.person,
        name=answer.name,
        sort_name=sort_key(answer.name)[:170],
        status=AttendanceStatus.PRESENT,
    )


@transaction.atomic
def save_attendance(*, sitting: Sitting, rows: list[Attendance], others: list[str]) -> None:
    """Keep ``rows``, and a row for each name in ``others``, who was there without a seat or a registration."""
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    # Two who save at once: the second one's rows of the same people replace the first one's.
    mine = {row.pk for row in rows if row.pk}
    people = [row.person_id for row in rows if row.person_id]
    names = [row.name for row in rows if not row.person_id] + others
    same = sitting.attendance.filter(person__in=people) | sitting.attendance.filter(person=None, name__in=names)
    same.exclude(pk__in=mine).delete()
    for row in rows:
        row.save()
    for name in others:
        sitting.attendance.create(name=name, sort_name=sort_key(name)[:170], status=AttendanceStatus.PRESENT)


def quorum_of(*, meeting: Meeting, sitting: Sitting) -> Quorum | None:
    """The quorum of ``meeting`` by the rule of its site; None without a rule, or before the list is kept."""
    percent = settings_of(meeting).quorum
    votes = sitting.attendance.filter(is_voting=True).count()
    if percent is None or not votes:
        return None
    return Quorum(there=sitting.attendance.counting().count(), votes=votes, needed=ceil(votes * percent / 100))
