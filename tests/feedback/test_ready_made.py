"""Ready-made forms: complete in three languages, drafts until an editor publishes them, comparable ever after."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import ModelLogEntry, Revision

from cultuurraad_wagtail.choices import QuestionType
from cultuurraad_wagtail.feedback import responses_as_table
from cultuurraad_wagtail.feedback.ready_made import READY_MADE, make_ready_made, ready_made_forms
from cultuurraad_wagtail.models import FeedbackForm, Response
from tests.factories import make_editor, make_response

pytestmark = pytest.mark.django_db

GOALS = ["communication", "jointwork", "knowledge", "visibility"]


def publish(form):
    form.get_latest_revision().publish()
    return FeedbackForm.objects.get(pk=form.pk)


@pytest.mark.parametrize("name", READY_MADE)
class TestEach:
    def test_is_complete_in_dutch_french_and_english(self, name):
        form = make_ready_made(name=name)

        assert form.language == "nl"
        assert sorted(form.translations) == ["en", "fr"]
        assert [each.untranslated() for each in (form, *form.questions.all())] == [{}] * (1 + form.questions.count())

    def test_is_a_draft_with_a_first_version(self, name):
        editor = make_editor()

        form = make_ready_made(name=name, user=editor)

        assert (form.live, form.has_unpublished_changes) == (False, True)
        assert FeedbackForm.objects.visible().count() == 0
        assert Revision.objects.for_instance(form).get().user == editor
        assert [entry.action for entry in ModelLogEntry.objects.for_instance(form)] == ["wagtail.create"]
        keys = [each["key"] for each in READY_MADE[name]["questions"]]
        assert [each.key for each in publish(form).questions.all()] == keys

    def test_keys_fit_in_the_name_of_a_field_and_are_each_one_question(self, name):
        keys = [each["key"] for said in READY_MADE.values() for each in said["questions"]]

        assert len(set(keys)) == len(keys)
        assert [key for key in keys if not key.isalnum() or not key.islower() or len(key) > 16] == []

    def test_every_text_has_three_languages(self, name):
        said = READY_MADE[name]
        rows = [said, *said["questions"]]
        texts = [value for row in rows for key, value in row.items() if isinstance(value, tuple) and key != "only_if"]

        assert [text for text in texts if len(text) != 3 or not all(text)] == []
        assert [text for text in texts if len({words.count("\n") for words in text}) != 1] == []

    def test_visitor_reads_nothing_but_french(self, name, client, section):
        form = publish(make_ready_made(name=name))

        page = BeautifulSoup(client.get(form.get_absolute_url("fr")).content, "html.parser")

        assert page.h1.text == READY_MADE[name]["title"][1]
        assert page.select(".cultuurraad [lang]:not(.cultuurraad-languages *)") == []


def test_yearly_evaluation_asks_three_statements_for_each_of_four_goals():
    form = make_ready_made(name="collaboration")

    matrices = {each.key: each for each in form.questions.all() if each.field_type == QuestionType.MATRIX}

    assert list(matrices) == GOALS
    assert {(len(each.lines), each.steps, each.has_na) for each in matrices.values()} == {(3, 5, True)}
    assert [each.key for each in form.questions.all() if each.tells_party] == ["youansweras"]


def test_condition_holds_in_whichever_language_it_is_read(client, section):
    form = publish(make_ready_made(name="session"))

    conditions = {
        language: [
            (each.condition["name"], each.condition["values"])
            for part in client.get(form.get_absolute_url(language)).context["form"].parts
            for each in part.items
            if each.condition
        ]
        for language in ("nl", "fr", "en")
    }

    expected = [("qsessionuse", "yes"), ("qsessionuse", "no")]
    assert conditions == {"nl": expected, "fr": expected, "en": expected}
    assert form.versions.count() == 1


def test_same_form_again_is_numbered_and_has_the_same_keys():
    first, second, third = (make_ready_made(name="event") for _ in range(3))

    assert [each.title for each in (second, third)] == [f"{first.title} (2)", f"{first.title} (3)"]
    assert second.translations["fr"]["title"] == f"{first.translations['fr']['title']} (2)"
    assert [each.key for each in second.questions.all()] == [each.key for each in first.questions.all()]
    assert len({each.slug for each in (first, second, third)}) == 3


def test_answers_to_two_events_stand_in_one_column(section):
    forms = [publish(make_ready_made(name="event")) for _ in range(2)]
    for score, form in enumerate(forms, start=3):
        make_response(form, answers={"Hoe goed vond u het?": score})

    heading, rows = responses_as_table(Response.objects.order_by("submitted_at"))

    assert heading.count("Hoe goed vond u het?") == 1
    place = heading.index("Hoe goed vond u het?")
    assert [(row[1], row[place]) for row in rows] == [(forms[0].title, 3), (forms[1].title, 4)]


def test_question_that_one_form_asks_otherwise_has_a_column_of_its_own(section):
    """An editor made a text of the statements before anybody answered."""
    first, second = (publish(make_ready_made(name="session")) for _ in range(2))
    second.questions.filter(key="sessionviews").update(field_type=QuestionType.LONG_TEXT)
    make_response(first, answers={"Wat vindt u van de sessie?": {"1": 4}})
    make_response(second, answers={"Wat vindt u van de sessie?": "Fijn"})

    heading, rows = responses_as_table(Response.objects.order_by("submitted_at"))

    asked = [place for place, words in enumerate(heading) if words.startswith("Wat vindt u van de sessie?")]
    assert [[row[place] for place in asked] for row in rows] == [[4, "", "", ""], ["", "", "", "Fijn"]]


@pytest.mark.parametrize(
    ("languages", "source", "translated", "title"),
    [
        (["fr", "nl"], "nl", ["fr"], "Hoe was deze vergadering?"),
        (["fr-be", "en"], "fr-be", ["en"], "Comment était cette réunion ?"),
        (["de"], "de", [], "How was this meeting?"),
    ],
)
def test_form_is_written_in_the_languages_of_the_site(settings, languages, source, translated, title):
    settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in languages]
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr-be", "fr-be"), ("de", "de")]
    settings.LANGUAGE_CODE = languages[0]

    form = make_ready_made(name="meeting")

    assert (form.language, sorted(form.translations), form.title) == (source, translated, title)


def test_editor_reads_what_there_is_in_their_own_language():
    assert [each["name"] for each in ready_made_forms("nl")] == list(READY_MADE)
    assert ready_made_forms("fr-be")[0] == {
        "name": "meeting",
        "title": "Comment était cette réunion ?",
        "use": "Après chaque réunion.",
        "minutes": 1,
        "questions": [
            "Cette réunion vous a-t-elle été utile ?",
            "Avez-vous pu dire ce que vous vouliez dire ?",
            "Que faut-il changer la prochaine fois ?",
        ],
        "languages": ["Nederlands", "Français", "English"],
    }
