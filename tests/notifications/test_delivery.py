"""Sending what is due: claims, leases, patience, and giving up."""

import logging
from datetime import timedelta

import django
import pytest
from django.core import mail as sent_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from cultuurraad_wagtail.choices import MailStatus
from cultuurraad_wagtail.notifications import DeliveryReport, deliver_due, retry
from cultuurraad_wagtail.records.outbox import OutboxMail

NOW = timezone.now()
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def make_mail(**values):
    defaults = {"recipient": "a@example.org", "subject": "Dag", "body": "Tekst", "next_attempt_at": NOW}
    return OutboxMail.objects.create(**{**defaults, **values})


class BrokenBackend(EmailBackend):
    """Fails for the recipients that the test names."""

    broken = ()

    def send_messages(self, messages):
        if set(messages[0].to) & set(self.broken):
            raise ValueError("Cannot write to\n this address.")
        return super().send_messages(messages)


@pytest.fixture
def broken(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    monkeypatch.setattr(BrokenBackend, "broken", ("a@example.org",))


def test_due_mail_is_sent_the_oldest_first_and_marked():
    mails = [make_mail(subject=str(number)) for number in range(3)]
    assert deliver_due(now=NOW) == DeliveryReport(sent=3)
    assert [message.subject for message in sent_mail.outbox] == ["0", "1", "2"]
    for each in mails:
        each.refresh_from_db()
        assert (each.status, each.sent_at, each.leased_until) == (MailStatus.SENT, NOW, None)


def test_limit_leaves_the_rest():
    for _number in range(3):
        make_mail()
    assert deliver_due(now=NOW, limit=2) == DeliveryReport(sent=2)
    assert OutboxMail.objects.due(NOW).count() == 1


def test_mail_waits_for_its_next_attempt():
    make_mail(next_attempt_at=NOW + MINUTE)
    assert deliver_due(now=NOW) == DeliveryReport()
    assert deliver_due(now=NOW + MINUTE) == DeliveryReport(sent=1)


@pytest.mark.usefixtures("broken")
def test_one_bad_address_does_not_stop_the_others():
    bad, good = make_mail(), make_mail(recipient="b@example.org")
    assert deliver_due(now=NOW) == DeliveryReport(sent=1, postponed=1)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.status, bad.last_error) == (MailStatus.QUEUED, "ValueError: Cannot write to this address.")
    assert good.status == MailStatus.SENT


@pytest.mark.usefixtures("broken")
def test_waiting_grows_and_ends_in_failure(settings, caplog):
    settings.CULTUURRAAD_MAIL_MAX_ATTEMPTS = 9
    mail, now, waits = make_mail(), NOW, []
    for _attempt in range(8):
        assert deliver_due(now=now) == DeliveryReport(postponed=1)
        mail.refresh_from_db()
        waits.append((mail.next_attempt_at - now) / MINUTE)
        now = mail.next_attempt_at
    assert waits == [1, 5, 15, 60, 180, 360, 720, 720]
    assert deliver_due(now=now) == DeliveryReport(failed=1)
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == (MailStatus.FAILED, 9)
    assert deliver_due(now=now + timedelta(days=9)) == DeliveryReport()
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 8 + [logging.ERROR]


@pytest.mark.usefixtures("broken")
def test_success_after_failure_clears_the_error(settings):
    mail = make_mail()
    deliver_due(now=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due(now=NOW + MINUTE) == DeliveryReport(sent=1)
    mail.refresh_from_db()
    assert (mail.attempts, mail.last_error) == (2, "")


def test_mail_to_nobody_is_not_called_sent():
    mail = make_mail(recipient="")
    assert deliver_due(now=NOW) == DeliveryReport(postponed=1)
    mail.refresh_from_db()
    assert mail.last_error == "ValueError: The mail has no recipient."


def test_leased_mail_is_left_alone_until_the_lease_is_over():
    make_mail(status=MailStatus.SENDING, attempts=1, leased_until=NOW)
    assert deliver_due(now=NOW) == DeliveryReport()
    assert deliver_due(now=NOW + MINUTE) == DeliveryReport(sent=1)


def test_mail_whose_workers_keep_dying_is_given_up(settings):
    settings.CULTUURRAAD_MAIL_MAX_ATTEMPTS = 2
    mail = make_mail(status=MailStatus.SENDING, attempts=2, leased_until=NOW)
    assert deliver_due(now=NOW + MINUTE) == DeliveryReport(failed=1)
    mail.refresh_from_db()
    assert (mail.status, mail.last_error) == (MailStatus.FAILED, "The process stopped in the middle of sending.")
    assert sent_mail.outbox == []


def test_worker_that_dies_in_the_middle_leaves_a_lease(monkeypatch):
    class Killed(BaseException):
        """What no ``except Exception`` sees, as a signal or the end of the process."""

    def die(self, messages):
        raise Killed

    mail = make_mail()
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(Killed):
            deliver_due(now=NOW)
    mail.refresh_from_db()
    assert (mail.status, mail.leased_until, mail.attempts) == (MailStatus.SENDING, NOW + 15 * MINUTE, 1)
    assert deliver_due(now=NOW + 15 * MINUTE) == DeliveryReport()
    assert deliver_due(now=NOW + 16 * MINUTE) == DeliveryReport(sent=1)


def test_slow_worker_does_not_overwrite_what_the_next_one_did(monkeypatch):
    mail = make_mail()

    def fail_after_the_next_worker_sent_it(self, messages):
        OutboxMail.objects.filter(pk=mail.pk).update(status=MailStatus.SENT, leased_until=None)
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "send_messages", fail_after_the_next_worker_sent_it)
    deliver_due(now=NOW)
    mail.refresh_from_db()
    assert (mail.status, mail.last_error) == (MailStatus.SENT, "")


def test_long_error_is_shortened(monkeypatch):
    def fail(self, messages):
        raise ValueError("x" * 1000)

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    mail = make_mail()
    deliver_due(now=NOW)
    mail.refresh_from_db()
    assert len(mail.last_error) == 300


def test_retry_gives_failed_mail_all_its_attempts_again():
    failed = make_mail(status=MailStatus.FAILED, attempts=8, last_error="Oh.")
    sent = make_mail(status=MailStatus.SENT)
    assert retry(mails=OutboxMail.objects.all(), now=NOW) == 1
    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.status, failed.attempts, failed.next_attempt_at) == (MailStatus.QUEUED, 0, NOW)
    assert sent.status == MailStatus.SENT
    assert deliver_due(now=NOW) == DeliveryReport(sent=1)


if django.VERSION >= (6, 1):

    def test_mail_leaves_through_the_sites_mailers(settings):
        del settings.EMAIL_BACKEND
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
        make_mail()
        assert deliver_due(now=NOW) == DeliveryReport(sent=1)
        assert len(sent_mail.outbox) == 1
