"""The command that cron runs."""

from io import StringIO

import pytest
from django.core import mail as sent_mail
from django.core.management import CommandError, call_command
from django.utils.translation import override

from cultuurraad_wagtail.choices import MailStatus
from cultuurraad_wagtail.records.outbox import OutboxMail

pytestmark = pytest.mark.django_db


def make_mail(**values):
    return OutboxMail.objects.create(**{"recipient": "a@example.org", "subject": "Dag", "body": "Tekst", **values})


def run(*arguments):
    output = StringIO()
    # In English, as Django's own commands, whatever the site's language is.
    with override("nl"):
        call_command("send_outbox", *arguments, stdout=output)
    return output.getvalue()


def test_command_without_mail():
    assert run() == "0 mails were sent.\n"


def test_command_sends_and_tells():
    make_mail()
    assert run() == "1 mail was sent.\n"
    assert len(sent_mail.outbox) == 1


def test_command_keeps_to_the_limit():
    for _number in range(3):
        make_mail()
    assert run("--limit", "2") == "2 mails were sent.\n"


def test_command_refuses_a_limit_that_is_none():
    with pytest.raises(CommandError, match=r"^Give --limit a number above 0"):
        run("--limit", "0")


def test_command_tells_of_mail_that_is_tried_again():
    make_mail(recipient="")
    assert run() == "0 mails were sent.\n1 mail could not be sent and is tried again later.\n"


def test_command_ends_in_error_when_mail_failed_for_good(settings):
    settings.CULTUURRAAD_MAIL_MAX_ATTEMPTS = 1
    make_mail(recipient="")
    with pytest.raises(CommandError, match=r"^1 mail failed for good\. Read its error in the register"):
        run()


def test_command_tries_failed_mail_again():
    make_mail(status=MailStatus.FAILED, attempts=8)
    assert run() == "0 mails were sent.\n"
    assert run("--retry-failed") == "1 mail is tried again.\n1 mail was sent.\n"
