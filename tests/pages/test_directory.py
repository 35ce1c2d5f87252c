"""The directory as a visitor uses it: search, facets with counts, letters, order, and the way out of nothing found."""

import re
from html import unescape

import pytest
from django.core.cache import cache
from django.utils import timezone

from cultuurraad_wagtail.models import OrganisationProfilePage
from cultuurraad_wagtail.pages import pagination
from tests.factories import (
    days_from_today,
    make_discipline,
    make_hub,
    make_mandate,
    make_organisation,
    make_person,
    make_private,
    make_project,
)


def path_of(page):
    return page.get_url_parts()[2]


def get(client, section, query=""):
    response = client.get(path_of(section.directory) + query)
    assert response.status_code == 200
    return response


def titles(client, section, query=""):
    return [item.title for item in get(client, section, query).context["items"]]


def options(response, name):
    """``{value: count}`` of one facet."""
    facet = next(each for each in response.context["facets"] if each.name == name)
    return {option.value: option.count for option in facet.options}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ecume", ["L'Écume"]),
        ("?q=ÉCUME", ["L'Écume"]),
        ("?q=  l’écume ", ["L'Écume"]),
        ("?q=poëzie", ["Dansvloer", "L'Écume"]),
        ("?q=kunst+danS", ["Dansvloer"]),
        ("?q=oude+naam", ["Huis"]),
        ("?q=straat", ["Huis"]),
        ("?q=1000", ["Huis"]),
        ("?q=geheim", []),
        ("?q=%25", ["Dansvloer", "Huis", "L'Écume"]),
        ("?q=_", ["Dansvloer", "Huis", "L'Écume"]),
        ("?q=dans_loer", ["Dansvloer"]),
        ("?q=kunst%25dans", ["Dansvloer"]),
        ("?q=%00", ["Dansvloer", "Huis", "L'Écume"]),
        ("?q=kunst%00", ["Dansvloer"]),
    ],
)
def test_search_finds_public_words_without_accents_and_case(client, section, query, found):
    make_organisation(section, "L'Écume", summary="Poëzie aan zee.")
    make_organisation(section, "Dansvloer", mission="<p>Kunst en <b>poezie</b></p>")
    make_organisation(
        section,
        "Huis",
        other_names="Oude Naam",
        street="Dorpsstraat 1",
        postcode="1000",
        contact_email="geheim@example.org",
    )

    assert titles(client, section, query) == found


@pytest.mark.parametrize("query", ["?q=oeuvre", "?q=Œuvre", "?q=ŒUV"])
def test_search_finds_letters_that_are_written_as_two(client, section, query):
    make_organisation(section, "Café Œuvre")
    make_organisation(section, "Café Ander")

    assert titles(client, section, query) == ["Café Œuvre"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=theater", ["Theaterhuis", "Podium", "Zaal"]),
        ("?q=THÉÂT", ["Theaterhuis", "Podium", "Zaal"]),
        ("?q=theater+jette", ["Podium"]),
        ("?q=cultureel+theater", ["Zaal"]),
        ("?q=sociaal-cultureel", ["Zaal"]),
        ("?q=theater&discipline=sociaal-cultureel-werk", ["Zaal"]),
        ("?q=theaters", []),
    ],
)
def test_search_finds_organisations_of_the_discipline_with_that_name(client, section, query, found):
    theatre, social = make_discipline("Theater"), make_discipline("Sociaal-cultureel werk")
    make_organisation(section, "Theaterhuis")
    make_organisation(section, "Podium", disciplines=[theatre], municipality="Jette")
    make_organisation(section, "Zaal", disciplines=[theatre, social])
    make_organisation(section, "Koor", disciplines=[make_discipline("Muziek")], municipality="Jette")

    assert titles(client, section, query) == found


def test_search_by_discipline_knows_its_name_in_the_language_of_the_directory(client, sections):
    dutch, french = sections
    theatre = make_discipline("Theater")
    make_discipline("Arts de la scène", language="fr", translation_of=theatre)
    make_organisation(dutch, "De Zaal", disciplines=[theatre])
    make_organisation(french, "La Salle", disciplines=[theatre])

    assert titles(client, french, "?q=scene") == ["La Salle"]
    assert titles(client, french, "?q=theater") == []
    assert titles(client, dutch, "?q=theater") == ["De Zaal"]


def test_search_shows_names_that_begin_with_the_words_first_and_names_that_have_them_next(client, section):
    make_organisation(section, "Aardig huis", summary="Met een koor.")
    make_organisation(section, "Groot Koor")
    make_organisation(section, "Zang", summary="Nog een koor.")
    make_organisation(section, "Koor Zuid")

    assert titles(client, section, "?q=koor") == ["Koor Zuid", "Groot Koor", "Aardig huis", "Zang"]


def test_search_of_great_length_is_cut(client, section):
    make_organisation(section, "Huis")

    response = get(client, section, "?q=" + "x" * 5_000)

    assert response.context["directory_query"].q == "x" * 100


@pytest.fixture
def town(section):
    """Four organisations that differ in everything one can filter by."""
    music, dance = make_discipline("Muziek"), make_discipline("Dans")
    hub, other_hub = make_hub(section, "Podium"), make_hub(section, "Letters")
    make = {
        "Alfa": {"disciplines": [music], "municipality": "Elsene", "languages": ["nl"]},
        "Beta": {"disciplines": [music, dance], "municipality": "Elsene", "languages": ["nl", "fr"]},
        "Gamma": {"disciplines": [dance], "municipality": "Vorst", "languages": ["fr"]},
        "4 Winden": {"municipality": "Vorst"},
    }
    pages = {title: make_organisation(section, title, **fields) for title, fields in make.items()}
    for _ in range(2):
        make_mandate(make_person(), hub, pages["Alfa"])
    make_mandate(make_person(), hub, pages["Gamma"])
    make_mandate(make_person(), other_hub, pages["Beta"], ends_on=days_from_today(-1))
    make_project(section, lead_organisation=pages["Beta"], status="looking_for_partners")
    make_project(section, lead_organisation=pages["Alfa"], partners=[pages["Gamma"]], status="running")
    return pages


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["4 Winden", "Alfa", "Beta", "Gamma"]),
        ("?municipality=Elsene", ["Alfa", "Beta"]),
        ("?language=fr", ["Beta", "Gamma"]),
        ("?language=en", []),
        ("?group=podium", ["Alfa", "Gamma"]),
        ("?group=letters", []),
        ("?partners=1", ["Beta"]),
        ("?letter=g", ["Gamma"]),
        ("?letter=0-9", ["4 Winden"]),
        ("?discipline=muziek&language=fr", ["Beta"]),
        ("?discipline=dans&municipality=Vorst&language=fr&group=podium&letter=g&q=gam", ["Gamma"]),
        ("?discipline=dans&municipality=Elsene&group=podium", []),
        # What is not known filters nothing.
        ("?municipality=elsene", ["4 Winden", "Alfa", "Beta", "Gamma"]),
        ("?language=xx&group=nergens&partners=2&letter=aa&sort=oud", ["4 Winden", "Alfa", "Beta", "Gamma"]),
    ],
)
def test_filters_narrow_the_list_together(client, section, town, query, found):
    assert titles(client, section, query) == found


@pytest.mark.parametrize("query", ["?municipality=<b>x", "?language=<b>x", "?group=<b>x", "?letter=<b>x"])
def test_value_that_is_not_known_is_not_shown(client, section, town, query):
    body = get(client, section, query).content.decode()

    assert "<b>x" not in body
    assert "&lt;b&gt;x" not in body


def test_words_that_were_searched_stand_in_the_field_as_text(client, section):
    body = get(client, section, '?q="><script>x').content.decode()

    assert 'value="&quot;&gt;&lt;script&gt;x"' in body
    assert "<script>x" not in body


def test_counts_are_those_of_the_present_result(client, section, town):
    response = get(client, section, "?language=fr")

    assert options(response, "discipline") == {"muziek": 1, "dans": 2}
    assert options(response, "municipality") == {"Elsene": 1, "Vorst": 1}
    assert options(response, "group") == {"podium": 1}
    assert options(response, "language") == {"nl": None, "fr": None, "en": None, "sign": None, "other": None}
    assert response.context["tally"].seeking_partners == 1


@pytest.mark.parametrize("query", ["?", "?discipline=muziek", "?language=fr", "?group=podium"])
def test_every_count_is_what_choosing_it_shows(client, section, town, query):
    response = get(client, section, query)

    for facet in response.context["facets"]:
        for option in facet.options:
            if option.count is not None:
                shown = titles(client, section, f"{query}&{facet.name}={option.value}")
                assert len(shown) == option.count, (facet.name, option.value)
    assert len(titles(client, section, f"{query}&partners=1")) == response.context["tally"].seeking_partners


def test_long_result_shows_values_without_counts(client, section, town, monkeypatch):
    monkeypatch.setattr(pagination, "COUNTED", 2)

    response = get(client, section)

    assert "Meer dan 2 organisaties" in response.content.decode()
    assert options(response, "municipality") == {"Elsene": None, "Vorst": None}
    assert options(response, "discipline") == {"muziek": None, "dans": None}


def test_letters_without_organisations_are_no_links(client, section, town):
    body = get(client, section).content.decode()

    assert '<a href="?letter=g">G</a>' in body
    assert "<span>Z</span>" in body


def test_newest_come_first_where_asked(client, section):
    for day, title in enumerate(["Oud", "Nieuw", "Ertussen"]):
        page = make_organisation(section, title)
        OrganisationProfilePage.objects.filter(pk=page.pk).update(
            first_published_at=timezone.now() - timezone.timedelta(days=[9, 1, 5][day])
        )
    make_organisation(section, "Zonder datum")

    assert titles(client, section, "?sort=newest") == ["Nieuw", "Ertussen", "Oud", "Zonder datum"]


def test_active_filters_are_links_that_drop_them(client, section, town):
    body = get(client, section, "?q=a&discipline=muziek&partners=1&sort=newest").content.decode()
    links = [unescape(each) for each in re.findall(r'class="cultuurraad-chip" href="([^"]*)"', body)]

    assert links == [
        "?discipline=muziek&partners=1&sort=newest",
        "?q=a&partners=1&sort=newest",
        "?q=a&discipline=muziek&sort=newest",
    ]


@pytest.fixture
def ville(sections):
    make_organisation(sections[1], "La Salle", municipality="Ixelles", languages=["fr"])
    return sections[1]


def test_filters_that_are_on_read_as_the_language_writes_them(client, ville):
    query = "?q=salle&municipality=Ixelles&partners=1"

    chips = get(client, ville, query).context["directory_query"].chips

    assert [str(chip.words) for chip in chips] == [
        "Recherche : « salle »",
        "Commune : Ixelles",
        "Cherche des partenaires",
    ]


def test_ways_out_of_nothing_found_are_sentences(client, ville):
    body = get(client, ville, "?q=zzz&municipality=Ixelles").content.decode()
    assert "sans la recherche « zzz »</a> (1 organisation)" in body
    body = get(client, ville, "?language=fr&municipality=Ixelles&letter=x").content.decode()
    assert "sans le filtre « Première lettre : X »</a> (1 organisation)" in body


def test_number_found_is_announced(client, section, town):
    body = " ".join(get(client, section, "?municipality=Elsene").content.decode().split())

    assert '<p class="cultuurraad-count" role="status">2 organisaties </p>' in body
    assert "<title>2 organisaties · Organisaties · Testgemeente</title>" in body


def test_nothing_found_offers_each_filter_less_with_what_that_gives(client, section, town):
    response = get(client, section, "?discipline=dans&municipality=Elsene&group=podium")
    wider = {chip.name: number for chip, number in response.context["wider"]}

    assert wider == {"discipline": 1, "municipality": 1, "group": 1}
    for chip, number in response.context["wider"]:
        assert len(titles(client, section, chip.address)) == number
    assert '<a href="?">' in response.content.decode()


def test_addresses_of_before_keep_working(client, section, town):
    assert titles(client, section, "?discipline=dans") == ["Beta", "Gamma"]


HIDE = {
    "draft": lambda page: type(page).objects.filter(pk=page.pk).update(live=False),
    "expired": lambda page: type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now()),
    "private": make_private,
}


@pytest.mark.parametrize("how", HIDE)
@pytest.mark.parametrize("capped", [False, True])
def test_facets_never_name_what_only_hidden_pages_have(client, section, town, monkeypatch, how, capped):
    if capped:
        monkeypatch.setattr(pagination, "COUNTED", 1)
    HIDE[how](make_organisation(section, "Verborgen", municipality="Schuilplaats"))
    HIDE[how](make_hub(section, "Geheime groep", slug="geheim"))

    response = get(client, section, "?municipality=Schuilplaats&group=geheim")

    assert response.context["directory_query"].active == []
    body = response.content.decode()
    assert [word for word in ("Verborgen", "Schuilplaats", "Geheime groep") if word in body] == []


def test_group_that_calls_for_partners_in_secret_is_not_shown_to_seek_them(client, section, town):
    hidden = make_project(section, lead_organisation=town["Gamma"], status="looking_for_partners")
    assert titles(client, section, "?partners=1") == ["Beta", "Gamma"]

    HIDE["draft"](hidden)
    cache.clear()

    assert titles(client, section, "?partners=1") == ["Beta"]
    assert get(client, section).context["tally"].seeking_partners == 1


def test_name_leaves_the_facets_at_once_when_its_last_page_is_unpublished(client, section, town):
    assert "Vorst" in options(get(client, section), "municipality")

    for title in ("Gamma", "4 Winden"):
        town[title].unpublish()

    assert "Vorst" not in get(client, section).content.decode()


@pytest.mark.parametrize("query", ["", "?municipality=Elsene&group=podium"])
def test_directory_is_the_same_without_a_cache(client, section, town, settings, query):
    with_cache = get(client, section, query).content
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert get(client, section, query).content == with_cache


def test_directory_in_french_filters_by_what_its_dutch_pages_are_tied_to(client, sections):
    dutch, french = sections
    hub = make_hub(dutch, "Podium")
    make_hub(french, "Salle", translation_key=hub.translation_key)
    page = make_organisation(dutch, "De Zaal", municipality="Elsene")
    make_organisation(french, "La Salle", translation_key=page.translation_key, municipality="Ixelles")
    make_organisation(french, "Le Hall", municipality="Forest")
    make_mandate(make_person(), hub, page)
    make_project(dutch, "Alleen in het Nederlands", lead_organisation=page, status="looking_for_partners")

    response = get(client, french)

    assert options(response, "group") == {"salle": 1}
    assert options(response, "municipality") == {"Forest": 1, "Ixelles": 1}
    assert titles(client, french, "?group=salle") == ["La Salle"]
    assert titles(client, french, "?partners=1") == []


def test_organisation_that_stopped_leaves_the_list_and_keeps_its_page(client, section):
    make_organisation(section, "Levend")
    stopped = make_organisation(section, "Gestopt", ceased_on=days_from_today(0), municipality="Elsene")
    make_organisation(section, "Stopt later", ceased_on=days_from_today(1))

    assert titles(client, section) == ["Levend", "Stopt later"]
    assert titles(client, section, "?q=gestopt") == []
    assert titles(client, section, "?stopped=1") == ["Gestopt", "Levend", "Stopt later"]
    assert "Elsene" not in get(client, section).content.decode()
    year = str(days_from_today(0).year)
    assert year in get(client, section, "?stopped=1").content.decode()
    page = client.get(path_of(stopped))
    assert page.status_code == 200
    assert "cultuurraad-notice" in page.content.decode()


def merge(page, into):
    type(page).objects.filter(pk=page.pk).update(live=False, merged_into=into)


def test_address_of_a_merged_profile_leads_to_the_profile_that_stayed(client, section):
    first, second, stays = (make_organisation(section, title) for title in ("Eerste", "Tweede", "Blijft"))
    merge(first, second)
    merge(second, stays)

    for page in (first, second):
        response = client.get(path_of(page))
        assert (response.status_code, response["Location"]) == (301, path_of(stays))
    assert client.get(path_of(first) + "verder/").status_code == 404


@pytest.mark.parametrize("how", HIDE)
def test_address_of_a_merged_profile_does_not_tell_of_a_hidden_one(client, section, how):
    first, hidden = make_organisation(section, "Eerste"), make_organisation(section, "Verborgen")
    merge(first, hidden)
    assert client.get(path_of(first)).status_code == 301

    HIDE[how](hidden)

    response = client.get(path_of(first))
    assert response.status_code == 404
    assert "erborgen" not in response.content.decode()


def test_profiles_merged_into_each_other_are_not_found(client, section):
    first, second = make_organisation(section, "Eerste"), make_organisation(section, "Tweede")
    merge(first, second)
    merge(second, first)

    assert client.get(path_of(first)).status_code == 404


def test_draft_that_was_not_merged_is_not_found(client, section):
    page = make_organisation(section, "Concept", live=False)

    assert client.get(path_of(page)).status_code == 404
