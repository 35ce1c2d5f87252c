"""The answers of a round as a table: everything the page tells, and no more."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from cultuurraad_wagtail.evaluation.rounds import close_round
from cultuurraad_wagtail.models import Response
from tests.admin.round_screens import export
from tests.evaluation.rounds import answered, closed, started
from tests.evaluation.test_results import rows

pytestmark = pytest.mark.django_db


def lines_of(client, found, query=""):
    content = b"".join(client.get(export(found, "csv", query)).streaming_content).decode("utf-8-sig")
    return [line.split(",") for line in content.splitlines()]


def cells_of(client, found):
    """What stands in the cells of the workbook."""
    book = load_workbook(BytesIO(b"".join(client.get(export(found, "xlsx")).streaming_content)))
    return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}


def test_words_and_codes(editor_client, section):
    found = closed(section, rows(6))
    heading, first = lines_of(editor_client, found)[:2]
    assert heading == ["U bent", "Stellingen: Kennis delen", "Cijfer"]
    assert first == ["Organisatie", "4", "4"]
    assert lines_of(editor_client, found, "?codes")[1] == ["1", "4", "4"]


def test_files_in_words_and_in_codes_have_names_of_their_own(editor_client, section):
    found = closed(section, rows(6))
    names = [editor_client.get(export(found, "csv", query))["Content-Disposition"] for query in ("", "?codes")]
    assert names == ['attachment; filename="evaluatie-2027.csv"', 'attachment; filename="evaluatie-2027-codes.csv"']


def test_what_the_page_withholds_is_in_no_column(editor_client, section):
    two, five = {"1": 4, "2": 1}, {"1": 4}
    silent = [{"U bent": 1, "Stellingen": five, "Cijfer": "na"} for _ in range(5)]
    found = closed(section, [*silent, *[{"U bent": 1, "Stellingen": two, "Cijfer": 2} for _ in range(2)]])
    for query in ("", "?codes"):
        heading, *lines = lines_of(editor_client, found, query)
        assert heading == ["U bent", "Stellingen: Kennis delen"]
        assert [line[1] for line in lines] == ["4"] * 7


def test_not_applicable_is_told_beside_enough_answers(editor_client, section):
    found = closed(section, [*rows(5), {"U bent": 1, "Cijfer": "na"}])
    assert [line[2] for line in lines_of(editor_client, found, "?codes")[1:]] == [*["4"] * 5, "na"]


def test_line_of_an_anonymous_round_is_nobodys(editor_client, section):
    found = closed(section, [*rows(6, cijfer=5), *rows(6, party=2, cijfer=1), {"U bent": 1, "Cijfer": 3}])
    for query, parties in (("", ["Organisatie", "Raad"]), ("?codes", ["1", "2"])):
        columns = list(zip(*lines_of(editor_client, found, query)[1:], strict=True))
        assert columns[0] == (*[parties[0]] * 7, *[parties[1]] * 6)
        assert columns[1] == (*["4"] * 12, "")
        assert columns[2] == (*["1"] * 6, "3", *["5"] * 6)


def test_free_words_do_not_stand_beside_the_other_answers(editor_client, section):
    found = closed(section, rows(6))
    assert b"geheim" not in b"".join(editor_client.get(export(found)).streaming_content)
    assert "geheim" not in cells_of(editor_client, found)
    told = started(section, anonymity="named")
    answered(told, rows(1))
    close_round(evaluation_round=told)
    assert "geheim" in cells_of(editor_client, told)


def test_what_few_people_answered_is_not_in_the_table(editor_client, section):
    few = [{name: value for name, value in row.items() if name != "Cijfer"} for row in rows(6)]
    found = closed(section, [*few, *rows(4)])
    assert "Cijfer" not in lines_of(editor_client, found)[0]


def test_who_did_not_say_what_they_are_stands_with_the_others(editor_client, section):
    silent = [{name: value for name, value in row.items() if name != "U bent"} for row in rows(2)]
    found = closed(section, [*rows(6), *rows(6, party=2), *silent])
    assert {line[0] for line in lines_of(editor_client, found)[1:]} == {"Organisatie", "Alle andere"}


def test_small_kinds_of_party_are_put_together(editor_client, section):
    found = closed(section, rows(6) + rows(2, party=2) + rows(3, party=3))
    for query in ("", "?codes"):
        told = {line[0] for line in lines_of(editor_client, found, query)[1:]}
        assert told == {"1" if query else "Organisatie", "Alle andere"}


def test_answers_of_a_few_are_not_given(editor_client, section):
    found = closed(section, rows(4))
    assert editor_client.get(export(found)).status_code == 302


def test_what_is_left_of_erased_answers_is_not_given(editor_client, section):
    found = closed(section, rows(12))
    Response.objects.filter(pk__in=list(Response.objects.values_list("pk", flat=True)[:6])).delete()

    answer = editor_client.get(export(found), follow=True)

    assert "De antwoorden zijn gewist, of worden gewist" in answer.content.decode()
    assert answer.redirect_chain[0][1] == 302


def test_named_round_gives_all(editor_client, section):
    found = started(section, anonymity="named")
    amina = found.invitees.get(name__startswith="Amina")
    answered(found, rows(1), invitee=amina)
    answered(found, rows(1))
    close_round(evaluation_round=found)
    heading, *lines = lines_of(editor_client, found)
    assert heading[4:6] == ["Naam", "Organisatie"]
    assert sorted((line[4], line[-1]) for line in lines) == [("", "geheim"), (amina.name, "geheim")]


def test_workbook_explains_its_columns(editor_client, section):
    found = closed(section, rows(6))
    answer = editor_client.get(export(found, "xlsx"))
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Antwoorden", "Codeboek"]
    told = {row[0].value: row[3].value for row in book.worksheets[1].iter_rows(min_row=2)}
    assert told["U bent"] == "1 = Organisatie; 2 = Raad; 3 = Stad"
    assert told["Cijfer"] == "1 = zwak; 5 = sterk"
    assert "niet van één persoon" in told[None]
