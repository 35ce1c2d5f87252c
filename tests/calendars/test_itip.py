"""A meeting as a message to one person: any name and address in, one attendee out, the UID of the feed."""

from datetime import datetime, timedelta, timezone
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from cultuurraad_wagtail.calendars import CalendarEntry, calendar_bytes, invitation_bytes
from cultuurraad_wagtail.calendars.lines import one_line

BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2027, 3, 9, 19, tzinfo=BRUSSELS)
STAMP = datetime(2027, 2, 1, 8, 30, tzinfo=timezone.utc)
ENTRY = CalendarEntry(
    uid="een@cultuurraad-wagtail",
    sequence=3,
    title="Algemene vergadering",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    modified_at=START - timedelta(days=90),
    location="Muntpunt",
)
RAAD = ("Cultuurraad Brussel", "raad@brussel.be")
AMINA = ("Amina Peeters", "amina@huis.be")

words = st.text(max_size=120) | st.text(alphabet="\r\n\t ,;:\\\"'^nN%2C=é€😀\x00\x0b\x85\u2028A@", max_size=80)


def write(method="REQUEST", *, entry=ENTRY, organiser=RAAD, attendee=AMINA, **options):
    return invitation_bytes(entry, method=method, organiser=organiser, attendee=attendee, stamped_at=STAMP, **options)


def only_event(data):
    (event,) = Calendar.from_ical(data).events
    return event


def test_request_asks_one_person_for_the_meeting_that_the_feed_tells():
    calendar = Calendar.from_ical(write(language="nl"))
    (event,) = calendar.events
    (in_feed,) = Calendar.from_ical(calendar_bytes([ENTRY])).events

    assert (calendar["method"], calendar["version"]) == ("REQUEST", "2.0")
    assert [zone["tzid"] for zone in calendar.timezones] == ["Europe/Brussels"]
    for name in ("uid", "sequence", "dtstart", "dtend", "status", "summary", "location", "last-modified"):
        assert event[name] == in_feed[name]
    assert event["dtstamp"].dt == STAMP
    assert (str(event["organizer"]), event["organizer"].params["CN"]) == ("mailto:raad@brussel.be", RAAD[0])
    attendee = event["attendee"]
    assert (str(attendee), attendee.params["CN"]) == ("mailto:amina@huis.be", "Amina Peeters")
    assert [attendee.params[name] for name in ("ROLE", "PARTSTAT", "RSVP")] == [
        *("REQ-PARTICIPANT", "NEEDS-ACTION", "TRUE")
    ]


@pytest.mark.parametrize("answer", ["ACCEPTED", "DECLINED"])
def test_who_answered_is_not_asked_again(answer):
    attendee = only_event(write(answer=answer))["attendee"]

    assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == (answer, "FALSE")


def test_cancel_calls_the_same_event_off():
    data = write("CANCEL", answer="ACCEPTED")

    assert Calendar.from_ical(data)["method"] == "CANCEL"
    event = only_event(data)
    assert (event["uid"], event["sequence"], event["status"]) == (ENTRY.uid, 3, "CANCELLED")


@pytest.mark.parametrize(
    ("method", "values"), [("PUBLISH", {}), ("REQUEST", {"answer": "TENTATIVE"}), ("REQUEST", {"status": "CANCELLED"})]
)
def test_message_that_makes_no_sense_is_refused(method, values):
    status = values.pop("status", "CONFIRMED")
    entry = CalendarEntry(**{**ENTRY.__dict__, "status": status})

    with pytest.raises(ValueError, match=r"There is no message|Nobody is asked"):
        write(method, entry=entry, **values)


@given(name=words, address=words, organiser=words, from_address=words)
@settings(max_examples=200, deadline=None)
def test_any_name_and_address_read_back(name, address, organiser, from_address):
    event = only_event(write(attendee=(name, address), organiser=(organiser, from_address)))

    for person, given_name, given_address in (
        (event["attendee"], name, address),
        (event["organizer"], organiser, from_address),
    ):
        expected = one_line(one_line(given_name).translate(str.maketrans({'"': "'", "^": "", "\\": "/", "%": ""})))
        assert person.params.get("CN", "") == expected
        assert unquote(str(person)) == f"mailto:{one_line(given_address)}"


@given(name=words, address=words)
@settings(max_examples=100, deadline=None)
def test_nothing_that_somebody_typed_makes_a_line(name, address):
    data = write(attendee=(name, address), organiser=(name, address))
    unfolded = data.replace(b"\r\n ", b"").split(b"\r\n")

    assert unfolded.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in data.split(b"\r\n"))
    plain = write().replace(b"\r\n ", b"").split(b"\r\n")[:-1]
    assert [line.partition(b":")[0].partition(b";")[0] for line in unfolded] == [
        line.partition(b":")[0].partition(b";")[0] for line in plain
    ]


def test_meeting_at_an_hour_that_comes_twice_is_told_in_utc():
    twice = datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=1)
    entry = CalendarEntry(**{**ENTRY.__dict__, "starts_at": twice, "ends_at": twice + timedelta(hours=3)})

    assert only_event(write(entry=entry))["dtstart"].dt == datetime(2027, 10, 31, 1, 30, tzinfo=timezone.utc)
