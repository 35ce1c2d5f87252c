"""What is written into the outbox, and when it leaves."""

import re
from datetime import date

import pytest
from django.core import mail
from django.db import transaction
from django.utils.translation import get_language, override

from cultuurraad_wagtail.choices import MailStatus
from cultuurraad_wagtail.notifications import deliver_due, queue_mail
from cultuurraad_wagtail.notifications.background import drain
from cultuurraad_wagtail.records.outbox import OutboxMail

CONTEXT = {
    "form_title": "Hoe was de <avond>?",
    "admin_url": "https://example.org/admin/response/1/",
}


def queue(**changes):
    values = {
        "to": "redactie@example.org",
        "template": "new_response",
        "context": CONTEXT,
        "language": "en",
        **changes,
    }
    return queue_mail(**values)


@pytest.fixture(autouse=True)
def _sent_by_the_command(settings):
    settings.CULTUURRAAD_MAIL_SENDING = "command"


@pytest.mark.django_db
def test_queue_mail_renders_subject_and_text_without_html_escapes():
    stored = queue()
    assert stored.subject == "New answer to “Hoe was de <avond>?”"
    assert stored.body == (
        "Somebody answered the form “Hoe was de <avond>?”.\n"
        "\n"
        "Read this answer on the site:\n"
        "https://example.org/admin/response/1/\n"
        "\n"
        "You receive this mail because the form names you as the one to tell.\n"
    )


@pytest.fixture
def language_mail(settings, tmp_path):
    """The site's own mail template, one that says which language it was written in."""
    folder = tmp_path / "cultuurraad_wagtail" / "mail"
    folder.mkdir(parents=True)
    (folder / "spoken.subject.txt").write_text("{% load i18n %}{% get_current_language as code %}{{ code }}")
    (folder / "spoken.txt").write_text("{% load i18n l10n %}{% translate 'Yes' %} {{ day|date:'F' }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.mark.django_db
@pytest.mark.usefixtures("language_mail")
@pytest.mark.parametrize(("language", "month"), [("nl", "november"), ("fr", "novembre"), ("en", "November")])
def test_queue_mail_writes_in_the_language_of_the_recipient(language, month):
    with override("de"):
        stored = queue(template="spoken", language=language, context={"day": date(2026, 11, 22)})
        assert get_language() == "de"
    assert stored.subject == language
    assert stored.body.split()[-1] == month


@pytest.mark.django_db
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_queue_mail_keeps_the_subject_on_one_line(line_end):
    title = f"Avond{line_end}Bcc: slachtoffer@example.org"
    queue(context={**CONTEXT, "form_title": title})
    deliver_due()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert mail.outbox[0].subject == "New answer to “Avond Bcc: slachtoffer@example.org”"
    assert mail.outbox[0].recipients() == ["redactie@example.org"]


@pytest.mark.django_db
def test_queue_mail_shortens_a_subject_and_drops_null_bytes():
    stored = queue(context={**CONTEXT, "form_title": "a" * 300, "admin_url": "x\x00y"})
    stored.refresh_from_db()
    assert len(stored.subject) == 255
    assert "xy" in stored.body


@pytest.mark.django_db
@pytest.mark.parametrize(
    "reply_to", ["", "geen adres", "a@example.org\nBcc: b@example.org", "a" * 250 + "@example.org"]
)
def test_queue_mail_leaves_out_a_reply_address_that_is_none(reply_to):
    assert queue(reply_to=reply_to).reply_to == ""


@pytest.mark.django_db
def test_sent_mail_carries_the_headers_of_an_automatic_message(settings):
    settings.DEFAULT_FROM_EMAIL = "Cultuurraad <raad@example.brussels>"
    stored = queue(reply_to="bezoeker@example.org")
    deliver_due()
    message = mail.outbox[0].message()
    assert message["From"] == "Cultuurraad <raad@example.brussels>"
    assert message["To"] == "redactie@example.org"
    assert message["Reply-To"] == "bezoeker@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(rf"<cultuurraad\.{stored.pk}\.[0-9]{{20}}@example\.brussels>", message["Message-ID"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("Raad <raad@brüssel.example>", "xn--brssel-4ya.example"),
        ("webmaster@localhost", "localhost"),
        ("", "localhost"),
    ],
)
def test_message_id_is_plain_ascii_whatever_the_sender(settings, sender, domain):
    settings.DEFAULT_FROM_EMAIL = sender
    queue()
    deliver_due()
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"].endswith(f"@{domain}>")
    assert f"@{domain}>".encode() in message.message().as_bytes()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sending", ["inline", "background", "command"])
def test_rolled_back_transaction_sends_nothing(settings, sending):
    settings.CULTUURRAAD_MAIL_SENDING = sending
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    drain.join(5)
    assert mail.outbox == []
    assert not OutboxMail.objects.exists()


@pytest.mark.django_db
def test_inline_sends_on_commit_and_not_before(settings, django_capture_on_commit_callbacks):
    settings.CULTUURRAAD_MAIL_SENDING = "inline"
    with django_capture_on_commit_callbacks(execute=True):
        stored = queue()
        assert mail.outbox == []
    stored.refresh_from_db()
    assert [message.to for message in mail.outbox] == [["redactie@example.org"]]
    assert stored.status == MailStatus.SENT


@pytest.mark.django_db
def test_inline_sends_its_own_mail_only(settings, django_capture_on_commit_callbacks):
    older = queue()
    settings.CULTUURRAAD_MAIL_SENDING = "inline"
    with django_capture_on_commit_callbacks(execute=True):
        queue()
    older.refresh_from_db()
    assert older.status == MailStatus.QUEUED
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_command_mode_leaves_the_mail_to_the_command(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        queue()
    assert callbacks == []
    assert mail.outbox == []
