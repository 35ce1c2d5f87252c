"""The columns of a list: who sees what each holds, and the maps that are remembered, renamed and thrown away."""

import pytest
from django.contrib.messages import get_messages
from django.utils.translation import override

from cultuurraad_wagtail.inventory.lists import runs
from cultuurraad_wagtail.models import ColumnMap, ImportRun
from tests.admin.test_import_rows import english_client  # noqa: F401
from tests.admin.test_imports import INDEX, address, columns_data, member_of, plan, upload
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_(english_client):  # noqa: F811
    return english_client


def said(response):
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def map_address(saved):
    return f"{INDEX}maps/{saved.pk}/"


def test_recognised_map_is_named_and_ready_to_be_kept(client_, section):
    plan(client_, **{"column-4": "mission", "map_name": "Subsidies 2025"})
    ImportRun.objects.all().delete()
    upload(client_)

    response = client_.get(address("columns"))

    assert "Columns as in “Subsidies 2025”." in response.content.decode()
    assert response.context["form"]["map_name"].value() == "Subsidies 2025"
    client_.post(address("columns"), columns_data(**{"column-4": "goals", "map_name": "Subsidies 2026"}))
    assert {each.name: each.columns["Opmerking"] for each in ColumnMap.objects.all()} == {
        "Subsidies 2025": "mission",
        "Subsidies 2026": "goals",
    }


def test_guessed_columns_are_as_in_no_map(client_, section):
    ColumnMap.objects.create(name="Stad", columns={"wie": "title"})
    upload(client_)

    response = client_.get(address("columns"))

    assert "Columns as in" not in response.content.decode()
    assert response.context["form"]["map_name"].value() == ""


def test_columns_that_were_changed_are_as_in_no_map(client_, section):
    ColumnMap.objects.create(name="Stad", columns={"Naam": "title"})
    plan(client_, **{"column-1": "enterprise_number"})

    assert "Columns as in" not in client_.get(address("columns")).content.decode()


def test_map_of_before_the_key_still_leaves_the_key_to_be_read(client_, section):
    page = make_organisation(section, "Huis")
    ColumnMap.objects.create(name="Stad", columns={"Naam": "title"})
    upload(client_, f"Naam;Profielsleutel;E-mail\nHuis;nl-{page.translation_key};\n")

    assert ImportRun.objects.get().columns == {"Naam": "title", "Profielsleutel": "key"}
    assert "Columns as in “Stad”." in client_.get(address("columns")).content.decode()


def test_map_is_renamed_and_deleted(client_, section):
    saved = ColumnMap.objects.create(name="Stad", columns={"Naam": "title"})
    assert list(client_.get(INDEX).context["maps"]) == [saved]

    response = client_.post(map_address(saved), {"name": "Gewest", "rename": "1"})
    saved.refresh_from_db()
    assert (response["Location"], saved.name) == (INDEX, "Gewest")
    assert said(response) == ["The columns are remembered as “Gewest” now."]

    response = client_.post(map_address(saved), {"name": "Gewest", "delete": "1"})
    assert (response["Location"], ColumnMap.objects.count()) == (INDEX, 0)
    assert said(response)[-1] == "The columns “Gewest” are forgotten. The profiles stay as they are."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Land", "Other columns have this name already. Choose another name."),
        (" ", "Give the columns a name."),
    ],
)
def test_rename_replaces_no_other_map(client_, section, name, sentence):
    saved, other = (ColumnMap.objects.create(name=each, columns={each: "title"}) for each in ("Stad", "Land"))

    response = client_.post(map_address(saved), {"name": name, "rename": "1"})

    assert said(response) == [sentence]
    assert {each.name: each.columns for each in ColumnMap.objects.all()} == {
        "Stad": {"Stad": "title"},
        "Land": {"Land": "title"},
    }
    assert other.pk


def test_renamed_map_is_no_newer_than_it_was(client_, section):
    older, newer = (ColumnMap.objects.create(name=each, columns={"Naam": "title"}) for each in ("Oud", "Nieuw"))
    client_.post(map_address(older), {"name": "Ouder", "rename": "1"})

    upload(client_)

    assert runs.recognised_map(ImportRun.objects.get(), ["Naam"]) == newer


@pytest.mark.parametrize("data", [{"delete": "1"}, {"rename": "1", "name": "Mijn"}])
def test_maps_are_for_who_may_import(client, section, data):
    saved = ColumnMap.objects.create(name="Stad", columns={"Naam": "title"})
    client.force_login(member_of(actions=("add",), page=section.directory))

    assert client.post(map_address(saved), data)["Location"] == "/admin/"
    assert ColumnMap.objects.get().name == "Stad"


def test_map_changes_by_post_only(client_, section):
    saved = ColumnMap.objects.create(name="Stad", columns={"Naam": "title"})

    assert client_.get(map_address(saved)).status_code == 405


def test_each_column_says_who_sees_it(client_, section):
    upload(client_, "Naam;E-mail contactpersoon;Opmerking;Profielsleutel\nHuis;jan@huis.be;x;y\n")

    def reaches(response):
        with override("en"):
            return [str(field.help_text) for field in response.context["form"].columns]

    response = client_.get(address("columns"))
    assert reaches(response) == [
        "Shown on the site",
        "For the editors only",
        "",
        "To find the profile again; is not kept",
    ]
    assert 'id="id_column-1_helptext"' in response.content.decode()
    assert 'aria-describedby="id_column-1_helptext"' in response.content.decode()

    response = client_.post(address("columns"), columns_data(**{"column-0": "", "column-2": "contact_email"}))
    assert reaches(response)[:3] == ["", "For the editors only", "For the editors only"]


def test_empty_file_says_what_to_do(client_, section):
    response = upload(client_, b"", "leeg.csv")

    assert response.context["form"].errors["file"] == [
        "There is nothing in this file or sheet. Choose the one that holds the table."
    ]


@pytest.mark.parametrize("step", ["index", "columns", "preview", "report"])
def test_tables_scroll_by_themselves(client_, section, step):
    run = plan(client_)
    if step == "report":
        client_.post(address("preview"), {"apply": "1"})
    body = client_.get(INDEX if step == "index" else address(step, run)).content.decode()

    assert body.count('<div class="cultuurraad-scroll">') == body.count('<table class="listing">') == 1
    assert "cultuurraad_wagtail/admin.css" in body
