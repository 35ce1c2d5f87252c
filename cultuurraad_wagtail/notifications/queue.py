"""Write a mail into the outbox, together with what it is about."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from ..conf import setting
from ..records.outbox import OutboxMail
from .background import start_delivery
from .delivery import deliver_one


def queue_mail(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    language: str,
    reply_to: str = "",
    calendar: bytes | str = "",
    calendar_method: str = "",
) -> OutboxMail:
    """Store a mail to ``to``, in ``language``, and see to it that it leaves once the transaction is committed.

    ``template`` names the pair ``cultuurraad_wagtail/mail/<template>.subject.txt`` and ``<template>.txt``, which
    are rendered now, as plain text. A ``reply_to`` that is no address is left out: the mail matters more. A
    ``calendar`` (iTIP) goes with the text, for programs that show it with buttons; ``calendar_method`` is its METHOD.
    What goes wrong in sending stands in the outbox and never reaches the caller.
    """
    mail = OutboxMail.objects.create(
        recipient=to,
        reply_to=_address_or_nothing(reply_to),
        subject=_subject(template, context, language),
        body=_render(f"{template}.txt", context, language) + "\n",
        calendar=calendar.decode() if isinstance(calendar, bytes) else calendar,
        calendar_method=calendar_method if calendar else "",
    )
    sending = setting("MAIL_SENDING")
    if sending == "inline":
        _after_commit(partial(deliver_one, pk=mail.pk), mail)
    elif sending == "background":
        _after_commit(start_delivery, mail)
    return mail


def _after_commit(function, mail):
    transaction.on_commit(function, using=mail._state.db, robust=True)


def _subject(template, context, language):
    # One line, whatever a visitor typed: a second line would be a header of its own.
    subject = " ".join(_render(f"{template}.subject.txt", context, language).split())
    return subject[: OutboxMail._meta.get_field("subject").max_length]


def _render(name, context, language):
    template = get_template(f"cultuurraad_wagtail/mail/{name}").template
    with override(language):
        text = template.render(Context(context, autoescape=False))
    return text.replace("\x00", "").strip()


def _address_or_nothing(address):
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= OutboxMail._meta.get_field("reply_to").max_length else ""
