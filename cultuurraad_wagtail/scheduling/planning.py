"""A series planned as rows: which meetings are new, which follow the rule, which stay as somebody made them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from ..choices import MeetingStatus, SeriesFrequency
from ..conf import setting
from ..fields import council_zone
from ..records.sittings import Sitting
from ..snippets.meetings import Meeting
from ..snippets.series import MeetingSeries
from ..turns import take_turn
from .dates import Occurrence, Rule, occurrences
from .free_days import FreeDays
from .registration import change_sitting

#: What a series decides of its meetings, and so may change in them.
FIELDS = ("title", "workgroup_id", "kind", "starts_at", "ends_at", "place", "online_url")
#: What it decides of their translations too.
SHARED_FIELDS = ("kind", "starts_at", "ends_at", "place", "online_url")
#: A sitting that nobody decided on, in the words of ``MeetingSeries.registration``.
NO_REGISTRATION = {"is_public": False, "capacity": None, "most_guests": 0}
UNTOUCHED = (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED)


@dataclass(frozen=True)
class Change:
    """A meeting that follows its series to ``occurrence``."""

    meeting: Meeting
    occurrence: Occurrence

    @property
    def moves(self) -> bool:
        """Whether it gets another hour, rather than other words."""
        # By timestamp: in the hour that comes twice, Python calls any two moments of different zones unequal.
        moments = ((each.starts_at.timestamp(), each.ends_at.timestamp()) for each in (self.meeting, self.occurrence))
        return len(set(moments)) > 1


@dataclass(frozen=True)
class Kept:
    """A meeting that does not follow, and why."""

    meeting: Meeting
    reason: str


@dataclass
class SeriesPlan:
    """What saving a series does to its meetings that are still to come."""

    new: list[Occurrence] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: list[Meeting] = field(default_factory=list)
    called_off: list[Meeting] = field(default_factory=list)
    dropped: list[Meeting] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    left_out: list[Occurrence] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it does nothing at all."""
        return not (self.new or self.changed or self.called_off or self.dropped)

    @property
    def has_no_date(self) -> bool:
        """Whether the series has no meeting to come, now or after it is saved."""
        return self.is_empty and not (self.same or self.kept)


def rule_of(series: MeetingSeries) -> Rule:
    """The rule of ``series`` as ``dates`` reads it."""
    return Rule(
        frequency=series.frequency,
        first=series.starts_on,
        interval=series.interval,
        weekdays=tuple(series.weekdays),
        month_day=series.month_day,
        nth=series.nth,
        until=series.until,
        count=series.count,
    )


def horizon(today: date) -> date:
    """Until when meetings are planned."""
    return today + timedelta(days=round(setting("PLANNING_MONTHS") * 365.25 / 12))


def plan_series(*, series: MeetingSeries, now=None) -> SeriesPlan:
    """What saving ``series`` would do; writes nothing. ``series`` may be unsaved, or changed and not saved."""
    now = now or timezone.now()
    zone = council_zone()
    today = now.astimezone(zone).date()
    every = occurrences(
        rule_of(series),
        starts=series.starts_at,
        duration=series.length,
        zone=zone,
        horizon=horizon(max(today, series.starts_on)),
        left_out=FreeDays(series),
    )
    due = {each.day: each for each in every if each.is_planned and each.starts_at > now}
    plan = SeriesPlan(left_out=[each for each in every if not each.is_planned and _is_to_come(each, today)])
    astray = _follow(series, due, plan, now)
    _move(series, astray, due, plan)
    plan.new = list(due.values())
    return plan


def _is_to_come(left_out, today):
    return left_out.day is None or left_out.day >= today


def _follow(series, due, plan, now):
    """Match the meetings there are with the days that are ``due``; gives those without such a day."""
    astray = []
    for meeting in _meetings_of(series):
        occurrence = due.pop(meeting.occurs_on, None)
        reason = touched(meeting)
        if occurrence is None and meeting.starts_at <= now:
            continue
        if reason:
            plan.kept.append(Kept(meeting, reason))
        elif occurrence is None:
            astray.append(meeting)
        elif _planned(meeting) == series.planned_state(occurrence.starts_at, occurrence.ends_at):
            plan.same.append(meeting)
        else:
            plan.changed.append(Change(meeting, occurrence))
    return astray


def _move(series, astray, due, plan):
    """Give each of ``astray`` a day in its own week, month or year; those for which there is none are called off."""
    for meeting in astray:
        period = _period(series, meeting.occurs_on)
        day = next((day for day in due if _period(series, day) == period), None)
        if day is not None:
            plan.changed.append(Change(meeting, due.pop(day)))
        elif meeting.first_published_at:
            plan.called_off.append(meeting)
        elif meeting.get_latest_revision_as_object().agenda_items.exists():
            plan.kept.append(Kept(meeting, gettext("It has an agenda already.")))
        else:
            plan.dropped.append(meeting)


def _period(series, day):
    if series.frequency == SeriesFrequency.WEEKLY:
        return day.isocalendar()[:2]
    return (day.year,) if series.frequency == SeriesFrequency.YEARLY else (day.year, day.month)


def _meetings_of(series):
    if series.pk is None:
        return []
    planned = Meeting.objects.filter(series=series, occurs_on__isnull=False, planned_as__isnull=False)
    return planned.filter(locale=series.workgroup.locale_id).order_by("occurs_on", "pk")


def state_of(meeting: Meeting) -> dict:
    """What ``meeting`` says of what a series decides, in the shape of ``MeetingSeries.planned_state``."""
    state = {name: getattr(meeting, name) for name in FIELDS}
    zone = council_zone()
    moments = {name: state.pop(name).astimezone(zone).isoformat() for name in ("starts_at", "ends_at")}
    return {**state, **moments, "workgroup": state.pop("workgroup_id")}


def _planned(meeting):
    """What the series wrote; a row from before series took registrations says nothing of them, which means none."""
    return {"registration": NO_REGISTRATION, **meeting.planned_as}


def touched(meeting: Meeting) -> str:
    """Why ``meeting`` does not follow its series any more; an empty string for one that nobody touched."""
    newest = meeting.get_latest_revision_as_object() if meeting.has_unpublished_changes else meeting
    if newest.status not in UNTOUCHED:
        return gettext("It is cancelled or postponed.")
    state, planned = state_of(newest), meeting.planned_as
    if any(state[name] != planned[name] for name in ("starts_at", "ends_at")):
        return gettext("It was moved by hand.")
    if any(state[name] != planned[name] for name in planned if name in state):
        return gettext("It was changed by hand.")
    return ""


@transaction.atomic
def save_series(*, series: MeetingSeries, user=None, now=None) -> SeriesPlan:
    """Save ``series`` and plan its meetings; gives what was done. The same again changes nothing."""
    if series.pk:
        # Two that plan together would plan everything twice.
        take_turn(MeetingSeries.objects.filter(pk=series.pk))
    series.save()
    plan = plan_series(series=series, now=now)
    for occurrence in plan.new:
        _create(series, occurrence, user)
    for change in plan.changed:
        _change(series, change, user)
    for meeting in plan.called_off:
        for each in _with_translations(meeting):
            _write(each, {"status": MeetingStatus.CANCELLED}, user)
    for meeting in plan.dropped:
        _drop(meeting, user)
    return plan


def _create(series, occurrence, user):
    meeting = Meeting(
        locale_id=series.workgroup.locale_id,
        live=series.publishes,
        series=series,
        **_values(series, occurrence),
    )
    meeting.has_unpublished_changes = not series.publishes
    meeting.full_clean()
    meeting.save()
    log(instance=meeting, action="wagtail.create", user=user)
    _take_registrations(series, meeting, NO_REGISTRATION)
    revision = meeting.save_revision(user=user)
    if series.publishes:
        revision.publish(user=user)


def _values(series, occurrence):
    values = {name: getattr(series, name) for name in ("title", "workgroup_id", "kind", "place", "online_url")}
    moments = {"starts_at": occurrence.starts_at, "ends_at": occurrence.ends_at}
    planned = series.planned_state(**moments)
    return {**values, **moments, "occurs_on": occurrence.day, "planned_as": planned}


def _change(series, change, user):
    values = _values(series, change.occurrence)
    before = _planned(change.meeting)["registration"]
    for each in _with_translations(change.meeting):
        shared = {name: values[name] for name in SHARED_FIELDS}
        _write(each, values if each == change.meeting else shared, user)
    _take_registrations(series, change.meeting, before)


def _take_registrations(series, meeting, before):
    """Have people register for ``meeting`` as the series says; where an editor decided otherwise, that stays.

    ``before`` is what the series said until now.
    """
    if series.registration == before:
        return
    sitting = Sitting.objects.of(meeting)
    if {name: getattr(sitting, name) for name in before} == before:
        for name, value in series.registration.items():
            setattr(sitting, name, value)
        change_sitting(sitting=sitting, meeting=meeting)


def _with_translations(meeting):
    return [meeting, *meeting.get_translations()]


def _write(meeting, values, user):
    """Put ``values`` in the live row and in the newest draft, whose other words stay a draft."""
    if meeting.live and meeting.has_unpublished_changes:
        draft = meeting.get_latest_revision_as_object()
        _fill(meeting, values).save()
        _fill(draft, values).save_revision(user=user)
    elif meeting.live:
        _fill(meeting, values).save_revision(user=user).publish(user=user)
    else:
        newest = meeting.get_latest_revision_as_object()
        _fill(meeting, values).save()
        _fill(newest, values).save_revision(user=user)


def _fill(meeting, values):
    for name, value in values.items():
        setattr(meeting, name, value)
    return meeting


def _drop(meeting, user):
    # No longer of the series: it is the rule that leaves this day out, not the editor.
    Meeting.objects.filter(pk=meeting.pk).update(series=None)
    meeting.series = None
    log(instance=meeting, action="wagtail.delete", user=user)
    meeting.delete()


def skip_day(*, series: MeetingSeries, day: date) -> None:
    """Have ``series`` leave ``day`` out from now on: its meeting was deleted, and must not come back."""
    series.skip_dates = sorted({*series.skip_dates, day.isoformat()})
    series.save(update_fields=["skip_dates"])


def top_up(*, user=None, now=None) -> dict[MeetingSeries, SeriesPlan]:
    """Plan every series up to the horizon; gives what was done for those that changed. Safe to run every day."""
    plans = {each: save_series(series=each, user=user, now=now) for each in _going_on(now or timezone.now())}
    return {series: plan for series, plan in plans.items() if not plan.is_empty}


def _going_on(now):
    series = MeetingSeries.objects.select_related("workgroup").order_by("pk")
    today = now.astimezone(council_zone()).date()
    return [each for each in series if each.until is None or each.until >= today]
