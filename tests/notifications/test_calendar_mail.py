"""A mail with a calendar: text for people, beside it the message for their calendar."""

from datetime import datetime, timedelta, timezone
from email import message_from_string

import pytest
from django.core import mail as sent_mail

from cultuurraad_wagtail.calendars import CalendarEntry, invitation_bytes
from cultuurraad_wagtail.notifications import DeliveryReport, deliver_due, queue_mail

START = datetime(2027, 3, 9, 18, tzinfo=timezone.utc)
CALENDAR = invitation_bytes(
    CalendarEntry(
        uid="een@cultuurraad-wagtail",
        sequence=1,
        title="Vergadering – met een heel lange titel, zodat de regel zeker gevouwen wordt: één, twéé, drié",
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        modified_at=START,
    ),
    method="REQUEST",
    organiser=("Cultuurraad", "raad@brussel.be"),
    attendee=("Amélie", "amelie@huis.be"),
    stamped_at=START,
)


@pytest.fixture(autouse=True)
def _sent_by_the_command(settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"


def queue(**values):
    context = {"form_title": "Avond", "admin_url": ""}
    return queue_mail(to="amelie@huis.be", template="new_response", context=context, language="en", **values)


@pytest.mark.django_db
def test_calendar_is_kept_as_it_was_written():
    stored = queue(calendar=CALENDAR, calendar_method="REQUEST")
    stored.refresh_from_db()

    assert (stored.calendar.encode(), stored.calendar_method) == (CALENDAR, "REQUEST")


@pytest.mark.django_db
def test_mail_without_calendar_is_what_it_was():
    queue(calendar_method="REQUEST")
    deliver_due()

    (message,) = sent_mail.outbox
    assert not hasattr(message, "alternatives")
    assert message.message().get_content_type() == "text/plain"


@pytest.mark.django_db
def test_calendar_stands_where_other_ways_of_sending_look():
    queue(calendar=CALENDAR, calendar_method="CANCEL")
    deliver_due()

    ((content, kind),) = sent_mail.outbox[0].alternatives
    assert (content.encode(), kind) == (CALENDAR, "text/calendar; method=CANCEL")


@pytest.mark.usefixtures("shared_database")
def test_server_gets_text_and_calendar_as_alternatives(mail_server):
    queue(calendar=CALENDAR, calendar_method="REQUEST", reply_to="raad@brussel.be")

    assert deliver_due() == DeliveryReport(sent=1)

    (accepted,) = mail_server.accepted
    message = message_from_string(accepted)
    assert message.get_content_type() == "multipart/alternative"
    text, calendar = message.get_payload()
    assert text.get_content_type() == "text/plain"
    assert calendar.get_content_type() == "text/calendar"
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("REQUEST", "utf-8")
    assert calendar.get_all("Content-Type")[0].count("charset") == 1
    # Every line of the mail ends in CR LF, so those of the calendar do.
    assert accepted.count("\n") == accepted.count("\r\n")
    body = accepted.partition("BEGIN:VCALENDAR")[2].partition("END:VCALENDAR")[0]
    assert f"BEGIN:VCALENDAR{body}END:VCALENDAR\r\n" == CALENDAR.decode()
