"""Open data: nothing without a licence; then the public fields of what visitors may see, in three kinds of file."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cultuurraad_wagtail.models import CouncilSettings, OrganisationProfilePage
from tests.factories import (
    ENTERPRISE_NUMBER,
    days_from_today,
    make_discipline,
    make_organisation,
    make_private,
    make_section,
)

KINDS = ["csv", "xlsx", "jsonld"]
RULES = {
    "closed_periods": inline_formset([]),
    "remarks_days": "14",
    "minutes_shown_from": "published",
    "attendance_shown": "numbers",
}


def address(kind, language="nl"):
    return f"/cultuurraad/open-data/{language}/organisations.{kind}"


def fetch(client, kind, language="nl", **headers):
    response = client.get(address(kind, language), **headers)
    assert response.status_code == 200
    return response.getvalue()


def csv_rows(client, language="nl"):
    content = fetch(client, "csv", language).decode()
    assert content.startswith("\ufeff")
    return list(csv.DictReader(StringIO(content[1:])))


def xlsx_rows(client):
    rows = list(load_workbook(BytesIO(fetch(client, "xlsx"))).active.values)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def nodes(client):
    document = json.loads(fetch(client, "jsonld"))
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def give(site, licence="cc-by", note=""):
    CouncilSettings.objects.update_or_create(
        site=site, defaults={"open_data_licence": licence, "open_data_note": note}
    )
    cache.clear()  # what the admin changes stands in the audit log; this does not


@pytest.fixture
def licensed(section):
    give(section.site)
    return section


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_not_there_without_a_licence(client, section, kind):
    make_organisation(section, "Huis")
    assert client.get(address(kind)).status_code == 404
    assert "open-data" not in client.get(section.directory.url).content.decode()

    give(section.site)

    assert client.get(address(kind)).status_code == 200
    body = client.get(section.directory.url).content.decode()
    assert f'href="{address(kind)}"' in body
    assert 'rel="license" href="https://creativecommons.org/licenses/by/4.0/"' in body


def test_licence_that_an_editor_takes_back_leaves_the_directory_at_once(editor_client, licensed):
    address = f"/admin/settings/cultuurraad_wagtail/councilsettings/{licensed.site.pk}/"
    assert "open-data" in editor_client.get(licensed.directory.url).content.decode()

    form = {"open_data_licence": "", "open_data_note": "", **RULES}
    answer = editor_client.post(address, nested_form_data(form))

    assert answer.status_code == 302
    assert "open-data" not in editor_client.get(licensed.directory.url).content.decode()


@pytest.mark.parametrize(
    ("licence", "note", "errors"),
    [
        ("cc-by", "", ["open_data_note"]),
        ("cc-by-sa", " ", ["open_data_note"]),
        ("free-reuse", "", ["open_data_note"]),
        ("cc-by", "Cultuurraad Teststad", []),
        ("cc0", "", []),
        ("", "", []),
    ],
)
def test_licence_that_names_the_source_asks_for_it(editor_client, section, licence, note, errors):
    address = f"/admin/settings/cultuurraad_wagtail/councilsettings/{section.site.pk}/"

    form = {"open_data_licence": licence, "open_data_note": note, **RULES}
    answer = editor_client.post(address, nested_form_data(form))

    assert answer.status_code == (200 if errors else 302)
    assert list(answer.context["form"].errors if errors else []) == errors


def test_addresses_stay_as_they_are():
    assert reverse("cultuurraad_wagtail:open_data", args=["nl", "csv"]) == address("csv")


@pytest.mark.parametrize("path", ["nl/organisations.pdf", "xx/organisations.csv", "en/organisations.csv"])
def test_other_files_are_not_there(client, licensed, path):
    assert client.get(f"/cultuurraad/open-data/{path}").status_code == 404


@pytest.fixture
def full(licensed):
    page = make_organisation(
        licensed,
        "Écume",
        slug="ecume",
        other_names="L'Écume; Ecume vzw",
        summary="Zee.",
        mission="<p>Varen.</p>",
        languages=["nl", "sign"],
        street="Kaai 1",
        postcode="1000",
        municipality="Brussel",
        latitude="50.85",
        longitude="4.34",
        enterprise_number=ENTERPRISE_NUMBER,
        email="info@example.org",
        phone="02 512 34 56",
        website="https://ecume.example/",
        contact_email="geheim@example.org",
        disciplines=[make_discipline("Muziek"), make_discipline("Dans")],
        ceased_on=days_from_today(-1),
    )
    page.social_links.create(name="Facebook", url="https://facebook.example/ecume")
    page.tags.add("zee", "boot")
    page.save()
    return page


def test_csv_has_the_public_fields(client, full):
    (row,) = csv_rows(client)

    expected = {
        "Naam": "Écume",
        "Gemeente": "Brussel",
        "Postcode": "1000",
        "Website": "https://ecume.example/",
        "Facebook": "https://facebook.example/ecume",
        "Disciplines": "Dans; Muziek",
        "Talen": "nl; sign",
    }
    assert {head: row[head] for head in expected} == expected
    assert "http://localhost/organisaties/ecume/" in row.values()
    assert "boot; zee" in row.values()
    assert days_from_today(-1).isoformat() in row.values()


def test_xlsx_says_what_csv_says(client, full):
    (row,), (text,) = xlsx_rows(client), csv_rows(client)

    assert list(row) == list(text)
    assert [str(row[head] or "")[:10] for head in row if head not in ("Breedtegraad", "Lengtegraad")] == [
        text[head][:10] for head in text if head not in ("Breedtegraad", "Lengtegraad")
    ]


def test_json_ld_tells_what_schema_org_knows(client, full):
    dataset, node = nodes(client)

    assert dataset == {
        "@type": "Dataset",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "inLanguage": "nl",
    }
    assert node == {
        "@type": "Organization",
        "@id": "http://localhost/organisaties/ecume/",
        "mainEntityOfPage": "http://localhost/organisaties/ecume/",
        "name": "Écume",
        "alternateName": ["L'Écume", "Ecume vzw"],
        "description": "Zee.",
        "url": "https://ecume.example/",
        "sameAs": ["https://facebook.example/ecume"],
        "email": "info@example.org",
        "telephone": "02 512 34 56",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Kaai 1",
            "postalCode": "1000",
            "addressLocality": "Brussel",
        },
        "location": {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": 50.85, "longitude": 4.34}},
        "knowsLanguage": ["nl", "sgn"],
        "knowsAbout": ["Dans", "Muziek"],
        "keywords": ["boot", "zee"],
        "identifier": {"@type": "PropertyValue", "propertyID": "KBO/BCE", "value": ENTERPRISE_NUMBER},
        "dissolutionDate": days_from_today(-1).isoformat(),
    }


@pytest.mark.parametrize("kind", ["csv", "jsonld"])
def test_private_address_is_in_no_file(client, full, kind):
    content = fetch(client, kind).decode()

    assert "info@example.org" in content
    assert "geheim@example.org" not in content


def test_private_address_is_not_in_the_workbook(client, full):
    (row,) = xlsx_rows(client)

    assert "info@example.org" in row.values()
    assert "geheim@example.org" not in row.values()


HIDE = {
    "draft": lambda page: type(page).objects.filter(pk=page.pk).update(live=False),
    "expired": lambda page: type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now()),
    "private": make_private,
}


@pytest.mark.parametrize("how", HIDE)
@pytest.mark.parametrize("kind", ["csv", "jsonld"])
def test_files_leave_out_what_visitors_may_not_see(client, licensed, how, kind):
    hidden = make_organisation(licensed, "Verborgen")
    make_organisation(licensed, "Zichtbaar")
    assert "Verborgen" in fetch(client, kind).decode()

    HIDE[how](hidden)

    content = fetch(client, kind).decode()
    assert "Zichtbaar" in content
    assert "Verborgen" not in content


def test_files_hold_what_their_site_and_language_have(client, sections):
    dutch, french = sections
    give(dutch.site)
    other = make_section("nl", hostname="andere.example.org")
    for place, title in [(dutch, "Hier"), (french, "Ici"), (other, "Elders")]:
        make_organisation(place, title)

    assert [row["Naam"] for row in csv_rows(client)] == ["Hier"]
    assert [row["Nom"] for row in csv_rows(client, "fr")] == ["Ici"]
    assert client.get(address("csv"), HTTP_HOST="andere.example.org").status_code == 404
    give(Site.objects.get(hostname="andere.example.org"))
    assert "Elders" in fetch(client, "csv", HTTP_HOST="andere.example.org").decode()


@pytest.mark.parametrize("start", ["=1+1", "+32 2 512", "@SUM(A1)", "-1"])
def test_cell_that_a_spreadsheet_would_run_is_made_harmless(client, licensed, start):
    make_organisation(licensed, start)

    assert csv_rows(client)[0]["Naam"] == f"'{start}"
    assert xlsx_rows(client)[0]["Naam"] == f"'{start}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("item_count", [1, 3])
def test_files_need_the_same_queries_for_any_number_of_organisations(client, licensed, item_count, kind):
    disciplines = [make_discipline(name) for name in ("Muziek", "Dans")]
    for _ in range(item_count):
        page = make_organisation(licensed, disciplines=disciplines)
        page.social_links.create(name="Instagram", url="https://example.org/")
        page.tags.add("zaal")
        page.save()
    fetch(client, kind)

    with CaptureQueriesContext(connection) as captured:
        fetch(client, kind)

    assert len(captured) == 12


@pytest.mark.parametrize("kind", KINDS)
def test_file_that_has_not_changed_is_not_sent_again(client, licensed, kind):
    page = make_organisation(licensed, "Huis")
    make_organisation(licensed, "Hof")
    etag = client.get(address(kind))["ETag"]

    assert client.get(address(kind), HTTP_IF_NONE_MATCH=etag).status_code == 304
    page.unpublish()
    assert client.get(address(kind), HTTP_IF_NONE_MATCH=etag).status_code == 200
    etag = client.get(address(kind))["ETag"]
    give(licensed.site, "cc0")
    assert client.get(address(kind), HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_file_names_its_licence(client, licensed):
    response = client.get(address("csv"))

    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert response["Content-Disposition"] == 'attachment; filename="organisations.csv"'


def test_source_is_named_in_the_data_and_on_the_directory(client, licensed):
    give(licensed.site, note="Cultuurraad Teststad")

    assert nodes(client)[0]["creditText"] == "Cultuurraad Teststad"
    assert "Cultuurraad Teststad" in client.get(licensed.directory.url).content.decode()


def test_files_are_for_reading_only(client, licensed):
    assert client.post(address("csv")).status_code == 405
    assert OrganisationProfilePage.objects.count() == 0
