"""A list becomes profiles in the admin: file, columns, preview, report; who may, and nothing is lost."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cultuurraad_wagtail.inventory.lists import runs
from cultuurraad_wagtail.models import ColumnMap, ImportRun, OrganisationProfilePage
from tests.factories import make_discipline, make_organisation

pytestmark = pytest.mark.django_db

INDEX = "/admin/cultuurraad/imports/"
HEADS = "Naam;KBO;E-mail;E-mail contactpersoon;Opmerking\n"
LIST = (
    HEADS
    + "Huis van de dans vzw;0407.626.464;info@huis.be;jan@prive.be;weet niet\n"
    + "Brufête / Brufeest;;;;\n"
    + "Huis van de Dans;407626464;;;\n"
    + ";;info@niemand.be;;\n"
)


def upload(client, text=LIST, name="lijst.csv", directory=None):
    directory = directory or client.get(INDEX).context["form"].fields["directory"].queryset[0].pk
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(INDEX, {"directory": directory, "file": SimpleUploadedFile(name, content)})


def address(step, run=None):
    return reverse(f"cultuurraad_imports:{step}", args=[(run or ImportRun.objects.get()).pk])


def columns_data(run=None, **extra):
    """What the columns' form posts when an editor changes nothing."""
    run = run or ImportRun.objects.get()
    heads = runs.table_of(run).heads
    chosen = {f"column-{position}": run.columns.get(head, "") for position, head in enumerate(heads)}
    return {**chosen, "state": "publish" if run.publishes else "drafts", "map_name": "", **extra}


def plan(client, text=LIST, **extra):
    """Upload and say which column is which: the run is ready for its preview."""
    upload(client, text)
    response = client.post(address("columns"), columns_data(**extra))
    assert response.status_code == 302, response.context["form"].errors
    return ImportRun.objects.get()


def profiles():
    return {page.title: page for page in OrganisationProfilePage.objects.all()}


def test_list_becomes_profiles_in_four_steps(editor_client, section):
    response = upload(editor_client)
    assert response["Location"] == address("columns")

    columns = editor_client.get(response["Location"])
    assert [field.value() for field in columns.context["form"].columns] == [
        "title",
        "enterprise_number",
        "email",
        "contact_email",
        "",
    ]
    response = editor_client.post(address("columns"), columns_data(state="publish"))
    assert response["Location"] == address("preview")

    preview = editor_client.get(response["Location"])
    rows = [form.row for form in preview.context["page_obj"]]
    assert [(row.number, row.verdict) for row in rows] == [(2, "new"), (3, "new"), (4, "repeated"), (5, "error")]
    assert OrganisationProfilePage.objects.count() == 0

    response = editor_client.post(address("preview"), {"apply": "1"})
    assert response["Location"] == address("report")
    report = editor_client.get(response["Location"])
    assert [(str(label), count) for label, count in report.context["done"]] == [
        ("Gemaakt", 2),
        ("Gewijzigd", 0),
        ("Ongewijzigd", 0),
        ("Weggelaten", 2),
    ]
    house = profiles()["Huis van de dans vzw"]
    assert (house.enterprise_number, house.email, house.contact_email) == (
        "0407626464",
        "info@huis.be",
        "jan@prive.be",
    )
    assert house.live_revision.user.username == "redacteur"
    assert editor_client.get(house.url).status_code == 200


def test_profiles_are_drafts_unless_the_editor_publishes(editor_client, section):
    plan(editor_client)
    editor_client.post(address("preview"), {"apply": "1"})

    assert [page.live for page in profiles().values()] == [False, False]


def test_choices_for_rows_are_carried_out(editor_client, section):
    run = plan(editor_client)
    choices = {"row-2-action": "skip", "row-3-action": "create", "row-3-split": "on"}

    editor_client.post(address("preview"), {**choices, "keep": "1"})
    run.refresh_from_db()
    assert (run.choices, run.splits) == ({"2": "skip"}, [3])
    editor_client.post(address("preview"), {"apply": "1"})

    assert {title: page.other_names for title, page in profiles().items()} == {"Brufête": "Brufeest"}


def test_splits_are_taken_all_at_once_and_left_again(editor_client, section):
    run = plan(editor_client)
    editor_client.post(address("preview"), {"take-splits": "1"})
    run.refresh_from_db()
    assert run.splits == [3]
    editor_client.post(address("preview"), {"drop-splits": "1"})
    run.refresh_from_db()
    assert run.splits == []


def test_the_same_list_again_changes_nothing(editor_client, section):
    plan(editor_client)
    editor_client.post(address("preview"), {"apply": "1"})
    ImportRun.objects.all().delete()
    before = dict(OrganisationProfilePage.objects.values_list("pk", "latest_revision_id"))

    run = plan(editor_client)
    editor_client.post(address("preview"), {"apply": "1"})

    run.refresh_from_db()
    assert [line["done"] for line in run.report] == ["unchanged", "unchanged", "skipped", "skipped"]
    assert dict(OrganisationProfilePage.objects.values_list("pk", "latest_revision_id")) == before


def test_applied_list_keeps_its_report_and_forgets_its_file(editor_client, section):
    run = plan(editor_client)
    editor_client.post(address("preview"), {"apply": "1"})

    run.refresh_from_db()
    assert (bytes(run.content), run.plan, run.choices) == (b"", [], {})
    body = b"".join(editor_client.get(address("report_csv")).streaming_content).decode("utf-8-sig")
    assert body.splitlines()[1] == "2,Huis van de dans vzw,Gemaakt,"
    assert editor_client.get(address("preview"))["Location"] == address("report")


def test_list_whose_profiles_changed_since_the_preview_is_looked_at_again(editor_client, section):
    run = plan(editor_client)
    make_organisation(section, "Huis van de dans", enterprise_number="0407626464")

    response = editor_client.post(address("preview"), {"apply": "1"})

    assert response["Location"] == address("preview")
    preview = editor_client.get(address("preview"))
    assert "1 rij leest nu anders" in preview.content.decode()
    assert next(iter(preview.context["page_obj"])).row.verdict == "update"
    assert len(profiles()) == 1
    editor_client.post(address("preview"), {"apply": "1"})
    run.refresh_from_db()
    assert run.status == "applied"


def test_second_click_on_apply_does_nothing_more(editor_client, section):
    plan(editor_client)
    editor_client.post(address("preview"), {"apply": "1"})
    editor_client.post(address("preview"), {"apply": "1"})

    assert len(profiles()) == 2


def test_file_that_cannot_be_read_says_why_at_the_field(editor_client, section):
    response = upload(editor_client, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lijst.xls")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert ImportRun.objects.count() == 0


def test_file_read_wrong_is_read_again(editor_client, section):
    upload(editor_client, "Naam\nThéâtre\n".encode("cp1252"))
    response = editor_client.post(address("columns"), {"encoding": "utf-16", "delimiter": ";", "read-again": "1"})
    assert response.status_code == 200
    assert response.context["reading_form"].non_field_errors()

    response = editor_client.post(address("columns"), {"encoding": "cp1252", "delimiter": ",", "read-again": "1"})
    assert response["Location"] == address("columns")
    assert ImportRun.objects.get().reading == {"encoding": "cp1252", "delimiter": ",", "sheet": ""}


@pytest.mark.parametrize(("data", "field"), [({"column-0": ""}, "__all__"), ({"column-2": "title"}, "column-2")])
def test_columns_need_one_name_and_no_field_twice(editor_client, section, data, field):
    upload(editor_client)

    response = editor_client.post(address("columns"), columns_data(**data))

    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_columns_are_remembered_under_a_name_for_the_next_list(editor_client, section):
    plan(editor_client, **{"column-4": "mission", "map_name": "Subsidies"})
    assert ColumnMap.objects.get(name="Subsidies").columns["Opmerking"] == "mission"
    ImportRun.objects.all().delete()

    upload(editor_client)

    assert ImportRun.objects.get().columns["Opmerking"] == "mission"


def test_chosen_disciplines_go_to_every_profile(editor_client, section):
    music = make_discipline("Muziek")
    plan(editor_client, disciplines=[music.pk])
    editor_client.post(address("preview"), {"apply": "1"})

    drafts = [page.get_latest_revision_as_object() for page in profiles().values()]
    assert [list(page.disciplines.all()) for page in drafts] == [[music], [music]]


def test_private_address_never_reaches_the_site(editor_client, client, section):
    plan(editor_client, state="publish")
    editor_client.post(address("preview"), {"apply": "1"})
    client.logout()
    house = profiles()["Huis van de dans vzw"]

    for page in (house.url, section.directory.url):
        assert "jan@prive.be" not in client.get(page).content.decode()
    assert "jan@prive.be" not in house.search_text


def member_of(*, actions, page):
    group = Group.objects.create(name="Groep")
    admin = Permission.objects.get(codename="access_admin")
    group.permissions.add(admin)
    for action in actions:
        permission = Permission.objects.get(codename=f"{action}_page", content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = get_user_model().objects.create_user(username="lid", email="lid@example.org", password="geheim")
    user.groups.add(group)
    return user


STEPS = ["columns", "preview", "report", "report_csv"]


@pytest.mark.parametrize("actions", [(), ("add",)])
def test_who_may_not_edit_every_profile_may_not_import(editor_client, client, section, actions):
    run = plan(editor_client)
    user = member_of(actions=actions, page=section.directory)
    client.force_login(user)

    # Wagtail answers who lacks a permission with a redirect to the admin's home.
    for target in [INDEX, *(address(step, run) for step in STEPS)]:
        assert client.get(target)["Location"] == "/admin/"
    assert client.post(address("preview", run), {"apply": "1"})["Location"] == "/admin/"
    assert client.post(address("remove", run))["Location"] == "/admin/"
    assert (len(profiles()), ImportRun.objects.count()) == (0, 1)


def test_owner_of_a_directory_who_may_only_add_may_not_import(client, section):
    user = member_of(actions=("add",), page=section.directory)
    section.directory.owner = user
    section.directory.save()
    client.force_login(user)

    assert client.get(INDEX)["Location"] == "/admin/"


def test_who_may_not_publish_imports_drafts(client, section):
    client.force_login(member_of(actions=("add", "change"), page=section.directory))
    upload(client)
    columns = client.get(address("columns"))
    assert "state" not in columns.context["form"].fields

    client.post(address("columns"), columns_data(state="publish"))
    client.post(address("preview"), {"apply": "1"})

    assert [page.live for page in profiles().values()] == [False, False]


def test_who_may_not_publish_cannot_apply_what_another_wants_published(editor_client, client, section):
    run = plan(editor_client, state="publish")
    client.force_login(member_of(actions=("add", "change"), page=section.directory))

    client.post(address("preview", run), {"apply": "1"})

    assert [page.live for page in profiles().values()] == [False, False]


def test_run_is_removed_and_its_profiles_stay(editor_client, section):
    plan(editor_client)
    editor_client.post(address("preview"), {"apply": "1"})

    assert editor_client.post(address("remove"))["Location"] == INDEX
    assert (ImportRun.objects.count(), len(profiles())) == (0, 2)


def test_menu_leads_to_the_import(editor_client, section):
    assert INDEX in editor_client.get("/admin/").content.decode()


def test_workbook_is_imported_too(editor_client, section):
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active.append(["Naam", "Ondernemingsnummer"])
    workbook.active.append(["Huis", 407626464])
    file = BytesIO()
    workbook.save(file)
    upload(editor_client, file.getvalue(), "lijst.xlsx")
    editor_client.post(address("columns"), columns_data())
    editor_client.post(address("preview"), {"apply": "1"})

    assert profiles()["Huis"].enterprise_number == "0407626464"


def test_run_that_stopped_in_the_middle_goes_back_to_its_preview(editor_client, section):
    run = plan(editor_client)
    ImportRun.objects.update(status="applying", applied_at=timezone.now())
    assert "Terug naar het voorbeeld" not in editor_client.get(address("report")).content.decode()
    editor_client.post(address("free"))
    run.refresh_from_db()
    assert run.status == "applying"

    ImportRun.objects.update(applied_at=timezone.now() - timedelta(minutes=16))
    assert "Terug naar het voorbeeld" in editor_client.get(address("report")).content.decode()
    editor_client.post(address("free"))
    run.refresh_from_db()
    assert run.status == "planned"


@pytest.mark.django_db(transaction=True)
def test_long_list_is_applied_beside_the_request(editor_client, section, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 1)
    started = []
    monkeypatch.setattr(runs, "beside", lambda function, *arguments, name: started.append((function, arguments)))
    run = plan(editor_client)

    editor_client.post(address("preview"), {"apply": "1"})
    report = editor_client.get(address("report"))
    assert report.context["is_applying"]
    assert "4 rijen zijn onderweg" in report.content.decode()
    ((function, arguments),) = started
    function(*arguments)

    run.refresh_from_db()
    assert run.status == "applied"
