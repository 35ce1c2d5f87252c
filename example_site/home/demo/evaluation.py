"""Answers to three yearly rounds of the ready-made evaluations: made by rule, so that each run gives the same.

The story: knowledge is shared more every year, since the knowledge sessions began. Visibility falls in the second year,
when the shared calendar was rebuilt, and recovers in the third. Communication rises slowly, joint work in the third year.
The city administration is milder than the organisations. Who works with whom grows from two islands, the houses along
the canal and those of the south, to one network.
"""
# ruff: noqa: E501, texts stand on one line so that they can be read and searched

#: Codes of “you answer as”: organisation, member of the council, city administration.
ORGANISATION, COUNCIL, CITY = 1, 2, 3
#: Of the twenty that answer, in the order of ``organisations.ORGANISATIONS``.
PARTIES = [ORGANISATION] * 10 + [COUNCIL] * 5 + [CITY] * 5
#: The mean of each goal in the three years, for organisations.
MEANS = {
    "communication": (2.8, 3.1, 3.4),
    "jointwork": (2.6, 2.7, 3.5),
    "knowledge": (2.3, 3.2, 4.0),
    "visibility": (3.5, 2.4, 3.6),
}
MILDER = {ORGANISATION: 0.0, COUNCIL: 0.2, CITY: 0.5}
#: How far from the mean somebody is, in turn; they add up to nothing.
SPREAD = (0.0, 0.8, -0.8, 0.4, -0.4)
STATEMENTS = (1, 2, 3)
#: Some statements find more agreement than others.
LEAN = {1: 0.3, 2: -0.5, 3: 0.0}
WENT_WELL = [
    ("De maandelijkse lunch met de huizen langs het kanaal.", "We kennen elkaar nu bij naam.", ""),
    (
        "De kennissessies. Eindelijk hoorden we ook wat misging.",
        "De gedeelde repetitiezaal werkt.",
        "Het Cultuurplatform van mei.",
    ),
    (
        "Drie projecten met partners van de andere kant van de stad.",
        "De nieuwe kalender.",
        "We lenen elkaars materiaal zonder papierwerk.",
    ),
]
NEXT_YEAR = [
    ("Vaker samenzitten, en niet alleen op papier.", "Eén kalender voor iedereen.", ""),
    (
        "De kalender is weg en het publiek vindt ons niet meer.",
        "Het nieuwe adres van de kalender beter bekendmaken.",
        "Minder vergaderingen, meer doen.",
    ),
    ("Ook de kleine verenigingen meenemen.", "De kennissessies opnemen voor wie niet kan komen.", ""),
]
#: The two islands of the first year.
ISLANDS = (range(10), range(10, 20))


def answers_for(year: int) -> list[dict]:
    """What twenty answer in ``year`` (1, 2 or 3): their place among the organisations, party, answers and levels.

    ``answers`` are of the ready-made form “collaboration”, ``levels`` (place of another organisation → level) of
    “partners”; both as ``Response.answers`` keeps them, but for the places.
    """
    return [
        {
            "organisation": place,
            "party": party,
            "answers": _answers(year, place, party),
            "levels": _levels(year, place),
        }
        for place, party in enumerate(PARTIES)
    ]


def _answers(year, place, party):
    goals = {
        goal: {
            str(line): _step(means[year - 1] + MILDER[party] + LEAN[line] + _taste(place, line)) for line in STATEMENTS
        }
        for goal, means in MEANS.items()
    }
    if place % 7 == 6:
        goals["visibility"]["2"] = "na"
    words = {"wentwell": _said(WENT_WELL, year, place), "nextyear": _said(NEXT_YEAR, year, place - 1)}
    return {"youansweras": party, **goals, **{key: text for key, text in words.items() if text}}


def _taste(place, line):
    return SPREAD[(place + 2 * line) % len(SPREAD)]


def _step(value):
    return min(5, max(1, round(value)))


def _said(texts, year, place):
    """Three of the twenty write something, each something else."""
    return texts[year - 1][place // 3] if place in (0, 3, 6) else ""


def _levels(year, place):
    """Both sides of a pair choose the same level, but for one in eleven, who thinks one lower of it."""
    levels = {
        other: _level(year, min(place, other), max(place, other)) for other in range(len(PARTIES)) if other != place
    }
    return {other: max(0, level - ((place * 3 + other) % 11 == 0)) for other, level in levels.items()}


def _level(year, first, second):
    is_same_island = any(first in island and second in island for island in ISLANDS)
    near = second - first <= 2
    if is_same_island:
        return min(5, (3 if near else 1 + (first * second) % 2) + year - 1)
    # Bridges: a few in the second year, many in the third.
    every = {1: 0, 2: 9, 3: 3}[year]
    return min(5, 1 + year - (first + second) % 2) if every and (first * 2 + second) % every == 0 else 0
