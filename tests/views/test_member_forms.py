"""A member's page is one form to the browser: no button loses what is typed beside another; all in their language."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.models import ActionItem, AgendaItem, AgendaRequest, Registration, Sitting
from cultuurraad_wagtail.scheduling.registration import token_of
from cultuurraad_wagtail.scheduling.trail.actions import token_of as action_token
from tests.browser_forms import press, sent_back
from tests.factories import make_hub, make_mandate, make_meeting, make_past_meeting, make_person

pytestmark = pytest.mark.django_db
ANSWER, ASK, RENEW = "Bewaar mijn antwoord", "Vraag dit punt aan", "Maak een adres"


@pytest.fixture
def hub(section):
    return make_hub(section, "Raad")


@pytest.fixture
def meeting(hub):
    return make_meeting(hub, "Open avond", starts_at=timezone.now() + timedelta(days=20), place="Zaal")


def row(meeting, language="nl"):
    person = make_person("Amina", email="amina@huis.be", language=language)
    make_mandate(person, meeting.workgroup)
    sitting = Sitting.objects.of(meeting)
    values = {"name": "Amina", "email": "amina@huis.be", "invited_at": timezone.now()}
    return Registration.objects.create(sitting=sitting, person=person, language=language, **values)


@pytest.fixture
def member(meeting):
    return row(meeting)


def address(registration, name="registration"):
    return reverse(f"cultuurraad_wagtail:{name}", args=[token_of(registration)])


def test_answer_keeps_the_request_that_was_typed(client, member):
    typed = {"is_coming": "yes", "title": "Meer groen", "text": "Bomen"}

    response = press(client, client.get(address(member)), ANSWER, typed)

    member.refresh_from_db()
    assert (member.status, AgendaRequest.objects.count()) == ("coming", 0)
    assert "is nog niet verstuurd" in response.content.decode()
    assert "Uw antwoord is bewaard." in response.content.decode()
    _, data = sent_back(response, ASK)
    assert (data["title"], data["text"], data["is_coming"]) == ("Meer groen", "Bomen", ["yes"])
    for _click in range(2):
        assert press(client, response, ASK).status_code == 302
    assert AgendaRequest.objects.get().title == "Meer groen"


def test_request_keeps_the_answer_that_was_typed(client, member):
    typed = {"is_coming": "no", "question": "Is er een lift?", "title": "Meer groen"}

    response = press(client, client.get(address(member)), ASK, typed)

    member.refresh_from_db()
    assert (member.status, AgendaRequest.objects.get().title) == ("asked", "Meer groen")
    _, data = sent_back(response, ANSWER)
    assert (data["is_coming"], data["question"], data["title"]) == (["no"], "Is er een lift?", "")
    assert "is nog niet bewaard" in response.content.decode()


@pytest.mark.parametrize("button", [ANSWER, ASK])
def test_form_that_is_not_taken_keeps_the_other(client, member, button):
    typed = {"question": "Is er een lift?", "text": "Bomen"}

    response = press(client, client.get(address(member)), button, typed)

    _, data = sent_back(response, button)
    assert (data["question"], data["text"]) == ("Is er een lift?", "Bomen")
    assert "form-errors" in response.content.decode()


def test_new_address_of_the_calendar_keeps_what_is_typed(client, member):
    response = press(
        client, client.get(address(member)), RENEW, {"question": "Is er een lift?", "title": "Meer groen"}
    )

    member.person.refresh_from_db()
    _, data = sent_back(response, ANSWER)
    assert (bool(member.person.calendar_secret), data["question"], data["title"]) == (
        True,
        "Is er een lift?",
        "Meer groen",
    )


@pytest.mark.parametrize("button", [ANSWER, ASK, RENEW])
def test_button_alone_leads_back_to_the_page(client, member, button):
    press(client, client.get(address(member)), ANSWER, {"is_coming": "yes", "question": "Lift?"})
    typed = {"title": "Meer groen"} if button == ASK else {}

    response = press(client, client.get(address(member)), button, typed)

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, address(member))


def test_what_is_done_is_told_in_a_notice(client, member):
    response = press(client, client.get(address(member)), ANSWER, {"is_coming": "yes"}, follow=True)

    notice = BeautifulSoup(response.content, "html.parser").find(role="status")
    assert notice["class"] == ["cultuurraad-notice"]
    assert notice.get_text() == "Uw antwoord is bewaard. Kom terug naar deze pagina om het te wijzigen."


# The member's language


def languages_of(response, words):
    """The language in which ``words`` stand, by the nearest element that says one."""
    soup = BeautifulSoup(response.content, "html.parser")
    element = soup.body.find(string=lambda text: words in text).parent
    return next(each["lang"] for each in (element, *element.parents) if each.get("lang"))


@pytest.fixture
def french(meeting):
    return row(meeting, "fr")


def test_page_of_a_french_member_is_french_around_dutch_words(client, french):
    response = client.get(address(french))

    assert languages_of(response, "Enregistrer ma réponse") == "fr"
    assert [languages_of(response, words) for words in ("Open avond", "Zaal")] == ["nl", "nl"]
    assert ANSWER not in response.content.decode()


def test_mistakes_are_told_in_the_members_language(client, french):
    response = press(client, client.get(address(french)), "Enregistrer ma réponse")

    assert languages_of(response, "pas encore été envoyé") == "fr"
    assert ANSWER not in response.content.decode()


def test_minutes_for_a_french_member_are_french_around_dutch_words(client, hub):
    meeting = make_past_meeting(hub, "Open avond", minutes="<p>Slot.</p>")
    AgendaItem.objects.create(meeting=meeting, title="Begroting", minutes="<p>Lang.</p>", decision="Goedgekeurd.")
    registration = row(meeting, "fr")
    Sitting.objects.update(minutes_state="remarks", remarks_until=timezone.now().date() + timedelta(days=3))

    response = client.get(address(registration, "minutes_remarks"))

    assert languages_of(response, "Projet de procès-verbal") == "fr"
    words = ("Open avond", "Begroting", "Lang.", "Goedgekeurd.", "Slot.")
    assert [languages_of(response, each) for each in words] == ["nl"] * 5


def test_action_item_of_a_french_member_is_asked_in_french(client, hub):
    meeting = make_past_meeting(hub, "Open avond")
    owner = make_person("Bram", language="fr")
    action = ActionItem.objects.create(
        title="Zalen vragen", workgroup=hub, owner=owner, meeting_key=meeting.translation_key
    )

    response = client.get(reverse("cultuurraad_wagtail:action", args=[action_token(action)]))

    assert languages_of(response, "Point d’action") == "fr"
    assert languages_of(response, "Open avond") == "nl"


def test_meeting_in_the_members_language_needs_no_mark(client, member):
    page = client.get(address(member)).content.decode()

    assert page.count('lang="nl"') == BeautifulSoup(page, "html.parser").find_all(lang="nl").__len__() > 0
    assert '<p class="cultuurraad-eyebrow">Open avond</p>' in page
