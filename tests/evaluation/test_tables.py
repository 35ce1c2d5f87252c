"""Tables and files hold the numbers of the pictures, all of them and nothing besides."""

import csv
from io import StringIO

import pytest
from bs4 import BeautifulSoup

from cultuurraad_wagtail.evaluation.telling import number, plain
from tests.evaluation.rounds import closed, make_evaluation_form, year_before
from tests.evaluation.test_results import address, key, rows, table

pytestmark = pytest.mark.django_db


def file(client, evaluation_round, figure_id):
    """The CSV file: headings, and rows by heading."""
    answer = client.get(f"{address(evaluation_round)}{figure_id}.csv")
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def figure_of(page, figure_id):
    return BeautifulSoup(page.content, "html.parser").find(id=figure_id)


def two_rounds(section, before, now, form=None):
    form = form or make_evaluation_form()
    closed(section, before, form=form, title="Evaluatie 2026", **year_before())
    return closed(section, now, form=form)


class TestScale:
    def test_table_tells_each_step_of_each_round(self, client, section):
        evaluation_round = two_rounds(section, rows(20, step=2), rows(12, step=4) + rows(8, step=5))

        page = client.get(address(evaluation_round))

        assert table(page, key(evaluation_round, "Stellingen"))[:3] == [
            ["Kennis delen"],
            ["2027", "0\xa0%", "0\xa0%", "0\xa0%", "60\xa0% (12)", "40\xa0% (8)", "20", "4,4", "+2,4 (groot)"],
            ["2026", "0\xa0%", "100\xa0% (20)", "0\xa0%", "0\xa0%", "0\xa0%", "20", "2,0", "–"],
        ]

    def test_table_tells_who_said_that_it_does_not_apply(self, client, section):
        some = [{**row, "Stellingen": {"1": "na", "2": 3}} for row in rows(2)]
        evaluation_round = closed(section, rows(6) + some)

        figure = figure_of(client.get(address(evaluation_round)), key(evaluation_round, "Stellingen"))

        assert [each.text for each in figure.select("thead th")] == [
            *("Stelling", "1", "2", "3", "4", "5", "n.v.t.", "n", "Gemiddelde")
        ]
        assert [each.text for each in figure.select("tbody tr")[0].select("td")][-3:] == ["2", "6", "4,0"]

    def test_shares_are_those_of_the_picture(self, client, section):
        """A half is rounded up in both: 1 of 8 is 13 %."""
        evaluation_round = closed(section, rows(1, cijfer=1) + rows(7, cijfer=5))

        figure = figure_of(client.get(address(evaluation_round)), key(evaluation_round, "Cijfer"))

        drawn = {each.text for each in figure.select("svg text")}
        assert {"88\xa0%"} <= drawn
        assert [each.text for each in figure.select("td")][:5] == [
            *("13\xa0% (1)", "0\xa0%", "0\xa0%", "0\xa0%", "88\xa0% (7)")
        ]

    def test_file_has_numbers_that_can_be_calculated_with(self, client, section):
        evaluation_round = two_rounds(section, rows(25, step=4), rows(25, step=2))

        now, before, *_other = file(client, evaluation_round, key(evaluation_round, "Stellingen"))

        counts = {"1": "0", "2": "25", "3": "0", "4": "0", "5": "0"}
        shares = {"1, %": "0", "2, %": "100", "3, %": "0", "4, %": "0", "5, %": "0"}
        change = {"Verschil": "-2.0", "Grootte van het verschil": "groot", "Opmerking": ""}
        assert now == {
            "Stelling": "Kennis delen",
            "Ronde": "2027",
            "Antwoorden": "25",
            **counts,
            **shares,
            "Niet van toepassing": "0",
            "Gemiddelde": "2.0",
            **change,
        }
        assert (before["Ronde"], before["4"], before["Verschil"]) == ("2026", "25", "")

    def test_file_says_where_a_change_may_be_chance(self, client, section):
        evaluation_round = two_rounds(section, rows(6, step=2), rows(6, step=4))
        now, *_other = file(client, evaluation_round, key(evaluation_round, "Stellingen"))
        assert (now["Verschil"], now["Opmerking"]) == ("2.0", "weinig antwoorden")

    def test_words_that_editors_write_never_run_in_a_spreadsheet(self, client, section):
        form = make_evaluation_form()
        form.questions.filter(label="Stellingen").update(choices='=HYPERLINK("x")\n-Ruimte delen')
        evaluation_round = closed(section, rows(6), form=form)

        told = file(client, evaluation_round, key(evaluation_round, "Stellingen"))

        assert [each["Stelling"] for each in told] == ['\'=HYPERLINK("x")', "'-Ruimte delen"]


class TestWithheld:
    """Four people answered “Ruimte delen” in this round, or in the one before it."""

    few = [{**row, "Stellingen": {"1": 5, "2": 3}} for row in rows(4)]

    @pytest.mark.parametrize("newest", [True, False])
    def test_neither_table_nor_file_tells_of_a_few(self, client, section, newest):
        enough = [{**row, "Stellingen": {"1": 5, "2": 1}} for row in rows(9)]
        pair = (enough, rows(9) + self.few) if newest else (rows(9) + self.few, enough)
        evaluation_round = two_rounds(section, *pair)
        statement, place = key(evaluation_round, "Stellingen"), 0 if newest else 1

        page = client.get(address(evaluation_round))
        told = [row for row in file(client, evaluation_round, statement) if row["Stelling"] == "Ruimte delen"]

        assert table(page, statement)[4 + place][1:8] == [*["–"] * 5, "te weinig antwoorden", "–"]
        kept = {name: value for name, value in told[place].items() if value}
        assert kept == {
            "Stelling": "Ruimte delen",
            "Ronde": "2027" if newest else "2026",
            "Opmerking": "te weinig antwoorden",
        }
        assert told[1 - place]["1"] == "9"
        assert "Minder dan 5 antwoorden worden niet getoond." in page.content.decode()

    def test_picture_that_is_downloaded_tells_no_more(self, client, section):
        evaluation_round = closed(section, rows(9, step=2) + self.few)
        picture = client.get(f"{address(evaluation_round)}{key(evaluation_round, 'Stellingen')}.svg").content.decode()

        assert "Ruimte delen: te weinig antwoorden." in picture
        assert "n = 4" not in picture
        assert "3,0" not in picture


class TestDescription:
    def test_picture_says_in_words_what_it_shows(self, client, section):
        evaluation_round = closed(section, rows(6))
        picture = BeautifulSoup(
            client.get(f"{address(evaluation_round)}{key(evaluation_round, 'Cijfer')}.svg").content, "html.parser"
        )
        assert picture.desc.text == "Cijfer: gemiddelde 4,0 van 6 antwoorden."

    def test_lines_say_their_values(self, client, section):
        evaluation_round = two_rounds(section, rows(6, cijfer=2), rows(6, cijfer=5))
        address_of = f"{address(evaluation_round)}{key(evaluation_round, 'Cijfer')}-rounds.svg"
        assert BeautifulSoup(client.get(address_of).content, "html.parser").desc.text == (
            "Cijfer: 2,0 (2026), 5,0 (2027)."
        )


class TestParties:
    def test_statements_stand_beside_each_other_by_party(self, client, section):
        evaluation_round = closed(section, rows(9, party=1, cijfer=5) + rows(6, party=2, cijfer=3))
        parties = f"{key(evaluation_round, 'Cijfer')}-parties"

        page = client.get(address(evaluation_round))

        assert table(page, parties) == [["Cijfer", "5,0 (9)", "3,0 (6)"]]
        assert [list(row.values()) for row in file(client, evaluation_round, parties)] == [
            ["Cijfer", "Organisatie", "9", "5.0"],
            ["Cijfer", "Raad", "6", "3.0"],
        ]

    @pytest.mark.parametrize(("stad", "is_folded"), [(0, False), (2, True)])
    def test_page_says_that_small_ones_are_put_together_only_where_they_are(self, client, section, stad, is_folded):
        evaluation_round = closed(section, rows(9, party=1) + rows(6, party=2) + rows(stad, party=3))
        page = client.get(address(evaluation_round)).content.decode()
        assert ("zijn samengenomen" in page) is is_folded

    def test_page_says_why_a_statement_is_left_out(self, client, section):
        few = [{**row, "Stellingen": {"1": 4, "2": 2}} for row in rows(9) + rows(3, party=2)]
        evaluation_round = closed(section, few + rows(6, party=2))

        page = client.get(address(evaluation_round))
        figure = figure_of(page, f"{key(evaluation_round, 'Stellingen')}-parties")

        assert [row[0] for row in table(page, figure["id"])] == ["Kennis delen"]
        assert [note.text for note in figure.select(".cultuurraad-figure__note")][-1] == (
            "Niet getoond per soort partij, omdat van één soort minder dan 5 antwoordden: Ruimte delen"
        )

    def test_page_says_why_no_statement_is_told_by_party(self, client, section):
        few = [{**row, "Cijfer": 3} for row in rows(9) + rows(3, party=2)]
        silent = [{"U bent": 2, "Vertel": "x"}] * 6
        evaluation_round = closed(section, few + silent)

        page = client.get(address(evaluation_round))

        assert figure_of(page, f"{key(evaluation_round, 'Cijfer')}-parties") is None
        told = figure_of(page, key(evaluation_round, "Cijfer")).text
        assert "Niet getoond per soort partij, omdat van één soort minder dan 5 antwoordden: Cijfer" in told


@pytest.mark.parametrize("rounds", [1, 2])
def test_no_heading_of_a_table_is_empty(client, section, rounds):
    evaluation_round = two_rounds(section, rows(9), rows(9)) if rounds == 2 else closed(section, rows(9))
    page = BeautifulSoup(client.get(address(evaluation_round)).content, "html.parser")

    assert page.select("thead th")
    assert [each for each in page.select("th") if not each.text.strip()] == []


def test_every_table_can_be_reached_and_scrolled_by_keyboard(client, section):
    evaluation_round = two_rounds(section, rows(9), rows(9))
    page = BeautifulSoup(client.get(address(evaluation_round)).content, "html.parser")

    for each in page.select("figure table"):
        assert (each.parent["tabindex"], each.parent["role"]) == ("0", "region")
        assert each.parent["aria-label"]


@pytest.mark.parametrize(
    ("value", "told", "value_in_file"),
    [(3.85, "3,9", 3.9), (2.95, "3,0", 3.0), (4.649, "4,6", 4.6), (4, "4,0", 4.0), (None, "–", None)],
)
def test_mean_is_rounded_and_not_cut_off(value, told, value_in_file):
    assert number(value).replace(".", ",") == told
    assert plain(value) == value_in_file


@pytest.mark.parametrize("value", [-0.04, -0.0, 0, 0.04])
def test_almost_nothing_has_no_minus(value):
    assert (number(value), str(plain(value))) == ("0,0", "0.0")
