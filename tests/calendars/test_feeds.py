"""The feeds of a site: what each filter keeps, what none of them shows, what a subscriber notices."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from cultuurraad_wagtail.models import Meeting
from tests.calendars.calendars import SITE, group_address, only_event, read, titles
from tests.factories import (
    in_brussels,
    make_discipline,
    make_hub,
    make_locale,
    make_meeting,
    make_past_meeting,
    make_private,
    make_section,
)

pytestmark = pytest.mark.django_db
FRENCH = "/cultuurraad/calendar/fr.ics"


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


def test_feed_holds_the_meetings_of_all_groups_past_ones_first(client, section, hub):
    make_meeting(hub, "Later")
    make_meeting(make_hub(section, "Muziek"), "Anders", starts_at=in_brussels(2099, 1, 1), status="cancelled")
    make_past_meeting(hub, "Vroeger")

    assert titles(client) == ["Vroeger", "Later", "Anders"]


def test_feed_tells_its_name_its_page_and_its_colours(client, section, hub):
    section.site.site_name = "Testgemeente"
    section.site.save()
    make_meeting(hub, "Raad", kind="council")
    calendar = read(client)
    event = only_event(client)

    assert [str(calendar[name]) for name in ("name", "x-wr-calname", "url", "color")] == [
        "Vergaderingen · Testgemeente",
        "Vergaderingen · Testgemeente",
        "http://localhost/bijeenkomsten/",
        "darkgreen",
    ]
    assert [str(each) for each in event["categories"].cats] == ["Vergadering van de cultuurraad", "Podium"]
    assert str(event["color"]) == "darkgreen"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in client.get(SITE).content
    assert b"METHOD" not in client.get(SITE).content


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?group=podium", "Podium"),
        ("?discipline=dans", "Vergaderingen · Dans"),
        ("?kind=board", "Vergaderingen · Bestuursvergadering"),
        ("?group=podium&discipline=dans&kind=board", "Podium · Dans · Bestuursvergadering"),
        ("?group=&discipline=&kind=&utm_source=x", "Vergaderingen"),
    ],
)
def test_feed_is_named_after_what_it_keeps(client, section, query, name):
    make_hub(section, "Podium", disciplines=[make_discipline("Dans")])

    assert str(read(client, SITE + query)["name"]) == name


def test_feed_keeps_what_is_wanted(client, section):
    dance = make_discipline("Dans")
    podium, music = make_hub(section, "Podium", disciplines=[dance]), make_hub(section, "Muziek")
    make_meeting(podium, "Podiumbestuur", starts_at=in_brussels(2027, 1, 1), kind="board")
    make_meeting(podium, "Podiumraad", starts_at=in_brussels(2027, 1, 2), kind="council")
    make_meeting(music, "Muziekbestuur", starts_at=in_brussels(2027, 1, 3), kind="board")

    assert titles(client, f"{SITE}?group=podium") == ["Podiumbestuur", "Podiumraad"]
    assert titles(client, f"{SITE}?discipline=dans") == ["Podiumbestuur", "Podiumraad"]
    assert titles(client, f"{SITE}?kind=board") == ["Podiumbestuur", "Muziekbestuur"]
    assert titles(client, f"{SITE}?group=podium&kind=board") == ["Podiumbestuur"]
    assert titles(client, f"{SITE}?group=muziek&discipline=dans") == []


def test_discipline_filters_whichever_languages_row_was_ticked(client, sections):
    dutch, french = sections
    dance = make_discipline("Dans")
    make_discipline("Danse", language="fr", translation_of=dance)
    make_meeting(make_hub(french, "Scène", disciplines=[dance]), "Réunion")
    make_meeting(make_hub(french, "Musique"), "Autre")

    assert titles(client, f"{FRENCH}?discipline=danse") == ["Réunion"]
    assert client.get(f"{FRENCH}?discipline=dans").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        *("?group=onbestaand", "?discipline=onbestaand", "?kind=onbestaand", "?kind=PLATFORM"),
        *("?group=%00", "?discipline=%00", "?kind=%00", "?discipline=%F0%9F%98%80", f"?group={'x' * 5000}"),
        *("?group=besloten", "?group=podium&discipline=onbestaand"),
    ],
)
@pytest.mark.parametrize("tag", [None, "*", '"x"'])
def test_unknown_filter_is_not_found(client, section, hub, query, tag):
    make_private(make_hub(section, "Besloten"))
    headers = {"if-none-match": tag} if tag else {}

    assert client.get(SITE + query, headers=headers).status_code == 404


@pytest.mark.parametrize("language", ["xx", "en", "n%00l", "n" * 500, "%F0%9F%98%80", "nl.ics"])
def test_feed_in_a_language_that_the_site_lacks_is_not_found(client, hub, language):
    assert client.get(f"/cultuurraad/calendar/{language}.ics").status_code == 404


def test_feed_without_meetings_is_a_valid_calendar(client, hub):
    calendar = read(client)

    assert calendar.events == []
    assert [str(zone["tzid"]) for zone in calendar.timezones] == ["Europe/Brussels"]
    assert {name for name in ("version", "prodid", "name") if name in calendar} == {"version", "prodid", "name"}


@pytest.mark.usefixtures("section")
def test_feed_without_groups_is_a_valid_calendar(client):
    assert read(client).events == []


@pytest.fixture
def others(section, hub):
    """Meetings of which a visitor of the Dutch site may know nothing, beside one that is for everybody."""
    make_meeting(hub, "Zichtbaar")
    make_meeting(hub, "Klad", live=False)
    make_meeting(hub, "Verlopen", expire_at=timezone.now() - timedelta(seconds=1))
    make_meeting(hub, "Frans", locale=make_locale("fr"))
    Meeting.objects.filter(pk=make_meeting(hub, "Zonder groep").pk).update(workgroup=None)
    closed = make_hub(section, "Besloten")
    make_private(closed)
    make_meeting(closed, "Van een besloten groep")
    drafted, expired = make_hub(section, "Kladgroep", live=False), make_hub(section, "Verlopen groep")
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    make_meeting(drafted, "Van een groep in klad")
    make_meeting(expired, "Van een verlopen groep")
    make_meeting(make_hub(make_section("nl", hostname="elders.example.org"), "Elders"), "Van elders")


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize("query", ["", "?kind=working_group", "?discipline=dans", "?group=podium"])
def test_feed_shows_only_what_everybody_may_see(client, hub, query):
    hub.disciplines = [make_discipline("Dans")]
    hub.save()

    assert titles(client, SITE + query) == ["Zichtbaar"]


@pytest.mark.usefixtures("others")
def test_other_site_shows_its_own(client):
    assert titles(client, host="elders.example.org") == ["Van elders"]


def test_everything_is_hidden_once_a_page_above_is_private(client, section, hub):
    make_meeting(hub)
    make_private(section.home)

    assert titles(client) == []
    assert "http" not in str(read(client).get("url", ""))


def test_row_that_cannot_be_told_is_left_out(client, hub, monkeypatch, caplog):
    good, bad = make_meeting(hub, "Goed"), make_meeting(hub, "Slecht")
    as_entry = Meeting.as_calendar_entry

    def fail_on_the_bad_one(meeting, url=""):
        if meeting.pk == bad.pk:
            raise ValueError
        return as_entry(meeting, url)

    monkeypatch.setattr(Meeting, "as_calendar_entry", fail_on_the_bad_one)
    with caplog.at_level(logging.ERROR):
        assert titles(client) == ["Goed"]
    assert f"The calendar leaves out meeting {bad.pk}." in caplog.text
    assert good.pk != bad.pk


def test_row_that_cannot_be_written_is_left_out(client, hub, caplog):
    make_meeting(hub, "Goed")
    Meeting.objects.filter(pk=make_meeting(hub, "Slecht").pk).update(
        starts_at=in_brussels(1, 1, 2), ends_at=in_brussels(1, 1, 2, 1)
    )
    make_meeting(hub, "Ook goed", starts_at=in_brussels(2099, 1, 1))

    assert titles(client)[-2:] == ["Goed", "Ook goed"]
    assert client.get(SITE).content.count(b"BEGIN:DAYLIGHT") == 1


NASTY = "Raad\r\nEND:VEVENT\nBEGIN:VALARM\x0bATTACH:https://kwaad.example.org\u2028;x=1,\\n"


def test_line_ends_in_a_meeting_add_nothing_to_a_file(client, hub):
    Page.objects.filter(pk=hub.pk).update(title=NASTY)
    plain = {"starts_at": in_brussels(2027, 1, 1), "online_url": ""}
    make_meeting(hub, NASTY[:160], place=NASTY, introduction=f"<p>{NASTY}</p>", slug="raad", **plain)
    calendar = read(client)
    (event,) = calendar.events

    assert event.subcomponents == []
    assert set(event) == {
        *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "STATUS", "SUMMARY", "LOCATION"),
        *("DESCRIPTION", "CATEGORIES", "COLOR", "URL"),
    }
    assert str(event["summary"]) == "Raad END:VEVENT BEGIN:VALARM ATTACH:https://kwaad.example.org ;x=1,\\n"
    assert client.get(SITE).content.count(b"\r\nBEGIN:") == 4


def test_old_address_of_a_group_holds_the_same_meetings(client, section, hub):
    make_meeting(hub, "Raad")
    make_meeting(make_hub(section, "Muziek"), "Anders")

    assert client.get(group_address(hub)).content == client.get(f"{SITE}?group=podium").content
    assert titles(client, group_address(hub)) == ["Raad"]


def test_group_feed_keeps_its_address_when_the_group_gets_another(client, hub):
    make_meeting(hub, "Raad")
    hub.slug, hub.title = "anders", "Anders"
    hub.save_revision().publish()

    assert titles(client, group_address(hub)) == ["Raad"]
    assert str(read(client, group_address(hub))["name"]) == "Anders"
    assert client.get(f"{SITE}?group=podium").status_code == 404


def test_feed_can_be_read_but_not_written(client, hub):
    head = client.head(SITE)
    assert (head.status_code, head.content) == (200, b"")
    assert client.post(SITE).status_code == 405


def test_feed_tells_its_own_language_and_nothing_of_its_reader(client, sections):
    response = client.get(FRENCH, headers={"accept-language": "nl"})

    assert response["Content-Language"] == "fr"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="fr.ics"'
    assert response["Cache-Control"] == "max-age=900"
    assert response.cookies == {}
    assert response.content == client.get(FRENCH, headers={"accept-language": "fr"}).content
