"""The yearly evaluation of working together: the four goals of the plan, each with three statements."""

# ruff: noqa: E501, texts stand on one line so that they can be read and searched

from ...choices import QuestionType
from .meetings import AGREE, DISAGREE


def _goal(name, heading, label, *statements):
    """A section with its statements on one scale; everybody can answer them, whatever party they are of."""
    section = {"key": f"{name}top", "field_type": QuestionType.SECTION, "label": heading}
    matrix = {
        "key": name,
        "field_type": QuestionType.MATRIX,
        "required": True,
        "has_na": True,
        "label": label,
        "choices": tuple("\n".join(lines) for lines in zip(*statements, strict=True)),
        "low_label": DISAGREE,
        "high_label": AGREE,
    }
    return section, matrix


COLLABORATION = {
    "minutes": 5,
    "use": (
        "Eén keer per jaar, in een evaluatieronde. Drie stellingen bij elk doel van het plan.",
        "Une fois par an, dans une vague d’évaluation. Trois affirmations pour chaque objectif du plan.",
        "Once a year, in an evaluation round. Three statements for each goal of the plan.",
    ),
    "may_pause": True,
    "title": (
        "Hoe werken we samen? De jaarlijkse evaluatie",
        "Comment collaborons-nous ? L’évaluation annuelle",
        "How do we work together? The yearly evaluation",
    ),
    "introduction": (
        "<p>Elk jaar vragen we of we onze vier doelen halen: betere communicatie, meer samenwerking, gedeelde kennis en meer zichtbaarheid. Het duurt vijf minuten.</p>",
        "<p>Chaque année, nous demandons si nous atteignons nos quatre objectifs : une meilleure communication, plus de collaboration, des connaissances partagées et plus de visibilité. Cela prend cinq minutes.</p>",
        "<p>Every year we ask whether we reach our four goals: better communication, more joint work, shared knowledge and more visibility. It takes five minutes.</p>",
    ),
    "purpose": (
        "Om te zien of de samenwerking beter wordt, en om het plan bij te sturen.",
        "Pour voir si la collaboration s’améliore, et pour adapter le plan.",
        "To see whether we work together better, and to adjust the plan.",
    ),
    "thanks": (
        "<p>Dank u. De cultuurraad bespreekt de resultaten en toont ze op deze site.</p>",
        "<p>Merci. Le conseil culturel discute des résultats et les publie sur ce site.</p>",
        "<p>Thank you. The culture council discusses the results and shows them on this site.</p>",
    ),
    "questions": [
        {
            "key": "youansweras",
            "field_type": QuestionType.SINGLE_CHOICE,
            "required": True,
            "tells_party": True,
            "label": ("U antwoordt als …", "Vous répondez en tant que …", "You answer as …"),
            "choices": (
                "Organisatie\nLid van de cultuurraad\nStadsbestuur\nIemand anders",
                "Organisation\nMembre du conseil culturel\nAdministration de la ville\nAutre personne",
                "Organisation\nMember of the council\nCity administration\nSomebody else",
            ),
        },
        *_goal(
            "communication",
            ("Betere communicatie", "Une meilleure communication", "Better communication"),
            (
                "Wat vindt u van de communicatie?",
                "Que pensez-vous de la communication ?",
                "What do you think of the communication?",
            ),
            (
                "Organisaties weten van elkaar wat ze doen.",
                "Les organisations savent ce que font les autres.",
                "Organisations know what the others do.",
            ),
            (
                "Informatie van de cultuurraad komt op tijd.",
                "Les informations du conseil culturel arrivent à temps.",
                "Information from the culture council comes in time.",
            ),
            (
                "Het is gemakkelijk om de juiste persoon te vinden.",
                "Il est facile de trouver la bonne personne.",
                "It is easy to find the right person.",
            ),
        ),
        *_goal(
            "jointwork",
            ("Meer samenwerking", "Plus de collaboration", "More joint work"),
            (
                "Wat vindt u van de samenwerking?",
                "Que pensez-vous de la collaboration ?",
                "What do you think of the joint work?",
            ),
            (
                "Organisaties werken vaker samen dan een jaar geleden.",
                "Les organisations collaborent plus qu’il y a un an.",
                "Organisations work together more than a year ago.",
            ),
            (
                "Wie een partner zoekt, vindt er een.",
                "Qui cherche un partenaire en trouve un.",
                "Whoever looks for a partner finds one.",
            ),
            (
                "Samenwerken brengt meer op dan het kost.",
                "Collaborer rapporte plus que cela ne coûte.",
                "Working together gives more than it costs.",
            ),
        ),
        *_goal(
            "knowledge",
            ("Gedeelde kennis", "Des connaissances partagées", "Shared knowledge"),
            (
                "Wat vindt u van het delen van kennis?",
                "Que pensez-vous du partage de connaissances ?",
                "What do you think of how knowledge is shared?",
            ),
            (
                "Organisaties delen wat ze leren.",
                "Les organisations partagent ce qu’elles apprennent.",
                "Organisations share what they learn.",
            ),
            (
                "Ze delen ook wat niet lukte.",
                "Elles partagent aussi ce qui n’a pas réussi.",
                "They also share what did not work.",
            ),
            (
                "Goede voorbeelden zijn gemakkelijk te vinden.",
                "Les bons exemples sont faciles à trouver.",
                "Good examples are easy to find.",
            ),
        ),
        *_goal(
            "visibility",
            ("Meer zichtbaarheid", "Plus de visibilité", "More visibility"),
            (
                "Wat vindt u van de zichtbaarheid van cultuur?",
                "Que pensez-vous de la visibilité de la culture ?",
                "What do you think of the visibility of culture?",
            ),
            (
                "Het publiek vindt gemakkelijk wat er te doen is.",
                "Le public trouve facilement ce qu’il y a à faire.",
                "The public easily finds what is on.",
            ),
            (
                "We bereiken mensen die vroeger niet kwamen.",
                "Nous touchons des personnes qui ne venaient pas avant.",
                "We reach people who did not come before.",
            ),
            (
                "Cultuur krijgt genoeg aandacht in de stad.",
                "La culture reçoit assez d’attention dans la ville.",
                "Culture gets enough attention in the city.",
            ),
        ),
        {
            "key": "lastly",
            "field_type": QuestionType.SECTION,
            "label": ("Tot slot", "Pour conclure", "Lastly"),
        },
        {
            "key": "wentwell",
            "field_type": QuestionType.LONG_TEXT,
            "label": (
                "Wat ging dit jaar goed in de samenwerking?",
                "Qu’est-ce qui a bien marché cette année dans la collaboration ?",
                "What went well in working together this year?",
            ),
            "help_text": (
                "Noem geen namen van personen.",
                "Ne citez pas de noms de personnes.",
                "Please name no persons.",
            ),
        },
        {
            "key": "nextyear",
            "field_type": QuestionType.LONG_TEXT,
            "label": (
                "Wat moeten we volgend jaar anders doen?",
                "Que devons-nous faire autrement l’année prochaine ?",
                "What should we do differently next year?",
            ),
        },
    ],
}
