"""Parts of a form that depend on an answer, in a browser: in sight when they apply, sent only then, never lost."""

import pytest

from tests.browser.test_public_pages import violations

pytestmark = pytest.mark.browser

NOTE = "Alleen als u “Ja” antwoordde op “Kwam u?”:"


@pytest.fixture
def page(new_page, site):
    page = new_page()
    page.goto(site["conditional"])
    return page


def shown(page):
    """Which of the questions a visitor sees."""
    found = {"Kwam u?": "group", "Hoe vaak?": "group", "Waarom vaker?": "textbox"}
    return [name for name, role in found.items() if page.get_by_role(role, name=name).is_visible()]


def send(page):
    page.get_by_role("button", name="Verzend uw antwoorden").click()


def test_part_is_asked_once_its_answer_is_given(page):
    assert shown(page) == ["Kwam u?"]

    page.get_by_label("Ja").check()
    assert shown(page) == ["Kwam u?", "Hoe vaak?"]
    page.get_by_label("Vaker", exact=True).check()
    assert shown(page) == ["Kwam u?", "Hoe vaak?", "Waarom vaker?"]
    assert violations(page) == []

    page.get_by_label("Nee").check()
    assert shown(page) == ["Kwam u?"]


def test_what_was_typed_comes_back_and_is_not_sent_meanwhile(page):
    page.get_by_label("Ja").check()
    page.get_by_label("Vaker", exact=True).check()
    page.get_by_label("Waarom vaker?").fill("De soep")
    page.get_by_label("Nee").check()
    page.get_by_label("Ja").check()
    assert page.get_by_label("Waarom vaker?").input_value() == "De soep"

    page.get_by_label("Nee").check()
    send(page)

    assert page.url.endswith("/thanks/")


def test_what_was_typed_is_kept_when_the_form_waits(page):
    page.get_by_label("Ja").check()
    page.get_by_label("Vaker", exact=True).check()
    page.get_by_label("Waarom vaker?").fill("De soep")
    page.get_by_label("Nee").check()
    page.get_by_role("button", name="Bewaar en ga later verder").click()
    page.locator("main a.cultuurraad-button").click()
    assert shown(page) == ["Kwam u?"]

    page.get_by_label("Ja").check()

    assert page.get_by_label("Waarom vaker?").input_value() == "De soep"


def test_part_that_applies_must_be_answered(page):
    page.get_by_label("Ja").check()
    send(page)

    assert shown(page) == ["Kwam u?", "Hoe vaak?"]
    page.get_by_role("alert").get_by_role("link", name="Hoe vaak?").click()
    assert page.evaluate("document.activeElement.type") == "radio"
    assert violations(page) == []

    page.get_by_label("Eens").check()
    send(page)
    assert page.url.endswith("/thanks/")


def test_part_with_an_error_stays_in_sight(new_page, site):
    """Somebody without the script answered what was not asked; with it, they can see what to clear."""
    page = new_page()
    page.route("**/conditions.js", lambda route: route.abort(), times=1)
    page.goto(site["conditional"])
    assert shown(page) == ["Kwam u?", "Hoe vaak?", "Waarom vaker?"]
    page.get_by_label("Nee").check()
    page.get_by_label("Waarom vaker?").fill("De soep")
    send(page)

    assert shown(page) == ["Kwam u?", "Waarom vaker?"]
    assert page.get_by_label("Waarom vaker?").input_value() == "De soep"


def test_without_javascript_every_part_is_there_and_says_when_it_counts(new_page, site):
    page = new_page(javascript=False)
    page.goto(site["conditional"])

    assert shown(page) == ["Kwam u?", "Hoe vaak?", "Waarom vaker?"]
    assert page.get_by_text(NOTE).is_visible()


def test_note_is_not_read_where_the_script_shows_what_applies(page):
    page.get_by_label("Ja").check()

    assert page.get_by_text(NOTE).is_hidden()


def test_form_works_under_a_strict_policy(new_page, site):
    page = new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    def with_policy(route):
        response = route.fetch()
        policy = {"content-security-policy": "default-src 'self'"}
        route.fulfill(response=response, headers={**response.headers, **policy})

    page.route(f"**{site['conditional']}", with_policy)
    page.goto(site["conditional"])

    page.get_by_label("Ja").check()

    assert shown(page) == ["Kwam u?", "Hoe vaak?"]
    assert refused == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_statements_and_their_scale_fit(new_page, site, width):
    """Stacked on a phone; side by side and aligned where there is room."""
    page = new_page(width=width)
    page.goto(site["pages"]["questionnaire"])
    group = page.get_by_role("group", name="Wat vindt u?")
    legends = group.locator("fieldset > legend")
    scales = group.locator(".cultuurraad-scale")
    boxes = [(legends.nth(each).bounding_box(), scales.nth(each).bounding_box()) for each in range(2)]

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len({round(scale["x"]) for _legend, scale in boxes}) == 1
    for legend, scale in boxes:
        is_beside = scale["x"] >= legend["x"] + legend["width"]
        assert is_beside == (width >= 768)
        assert is_beside or scale["y"] >= legend["y"] + legend["height"]


def test_ends_of_a_scale_are_read_with_their_steps(new_page, site):
    page = new_page()
    page.goto(site["pages"]["questionnaire"])
    steps = page.get_by_role("group", name="Hoe waarschijnlijk?").get_by_role("radio")

    words = [" ".join(steps.nth(each).evaluate("step => step.labels[0].textContent").split()) for each in range(11)]

    assert words == [
        "1 (helemaal niet akkoord)",
        *(str(step) for step in range(2, 10)),
        "10 (helemaal akkoord)",
        "Niet van toepassing",
    ]
