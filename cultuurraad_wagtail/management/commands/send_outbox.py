"""Send the mail that waits; for cron, and for the day after the mail server was down."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...notifications import deliver_due, retry
from ...records.outbox import OutboxMail


class Command(BaseCommand):
    help = "Sends the mail that waits in the outbox. Run it every five minutes."

    def add_arguments(self, parser):
        parser.add_argument("--retry-failed", action="store_true", help="Try the mail that was given up once more.")
        parser.add_argument("--limit", type=int, help="Send at most so many.")

    def handle(self, *args, retry_failed=False, limit=None, **options):
        if limit is not None and limit < 1:
            raise CommandError(_("Give --limit a number above 0."))
        if retry_failed:
            count = retry(mails=OutboxMail.objects.failed())
            self.say(ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", count), count)
        report = deliver_due(limit=limit)
        self.say(ngettext("%(count)s mail was sent.", "%(count)s mails were sent.", report.sent), report.sent)
        if report.postponed:
            text = ngettext(
                "%(count)s mail could not be sent and is tried again later.",
                "%(count)s mails could not be sent and are tried again later.",
                report.postponed,
            )
            self.say(text, report.postponed)
        if report.failed:
            text = ngettext(
                "%(count)s mail failed for good. Read its error in the register, then run send_outbox --retry-failed.",
                "%(count)s mails failed for good. Read their errors in the register, then run "
                "send_outbox --retry-failed.",
                report.failed,
            )
            raise CommandError(text % {"count": report.failed})

    def say(self, text, count):
        self.stdout.write(text % {"count": count})
