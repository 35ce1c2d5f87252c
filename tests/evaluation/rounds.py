"""Rounds for tests: made, started, answered and closed by the verbs and pages that everybody uses."""

from datetime import timedelta

from django.utils import timezone

from cultuurraad_wagtail.evaluation.rounds import close_round, start_round, token_of
from cultuurraad_wagtail.models import EvaluationRound, Invitee
from tests.factories import make_form, make_hub, make_mandate, make_person, make_response

PARTIES = "Organisatie\nRaad\nStad"
STATEMENTS = "Kennis delen\nRuimte delen"


def make_evaluation_form(**fields):
    questions = [
        {"label": "U bent", "field_type": "radio", "choices": PARTIES, "tells_party": True},
        {"label": "Samen", "field_type": "section"},
        {"label": "Stellingen", "field_type": "matrix", "choices": STATEMENTS, "has_na": True},
        {"label": "Cijfer", "field_type": "scale", "low_label": "zwak", "high_label": "sterk"},
        {"label": "Vertel", "field_type": "multiline"},
    ]
    return make_form("Evaluatie", questions=questions, **fields)


def make_round(site, form=None, *, title="Evaluatie 2027", **fields):
    now = timezone.now()
    fields = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(days=14), **fields}
    return EvaluationRound.objects.create(
        site=site, form=form or make_evaluation_form(), title=title, language="nl", **fields
    )


def make_members(section, names, **fields):
    """A group whose current members have these names, and an address each."""
    hub = make_hub(section, **fields)
    for name in names:
        make_mandate(make_person(name, email=f"{name.lower()}@example.org"), hub)
    return hub


def started(section, names=("Amina", "Bart", "Celine"), **fields):
    """A round that asked the members of one group."""
    evaluation_round = make_round(section.site, **fields)
    evaluation_round.workgroups.add(make_members(section, names))
    start_round(evaluation_round=evaluation_round)
    evaluation_round.refresh_from_db()
    return evaluation_round


def link_of(evaluation_round, name):
    return f"/cultuurraad/evaluation/{token_of(Invitee.objects.get(round=evaluation_round, name__startswith=name))}/"


def answered(evaluation_round, rows, **fields):
    """Responses of the round: ``rows`` map the label of a question to the value that is kept."""
    moment = {"submitted_at": None} if evaluation_round.is_anonymous else {}
    return [
        make_response(evaluation_round.form, answers=row, round=evaluation_round, **moment, **fields) for row in rows
    ]


def closed(section, rows, *, published=True, **fields):
    """A round for everybody with these answers, closed and published."""
    now = timezone.now()
    evaluation_round = make_round(section.site, audience="public", started_at=now - timedelta(hours=1), **fields)
    answered(evaluation_round, rows)
    close_round(evaluation_round=evaluation_round)
    if published:
        EvaluationRound.objects.filter(pk=evaluation_round.pk).update(published_at=now)
    return EvaluationRound.objects.get(pk=evaluation_round.pk)


def year_before():
    """The hours of a round a year ago."""
    closes_at = timezone.now() - timedelta(days=365)
    return {"opens_at": closes_at - timedelta(days=9), "closes_at": closes_at}
