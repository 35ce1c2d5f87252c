"""What people wrote in a round: read a page at a time, quoted without losing a tick."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cultuurraad_wagtail.models import EvaluationRound, Response
from tests.admin.round_screens import screen
from tests.admin.test_registers import user_with
from tests.browser_forms import press
from tests.evaluation.rounds import closed, make_evaluation_form, make_round
from tests.evaluation.test_results import address, rows
from tests.factories import make_question

pytestmark = pytest.mark.django_db

STORE = "Haal aan"


def told(number, label="Vertel"):
    """Answers in free words, in the order in which they are listed."""
    return [{label: f"Antwoord {place:03}"} for place in range(number)]


def quotes_at(evaluation_round, query=""):
    return reverse("cultuurraad_quotes", args=[evaluation_round.pk]) + query


def listed(page):
    items = BeautifulSoup(page.content, "html.parser").select(".cultuurraad-quotes .cultuurraad-tick")
    return [each.get_text(strip=True) for each in items]


def ticked(page):
    boxes = BeautifulSoup(page.content, "html.parser").select(".cultuurraad-quotes input[checked]")
    return [each.parent.get_text(strip=True) for each in boxes]


def ids(page, *texts):
    boxes = BeautifulSoup(page.content, "html.parser").select("input[name=quote]")
    return [each["value"] for each in boxes if each.parent.get_text(strip=True) in texts]


def quoted(evaluation_round):
    return [each["text"] for each in EvaluationRound.objects.get(pk=evaluation_round.pk).quotes]


def test_round_leads_to_what_was_written(editor_client, section):
    found = closed(section, told(7))

    page = BeautifulSoup(editor_client.get(screen(found)).content, "html.parser")

    assert "Antwoord 001" not in page.text
    assert "Vertel: 7 antwoorden" in page.text
    assert page.select_one(f'a[href="{quotes_at(found)}"]')


def test_each_text_is_listed_once_in_the_order_of_the_alphabet(editor_client, section):
    found = closed(section, [{"Vertel": text} for text in ("beter", "Anders", "zo", "beter", "ook", "Anders", "")])
    assert listed(editor_client.get(quotes_at(found))) == ["Anders", "beter", "ook", "zo"]


def test_list_has_pages(editor_client, section):
    found = closed(section, told(60))

    first, second = editor_client.get(quotes_at(found)), editor_client.get(quotes_at(found, "?p=2"))

    assert (len(listed(first)), len(listed(second))) == (50, 10)
    assert listed(second)[0] == "Antwoord 050"


def test_ticks_on_several_pages_are_quoted_together(editor_client, section):
    found = closed(section, told(60))
    first = editor_client.get(quotes_at(found))

    second = press(editor_client, first, "Volgende", {"quote": ids(first, "Antwoord 003")})
    assert quoted(found) == []
    again = press(editor_client, second, "Vorige", {"quote": ids(second, "Antwoord 055")})
    assert ticked(again) == ["Antwoord 003"]
    assert "2 keuzes zijn nog niet bewaard" in again.content.decode()
    answer = press(editor_client, again, STORE)

    assert answer.status_code == 302
    assert quoted(found) == ["Antwoord 003", "Antwoord 055"]


def test_what_is_ticked_can_be_unticked_on_another_page(editor_client, section):
    found = closed(section, told(60))
    first = editor_client.get(quotes_at(found))
    press(editor_client, first, STORE, {"quote": ids(first, "Antwoord 001", "Antwoord 002")})

    first = editor_client.get(quotes_at(found))
    second = press(editor_client, first, "Volgende", {"quote": ids(first, "Antwoord 002")})
    press(editor_client, second, STORE, {"quote": ids(second, "Antwoord 055")})

    assert quoted(found) == ["Antwoord 002", "Antwoord 055"]


def test_a_tick_that_was_taken_back_before_storing_is_none(editor_client, section):
    found = closed(section, told(60))
    first = editor_client.get(quotes_at(found))
    second = press(editor_client, first, "Volgende", {"quote": ids(first, "Antwoord 003")})
    again = press(editor_client, second, "Vorige")

    press(editor_client, again, STORE, {"quote": []})

    assert quoted(found) == []


def test_quoted_answers_stand_together(editor_client, section):
    found = closed(section, told(60))
    first = editor_client.get(quotes_at(found))
    press(editor_client, first, STORE, {"quote": ids(first, "Antwoord 007")})
    page = editor_client.get(quotes_at(found, "?p=2"))

    page = press(editor_client, page, "Aangehaald (1)", {"quote": ids(page, "Antwoord 051")})

    assert ticked(page) == listed(page) == ["Antwoord 007", "Antwoord 051"]
    press(editor_client, page, STORE, {"quote": ids(page, "Antwoord 051")})
    assert quoted(found) == ["Antwoord 051"]


def test_each_question_has_its_own_list(editor_client, section):
    form = make_evaluation_form()
    make_question(form, "Wens", field_type="singleline", sort_order=9)
    found = closed(section, [*told(6), *told(8, "Wens")], form=form)
    page = editor_client.get(quotes_at(found))

    page = press(editor_client, page, "Wens (8)", {"quote": ids(page, "Antwoord 002")})
    press(editor_client, page, STORE, {"quote": ids(page, "Antwoord 001")})

    found.refresh_from_db()
    keys = [form.questions.get(label=label).key for label in ("Vertel", "Wens")]
    assert [(each["key"], each["text"]) for each in found.quotes] == list(
        zip(keys, ("Antwoord 002", "Antwoord 001"), strict=True)
    )


def test_two_editors_keep_what_the_other_chose(editor_client, section):
    found = closed(section, told(8))
    one = other = editor_client.get(quotes_at(found))

    press(editor_client, one, STORE, {"quote": ids(one, "Antwoord 001")})
    press(editor_client, other, STORE, {"quote": ids(other, "Antwoord 002")})

    assert quoted(found) == ["Antwoord 001", "Antwoord 002"]


def test_quote_stays_and_can_go_when_its_answer_was_erased(editor_client, section):
    found = closed(section, told(8))
    page = editor_client.get(quotes_at(found))
    press(editor_client, page, STORE, {"quote": ids(page, "Antwoord 001", "Antwoord 002")})
    Response.objects.all().delete()

    page = editor_client.get(quotes_at(found))
    assert ticked(page) == ["Antwoord 001", "Antwoord 002"]
    press(editor_client, page, STORE, {"quote": ids(page, "Antwoord 002")})

    assert quoted(found) == ["Antwoord 002"]


@pytest.mark.parametrize("chosen", ["onzin", "onzin-1234", "-", "tekst-" + "0" * 16])
def test_what_nobody_answered_is_not_quoted(editor_client, section, chosen):
    found = closed(section, told(6))
    page = editor_client.get(quotes_at(found))
    press(editor_client, page, STORE, {"quote": [chosen, *ids(page, "Antwoord 001")]})
    assert quoted(found) == ["Antwoord 001"]


@pytest.mark.parametrize("query", ["?show=onzin", "?p=999", "?p=x", "?show=quoted&p=-1"])
def test_odd_addresses_show_a_list(editor_client, section, query):
    assert editor_client.get(quotes_at(closed(section, told(6)), query)).status_code == 200


@pytest.mark.parametrize("item_count", [3, 60])
def test_screen_costs_the_same_for_few_and_many_answers(editor_client, section, item_count):
    found = closed(section, [*told(6), *told(item_count)])
    page = editor_client.get(quotes_at(found))
    press(editor_client, page, STORE, {"quote": ids(page, "Antwoord 001", "Antwoord 002")[:item_count]})

    with CaptureQueriesContext(connection) as queries:
        page = editor_client.get(quotes_at(found))

    assert len([each for each in queries if '_response"' in each["sql"] or '_evaluationround"' in each["sql"]]) == 4
    assert ticked(page) == ["Antwoord 001", "Antwoord 002"]


class TestLanguage:
    def language_field(self, page, text):
        return f"language-{ids(page, text)[0]}"

    def languages(self, evaluation_round):
        return {each["text"]: each["language"] for each in EvaluationRound.objects.get(pk=evaluation_round.pk).quotes}

    @pytest.fixture
    def found(self, editor_client, section):
        found = closed(section, told(60))
        page = editor_client.get(quotes_at(found))
        press(editor_client, page, STORE, {"quote": ids(page, "Antwoord 001", "Antwoord 002")})
        return found

    def test_is_that_of_the_form_until_somebody_says_another(self, editor_client, found):
        assert self.languages(found) == {"Antwoord 001": "nl", "Antwoord 002": "nl"}

        page = editor_client.get(quotes_at(found, "?show=quoted"))
        press(editor_client, page, STORE, {self.language_field(page, "Antwoord 002"): "fr"})

        assert self.languages(found) == {"Antwoord 001": "nl", "Antwoord 002": "fr"}

    def test_is_kept_on_the_way_to_another_list(self, editor_client, found):
        page = editor_client.get(quotes_at(found, "?show=quoted"))
        page = press(editor_client, page, "Vertel (60)", {self.language_field(page, "Antwoord 002"): "fr"})
        assert "1 keuze is nog niet bewaard" in page.content.decode()

        press(editor_client, page, STORE)

        assert self.languages(found) == {"Antwoord 001": "nl", "Antwoord 002": "fr"}

    @pytest.mark.parametrize("code", ["xx", "", "fr:nl", "fr nl"])
    def test_another_one_than_of_the_site_is_not_taken(self, editor_client, found, code):
        page = editor_client.get(quotes_at(found, "?show=quoted"))
        press(editor_client, page, STORE, {self.language_field(page, "Antwoord 002"): code})
        assert self.languages(found) == {"Antwoord 001": "nl", "Antwoord 002": "nl"}

    def test_is_marked_on_the_page_in_another_one(self, client, editor_client, found):
        page = editor_client.get(quotes_at(found, "?show=quoted"))
        press(editor_client, page, STORE, {self.language_field(page, "Antwoord 002"): "fr"})

        marked = {}
        for language in ("nl", "fr"):
            page = BeautifulSoup(client.get(address(found, language)).content, "html.parser")
            marked[language] = {each.get_text(strip=True): each.get("lang") for each in page.select("blockquote")}

        assert marked == {
            "nl": {"Antwoord 001": None, "Antwoord 002": "fr"},
            "fr": {"Antwoord 001": "nl", "Antwoord 002": None},
        }


class TestNotForEverybody:
    def test_free_words_of_a_few_are_not_read(self, editor_client, section):
        found = closed(section, [{"Vertel": "herkenbaar"}, *rows(0), *[{"Cijfer": 3}] * 6])
        key = found.form.questions.get(label="Vertel").key
        for each in (screen(found), quotes_at(found), quotes_at(found, f"?show={key}")):
            assert "herkenbaar" not in editor_client.get(each).content.decode()

    def test_free_words_of_a_few_cannot_be_quoted(self, editor_client, section):
        found = closed(section, [*[{"Vertel": "herkenbaar"}] * 5, {"Cijfer": 3}])
        page = editor_client.get(quotes_at(found))
        chosen = ids(page, "herkenbaar")
        assert len(chosen) == 1
        Response.objects.filter(pk__in=Response.objects.values("pk")[:3]).delete()

        press(editor_client, page, STORE, {"quote": chosen})

        assert quoted(found) == []

    def test_round_that_is_open_shows_none(self, editor_client, section):
        found = make_round(section.site, audience="public")
        assert editor_client.get(quotes_at(found)).url == screen(found)
        assert editor_client.post(quotes_at(found), {"deed": "quote", "quote": ["x-1"]}).url == screen(found)

    def test_reading_needs_the_right_to_see_answers(self, client, section):
        found = closed(section, told(6))
        client.force_login(user_with("view_evaluationround", "change_evaluationround", "publish_feedbackform"))
        assert client.get(quotes_at(found)).url == reverse("wagtailadmin_home")

    @pytest.mark.parametrize("permission", ["change_evaluationround", "publish_feedbackform"])
    def test_quoting_needs_the_right_to_publish(self, client, section, permission):
        found = closed(section, told(6))
        client.force_login(user_with("view_evaluationround", "view_response", permission))
        page = client.get(quotes_at(found))
        assert page.status_code == 200
        assert STORE not in page.content.decode()

        refused = client.post(quotes_at(found), {"deed": "quote", "quote": ids(page, "Antwoord 001")})

        assert refused.url == reverse("wagtailadmin_home")
        assert quoted(found) == []
