"""A member's own page: asking for an agenda item without an account, the address of their own calendar."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.models import AgendaRequest, CouncilSettings, OutboxMail, Person, Registration, Sitting
from cultuurraad_wagtail.scheduling import agenda_requests
from cultuurraad_wagtail.scheduling.agenda_requests import request_item
from cultuurraad_wagtail.scheduling.personal import calendar_token
from cultuurraad_wagtail.scheduling.registration import NotPossible, token_of
from tests.factories import BRUSSELS, make_hub, make_meeting, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(section):
    return make_meeting(make_hub(section, "Raad"), "Open avond", starts_at=timezone.now() + timedelta(days=20))


@pytest.fixture
def member(meeting):
    return row(meeting, "Amina", person=make_person("Amina", email="amina@huis.be"), invited_at=timezone.now())


def row(meeting, name="Bram", **fields):
    values = {"language": "en", "email": f"{name.lower()}@huis.be", **fields}
    return Registration.objects.create(sitting=Sitting.objects.of(meeting), name=name, **values)


def address(registration, name="registration"):
    return reverse(f"cultuurraad_wagtail:{name}", args=[token_of(registration)])


def ask(client, registration, title="Meer groen", text="", copy="", **options):
    data = {"title": title, "text": text, "copy": copy or uuid4()}
    return client.post(address(registration, "ask_agenda"), data, **options)


def rules(section, **fields):
    settings = CouncilSettings.for_site(section.site)
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()


def test_member_asks_and_the_organiser_hears(client, section, meeting, member):
    rules(section, organiser_email="raad@brussel.be")

    page = ask(client, member, text="Bomen op het plein", follow=True)

    request = AgendaRequest.objects.get()
    assert (request.title, request.text, request.name, request.outcome) == (
        *("Meer groen", "Bomen op het plein", "Amina", "waiting"),
    )
    assert request.registration == member
    assert page.context["is_asked"]
    assert list(page.context["agenda_requests"]) == [request]
    assert "Meer groen" in page.content.decode()
    mail = OutboxMail.objects.get()
    assert (mail.recipient, mail.reply_to) == ("raad@brussel.be", "amina@huis.be")
    assert "Bomen op het plein" in mail.body
    assert reverse("cultuurraad_sittings:people", args=[meeting.pk]) in mail.body


def test_it_works_without_cookies(meeting, member):
    assert ask(Client(enforce_csrf_checks=True), member).status_code == 302


def test_same_copy_sent_again_is_one_request_and_other_words_are_another(client, member):
    copy = client.get(address(member)).context["agenda_form"]["copy"].value()
    for _click in range(3):
        ask(client, member, copy=copy)
    ask(client, member, "Meer blauw", copy=copy)

    assert list(AgendaRequest.objects.values_list("title", flat=True)) == ["Meer groen", "Meer blauw"]
    assert OutboxMail.objects.count() == 2


def test_copy_of_somebody_else_is_not_their_request(client, meeting, member):
    other = row(meeting, invited_at=timezone.now())
    copy = uuid4()

    ask(client, member, copy=copy)
    ask(client, other, copy=copy)

    assert list(AgendaRequest.objects.values_list("name", flat=True)) == ["Amina", "Bram"]


@pytest.mark.parametrize("copy", ["geen uuid", "x" * 500])
def test_copy_that_a_browser_spoiled_loses_nothing(client, member, copy):
    response = ask(client, member, text="Bomen", copy=copy)

    assert response.status_code == 302 or "Bomen" in response.content.decode()


def test_request_without_a_title_is_told_at_its_field_and_nothing_is_lost(client, member):
    response = ask(client, member, "", "Bomen op het plein")

    assert list(response.context["agenda_form"].errors) == ["title"]
    page = response.content.decode()
    assert "Bomen op het plein" in page
    assert 'href="#agenda_title"' in page
    assert 'id="agenda_title"' in page
    assert page.count('id="form-errors"') == 1


def test_own_requests_are_shown_and_nobody_elses(client, meeting, member):
    other = row(meeting, invited_at=timezone.now())
    ask(client, other, "Van Bram")
    ask(client, member, "Van Amina")

    page = client.get(address(member)).content.decode()

    assert "Van Amina" in page
    assert "Van Bram" not in page


def test_who_registered_by_the_form_for_everybody_asks_for_nothing(client, meeting):
    stranger = row(meeting, status="coming")

    assert "agenda_form" not in client.get(address(stranger)).context
    assert ask(client, stranger).status_code == 403
    assert (AgendaRequest.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2027, 2, 27, 23, 59, tzinfo=BRUSSELS), True),
        (datetime(2027, 2, 28, 0, 0, tzinfo=BRUSSELS), False),
    ],
)
def test_last_day_of_the_rule_counts_whole(section, meeting, now, is_open):
    rules(section, agenda_request_days=10)
    meeting.starts_at = datetime(2027, 3, 9, 19, tzinfo=BRUSSELS)

    assert agenda_requests.is_open(meeting, now) is is_open


def test_without_a_rule_requests_are_taken_until_the_start(meeting):
    assert agenda_requests.is_open(meeting, meeting.starts_at - timedelta(seconds=1))
    assert not agenda_requests.is_open(meeting, meeting.starts_at)


def test_too_late_is_told_and_nothing_is_lost(client, section, meeting, member):
    rules(section, agenda_request_days=30)

    response = ask(client, member, "Meer groen", "Bomen op het plein")

    assert response.status_code == 409
    assert "Bomen op het plein" in response.content.decode()
    assert AgendaRequest.objects.count() == 0
    assert not client.get(address(member)).context["may_ask"]


def test_meeting_that_is_off_takes_no_request(client, meeting, member):
    meeting.status = "cancelled"
    meeting.save()

    assert ask(client, member).status_code == 409
    assert AgendaRequest.objects.count() == 0


def test_endless_requests_end(meeting, member):
    for number in range(agenda_requests.MOST_WAITING):
        request_item(registration=member, meeting=meeting, title=str(number), text="", copy=uuid4())

    with pytest.raises(NotPossible):
        request_item(registration=member, meeting=meeting, title="x", text="", copy=uuid4())
    assert AgendaRequest.objects.count() == agenda_requests.MOST_WAITING


def test_mail_that_cannot_be_written_loses_no_request(client, member, monkeypatch, caplog):
    monkeypatch.setattr(agenda_requests, "queue_mail", lambda **words: 1 / 0)

    assert ask(client, member).status_code == 302
    assert AgendaRequest.objects.count() == 1
    assert "could not be written" in caplog.text


def test_looking_at_the_page_changes_nothing(client, meeting, member):
    for name in ("registration", "ask_agenda"):
        response = client.get(address(member, name))
        assert response.status_code == 200
        assert response["Referrer-Policy"] == "strict-origin"
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]
    response = client.get(address(member, "renew_calendar"))
    assert (response.status_code, response["Location"]) == (302, address(member))
    assert Person.objects.get().calendar_secret == ""
    assert AgendaRequest.objects.count() == 0


def test_member_makes_an_address_and_another_one_that_ends_the_old(client, member):
    client.post(address(member, "renew_calendar"))
    old = calendar_token(person=Person.objects.get())
    page = client.get(address(member)).content.decode()
    first = reverse("cultuurraad_wagtail:personal_ics", args=[old])

    response = client.post(address(member, "renew_calendar"), follow=True)

    assert f"webcal://testserver{first}" in page
    assert client.get(first).status_code == 404
    new = reverse("cultuurraad_wagtail:personal_ics", args=[Person.objects.get().calendar_secret])
    assert client.get(new).status_code == 200
    assert response.context["is_renewed"]
    assert f"webcal://testserver{new}" in response.content.decode()


def test_guest_has_no_calendar_of_their_own(client, meeting):
    guest = row(meeting, invited_at=timezone.now())

    assert "renew_address" not in client.get(address(guest)).context
    assert client.post(address(guest, "renew_calendar")).status_code == 403


@pytest.mark.parametrize("name", ["ask_agenda", "renew_calendar"])
def test_wrong_link_opens_nothing(client, member, name):
    wrong = reverse(f"cultuurraad_wagtail:{name}", args=[token_of(member)[:-1] + "x"])

    assert client.post(wrong, {"title": "Meer groen"}).status_code == 404
    assert AgendaRequest.objects.count() == 0


def test_key_of_a_request_is_not_what_the_browser_sent(client, member):
    copy = UUID(int=7)
    ask(client, member, copy=copy)

    assert AgendaRequest.objects.get().copy != copy
