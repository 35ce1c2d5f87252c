"""A person's own calendar: the meetings of their groups at a secret address that can be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from cultuurraad_wagtail.models import Mandate
from cultuurraad_wagtail.scheduling.personal import (
    calendar_token,
    personal_calendar_address,
    renew_calendar_token,
)
from tests.calendars.calendars import personal_address, read, titles
from tests.factories import (
    days_from_today,
    make_hub,
    make_mandate,
    make_meeting,
    make_person,
    make_private,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


@pytest.fixture
def person(hub):
    person = make_person("Amina", "Peeters", email="amina@example.org", language="nl")
    make_mandate(person, hub)
    calendar_token(person=person)
    return person


def test_calendar_holds_the_meetings_of_the_persons_groups(client, section, hub, person):
    make_meeting(hub, "Raad")
    make_meeting(make_hub(section, "Muziek"), "Van een andere groep")

    assert titles(client, personal_address(person)) == ["Raad"]
    with override("nl"):
        assert str(read(client, personal_address(person))["name"]) == gettext("My meetings")


def test_calendar_is_for_its_reader_only_and_names_nobody(client, hub, person):
    make_meeting(hub, "Raad")
    response = client.get(personal_address(person))

    assert response["Cache-Control"] == "max-age=900, private"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Disposition"] == 'inline; filename="calendar.ics"'
    assert [
        word for word in (b"Amina", b"Peeters", b"amina@", person.calendar_secret.encode()) if word in response.content
    ] == []


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ({}, ["Raad"]),
        ({"starts_on": 0, "ends_on": 0}, ["Raad"]),
        ({"ends_on": -1}, []),
        ({"starts_on": 1}, []),
    ],
)
def test_calendar_holds_groups_of_current_mandates_only(client, hub, person, days, shown):
    make_meeting(hub, "Raad")
    # Counted here: a run of all tests may begin before midnight and be here after it.
    Mandate.objects.update(**{name: days_from_today(number) for name, number in days.items()})

    assert titles(client, personal_address(person)) == shown


def test_person_with_two_mandates_in_a_group_sees_its_meetings_once(client, section, hub, person):
    make_mandate(person, hub, role="chair")
    make_mandate(person, make_hub(section, "Muziek"))
    make_meeting(hub, "Raad")

    assert titles(client, personal_address(person)) == ["Raad"]


def test_mandate_that_begins_or_ends_changes_the_tag(client, section, hub, person):
    address = personal_address(person)
    first = client.get(address)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304

    make_mandate(person, make_hub(section, "Muziek"))
    second = client.get(address, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200

    Mandate.objects.all().delete()
    assert client.get(address, headers={"if-none-match": second["ETag"]}).status_code == 200


def test_calendar_shows_only_what_everybody_may_see(client, section, hub, person):
    closed = make_hub(section, "Besloten")
    make_mandate(person, closed)
    make_meeting(closed, "Van een besloten groep")
    make_private(closed)
    make_meeting(hub, "Klad", live=False)
    make_meeting(hub, "Verlopen", expire_at=timezone.now() - timedelta(seconds=1))
    elsewhere = make_hub(make_section("nl", hostname="elders.example.org"), "Elders")
    make_mandate(person, elsewhere)
    make_meeting(elsewhere, "Van elders")

    assert titles(client, personal_address(person)) == []
    assert titles(client, personal_address(person), host="elders.example.org") == ["Van elders"]


@pytest.mark.parametrize(("language", "shown"), [("fr", ["Réunion"]), ("nl", ["Raad"]), ("en", ["Raad"])])
def test_calendar_is_in_the_persons_language_where_the_site_has_it(client, sections, language, shown):
    dutch, french = sections
    hub = make_hub(dutch, "Podium")
    make_hub(french, "Scène", translation_key=hub.translation_key)
    make_meeting(hub, "Raad")
    make_meeting(hub, "Réunion", locale=french.locale)
    person = make_person(language=language)
    make_mandate(person, hub)
    calendar_token(person=person)
    response = client.get(personal_address(person))

    assert titles(client, personal_address(person)) == shown
    assert response["Content-Language"] == ("fr" if language == "fr" else "nl")


def test_address_that_was_taken_back_is_not_found(client, hub, person):
    old = personal_address(person)
    tag = client.get(old)["ETag"]
    renew_calendar_token(person=person)

    assert client.get(old).status_code == 404
    assert client.get(old, headers={"if-none-match": tag}).status_code == 404
    assert client.get(personal_address(person)).status_code == 200


@pytest.mark.parametrize("token", ["x", "%00", "a" * 5000, "-", "_", "%F0%9F%98%80"])
def test_token_of_nobody_is_not_found(client, person, token):
    make_person(calendar_secret="")

    assert client.get(f"/cultuurraad/calendar/personal/{token}.ics").status_code == 404


def test_address_without_a_token_is_not_found(client, person):
    assert client.get("/cultuurraad/calendar/personal/.ics").status_code == 404


def test_full_address_is_that_of_the_site(section, person):
    address = personal_calendar_address(person=person, site=section.site)

    assert address == f"http://localhost/cultuurraad/calendar/personal/{person.calendar_secret}.ics"


@pytest.mark.parametrize("item_count", [1, 3])
def test_unchanged_calendar_takes_one_query_beyond_who_and_where(
    client, section, person, item_count, django_assert_num_queries
):
    for _number in range(item_count):
        group = make_hub(section)
        make_mandate(person, group)
        make_meeting(group)
    first = client.get(personal_address(person))

    with django_assert_num_queries(3):  # the person's groups, the site, the state
        again = client.get(personal_address(person), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
