"""What goes to calendars with the mails of a registration: the event of the feed, with what each answered."""

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from cultuurraad_wagtail.models import OutboxMail, Registration, Sitting
from cultuurraad_wagtail.scheduling import registration as verbs
from cultuurraad_wagtail.scheduling.letters import Letters
from cultuurraad_wagtail.scheduling.registration import answer, register, token_of
from tests.calendars.calendars import only_event, publish, read
from tests.factories import make_hub, make_meeting, make_private

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(section):
    return make_hub(section, "Platform")


@pytest.fixture
def meeting(hub):
    return make_meeting(hub, "Open avond", place="Muntpunt")


def open_for(meeting, **fields):
    sitting = Sitting.objects.of(meeting)
    for name, value in {"is_public": True, **fields}.items():
        setattr(sitting, name, value)
    sitting.save()
    return sitting


def take_place(meeting, sitting, name, **fields):
    return register(
        sitting=sitting, meeting=meeting, name=name, email=f"{name.lower()}@huis.be", language="nl", **fields
    )


def asked(meeting, sitting, name, **fields):
    verbs.remember(sitting, meeting)
    return Registration.objects.create(
        sitting=sitting, name=name, email=f"{name.lower()}@huis.be", invited_at=timezone.now(), **fields
    )


def parts():
    """Of each mail: to whom, METHOD, and the answer and state that its event tells; None without a calendar."""
    told = {}
    for mail in OutboxMail.objects.order_by("pk"):
        part = None
        if mail.calendar:
            calendar = Calendar.from_ical(mail.calendar)
            (event,) = calendar.events
            assert calendar["method"] == mail.calendar_method
            part = (mail.calendar_method, event["attendee"].params["PARTSTAT"], str(event["status"]))
        told[mail.recipient.partition("@")[0]] = part
    return told


def test_who_has_a_place_gets_the_meeting_and_who_waits_does_not(meeting):
    sitting = open_for(meeting, capacity=1)

    take_place(meeting, sitting, "Een")
    take_place(meeting, sitting, "Twee")

    assert parts() == {"een": ("REQUEST", "ACCEPTED", "TENTATIVE"), "twee": None}


def test_who_moves_up_gets_the_meeting(meeting):
    sitting = open_for(meeting, capacity=1)
    first = take_place(meeting, sitting, "Een")
    take_place(meeting, sitting, "Twee")

    answer(registration=first, meeting=meeting, is_coming=False)

    assert parts()["twee"] == ("REQUEST", "ACCEPTED", "TENTATIVE")


def everybody(meeting):
    sitting = open_for(meeting, capacity=1)
    take_place(meeting, sitting, "Komt")
    take_place(meeting, sitting, "Wacht")
    asked(meeting, sitting, "Gevraagd")
    asked(meeting, sitting, "Wachtend", status="waiting")
    asked(meeting, sitting, "Nee", status="declined")
    OutboxMail.objects.all().delete()


def test_change_goes_to_all_who_have_it_with_what_they_answered(meeting):
    everybody(meeting)

    publish(meeting, place="De Markten")

    assert parts() == {
        "komt": ("REQUEST", "ACCEPTED", "TENTATIVE"),
        "wacht": None,
        "gevraagd": ("REQUEST", "NEEDS-ACTION", "TENTATIVE"),
        "wachtend": ("REQUEST", "NEEDS-ACTION", "TENTATIVE"),
    }


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_meeting_that_is_off_is_called_off_in_their_calendars(meeting, status):
    everybody(meeting)

    publish(meeting, status=status)

    assert parts() == {
        "komt": ("CANCEL", "ACCEPTED", "CANCELLED"),
        "wacht": None,
        "gevraagd": ("CANCEL", "NEEDS-ACTION", "CANCELLED"),
        "wachtend": ("CANCEL", "NEEDS-ACTION", "CANCELLED"),
    }


def test_message_is_the_event_of_the_feed(client, meeting):
    sitting = open_for(meeting)
    take_place(meeting, sitting, "Een")
    publish(meeting, place="De Markten")

    in_feed = only_event(client)
    (event,) = Calendar.from_ical(OutboxMail.objects.order_by("pk").last().calendar).events

    for name in ("uid", "sequence", "dtstart", "dtend", "summary", "location", "url", "status"):
        assert event[name] == in_feed[name]
    assert event["sequence"] == 1


def test_translation_that_lags_behind_is_told_the_new_hour_and_place(sections):
    meeting = make_meeting(make_hub(sections[0]), "Open avond", place="Muntpunt")
    translation = meeting.copy_for_translation(sections[1].locale)
    translation.title = "Soirée ouverte"
    translation.save()
    translation.save_revision().publish()
    asked(meeting, open_for(meeting), "Amelie", language="fr")

    publish(meeting, place="De Markten")

    mail = OutboxMail.objects.get()
    (event,) = Calendar.from_ical(mail.calendar).events
    assert (str(event["summary"]), str(event["location"]), event["sequence"]) == ("Soirée ouverte", "De Markten", 1)
    assert "Soirée ouverte" in mail.subject
    assert "De Markten" in mail.body


def test_address_of_a_meeting_that_not_everybody_sees_is_not_told(hub, meeting):
    sitting = open_for(meeting)
    make_private(hub)

    take_place(meeting, sitting, "Een")

    (event,) = Calendar.from_ical(OutboxMail.objects.get().calendar).events
    assert "url" not in event


def test_calendar_that_cannot_be_written_loses_neither_mail_nor_answer(meeting, monkeypatch, caplog):
    sitting = open_for(meeting)
    monkeypatch.setattr(Letters, "calendar_for", lambda *args: 1 / 0)

    take_place(meeting, sitting, "Een")

    assert parts() == {"een": None}
    assert sitting.registrations.get().status == "coming"
    assert "goes without a calendar" in caplog.text


def test_unsigned_requests_change_no_calendar(client, meeting):
    """What a client answers to the message goes to the organiser's mailbox; only the link answers here."""
    sitting = open_for(meeting)
    row = take_place(meeting, sitting, "Een")

    client.get(reverse("cultuurraad_wagtail:registration", args=[token_of(row)]))

    row.refresh_from_db()
    assert (row.status, len(read(client).events)) == ("coming", 1)
