"""A mail server that refuses, hangs or says "later": over real sockets, nothing is lost and nothing is sent twice."""

import socket
import time
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from cultuurraad_wagtail.choices import MailStatus
from cultuurraad_wagtail.notifications import DeliveryReport, background, deliver_due, queue_mail
from cultuurraad_wagtail.notifications.background import drain
from cultuurraad_wagtail.records.outbox import OutboxMail

LATER = timedelta(minutes=2)

pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.fixture(autouse=True)
def _sent_in_the_background(settings):
    settings.CULTUURRAAD_MAIL_SENDING = "background"


def queue(number=0):
    context = {"form_title": f"Avond {number}", "answers": [], "admin_url": ""}
    return queue_mail(to="redactie@example.org", template="new_response", context=context, language="en")


def seconds_to_queue():
    started = time.monotonic()
    with transaction.atomic():
        mail = queue()
    return mail, time.monotonic() - started


def wait_for_the_first_attempt(mail):
    drain.join(10)
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == (MailStatus.QUEUED, 1)
    return mail.last_error


def assert_sent_once_after_recovery(server, mail):
    server.hangs, server.script = False, {}
    assert deliver_due(now=timezone.now() + LATER) == DeliveryReport(sent=1)
    assert deliver_due(now=timezone.now() + LATER) == DeliveryReport()
    mail.refresh_from_db()
    assert mail.status == MailStatus.SENT
    assert len(server.accepted) == 1


def test_well_server_gets_the_mail_without_anyone_asking(mail_server):
    mail, seconds = seconds_to_queue()
    drain.join(10)
    mail.refresh_from_db()
    assert mail.status == MailStatus.SENT
    assert seconds < 3
    assert len(mail_server.accepted) == 1
    assert "Auto-Submitted: auto-generated" in mail_server.accepted[0]


def test_refused_connection(mail_server, settings):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = unused.getsockname()[1]
        mail, seconds = seconds_to_queue()
        assert "Connection refused" in wait_for_the_first_attempt(mail)
    assert seconds < 3
    settings.EMAIL_PORT = mail_server.server_address[1]
    assert_sent_once_after_recovery(mail_server, mail)


def test_hanging_server(mail_server):
    mail_server.hangs = True
    mail, seconds = seconds_to_queue()
    assert "Connection unexpectedly closed" in wait_for_the_first_attempt(mail)
    assert seconds < 3
    assert_sent_once_after_recovery(mail_server, mail)


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("MAIL", "451 4.3.0 try again later"),
        ("RCPT", "450 4.2.0 greylisted"),
        ("DATA", "452 4.3.1 mail system full"),
        ("EHLO", "421 4.3.2 too busy"),
        ("RCPT", "550 5.1.1 unknown"),
    ],
)
def test_server_that_says_later(mail_server, verb, answer):
    mail_server.script = {verb: answer, **({"HELO": answer} if verb == "EHLO" else {})}
    mail, seconds = seconds_to_queue()
    assert answer[:3] in wait_for_the_first_attempt(mail)
    assert seconds < 3
    assert_sent_once_after_recovery(mail_server, mail)


def test_inline_sending_survives_a_refusal(mail_server, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "inline"
    mail_server.script = {"RCPT": "451 later"}
    mail, _seconds = seconds_to_queue()
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == (MailStatus.QUEUED, 1)
    assert_sent_once_after_recovery(mail_server, mail)


def test_refused_login_is_told_without_the_servers_words(mail_server, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "raad", "geheim"
    mail_server.script = {"EHLO": "250-here\r\n250 AUTH PLAIN", "AUTH": "535 no AHJhYWQAZ2VoZWlt"}
    mail, _seconds = seconds_to_queue()
    error = wait_for_the_first_attempt(mail)
    assert error == "SMTPAuthenticationError: the mail server refused the login (535)."


def test_unreachable_server_costs_only_the_first_mail_an_attempt(mail_server, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"
    mail_server.hangs = True
    for number in range(3):
        queue(number)
    assert deliver_due() == DeliveryReport(postponed=1)
    assert list(OutboxMail.objects.order_by("pk").values_list("attempts", flat=True)) == [1, 0, 0]


def test_refused_recipient_does_not_end_the_round(mail_server, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"
    mail_server.script = {"RCPT": "550 unknown"}
    for number in range(3):
        queue(number)
    assert deliver_due() == DeliveryReport(postponed=3)


def test_two_workers_at_once_send_each_mail_once(mail_server, settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"
    settings.EMAIL_TIMEOUT = 10
    for number in range(20):
        queue(number)
    start, reports = Barrier(2), []

    def work():
        try:
            start.wait(5)
            reports.append(deliver_due())
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert sum(report.sent for report in reports) == 20
    subjects = [line for text in mail_server.accepted for line in text.splitlines() if line.startswith("Message-ID")]
    assert len(subjects) == len(set(subjects)) == 20
    assert set(OutboxMail.objects.values_list("status", flat=True)) == {MailStatus.SENT}


def test_mail_queued_during_a_round_is_sent_by_the_same_thread(mail_server):
    for number in range(8):
        with transaction.atomic():
            queue(number)
    drain.join(20)
    assert len(mail_server.accepted) == 8
    assert not OutboxMail.objects.exclude(status=MailStatus.SENT).exists()


def test_thread_that_meets_an_error_lets_the_next_one_start(mail_server, monkeypatch, caplog):
    def fail():
        raise RuntimeError("The database went away.")

    with monkeypatch.context() as patch:
        patch.setattr(background, "deliver_due", fail)
        seconds_to_queue()
        drain.join(10)
    assert "The mail thread stopped" in caplog.text
    seconds_to_queue()
    drain.join(10)
    assert len(mail_server.accepted) == 2
