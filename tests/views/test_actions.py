"""The owner's page of an action item: no account, no cookie, nothing changed by looking, nobody else's items."""

import pytest
from django.test import Client
from django.urls import reverse

from cultuurraad_wagtail.models import ActionItem
from cultuurraad_wagtail.scheduling.trail.actions import token_of
from tests.factories import days_from_today, make_hub, make_meeting, make_person

pytestmark = pytest.mark.django_db


def make_action(title="De zaal boeken", **fields):
    return ActionItem.objects.create(title=title, **fields)


@pytest.fixture
def amina(section):
    return make_person("Amina", email="amina@huis.be")


def link(action):
    return reverse("cultuurraad_wagtail:action", args=[token_of(action)])


def read(client, action):
    return client.get(link(action)).content.decode()


def test_owner_reads_what_for_whom_and_by_when(client, section, amina):
    hub = make_hub(section, "Bestuur")
    meeting = make_meeting(hub, "Voorjaarsraad")
    action = make_action(
        owner=amina,
        workgroup=hub,
        meeting_key=meeting.translation_key,
        due_on=days_from_today(-1),
        note="Tussen ons: hij is traag.",
    )

    page = read(client, action)

    for words in ("De zaal boeken", "Bestuur", "Voorjaarsraad", "te laat"):
        assert words in page
    assert "Tussen ons" not in page


def test_looking_changes_nothing(client, amina):
    action = make_action(owner=amina)
    before = ActionItem.objects.values().get()

    for query in ("", "?saved", "?state=done"):
        assert client.get(link(action) + query).status_code == 200

    assert ActionItem.objects.values().get() == before


@pytest.mark.parametrize("state", ["done", "dropped", "open"])
def test_owner_answers_without_cookies(amina, state):
    action = make_action(owner=amina)

    response = Client(enforce_csrf_checks=True).post(link(action), {"state": state, "note": "De zaal is klein."})

    assert (response.status_code, response["Location"]) == (302, f"{link(action)}?saved")
    action.refresh_from_db()
    assert action.state == state
    assert action.note.endswith("Amina " + amina.family_name + ": De zaal is klein.")
    assert "Uw antwoord is bewaard." in Client().get(response["Location"]).content.decode()


def test_answer_without_a_choice_is_told_and_keeps_the_words(client, amina):
    action = make_action(owner=amina)

    response = client.post(link(action), {"note": "De zaal is klein."})

    assert list(response.context["form"].errors) == ["state"]
    assert "De zaal is klein." in response.content.decode()
    action.refresh_from_db()
    assert (action.state, action.note) == ("open", "")


def test_what_is_sent_twice_is_written_once(client, amina):
    action = make_action(owner=amina)

    for _each in range(2):
        client.post(link(action), {"state": "done", "note": "Gelukt."})

    action.refresh_from_db()
    assert action.note.count("Gelukt.") == 1


def test_owner_sees_what_else_is_theirs_to_do_and_nothing_of_others(client, amina):
    action = make_action(owner=amina)
    later = make_action("Affiches hangen", owner=amina, due_on=days_from_today(9))
    make_action("Al gedaan", owner=amina, state="done")
    make_action("Van Bram", owner=make_person("Bram"))
    make_action("Van niemand")

    response = client.get(link(action))

    assert response.context["others"] == [later]
    page = response.content.decode()
    for hidden in ("Al gedaan", "Van Bram", "Van niemand"):
        assert hidden not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_queries_for_any_number(client, section, amina, count, django_assert_max_num_queries):
    action = make_action(owner=amina, workgroup=make_hub(section))
    for number in range(count):
        make_action(f"Nog {number}", owner=amina)
    client.get(link(action))

    with django_assert_max_num_queries(50) as captured:
        client.get(link(action))

    # The last two are the site and its settings, for the notice of privacy.
    assert len(captured) == 5


def test_page_is_in_the_language_of_the_owner(client, section):
    action = make_action("Réserver", owner=make_person(language="fr"))

    assert "Où en est-ce ?" in read(client, action)


def test_link_of_who_handed_it_on_does_not_work_any_more(client, amina):
    action = make_action(owner=amina)
    old = link(action)
    bram = make_person("Bram")
    make_action("Van Bram alleen", owner=bram)
    ActionItem.objects.filter(pk=action.pk).update(owner=bram)

    assert client.get(old).status_code == 404
    assert client.post(old, {"state": "done"}).status_code == 404
    ActionItem.objects.filter(pk=action.pk).update(owner=None)
    assert client.get(old).status_code == 404
    action.refresh_from_db()
    assert client.get(link(action)).status_code == 404
    assert action.state == "open"


def test_link_that_is_not_right_tells_nothing(client, amina):
    action = make_action(owner=amina)

    for token in (str(action.nonce), token_of(action)[:-1] + "!", f"{action.nonce}.{amina.pk}", "x"):
        response = client.get(reverse("cultuurraad_wagtail:action", args=[token]))
        assert response.status_code == 404
        assert "De zaal boeken" not in response.content.decode()


def test_page_is_private(client, amina):
    response = client.get(link(make_action(owner=amina)))

    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
