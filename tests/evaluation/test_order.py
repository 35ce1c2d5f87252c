"""What only an older version of the form asked stands where it stood then."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from cultuurraad_wagtail.evaluation.rounds import close_round
from cultuurraad_wagtail.models import EvaluationRound
from tests.evaluation.rounds import answered, make_round
from tests.evaluation.test_results import address
from tests.factories import make_form, make_question

pytestmark = pytest.mark.django_db

QUESTIONS = [
    {"label": "Vooraf", "field_type": "scale"},
    {"label": "Communicatie", "field_type": "section"},
    {"label": "Op tijd", "field_type": "scale"},
    {"label": "Duidelijk", "field_type": "scale"},
    {"label": "Zichtbaarheid", "field_type": "section"},
    {"label": "In de krant", "field_type": "scale"},
    {"label": "Tot slot", "field_type": "section"},
    {"label": "Al met al", "field_type": "scale"},
]
ANSWERS = {each["label"]: 4 for each in QUESTIONS if each["field_type"] == "scale"}


@pytest.fixture
def outline(client, section):
    """A function of what is taken out of the form and put into it halfway: gives the headings and what is below."""

    def shown(gone=(), added=()):
        form = make_form("Evaluatie", questions=QUESTIONS)
        evaluation_round = make_round(section.site, form, audience="public", started_at=timezone.now())
        answered(evaluation_round, [ANSWERS] * 6)
        form.questions.filter(label__in=gone).delete()
        for each in added:
            make_question(form, **each)
        answered(evaluation_round, [{**ANSWERS, "Op maat": 3}] * 6)
        close_round(evaluation_round=evaluation_round)
        EvaluationRound.objects.update(published_at=timezone.now())
        page = BeautifulSoup(client.get(address(evaluation_round)).content, "html.parser")
        return {
            part.h2.text if part.h2 else "": [each.text for each in part.select("figcaption")]
            for part in page.select(".cultuurraad-results__section")
        }

    return shown


EVERYTHING = {
    "": ["Vooraf"],
    "Communicatie": ["Op tijd", "Duidelijk"],
    "Zichtbaarheid": ["In de krant"],
    "Tot slot": ["Al met al"],
}


@pytest.mark.parametrize(
    "gone",
    [
        ["Op tijd"],
        ["Duidelijk"],
        ["Op tijd", "Duidelijk"],
        ["Vooraf"],
        ["Communicatie", "Op tijd", "Duidelijk"],
        ["Tot slot", "Al met al"],
    ],
)
def test_question_that_was_taken_out_stays_where_it_was(outline, gone):
    assert outline(gone=gone) == EVERYTHING


def test_question_whose_heading_stays_below_another_one_is_told_once(outline):
    assert outline(gone=["Zichtbaarheid"]) == {
        "": ["Vooraf"],
        "Communicatie": ["Op tijd", "Duidelijk", "In de krant"],
        "Tot slot": ["Al met al"],
    }


def test_new_question_has_its_place_among_the_others(outline):
    added = [{"label": "Op maat", "field_type": "scale", "sort_order": 9}]
    assert outline(gone=["Zichtbaarheid", "In de krant", "Tot slot", "Al met al"], added=added) == {
        **EVERYTHING,
        "Communicatie": ["Op tijd", "Duidelijk", "Op maat"],
    }
