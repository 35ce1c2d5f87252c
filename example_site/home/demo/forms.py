"""Two feedback forms, with answers as visitors might write them."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

# label, type, required, more
EVALUATION = {
    "title": "Hoe was deze bijeenkomst voor u?",
    "introduction": "<p>Vier vragen, twee minuten. Uw antwoorden zijn anoniem.</p>",
    "thanks": "<p>Dank u. Het bestuur leest alle antwoorden vóór de volgende bijeenkomst.</p>",
    "questions": [
        (
            "Hoe nuttig was de bijeenkomst voor uw organisatie?",
            "rating",
            True,
            {"low_label": "weinig", "high_label": "zeer"},
        ),
        ("Kon u zeggen wat u wilde zeggen?", "yes_no", True, {}),
        ("Wat neemt u mee?", "multiline", False, {"help_text": "Een idee, een naam, een afspraak."}),
        ("Wat moet volgende keer anders?", "multiline", False, {}),
    ],
    "answers": [
        ("5", "yes", "Een repetitiezaal! We tekenen volgende week.", ""),
        ("4", "yes", "Drie nieuwe contacten.", "Naamkaartjes zouden helpen."),
        ("3", "no", "", "Minder punten, meer tijd per punt."),
        ("5", "yes", "De modelovereenkomst.", ""),
        ("4", "yes", "Dat andere huizen hetzelfde probleem hebben.", "Graag ook eens overdag."),
        ("2", "no", "", "De zaal galmt; ik verstond de helft niet."),
        ("5", "yes", "Een partner voor ons project.", ""),
        ("4", "yes", "Het idee van de gedeelde kalender.", "Verslag sneller online."),
        ("4", "yes", "", ""),
    ],
}
WISHES = {
    "title": "Wat heeft uw organisatie nodig?",
    "introduction": "<p>Met deze bevraging bereiden we het <b>Cultuurplatform</b> voor. U kunt antwoorden zonder uw naam te geven.</p>",
    "thanks": "<p>Dank u. Op het volgende Cultuurplatform tonen we wat er uit de bevraging komt.</p>",
    "questions": [
        (
            "Waar hebt u nu het meest nood aan?",
            "checkboxes",
            True,
            {"choices": "Ruimte\nPubliek\nPartners\nKennis\nMateriaal"},
        ),
        (
            "Hoeveel vrijwilligers telt uw organisatie?",
            "radio",
            False,
            {"choices": "Geen\n1 tot 10\n11 tot 50\nMeer dan 50"},
        ),
        (
            "Hoe sterk voelt u zich verbonden met andere organisaties?",
            "rating",
            False,
            {"low_label": "zwak", "high_label": "sterk"},
        ),
        ("Vertel er gerust meer over", "multiline", False, {}),
        (
            "Mogen we u iets terugvragen?",
            "email",
            False,
            {"help_text": "Alleen als u dat wilt. We gebruiken uw adres voor niets anders."},
        ),
        ("Mijn antwoorden mogen zonder naam in het verslag staan.", "consent", True, {}),
    ],
    "answers": [
        (["Ruimte"], "1 tot 10", "2", "We repeteren in een garage.", "", True),
        (["Publiek", "Partners"], "11 tot 50", "4", "", "", True),
        (["Materiaal"], "1 tot 10", "3", "Een beamer die niemand gebruikt?", "", True),
        (["Kennis", "Partners"], "Geen", "2", "Hoe vraag je een subsidie aan?", "", True),
        (["Ruimte", "Materiaal"], "Meer dan 50", "5", "", "", True),
        (["Publiek"], "11 tot 50", "4", "Jongeren tussen 16 en 25 bereiken we niet.", "", True),
    ],
}
FORMS = [EVALUATION, WISHES]
