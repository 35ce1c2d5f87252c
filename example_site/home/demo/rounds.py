"""Three yearly rounds of the evaluation, and of who works with whom, over twenty organisations; all published."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

import datetime

from django.utils import timezone

from cultuurraad_wagtail.evaluation.tallies import count_answers
from cultuurraad_wagtail.feedback import current_version
from cultuurraad_wagtail.models import EvaluationRound, Invitee, Response

from .evaluation import answers_for

YEARS = (1, 2, 3)
#: title in nl, fr and en, whether it is anonymous
KINDS = {
    "collaboration": (
        "Evaluatie van de samenwerking {}",
        "Évaluation de la collaboration {}",
        "Evaluation of working together {}",
        True,
    ),
    "partners": ("Wie werkt met wie? {}", "Qui collabore avec qui ? {}", "Who works with whom? {}", False),
}
SUMMARY = {
    "nl": "<p>Kennis delen gaat elk jaar beter. De zichtbaarheid zakte toen de kalender verhuisde, en is terug. De raad houdt de kennissessies aan en legt de gedeelde kalender vast in het meerjarenplan.</p>",
    "fr": "<p>Le partage des connaissances progresse chaque année. La visibilité a baissé quand le calendrier a déménagé, et elle est revenue. Le conseil maintient les séances de connaissance et inscrit le calendrier partagé au plan pluriannuel.</p>",
    "en": "<p>Sharing knowledge gets better every year. Visibility fell when the calendar moved, and has recovered. The council keeps the knowledge sessions and puts the shared calendar into its long-term plan.</p>",
}
QUOTES = 2


def load_rounds(site, forms, organisations, today):
    """``forms`` by the name of the ready-made one; ``organisations``: twenty pages in the order of the answers."""
    for kind, (dutch, french, english, is_anonymous) in KINDS.items():
        for year in YEARS:
            number = today.year - YEARS[-1] + year - 1
            titles = {"fr": {"title": french.format(number)}, "en": {"title": english.format(number)}}
            if EvaluationRound.objects.filter(title=dutch.format(number), site=site).exists():
                continue
            found = EvaluationRound(
                site=site,
                form=forms[kind],
                title=dutch.format(number),
                language="nl",
                translations=titles,
                audience="contacts",
                anonymity="anonymous" if is_anonymous else "named",
                shows_network=not is_anonymous,
                **_hours(number),
            )
            if is_anonymous and year == YEARS[-1]:
                found.summary = SUMMARY["nl"]
                found.translations = {code: {**titles[code], "summary": SUMMARY[code]} for code in titles}
            found.save()
            _answer(found, kind, year, organisations)
            _close(found)


def _hours(year):
    opens_at = datetime.datetime(year, 11, 2, 9, tzinfo=timezone.get_default_timezone())
    closes_at = opens_at + datetime.timedelta(days=21)
    return {
        "opens_at": opens_at,
        "closes_at": closes_at,
        "started_at": opens_at,
        "closed_at": closes_at,
        "published_at": closes_at + datetime.timedelta(days=10),
    }


def _answer(evaluation_round, kind, year, organisations):
    version, keys = current_version(evaluation_round.form), [page.translation_key.hex for page in organisations]
    for each in answers_for(year):
        place = each["organisation"]
        page = organisations[place]
        invitee = Invitee.objects.create(
            round=evaluation_round,
            organisation=page,
            name=page.title,
            email=f"organisatie{place}@example.org",
            language="nl",
            invited_at=evaluation_round.started_at,
            has_answered=True,
            nonce=f"demo-{kind}-{year}-{place}",
        )
        if kind == "partners":
            [question] = [each for each in version.questions if each["kind"] == "partners"]
            answers = {question["key"]: {keys[other]: level for other, level in each["levels"].items()}}
            details = {"invitee": invitee, "submitted_at": evaluation_round.started_at, "language": "nl"}
        else:
            answers, details = each["answers"], {"submitted_at": None}
        Response.objects.create(
            pk=_key(kind, year, place),
            form=evaluation_round.form,
            version=version,
            round=evaluation_round,
            answers=answers,
            submission_key=f"demo-{kind}-{year}-{place}",
            **details,
        )


def _key(kind, year, place):
    """The same on every machine; in no order, as the keys of responses are."""
    return (list(KINDS).index(kind) + 1) * 10_000 + year * 1_000 + place * 37 % 101


def _close(evaluation_round):
    results = count_answers(evaluation_round)
    texts = [question["key"] for question in results["questions"] if question["kind"] == "multiline"]
    given = evaluation_round.responses.order_by("pk").values_list("answers", flat=True)
    quotes = [{"key": key, "text": answers[key]} for key in texts[:1] for answers in given if answers.get(key)]
    EvaluationRound.objects.filter(pk=evaluation_round.pk).update(results=results, quotes=quotes[:QUOTES])
