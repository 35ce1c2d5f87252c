"""The agenda in the meeting's own form, while somebody else puts a point on it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cultuurraad_wagtail.models import AgendaItem, AgendaRequest, Meeting, Sitting
from tests.factories import make_hub, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(section):
    return make_meeting(make_hub(section), agenda=["Begroting"])


def edit(meeting):
    return reverse("wagtailsnippets_cultuurraad_wagtail_meeting:edit", args=[meeting.pk])


def sent_back(response):
    """What a browser sends of the form that it got."""
    form = response.context["form"]
    agenda = form.formsets["agenda_items"]
    fields = [*form, *agenda.management_form]
    data = {field.html_name: field.value() for field in fields} | {
        "introduction": rich_text(""),
        "minutes": rich_text(""),
    }
    for number, child in enumerate(agenda.forms):
        data |= {field.html_name: field.value() for field in child if field.name != "DELETE"}
        data |= {f"agenda_items-{number}-text": rich_text(""), f"agenda_items-{number}-ORDER": str(number + 1)}
    return {name: "" if value is None else value for name, value in data.items() if value is not False}


def take(client, meeting, title):
    request = AgendaRequest.objects.create(sitting=Sitting.objects.of(meeting), name="Vera", title=title)
    client.post(reverse("cultuurraad_invitations:take", args=[meeting.pk, request.pk]))


def titles(meeting):
    newest = Meeting.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    return [item.title for item in newest.agenda_items.all()]


def test_point_that_came_meanwhile_stays(editor_client, meeting):
    form = sent_back(editor_client.get(edit(meeting)))
    take(editor_client, meeting, "Meer groen")

    assert editor_client.post(edit(meeting), form).status_code == 302

    assert titles(meeting) == ["Begroting", "Meer groen"]


def test_point_of_a_draft_that_the_editor_removes_is_gone(editor_client, meeting):
    take(editor_client, meeting, "Meer groen")
    form = sent_back(editor_client.get(edit(meeting)))

    editor_client.post(edit(meeting), {**form, "agenda_items-1-DELETE": "on"})

    assert titles(meeting) == ["Begroting"]


def test_point_made_in_the_form_can_be_published_at_once(editor_client, meeting):
    form = sent_back(editor_client.get(edit(meeting)))
    new = {
        "id": "",
        "title": "Varia",
        "text": rich_text(""),
        "presenter": "",
        "duration": "",
        "document": "",
        "ORDER": "2",
    }
    form |= {f"agenda_items-1-{name}": value for name, value in new.items()} | {"agenda_items-TOTAL_FORMS": "2"}

    assert editor_client.post(edit(meeting), {**form, "action-publish": "yes"}).status_code == 302

    keys = list(Meeting.objects.get(pk=meeting.pk).agenda_items.values_list("title", "key"))
    assert [title for title, _ in keys] == ["Begroting", "Varia"]
    assert len({key for _, key in keys}) == 2


def new_item(page, number, title):
    """What a browser sends of an item that the editor added: it is made from the page's one empty form."""
    soup = BeautifulSoup(page.content, "html.parser")
    template = soup.find(id="id_agenda_items-EMPTY_FORM_TEMPLATE").decode_contents()
    empty = BeautifulSoup(template.replace("__prefix__", str(number)), "html.parser")
    data = {field["name"]: field.get("value", "") for field in empty.find_all("input") if field["type"] != "checkbox"}
    start = f"agenda_items-{number}-"
    return {**data, f"{start}title": title, f"{start}text": rich_text(""), f"{start}ORDER": str(number + 1)}


def keys_of(meeting):
    return [item.key for item in Meeting.objects.get(pk=meeting.pk).agenda_items.all()]


def test_points_added_in_one_go_have_a_key_each(editor_client, meeting):
    page = editor_client.get(edit(meeting))
    form = sent_back(page) | new_item(page, 1, "Varia") | new_item(page, 2, "Rondvraag")
    form["agenda_items-TOTAL_FORMS"] = "3"

    assert editor_client.post(edit(meeting), {**form, "action-publish": "yes"}).status_code == 302

    assert titles(meeting) == ["Begroting", "Varia", "Rondvraag"]
    assert len(set(keys_of(meeting))) == 3


def test_points_that_share_a_key_each_have_their_own_once_the_meeting_is_saved(editor_client, meeting):
    first = meeting.agenda_items.get()
    meeting.agenda_items.add(AgendaItem(title="Varia", key=first.key, sort_order=2))
    meeting.save_revision().publish()

    form = sent_back(editor_client.get(edit(meeting)))
    assert editor_client.post(edit(meeting), {**form, "action-publish": "yes"}).status_code == 302

    keys = keys_of(meeting)
    assert keys[0] == first.key
    assert len(set(keys)) == 2
