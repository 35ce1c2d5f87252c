"""The register of meetings and the page of one meeting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.models import Meeting
from tests.factories import (
    in_brussels,
    make_document,
    make_hub,
    make_meeting,
    make_past_meeting,
    make_private,
    make_private_collection,
)


def path_of(page):
    return page.get_url_parts()[2]


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


def test_register_parts_upcoming_from_past_meetings(client, section, hub):
    later, soon = make_meeting(hub, starts_at=in_brussels(2099, 1, 1)), make_meeting(hub)
    last, first = make_past_meeting(hub, days=2), make_past_meeting(hub, days=9)

    context = client.get(path_of(section.register)).context

    assert list(context["upcoming_meetings"]) == [soon, later]
    assert list(context["items"]) == [last, first]


def test_register_keeps_one_groups_meetings(client, section, hub):
    ours, others = make_meeting(hub), make_meeting(make_hub(section, "Muziek"))

    context = client.get(f"{path_of(section.register)}?group=podium").context

    assert list(context["upcoming_meetings"]) == [ours]
    assert context["chosen_workgroup"].pk == hub.pk
    assert others not in context["upcoming_meetings"]


@pytest.mark.parametrize("query", ["?group=onbestaand", "?group=", "?group=%00"])
def test_register_of_a_group_that_does_not_exist_keeps_all(client, section, hub, query):
    meeting = make_meeting(hub)

    assert list(client.get(path_of(section.register) + query).context["upcoming_meetings"]) == [meeting]


def test_register_of_a_private_group_keeps_all_and_does_not_name_it(client, section, hub):
    meeting = make_meeting(make_hub(section, "Muziek"))
    make_meeting(hub)
    make_private(hub)

    response = client.get(f"{path_of(section.register)}?group=podium")

    assert list(response.context["upcoming_meetings"]) == [meeting]
    assert response.context["chosen_workgroup"] is None
    assert "Podium" not in response.content.decode()


def test_register_cuts_past_meetings_into_pages(client, section, hub, settings):
    settings.CULTUURRAAD_PAGE_SIZE = 2
    meetings = [make_past_meeting(hub, days=day) for day in (1, 2, 3)]
    address = path_of(section.register)

    assert list(client.get(address).context["items"]) == meetings[:2]
    assert list(client.get(f"{address}?page=2").context["items"]) == meetings[2:]


def test_empty_register_tells_an_editor_what_to_do(client, editor, section):
    address = path_of(section.register)
    add = reverse("wagtailsnippets_cultuurraad_wagtail_meeting:add")
    assert add not in client.get(address).content.decode()

    client.force_login(editor)

    assert add in client.get(address).content.decode()


def test_meeting_has_a_page_at_its_day_and_slug(client, section, hub):
    meeting = make_meeting(
        hub,
        "Voorjaarsraad",
        starts_at=in_brussels(2027, 3, 4, 19, 30),
        place="Muntpunt, Munt 6, 1000 Brussel",
        introduction="<p>Welkom allen</p>",
        agenda=["Begroting", "Varia"],
    )

    response = client.get(f"{path_of(section.register)}2027-03-04-voorjaarsraad/")
    body = response.content.decode()

    assert response.status_code == 200
    assert response.context["meeting"] == meeting
    for text in ("<title>Voorjaarsraad · Testgemeente</title>", "Muntpunt", "Welkom allen", "Begroting", "Varia"):
        assert text in body
    assert "2027-03-04T19:30:00+01:00" in body
    assert path_of(hub) in body


def test_meeting_hour_is_that_of_brussels_in_summer_and_winter(client, section, hub):
    for month, clock in [(1, "+01:00"), (7, "+02:00")]:
        meeting = make_meeting(hub, starts_at=in_brussels(2027, month, 4, 19, 30))

        body = client.get(path_of(section.register) + meeting.route).content.decode()

        assert f"2027-{month:02d}-04T19:30:00{clock}" in body


def test_meeting_that_was_moved_leads_from_its_old_address_to_its_new_one(client, section, hub):
    meeting = make_meeting(hub, "Raad", starts_at=in_brussels(2027, 3, 4, 19))
    old = path_of(section.register) + meeting.route
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=in_brussels(2027, 3, 11, 19), ends_at=in_brussels(2027, 3, 11, 21)
    )

    response = client.get(old)

    assert response.status_code == 302
    assert response["Location"] == f"{path_of(section.register)}2027-03-11-raad/"


@pytest.mark.parametrize(
    "route", ["2027-03-04-onbestaand/", "2027-13-45-onbestaand/", "raad/", "2027-03-04-/", "2027-03-04-raad/x/"]
)
def test_meeting_that_does_not_exist_is_not_found(client, section, hub, route):
    make_meeting(hub, "Raad", starts_at=in_brussels(2027, 3, 4, 19))

    assert client.get(path_of(section.register) + route).status_code == 404


def test_draft_change_of_a_meeting_is_not_shown(client, section, hub):
    meeting = make_meeting(hub, "Raad", place="Zaal 1")
    meeting.place = "Geheime zaal"
    meeting.save_revision()

    body = client.get(path_of(section.register) + meeting.route).content.decode()

    assert "Zaal 1" in body
    assert "Geheime zaal" not in body


def test_cancelled_meeting_says_so_in_the_list_and_on_its_page(client, section, hub):
    meeting = make_meeting(hub, status="cancelled")
    address = path_of(section.register)

    for body in (client.get(address).content.decode(), client.get(address + meeting.route).content.decode()):
        assert "cultuurraad-status" in body


def test_documents_of_private_collections_are_not_on_the_page_of_a_meeting(client, section, hub):
    meeting = make_meeting(hub, agenda=["Punt"])
    secret = make_document("Geheim stuk", collection=make_private_collection())
    meeting.agenda_items.update(document=secret)
    Meeting.objects.filter(pk=meeting.pk).update(minutes_document=secret)
    address = path_of(section.register) + meeting.route
    assert "Geheim stuk" not in client.get(address).content.decode()

    public = make_document("Open stuk")
    meeting.agenda_items.update(document=public)

    assert "Open stuk" in client.get(address).content.decode()


def test_preview_of_a_meeting_shows_what_is_not_saved(section, hub):
    meeting = Meeting(
        title="Nog nooit bewaard",
        locale=section.locale,
        workgroup=hub,
        starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1),
    )

    response = meeting.make_preview_request()

    assert response.status_code == 200
    assert "Nog nooit bewaard" in response.content.decode()


def test_preview_of_a_meeting_without_a_group_is_no_error(section):
    meeting = Meeting(
        title="Half", locale=section.locale, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1)
    )

    assert meeting.make_preview_request().status_code == 200
