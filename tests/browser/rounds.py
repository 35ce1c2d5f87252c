"""Two rounds of evaluation with everything a page of results can show, in Dutch and French."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

STATEMENTS = (
    "Organisaties delen wat ze leren, ook wat niet lukte\nGoede voorbeelden zijn gemakkelijk te vinden\n"
    "We kennen elkaars werk",
    "Les organisations partagent ce qu'elles apprennent, même ce qui a échoué\n"
    "Les bons exemples se trouvent facilement\nNous connaissons le travail des autres",
)
ENDS = {"low_label": "helemaal niet akkoord", "high_label": "helemaal akkoord", "has_na": True}
ENDS_IN_FRENCH = {"low_label": "pas du tout d'accord", "high_label": "tout à fait d'accord"}
PARTIES = ("Organisatie\nOverlegraad\nStadsdienst", "Organisation\nConseil\nService de la ville")


def in_french(label, **words):
    return {"fr": {"label": label, **words}}


def fill(section):
    """Publish the rounds; gives their pages by name, and where they are in the admin."""
    from cultuurraad_wagtail.evaluation.rounds import close_round
    from cultuurraad_wagtail.models import EvaluationRound, Response
    from tests import factories as make

    form = make.make_form("Jaarlijkse evaluatie", questions=_questions(), translations={"fr": {"title": "Évaluation"}})
    houses = [
        make.make_organisation(section, f"Huis {name}", live=False) for name in ("Noord", "Zuid", "Oost", "West")
    ]
    houses += [make.make_organisation(section, f"Werkplaats {number}", live=False) for number in range(1, 5)]
    now = timezone.now()
    shown = None
    for year in (1, 0):
        closes_at = now - timedelta(days=365 * year, hours=1)
        shown = EvaluationRound.objects.create(
            site=section.site,
            form=form,
            title=f"Evaluatie van de samenwerking {now.year - year}",
            translations={"fr": {"title": f"Évaluation de la collaboration {now.year - year}"}},
            audience="contacts",
            anonymity="named",
            opens_at=closes_at - timedelta(days=14),
            closes_at=closes_at,
            started_at=closes_at - timedelta(days=14),
            shows_network=True,
        )
        _answer(shown, houses, better=1 - year)
        close_round(evaluation_round=shown)
        quote = {"key": form.questions.get(label="Wat lukte?").key, "text": "We vinden elkaar sneller."}
        EvaluationRound.objects.filter(pk=shown.pk).update(published_at=now, quotes=[quote])
    assert Response.objects.filter(round=shown).count() > 10
    return {
        "pages": {
            "results": shown.results_address("nl"),
            "results in French": shown.results_address("fr"),
            "list of results": reverse("cultuurraad_wagtail:all_results", args=["nl"]),
        },
        "admin": {
            "round": reverse("cultuurraad_rounds:round", args=[shown.pk]),
            "quotes": reverse("cultuurraad_quotes", args=[shown.pk]),
            "rounds": reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:list"),
            "new round": reverse("wagtailsnippets_cultuurraad_wagtail_evaluationround:add"),
            "privacy": reverse("cultuurraad_privacy:index"),
        },
    }


def _questions():
    return [
        {
            "label": "U antwoordt als",
            "field_type": "radio",
            "choices": PARTIES[0],
            "tells_party": True,
            "translations": in_french("Vous répondez en tant que", choices=PARTIES[1]),
        },
        {"label": "Kennis delen", "field_type": "section", "translations": in_french("Partager le savoir")},
        {
            "label": "Wat vindt u van het delen van kennis?",
            "field_type": "matrix",
            "choices": STATEMENTS[0],
            **ENDS,
            "translations": in_french("Que pensez-vous du partage ?", choices=STATEMENTS[1], **ENDS_IN_FRENCH),
        },
        {"label": "Samen werken", "field_type": "section", "translations": in_french("Collaborer")},
        {
            "label": "Hoe sterk is de samenwerking?",
            "field_type": "scale",
            **ENDS,
            "translations": in_french("La collaboration est-elle forte ?", **ENDS_IN_FRENCH),
        },
        {
            "label": "Wat deed u samen?",
            "field_type": "checkboxes",
            "choices": "Een voorstelling maken\nEen zaal delen",
            "translations": in_french(
                "Qu'avez-vous fait ensemble ?", choices="Créer un spectacle\nPartager une salle"
            ),
        },
        {
            "label": "Wat eerst?",
            "field_type": "ranking",
            "choices": "Zalen\nGeld\nKennis",
            "translations": in_french("Quelle priorité ?", choices="Salles\nArgent\nSavoir"),
        },
        {"label": "Wat lukte?", "field_type": "multiline", "translations": in_french("Qu'est-ce qui a réussi ?")},
        {"label": "Met wie?", "field_type": "partners", "translations": in_french("Avec qui ?")},
    ]


def _answer(evaluation_round, houses, better):
    """Of each house one answer with its partners, and of eight others without."""
    from cultuurraad_wagtail.models import Invitee
    from tests import factories as make

    for number in range(16):
        house = houses[number] if number < len(houses) else None
        invitee = Invitee.objects.create(
            round=evaluation_round,
            organisation=house,
            name=f"Lid {number}",
            email=f"lid{number}@example.org",
            language="nl",
            group="Podium" if number % 2 else "Erfgoed",
            has_answered=True,
        )
        step = 1 + (number + better) % 5
        others = [each for each in houses[number % 4 : number % 4 + 3] if each != house] if house else []
        answers = {
            "U antwoordt als": 1 if number < 8 else 2,
            "Wat vindt u van het delen van kennis?": {
                "1": step,
                "2": min(5, step + better),
                "3": "na" if number % 5 == 0 else 3,
            },
            "Hoe sterk is de samenwerking?": min(5, 2 + better + number % 3),
            "Wat deed u samen?": [1, 2] if number % 2 else [2],
            "Wat eerst?": [1 + number % 3, 1 + (number + 1) % 3],
            "Wat lukte?": "We vinden elkaar sneller."
            if number == 3
            else f"Antwoord {number} met wat er lukte en wat niet.",
            "Met wie?": {each.translation_key.hex: 1 + (number + better) % 5 for each in others},
        }
        make.make_response(evaluation_round.form, answers=answers, round=evaluation_round, invitee=invitee)
