"""Registering for a meeting: exactly as many as there are places, a waiting list, answers by link, nothing leaks."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.models import OutboxMail, Registration, Sitting
from cultuurraad_wagtail.scheduling import registration
from cultuurraad_wagtail.scheduling.registration import change_sitting, token_of
from tests.factories import make_hub, make_meeting, make_private, make_section


def open_for(meeting, **fields):
    sitting = Sitting.objects.of(meeting)
    for name, value in {"is_public": True, **fields}.items():
        setattr(sitting, name, value)
    sitting.save()
    return sitting


@pytest.fixture
def meeting(section):
    return make_meeting(make_hub(section, "Platform"), "Open avond")


def address(meeting, language="nl"):
    return reverse("cultuurraad_wagtail:register", args=[language, meeting.translation_key])


def data(name="Amina", email="amina@huis.be", **fields):
    return {"name": name, "email": email, "copy": f"copy-{email}", **fields}


def register(client, meeting, *args, **fields):
    return client.post(address(meeting), data(*args, **fields), follow=True)


def link(registration):
    return reverse("cultuurraad_wagtail:registration", args=[token_of(registration)])


def states(sitting):
    return list(sitting.registrations.order_by("pk").values_list("name", "status"))


def last_mail():
    return OutboxMail.objects.order_by("pk").last()


def fill(client, meeting, *names):
    for name in names:
        register(client, meeting, name, f"{name}@huis.be".lower())


def test_visitor_registers_and_gets_a_link(client, meeting):
    sitting = open_for(meeting, capacity=10)

    page = register(client, meeting).content.decode()

    registration = sitting.registrations.get()
    assert (registration.name, registration.email, registration.status) == ("Amina", "amina@huis.be", "coming")
    assert "U komt" in page
    sent = last_mail()
    assert (sent.recipient, sent.subject) == ("amina@huis.be", "U bent ingeschreven voor “Open avond”")
    assert re.search(r"https?://\S+", sent.body)[0].endswith(link(registration))


def test_who_comes_too_late_waits_in_order(client, meeting):
    sitting = open_for(meeting, capacity=2)

    fill(client, meeting, "Een", "Twee", "Drie", "Vier")

    assert states(sitting) == [("Een", "coming"), ("Twee", "coming"), ("Drie", "waiting"), ("Vier", "waiting")]
    page = client.get(link(sitting.registrations.get(name="Vier"))).content.decode()
    assert "nummer 2 op de wachtlijst" in page


def test_cancellation_moves_exactly_one_up(client, meeting):
    sitting = open_for(meeting, capacity=2)
    fill(client, meeting, "Een", "Twee", "Drie", "Vier")

    client.post(link(sitting.registrations.get(name="Een")), {"is_coming": "no"})

    assert states(sitting) == [("Een", "declined"), ("Twee", "coming"), ("Drie", "coming"), ("Vier", "waiting")]
    assert (last_mail().recipient, last_mail().subject) == ("drie@huis.be", "Er is plaats voor u op “Open avond”")


def test_who_changes_their_mind_goes_to_the_end_of_the_line(client, meeting):
    sitting = open_for(meeting, capacity=1)
    fill(client, meeting, "Een", "Twee", "Drie")
    first = link(sitting.registrations.get(name="Een"))

    client.post(first, {"is_coming": "no"})
    page = client.post(first, {"is_coming": "yes"}, follow=True).content.decode()

    assert states(sitting) == [("Een", "waiting"), ("Twee", "coming"), ("Drie", "waiting")]
    assert "nummer 2 op de wachtlijst" in page


def test_party_that_does_not_fit_holds_the_line(client, meeting):
    sitting = open_for(meeting, capacity=3, most_guests=2)
    register(client, meeting, "Een", "een@huis.be", guests=1)
    register(client, meeting, "Twee", "twee@huis.be", guests=2)
    register(client, meeting, "Drie", "drie@huis.be")

    assert states(sitting) == [("Een", "coming"), ("Twee", "waiting"), ("Drie", "waiting")]
    client.post(link(sitting.registrations.get(name="Een")), {"is_coming": "no"})
    assert states(sitting) == [("Een", "declined"), ("Twee", "coming"), ("Drie", "waiting")]


def test_more_guests_than_places_are_refused_and_nothing_is_lost(client, meeting):
    sitting = open_for(meeting, capacity=2, most_guests=5)
    fill(client, meeting, "Een", "Twee")

    answer = {"is_coming": "yes", "guests": "1", "question": "Is er een lift?"}
    response = client.post(link(sitting.registrations.get(name="Een")), answer)

    assert response.status_code == 409
    assert "Is er een lift?" in response.content.decode()
    assert [each.guests for each in sitting.registrations.all()] == [0, 0]


def test_more_places_move_up_as_many(client, meeting):
    sitting = open_for(meeting, capacity=1)
    fill(client, meeting, "Een", "Twee", "Drie", "Vier")
    sitting.capacity = 3

    change_sitting(sitting=sitting, meeting=meeting)

    assert [status for _name, status in states(sitting)] == ["coming", "coming", "coming", "waiting"]


def test_same_form_sent_twice_is_one_registration(meeting):
    sitting = open_for(meeting)
    browser = Client()
    page = browser.get(address(meeting))
    copy = page.context["form"]["copy"].value()

    answers = [browser.post(address(meeting), data(copy=copy)) for _each in range(5)]

    assert sitting.registrations.count() == 1
    assert {each["Location"] for each in answers} == {link(sitting.registrations.get())}
    assert OutboxMail.objects.count() == 1


def test_address_that_is_known_gets_a_mail_and_changes_nothing(client, meeting):
    sitting = open_for(meeting)
    register(client, meeting)

    page = register(Client(), meeting, "Iemand anders", "AMINA@huis.be", copy="other").content.decode()

    assert states(sitting) == [("Amina", "coming")]
    assert "Kijk in uw mail" in page
    assert last_mail().subject == "Uw inschrijving voor “Open avond”"


def test_decline_is_possible_when_all_is_full_and_registration_closed(client, meeting):
    sitting = open_for(meeting, capacity=1)
    fill(client, meeting, "Een", "Twee")
    open_for(meeting, closes_at=timezone.now() - timedelta(hours=1))

    client.post(link(sitting.registrations.get(name="Twee")), {"is_coming": "no"})

    assert states(sitting) == [("Een", "coming"), ("Twee", "declined")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closes_at": timezone.now() - timedelta(days=1)}, "De inschrijving is gesloten."),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "U kunt zich inschrijven vanaf"),
    ],
)
def test_registration_that_is_not_open_says_so(client, meeting, fields, words):
    sitting = open_for(meeting, **fields)

    assert words in client.get(address(meeting)).content.decode()
    assert register(client, meeting).status_code == 409
    assert sitting.registrations.count() == 0


def test_hidden_field_that_is_filled_in_is_told_and_nothing_is_lost(client, meeting):
    sitting = open_for(meeting)

    response = register(client, meeting, website_url="http://spam.example")

    form = response.context["form"]
    assert list(form.errors) == ["__all__"]
    assert (form["name"].value(), form["website_url"].value()) == ("Amina", "")
    assert sitting.registrations.count() == 0
    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"email": "geen adres"}, {"name": ""}])
def test_wrong_answer_is_told_where_it_was_typed(client, meeting, wrong):
    open_for(meeting)

    response = client.post(address(meeting), {**data(), **wrong})

    (field,) = wrong
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["name"].value() == {**data(), **wrong}["name"]


def test_meeting_without_public_registration_has_no_form(client, section, meeting):
    hidden = make_meeting(make_hub(section), live=False)
    closed_group = make_hub(section)
    make_private(closed_group)
    behind = make_meeting(closed_group)
    elsewhere = make_meeting(make_hub(make_section("nl", hostname="elders.be")))
    for each in (hidden, behind, elsewhere):
        open_for(each)

    for each in (meeting, hidden, behind, elsewhere):
        assert client.get(address(each)).status_code == 404
        assert client.post(address(each), data()).status_code == 404
    assert Registration.objects.count() == 0


def test_link_that_is_not_right_tells_nothing(client, meeting):
    open_for(meeting)
    register(client, meeting)
    registration = Registration.objects.get()

    for token in (registration.nonce, token_of(registration)[:-1] + "x", "x"):
        assert client.get(reverse("cultuurraad_wagtail:registration", args=[token])).status_code == 404


def test_personal_page_is_private(client, meeting):
    open_for(meeting)
    register(client, meeting)

    response = client.get(link(Registration.objects.get()))

    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_link_of_a_meeting_that_is_not_published_any_more_shows_nothing(client, meeting):
    open_for(meeting)
    register(client, meeting)
    meeting.unpublish()

    assert client.get(link(Registration.objects.get())).status_code == 404


@pytest.mark.parametrize("places", [10])
def test_sixty_clients_for_ten_places(site_on_file, places):
    meeting = make_meeting(make_hub(site_on_file), "Druk bezocht")
    sitting = open_for(meeting, capacity=places)
    start, answers = Barrier(8), []

    def work(numbers):
        try:
            start.wait(20)
            for number in numbers:
                answers.append(Client().post(address(meeting), data(f"P{number}", f"p{number}@huis.be")).status_code)
        finally:
            connections.close_all()

    workers = [Thread(target=work, args=[range(each, 60, 8)]) for each in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)

    assert answers == [302] * 60
    assert sitting.registrations.coming().heads() == places
    order = list(sitting.registrations.order_by("pk").values_list("status", flat=True))
    assert order == ["coming"] * places + ["waiting"] * (60 - places)
    line = list(sitting.registrations.waiting().values_list("pk", flat=True))
    assert line == sorted(line)
    Client().post(link(sitting.registrations.coming().first()), {"is_coming": "no"})
    assert sitting.registrations.coming().heads() == places
    assert sitting.registrations.waiting().count() == 60 - places - 1


def read(client, section, meeting):
    return client.get(f"{section.register.url}{meeting.route}").content.decode()


def test_meeting_leads_to_its_form_and_says_when_it_is_full(client, section, meeting):
    assert address(meeting) not in read(client, section, meeting)
    open_for(meeting, capacity=1)
    assert "Alle plaatsen zijn bezet" not in read(client, section, meeting)

    fill(client, meeting, "Een")

    page = read(client, section, meeting)
    assert address(meeting) in page
    assert "Alle plaatsen zijn bezet" in page


def test_meeting_names_those_who_come_and_agreed_and_nobody_else(client, section, meeting):
    sitting = open_for(meeting, capacity=2, shows_participants=True)
    register(client, meeting, "Agnes", "agnes@huis.be", may_be_named="on")
    register(client, meeting, "Bruno", "bruno@huis.be")
    register(client, meeting, "Celine", "celine@huis.be", may_be_named="on")

    page = read(client, section, meeting)
    sitting.shows_participants = False
    sitting.save()

    assert "Agnes" in page
    for hidden in ("Bruno", "Celine", "agnes@huis.be"):
        assert hidden not in page
    assert "Agnes" not in read(client, section, meeting)


def publish(meeting, **fields):
    meeting.refresh_from_db()
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.save_revision().publish()


def news():
    return list(
        OutboxMail.objects.filter(subject__contains="plaats").order_by("pk").values_list("recipient", flat=True)
    )


def test_whoever_registered_hears_once_that_the_meeting_moved(client, meeting):
    sitting = open_for(meeting, capacity=1)
    fill(client, meeting, "Een", "Twee", "Drie")
    client.post(link(sitting.registrations.get(name="Drie")), {"is_coming": "no"})

    publish(meeting, introduction="<p>Welkom</p>")
    assert news() == []
    publish(meeting, place="De Markten")
    publish(meeting, introduction="<p>Welkom!</p>")

    assert news() == ["een@huis.be", "twee@huis.be"]
    assert last_mail().subject == "“Open avond” heeft een ander uur of een andere plaats"
    assert "De Markten" in last_mail().body


def test_whoever_registered_hears_that_the_meeting_is_cancelled(client, meeting):
    open_for(meeting)
    fill(client, meeting, "Een")

    publish(meeting, status="cancelled")

    assert (last_mail().recipient, last_mail().subject) == ("een@huis.be", "“Open avond” gaat niet door")


def test_mail_that_cannot_be_written_loses_no_registration(client, meeting, monkeypatch, caplog):
    sitting = open_for(meeting, capacity=1)
    monkeypatch.setattr(registration, "queue_mail", lambda **words: 1 / 0)

    fill(client, meeting, "Een", "Twee")
    client.post(link(sitting.registrations.get(name="Een")), {"is_coming": "no"})

    assert states(sitting) == [("Een", "declined"), ("Twee", "coming")]
    assert "could not be written" in caplog.text


def test_mail_that_cannot_be_written_does_not_stop_the_publishing(client, meeting, monkeypatch, caplog):
    open_for(meeting)
    fill(client, meeting, "Een")
    monkeypatch.setattr(registration, "queue_mail", lambda **words: 1 / 0)

    publish(meeting, place="De Markten")

    meeting.refresh_from_db()
    assert meeting.place == "De Markten"
    assert "could not be written" in caplog.text


def test_draft_tells_nobody_anything(client, meeting):
    open_for(meeting)
    fill(client, meeting, "Een")
    sent = OutboxMail.objects.count()
    meeting.status = "cancelled"

    meeting.save_revision()

    assert OutboxMail.objects.count() == sent


def test_translation_that_lags_behind_tells_nobody_the_old_hour(client, sections):
    meeting = make_meeting(make_hub(sections[0]), "Open avond")
    translation = meeting.copy_for_translation(sections[1].locale)
    translation.save()
    open_for(meeting)
    fill(client, meeting, "Een")

    publish(meeting, place="De Markten")
    sent = OutboxMail.objects.count()
    publish(translation, title="Soirée ouverte")

    assert OutboxMail.objects.count() == sent
