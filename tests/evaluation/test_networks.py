"""Who works with whom, told of each round: in words, by organisation, and nothing that is not shown."""

import csv
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from cultuurraad_wagtail.evaluation.networks import network_of
from cultuurraad_wagtail.evaluation.rounds import NotAllowed, close_round, publish_results
from cultuurraad_wagtail.models import EvaluationRound, Invitee
from tests.evaluation.rounds import make_round, year_before
from tests.evaluation.test_results import address, table
from tests.factories import make_form, make_organisation, make_response

pytestmark = pytest.mark.django_db

NAMES = ("Ada", "Bib", "Circus", "Dans", "Erfgoed", "Film")
#: Everybody but Film, with a first link that is no more than contact.
NOW = {("Ada", "Bib"): 5, ("Ada", "Circus"): 4, ("Ada", "Dans"): 3, ("Dans", "Erfgoed"): 1}
BEFORE = {("Ada", "Bib"): 2}


@pytest.fixture
def form():
    return make_form("Netwerk", questions=[{"label": "Met wie?", "field_type": "partners"}])


@pytest.fixture
def houses(section):
    return {name: make_organisation(section, name) for name in NAMES}


def answered(section, form, houses, links, *, title="Netwerk 2027", tellers=NAMES, **fields):
    """A published round in which ``tellers`` said how closely they work with each other."""
    fields = {"shows_network": True, "started_at": timezone.now(), **fields}
    found = make_round(section.site, form, title=title, audience="contacts", anonymity="named", **fields)
    for name in tellers:
        invitee = Invitee.objects.create(
            round=found, organisation=houses[name], name=name, email=f"{name}@example.org", has_answered=True
        )
        levels = {
            houses[other].translation_key.hex: links.get(tuple(sorted((name, other))), 0)
            for other in NAMES
            if other != name
        }
        make_response(form, answers={"Met wie?": levels}, round=found, invitee=invitee)
    close_round(evaluation_round=found)
    EvaluationRound.objects.filter(pk=found.pk).update(published_at=timezone.now())
    return EvaluationRound.objects.get(pk=found.pk)


class TestPublishing:
    def test_page_that_would_show_nothing_is_not_published(self, section, form, houses):
        found = answered(section, form, houses, NOW, shows_network=False)
        EvaluationRound.objects.update(published_at=None)

        with pytest.raises(NotAllowed, match="De publieke pagina zou niets tonen"):
            publish_results(evaluation_round=found, is_public=True)

        EvaluationRound.objects.update(shows_network=True)
        publish_results(evaluation_round=found, is_public=True)
        assert EvaluationRound.objects.get().is_published()

    def test_too_few_organisations_are_told_of(self, editor_client, section, form, houses):
        found = answered(section, form, houses, NOW, tellers=NAMES[:4])

        page = editor_client.get(reverse("cultuurraad_rounds:round", args=[found.pk])).content.decode()

        assert "Minder dan vijf organisaties zeiden met wie ze samenwerken" in page


def figure(client, evaluation_round, language="nl"):
    page = client.get(address(evaluation_round, language))
    return BeautifulSoup(page.content, "html.parser").find(id="network")


def notes(found):
    return [note.text for note in found.select(".cultuurraad-figure__note")]


def facts(found):
    rows = found.select(".cultuurraad-figure__told tbody tr")
    return [[cell.text for cell in row.select("th, td")] for row in rows]


def test_network_is_told_in_plain_words(client, section, form, houses):
    evaluation_round = answered(section, form, houses, NOW)

    assert notes(figure(client, evaluation_round)) == [
        "27\xa0% van alle mogelijke banden bestaat: 4 van 15.",
        "Zonder band: Film.",
        "Meeste banden: Ada (3), Dans (2), Bib (1), Circus (1), Erfgoed (1).",
    ]


def test_rounds_stand_beside_each_other(client, section, form, houses):
    answered(section, form, houses, BEFORE, title="Netwerk 2026", **year_before())
    evaluation_round = answered(section, form, houses, {**NOW, ("Bib", "Film"): 2})

    found = figure(client, evaluation_round)

    assert notes(found) == [
        "33\xa0% van alle mogelijke banden bestaat: 5 van 15. Vroeger: 7\xa0% in 2026.",
        "Elke organisatie heeft minstens één band.",
    ]
    assert facts(found) == [
        ["2027", "33\xa0% (5 van 15)", "geen", "Ada (3), Bib (2), Dans (2)"],
        ["2026", "7\xa0% (1 van 15)", "Circus, Dans, Erfgoed, Film", "Ada (1), Bib (1)"],
    ]


def test_each_stands_with_whom_it_works(client, section, form, houses):
    evaluation_round = answered(section, form, houses, NOW)

    details = figure(client, evaluation_round).details

    assert not details.has_attr("open")
    assert table(client.get(address(evaluation_round)), "network")[:2] == [
        [
            *("Ada", "3"),
            "We werken als één geheel: Bib. We doen dingen samen: Circus. We stemmen onze plannen af: Dans.",
        ],
        ["Dans", "2", "We stemmen onze plannen af: Ada. We kennen elkaar: Erfgoed."],
    ]


def test_file_has_every_link_of_every_round(client, section, form, houses):
    answered(section, form, houses, BEFORE, title="Netwerk 2026", **year_before())
    evaluation_round = answered(section, form, houses, NOW)

    answer = client.get(f"{address(evaluation_round)}network.csv").content.decode("utf-8-sig")
    _headings, *links = csv.reader(StringIO(answer))

    assert [link[:4] for link in links] == [
        ["2027", "Ada", "Bib", "5"],
        ["2027", "Ada", "Circus", "4"],
        ["2027", "Ada", "Dans", "3"],
        ["2027", "Dans", "Erfgoed", "1"],
        ["2027", "Film", "", "0"],
        ["2026", "Ada", "Bib", "2"],
        *(["2026", name, "", "0"] for name in ("Circus", "Dans", "Erfgoed", "Film")),
    ]


def test_narrow_picture_gives_way_to_the_numbers(client, section, form, houses):
    evaluation_round = answered(section, form, houses, NOW)
    narrow = figure(client, evaluation_round).select_one(".cultuurraad-figure__narrow svg")

    assert narrow.select("circle") == []
    assert [text.text for text in narrow.select("text")][:5] == ["Aantal banden", "Ada", "3", "Dans", "2"]


def test_picture_says_what_its_lines_are(client, section, form, houses):
    evaluation_round = answered(section, form, houses, NOW)
    picture = client.get(f"{address(evaluation_round)}network.svg").content.decode()

    words = " ".join(text.text for text in BeautifulSoup(picture, "html.parser").select("text"))
    assert "Hoe dikker de lijn, hoe nauwer ze samenwerken." in words
    assert "Dunne grijze lijnen zijn weinig meer dan contact." in words
    assert "Ada\xa0(3)" in words


class TestWithheld:
    def test_round_whose_network_is_not_shown_is_not_told_beside_another(self, client, section, form, houses):
        before = answered(section, form, houses, BEFORE, title="Netwerk 2026", **year_before())
        evaluation_round = answered(section, form, houses, NOW)
        assert facts(figure(client, evaluation_round))

        EvaluationRound.objects.filter(pk=before.pk).update(shows_network=False)

        found = figure(client, evaluation_round)
        assert facts(found) == []
        assert "2026" not in found.text
        assert b"2026" not in client.get(f"{address(evaluation_round)}network.csv").content

    def test_round_in_which_few_told_is_not_told_beside_another(self, client, section, form, houses):
        few = NAMES[:4]
        answered(section, form, houses, BEFORE, title="Netwerk 2026", tellers=few, **year_before())
        assert facts(figure(client, answered(section, form, houses, NOW))) == []


def test_those_with_as_many_links_are_told_together_unless_they_are_too_many():
    names = dict(zip("abcdefgh", "ABCDEFGH", strict=True))
    pairs = [["a", "b", 1], ["c", "d", 1]]
    assert network_of(names, pairs).most_linked() == [("A", 1), ("B", 1), ("C", 1), ("D", 1)]
    everybody = network_of(names, [*pairs, ["e", "f", 1], ["g", "h", 1]])
    assert everybody.most_linked() == [("A", 1), ("B", 1), ("C", 1)]
