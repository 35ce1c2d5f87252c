"""Calendar files: any text in, a file out that reads back the same; hours that are right on the nights of change."""

import logging
import unicodedata
from datetime import datetime, timedelta, timezone
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from cultuurraad_wagtail.calendars import CalendarEntry, calendar_bytes, event_bytes
from cultuurraad_wagtail.calendars.lines import escape

BRUSSELS = ZoneInfo("Europe/Brussels")
UTC = timezone.utc
START = datetime(2026, 11, 26, 19, tzinfo=BRUSSELS)

texts = st.text(max_size=300) | st.text(alphabet='\r\n\t ,;:\\nN"=é€😀\x00\x0b\x85\u2028A', max_size=200)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0).astimezone(BRUSSELS)
)


def make_entry(number=0, **values):
    defaults = {
        "uid": f"{number}@example.org",
        "sequence": 0,
        "title": "Algemene vergadering",
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "modified_at": START,
    }
    return CalendarEntry(**{**defaults, **values})


def read(entries, **options):
    return Calendar.from_ical(calendar_bytes(entries, **options))


def cleaned(text):
    """The words without what a calendar file cannot hold."""
    lines = "\n".join(text.splitlines()).replace("\t", " ")
    return "".join(char for char in lines if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))


def one_line(text):
    return " ".join(cleaned(text).split())


def believe(calendar, moment):
    """``moment`` in UTC as a client has it that knows no zone but the one in the file."""
    return moment.replace(tzinfo=calendar.timezones[0].to_tz(lookup_tzid=False)).astimezone(UTC)


@given(title=texts, location=texts, description=texts, url=texts, name=texts, category=texts)
@settings(max_examples=150, deadline=None)
def test_any_text_reads_back(title, location, description, url, name, category):
    entry = make_entry(title=title, location=location, description=description, url=url, categories=(category, "x"))
    data = calendar_bytes([entry], name=name, url=url)
    calendar = Calendar.from_ical(data)
    (event,) = calendar.events
    assert str(event.get("summary", "")) == one_line(title)
    assert str(event.get("location", "")) == one_line(location)
    assert str(event.get("description", "")) == cleaned(description)
    assert [str(each) for each in event["categories"].cats] == [one_line(category), "x"]
    assert unquote(str(event.get("url", ""))) == unquote(quote(one_line(url), safe="%"))
    # Not every version of icalendar knows NAME and takes its escapes off, so the line itself is read.
    named = [line for line in data.replace(b"\r\n ", b"").decode().split("\r\n") if line.startswith("NAME:")]
    assert named == ([f"NAME:{escape(one_line(name))}"] if one_line(name) else [])


@given(title=texts, location=texts, description=texts, url=texts, name=texts, category=texts)
@settings(max_examples=150, deadline=None)
def test_no_text_makes_a_line_that_it_should_not(title, location, description, url, name, category):
    entry = make_entry(title=title, location=location, description=description, url=url, categories=(category,))
    lines = calendar_bytes([entry], name=name, url=url).split(b"\r\n")
    assert lines.pop() == b""
    assert max(len(line) for line in lines) <= 75
    assert [char for char in b"".join(lines).decode() if unicodedata.category(char) == "Cc"] == []
    assert sum(line.startswith((b"BEGIN:", b"END:")) for line in lines) == 10


@given(st.lists(st.tuples(moments, st.integers(1, 60 * 72)), max_size=8))
@settings(max_examples=100, deadline=None)
def test_every_moment_is_the_same_instant(times):
    entries = [
        make_entry(
            number, starts_at=start, ends_at=(start.astimezone(UTC) + timedelta(minutes=length)).astimezone(BRUSSELS)
        )
        for number, (start, length) in enumerate(times)
    ]
    events = read(entries).events
    assert len({str(event["uid"]) for event in events}) == len(entries)
    assert [(event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events] == [
        (entry.starts_at.astimezone(UTC), entry.ends_at.astimezone(UTC)) for entry in entries
    ]


@pytest.mark.parametrize(
    ("utc", "line"),
    [
        ("2026-03-29T00:30", "DTSTART;TZID=Europe/Brussels:20260329T013000"),
        ("2026-03-29T01:00", "DTSTART;TZID=Europe/Brussels:20260329T030000"),
        ("2026-03-29T01:30", "DTSTART;TZID=Europe/Brussels:20260329T033000"),
        ("2026-10-25T00:30", "DTSTART:20261025T003000Z"),
        ("2026-10-25T01:30", "DTSTART:20261025T013000Z"),
        ("2026-10-25T02:00", "DTSTART;TZID=Europe/Brussels:20261025T030000"),
    ],
)
def test_hours_around_the_change_of_clocks(utc, line):
    instant = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    start = instant.astimezone(BRUSSELS)
    data = calendar_bytes([make_entry(starts_at=start, ends_at=start.astimezone(UTC) + timedelta(hours=1))])
    assert line.encode() in data.split(b"\r\n")
    (event,) = Calendar.from_ical(data).events
    assert event.start.astimezone(UTC) == instant


@pytest.mark.parametrize("year", [1996, 2026, 2045])
@pytest.mark.parametrize(("month", "day", "hour"), [(1, 15, 19), (3, 31, 3), (7, 15, 19), (10, 31, 3), (12, 15, 19)])
def test_zone_in_the_file_gives_the_same_hours_as_the_zone_itself(year, month, day, hour):
    start = datetime(year, month, day, hour, tzinfo=BRUSSELS)
    calendar = read([make_entry(starts_at=start, ends_at=start + timedelta(hours=2))])
    assert believe(calendar, start) == start.astimezone(UTC)


def test_zone_in_the_file_changes_at_the_right_hour_of_the_night():
    calendar = read([make_entry()])
    assert believe(calendar, datetime(2026, 3, 29, 1, 59)) == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert believe(calendar, datetime(2026, 3, 29, 3, 0)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert believe(calendar, datetime(2026, 10, 25, 1, 59)) == datetime(2026, 10, 24, 23, 59, tzinfo=UTC)
    assert believe(calendar, datetime(2026, 10, 25, 3, 0)) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_zone_of_brussels_is_written_as_a_rule():
    data = calendar_bytes([make_entry()]).decode()
    assert data[data.index("BEGIN:VTIMEZONE") : data.index("BEGIN:VEVENT")].split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Brussels",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize("key", ["Europe/London", "Africa/Kinshasa", "America/New_York", "UTC"])
def test_other_zones_keep_their_hours(key):
    start = datetime(2026, 7, 15, 19, tzinfo=ZoneInfo(key))
    (event,) = read([make_entry(starts_at=start, ends_at=start + timedelta(hours=1))]).events
    assert event.start.astimezone(UTC) == start.astimezone(UTC)


def test_file_without_entries_is_a_calendar():
    assert calendar_bytes([]) == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//cultuurraad-wagtail//NL\r\nEND:VCALENDAR\r\n"
    )


def test_file_of_a_zone_without_entries_describes_that_zone():
    """A calendar without any component would not be valid."""
    calendar = read([], zone=BRUSSELS)
    assert [str(zone["tzid"]) for zone in calendar.timezones] == ["Europe/Brussels"]
    assert calendar.events == []


def test_file_tells_its_name_its_page_its_colour_and_when_to_ask_again():
    data = calendar_bytes(
        [], name="Raad; en meer", url="https://example.org/a b/", color="darkgreen", zone=BRUSSELS, refresh_hours=6
    )
    assert data.split(b"\r\nBEGIN:VTIMEZONE")[0].decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cultuurraad-wagtail//NL",
        "NAME:Raad\\; en meer",
        "X-WR-CALNAME:Raad\\; en meer",
        "URL:https://example.org/a%20b/",
        "COLOR:darkgreen",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]


def test_event_is_written_as_the_format_wants():
    entry = make_entry(7, sequence=2, location="Zaal 1, Gent", categories=("Raad", "A, B"), color="teal", url="x:y")
    assert calendar_bytes([entry], language="nl").split(b"END:VTIMEZONE\r\n")[1].decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:7@example.org",
        "SEQUENCE:2",
        "DTSTAMP:20261126T180000Z",
        "LAST-MODIFIED:20261126T180000Z",
        "DTSTART;TZID=Europe/Brussels:20261126T190000",
        "DTEND;TZID=Europe/Brussels:20261126T210000",
        "STATUS:CONFIRMED",
        "SUMMARY;LANGUAGE=nl:Algemene vergadering",
        "LOCATION;LANGUAGE=nl:Zaal 1\\, Gent",
        "CATEGORIES;LANGUAGE=nl:Raad,A\\, B",
        "COLOR:teal",
        "URL:x:y",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_entry_is_written_once_for_as_long_as_it_says_the_same():
    event_bytes.cache_clear()
    entries = [make_entry(number) for number in range(20)]
    calendar_bytes(entries)
    calendar_bytes([*entries[:-1], make_entry(19, title="Anders")])
    assert event_bytes.cache_info().misses == 21


def test_file_is_no_invitation():
    assert b"METHOD" not in calendar_bytes([make_entry()])


def test_cancelled_meeting_says_so_under_the_same_uid():
    (event,) = read([make_entry(status="CANCELLED", sequence=3)]).events
    assert (event["status"], event["sequence"], event["uid"]) == ("CANCELLED", 3, "0@example.org")


def test_words_carry_their_language():
    (event,) = read([make_entry(description="Dag")], language="nl").events
    assert [event[name].params["language"] for name in ("summary", "description")] == ["nl", "nl"]


def test_very_long_text_is_shortened():
    (event,) = read([make_entry(description="é" * 100_000)]).events
    assert event["description"] == "é" * 8000


@pytest.mark.parametrize(
    "broken",
    [{"ends_at": None}, {"sequence": None}, {"title": None}, {"status": "X\r\nY"}, {"starts_at": datetime.min}],
)
def test_entry_that_cannot_be_written_is_left_out_and_logged(caplog, broken):
    good, bad = make_entry(1), make_entry(2, **broken)
    with caplog.at_level(logging.ERROR):
        assert [str(event["uid"]) for event in read([bad, good]).events] == ["1@example.org"]
    assert "The calendar leaves out '2@example.org'" in caplog.text
