"""A series planned as rows: new ones, those that follow, those that somebody touched, and what a rule drops."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from cultuurraad_wagtail.choices import MeetingStatus, SeriesFrequency, WorkgroupKind
from cultuurraad_wagtail.models import AgendaItem, ClosedPeriod, CouncilSettings, Meeting, MeetingSeries
from cultuurraad_wagtail.scheduling.planning import plan_series, save_series, top_up
from tests.factories import BRUSSELS, make_hub, make_section

NOW = datetime(2027, 1, 4, 12, tzinfo=BRUSSELS)


def make_series(hub, **fields):
    """Every second Tuesday of the month at 19:30, in February, March, April and May 2027; not saved."""
    given = {
        "title": "Werkgroep Muziek",
        "starts_on": date(2027, 2, 1),
        "starts_at": time(19, 30),
        "duration": 90,
        "frequency": SeriesFrequency.MONTHLY_WEEKDAY,
        "weekdays": [1],
        "nth": 2,
        "until": date(2027, 5, 31),
        "skip_school_holidays": False,
        "skip_public_holidays": False,
        "place": "Muntpunt",
    }
    return MeetingSeries(workgroup=hub, **(given | fields))


def days(meetings):
    return [f"{meeting.starts_at.astimezone(BRUSSELS):%Y-%m-%d %H:%M}" for meeting in meetings]


def meetings(series):
    return Meeting.objects.filter(series=series).order_by("starts_at")


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def hub(section):
    return make_hub(section)


@pytest.fixture
def series(hub):
    series = make_series(hub)
    save_series(series=series, now=NOW)
    return series


def test_series_plans_its_meetings(series, hub):
    assert days(meetings(series)) == ["2027-02-09 19:30", "2027-03-09 19:30", "2027-04-13 19:30", "2027-05-11 19:30"]
    first = meetings(series).first()
    assert (first.title, first.place, first.workgroup_id, first.locale) == (
        "Werkgroep Muziek",
        "Muntpunt",
        hub.pk,
        hub.locale,
    )
    assert first.ends_at - first.starts_at == timedelta(minutes=90)
    assert first.live
    assert first.get_latest_revision_as_object().starts_at == first.starts_at
    assert not first.has_unpublished_changes


def test_series_saved_again_changes_nothing(series):
    before = list(meetings(series).values_list("pk", "latest_revision", "sequence", "changed_at"))

    plan = save_series(series=series, now=NOW)

    assert plan.is_empty
    assert list(meetings(series).values_list("pk", "latest_revision", "sequence", "changed_at")) == before


def test_series_of_drafts_puts_nothing_on_the_site(hub):
    series = make_series(hub, publishes=False)

    save_series(series=series, now=NOW)

    assert [each.live for each in meetings(series)] == [False] * 4


def test_only_meetings_to_come_are_planned(hub):
    series = make_series(hub)

    save_series(series=series, now=datetime(2027, 3, 9, 19, 31, tzinfo=BRUSSELS))

    assert days(meetings(series)) == ["2027-04-13 19:30", "2027-05-11 19:30"]


def test_change_moves_the_meetings_to_come_and_keeps_their_calendar_identity(series):
    before = dict(meetings(series).values_list("occurs_on", "translation_key"))
    series.starts_at, series.place = time(20), "De Markten"

    plan = save_series(series=series, now=datetime(2027, 3, 1, tzinfo=BRUSSELS))

    assert [change.meeting.occurs_on for change in plan.changed] == [
        date(2027, 3, 9),
        date(2027, 4, 13),
        date(2027, 5, 11),
    ]
    assert days(meetings(series)) == ["2027-02-09 19:30", "2027-03-09 20:00", "2027-04-13 20:00", "2027-05-11 20:00"]
    assert [each.place for each in meetings(series)] == ["Muntpunt", "De Markten", "De Markten", "De Markten"]
    assert [each.sequence for each in meetings(series)] == [0, 1, 1, 1]
    assert dict(meetings(series).values_list("occurs_on", "translation_key")) == before


def test_another_weekday_moves_each_meeting_within_its_month(series):
    keys = [each.translation_key for each in meetings(series)]
    series.weekdays = [3]

    save_series(series=series, now=NOW)

    assert days(meetings(series)) == ["2027-02-11 19:30", "2027-03-11 19:30", "2027-04-08 19:30", "2027-05-13 19:30"]
    assert [each.translation_key for each in meetings(series)] == keys


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": MeetingStatus.CANCELLED}, "It is cancelled or postponed."),
        ({"starts_at": datetime(2027, 3, 16, 18, tzinfo=BRUSSELS)}, "It was moved by hand."),
        ({"place": "Elders"}, "It was changed by hand."),
        ({"title": "Met de schepen"}, "It was changed by hand."),
    ],
)
def test_meeting_that_somebody_touched_stays(series, fields, reason):
    meeting = meetings(series)[1]
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.ends_at = meeting.starts_at + timedelta(minutes=90)
    meeting.save_revision().publish()
    series.starts_at = time(20)

    plan = save_series(series=series, now=NOW)

    assert [(each.meeting.pk, each.reason) for each in plan.kept] == [(meeting.pk, reason)]
    meeting.refresh_from_db()
    assert {name: getattr(meeting, name) for name in fields} == fields
    assert meetings(series).count() == 4


def test_meeting_touched_in_a_draft_stays(series):
    meeting = meetings(series)[0]
    meeting.place = "Misschien elders"
    meeting.save_revision()
    series.starts_at = time(20)

    plan = save_series(series=series, now=NOW)

    assert [each.meeting.pk for each in plan.kept] == [meeting.pk]
    assert meeting.get_latest_revision_as_object().place == "Misschien elders"


def test_draft_of_other_words_follows_and_stays_a_draft(series):
    meeting = meetings(series)[0]
    meeting.introduction = "<p>In voorbereiding</p>"
    meeting.save_revision()
    series.starts_at = time(20)

    save_series(series=series, now=NOW)

    meeting.refresh_from_db()
    draft = meeting.get_latest_revision_as_object()
    assert days([meeting, draft]) == ["2027-02-09 20:00", "2027-02-09 20:00"]
    assert (meeting.introduction, draft.introduction) == ("", "<p>In voorbereiding</p>")
    assert meeting.has_unpublished_changes


def test_published_meeting_that_the_rule_drops_is_cancelled_not_deleted(series):
    series.until = date(2027, 4, 30)

    plan = save_series(series=series, now=NOW)

    assert days(plan.called_off) == ["2027-05-11 19:30"]
    last = meetings(series).last()
    assert (last.status, last.live, last.sequence) == (MeetingStatus.CANCELLED, True, 1)


def test_draft_that_the_rule_drops_is_deleted_unless_it_has_an_agenda(hub):
    series = make_series(hub, publishes=False)
    save_series(series=series, now=NOW)
    with_agenda = meetings(series)[2]
    with_agenda.agenda_items.add(AgendaItem(title="Goedkeuring"))
    with_agenda.save_revision()
    series.until = date(2027, 3, 31)

    plan = save_series(series=series, now=NOW)

    assert [each.reason for each in plan.kept] == ["It has an agenda already."]
    assert days(meetings(series)) == ["2027-02-09 19:30", "2027-03-09 19:30", "2027-04-13 19:30"]
    assert series.skip_dates == []


def test_deleted_meeting_does_not_come_back(series):
    meetings(series)[1].delete()
    series.refresh_from_db()

    save_series(series=series, now=NOW)

    assert series.skip_dates == ["2027-03-09"]
    assert days(meetings(series)) == ["2027-02-09 19:30", "2027-04-13 19:30", "2027-05-11 19:30"]


def test_translation_follows_in_time_and_place_and_keeps_its_words(sections):
    dutch, french = sections
    hub = make_hub(dutch)
    series = make_series(hub)
    save_series(series=series, now=NOW)
    meeting = meetings(series)[0]
    translation = meeting.copy_for_translation(french.locale)
    translation.title = "Groupe musique"
    translation.save()
    series.starts_at = time(20)

    save_series(series=series, now=NOW)

    translation.refresh_from_db()
    assert days([translation]) == ["2027-02-09 20:00"]
    assert (translation.title, translation.live) == ("Groupe musique", False)
    assert Meeting.objects.filter(locale=dutch.locale).count() == 4


def test_deleted_translation_says_nothing_of_the_day(sections):
    dutch, french = sections
    series = make_series(make_hub(dutch))
    save_series(series=series, now=NOW)
    translation = meetings(series)[0].copy_for_translation(french.locale)
    translation.save()

    translation.delete()

    series.refresh_from_db()
    assert series.skip_dates == []


def test_days_that_are_left_out_say_why(section, hub):
    settings = CouncilSettings.for_site(section.site)
    settings.months_without_meetings = [3]
    settings.save()
    ClosedPeriod.objects.create(
        settings=settings, title="Verbouwing", starts_on=date(2027, 4, 10), ends_on=date(2027, 4, 20)
    )
    series = make_series(
        hub, skip_school_holidays=True, skip_public_holidays=True, skip_dates=["2027-05-11"], until=date(2027, 11, 30)
    )

    plan = plan_series(series=series, now=NOW)

    assert [(each.day, each.reason) for each in plan.left_out] == [
        (date(2027, 2, 9), "School holiday: Spring half-term."),
        (date(2027, 3, 9), "The council does not meet in March."),
        (date(2027, 4, 13), "Closed: Verbouwing."),
        (date(2027, 5, 11), "You left this day out."),
        (date(2027, 7, 13), "School holiday: Summer holiday."),
        (date(2027, 8, 10), "School holiday: Summer holiday."),
    ]


def test_series_goes_on_as_time_goes_by(hub):
    series = make_series(hub, until=None)
    save_series(series=series, now=NOW)
    planned = meetings(series).count()

    plans = top_up(now=NOW + timedelta(days=60))

    assert planned == 11
    assert days(meetings(series))[planned:] == [f"{each.starts_at:%Y-%m-%d %H:%M}" for each in plans[series].new]
    assert meetings(series).count() == planned + 1
    assert top_up(now=NOW + timedelta(days=60)) == {}


def test_command_plans_and_says_what(hub, capsys):
    today = timezone.localdate()
    series = make_series(hub, starts_on=today, until=None)
    save_series(series=series)
    Meeting.objects.filter(series=series).update(series=None)

    call_command("plan_meetings")
    call_command("plan_meetings")

    assert capsys.readouterr().out.splitlines() == [
        f"Werkgroep Muziek: {meetings(series).count()} planned, 0 changed.",
        "Nothing to plan.",
    ]


def test_series_of_a_private_group_of_another_site_uses_that_sites_settings(section):
    other = make_section("nl", hostname="elders.be")
    settings = CouncilSettings.for_site(other.site)
    settings.months_without_meetings = []
    settings.save()
    july = {"starts_on": date(2027, 7, 1), "until": date(2027, 7, 31)}

    here = plan_series(series=make_series(make_hub(section), **july), now=NOW)
    there = plan_series(series=make_series(make_hub(other, kind=WorkgroupKind.BOARD), **july), now=NOW)

    assert (len(here.new), len(there.new)) == (0, 1)
