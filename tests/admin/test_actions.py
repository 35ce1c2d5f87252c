"""Action items in the admin: the list, its filters and exports, who may, what an answer meanwhile does."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from cultuurraad_wagtail.admin.attention import AttentionPanel
from cultuurraad_wagtail.models import ActionItem, Person, WorkgroupHubPage
from cultuurraad_wagtail.scheduling.trail.actions import finish
from cultuurraad_wagtail.setup.groups import set_up_groups
from tests.factories import days_from_today, make_hub, make_organisation, make_person

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_cultuurraad_wagtail_actionitem"
LIST, ADD = f"{NAMES}:list", f"{NAMES}:add"


def make_action(title="De zaal boeken", **fields):
    return ActionItem.objects.create(title=title, **fields)


def edit(action):
    return reverse(f"{NAMES}:edit", args=[action.pk])


def titles(client, query=""):
    return [each.title for each in client.get(reverse(LIST) + query).context["object_list"]]


def data(action, **fields):
    """What the form of ``action`` sends, as an editor has it open."""
    own = {name: getattr(action, name) or "" for name in ("title", "due_on", "state", "note")}
    keys = {name: getattr(action, f"{name}_id") or "" for name in ("owner", "organisation", "workgroup")}
    return {**own, **keys, **fields}


def points(user):
    request = RequestFactory().get("/")
    request.user = user
    return {point["text"]: point["url"] for point in AttentionPanel(request).points}


def test_editor_adds_and_changes_an_item(editor_client, section):
    hub, person = make_hub(section), make_person()
    form = {"title": "Affiches", "workgroup": hub.pk, "owner": person.pk, "due_on": "2027-03-01", "state": "open"}

    assert editor_client.post(reverse(ADD), {**form, "organisation": "", "note": ""}).status_code == 302
    action = ActionItem.objects.get()
    assert editor_client.post(edit(action), data(action, state="done")).status_code == 302

    action.refresh_from_db()
    assert (action.title, action.owner, action.workgroup, action.state) == ("Affiches", person, hub, "done")


def test_list_begins_with_what_is_most_urgent(editor_client):
    make_action("Gedaan", state="done", due_on=days_from_today(-9))
    make_action("Zonder dag")
    make_action("Volgende week", due_on=days_from_today(7))
    make_action("Vorige week", due_on=days_from_today(-7))

    assert titles(editor_client) == ["Vorige week", "Volgende week", "Zonder dag", "Gedaan"]


def test_list_says_in_words_what_is_overdue_and_never_none(editor_client):
    make_action("Laat", due_on=days_from_today(-7))
    make_action("Gedaan", due_on=days_from_today(-7), state="done")

    table = editor_client.get(reverse(LIST)).content.decode().split("<tbody>")[-1]

    assert table.count("– te laat") == 1
    assert "None" not in table


def test_list_is_filtered(editor_client, sections):
    dutch, french = sections
    hub, organisation, amina = make_hub(dutch), make_organisation(dutch), make_person()
    translation = hub.copy_for_translation(french.locale, copy_parents=True)
    make_action("Hier", workgroup=hub, organisation=organisation, owner=amina, due_on=days_from_today(-1))
    make_action("Elders", workgroup=make_hub(dutch), organisation=make_organisation(dutch), owner=make_person())
    make_action("Van niemand")
    make_action("Gedaan", state="done", due_on=days_from_today(-1))
    make_action("En français", workgroup=WorkgroupHubPage.objects.get(pk=translation.pk), owner=amina)

    assert titles(editor_client, f"?workgroup={hub.pk}") == ["Hier", "En français"]
    assert titles(editor_client, f"?organisation={organisation.pk}") == ["Hier"]
    assert titles(editor_client, f"?owner={amina.pk}") == ["Hier", "En français"]
    assert titles(editor_client, "?state=done") == ["Gedaan"]
    assert titles(editor_client, "?care=overdue") == ["Hier"]
    assert titles(editor_client, "?care=nobody") == ["Van niemand"]


def test_search_goes_with_filters_and_orders(editor_client):
    make_action("Zaal boeken", due_on=days_from_today(3))
    make_action("Zaal betalen", owner=make_person("Zaal"), due_on=days_from_today(2))
    make_action("Affiches")
    make_action("Zaal kuisen", state="done")

    assert titles(editor_client, "?q=zaal&state=open&ordering=urgency") == ["Zaal betalen", "Zaal boeken"]
    assert titles(editor_client, "?q=affich") == ["Affiches"]


@pytest.mark.parametrize("ordering", ["urgency", "-urgency", "owner__sort_name", "workgroup__title", "state"])
def test_columns_sort(editor_client, section, ordering):
    make_action("Een", owner=make_person(), workgroup=make_hub(section))
    make_action("Twee")

    assert sorted(titles(editor_client, f"?ordering={ordering}")) == ["Een", "Twee"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_queries_for_any_number(editor_client, section, count, django_assert_max_num_queries):
    for number in range(count):
        make_action(
            owner=make_person(), workgroup=make_hub(section), organisation=make_organisation(section), note=str(number)
        )
    editor_client.get(reverse(LIST))

    with django_assert_max_num_queries(100) as captured:
        editor_client.get(reverse(LIST))

    assert len(captured) == 19


def test_exports_hold_what_the_filter_shows_and_no_formula(editor_client, section):
    make_action("=1+1", owner=make_person("Amina", "Peeters"), workgroup=make_hub(section, "Bestuur"), note="@som")
    make_action("Gedaan", state="done")
    address = f"{reverse(LIST)}?state=open&export="

    csv = b"".join(editor_client.get(f"{address}csv").streaming_content).decode("utf-8-sig")
    xlsx = editor_client.get(f"{address}xlsx")
    rows = list(load_workbook(BytesIO(xlsx.getvalue())).active.values)

    assert len(csv.splitlines()) == len(rows) == 2
    assert csv.splitlines()[1].startswith("'=1+1,Bestuur,Amina Peeters,,,Te doen,'@som,")
    assert rows[1][:3] == ("'=1+1", "Bestuur", "Amina Peeters")
    assert "'@som" in rows[1]


def test_answer_that_came_meanwhile_is_shown_and_not_written_over(editor_client, section):
    action = make_action(owner=make_person("Amina", "Peeters"), workgroup=make_hub(section))
    seen = editor_client.get(edit(action)).context["seen"]
    before = data(action, title="De grote zaal boeken", note="Mijn woorden", seen_answer=seen)
    finish(action=action, state="done", note="Het is gelukt.")

    refused = editor_client.post(edit(action), before)

    page = refused.content.decode()
    action.refresh_from_db()
    assert list(refused.context["form"].errors) == ["__all__"]
    assert (refused.status_code, action.state, action.title) == (200, "done", "De zaal boeken")
    for words in ("Het is gelukt.", "De grote zaal boeken", "Mijn woorden"):
        assert words in page
    again = editor_client.post(edit(action), {**before, "state": "done", "seen_answer": refused.context["seen"]})
    action.refresh_from_db()
    assert (again.status_code, action.state, action.title) == (302, "done", "De grote zaal boeken")


def test_who_may_not_sees_nothing(client, section):
    action = make_action("Geheim")
    user = get_user_model().objects.create_user(username="kijker", password="geheim")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)

    chooser = ActionItem.snippet_viewset.chooser_viewset.get_url_name("choose")
    for address in (reverse(LIST), f"{reverse(LIST)}?export=csv", reverse(ADD), edit(action), reverse(chooser)):
        response = client.get(address)
        assert response.status_code == 302
    client.post(edit(action), data(action, title="Anders"))
    action.refresh_from_db()
    assert action.title == "Geheim"
    assert points(user) == {}


def test_editors_and_moderators_may_do_everything(section):
    set_up_groups(section.index_pages)

    for name in ("Cultuurraad redactie", "Cultuurraad moderatoren"):
        permissions = Group.objects.get(name=name).permissions.filter(content_type__model="actionitem")
        assert sorted(permissions.values_list("codename", flat=True)) == [
            "add_actionitem",
            "change_actionitem",
            "delete_actionitem",
            "view_actionitem",
        ]


def test_items_cannot_be_copied(editor_client):
    action = make_action()

    assert f"{edit(action)}copy" not in editor_client.get(reverse(LIST)).content.decode()
    assert editor_client.get(f"/admin/cultuurraad/actions/copy/{action.pk}/").status_code == 404


def test_dashboard_counts_what_is_overdue_and_what_is_nobodys(editor, section):
    make_action("Laat", due_on=days_from_today(-1), owner=make_person())
    make_action("Laat", due_on=days_from_today(-2), organisation=make_organisation(section))
    make_action("Van niemand")
    make_action("Gedaan", due_on=days_from_today(-1), state="done")

    with override("nl"):
        found = points(editor)

    assert found["2 actiepunten zijn te laat."] == f"{reverse(LIST)}?care=overdue"
    assert found["Voor 1 actiepunt is er niemand die het doet."] == f"{reverse(LIST)}?care=nobody"


def test_person_who_has_things_to_do_can_be_deleted_and_the_dashboard_tells(editor_client, editor):
    person = make_person()
    action = make_action(owner=person)

    editor_client.post(reverse(Person.snippet_viewset.get_url_name("delete"), args=[person.pk]))

    action.refresh_from_db()
    assert not Person.objects.exists()
    assert (action.owner, action.title, action.state) == (None, "De zaal boeken", "open")
    assert [url for url in points(editor).values() if url.endswith("?care=nobody")] != []


def test_group_and_organisation_with_items_are_kept(editor_client, section):
    hub, organisation = make_hub(section), make_organisation(section)
    make_action(workgroup=hub, organisation=organisation)

    for page in (hub, organisation):
        response = editor_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert response.status_code == 302
        assert type(page).objects.filter(pk=page.pk).exists()


def test_screens_of_group_and_organisation_list_what_is_open(editor_client, section):
    hub, organisation = make_hub(section), make_organisation(section)
    make_action("Laatste eerst", workgroup=hub, organisation=organisation, due_on=days_from_today(-1))
    make_action("Al gedaan", workgroup=hub, organisation=organisation, state="done")
    make_action("Van een ander", workgroup=make_hub(section), organisation=make_organisation(section))

    for page in (hub, organisation):
        words = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert "Laatste eerst" in words
        assert "Al gedaan" not in words
        assert "Van een ander" not in words


def test_organisation_that_edits_its_own_profile_reads_no_action_items(client, section):
    organisation = make_organisation(section)
    make_action("Bellen met de schepen", organisation=organisation)
    set_up_groups(section.index_pages)
    user = get_user_model().objects.create_user(username="huis", password="geheim")
    user.groups.add(Group.objects.get(name="Cultuurraad organisaties"))
    organisation.owner = user
    organisation.save()
    client.force_login(user)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[organisation.pk]))

    assert response.status_code == 200
    assert "Bellen met de schepen" not in response.content.decode()
