"""Send what is due. A mail belongs to one worker at a time; what fails is tried again, ever more rarely.

A row is claimed by one conditional UPDATE that also sets a lease. The server's "accepted" and our "sent" cannot be
one step, so when a worker dies between the two the mail is sent again after its lease: at least once, with the
same Message-ID both times. Every other failure happens before the server accepted, and gives exactly one mail.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import router, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.text import Truncator

from ..choices import MailStatus
from ..conf import setting
from ..records.outbox import OutboxMail

logger = logging.getLogger("cultuurraad_wagtail.notifications")

# Longer than any sending takes under a sane EMAIL_TIMEOUT, which counts for each step of the conversation.
LEASE = timedelta(minutes=15)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60))
STOPPED = "The process stopped in the middle of sending."
# The server talked and said no: that is about this mail. Any other OSError is about the way to the server.
ANSWERED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
NOT_LET_IN = (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError)


@dataclass
class DeliveryReport:
    """What one round did: mails sent, mails to be tried again, mails given up."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


def deliver_due(*, now: datetime | None = None, limit: int | None = None) -> DeliveryReport:
    """Send the mail that is due, the oldest first, at most ``limit``; call it outside a transaction.

    Any number of workers may do so at once. The round ends at the first mail for which the server cannot be
    reached: the others would each wait as long, and lose one of their attempts.
    """
    report = DeliveryReport(failed=_give_up_lost(now or timezone.now()))
    for pk in list(OutboxMail.objects.due(now).values_list("pk", flat=True)[:limit]):
        outcome, error = deliver_one(pk=pk, now=now)
        if outcome == MailStatus.SENT:
            report.sent += 1
        elif outcome == MailStatus.FAILED:
            report.failed += 1
        elif outcome == MailStatus.QUEUED:
            report.postponed += 1
        if _is_unreachable(error):
            break
    return report


def deliver_one(*, pk: int, now: datetime | None = None) -> tuple[str | None, Exception | None]:
    """Try mail ``pk`` once, if it is due and nobody else has it; its new status, or None, and what went wrong."""
    mail = _claim(pk, now or timezone.now())
    if mail is None:
        return None, None
    try:
        if not _message(mail).send():
            raise ValueError("The mail has no recipient.")
    except Exception as error:
        return _record_failure(mail, error, now or timezone.now()), error
    # Not bound to the lease: accepted is accepted, and nobody should try again.
    OutboxMail.objects.filter(pk=mail.pk).update(
        status=MailStatus.SENT, sent_at=now or timezone.now(), leased_until=None, last_error=""
    )
    return MailStatus.SENT, None


def retry(*, mails, now: datetime | None = None) -> int:
    """Put the given-up mails of the queryset ``mails`` in the queue again, with all their attempts; how many."""
    return mails.filter(status=MailStatus.FAILED).update(
        status=MailStatus.QUEUED, attempts=0, next_attempt_at=now or timezone.now()
    )


def _claim(pk, now):
    until = now + LEASE
    # Durable: a claim that others cannot see, or that rolls back after the sending, is none.
    with transaction.atomic(using=router.db_for_write(OutboxMail), durable=True):
        claimed = OutboxMail.objects.due(now).filter(pk=pk)
        if not claimed.update(status=MailStatus.SENDING, leased_until=until, attempts=F("attempts") + 1):
            return None
    return OutboxMail.objects.get(pk=pk)


def _give_up_lost(now):
    lost = OutboxMail.objects.lost(now).filter(attempts__gte=setting("MAIL_MAX_ATTEMPTS"))
    return lost.update(status=MailStatus.FAILED, leased_until=None, last_error=STOPPED)


def _message(mail):
    domain = punycode(settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")) or "localhost"
    values = {
        "subject": mail.subject,
        "body": mail.body,
        "to": [mail.recipient],
        "reply_to": [mail.reply_to] if mail.reply_to else None,
        "headers": {
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<cultuurraad.{mail.pk}.{mail.created_at:%Y%m%d%H%M%S%f}@{domain}>",
        },
    }
    if not mail.calendar:
        return EmailMessage(**values)
    # Outlook and Gmail look for the METHOD here too (RFC 6047, 2.4). Django adds the charset.
    kind = f"text/calendar; method={mail.calendar_method}"
    return EmailMultiAlternatives(**values, alternatives=[(mail.calendar, kind)])


def _record_failure(mail, error, now):
    given_up = mail.attempts >= setting("MAIL_MAX_ATTEMPTS")
    status = MailStatus.FAILED if given_up else MailStatus.QUEUED
    logger.log(
        logging.ERROR if given_up else logging.WARNING,
        "Mail %s could not be sent (attempt %s): %s",
        mail.pk,
        mail.attempts,
        _describe(error),
    )
    own = OutboxMail.objects.filter(pk=mail.pk, status=MailStatus.SENDING, leased_until=mail.leased_until)
    own.update(
        status=status,
        leased_until=None,
        last_error=_describe(error),
        next_attempt_at=now + BACKOFF[min(mail.attempts, len(BACKOFF)) - 1],
    )
    return status


def _describe(error):
    """One short line for an editor; without the server's words that may repeat a login or an address."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"SMTPAuthenticationError: the mail server refused the login ({error.smtp_code})."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = ", ".join(str(code) for code, _words in error.recipients.values())
        return f"SMTPRecipientsRefused: the mail server refused the address ({codes})."
    return Truncator(f"{type(error).__name__}: {' '.join(str(error).split())}").chars(300)


def _is_unreachable(error):
    return isinstance(error, NOT_LET_IN) or (isinstance(error, OSError) and not isinstance(error, ANSWERED))
