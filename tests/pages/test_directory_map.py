"""The map beside the directory: off until the site names its tiles, and then only what the list has."""

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders

from tests import needs
from tests.factories import make_organisation, make_private

TILES = "https://tile.example.org/{z}/{x}/{y}.png"


def get(client, section, query=""):
    response = client.get(section.directory.get_url_parts()[2] + query)
    assert response.status_code == 200
    return response


@pytest.fixture
def with_map(settings):
    if not apps.is_installed("cultuurraad_wagtail.map"):
        needs.missing("django-leaflet is not installed.")
    settings.CULTUURRAAD_MAP_TILES = TILES


def place(section, title, **fields):
    return make_organisation(section, title, latitude="50.85", longitude="4.34", **fields)


def test_site_without_tiles_has_no_map(client, section):
    place(section, "Huis")

    assert "<cultuurraad-map" not in get(client, section).content.decode()
    assert get(client, section, "?map=1")["Content-Type"].startswith("text/html")


def test_site_with_tiles_offers_the_map(client, section, with_map):
    place(section, "Huis")

    body = get(client, section, "?q=huis").content.decode()

    assert f'data-tiles="{TILES}"' in body
    assert 'data-places="?q=huis&amp;map=1"' in body
    assert 'data-script="/static/leaflet/leaflet.js"' in body
    assert '<script src="/static/leaflet' not in body


@pytest.mark.parametrize("name", ["leaflet/leaflet.js", "leaflet/leaflet.css", "cultuurraad_wagtail/map.js"])
def test_files_of_the_map_are_found(with_map, name):
    assert finders.find(name) is not None


def test_map_has_the_places_of_the_list(client, section, with_map):
    place(section, "Huis")
    place(section, "Hal", municipality="Elsene")
    make_organisation(section, "Zonder plaats", municipality="Elsene")
    make_private(place(section, "Verborgen", municipality="Elsene"))

    places = get(client, section, "?map=1").json()

    assert places == [
        {"title": "Hal", "address": "/organisaties/hal/", "latitude": 50.85, "longitude": 4.34},
        {"title": "Huis", "address": "/organisaties/huis/", "latitude": 50.85, "longitude": 4.34},
    ]
    assert [each["title"] for each in get(client, section, "?municipality=Elsene&map=1").json()] == ["Hal"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_places_need_the_same_queries_for_any_number(client, section, with_map, item_count, django_assert_num_queries):
    for number in range(item_count):
        place(section, f"Huis {number}")
    get(client, section, "?map=1")

    with django_assert_num_queries(11):
        get(client, section, "?map=1")
