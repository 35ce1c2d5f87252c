"""One person in every table, and another one beside them who must not be touched; a dump of the whole database."""

import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote_plus, urlencode
from uuid import uuid4

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.log_actions import log
from wagtail.models import Site

from cultuurraad_wagtail.feedback.pausing import LIFETIME
from cultuurraad_wagtail.inventory.lists.runs import plan_run, start_import
from cultuurraad_wagtail.models import (
    ActionItem,
    AgendaRequest,
    Attendance,
    ConfirmationRequest,
    ConfirmationRound,
    EvaluationRound,
    ImportRun,
    Invitee,
    MinutesRemark,
    OutboxMail,
    ProfileProposal,
    Registration,
    Sitting,
    UnfinishedResponse,
)
from cultuurraad_wagtail.scheduling.personal import calendar_token
from cultuurraad_wagtail.scheduling.trail.actions import finish
from tests.factories import (
    make_form,
    make_hub,
    make_mandate,
    make_meeting,
    make_organisation,
    make_past_meeting,
    make_person,
    make_response,
)

AMINA = "Amina.El-Idrissi@Huis-van-Sint-Jan.be"
NAME = "Amina Élodie Idrissi"
#: An address in which hers stands, and a name in which hers stands.
JAMINA, OTHER_NAME = "jamina.el-idrissi@huis-van-sint-jan.be", "Jamina Bogaert"
WORDS = "Ik verloor mijn hond in het park, en niemand deed iets."


@dataclass
class World:
    """A council with two people who did everything one can do."""

    hub: object
    meeting: object
    past: object
    form: object
    sitting: object
    old_sitting: object


def make_world(section):
    hub = make_hub(section, "Raad")
    meeting = make_meeting(hub, "Open avond", agenda=["Fietsen"])
    past = make_past_meeting(hub, "Vorige keer", agenda=["Rondvraag"])
    questions = [
        {"label": "Uw adres", "field_type": "email"},
        {"label": "Wat vond u?", "field_type": "multiline"},
        {"label": "Cijfer", "field_type": "scale"},
    ]
    form = make_form("Evaluatie", questions=questions)
    return World(hub, meeting, past, form, Sitting.objects.of(meeting), Sitting.objects.of(past))


def fill(world, section, editor, *, address, given, family, words):
    """Everything that one person leaves behind."""
    person = make_person(given, family, email=address, phone="02 123 45 67")
    log(instance=person, action="wagtail.edit", user=editor)
    calendar_token(person=person)
    organisation = make_organisation(section, f"Huis {given}", email=address, contact_email=address.upper())
    _versions(organisation, editor)
    make_mandate(person, world.hub, organisation)
    action = ActionItem.objects.create(title="Zaal huren", owner=person, workgroup=world.hub)
    finish(action=action, state="open", note="Ik bel morgen.")
    _meetings(world, person, address)
    _answers(world, section, person, organisation, address, words)
    _organisation(organisation, address, words)
    _mail(person, address)
    _import(section, editor, person, address)
    _elsewhere(editor, person, address)
    return person


def _versions(page, editor):
    page.save_revision(user=editor).publish()
    page.mission = "<p>Een concept</p>"
    page.save_revision(user=editor, approved_go_live_at=timezone.now() + timedelta(days=30))
    page.save_revision(user=editor)


def _meetings(world, person, address):
    values = {"person": person, "name": str(person), "email": address, "guests": 2, "status": "coming"}
    registration = Registration.objects.create(
        sitting=world.sitting, substitute="Bram Maes", question="Is er een lift?", may_be_named=True, **values
    )
    guest = Registration.objects.create(sitting=world.old_sitting, **values | {"person": None})
    shared = {"sitting": world.sitting, "name": str(person), "registration": registration}
    AgendaRequest.objects.create(title=f"Parkeren voor {person}", text="Fietsen", **shared)
    MinutesRemark.objects.create(text=f"{person} zei dat niet.", **shared)
    attended = {"name": str(person), "sort_name": str(person).lower(), "status": "present", "is_voting": True}
    Attendance.objects.create(sitting=world.sitting, person=person, organisation="Huis", **attended)
    Attendance.objects.create(sitting=world.old_sitting, **attended | {"is_voting": False})
    return guest


def _answers(world, section, person, organisation, address, words):
    answers = {"Uw adres": address, "Wat vond u?": words, "Cijfer": "4"}
    make_response(world.form, answers=answers)
    now = timezone.now()
    round = EvaluationRound.objects.create(
        site=section.site,
        form=world.form,
        title=f"Ronde {uuid4().hex[:6]}",
        anonymity="named",
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
        started_at=now - timedelta(days=9),
        closed_at=now - timedelta(days=1),
        quotes=[{"key": "q", "text": words}, {"key": "q", "text": "Meer groen in de wijk, graag."}],
        results={"number": 1},
    )
    invited = {"person": person, "name": str(person), "email": address, "language": "nl", "organisation": organisation}
    invitee = Invitee.objects.create(round=round, has_answered=True, **invited)
    make_response(world.form, answers={"Wat vond u?": words, "Cijfer": "5"}, round=round, invitee=invitee)
    unfinished = UnfinishedResponse.objects.create(form=world.form, data={"q": [words]}, expires_at=now + LIFETIME)
    link = f"https://brussel.be/feedback/nl/evaluatie/continue/{unfinished.nonce}/"
    OutboxMail.objects.create(recipient=address, subject="Ga verder", body=f"Dag, ga verder: {link}", status="sent")
    UnfinishedResponse.objects.create(form=world.form, data={"q": [address]}, expires_at=now + LIFETIME)


def _organisation(organisation, address, words):
    asked = ConfirmationRequest.objects.create(
        organisation=organisation, round=ConfirmationRound.objects.get_or_create()[0], recipient=address
    )
    ProfileProposal.objects.create(
        request=asked, changes={"email": ["oud@huis.be", address], "mission": ["", "Muziek"]}, note=words
    )


def _mail(person, address):
    for status in ("sent", "failed", "queued"):
        OutboxMail.objects.create(recipient=address, subject=f"Dag {person}", body=f"Beste {person}", status=status)
    OutboxMail.objects.create(
        recipient="raad@brussel.be", reply_to=address, subject=f"{person} vraagt iets", body="…", status="sent"
    )
    OutboxMail.objects.create(
        recipient="raad@brussel.be", subject="Verslag", body=f"Door {person}, {address}.", status="sent"
    )


def _import(section, editor, person, address):
    table = f"Naam;E-mail\nHuis van {person};{address}\nAndere;ander@huis.be\n".encode()
    run = start_import(directory=section.directory, user=editor, filename="lijst.csv", content=table)
    plan_run(run=run)
    ImportRun.objects.create(
        directory=section.directory, user=editor, status="applied", filename="oud.csv", report=[{"changes": [address]}]
    )


def _elsewhere(editor, person, address):
    """Where other apps keep something of it."""
    mail = OutboxMail.objects.filter(recipient=address).first()
    log(instance=mail, action="wagtail.delete", user=editor, deleted=True)
    log(instance=Site.objects.first(), action="wagtail.edit", user=editor, data={"told": [f"Aan {address}"]})
    gone = make_person(person.given_name, person.family_name)
    log(instance=gone, action="wagtail.delete", user=editor, deleted=True)
    gone.delete()
    for each in (person, mail):
        LogEntry.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(each),
            object_id=str(each.pk),
            object_repr=str(each),
            action_flag=CHANGE,
            change_message=f"{person} veranderd",
        )
    session = SessionStore()
    session["_messages"] = json.dumps([f"“{person}” is bewaard.", address])
    session["_auth_user_id"] = str(editor.pk)
    session.save()
    for data in ({"family_name": person.family_name, "email": address}, {"introduction": f"Dag {person}"}):
        FormState.objects.create(
            user=editor,
            content_type=ContentType.objects.get_for_model(Site),
            object_id=uuid4().hex,
            data=urlencode(data),
            last_updated_at=timezone.now(),
        )


def dump() -> str:
    """Every column of every table as text, the search index with its shadow tables too; sessions decoded."""
    from django.contrib.sessions.models import Session

    connection.check_constraints()
    lines = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = [name for (name,) in cursor.fetchall()]
        else:
            tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                lines.append(f"{table}: " + " | ".join(_as_text(value) for value in row))
    lines += [f"session: {session.get_decoded()}" for session in Session.objects.all()]
    return "\n".join(lines)


def _as_text(value):
    if isinstance(value, memoryview):
        value = bytes(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    text = str(value)
    return f"{text} {json.loads(text)}" if text[:1] in ("{", "[") and "\\u" in text else text


def lines_with(text, *needles):
    """The lines of a dump in which one of ``needles`` stands, whatever its case."""
    written = [
        each.casefold() for needle in needles for each in (needle, json.dumps(needle)[1:-1], quote_plus(needle))
    ]
    return [line for line in text.splitlines() if any(each in line.casefold() for each in written)]
