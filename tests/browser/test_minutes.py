"""The minutes on two screens of a browser: what nobody touched is no change, whatever the editor of text does."""

import pytest

from tests.browser.test_editor import page  # noqa: F401, the editor who is logged in
from tests.browser.test_year import plan, step

pytestmark = pytest.mark.browser


def says(screen, words):
    screen.locator(".public-DraftEditor-content", has_text=words).wait_for()


def add(screen, words):
    """Type ``words`` before what was said, and wait until the editor of text has put them in its field."""
    screen.locator(".public-DraftEditor-content").click()
    screen.keyboard.press("Control+Home")
    screen.keyboard.type(words)
    screen.wait_for_function(
        "words => document.querySelector('input[name$=-minutes]:not([name^=initial])').value.includes(words)",
        arg=words,
    )


def save(screen, outcome="success"):
    screen.get_by_role("button", name="Bewaar concept").click()
    screen.wait_for_load_state()
    screen.locator(f".messages .{outcome}").wait_for()


def test_text_that_nobody_touched_stays_as_somebody_else_wrote_it(page):  # noqa: F811
    first, _second = plan(page, "Verslagraad", "Raad van de verslagen")
    page.goto(first)
    step(page, "Verslag")
    address = page.url
    page.get_by_label("Wat er nog ter sprake kwam").fill("Podium")
    save(page)
    page.get_by_role("heading", name="1. Podium").wait_for()
    add(page, "Eerst gezegd. ")
    save(page)
    page.goto(address)
    says(page, "Eerst gezegd.")
    other = page.context.new_page()
    other.goto(address)
    says(other, "Eerst gezegd.")
    other.locator(".public-DraftEditor-content").click()
    add(page, "Beter gezegd. ")
    save(page)

    other.get_by_role("textbox", name="Beslissing").fill("Het podium komt er.")
    save(other, "error")
    says(other, "Beter gezegd. Eerst gezegd.")
    save(other)

    other.goto(address)
    says(other, "Beter gezegd. Eerst gezegd.")
    assert other.get_by_role("textbox", name="Beslissing").input_value() == "Het podium komt er."
