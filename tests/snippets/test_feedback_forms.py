"""Feedback forms as editors write them: hours, questions, languages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.admin.panels import get_edit_handler

from cultuurraad_wagtail.models import FeedbackForm, FeedbackQuestion
from tests.factories import make_form, make_question

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


def test_form_is_copied_for_translation_with_its_questions(sections):
    _, french = sections
    form = make_form("Wat vond je?", questions=[{"label": "Cijfer", "field_type": "rating"}, {"label": "Waarom?"}])

    copy = form.copy_for_translation(french.locale)
    copy.save()

    assert (copy.locale, copy.translation_key, copy.slug) == (french.locale, form.translation_key, "wat-vond-je")
    assert [question.label for question in copy.questions.all()] == ["Cijfer", "Waarom?"]
    names = [question.get_field_clean_name() for question in form.questions.all()]
    assert [question.get_field_clean_name() for question in copy.questions.all()] == names
    assert FeedbackQuestion.objects.filter(form=form).count() == 2
    assert {question.locale for question in FeedbackQuestion.objects.filter(form=copy)} == {french.locale}


def test_form_is_translated_in_the_admin(editor_client, sections):
    _, french = sections
    form = make_form("Wat vond je?", questions=[{"label": "Cijfer"}])

    response = editor_client.post(
        f"/admin/translation/submit/snippet/cultuurraad_wagtail/feedbackform/{form.pk}/",
        {"locales": [french.locale.pk]},
    )

    assert response.status_code == 302
    translated = FeedbackForm.objects.get(locale=french.locale)
    assert translated.translation_key == form.translation_key
    assert [question.label for question in translated.questions.all()] == ["Cijfer"]


def test_question_keeps_its_name_when_it_is_reworded(db):
    form = make_form(questions=[{"label": "Cijfer"}])
    question = form.questions.get()
    name = question.get_field_clean_name()

    question.label = "Welk cijfer geef je?"
    question.save()

    assert next(iter(form.answer_form().fields)) == name


def test_questions_of_one_wording_are_two_fields(db):
    form = make_form(questions=[{"label": "Nog iets?"}, {"label": "Nog iets?"}])

    assert len(form.answer_form().questions) == 2


def test_answer_form_asks_in_the_order_of_the_editor(db):
    form = make_form(questions=[{"label": "Een"}, {"label": "Twee"}])
    make_question(form, "Nul", sort_order=-1)

    assert [field.label for field in form.answer_form().questions] == ["Nul", "Een", "Twee"]


def editors_form(instance=None, *, questions, **data):
    form_class = get_edit_handler(FeedbackForm).get_form_class()
    posted = {
        "title": "Wat vond je?",
        "introduction": "null",
        "thanks": "null",
        "questions-TOTAL_FORMS": str(len(questions)),
        "questions-INITIAL_FORMS": "0",
        "questions-MIN_NUM_FORMS": "1",
        "questions-MAX_NUM_FORMS": "1000",
        **data,
    }
    for number, question in enumerate(questions):
        question = {"field_type": "singleline", "ORDER": str(number + 1), **question}
        posted |= {f"questions-{number}-{name}": value for name, value in question.items()}
    return form_class(posted, instance=instance)


@pytest.mark.parametrize("field_type", ["radio", "checkboxes"])
@pytest.mark.parametrize("choices", ["", "Ja", "Ja\n\n  \n"])
def test_choice_with_fewer_than_two_choices_is_refused_beside_the_question(section, field_type, choices):
    form = editors_form(
        FeedbackForm(locale=section.locale),
        questions=[{"label": "Kom je?", "field_type": field_type, "choices": choices}],
    )

    assert not form.is_valid()
    assert list(form.formsets["questions"].errors[0]) == ["choices"]


def test_choice_with_two_choices_is_accepted(section):
    form = editors_form(
        FeedbackForm(locale=section.locale),
        questions=[{"label": "Kom je?", "field_type": "radio", "choices": "Ja\r\nNee"}],
    )

    assert form.is_valid(), (form.errors, form.formsets["questions"].errors)
    saved = form.save()
    choices = next(iter(saved.answer_form().fields.values())).choices
    assert choices == [("Ja", "Ja"), ("Nee", "Nee")]


def test_form_without_a_question_is_refused(section):
    form = editors_form(FeedbackForm(locale=section.locale), questions=[])

    assert not form.is_valid()


def test_form_that_closes_before_it_opens_is_refused(section):
    form = editors_form(
        FeedbackForm(locale=section.locale),
        questions=[{"label": "Kom je?"}],
        open_from="2026-07-01 10:00",
        open_until="2026-07-01 09:00",
    )

    assert not form.is_valid()
    assert list(form.errors) == ["open_until"]


def test_form_hours_are_read_in_brussels(section):
    form = editors_form(
        FeedbackForm(locale=section.locale), questions=[{"label": "Kom je?"}], open_from="2026-07-01 10:00"
    )

    assert form.is_valid(), form.errors
    assert form.cleaned_data["open_from"].astimezone(timezone.get_default_timezone()).hour == 8
