"""A visitor answers a form, with and without JavaScript, on a wide screen and on a phone."""

import pytest

from tests.browser.test_public_pages import violations

pytestmark = pytest.mark.browser


def send(page):
    page.locator("form.cultuurraad-form button[type=submit]").click()


def answer(page):
    page.get_by_label("Wat bleef je bij?").fill("De soep")
    page.get_by_label("Ja", exact=True).first.check()
    page.get_by_label("Ik ga akkoord").check()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [1280, 320])
def test_form_with_errors_names_them_beside_the_fields_and_keeps_what_was_typed(new_page, site, javascript, width):
    page = new_page(width=width, javascript=javascript)
    page.goto(site["form"])
    answer(page)
    page.get_by_label("Wat bleef je bij?").fill("   ")  # the browser lets this pass
    page.get_by_label("Vertel meer").fill("Een lang verhaal")
    send(page)

    field = page.get_by_label("Wat bleef je bij?")
    described = field.get_attribute("aria-describedby").split()
    assert field.get_attribute("aria-invalid") == "true"
    assert [identifier for identifier in described if page.locator(f"[id='{identifier}']").count() != 1] == []
    assert page.get_by_label("Vertel meer").input_value() == "Een lang verhaal"
    assert page.get_by_label("Ik ga akkoord").is_checked()
    link = page.locator(f"a[href='#{field.get_attribute('id')}']")
    assert link.count() == 1
    if javascript:  # without it nothing can be measured in the page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_form_with_errors_puts_the_focus_on_their_summary(new_page, site):
    page = new_page()
    page.goto(site["form"])
    answer(page)
    page.get_by_label("Wat bleef je bij?").fill("   ")
    send(page)

    assert page.evaluate("document.activeElement.querySelectorAll('a[href^=\"#\"]').length") == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_form_that_is_answered_leads_to_the_thanks(new_page, site, javascript):
    page = new_page(javascript=javascript)
    page.goto(site["form"])
    answer(page)
    send(page)

    assert page.url.endswith("/thanks/")
    assert "Dank je wel." in page.inner_text("main")


def test_form_in_a_block_leads_back_to_its_page(new_page, site):
    page = new_page(javascript=False)
    page.goto(site["pages"]["home page with blocks"])
    answer(page)
    send(page)

    assert "Dank je wel." in page.inner_text("main")
    page.locator("main a").last.click()
    assert page.url == site["address"] + site["pages"]["home page with blocks"]


def test_form_is_answered_with_the_keyboard_alone(new_page, site):
    page = new_page()
    page.goto(site["form"])
    page.get_by_label("Wat bleef je bij?").focus()
    page.keyboard.type("De soep")
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.type, document.activeElement.tagName]")
        if focused[0] == "radio" and page.evaluate("document.activeElement.labels[0].textContent.trim()") == "Ja":
            page.keyboard.press("Space")
        if focused[0] == "checkbox" and page.evaluate("document.activeElement.required"):
            page.keyboard.press("Space")
        if focused == ["submit", "BUTTON"]:
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks/")

    assert "Dank je wel." in page.inner_text("main")
