"""What programs that read calendars make of ours: the hours on the nights of change, moved and cancelled meetings."""

import json
import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from cultuurraad_wagtail.models import Meeting
from tests import needs
from tests.calendars.calendars import SITE, group_address, meeting_address, publish, read
from tests.factories import in_brussels, make_hub, make_meeting

pytestmark = pytest.mark.django_db
UTC = ZoneInfo("UTC")
READER = Path(__file__).parent / "clients" / "read.mjs"
#: Title, and what else stands in it that a file must write in its own way.
TITLES = ["Réunion d’été, salle « Ü »; où\\ça?", "Raad 🎭 " + "en nog veel meer woorden " * 5 + "tot slot"]

#: First and last hour in Brussels, and the same two instants.
NIGHTS = {
    "the evening before summer": ("2027-03-27T19:00", "2027-03-27T21:30", "2027-03-27T18:00Z", "2027-03-27T20:30Z"),
    "into summer": ("2027-03-28T01:30", "2027-03-28T03:30", "2027-03-28T00:30Z", "2027-03-28T01:30Z"),
    "the first day of summer": ("2027-03-28T19:00", "2027-03-28T21:00", "2027-03-28T17:00Z", "2027-03-28T19:00Z"),
    "the evening before winter": ("2027-10-30T19:00", "2027-10-30T21:00", "2027-10-30T17:00Z", "2027-10-30T19:00Z"),
    "into winter": ("2027-10-31T01:00", "2027-10-31T04:00", "2027-10-30T23:00Z", "2027-10-31T03:00Z"),
    "the first day of winter": ("2027-10-31T19:00", "2027-10-31T21:00", "2027-10-31T18:00Z", "2027-10-31T20:00Z"),
    "a whole day of 23 hours": ("2027-03-28T00:00", "2027-03-29T00:00", "2027-03-27T23:00Z", "2027-03-28T22:00Z"),
    "a whole day of 25 hours": ("2027-10-31T00:00", "2027-11-01T00:00", "2027-10-30T22:00Z", "2027-10-31T23:00Z"),
    "across midnight": ("2027-06-05T20:00", "2027-06-06T02:00", "2027-06-05T18:00Z", "2027-06-06T00:00Z"),
    "a weekend": ("2027-06-11T18:00", "2027-06-13T17:00", "2027-06-11T16:00Z", "2027-06-13T15:00Z"),
}


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


def brussels(text):
    moment = datetime.fromisoformat(text)
    return in_brussels(moment.year, moment.month, moment.day, moment.hour, moment.minute)


def utc(text):
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def occurrences(client, first, last):
    """What a calendar shows of our feed between two days: title, first and last instant, status."""
    found = recurring_ical_events.of(read(client)).between(first, last)
    return sorted(
        (str(event["summary"]), event.start.astimezone(UTC), event.end.astimezone(UTC), str(event["status"]))
        for event in found
    )


@pytest.mark.parametrize("night", NIGHTS)
def test_meeting_is_at_the_same_instants_for_every_reader(client, hub, night):
    first, last, *instants = NIGHTS[night]
    make_meeting(hub, "Raad", starts_at=brussels(first), ends_at=brussels(last), status="confirmed")
    starts, ends = (utc(each) for each in instants)

    assert occurrences(client, (2027, 1, 1), (2028, 1, 1)) == [("Raad", starts, ends, "CONFIRMED")]
    (event,) = read(client).events
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (starts, ends)


@pytest.mark.parametrize("night", NIGHTS)
def test_meeting_is_at_the_same_instants_for_a_reader_who_knows_no_zone_but_the_files(client, hub, night):
    first, last, *instants = NIGHTS[night]
    make_meeting(hub, "Raad", starts_at=brussels(first), ends_at=brussels(last))
    text = client.get(SITE).content.replace(b"Europe/Brussels", b"Council/Town")
    calendar = Calendar.from_ical(text)
    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    (event,) = calendar.events

    told = [event["dtstart"].dt, event["dtend"].dt]
    assert [each.replace(tzinfo=zone).astimezone(UTC) for each in told] == [utc(each) for each in instants]


def test_second_half_past_two_of_the_night_is_another_instant_than_the_first(client, hub):
    for fold, title in enumerate(("Eerst", "Tweede")):
        start = in_brussels(2027, 10, 31, 2, 30).replace(fold=fold).astimezone(UTC)
        make_meeting(hub, title, starts_at=start, ends_at=start + timedelta(minutes=20))

    assert [(title, start) for title, start, *_ in occurrences(client, (2027, 10, 31), (2027, 11, 1))] == [
        ("Eerst", utc("2027-10-31T00:30")),
        ("Tweede", utc("2027-10-31T01:30")),
    ]


def test_moved_meeting_is_shown_at_its_new_hour_only(client, hub):
    meeting = publish(make_meeting(hub, "Raad", starts_at=in_brussels(2027, 5, 4, 19)))
    publish(meeting, starts_at=in_brussels(2027, 5, 11, 20), ends_at=in_brussels(2027, 5, 11, 22))

    assert occurrences(client, (2027, 5, 1), (2027, 6, 1)) == [
        ("Raad", utc("2027-05-11T18:00"), utc("2027-05-11T20:00"), "TENTATIVE")
    ]


def test_cancelled_meeting_keeps_its_start_end_and_title(client, hub):
    meeting = publish(make_meeting(hub, "Raad", starts_at=in_brussels(2027, 5, 4, 19)))
    (before,) = read(client).events
    publish(meeting, status="cancelled")
    (after,) = read(client).events

    for name in ("uid", "dtstart", "dtend", "summary"):
        assert before[name] == after[name]
    assert [(str(each["status"]), each["sequence"]) for each in (before, after)] == [
        ("TENTATIVE", 0),
        ("CANCELLED", 1),
    ]
    assert [status for *_, status in occurrences(client, (2027, 5, 1), (2027, 6, 1))] == ["CANCELLED"]


def test_meeting_that_was_cancelled_long_ago_is_still_told(client, hub):
    publish(make_meeting(hub, "Raad", starts_at=in_brussels(2024, 5, 4, 19)), status="cancelled")

    assert [str(event["status"]) for event in read(client).events] == ["CANCELLED"]


@pytest.fixture
def read_by_javascript(tmp_path):
    """What ical.js and node-ical make of files: ``read({"a.ics": bytes})``, from a machine in another zone."""
    reason = "Install what stands in tests/calendars/clients/package.json with npm, and name its node_modules."
    libraries = needs.folder("CALENDAR_CLIENTS", reason)
    node = needs.program("node", "nodejs")

    def read_files(files):
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        environment = {**os.environ, "CALENDAR_CLIENTS": libraries, "TZ": "America/New_York"}
        paths = [str(tmp_path / name) for name in files]
        done = subprocess.run([node, str(READER), *paths], env=environment, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return read_files


def as_told(meeting):
    """What every reader should make of ``meeting``."""
    entry = meeting.as_calendar_entry()
    start, end = (each.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") for each in (entry.starts_at, entry.ends_at))
    return {"uid": entry.uid, "start": start, "end": end, "summary": entry.title, "status": entry.status}


def by_uid(events):
    return sorted(events, key=lambda event: event["uid"])


def make_difficult_meetings(hub):
    """One in each of the nights, twice half past two, moved, cancelled, with a long and with an odd title."""
    for night, (first, last, *_instants) in NIGHTS.items():
        make_meeting(hub, night, starts_at=brussels(first), ends_at=brussels(last), status="confirmed")
    for fold in (0, 1):
        start = in_brussels(2027, 10, 31, 2, 30).replace(fold=fold).astimezone(UTC)
        make_meeting(hub, f"half past two, {fold}", starts_at=start, ends_at=start + timedelta(minutes=20))
    moved = publish(make_meeting(hub, "moved", starts_at=in_brussels(2027, 5, 4, 19)))
    publish(moved, starts_at=in_brussels(2027, 5, 11, 20), ends_at=in_brussels(2027, 5, 11, 22))
    publish(make_meeting(hub, "cancelled", starts_at=in_brussels(2027, 5, 5, 19)), status="cancelled")
    for day, title in enumerate(TITLES, 6):
        make_meeting(hub, title, starts_at=in_brussels(2027, 5, day, 19))
    return list(Meeting.objects.order_by("pk"))


def test_javascript_readers_find_every_meeting_of_a_feed_at_its_instants(client, hub, read_by_javascript):
    told = by_uid(as_told(each) for each in make_difficult_meetings(hub))
    files = {"site.ics": client.get(SITE).content, "group.ics": client.get(group_address(hub)).content}

    for readers in read_by_javascript(files).values():
        assert by_uid(readers["ical.js"]) == told
        assert by_uid(readers["node-ical"]) == told


def test_javascript_readers_find_each_meeting_in_its_own_file(client, hub, read_by_javascript):
    meetings = make_difficult_meetings(hub)
    files = {f"{each.pk}.ics": client.get(meeting_address(each)).content for each in meetings}

    found = read_by_javascript(files)

    assert found == {f"{each.pk}.ics": {"ical.js": [as_told(each)], "node-ical": [as_told(each)]} for each in meetings}
