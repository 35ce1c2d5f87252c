"""The council and its groups, and who sits where (numbers are places in PEOPLE and ORGANISATIONS)."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

GROUPS = [
    {
        "title": "Cultuurraad",
        "kind": "council",
        "is_open": False,
        "sort_order": 1,
        "codes": ["multidisciplinary"],
        "summary": "Zestien vertegenwoordigers van het Nederlandstalige culturele veld geven de stad advies, gevraagd en "
        "ongevraagd.",
        "purpose": "<p>De Cultuurraad adviseert het stadsbestuur over het cultuurbeleid. De leden worden voor drie jaar "
        "verkozen door de algemene vergadering.</p><ul><li>Adviezen geven over beleid, subsidies en gebouwen</li>"
        "<li>Organisaties met elkaar in contact brengen</li><li>Verslag uitbrengen aan iedereen die het wil lezen</li></ul>",
        "documents": ["Huishoudelijk reglement", "Afsprakennota met het stadsbestuur"],
    },
    {
        "title": "Dagelijks bestuur",
        "kind": "board",
        "is_open": False,
        "sort_order": 2,
        "codes": [],
        "summary": "Bereidt de vergaderingen voor en volgt op wat er beslist is.",
        "purpose": "<p>Het dagelijks bestuur komt elke maand samen. Het stelt de agenda op, bewaakt het budget en houdt "
        "contact met de schepen.</p>",
    },
    {
        "title": "Cultuurplatform",
        "kind": "platform",
        "is_open": True,
        "sort_order": 3,
        "codes": ["socio-cultural"],
        "summary": "Twee keer per jaar komen alle organisaties samen om te horen wat er leeft. Iedereen is welkom.",
        "purpose": "<p>Het Cultuurplatform is open voor elke organisatie en elke inwoner. Wat hier op tafel komt, neemt de "
        "Cultuurraad mee.</p>",
    },
    {
        "title": "Werkgroep Ruimte en ateliers",
        "kind": "standing",
        "is_open": True,
        "sort_order": 4,
        "codes": ["visual-arts", "architecture-design"],
        "summary": "Zoekt werkplekken, repetitiezalen en bergruimte, en leert leegstand delen.",
        "purpose": "<p>Ruimte is schaars en duur. De werkgroep brengt in kaart wat er is, wie iets zoekt en wat we kunnen "
        "delen.</p><ul><li>Een gedeelde kalender van repetitieruimtes</li><li>Een modelovereenkomst voor tijdelijk "
        "gebruik</li></ul>",
        "documents": ["Modelovereenkomst tijdelijk gebruik"],
    },
    {
        "title": "Werkgroep Toegankelijk voor iedereen",
        "kind": "temporary",
        "is_open": True,
        "sort_order": 5,
        "codes": ["theatre", "arts-education"],
        "summary": "Twee jaar lang werken vijftien organisaties aan drempels die bezoekers tegenhouden.",
        "purpose": "<p>Trappen, prijzen, taal, gewoonten: de werkgroep test met bezoekers wat hen tegenhoudt en deelt wat "
        "helpt.</p>",
    },
]

# group: [(person, organisation or None, role)]
MANDATES = {
    "Cultuurraad": [
        (0, 0, "chair"), (1, 3, "vice_chair"), (2, 1, "secretary"), (3, 6, "treasurer"), (4, 4, "member"),
        (5, 2, "member"), (6, 5, "member"), (7, 7, "member"), (8, 10, "member"), (9, 8, "member"),
        (10, 21, "member"), (11, None, "member"), (12, 13, "member"), (13, 16, "member"), (14, 19, "member"),
        (15, 22, "member"), (16, 11, "substitute"), (17, None, "observer"),
    ],
    "Dagelijks bestuur": [
        (0, None, "chair"), (1, None, "vice_chair"), (2, None, "secretary"), (3, None, "treasurer"),
        (39, None, "observer"),
    ],
    "Cultuurplatform": [(1, 3, "chair"), (18, 14, "coordinator"), (19, 18, "member"), (20, 15, "member")],
    "Werkgroep Ruimte en ateliers": [
        (5, 2, "chair"), (9, 8, "coordinator"), (21, 12, "member"), (22, 4, "member"), (23, 1, "member"),
        (24, 20, "member"), (25, 21, "member"), (26, None, "expert"), (27, 16, "member"), (28, 19, "member"),
    ],
    "Werkgroep Toegankelijk voor iedereen": [
        (8, 10, "chair"), (29, 17, "coordinator"), (30, 7, "member"), (31, 11, "member"), (32, 14, "member"),
        (33, 0, "member"), (34, 18, "member"), (35, 13, "member"), (36, 23, "member"), (37, None, "expert"),
        (38, 9, "member"),
    ],
}  # fmt: skip

# A term that has ended: it must not show.
FORMER = [("Cultuurraad", 38, 9, "chair"), ("Cultuurraad", 37, None, "member")]
