"""What the page of one meeting shows beside the meeting: who may register, who was there, what came before."""

from typing import Any, NamedTuple

from django.db.models import Count, Subquery
from django.utils import timezone
from django.utils.translation import ngettext

from ..choices import AttendanceShown, AttendanceStatus, MinutesState
from ..fields import council_zone
from ..records.sittings import Sitting
from ..snippets.site_settings import CouncilSettings

#: A page names no more people than this.
MOST_NAMES = 200
#: As minutes tell of it.
ORDER = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.REPRESENTED,
    AttendanceStatus.EXCUSED,
    AttendanceStatus.ABSENT,
)


class Counted(NamedTuple):
    """How many were there, or were not; in words once the language of the page is active."""

    status: Any
    number: int

    @property
    def words(self):
        """“12 present”."""
        words = {
            AttendanceStatus.PRESENT: ngettext("%(number)s present", "%(number)s present", self.number),
            AttendanceStatus.REPRESENTED: ngettext("%(number)s represented", "%(number)s represented", self.number),
            AttendanceStatus.EXCUSED: ngettext("%(number)s excused", "%(number)s excused", self.number),
            AttendanceStatus.ABSENT: ngettext("%(number)s absent", "%(number)s absent", self.number),
        }[self.status]
        return words % {"number": self.number}


def around(meeting, meetings, scope):
    """The sitting of ``meeting``, and its neighbours among ``meetings``, those of its group."""
    previous, following = meetings.next_to(meeting)
    context = {"previous_meeting": previous, "next_meeting": following}
    rule = CouncilSettings.objects.filter(site=scope.site).values("attendance_shown")[:1]
    sitting = Sitting.objects.filter(key=meeting.translation_key).annotate(attendance_shown=Subquery(rule)).first()
    if sitting is None:
        return context
    if sitting.is_public:
        context |= registration(sitting, meeting)
    return context | (report(sitting) if meeting.shows_minutes else {})


def registration(sitting, meeting):
    """Whether visitors may register, and who comes where the meeting says so. Who waits is nobody's business."""
    shown = sitting.registrations.named()[:MOST_NAMES] if sitting.shows_participants else []
    return {
        "sitting": sitting,
        "can_register": sitting.is_open(meeting),
        "is_full": sitting.is_full(),
        "participants": [each.name for each in shown],
    }


def report(sitting, today=None):
    """How far the minutes are, and who was there as far as the council tells; only beside minutes that are shown."""
    today = today or timezone.localdate(timezone=council_zone())
    until = sitting.remarks_until
    return {
        "minutes_are_approved": sitting.minutes_state == MinutesState.APPROVED,
        "minutes_approved_at": sitting.approved_at,
        "minutes_are_for_remarks": sitting.minutes_state == MinutesState.REMARKS,
        "minutes_take_remarks": until is None or until >= today,
        "minutes_remarks_until": until,
        **attendance(sitting),
    }


def attendance(sitting):
    """``attendance_numbers`` or ``attendance_names``, by the rule of the site; neither without a list."""
    rule = sitting.attendance_shown or CouncilSettings._meta.get_field("attendance_shown").default
    if rule == AttendanceShown.NUMBERS:
        counted = dict(sitting.attendance.order_by().values_list("status").annotate(Count("pk")))
        return {"attendance_numbers": [Counted(status, counted[status]) for status in ORDER if status in counted]}
    if rule == AttendanceShown.NAMES:
        people = list(sitting.attendance.in_order())
        groups = [(status.label, [each for each in people if each.status == status]) for status in ORDER]
        return {"attendance_names": [(label, those) for label, those in groups if those]}
    return {}
