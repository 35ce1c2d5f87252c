"""What the pages offer: feeds to subscribe to, one meeting for one's own calendar, the meeting as JSON-LD."""

import json
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from cultuurraad_wagtail.choices import MeetingKind
from tests.calendars.calendars import meeting_address, only_event, titles
from tests.factories import in_brussels, make_discipline, make_hub, make_meeting, make_past_meeting

pytestmark = pytest.mark.django_db
UTC = ZoneInfo("UTC")


def path_of(page):
    return page.get_url_parts()[2]


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def meeting_page(client, section, meeting):
    return soup_of(client, path_of(section.register) + meeting.route)


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium", disciplines=[make_discipline("Dans")])


def feeds_of(soup):
    """Each button to subscribe with the address beside it."""
    details = soup.select_one("details.cultuurraad-subscribe")
    links = [(link.text, link["href"]) for link in details.select("a.cultuurraad-button")]
    inputs = [
        (each.label.text, each.input["value"], each.label["for"] == each.input["id"])
        for each in details.select("p.cultuurraad-field")
    ]
    return links, inputs


def test_register_offers_all_meetings(client, section):
    links, inputs = feeds_of(soup_of(client, path_of(section.register)))

    assert [address for _label, address in links] == ["webcal://testserver/cultuurraad/calendar/nl.ics"]
    assert [address for _label, address, _is_tied in inputs] == ["http://testserver/cultuurraad/calendar/nl.ics"]
    assert all("Alle vergaderingen" in label for label, *_rest in [*links, *inputs])
    assert all(is_tied for *_rest, is_tied in inputs)


def test_register_of_one_group_offers_that_group_first(client, section, hub):
    links, inputs = feeds_of(soup_of(client, f"{path_of(section.register)}?group=podium"))

    assert [address for _label, address in links] == [
        f"webcal://testserver/cultuurraad/workgroups/{hub.pk}.ics",
        "webcal://testserver/cultuurraad/calendar/nl.ics",
    ]
    assert [address for _label, address, _is_tied in inputs] == [
        f"http://testserver/cultuurraad/workgroups/{hub.pk}.ics",
        "http://testserver/cultuurraad/calendar/nl.ics",
    ]


def test_register_offers_each_kind_of_meeting(client, section, hub):
    make_meeting(hub, "Bestuur", kind="board")
    details = soup_of(client, path_of(section.register)).select_one("details.cultuurraad-subscribe")
    others = [link["href"] for link in details.select("ul.cultuurraad-inline a")]

    assert others == [f"webcal://testserver/cultuurraad/calendar/nl.ics?kind={kind}" for kind in MeetingKind.values]
    assert titles(client, others[2].removeprefix("webcal://testserver")) == ["Bestuur"]


def test_group_page_offers_its_own_meetings_and_those_of_its_disciplines(client, hub):
    make_meeting(hub, "Raad")
    soup = soup_of(client, path_of(hub))
    links, _inputs = feeds_of(soup)
    (other,) = soup.select("details.cultuurraad-subscribe ul.cultuurraad-inline a")

    assert [address for _label, address in links] == [
        f"webcal://testserver/cultuurraad/workgroups/{hub.pk}.ics",
        "webcal://testserver/cultuurraad/calendar/nl.ics",
    ]
    assert (other.text, other["href"]) == ("Dans", "webcal://testserver/cultuurraad/calendar/nl.ics?discipline=dans")
    assert titles(client, other["href"].removeprefix("webcal://testserver")) == ["Raad"]


def test_page_of_a_secure_site_gives_secure_addresses(client, section):
    soup = BeautifulSoup(client.get(path_of(section.register), secure=True).content, "html.parser")
    _links, inputs = feeds_of(soup)

    assert [address for _label, address, _is_tied in inputs] == ["https://testserver/cultuurraad/calendar/nl.ics"]


def test_meeting_offers_its_file_first_and_then_other_calendars(client, section, hub):
    meeting = make_meeting(hub, "Raad", starts_at=in_brussels(2099, 3, 29, 1, 30), place="Muntpunt")
    first, *others = meeting_page(client, section, meeting).select("details.cultuurraad-add a")

    assert first["href"] == meeting_address(meeting)
    assert [urlsplit(link["href"]).netloc for link in others] == [
        *("calendar.google.com", "outlook.live.com", "outlook.office.com")
    ]
    assert {(*link["rel"], link["referrerpolicy"]) for link in others} == {
        ("noopener", "noreferrer", "nofollow", "no-referrer")
    }
    asked = parse_qs(urlsplit(others[0]["href"]).query)
    assert asked["details"] == ["http://localhost/bijeenkomsten/2099-03-29-raad/"]


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_meeting_that_is_off_or_past_is_not_offered(client, section, hub, status):
    for meeting in (make_meeting(hub, status=status), make_past_meeting(hub)):
        assert meeting_page(client, section, meeting).select("details.cultuurraad-add") == []


def linked_data(soup):
    (script,) = soup.select('script[type="application/ld+json"]')
    return json.loads(script.string)


def test_meeting_is_told_to_search_engines(client, section, hub):
    meeting = make_meeting(
        hub,
        "Raad <b>",
        slug="raad",
        starts_at=in_brussels(2099, 7, 15, 19),
        place="Muntpunt, Munt 6",
        introduction="<p>Welkom</p>",
    )

    assert linked_data(meeting_page(client, section, meeting)) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "http://localhost/bijeenkomsten/2099-07-15-raad/",
        "url": "http://localhost/bijeenkomsten/2099-07-15-raad/",
        "name": "Raad <b>",
        "description": "Welkom",
        "startDate": "2099-07-15T19:00:00+02:00",
        "endDate": "2099-07-15T21:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Muntpunt, Munt 6", "address": "Muntpunt, Munt 6"},
        "organizer": {"@type": "Organization", "name": "Podium", "url": f"http://localhost{path_of(hub)}"},
        "inLanguage": "nl",
    }


ONLINE = "https://example.org/zaal"


@pytest.mark.parametrize(
    ("places", "mode", "kinds"),
    [
        ({"place": "Muntpunt"}, "Offline", "Place"),
        ({"online_url": ONLINE}, "Online", "VirtualLocation"),
        ({"place": "Muntpunt", "online_url": ONLINE}, "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_search_engines_are_told_where(client, section, hub, places, mode, kinds):
    data = linked_data(meeting_page(client, section, make_meeting(hub, **places)))
    told = data["location"]

    assert data["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert (told["@type"] if isinstance(told, dict) else [each["@type"] for each in told]) == kinds


def test_search_engines_are_told_of_no_place_where_there_is_none(client, section, hub):
    data = linked_data(meeting_page(client, section, make_meeting(hub)))

    assert {"location", "eventAttendanceMode", "description"} & set(data) == set()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("planned", "EventScheduled"),
        ("confirmed", "EventScheduled"),
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
    ],
)
def test_search_engines_are_told_whether_it_goes_ahead(client, section, hub, status, told):
    data = linked_data(meeting_page(client, section, make_meeting(hub, status=status)))

    assert data["eventStatus"] == f"https://schema.org/{told}"


def test_words_of_a_meeting_cannot_end_the_element(client, section, hub):
    meeting = make_meeting(hub, "</script><script>alert(1)</script>", slug="raad")

    assert linked_data(meeting_page(client, section, meeting))["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2099-01-15T18:00", "2099-01-15T20:00"),
        ("2099-07-15T17:00", "2099-07-15T19:00"),
        ("2027-03-28T00:30", "2027-03-28T01:30"),
        ("2027-10-31T00:30", "2027-10-31T01:30"),
        ("2027-10-31T01:30", "2027-10-31T03:30"),
    ],
)
def test_page_linked_data_and_file_tell_the_same_instants(client, section, hub, settings, starts, ends):
    instants = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (starts, ends)]
    meeting = make_meeting(hub, starts_at=instants[0], ends_at=instants[1])
    settings.TIME_ZONE = "Asia/Tokyo"
    soup = meeting_page(client, section, meeting)
    data, event = linked_data(soup), only_event(client, meeting_address(meeting))

    assert [datetime.fromisoformat(data[name]) for name in ("startDate", "endDate")] == instants
    assert [event.start.astimezone(UTC), event.end.astimezone(UTC)] == instants
    assert {time["datetime"] for time in soup.select("time")} == {data["startDate"]}
