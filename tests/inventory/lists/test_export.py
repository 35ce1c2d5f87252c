"""The list of a directory for editors: complete, private addresses too, and importing it again changes nothing."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cultuurraad_wagtail.inventory.columns import guess_columns
from cultuurraad_wagtail.inventory.files.tables import read_table
from cultuurraad_wagtail.inventory.lists.plan import plan_import
from cultuurraad_wagtail.inventory.open_data import PUBLIC
from cultuurraad_wagtail.inventory.values import as_cell, parts_of
from cultuurraad_wagtail.models import OrganisationProfilePage
from tests.factories import make_discipline, make_organisation, make_private

pytestmark = pytest.mark.django_db


def address(section, kind):
    return f"/admin/cultuurraad/imports/{section.directory.pk}/list.{kind}"


def fill(section):
    """Profiles with everything that could read differently on its way back."""
    disciplines = [make_discipline("Muziek"), make_discipline("Theater / dans", slug="theater")]
    page = make_organisation(
        section,
        "=HYPERLINK(1) & Co, vzw",
        disciplines=disciplines,
        other_names="Culture, Tourisme; CT",
        summary='Zegt "dag";\nen: tot ziens',
        mission="<p>Wij <b>dansen</b> &amp; zingen</p><ul><li>veel</li></ul>",
        languages=["nl", "sign"],
        street="Muntplein 1, 1000 Brussel",
        email="info@huis.be",
        phone="+32 2 512 34 56",
        website="https://huis.be/a,b/",
        latitude=Decimal("50.846557"),
        longitude=Decimal("4.351697"),
        enterprise_number="0407626464",
        contact_email="geheim@huis.be",
    )
    page.tags.add("kunst, cultuur")
    page.social_links.create(name="Facebook", url="https://facebook.com/huis")
    page.save()
    make_organisation(section, "Postcode", postcode="1030")
    draft = make_organisation(section, "Concept", live=False)
    draft.mission = "<p>Nog niet af</p>"
    draft.save_revision()
    make_private(make_organisation(section, "Besloten", municipality="B-1050 Elsene"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_own_list_changes_nothing_when_it_comes_in_again(editor_client, section, kind):
    fill(section)
    response = editor_client.get(address(section, kind))
    content = response.getvalue()

    table = read_table(content, f"list.{kind}")
    rows = plan_import(table=table, columns=guess_columns(table.heads), directory=section.directory)

    assert len(guess_columns(table.heads)) == len(table.heads)
    assert {row.name: (str(row.verdict), row.changes, row.errors, row.notes) for row in rows} == {
        title: ("unchanged", {}, [], []) for title in OrganisationProfilePage.objects.values_list("title", flat=True)
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_own_list_with_two_profiles_of_one_name_changes_nothing(editor_client, section, kind):
    for municipality in ("Jette", "Evere"):
        make_organisation(section, "Dansatelier", municipality=municipality)
    content = editor_client.get(address(section, kind)).getvalue()

    table = read_table(content, f"list.{kind}")
    rows = plan_import(table=table, columns=guess_columns(table.heads), directory=section.directory)

    assert [str(row.verdict) for row in rows] == ["unchanged", "unchanged"]


def test_key_of_a_profile_is_not_of_the_open_data():
    assert "key" not in [column.field for column in PUBLIC]


def test_list_has_the_private_address_and_no_formula(editor_client, section):
    fill(section)

    text = editor_client.get(address(section, "csv")).getvalue().decode("utf-8-sig")

    rows = {row["Naam"]: row for row in csv.DictReader(StringIO(text))}
    assert rows["'=HYPERLINK(1) & Co, vzw"]["Privé contactadres"] == "geheim@huis.be"
    assert rows["'=HYPERLINK(1) & Co, vzw"]["Openbaar telefoonnummer"] == "'+32 2 512 34 56"
    assert rows["Concept"]["Missie"] == "Nog niet af"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_list_is_for_editors_of_the_directory_only(client, section, kind):
    assert client.get(address(section, kind)).status_code == 302

    user = get_user_model().objects.create_user(username="lid", email="lid@example.org", password="geheim")
    client.force_login(user)

    assert client.get(address(section, kind)).status_code == 302


@given(st.lists(st.text(alphabet="ab,;|/ é", min_size=1).map(str.strip).filter(lambda word: word and ";" not in word)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_of_a_list_survive_their_cell(words):
    assert parts_of(as_cell(words)) == words
