"""What is personal stands in no address, Referer, cookie, file or picture of another site."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail import urls
from cultuurraad_wagtail.evaluation.rounds import token_of
from cultuurraad_wagtail.inventory.rounds import confirmation
from cultuurraad_wagtail.models import (
    ActionItem,
    Attendance,
    ConfirmationRequest,
    CouncilSettings,
    Registration,
    Sitting,
    UnfinishedResponse,
)
from cultuurraad_wagtail.privacy import erase
from cultuurraad_wagtail.scheduling import registration
from cultuurraad_wagtail.scheduling.trail import actions
from tests.evaluation.rounds import started
from tests.factories import (
    make_article,
    make_form,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_past_meeting,
    make_person,
    make_project,
)

pytestmark = pytest.mark.django_db
SECRETS = [each for each in urls.urlpatterns if re.search(r"<str:(token|nonce)>", str(each.pattern))]
#: What a page loads by itself: an address after one of these.
LOADS = re.compile(r"<(?:script|img|iframe|source|video|audio|embed)[^>]+src=\"([^\"]+)|<link[^>]+href=\"([^\"]+)")


def test_every_address_with_a_secret_is_known_here():
    assert {each.name for each in SECRETS} == {
        *("action", "confirm", "confirm_change", "evaluation", "feedback_continue", "feedback_paused"),
        *("registration", "ask_agenda", "renew_calendar", "minutes_remarks"),
    }


@pytest.mark.parametrize("pattern", SECRETS, ids=lambda each: each.name)
def test_page_behind_a_link_that_does_not_work_tells_nobody_its_address(client, section, pattern):
    form = make_form(may_pause=True)
    given = {"language_code": "nl", "slug": form.slug, "token": "x:y", "nonce": "x"}
    known = {name: given[name] for name in pattern.pattern.converters}

    response = client.get(reverse(f"cultuurraad_wagtail:{pattern.name}", kwargs=known))

    assert response.status_code == 404
    assert response["Referrer-Policy"] == "strict-origin"


@pytest.fixture
def links(section):
    """An address with a secret that works, of each kind."""
    hub = make_hub(section, "Raad")
    person = make_person("Amina", email="amina@huis.be")
    make_mandate(person, hub)
    sitting = Sitting.objects.of(make_meeting(hub, "Open avond"))
    past = Sitting.objects.of(make_past_meeting(hub, "Vorige keer", minutes="<p>Gezegd</p>"))
    past.minutes_state = "remarks"
    past.save()
    row, old = (
        Registration.objects.create(
            sitting=each, name="Amina", email="amina@huis.be", person=person, invited_at=timezone.now()
        )
        for each in (sitting, past)
    )
    action = ActionItem.objects.create(title="Zaal huren", owner=person)
    page = make_organisation(section, contact_email="amina@huis.be")
    asked = confirmation.token_of(ConfirmationRequest.objects.create(organisation=page, recipient="amina@huis.be"))
    form = make_form(may_pause=True)
    waiting = UnfinishedResponse.objects.create(form=form, expires_at=timezone.now() + timedelta(days=1))
    evaluation_round = started(section, ["Amina"])
    tokens = {
        "registration": [registration.token_of(row)],
        "ask_agenda": [registration.token_of(row)],
        "minutes_remarks": [registration.token_of(old)],
        "action": [actions.token_of(action)],
        "confirm": [asked],
        "confirm_change": [asked],
        "feedback_continue": ["nl", form.slug, waiting.nonce],
        "evaluation": [token_of(evaluation_round.invitees.get())],
        "feedback_paused": ["nl", form.slug, waiting.nonce],
    }
    return {name: reverse(f"cultuurraad_wagtail:{name}", args=args) for name, args in tokens.items()}


def test_page_behind_a_link_tells_nobody_its_address(client, links):
    for name, address in links.items():
        response = client.get(address)
        assert (name, response.status_code) == (name, 200)
        assert response["Referrer-Policy"] == "strict-origin"
        assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_pages_without_a_form_set_no_cookie_and_load_nothing_from_elsewhere(client, section):
    hub = make_hub(section, "Raad")
    meeting = make_meeting(hub, "Open avond", agenda=["Fietsen"])
    organisation = make_organisation(section, latitude="50.846557", longitude="4.351697")
    pages = [*section.index_pages, hub, organisation, make_project(section), make_article(section)]
    addresses = [page.url for page in pages]
    addresses += [section.register.url + meeting.route, section.directory.url + "?q=muziek"]
    addresses += [
        reverse("cultuurraad_wagtail:all_results", args=["nl"]),
        reverse("cultuurraad_wagtail:site_ics", args=["nl"]),
    ]

    for address in addresses:
        response = client.get(address)
        assert (address, response.status_code) == (address, 200)
        assert list(response.cookies) == []
        loaded = [one or other for one, other in LOADS.findall(response.content.decode())]
        assert [each for each in loaded if re.match(r"(https?:)?//", each) and "localhost" not in each] == []


def test_what_is_sent_leads_to_no_address_that_tells_of_it(client, section, links):
    meeting = make_meeting(make_hub(section), "Platform")
    sitting = Sitting.objects.of(meeting)
    sitting.is_public = True
    sitting.save()
    register = reverse("cultuurraad_wagtail:register", args=["nl", meeting.translation_key])
    sent = {"name": "Bram Maes", "email": "bram@huis.be", "copy": "x", "website_url": ""}
    answers = [
        client.post(register, sent),
        client.post(register, {**sent, "copy": "y"}),
        client.post(reverse("cultuurraad_wagtail:ask_link"), {"email": "bram@huis.be"}),
        client.post(links["registration"], {"is_coming": "yes", "question": "Bram Maes"}),
        client.post(links["ask_agenda"], {"title": "Bram Maes", "copy": uuid4(), "is_coming": "yes"}),
        client.post(links["action"], {"state": "done", "note": "Bram Maes"}),
        client.post(links["confirm"]),
    ]

    for answer in answers:
        assert answer.status_code == 302
        assert "bram" not in answer["Location"].casefold()


def test_feeds_and_linked_data_name_nobody(client, section):
    hub = make_hub(section, "Raad")
    meeting = make_meeting(hub, "Open avond", agenda=["Fietsen"])
    person = make_person("Amina", "Idrissi", email="amina@huis.be")
    make_mandate(person, hub)
    sitting = Sitting.objects.of(meeting)
    sitting.shows_participants = True
    sitting.save()
    row = {"sitting": sitting, "person": person, "name": "Amina Idrissi"}
    Registration.objects.create(email="amina@huis.be", status="coming", may_be_named=True, **row)
    Attendance.objects.create(sort_name="idrissi", status="present", **row)
    page = client.get(section.register.url + meeting.route).content.decode()
    scripts = re.findall(r"<script type=\"application/ld\+json\">.*?</script>", page, re.DOTALL)
    files = [reverse("cultuurraad_wagtail:site_ics", args=["nl"])]
    files += [reverse("cultuurraad_wagtail:workgroup_ics", args=[hub.pk])]
    files += [reverse("cultuurraad_wagtail:meeting_ics", args=["nl", meeting.translation_key])]

    assert len(scripts) == 1
    told = [*scripts, *(client.get(each).content.decode() for each in files)]
    assert [each for each in told if re.search("idrissi|amina", each, re.IGNORECASE)] == []
    assert all("Open avond" in each for each in told)


def test_open_data_forgets_an_erased_address_at_once(client, section):
    CouncilSettings.objects.create(site=section.site, open_data_licence="cc0")
    make_organisation(section, "Huis", email="amina@huis.be")
    address = reverse("cultuurraad_wagtail:open_data", args=["nl", "csv"])
    before = client.get(address)
    assert b"amina@huis.be" in b"".join(before.streaming_content)

    erase(address="amina@huis.be")

    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert b"amina@huis.be" not in b"".join(after.streaming_content)
