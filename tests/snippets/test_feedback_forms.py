"""Feedback forms as editors write them: hours, questions, languages."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.admin.panels import get_edit_handler

from cultuurraad_wagtail.models import FeedbackForm
from tests.factories import make_form, make_question, make_response

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours", "is_open"),
    [
        ({}, True),
        ({"open_from": NOW}, True),
        ({"open_from": NOW + HOUR}, False),
        ({"open_until": NOW}, False),
        ({"open_until": NOW + HOUR}, True),
        ({"open_from": NOW - HOUR, "open_until": NOW + HOUR}, True),
    ],
)
def test_form_takes_answers_from_its_first_to_its_last_moment(db, hours, is_open):
    form = make_form(**hours)

    assert form.is_open(NOW) is is_open
    assert list(FeedbackForm.objects.visible(NOW)) == [form]


@pytest.mark.parametrize("fields", [{"live": False}, {"expire_at": NOW}])
def test_draft_and_expired_forms_are_not_visible(db, fields):
    shown, hidden = make_form(), make_form(**fields)

    assert list(FeedbackForm.objects.visible(NOW)) == [shown]
    assert shown.is_visible(NOW) is True
    assert hidden.is_visible(NOW) is False


def test_question_keeps_its_name_when_it_is_reworded(db):
    form = make_form(questions=[{"label": "Cijfer"}])
    question = form.questions.get()
    name = question.get_field_clean_name()

    question.label = "Welk cijfer geef je?"
    question.save()

    assert next(iter(form.answer_form().fields)) == name


def test_questions_of_one_wording_are_two_fields(db):
    form = make_form(questions=[{"label": "Nog iets?"}, {"label": "Nog iets?"}])

    assert len(form.answer_form().answered_fields) == 2


def test_answer_form_asks_in_the_order_of_the_editor(db):
    form = make_form(questions=[{"label": "Een"}, {"label": "Twee"}])
    make_question(form, "Nul", sort_order=-1)

    assert [field.label for field in form.answer_form().answered_fields] == ["Nul", "Een", "Twee"]


def editors_form(instance=None, *, questions, **data):
    form_class = get_edit_handler(FeedbackForm).get_form_class()
    posted = {
        "title": "Wat vond je?",
        "language": "nl",
        "introduction": "null",
        "thanks": "null",
        "questions-TOTAL_FORMS": str(len(questions)),
        "questions-INITIAL_FORMS": "0",
        "questions-MIN_NUM_FORMS": "1",
        "questions-MAX_NUM_FORMS": "1000",
        **data,
    }
    for number, question in enumerate(questions):
        question = {"field_type": "singleline", "steps": "5", "ORDER": str(number + 1), **question}
        posted |= {f"questions-{number}-{name}": value for name, value in question.items()}
    return form_class(posted, instance=instance)


@pytest.mark.parametrize("field_type", ["radio", "checkboxes"])
@pytest.mark.parametrize("choices", ["", "Ja", "Ja\n\n  \n"])
def test_choice_with_fewer_than_two_choices_is_refused_beside_the_question(section, field_type, choices):
    form = editors_form(
        FeedbackForm(),
        questions=[{"label": "Kom je?", "field_type": field_type, "choices": choices}],
    )

    assert not form.is_valid()
    assert list(form.formsets["questions"].errors[0]) == ["choices"]


def test_choice_with_two_choices_is_accepted(section):
    form = editors_form(
        FeedbackForm(),
        questions=[{"label": "Kom je?", "field_type": "radio", "choices": "Ja\r\nNee"}],
    )

    assert form.is_valid(), (form.errors, form.formsets["questions"].errors)
    saved = form.save()
    choices = next(iter(saved.answer_form().fields.values())).choices
    assert choices == [("1", "Ja"), ("2", "Nee")]


def test_form_without_a_question_is_refused(section):
    form = editors_form(FeedbackForm(), questions=[])

    assert not form.is_valid()


def test_form_that_closes_before_it_opens_is_refused(section):
    form = editors_form(
        FeedbackForm(),
        questions=[{"label": "Kom je?"}],
        open_from="2026-07-01 10:00",
        open_until="2026-07-01 09:00",
    )

    assert not form.is_valid()
    assert list(form.errors) == ["open_until"]


def test_form_hours_are_read_in_brussels(section):
    form = editors_form(FeedbackForm(), questions=[{"label": "Kom je?"}], open_from="2026-07-01 10:00")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["open_from"].astimezone(timezone.get_default_timezone()).hour == 8


class TestKeys:
    """Wording may be corrected; what means something else is another question."""

    @pytest.fixture
    def form(self, section):
        return make_form(questions=[{"label": "Cijfer", "field_type": "scale"}])

    def edited(self, form, **changes):
        question = form.questions.get()
        row = {"id": question.pk, "key": question.key, "label": "Cijfer", "field_type": "scale", **changes}
        posted = editors_form(form, questions=[row], **{"questions-INITIAL_FORMS": "1"})
        assert posted.is_valid(), (posted.errors, posted.formsets["questions"].errors)
        posted.save()
        return form.questions.get(), posted.formsets["questions"].forms[0].outcome

    def test_corrected_wording_keeps_its_answers(self, form):
        make_response(form, answers={"Cijfer": 4})
        key = form.questions.get().key

        question, told = self.edited(form, label="Welk cijfer?")

        assert (question.key, question.replaces) == (key, "")
        assert "houdt haar antwoorden" in told

    @pytest.mark.parametrize("change", [{"asks_something_else": "on"}, {"field_type": "yes_no"}, {"steps": "7"}])
    def test_changed_meaning_is_another_question(self, form, change):
        make_response(form, answers={"Cijfer": 4})
        key = form.questions.get().key

        question, told = self.edited(form, **change)

        assert question.key != key
        assert question.replaces == key
        assert "apart geteld" in told

    @pytest.mark.parametrize("change", [{"label": "Welk cijfer?"}, {"field_type": "yes_no"}, {"steps": "7"}])
    def test_question_that_nobody_answered_keeps_its_key_whatever_changes(self, form, change):
        key = form.questions.get().key

        question, told = self.edited(form, **change)

        assert (question.key, told) == (key, "")

    def test_saving_again_from_an_older_screen_still_parts_them(self, form):
        make_response(form, answers={"Cijfer": 4})
        key = form.questions.get().key
        self.edited(form, field_type="yes_no")

        question, _told = self.edited(form, key=key, field_type="yes_no")

        assert question.key != key

    def test_new_questions_of_one_form_have_a_key_each(self, section):
        posted = editors_form(FeedbackForm(), questions=[{"label": "Een", "key": ""}, {"label": "Twee", "key": ""}])
        assert posted.is_valid()

        keys = {question.key for question in posted.save(commit=False).questions.all()}

        assert len(keys - {""}) == 2


def test_editor_sees_what_is_not_translated(editor_client, section):
    form = make_form(
        "Hoe was het?",
        questions=[{"label": "Cijfer", "translations": {"fr": {"label": "Note"}}}],
        translations={"fr": {"title": "C'était comment ?"}},
    )

    page = editor_client.get(f"/admin/cultuurraad/feedback-forms/edit/{form.pk}/")

    panel = BeautifulSoup(page.content, "html.parser").select_one(".cultuurraad-missing")
    assert [each.text for each in panel.select("summary")] == ["English: 2 delen zijn nog niet vertaald"]
    assert [each.text for each in panel.select("p:not(.help)")] == ["Français: volledig"]
    assert [each.text for each in panel.select("li")] == ["Het formulier zelf: titel", "Cijfer: vraag"]


def test_translations_are_written_beside_the_words(section):
    posted = editors_form(
        FeedbackForm(),
        questions=[{"label": "Cijfer", "translations-fr-label": "Note", "translations-en-label": "  "}],
        **{"translations-fr-title": "C'était comment ?", "translations-fr-introduction": "null"},
    )
    assert posted.is_valid(), (posted.errors, posted.formsets["questions"].errors)

    saved = posted.save()

    assert saved.translations == {"fr": {"title": "C'était comment ?"}}
    assert saved.questions.get().translations == {"fr": {"label": "Note"}}


def test_lines_are_translated_each_or_not_at_all(section):
    question = {"label": "Kies", "field_type": "radio", "choices": "Een\nTwee\nDrie"}
    posted = editors_form(FeedbackForm(), questions=[{**question, "translations-fr-choices": "Un\nTrois"}])

    assert not posted.is_valid()
    assert list(posted.formsets["questions"].errors[0]) == ["translations"]


def test_words_in_a_language_that_has_no_inputs_now_are_kept(section):
    form = make_form(
        "Hoe was het?", translations={"de": {"title": "Wie war es?"}, "fr": {"title": "C'était comment ?"}}
    )
    question = form.questions.get()
    row = {"id": question.pk, "key": question.key, "label": "Cijfer"}
    posted = editors_form(
        form, questions=[row], **{"questions-INITIAL_FORMS": "1", "translations-fr-title": "Alors ?"}
    )
    assert posted.is_valid(), (posted.errors, posted.formsets["questions"].errors)

    posted.save()

    form.refresh_from_db()
    assert form.translations == {"de": {"title": "Wie war es?"}, "fr": {"title": "Alors ?"}}


def test_results_are_compared_by_one_question(section):
    question = {"field_type": "radio", "choices": "Een\nTwee", "tells_party": "on"}
    posted = editors_form(FeedbackForm(), questions=[{**question, "label": "U bent"}, {**question, "label": "U hebt"}])

    assert not posted.is_valid()
    assert list(posted.formsets["questions"].forms[1].errors) == ["tells_party"]
