"""Who works with whom, and how closely.

The six levels follow Frey, Lohmeier, Lee and Tollefson (2006), “Measuring collaboration among grant partners”, American
Journal of Evaluation 27(3). The words are our own (``choices.CollaborationLevel``).
"""

# ruff: noqa: E501, texts stand on one line so that they can be read and searched

from ...choices import QuestionType

PARTNERS = {
    "minutes": 5,
    "use": (
        "Eén keer per jaar, in een evaluatieronde met namen. De organisaties die u uitnodigt, staan er vanzelf in.",
        "Une fois par an, dans une vague d’évaluation avec noms. Les organisations que vous invitez y figurent d’elles-mêmes.",
        "Once a year, in an evaluation round with names. The organisations that you invite are in it by themselves.",
    ),
    "may_pause": True,
    "title": (
        "Met wie werkt uw organisatie samen?",
        "Avec qui votre organisation collabore-t-elle ?",
        "Who does your organisation work with?",
    ),
    "introduction": (
        "<p>U ziet een lijst van organisaties. Kies bij elke organisatie hoe nauw u samenwerkt. Zo zien we het netwerk groeien.</p>",
        "<p>Vous voyez une liste d’organisations. Choisissez pour chacune à quel point vous collaborez. Nous voyons ainsi grandir le réseau.</p>",
        "<p>You see a list of organisations. Choose for each how closely you work together. In this way we see the network grow.</p>",
    ),
    "purpose": (
        "Om te zien wie met wie samenwerkt. De redactie ziet wat uw organisatie antwoordt.",
        "Pour voir qui collabore avec qui. La rédaction voit ce que votre organisation répond.",
        "To see who works with whom. The editors see what your organisation answers.",
    ),
    "thanks": (
        "<p>Dank u. Op een volgende vergadering tonen we het netwerk.</p>",
        "<p>Merci. Nous montrerons le réseau lors d’une prochaine réunion.</p>",
        "<p>Thank you. We show the network at a next meeting.</p>",
    ),
    "questions": [
        {
            "key": "workswith",
            "field_type": QuestionType.PARTNERS,
            "has_na": True,
            "label": (
                "Hoe nauw werkt uw organisatie samen met elk van deze organisaties?",
                "À quel point votre organisation collabore-t-elle avec chacune de ces organisations ?",
                "How closely does your organisation work with each of these organisations?",
            ),
            "help_text": (
                "Denk aan het voorbije jaar. Twijfelt u tussen twee niveaus, kies dan het laagste. (Schaal naar Frey e.a., 2006.)",
                "Pensez à l’année écoulée. Si vous hésitez entre deux niveaux, choisissez le plus bas. (Échelle d’après Frey et al., 2006.)",
                "Think of the past year. If you hesitate between two levels, choose the lower one. (Scale after Frey et al., 2006.)",
            ),
        }
    ],
}
