"""Overdue action items: one mail for each owner in their language, not again within two weeks, nothing lost."""

import re
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connections

from cultuurraad_wagtail.models import ActionItem, OutboxMail
from cultuurraad_wagtail.scheduling.trail import actions
from cultuurraad_wagtail.scheduling.trail.actions import address_of, finish, tell_owners
from tests.factories import (
    days_from_today,
    in_brussels,
    make_hub,
    make_meeting,
    make_organisation,
    make_person,
    make_section,
)

pytestmark = pytest.mark.django_db
NOW = in_brussels(2027, 3, 10, 9)
YESTERDAY = date(2027, 3, 9)


def make_action(title="De zaal boeken", *, owner=None, **fields):
    fields.setdefault("due_on", YESTERDAY)
    return ActionItem.objects.create(title=title, owner=owner, **fields)


@pytest.fixture
def amina(section):
    return make_person("Amina", "Peeters", email="amina@huis.be")


def recipients():
    return list(OutboxMail.objects.order_by("pk").values_list("recipient", flat=True))


def test_owner_of_what_is_overdue_gets_one_mail_with_a_link(section, amina):
    hub = make_hub(section, "Bestuur")
    meeting = make_meeting(hub, "Voorjaarsraad", starts_at=in_brussels(2027, 2, 1, 19))
    action = make_action(owner=amina, workgroup=hub, meeting_key=meeting.translation_key)

    assert tell_owners(now=NOW) == 1

    (mail,) = OutboxMail.objects.all()
    assert (mail.recipient, mail.subject) == ("amina@huis.be", "Nog te doen: De zaal boeken")
    assert "9 maart 2027" in mail.body
    assert "“Voorjaarsraad” op 1 februari 2027" in mail.body
    assert re.search(r"https?://\S+", mail.body)[0] == address_of(action)
    assert address_of(action).startswith("http://localhost/")


def test_nobody_is_told_again_within_two_weeks(amina):
    make_action(owner=amina)

    told = [tell_owners(now=NOW + timedelta(days=days)) for days in (0, 1, 13, 14, 27, 28)]

    assert told == [1, 0, 0, 1, 0, 1]


def test_only_what_is_overdue_and_open_and_somebodys_is_told(amina):
    make_action("Vandaag", owner=amina, due_on=date(2027, 3, 10))
    make_action("Zonder dag", owner=amina, due_on=None)
    make_action("Gedaan", owner=amina, state="done")
    make_action("Niet meer nodig", owner=amina, state="dropped")
    make_action("Van niemand")
    make_action("Zonder adres", owner=make_person("Bram"))
    make_action("Gisteren", owner=amina)

    assert tell_owners(now=NOW) == 1
    assert "Gisteren" in OutboxMail.objects.get().subject


def test_day_ends_at_midnight_in_the_council(amina):
    make_action(owner=amina, due_on=date(2027, 3, 10))

    assert tell_owners(now=in_brussels(2027, 3, 10, 23, 59)) == 0
    assert tell_owners(now=in_brussels(2027, 3, 11, 0, 1)) == 1


def test_mail_is_in_the_language_of_its_reader(sections):
    dutch, french = sections
    hub = make_hub(dutch, "Bestuur")
    hub.copy_for_translation(french.locale, copy_parents=True)
    translation = hub.get_translation(french.locale)
    translation.title = "Bureau"
    translation.save_revision().publish()
    make_action("Réserver", owner=make_person(email="a@huis.be", language="fr"), workgroup=hub)

    tell_owners(now=NOW)

    mail = OutboxMail.objects.get()
    assert mail.subject == "Encore à faire : Réserver"
    assert "« Bureau »" in mail.body


def test_meeting_and_group_that_are_drafts_are_not_named(section, amina):
    hub = make_hub(section, "Geheime groep", live=False)
    meeting = make_meeting(hub, "Geheime raad", live=False)
    make_action(owner=amina, workgroup=hub, meeting_key=meeting.translation_key)

    tell_owners(now=NOW)

    assert "Geheime" not in OutboxMail.objects.get().body


def test_link_leads_to_the_site_of_the_group(amina):
    elsewhere = make_section("nl", hostname="elders.be")
    group, organisation = make_hub(elsewhere), make_organisation(elsewhere)

    assert address_of(make_action(owner=amina, workgroup=group)).startswith("http://elders.be/")
    assert address_of(make_action(owner=amina, organisation=organisation)).startswith("http://elders.be/")
    assert address_of(make_action(owner=amina)).startswith("http://localhost/")


def test_mail_that_cannot_be_written_is_tried_again_and_stops_no_other(amina, monkeypatch, caplog):
    make_action("Eerst", owner=amina)
    make_action("Daarna", owner=amina)
    queue_mail = actions.queue_mail

    def fail_once(**words):
        monkeypatch.setattr(actions, "queue_mail", queue_mail)
        raise RuntimeError

    monkeypatch.setattr(actions, "queue_mail", fail_once)

    assert tell_owners(now=NOW) == 1
    assert "could not be written" in caplog.text
    assert tell_owners(now=NOW) == 1
    assert sorted(OutboxMail.objects.values_list("subject", flat=True)) == [
        "Nog te doen: Daarna",
        "Nog te doen: Eerst",
    ]


def test_two_runs_at_once_send_one_mail(site_on_file):
    for number in range(5):
        make_action(owner=make_person(email=f"p{number}@huis.be"))
    start, told = Barrier(2), []

    def work():
        try:
            start.wait(20)
            told.append(tell_owners(now=NOW))
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _each in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert sum(told) == 5
    assert sorted(recipients()) == [f"p{number}@huis.be" for number in range(5)]


def test_what_the_owner_writes_is_added_to_the_note(amina):
    action = make_action(owner=amina, note="Vraag eerst de prijs.")

    finish(action=action, state="open", note="De zaal is bezet.", now=NOW)
    finish(action=action, state="open", note="De zaal is bezet.", now=NOW)
    finish(action=action, state="done", now=NOW)

    action.refresh_from_db()
    assert action.state == "done"
    assert action.note.split("\n\n") == [
        "Vraag eerst de prijs.",
        action.note.split("\n\n")[1],
    ]
    assert action.note.endswith("Amina Peeters: De zaal is bezet.")


def test_answer_keeps_what_an_editor_changed_meanwhile(amina):
    stale = make_action(owner=amina)
    ActionItem.objects.filter(pk=stale.pk).update(title="De grote zaal boeken", note="Let op de prijs.")

    finish(action=stale, state="done", note="Gelukt.", now=NOW)

    stored = ActionItem.objects.get()
    assert (stored.title, stored.state) == ("De grote zaal boeken", "done")
    assert stored.note.startswith("Let op de prijs.\n\n")


def test_daily_command_tells_owners(amina, capsys):
    make_action(owner=amina, due_on=days_from_today(-1))

    call_command("remind_members")

    assert "Told of an overdue action item: 1." in capsys.readouterr().out.splitlines()
    assert recipients() == ["amina@huis.be"]
