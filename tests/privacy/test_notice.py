"""The notice at each public form: who, why, how long, one's rights; and what a consent says, and when it was given."""

import re
from uuid import uuid4

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cultuurraad_wagtail.inventory.rounds import confirmation
from cultuurraad_wagtail.models import (
    ActionItem,
    ConfirmationRequest,
    CouncilSettings,
    MinutesRemark,
    Registration,
    Sitting,
)
from cultuurraad_wagtail.scheduling import registration
from cultuurraad_wagtail.scheduling.trail import actions
from cultuurraad_wagtail.text import plain_text
from tests.factories import (
    days_from_today,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_past_meeting,
    make_person,
)

pytestmark = pytest.mark.django_db
NOTICE = re.compile(r'<details class="cultuurraad-privacy">.*?</details>', re.DOTALL)


def notice(response):
    """The words of the one notice on the page, which stands in its form."""
    page = response.content.decode()
    (found,) = NOTICE.findall(page)
    before = page[: page.index(found)]
    assert before.rindex("<form") > before.rfind("</form>")
    return words_of(found)


def words_of(html):
    return " ".join(plain_text(html).split()).replace(" .", ".")


@pytest.fixture
def rules(section):
    words = {"organiser_name": "Cultuurraad Brussel", "privacy_email": "privacy@brussel.be"}
    times = {"keep_registrations": 7, "keep_contributions": 8, "keep_confirmations": 9}
    return CouncilSettings.objects.create(site=section.site, **words, **times)


@pytest.fixture
def meeting(section):
    return make_meeting(make_hub(section, "Raad"), "Open avond")


def test_form_for_everybody(client, rules, meeting):
    sitting = Sitting.objects.of(meeting)
    sitting.is_public = True
    sitting.save()

    words = notice(client.get(reverse("cultuurraad_wagtail:register", args=["nl", meeting.translation_key])))

    assert "Cultuurraad Brussel" in words
    assert "privacy@brussel.be" in words
    assert "7" in words


def test_members_page_has_one_for_both_its_forms(client, rules, meeting):
    row = Registration.objects.create(
        sitting=Sitting.objects.of(meeting), name="Amina", email="a@b.be", language="en", invited_at=timezone.now()
    )

    words = notice(client.get(reverse("cultuurraad_wagtail:registration", args=[registration.token_of(row)])))

    assert words.startswith(
        "What happens with what you send Cultuurraad Brussel receives it. What for: to know who comes to the meeting"
    )
    assert "It is kept until 7 months after the meeting." in words
    assert "Write to privacy@brussel.be." in words


def test_remarks_on_minutes(client, rules, section):
    hub = make_hub(section, "Raad")
    past = make_past_meeting(hub, "Vorige keer", minutes="<p>Gezegd</p>")
    person = make_person("Amina", email="a@b.be")
    make_mandate(person, hub)
    sitting = Sitting.objects.of(past)
    sitting.minutes_state, sitting.remarks_until = "remarks", days_from_today(3)
    sitting.save()
    row = Registration.objects.create(sitting=sitting, name="Amina", email="a@b.be", language="en", person=person)
    address = reverse("cultuurraad_wagtail:minutes_remarks", args=[registration.token_of(row)])

    assert "It is kept until 8 months after the meeting." in notice(client.get(address))
    client.post(address, {"text": "Niet gezegd", "about": "", "copy": uuid4()})
    assert MinutesRemark.objects.count() == 1


def test_action_item(client, rules, section):
    person = make_person("Amina", email="a@b.be", language="en")
    action = ActionItem.objects.create(title="Zaal huren", owner=person)

    words = notice(client.get(reverse("cultuurraad_wagtail:action", args=[actions.token_of(action)])))

    assert "It is kept as long as the council needs it for its work." in words


def test_forms_of_the_yearly_round(client, rules, section):
    page = make_organisation(section, contact_email="a@huis.be")
    asked = ConfirmationRequest.objects.create(organisation=page, recipient="a@huis.be")
    token = confirmation.token_of(asked)

    addresses = [
        reverse("cultuurraad_wagtail:confirm", args=[token]),
        reverse("cultuurraad_wagtail:confirm_change", args=[token]),
        reverse("cultuurraad_wagtail:ask_link"),
    ]

    assert ["9" in notice(client.get(address)) for address in addresses] == [True, True, True]


def render(arguments, **context):
    return words_of(Template(f"{{% load cultuurraad %}}{{% privacy_notice {arguments} %}}").render(Context(context)))


def test_form_may_have_a_reason_and_a_time_of_its_own(rf, rules, section, django_assert_num_queries):
    request = rf.get("/")
    request._wagtail_site = section.site
    with override("en"), django_assert_num_queries(1):
        words = render('"responses" purpose=why months=3', request=request, why="om de <b>zomer</b> te plannen")

    assert "What for: om de <b>zomer</b> te plannen It is kept for 3 months." in words


@pytest.mark.parametrize(
    ("fields", "told", "hidden"),
    [
        ({"keep_responses": 1}, "It is kept for 1 month. Then", "mailto"),
        ({"keep_responses": None}, "It is kept as long as the council needs it", "months"),
        ({"organiser_email": "raad@brussel.be"}, "Write to raad@brussel.be.", "privacy statement"),
        ({"privacy_url": "https://brussel.be/privacy"}, "The privacy statement", "Write to"),
        ({"organiser_name": ""}, "receives it.", "Write to"),
    ],
)
def test_what_is_not_set_is_left_out(rf, section, fields, told, hidden):
    CouncilSettings.objects.create(site=section.site, **fields)

    with override("en"):
        words = render('"responses"', request=rf.get("/", headers={"host": "localhost"}))

    assert told in words
    assert hidden not in words


def test_without_a_request_it_is_the_default_site(rules):
    assert "Cultuurraad Brussel" in render('"responses"')


def test_consent_is_kept_with_its_words_and_its_moment(client, section, meeting):
    sitting = Sitting.objects.of(meeting)
    sitting.is_public = sitting.shows_participants = True
    sitting.save()
    form = {"name": "Amina", "email": "amina@huis.be", "copy": "x"}
    began = timezone.now()
    client.post(
        reverse("cultuurraad_wagtail:register", args=["nl", meeting.translation_key]), {**form, "may_be_named": "on"}
    )

    row = Registration.objects.get()
    assert row.consent_text == "Mijn naam mag op deze site staan bij wie komt"
    assert began <= row.consented_at <= timezone.now()

    address = reverse("cultuurraad_wagtail:registration", args=[registration.token_of(row)])
    first = row.consented_at
    client.post(address, {"is_coming": "yes", "may_be_named": "on"})
    row.refresh_from_db()
    assert row.consented_at == first

    client.post(address, {"is_coming": "yes"})
    row.refresh_from_db()
    assert (row.may_be_named, row.consent_text, row.consented_at) == (False, "", None)


def test_who_does_not_agree_has_no_consent(client, section, meeting):
    sitting = Sitting.objects.of(meeting)
    sitting.is_public = sitting.shows_participants = True
    sitting.save()

    client.post(
        reverse("cultuurraad_wagtail:register", args=["nl", meeting.translation_key]),
        {"name": "Amina", "email": "amina@huis.be", "copy": "x"},
    )

    row = Registration.objects.get()
    assert (row.consent_text, row.consented_at) == ("", None)


def test_words_of_the_consent_are_those_beside_the_box(client, section, meeting):
    sitting = Sitting.objects.of(meeting)
    sitting.is_public = sitting.shows_participants = True
    sitting.save()
    row = Registration.objects.create(sitting=sitting, name="Amina", email="a@b.be", language="fr", status="coming")
    address = reverse("cultuurraad_wagtail:registration", args=[registration.token_of(row)])
    page = client.get(address)

    client.post(address, {"is_coming": "yes", "may_be_named": "on"})

    row.refresh_from_db()
    assert row.consent_text == "Mon nom peut figurer sur ce site parmi les participants"
    assert row.consent_text in plain_text(page.content.decode())
