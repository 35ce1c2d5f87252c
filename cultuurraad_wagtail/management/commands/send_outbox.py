"""Send the mail that waits; for cron, and for the day after the mail server was down."""

from django.core.management.base import BaseCommand, CommandError

from ...notifications import deliver_due, retry
from ...records.outbox import OutboxMail


class Command(BaseCommand):
    help = "Sends the mail that waits in the outbox. Run it every five minutes."

    def add_arguments(self, parser):
        parser.add_argument("--retry-failed", action="store_true", help="Try the mail that was given up once more.")
        parser.add_argument("--limit", type=int, help="Send at most so many.")

    def handle(self, *args, retry_failed=False, limit=None, **options):
        if limit is not None and limit < 1:
            raise CommandError("Give --limit a number above 0.")
        if retry_failed:
            self.say(retry(mails=OutboxMail.objects.failed()), "is tried again", "are tried again")
        report = deliver_due(limit=limit)
        self.say(report.sent, "was sent", "were sent")
        if report.postponed:
            words = "could not be sent and is tried again later", "could not be sent and are tried again later"
            self.say(report.postponed, *words)
        if report.failed:
            error = "its error" if report.failed == 1 else "their errors"
            failed = _words(report.failed, "failed for good", "failed for good")
            raise CommandError(f"{failed}. Read {error} in the register, then run send_outbox --retry-failed.")

    def say(self, count, one, many):
        self.stdout.write(f"{_words(count, one, many)}.")


def _words(count, one, many):
    return f"{count} mail {one}" if count == 1 else f"{count} mails {many}"
