"""The calendar files of one meeting and of one group: who gets them, and what nobody gets."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.calendars.calendars import group_address, meeting_address, titles
from tests.factories import (
    in_brussels,
    make_hub,
    make_locale,
    make_meeting,
    make_past_meeting,
    make_private,
    make_section,
)

pytestmark = pytest.mark.django_db

UNKNOWN = "6f1c1a52-0c57-4b5e-9a55-4f7a3c0c8d11"


@pytest.fixture
def hub(section):
    return make_hub(section, "Podiumkunsten")


def test_meeting_file_tells_where_and_when(client, hub):
    meeting = make_meeting(hub, "Raad", starts_at=in_brussels(2026, 11, 26, 19), place="Muntpunt, Munt 6")
    response = client.get(meeting_address(meeting))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="raad.ics"'
    (event,) = Calendar.from_ical(response.content).events
    assert event["summary"] == "Raad"
    assert event["location"] == "Muntpunt, Munt 6"
    assert event["uid"] == f"{meeting.translation_key}@cultuurraad-wagtail"
    assert event.start == in_brussels(2026, 11, 26, 19)
    assert event["url"] == "http://localhost/bijeenkomsten/2026-11-26-raad/"
    assert event["summary"].params["language"] == "nl"


def test_meeting_has_the_same_uid_in_every_language(client, sections):
    dutch_hub, french_hub = (make_hub(section, "Raad") for section in sections)
    french_hub.translation_key = dutch_hub.translation_key
    french_hub.save()
    dutch = make_meeting(dutch_hub, "Raad")
    french = make_meeting(french_hub, "Conseil", translation_key=dutch.translation_key)
    uids = {
        str(event["uid"])
        for meeting in (dutch, french)
        for event in Calendar.from_ical(client.get(meeting_address(meeting)).content).events
    }
    assert uids == {f"{dutch.translation_key}@cultuurraad-wagtail"}


def test_hub_file_holds_past_and_cancelled_meetings_in_order(client, hub):
    make_meeting(hub, "Later", status="cancelled")
    make_past_meeting(hub, "Vroeger")
    assert titles(client, group_address(hub)) == ["Vroeger", "Later"]
    events = Calendar.from_ical(client.get(group_address(hub)).content).events
    assert [str(event["status"]) for event in events] == ["TENTATIVE", "CANCELLED"]


def test_hub_file_without_meetings_is_an_empty_calendar(client, hub):
    assert titles(client, group_address(hub)) == []


def test_hub_file_leaves_out_what_is_not_public(client, hub, section):
    make_meeting(hub, "Zichtbaar")
    make_meeting(hub, "Kladversie", live=False)
    make_meeting(hub, "Verlopen", expire_at=timezone.now() - timedelta(days=1))
    make_meeting(hub, "Frans", locale=make_locale("fr"))
    make_meeting(make_hub(section, "Andere groep"), "Van een andere groep")
    assert titles(client, group_address(hub)) == ["Zichtbaar"]


def test_hub_file_works_without_a_register(client, hub, section):
    make_meeting(hub, "Raad")
    section.register.unpublish()
    (event,) = Calendar.from_ical(client.get(group_address(hub)).content).events
    assert "url" not in event


def hide_by_draft(hub):
    hub.unpublish()


def hide_by_restriction(hub):
    make_private(hub)


def hide_by_restriction_above(hub):
    make_private(hub.get_parent())


@pytest.mark.parametrize("hide", [hide_by_draft, hide_by_restriction, hide_by_restriction_above])
def test_hidden_hub_hides_its_files(client, hub, hide):
    meeting = make_meeting(hub)
    assert client.get(meeting_address(meeting)).status_code == 200
    hide(hub)
    assert client.get(group_address(hub)).status_code == 404
    assert client.get(meeting_address(meeting)).status_code == 404


@pytest.mark.parametrize("changes", [{"live": False}, {"expire_at": timezone.now() - timedelta(days=1)}])
def test_hidden_meeting_has_no_file(client, hub, changes):
    assert client.get(meeting_address(make_meeting(hub, **changes))).status_code == 404


def test_other_sites_meetings_have_no_file_here(client, hub):
    other_hub = make_hub(make_section("nl", hostname="elders.example.org"), "Elders")
    other = make_meeting(other_hub, "Elders")
    for address in (meeting_address(other), group_address(other_hub)):
        assert client.get(address).status_code == 404
        assert client.get(address, headers={"host": "elders.example.org"}).status_code == 200


def test_meeting_has_no_file_in_a_language_it_is_not_in(client, hub):
    meeting = make_meeting(hub)
    make_locale("fr")
    assert client.get(meeting_address(meeting, "fr")).status_code == 404
    assert client.get(meeting_address(meeting, "en")).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        f"/cultuurraad/meetings/nl/{UNKNOWN}.ics",
        f"/cultuurraad/meetings/xx/{UNKNOWN}.ics",
        f"/cultuurraad/meetings/n%00l/{UNKNOWN}.ics",
        f"/cultuurraad/meetings/%F0%9F%98%80/{UNKNOWN}.ics",
        f"/cultuurraad/meetings/{'n' * 500}/{UNKNOWN}.ics",
        "/cultuurraad/meetings/nl/1.ics",
        "/cultuurraad/workgroups/0.ics",
        "/cultuurraad/workgroups/99999999999999999999999.ics",
        "/cultuurraad/workgroups/-1.ics",
        "/cultuurraad/workgroups/x.ics",
    ],
)
@pytest.mark.usefixtures("hub")
def test_odd_address_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_odd_text_in_a_meeting_still_gives_a_file(client, hub):
    make_meeting(hub, "Raad\r\nBEGIN:VALARM", place="a;b,c\\d\x0b", introduction="<p>één</p><p>twee</p>")
    (event,) = Calendar.from_ical(client.get(group_address(hub)).content).events
    assert event["summary"] == "Raad BEGIN:VALARM"
    assert event["location"] == "a;b,c\\d"
    assert event["description"] == "één\ntwee"


def test_subscriber_gets_the_file_again_only_when_it_changed(client, hub):
    meeting = make_meeting(hub, "Raad")
    first = client.get(group_address(hub))
    again = client.get(group_address(hub), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Cache-Control"] == again["Cache-Control"] == "max-age=900"
    meeting.place = "Elders"
    meeting.save()
    assert client.get(group_address(hub), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_file_can_be_read_but_not_written(hub):
    client = Client(enforce_csrf_checks=False)
    assert client.head(group_address(hub)).status_code == 200
    assert client.post(group_address(hub)).status_code == 405
