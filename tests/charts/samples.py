"""Charts as a council would have them, in Dutch and French, and what is asked of any picture."""

import random
from functools import partial
from itertools import combinations

from cultuurraad_wagtail.charts import BarRow, Edge, Node, ScaleRow, Series, columns, diverging, lines, network
from cultuurraad_wagtail.charts.drawing import Text

WIDTHS = (360, 640)
STEPS = ("helemaal niet", "eerder niet", "neutraal", "eerder wel", "helemaal wel")
LONG = (
    "Notre association partage ses connaissances, son matériel et ses bénévoles avec d’autres associations "
    "de la même commune"
)
WITHHELD = "Te weinig antwoorden om te tonen."
ROWS = (
    ScaleRow("Onze organisatie deelt kennis met andere organisaties", (2, 3, 6, 12, 5), 1),
    ScaleRow(LONG, (1, 0, 4, 9, 13), 14),
    ScaleRow("De cultuurraad geeft advies dat het stadsbestuur ernstig neemt", None, 3),
    ScaleRow("Vergaderen kost ons meer tijd dan het opbrengt", (10, 11, 4, 2, 1)),
    ScaleRow("Een vraag waarop niemand antwoordde", (0, 0, 0, 0, 0)),
)
WEIGHTS = {1: "kent elkaar", 2: "overlegt", 3: "stemt af", 4: "werkt samen", 5: "organiseert samen"}
NAMES = (
    *("Koninklijke Harmonie Sint-Cecilia", "Theater De Zonnestraal", "Bibliotheek", "Cultuurcentrum De Factorij"),
    *("Heemkundige Kring Het Land van Ravels", "Academie voor Muziek, Woord en Dans", "Jeugdhuis De Pit"),
    *("Davidsfonds", "Erfgoedcel", "Circusatelier", "Poëziecentrum", "Festival van de Stilte"),
)


def scale(rows=ROWS, steps=STEPS, **kwargs):
    words = {"title": "Samenwerking", "description": "Vijf stellingen.", "withheld": WITHHELD}
    return diverging(rows, steps, not_applicable="{} niet van toepassing", **words, **kwargs)


def means(series, points, low=1, high=5, **kwargs):
    return lines(series, points, low, high, title="Gemiddelden", description="Per ronde.", **kwargs)


def many_means(series=6, points=8, **kwargs):
    """Close to each other, some the same, some missing."""
    drawn = random.Random(series * 10 + points)
    values = [
        tuple(drawn.choice((None, 3.1, 3.2, 3.2, 3.9, 4.0, round(drawn.uniform(1, 5), 1))) for _ in range(points))
        for _ in range(series)
    ]
    rounds = [f"{'Voorjaar' if at % 2 else 'Najaar'} {2022 + at // 2}" for at in range(points)]
    return means([Series(LONG, each) for each in values], rounds, **kwargs)


def partners(count, links=2, **kwargs):
    """The last two have no link."""
    drawn = random.Random(count)
    nodes = [Node(f"p{at}", f"{NAMES[at % len(NAMES)]} {at}") for at in range(count)]
    pairs = (
        {(at, (at + drawn.choice((1, 2, 3, count // 2))) % (count - 2)) for at in range(count - 2)} if links else ()
    )
    edges = [Edge(f"p{one}", f"p{other}", drawn.randint(1, 5)) for one, other in sorted(pairs) if one != other]
    words = {"title": "Wie werkt met wie", "description": "Organisaties en hun samenwerking."}
    return network(nodes, edges, weights=WEIGHTS, **words, **kwargs)


def bars(rows=None, **kwargs):
    rows = rows or [BarRow("Muziek", 12, "12 (43\xa0%)"), BarRow(LONG, 9, "9 (32\xa0%)"), BarRow("Circus", None)]
    return columns(rows, title="Disciplines", description="Aantallen.", withheld=WITHHELD, **kwargs)


def texts(drawing):
    return [shape for shape in drawing.shapes if isinstance(shape, Text)]


def said(drawing):
    """All words of ``drawing`` without blanks and hyphens, so that it does not matter where a line was broken."""
    return squeezed("".join(shape.text for shape in texts(drawing)))


def squeezed(words):
    return "".join(words.split()).replace("-", "")


def collisions(drawing):
    """Pairs of words that lie over each other."""
    return [(one.text, other.text) for one, other in combinations(texts(drawing), 2) if overlap(one.box, other.box)]


def overlap(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 and down > 0.5


def beyond(drawing):
    """Words that are not on the paper."""
    return [
        shape.text
        for shape in texts(drawing)
        if shape.box[0] < 0 or shape.box[1] < 0 or shape.box[2] > drawing.width or shape.box[3] > drawing.height
    ]


def every_chart():
    """One of each kind in each width, by name."""
    return {
        f"{name}-{width}": kind(width=width, heading="Evaluatie – coöperatie", note="“Ronde” 3, n ≥ 5.")
        for name, kind in (
            ("scale", scale),
            ("means", many_means),
            ("bars", bars),
            ("partners", partial(partners, 24)),
        )
        for width in WIDTHS
    }
