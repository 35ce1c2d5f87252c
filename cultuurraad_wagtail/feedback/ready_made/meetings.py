"""Short forms for right after: a meeting, an event, a knowledge session."""

# ruff: noqa: E501, texts stand on one line so that they can be read and searched

from ...choices import QuestionType

DISAGREE = ("helemaal niet akkoord", "pas du tout d’accord", "fully disagree")
AGREE = ("helemaal akkoord", "tout à fait d’accord", "fully agree")

MEETING = {
    "minutes": 1,
    "use": (
        "Na elke vergadering.",
        "Après chaque réunion.",
        "After each meeting.",
    ),
    "title": ("Hoe was deze vergadering?", "Comment était cette réunion ?", "How was this meeting?"),
    "introduction": (
        "<p>Drie vragen, één minuut. Uw naam vragen we niet.</p>",
        "<p>Trois questions, une minute. Nous ne demandons pas votre nom.</p>",
        "<p>Three questions, one minute. We do not ask your name.</p>",
    ),
    "purpose": (
        "Om volgende vergaderingen beter te maken.",
        "Pour améliorer les prochaines réunions.",
        "To make the next meetings better.",
    ),
    "thanks": (
        "<p>Dank u. We lezen uw antwoorden voor de volgende vergadering.</p>",
        "<p>Merci. Nous lirons vos réponses avant la prochaine réunion.</p>",
        "<p>Thank you. We read your answers before the next meeting.</p>",
    ),
    "questions": [
        {
            "key": "meetinguseful",
            "field_type": QuestionType.SCALE,
            "required": True,
            "label": (
                "Hoe nuttig was deze vergadering voor u?",
                "Cette réunion vous a-t-elle été utile ?",
                "How useful was this meeting for you?",
            ),
            "low_label": ("niet nuttig", "pas utile", "not useful"),
            "high_label": ("zeer nuttig", "très utile", "very useful"),
        },
        {
            "key": "meetingsaid",
            "field_type": QuestionType.YES_NO,
            "label": (
                "Kon u zeggen wat u wilde zeggen?",
                "Avez-vous pu dire ce que vous vouliez dire ?",
                "Could you say what you wanted to say?",
            ),
        },
        {
            "key": "meetingnext",
            "field_type": QuestionType.LONG_TEXT,
            "label": (
                "Wat moet de volgende keer anders?",
                "Que faut-il changer la prochaine fois ?",
                "What should be different next time?",
            ),
        },
    ],
}

EVENT = {
    "minutes": 2,
    "use": (
        "Na een evenement, voor het publiek.",
        "Après un événement, pour le public.",
        "After an event, for the public.",
    ),
    "title": ("Wat vond u van dit evenement?", "Qu’avez-vous pensé de cet événement ?", "What did you think of it?"),
    "introduction": (
        "<p>Vijf korte vragen. Uw naam vragen we niet.</p>",
        "<p>Cinq questions courtes. Nous ne demandons pas votre nom.</p>",
        "<p>Five short questions. We do not ask your name.</p>",
    ),
    "purpose": (
        "Om volgende evenementen beter te maken.",
        "Pour améliorer les prochains événements.",
        "To make the next events better.",
    ),
    "thanks": (
        "<p>Dank u. De organisatoren lezen alle antwoorden.</p>",
        "<p>Merci. Les organisateurs lisent toutes les réponses.</p>",
        "<p>Thank you. The organisers read all answers.</p>",
    ),
    "questions": [
        {
            "key": "eventscore",
            "field_type": QuestionType.SCALE,
            "required": True,
            "label": ("Hoe goed vond u het?", "Cela vous a-t-il plu ?", "How much did you like it?"),
            "low_label": ("niet goed", "pas du tout", "not at all"),
            "high_label": ("zeer goed", "beaucoup", "very much"),
        },
        {
            "key": "eventheard",
            "field_type": QuestionType.MULTIPLE_CHOICE,
            "label": ("Hoe hoorde u ervan?", "Comment en avez-vous entendu parler ?", "How did you hear of it?"),
            "choices": (
                "Van iemand die ik ken\nAffiche of folder\nWebsite of nieuwsbrief\nSociale media\nKrant, radio of tv\nAnders",
                "Par une connaissance\nAffiche ou dépliant\nSite web ou lettre d’information\nRéseaux sociaux\nPresse, radio ou télé\nAutrement",
                "From somebody I know\nPoster or leaflet\nWebsite or newsletter\nSocial media\nPress, radio or TV\nIn another way",
            ),
        },
        {
            "key": "eventfirst",
            "field_type": QuestionType.YES_NO,
            "label": (
                "Was u voor het eerst bij ons?",
                "Était-ce votre première visite chez nous ?",
                "Was this your first time with us?",
            ),
        },
        {
            "key": "eventbest",
            "field_type": QuestionType.LONG_TEXT,
            "label": ("Wat blijft u bij?", "Qu’en retenez-vous ?", "What will you remember?"),
        },
        {
            "key": "eventbetter",
            "field_type": QuestionType.LONG_TEXT,
            "label": ("Wat kan beter?", "Que pouvons-nous améliorer ?", "What can be better?"),
        },
    ],
}

SESSION = {
    "minutes": 3,
    "use": (
        "Na een kennissessie.",
        "Après une session de partage de connaissances.",
        "After a knowledge session.",
    ),
    "title": (
        "Wat leerde u op deze kennissessie?",
        "Qu’avez-vous appris pendant cette session ?",
        "What did you learn at this session?",
    ),
    "introduction": (
        "<p>Vijf vragen, drie minuten. Uw naam vragen we niet.</p>",
        "<p>Cinq questions, trois minutes. Nous ne demandons pas votre nom.</p>",
        "<p>Five questions, three minutes. We do not ask your name.</p>",
    ),
    "purpose": (
        "Om volgende kennissessies voor te bereiden.",
        "Pour préparer les prochaines sessions de partage de connaissances.",
        "To prepare the next knowledge sessions.",
    ),
    "thanks": (
        "<p>Dank u. Met uw antwoorden bereiden we de volgende kennissessie voor.</p>",
        "<p>Merci. Vos réponses nous aident à préparer la prochaine session.</p>",
        "<p>Thank you. Your answers help us to prepare the next session.</p>",
    ),
    "questions": [
        {
            "key": "sessionviews",
            "field_type": QuestionType.MATRIX,
            "has_na": True,
            "label": (
                "Wat vindt u van de sessie?",
                "Que pensez-vous de la session ?",
                "What do you think of the session?",
            ),
            "choices": (
                "Ik heb iets nieuws geleerd.\nDe uitleg was duidelijk.\nEr was genoeg tijd om met elkaar te praten.",
                "J’ai appris quelque chose de nouveau.\nLes explications étaient claires.\nIl y avait assez de temps pour échanger.",
                "I learned something new.\nThe explanation was clear.\nThere was enough time to talk with each other.",
            ),
            "low_label": DISAGREE,
            "high_label": AGREE,
        },
        {
            "key": "sessionuse",
            "field_type": QuestionType.YES_NO,
            "required": True,
            "label": (
                "Kunt u met iets aan de slag?",
                "Pouvez-vous mettre quelque chose en pratique ?",
                "Is there something you can put to use?",
            ),
        },
        {
            "key": "sessionwhat",
            "field_type": QuestionType.LONG_TEXT,
            "only_if": ("sessionuse", "yes"),
            "label": ("Wat gaat u doen?", "Qu’allez-vous faire ?", "What are you going to do?"),
        },
        {
            "key": "sessionlacks",
            "field_type": QuestionType.LONG_TEXT,
            "only_if": ("sessionuse", "no"),
            "label": ("Wat hebt u nog nodig?", "De quoi avez-vous encore besoin ?", "What do you still need?"),
        },
        {
            "key": "sessiontopic",
            "field_type": QuestionType.SHORT_TEXT,
            "label": (
                "Waarover moet een volgende sessie gaan?",
                "Quel thème pour une prochaine session ?",
                "What should a next session be about?",
            ),
        },
    ],
}
