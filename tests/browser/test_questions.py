"""The editor's form of a feedback form in a browser: a question shows what its kind asks, and loses nothing."""

import pytest

from tests.browser.test_editor import page  # noqa: F401, the editor who is logged in

pytestmark = pytest.mark.browser
ADD = "/admin/cultuurraad/feedback-forms/add/"
FIELDS = ("required", "choices", "steps", "low_label", "high_label", "has_na", "tells_party", "only_if")
ALWAYS = ["required", "only_if"]
ASKED = {
    "singleline": ALWAYS,
    "radio": ["required", "choices", "tells_party", "only_if"],
    "checkboxes": ["required", "choices", "only_if"],
    "scale": ["required", "steps", "low_label", "high_label", "has_na", "only_if"],
    "matrix": ["required", "choices", "steps", "low_label", "high_label", "has_na", "only_if"],
    "ranking": ["required", "choices", "only_if"],
    "partners": ["required", "has_na", "only_if"],
    "section": [],
}


@pytest.fixture
def editor(page):  # noqa: F811
    page.goto(ADD)
    return page


def shown(page, row=0, prefix=""):  # noqa: F811
    """Which of the fields of a question the editor sees."""
    return [name for name in FIELDS if page.locator(f"[name=questions-{row}-{prefix}{name}]").is_visible()]


def choose(page, kind, row=0):  # noqa: F811
    page.locator(f"#id_questions-{row}-field_type").select_option(kind)


def test_each_kind_shows_what_it_asks(editor):
    for kind, fields in ASKED.items():
        choose(editor, kind)
        assert (kind, shown(editor)) == (kind, fields)


def test_key_is_never_seen(editor):
    assert editor.locator("[name=questions-0-key]").is_hidden()
    assert "Key" not in editor.inner_text("#id_questions-FORMS")


def test_row_that_is_added_does_the_same(editor):
    editor.locator("#id_questions-ADD").click()
    choose(editor, "section", row=1)

    assert (shown(editor), shown(editor, 1)) == (ALWAYS, [])


def test_translations_open_below_the_words_and_ask_for_what_the_kind_has(editor):
    row = editor.locator("[data-inline-panel-child]").first
    label = editor.locator("[name=questions-0-translations-fr-label]")
    assert label.is_hidden()

    row.locator("summary", has_text="Français").click()
    assert label.is_visible()
    assert shown(editor, prefix="translations-fr-") == []

    choose(editor, "matrix")
    assert shown(editor, prefix="translations-fr-") == ["choices", "low_label", "high_label"]


def test_answers_are_asked_once_a_question_is_chosen(editor):
    editor.goto("/admin/cultuurraad/feedback-forms/")
    editor.locator(".title-wrapper a, td.title a").filter(has_text="Naargelang").first.click()
    editor.locator("[name=questions-1-only_if_answers]").wait_for()
    assert [editor.locator(f"[name=questions-{row}-only_if_answers]").is_visible() for row in (0, 1)] == [False, True]

    editor.locator("#id_questions-1-only_if").select_option("")

    assert editor.locator("[name=questions-1-only_if_answers]").is_hidden()
    assert editor.locator("[name=questions-1-only_if_answers]").input_value() == "Ja"


def test_what_was_filled_in_comes_back(editor):
    choose(editor, "radio")
    editor.locator("[name=questions-0-choices]").fill("Ja\nNee")
    choose(editor, "scale")
    choose(editor, "ranking")

    assert editor.locator("[name=questions-0-choices]").input_value() == "Ja\nNee"


def test_field_with_an_error_is_shown_whatever_the_kind(editor):
    editor.locator("#id_title").fill("Vragen")
    editor.locator("#id_questions-0-label").fill("Wat?")
    choose(editor, "scale")
    editor.locator("[name=questions-0-steps]").fill("99")
    choose(editor, "singleline")
    editor.locator("footer button[type=submit]").first.click()

    editor.locator(".error-message").first.wait_for()
    assert shown(editor) == ["required", "steps", "only_if"]


def test_heading_of_a_row_says_its_question(editor):
    editor.locator("#id_questions-0-label").fill("Wat bleef u bij?")

    heading = editor.locator("[data-inline-panel-child] .w-panel__heading").first
    assert "".join(heading.inner_text().split("\n")).strip().endswith("Vraag 1: Wat bleef u bij?")


def test_without_the_file_every_field_is_there(page):  # noqa: F811
    page.route("**/cultuurraad_wagtail/questions.js*", lambda route: route.abort())
    page.goto(ADD)

    choose(page, "section")

    assert shown(page) == list(FIELDS)


def test_ready_made_form_is_a_draft_in_two_clicks(page):  # noqa: F811
    page.goto("/admin/cultuurraad/feedback-forms/")
    page.locator("header a[href$='/ready-made/']").click()
    card = page.locator(".cultuurraad-card").filter(has_text="Hoe was deze vergadering?")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280

    card.locator("button").click()

    page.locator(".messages .success").wait_for()
    assert page.locator("#id_title").input_value() == "Hoe was deze vergadering?"
    # The last field to be hidden or shown is the last one of the row: then the script has done its work.
    page.wait_for_function("document.readyState === 'complete'")
    for name in ASKED["scale"]:
        page.locator(f"[name=questions-0-{name}]").wait_for()
    assert shown(page) == ASKED["scale"]
