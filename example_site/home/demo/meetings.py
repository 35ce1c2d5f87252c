"""Thirty meetings, past and future, by days from the day of the first load."""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

RAAD, BESTUUR, PLATFORM = "Cultuurraad", "Dagelijks bestuur", "Cultuurplatform"
RUIMTE, TOEGANG = "Werkgroep Ruimte en ateliers", "Werkgroep Toegankelijk voor iedereen"
STADHUIS = "Stadhuis, zaal Gotiek, Grote Markt 1, 1000 Brussel"
SLUIS = "Theater De Sluis, Havenlaan 212, 1080 Sint-Jans-Molenbeek"
LINDE = "Ontmoetingshuis De Linde, Beizegemstraat 140, 1120 Neder-Over-Heembeek"
NOORD = "Beeldpunt Noord, Brabantstraat 61, 1030 Schaarbeek"
DOK = "Het Letterdok, Sint-Katelijneplein 18, 1000 Brussel"

# days, group, kind, title, hour, minutes of length, place, status
MEETINGS = [
    (-330, RAAD, "council", "Startvergadering van de nieuwe Cultuurraad", 19, 150, STADHUIS, "confirmed"),
    (-316, BESTUUR, "board", "Taakverdeling en jaarkalender", 17, 90, STADHUIS, "confirmed"),
    (-290, RUIMTE, "working_group", "Leegstand in kaart", 18, 120, NOORD, "confirmed"),
    (-268, PLATFORM, "platform", "Cultuurplatform: wat leeft er in de wijken?", 19, 180, SLUIS, "confirmed"),
    (-254, TOEGANG, "working_group", "Drempels verzamelen", 14, 120, LINDE, "confirmed"),
    (-240, RAAD, "council", "Advies over het subsidiereglement", 19, 150, STADHUIS, "confirmed"),
    (-221, BESTUUR, "board", "Voorbereiding van de algemene vergadering", 17, 90, STADHUIS, "confirmed"),
    (-205, RAAD, "general_assembly", "Algemene vergadering: jaarverslag en rekening", 19, 150, STADHUIS, "confirmed"),
    (-190, RUIMTE, "working_group", "Repetitiezalen delen: eerste proef", 18, 120, NOORD, "confirmed"),
    (-172, TOEGANG, "knowledge_session", "Kennissessie: eenvoudige taal op je affiche", 14, 150, DOK, "confirmed"),
    (-150, RAAD, "council", "Zomerprogramma en openbare ruimte", 19, 120, STADHUIS, "confirmed"),
    (-131, BESTUUR, "board", "Overleg met de schepen", 12, 60, STADHUIS, "cancelled"),
    (-96, RUIMTE, "knowledge_session", "Kennissessie: tijdelijk gebruik in de praktijk", 18, 150, NOORD, "confirmed"),
    (-78, RAAD, "council", "Advies over de culturele gebouwen", 19, 150, STADHUIS, "confirmed"),
    (-61, TOEGANG, "working_group", "Testbezoeken bespreken", 14, 120, LINDE, "confirmed"),
    (-47, BESTUUR, "board", "Begroting van volgend jaar", 17, 90, STADHUIS, "confirmed"),
    (-33, RUIMTE, "working_group", "Gedeelde kalender van repetitieruimtes", 18, 120, NOORD, "confirmed"),
    (-19, RAAD, "council", "Samenwerkingsplan: stand van zaken", 19, 150, STADHUIS, "confirmed"),
    (-8, TOEGANG, "working_group", "Charter voor een warm onthaal", 14, 120, LINDE, "confirmed"),
    (5, BESTUUR, "board", "Maandoverleg van het bestuur", 17, 90, STADHUIS, "confirmed"),
    (9, PLATFORM, "platform", "Cultuurplatform: samen het seizoen plannen", 19, 180, SLUIS, "confirmed"),
    (16, RUIMTE, "working_group", "Modelovereenkomst voor tijdelijk gebruik", 18, 120, NOORD, "confirmed"),
    (23, RAAD, "council", "Advies over het cultuurbeleidsplan", 19, 150, STADHUIS, "confirmed"),
    (26, TOEGANG, "knowledge_session", "Kennissessie: ontspannen voorstellingen", 14, 150, SLUIS, "postponed"),
    (44, BESTUUR, "board", "Voorbereiding van het nieuwe jaar", 17, 90, STADHUIS, "planned"),
    (
        52,
        RUIMTE,
        "working_group",
        "Bezoek aan drie lege panden",
        10,
        180,
        "Start: metro IJzer, 1000 Brussel",
        "planned",
    ),
    (66, RAAD, "general_assembly", "Algemene vergadering: nieuwe leden", 19, 150, STADHUIS, "planned"),
    (80, TOEGANG, "working_group", "Wat kost toegankelijkheid?", 14, 120, LINDE, "cancelled"),
    (101, RAAD, "council", "Evaluatie van het samenwerkingsplan", 19, 150, STADHUIS, "planned"),
    (122, PLATFORM, "platform", "Cultuurplatform: de lenteronde", 19, 180, DOK, "planned"),
]

# Agenda items by kind: title, who, minutes, text
AGENDAS = {
    "council": [
        ("Advies: toelichting en bespreking", "Bart Verstraeten", 60, "<p>De ontwerptekst is vooraf rondgestuurd.</p>"),
        ("Nieuws uit de werkgroepen", "Fatih Yıldız, Ilse Vandenbroucke", 30, ""),
        ("Rondvraag", "", 15, ""),
    ],
    "board": [
        ("Opvolging van de actiepunten", "Céline Dubois", 20, ""),
        ("Kas en vergoedingen", "Dirk Van den Bossche", 20, ""),
        ("Agenda van de volgende vergadering", "Amina El Khattabi", 30, ""),
    ],
    "general_assembly": [
        ("Welkom en aanwezigheden", "Amina El Khattabi", 10, ""),
        ("Jaarverslag", "Céline Dubois", 30, "<p>Wat we deden, wat lukte en wat niet.</p>"),
        ("Rekening en begroting", "Dirk Van den Bossche", 25, ""),
        ("Stemming", "", 20, "<p>Elke organisatie heeft één stem. Volmachten zijn mogelijk.</p>"),
        ("Varia", "", 15, ""),
    ],
    "working_group": [
        ("Kennismaking met wie nieuw is", "", 15, ""),
        ("Werk in uitvoering", "", 60, "<p>In kleine groepen rond drie tafels.</p>"),
        ("Afspraken: wie doet wat, tegen wanneer", "", 20, ""),
    ],
    "knowledge_session": [
        ("Inleiding met voorbeelden", "", 30, ""),
        ("Oefenen aan tafels", "", 75, "<p>Breng eigen materiaal mee: een affiche, een brief, een plan.</p>"),
        ("Wat nemen we mee?", "", 20, ""),
    ],
    "platform": [
        ("Welkom met koffie en soep", "", 30, ""),
        ("Ronde langs de organisaties", "Bart Verstraeten", 60, "<p>Twee minuten per organisatie: wat komt eraan, wat zoekt u?</p>"),
        ("Gesprekstafels", "", 60, ""),
        ("Slotwoord", "Amina El Khattabi", 10, ""),
    ],
}  # fmt: skip

INTRODUCTIONS = {
    "council": "<p>Vergaderingen van de Cultuurraad zijn openbaar. U mag luisteren; spreken kan na de bespreking.</p>",
    "general_assembly": "<p>Alle aangesloten organisaties zijn uitgenodigd. Inschrijven hoeft niet.</p>",
    "platform": "<p>Iedereen is welkom, ook wie nog nooit kwam. Er is soep, en er zijn tolken Frans en Vlaamse Gebarentaal.</p>",
    "knowledge_session": "<p>Gratis, met begeleiding. Nieuwelingen zijn welkom.</p>",
    "working_group": "<p>De werkgroep is open: kom gerust een keer luisteren.</p>",
    "board": "",
}

MINUTES = {
    "council": "<p><b>Aanwezig:</b> dertien leden. <b>Verontschuldigd:</b> drie leden.</p><ul><li>Het vorige verslag is "
    "goedgekeurd.</li><li>Het advies is unaniem goedgekeurd, met één aanvulling over kleine organisaties.</li><li>De "
    "werkgroepen leggen tegen de volgende vergadering elk één vraag voor.</li></ul>",
    "board": "<p><b>Aanwezig:</b> vier leden.</p><ul><li>Alle actiepunten zijn opgevolgd.</li><li>De kas klopt.</li></ul>",
    "general_assembly": "<p><b>Aanwezig:</b> 54 organisaties, 9 volmachten.</p><ul><li>Het jaarverslag is goedgekeurd."
    "</li><li>De rekening is goedgekeurd met 61 stemmen voor en 2 onthoudingen.</li></ul>",
    "working_group": "<p><b>Aanwezig:</b> elf deelnemers, onder wie drie nieuwe.</p><ul><li>De lijst met noden is klaar "
    "en wordt rondgestuurd.</li><li>Twee organisaties starten een proef.</li></ul>",
    "knowledge_session": "<p>Tweeëntwintig deelnemers oefenden met eigen materiaal. De oefeningen staan in de "
    "kennisbank.</p>",
    "platform": "<p>Meer dan honderd deelnemers. De gesprekstafels gingen over ruimte, publiek en betaling; de foto’s van "
    "de tafelkleden staan bij de documenten.</p>",
}
