"""Who was there: a list that follows from the seats and the answers, ticked by whoever writes the minutes."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
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
    was invited everybody is taken to be there, which is quicker to put right.
    """
    known = _by_whom(sitting.attendance.order_by("pk"))
    registrations = list(sitting.registrations.all())
    answers = {each.person_id: each for each in registrations if each.person_id}
    silent = AttendanceStatus.ABSENT if any(each.invited_at for each in registrations) else AttendanceStatus.PRESENT
    rows = [_of_seat(sitting, seat, answers.pop(seat.person_id, None), silent) for seat in seats(meeting)]
    guests = [*answers.values(), *(each for each in registrations if not each.person_id)]
    rows += [_of_guest(sitting, answer) for answer in guests if answer.is_coming]
    listed = [known[_whom(row)].pop(0) if known[_whom(row)] else row for row in rows]
    listed += chain.from_iterable(known.values())
    return sorted(listed, key=lambda row: (not row.is_voting, row.sort_name, row.name))


def _by_whom(rows):
    """The rows by whom they are about. Of people without a row of their own two may have the same name."""
    by_whom = defaultdict(list)
    for row in rows:
        by_whom[_whom(row)].append(row)
    return by_whom


def _whom(row):
    return row.person_id or row.name


def _of_seat(sitting, seat, answer, silent):
    return Attendance(
        sitting=sitting,
        person=seat.person,
        name=str(seat.person),
        sort_name=seat.person.sort_name,
        organisation=seat.organisation.title if seat.organisation else "",
        is_voting=has_vote(seat),
        represented_by=answer.substitute if answer and answer.is_coming else "",
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
def save_attendance(
    *, sitting: Sitting, rows: list[Attendance], others: list[str], untouched: Collection[Attendance] = ()
) -> None:
    """Keep ``rows``, and a row for each name in ``others``, who was there without a seat or a registration.

    Those of ``rows`` that are ``untouched`` by their writer are only added: what somebody else kept meanwhile stands.
    A name in ``others`` that is kept and not among ``rows`` was sent before, and is not added again.
    """
    take_turn(Sitting.objects.filter(pk=sitting.pk))
    # Two who save at once: the second one's rows take the place of the first one's about the same people.
    mine = {row.pk for row in rows if row.pk}
    kept = _by_whom(sitting.attendance.exclude(pk__in=mine).order_by("pk"))
    for row in rows:
        is_untouched = any(row is each for each in untouched)
        if row.pk is None and kept[_whom(row)]:
            row.pk = kept[_whom(row)].pop(0).pk
        if row.pk is None or not is_untouched:
            row.save()
    for name in others:
        if not kept[name]:
            sitting.attendance.create(name=name, sort_name=sort_key(name)[:170], status=AttendanceStatus.PRESENT)


def votes_there(*, sitting: Sitting) -> int | None:
    """How many members with a vote were there, or represented; None before the list is kept."""
    return sitting.attendance.counting().count() if sitting.attendance.exists() else None


def quorum_of(*, meeting: Meeting, sitting: Sitting) -> Quorum | None:
    """The quorum of ``meeting`` by the rule of its site; None without a rule, or before the list is kept."""
    percent = settings_of(meeting).quorum
    votes = sitting.attendance.filter(is_voting=True).count()
    if percent is None or not votes:
        return None
    return Quorum(there=sitting.attendance.counting().count(), votes=votes, needed=ceil(votes * percent / 100))
