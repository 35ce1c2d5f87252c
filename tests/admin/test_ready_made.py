"""The screen of the ready-made forms, and the editor's form of a feedback form."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils.translation import override

from cultuurraad_wagtail.feedback.ready_made import READY_MADE, make_ready_made
from cultuurraad_wagtail.models import FeedbackForm
from tests.browser_forms import press, sent_back
from tests.factories import make_form, make_question, make_response

READY = "/admin/cultuurraad/ready-made/"
LIST = "/admin/cultuurraad/feedback-forms/"
#: The editor of rich text is a script's: without it nothing is sent back as it was.
NO_RICH_TEXT = {
    f"{prefix}{name}": "null"
    for prefix in ("", "translations-fr-", "translations-en-")
    for name in ("introduction", "thanks")
}


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def user_with(client, section):
    """Logs in somebody with these permissions on feedback forms."""

    def make(*actions):
        user = get_user_model().objects.create_user("iemand", password="geheim")
        codenames = ["access_admin", *(f"{action}_feedbackform" for action in actions)]
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        return client

    return make


def test_list_of_forms_leads_to_the_ready_made_ones(editor_client, section):
    links = [each["href"] for each in soup_of(editor_client.get(LIST)).select("header a")]

    assert READY in links


def test_editor_sees_what_each_asks_how_long_and_in_which_languages(editor_client, section):
    cards = soup_of(editor_client.get(READY)).select("section.cultuurraad-card")

    assert [each.h2.text for each in cards] == [said["title"][0] for said in READY_MADE.values()]
    asked = [each["label"][0] for each in READY_MADE["meeting"]["questions"]]
    assert [each.text for each in cards[0].select("li")] == asked
    assert (
        " ".join(cards[1].select_one(".help").text.split())
        == "Duurt ongeveer 2 minuten. Talen: Nederlands, Français, English."
    )


@pytest.mark.parametrize("name", READY_MADE)
def test_chosen_form_is_a_draft_that_can_be_published_as_it_is(editor_client, section, name):
    answer = editor_client.post(READY, {"name": name}, follow=True)

    form = FeedbackForm.objects.get()
    assert answer.redirect_chain == [(f"{LIST}edit/{form.pk}/", 302)]
    assert form.live is False
    assert "is een concept" in soup_of(answer).select_one(".messages .success").text
    address, data = sent_back(answer, "Bewaar concept")
    saved = editor_client.post(address, {**data, **NO_RICH_TEXT, "action-publish": "1"})
    assert saved.status_code == 302, soup_of(saved).select(".error-message")
    form.refresh_from_db()
    assert form.live is True
    assert [each.key for each in form.questions.all()] == [each["key"] for each in READY_MADE[name]["questions"]]
    assert [each.codes for each in form.questions.all()] == [
        each.codes for each in make_ready_made(name=name).questions.all()
    ]


def test_unknown_form_is_not_found(editor_client, section):
    assert editor_client.post(READY, {"name": "iets"}).status_code == 404
    assert FeedbackForm.objects.count() == 0


@pytest.mark.parametrize("actions", [(), ("change", "publish", "delete", "view")])
def test_only_who_may_add_forms_gets_one(user_with, actions):
    client = user_with(*actions)

    answers = [client.get(READY), client.post(READY, {"name": "meeting"})]

    assert [each.status_code for each in answers] == [302, 302]
    assert {each.url for each in answers} == {"/admin/"}
    assert FeedbackForm.objects.count() == 0
    if actions:
        assert READY not in client.get(LIST).content.decode()


def test_who_may_only_add_is_led_to_the_list(user_with):
    answer = user_with("add").post(READY, {"name": "meeting"})

    assert answer.url == LIST
    assert FeedbackForm.objects.count() == 1


class TestForm:
    """The editor's form, as the server makes it: the script only hides."""

    @pytest.fixture
    def form(self, section):
        questions = [{"label": "Cijfer", "field_type": "scale"}]
        questions += [{"label": "Kies", "field_type": "radio", "choices": "A\nB"}]
        return make_form("Hoe was het?", questions=questions, translations={"fr": {"title": "C'était comment ?"}})

    def panel_of(self, page, name):
        return page.select_one(f"[name={name}]").find_parent(class_="w-panel__wrapper")

    def test_key_is_hidden(self, editor_client, form):
        page = soup_of(editor_client.get(f"{LIST}edit/{form.pk}/"))

        assert "w-hidden" in self.panel_of(page, "questions-0-key")["class"]

    def test_script_knows_which_kind_asks_what(self, editor_client, form):
        for address in (f"{LIST}edit/{form.pk}/", f"{LIST}add/"):
            element = soup_of(editor_client.get(address)).select_one("cultuurraad-questions")

            fields = json.loads(element["data-fields"])

            assert fields["steps"] == ["scale", "matrix"]
            assert fields["tells_party"] == ["radio"]
            assert "section" not in fields["required"]

    def test_new_meaning_is_asked_only_of_what_was_answered(self, editor_client, form):
        page = f"{LIST}edit/{form.pk}/"
        assert soup_of(editor_client.get(page)).select("[name$=asks_something_else]") == []

        make_response(form, answers={"Cijfer": 4})

        names = [each["name"] for each in soup_of(editor_client.get(page)).select("[name$=asks_something_else]")]
        assert names == ["questions-0-asks_something_else", "questions-1-asks_something_else"]

    def test_row_is_saved_with_what_its_kind_does_not_ask(self, editor_client, form):
        """A hidden field keeps its value, and is sent."""
        page = editor_client.get(f"{LIST}edit/{form.pk}/")
        typed = {"questions-0-field_type": "singleline", "questions-0-low_label": "zwak"}

        saved = press(editor_client, page, "Bewaar concept", {**NO_RICH_TEXT, **typed})

        assert saved.status_code == 302
        form.refresh_from_db()
        question = form.get_latest_revision_as_object().questions.all()[0]
        assert (question.field_type, question.low_label) == ("singleline", "zwak")
        assert question.key == form.questions.first().key

    @pytest.mark.parametrize(
        ("mode", "title"), [("", "Hoe was het?"), ("fr", "C'était comment ?"), ("en", "Hoe was het?")]
    )
    def test_preview_in_each_language(self, editor_client, form, mode, title):
        page = editor_client.get(f"{LIST}edit/{form.pk}/")
        _address, data = sent_back(page, "Bewaar concept")
        address = f"{LIST}preview/{form.pk}/"
        assert json.loads(editor_client.post(address, {**data, **NO_RICH_TEXT}).content)["is_valid"] is True

        shown = soup_of(editor_client.get(f"{address}?mode={mode}"))

        assert shown.h1.text == title
        assert [each.text.strip() for each in shown.select("legend")] == ["Cijfer", "Kies"]


class TestConditions:
    """What depends on a question still does when the editor changes that question."""

    @pytest.fixture
    def form(self, section):
        form = make_form(
            "Hoe was het?", questions=[{"label": "Kies", "field_type": "radio", "choices": "Rood\nBlauw"}]
        )
        key = form.questions.get().key
        make_question(form, "Waarom?", only_if=key, only_if_answers="Blauw", sort_order=2)
        return form

    def condition(self, form):
        """The key and the values on which the second question depends, once the form is published."""
        form = FeedbackForm.objects.get(pk=form.pk)
        form.get_latest_revision().publish()
        first, second = FeedbackForm.objects.get(pk=form.pk).snapshot()
        return second["only_if"]["key"] == first["key"], second["only_if"]["values"], first["key"]

    def change(self, client, form, **typed):
        page = client.get(f"{LIST}edit/{form.pk}/")
        answer = press(client, page, "Bewaar concept", {**NO_RICH_TEXT, **typed})
        assert answer.status_code == 302, soup_of(answer).select(".error-message")

    def test_answer_that_is_worded_anew_still_decides(self, editor_client, form):
        self.change(editor_client, form, **{"questions-0-choices": "Rood\nHemelsblauw"})

        assert self.condition(form)[:2] == (True, ["2"])

    def test_question_that_begins_anew_still_decides(self, editor_client, form):
        make_response(form, answers={"Kies": 2})
        key = form.questions.first().key

        self.change(editor_client, form, **{"questions-0-field_type": "checkboxes"})

        follows, values, new = self.condition(form)
        assert (follows, values, new != key) == (True, ["2"], True)

    def refused(self, client, form, **typed):
        """What the editor reads of it."""
        page = client.get(f"{LIST}edit/{form.pk}/")
        answer = press(client, page, "Bewaar concept", {**NO_RICH_TEXT, **typed})
        assert answer.status_code == 200
        return " ".join(each.get_text(" ", strip=True) for each in soup_of(answer).select(".error-message"))

    def test_answer_that_goes_is_missed_where_another_question_needs_it(self, editor_client, form):
        told = self.refused(editor_client, form, **{"questions-0-choices": "Rood\nGroen\nGeel"})

        assert told == "Schrijf een van deze antwoorden: Rood · Groen · Geel."

    def test_question_that_gives_no_answers_any_more_is_told_of(self, editor_client, form):
        told = self.refused(editor_client, form, **{"questions-0-field_type": "multiline"})

        assert told.startswith("“Kies” geeft geen antwoorden meer")

    def test_row_that_was_added_and_left_empty_stops_nothing(self, editor_client, form):
        page = editor_client.get(f"{LIST}edit/{form.pk}/")
        typed = {"questions-TOTAL_FORMS": "3"}
        empty = {name: value for name, value in sent_back(page, "Bewaar concept")[1].items() if "questions-1-" in name}
        typed |= {name.replace("-1-", "-2-"): "" for name in empty} | {
            "questions-2-field_type": "singleline",
            "questions-2-steps": "5",
        }
        answer = press(editor_client, page, "Bewaar concept", {**NO_RICH_TEXT, **typed})
        assert answer.status_code == 302
        assert len(form.get_latest_revision_as_object().questions.all()) == 2

    def test_answer_that_comes_may_decide_at_once(self, editor_client, form):
        typed = {"questions-0-choices": "Rood\nBlauw\nGroen", "questions-1-only_if_answers": "Groen"}

        self.change(editor_client, form, **typed)

        assert self.condition(form)[:2] == (True, ["3"])

    def test_yes_is_yes_in_whichever_language_the_form_is_read(self, form):
        form.questions.filter(label="Kies").update(field_type="yes_no")
        form.questions.filter(label="Waarom?").update(only_if_answers="Ja")

        with override("fr"):
            assert form.snapshot()[1]["only_if"]["values"] == ["yes"]
