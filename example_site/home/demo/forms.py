"""Two feedback forms in three languages, with answers as visitors might write them; the ready-made ones beside them."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

EVALUATION = {
    "title": "Hoe was deze bijeenkomst voor u?",
    "introduction": "<p>Vier vragen, twee minuten. Uw antwoorden zijn anoniem.</p>",
    "thanks": "<p>Dank u. Het bestuur leest alle antwoorden vóór de volgende bijeenkomst.</p>",
    "translations": {
        "fr": {
            "title": "Comment avez-vous vécu cette réunion ?",
            "introduction": "<p>Quatre questions, deux minutes. Vos réponses sont anonymes.</p>",
            "thanks": "<p>Merci. Le bureau lit toutes les réponses avant la prochaine réunion.</p>",
        },
        "en": {
            "title": "How was this meeting for you?",
            "introduction": "<p>Four questions, two minutes. Your answers are anonymous.</p>",
            "thanks": "<p>Thank you. The board reads all answers before the next meeting.</p>",
        },
    },
    "questions": [
        {
            "key": "demouseful",
            "field_type": "scale",
            "required": True,
            "label": "Hoe nuttig was de bijeenkomst voor uw organisatie?",
            "low_label": "weinig",
            "high_label": "zeer",
            "translations": {
                "fr": {
                    "label": "La réunion a-t-elle été utile à votre organisation ?",
                    "low_label": "peu",
                    "high_label": "très",
                },
                "en": {
                    "label": "How useful was the meeting for your organisation?",
                    "low_label": "little",
                    "high_label": "very",
                },
            },
        },
        {
            "key": "demosaid",
            "field_type": "yes_no",
            "required": True,
            "label": "Kon u zeggen wat u wilde zeggen?",
            "translations": {
                "fr": {"label": "Avez-vous pu dire ce que vous vouliez dire ?"},
                "en": {"label": "Could you say what you wanted to say?"},
            },
        },
        {
            "key": "demotakes",
            "field_type": "multiline",
            "label": "Wat neemt u mee?",
            "help_text": "Een idee, een naam, een afspraak.",
            "translations": {
                "fr": {"label": "Qu’en retenez-vous ?", "help_text": "Une idée, un nom, un accord."},
                "en": {"label": "What do you take with you?", "help_text": "An idea, a name, an agreement."},
            },
        },
        {
            "key": "demonext",
            "field_type": "multiline",
            "label": "Wat moet volgende keer anders?",
            "translations": {
                "fr": {"label": "Que faut-il changer la prochaine fois ?"},
                "en": {"label": "What should be different next time?"},
            },
        },
    ],
    "answers": [
        (5, "yes", "Een repetitiezaal! We tekenen volgende week.", ""),
        (4, "yes", "Drie nieuwe contacten.", "Naamkaartjes zouden helpen."),
        (3, "no", "", "Minder punten, meer tijd per punt."),
        (5, "yes", "De modelovereenkomst.", ""),
        (4, "yes", "Dat andere huizen hetzelfde probleem hebben.", "Graag ook eens overdag."),
        (2, "no", "", "De zaal galmt; ik verstond de helft niet."),
        (5, "yes", "Een partner voor ons project.", ""),
        (4, "yes", "Het idee van de gedeelde kalender.", "Verslag sneller online."),
        (4, "yes", "", ""),
    ],
}
WISHES = {
    "title": "Wat heeft uw organisatie nodig?",
    "introduction": "<p>Met deze bevraging bereiden we het <b>Cultuurplatform</b> voor. U kunt antwoorden zonder uw naam te geven.</p>",
    "thanks": "<p>Dank u. Op het volgende Cultuurplatform tonen we wat er uit de bevraging komt.</p>",
    "translations": {
        "fr": {
            "title": "De quoi votre organisation a-t-elle besoin ?",
            "introduction": "<p>Cette enquête prépare la <b>Plateforme culture</b>. Vous pouvez répondre sans donner votre nom.</p>",
            "thanks": "<p>Merci. Nous présenterons les résultats lors de la prochaine Plateforme culture.</p>",
        },
        "en": {
            "title": "What does your organisation need?",
            "introduction": "<p>With this survey we prepare the <b>Culture platform</b>. You can answer without giving your name.</p>",
            "thanks": "<p>Thank you. At the next Culture platform we show what came out.</p>",
        },
    },
    "questions": [
        {
            "key": "demoneeds",
            "field_type": "checkboxes",
            "required": True,
            "label": "Waar hebt u nu het meest nood aan?",
            "choices": "Ruimte\nPubliek\nPartners\nKennis\nMateriaal",
            "translations": {
                "fr": {
                    "label": "De quoi avez-vous le plus besoin maintenant ?",
                    "choices": "Espace\nPublic\nPartenaires\nConnaissances\nMatériel",
                },
                "en": {
                    "label": "What do you need most now?",
                    "choices": "Space\nAudience\nPartners\nKnowledge\nEquipment",
                },
            },
        },
        {
            "key": "demospace",
            "field_type": "singleline",
            "only_if": "demoneeds",
            "only_if_answers": "Ruimte",
            "label": "Hoe groot moet die ruimte zijn?",
            "translations": {
                "fr": {"label": "Quelle surface vous faut-il ?"},
                "en": {"label": "How large should that space be?"},
            },
        },
        {
            "key": "demohelpers",
            "field_type": "radio",
            "label": "Hoeveel vrijwilligers telt uw organisatie?",
            "choices": "Geen\n1 tot 10\n11 tot 50\nMeer dan 50",
            "translations": {
                "fr": {
                    "label": "Combien de bénévoles compte votre organisation ?",
                    "choices": "Aucun\n1 à 10\n11 à 50\nPlus de 50",
                },
                "en": {
                    "label": "How many volunteers does your organisation have?",
                    "choices": "None\n1 to 10\n11 to 50\nMore than 50",
                },
            },
        },
        {
            "key": "demotied",
            "field_type": "scale",
            "label": "Hoe sterk voelt u zich verbonden met andere organisaties?",
            "low_label": "zwak",
            "high_label": "sterk",
            "translations": {
                "fr": {
                    "label": "Vous sentez-vous lié aux autres organisations ?",
                    "low_label": "faiblement",
                    "high_label": "fortement",
                },
                "en": {
                    "label": "How strongly do you feel connected with other organisations?",
                    "low_label": "weakly",
                    "high_label": "strongly",
                },
            },
        },
        {
            "key": "demomore",
            "field_type": "multiline",
            "label": "Vertel er gerust meer over",
            "translations": {"fr": {"label": "Dites-nous-en plus"}, "en": {"label": "Tell us more, if you like"}},
        },
        {
            "key": "demomail",
            "field_type": "email",
            "label": "Mogen we u iets terugvragen?",
            "help_text": "Alleen als u dat wilt. We gebruiken uw adres voor niets anders.",
            "translations": {
                "fr": {
                    "label": "Pouvons-nous vous recontacter ?",
                    "help_text": "Seulement si vous le souhaitez. Votre adresse ne sert à rien d’autre.",
                },
                "en": {
                    "label": "May we ask you more?",
                    "help_text": "Only if you like. We use your address for nothing else.",
                },
            },
        },
        {
            "key": "democonsent",
            "field_type": "consent",
            "required": True,
            "label": "Mijn antwoorden mogen zonder naam in het verslag staan.",
            "translations": {
                "fr": {"label": "Mes réponses peuvent figurer sans nom dans le compte rendu."},
                "en": {"label": "My answers may be in the report without my name."},
            },
        },
    ],
    "answers": [
        ([1], "Een zaal van 80 m²", 2, 2, "We repeteren in een garage.", "", True),
        ([2, 3], "", 3, 4, "", "", True),
        ([5], "", 2, 3, "Een beamer die niemand gebruikt?", "", True),
        ([4, 3], "", 1, 2, "Hoe vraag je een subsidie aan?", "", True),
        ([1, 5], "Een opslag, 30 m² volstaat", 4, 5, "", "", True),
        ([2], "", 3, 4, "Jongeren tussen 16 en 25 bereiken we niet.", "", True),
    ],
}
FORMS = [EVALUATION, WISHES]
#: Of the ready-made forms those that are published.
READY_MADE = ["collaboration", "partners"]
