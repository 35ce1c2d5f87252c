"""What is kept of an address, as a file that its owner can be sent: everything about them, nothing about others."""

import json
import re
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.models import Revision

from ..choices import ImportStatus, QuestionType
from ..feedback import answers_in_words
from ..fields import council_zone
from ..inventory.columns import BY_FIELD
from ..notifications import without_links
from ..records.confirmations import ProfileProposal
from ..records.imports import ImportRun
from ..records.outbox import OutboxMail
from ..records.responses import Response
from ..snippets.actions import ActionItem
from ..snippets.evaluations import EvaluationRound
from ..snippets.meetings import Meeting
from ..snippets.people import Person
from .holdings import HOLDINGS, Holding
from .whose import Whose, table_in


def export(*, address: str) -> list[dict[str, Any]]:
    """Every row that hangs on ``address``: ``{"kind", "what", "fields": {name: {"label", "value"}}}``.

    Labels are in the active language. Secrets in links are left out, and so is what tells of somebody else.
    """
    whose = Whose(address)
    if not whose.address:
        return []
    return [_record(holding, row, whose) for holding in HOLDINGS for row in holding.told_rows(whose).order_by("pk")]


def as_json(records: list[dict[str, Any]], *, address: str) -> str:
    """The file: ``records`` with the address they are about and the moment."""
    data = {"address": address, "made_at": timezone.now().astimezone(council_zone()), "records": records}
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def file_name(now=None) -> str:
    """A name that says nothing of whose file it is."""
    day = (now or timezone.now()).astimezone(council_zone()).date()
    return f"personal-data-{day.isoformat()}.json"


def _record(holding: Holding, row, whose):
    options = holding.model._meta
    values = {name: _value(row, name) for name in (*holding.personal, *holding.told) if _is_told(holding, name)}
    if holding.model in TOLD:
        values |= TOLD[holding.model](row, whose)
    fields = {
        name: {"label": capfirst(str(options.get_field(name).verbose_name)), "value": value}
        for name, value in values.items()
    }
    return {"kind": holding.kind, "what": str(options.verbose_name), "fields": fields}


def _is_told(holding, name):
    field = holding.model._meta.get_field(name)
    return name not in (*holding.of_others, "calendar_secret", "sort_name") and field.related_model is not Person


def _value(row, name):
    if name == "sitting":
        return _meeting(row.sitting.key)
    field = row._meta.get_field(name)
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    return str(value) if field.is_relation and value is not None else value


def _meeting(key):
    meeting = Meeting.objects.filter(translation_key=key).order_by("pk").first()
    return f"{meeting.title}, {meeting.starts_at.astimezone(council_zone()).date().isoformat()}" if meeting else ""


def _of_response(response, whose):
    """All of it where it is theirs; else only what holds the address: somebody may have named them."""
    given = [each for each in answers_in_words(response) if each["value"]]
    if not (response.invitee_id in whose.invitees or _signed(response, whose)):
        given = [each for each in given if whose.only_address.is_in(str(each["value"]))]
    return {"answers": [{"question": str(each["label"]), "answer": str(each["value"])} for each in given]}


def _signed(response, whose):
    """Whether they gave the address as their own: to the one question of the form that asks for an address.

    Not in an anonymous round, which asks nobody for theirs.
    """
    if response.round is not None and response.round.is_anonymous:
        return False
    asked = [each["key"] for each in response.version.questions if each["kind"] == QuestionType.EMAIL]
    given = str(response.answers.get(asked[0], "")) if len(asked) == 1 else ""
    return given.strip().casefold() == whose.address.casefold()


def _of_round(round, whose):
    return {"quotes": whose.quoted(round)}


def _of_mail(mail, whose):
    told = {name: without_links(getattr(mail, name)) for name in ("body", "calendar")}
    is_to, is_from = (each.casefold() == whose.address.casefold() for each in (mail.recipient, mail.reply_to))
    if is_to and not is_from and mail.reply_to and not mail.calendar:
        # What a member wrote to the council, whose address this is.
        return {"reply_to": None, "subject": None, "body": None, "calendar": ""}
    return told if is_to else {**told, "recipient": None}


def _of_import(run, whose):
    """The rows that hold the address, of a list that holds many others."""
    rows = [each for each in (*run.plan, *run.report) if whose.only_address.is_in(each)]
    table = None if run.status == ImportStatus.APPLIED else table_in(run)
    cells = [dict(zip(table.heads, row, strict=False)) for row in table.rows] if table else []
    return {"report": rows, "content": [row for row in cells if whose.only_address.is_in(row)]}


def _of_revision(revision, whose):
    same = (name for name in ("email", "contact_email") if whose.only_address.is_in(revision.content.get(name)))
    return {"content": {name: revision.content[name] for name in same}}


def _of_proposal(proposal, whose):
    is_theirs = proposal.request_id in whose.requests
    changes = {
        str(BY_FIELD[name].label) if name in BY_FIELD else name: pair
        for name, pair in proposal.changes.items()
        if is_theirs or whose.only_address.is_in(pair)
    }
    return {"changes": changes, "note": proposal.note if is_theirs or whose.only_address.is_in(proposal.note) else ""}


def _of_action(action, whose):
    """Their own words in the note, which stand behind a day and their name."""
    own = re.compile(rf"^[^\n,]{{1,20}}, {re.escape(str(action.owner))}: ", re.IGNORECASE)
    return {"note": [part for part in action.note.split("\n\n") if own.match(part)]}


#: What is told in place of a field that may name somebody else.
TOLD = {
    ActionItem: _of_action,
    EvaluationRound: _of_round,
    ImportRun: _of_import,
    OutboxMail: _of_mail,
    ProfileProposal: _of_proposal,
    Response: _of_response,
    Revision: _of_revision,
}
