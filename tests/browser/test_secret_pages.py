"""Forms on pages that tell nobody their address: a browser sends them, and the site takes them for its own."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def paused(new_page, site):
    """The page with the link of a form that was left halfway."""
    page = new_page(javascript=False)
    page.goto(site["conditional"])
    page.get_by_label("Nee").check()
    page.get_by_role("button", name="Bewaar en ga later verder").click()
    return page


def test_link_of_a_form_that_waits_is_mailed(paused):
    paused.get_by_label("E-mailadres").fill("zoe@example.org")
    paused.get_by_role("button", name="Mail me deze link").click()

    assert paused.get_by_role("status").inner_text() == "De link is naar u onderweg."


def test_form_that_waited_is_sent(paused):
    paused.locator("main a.cultuurraad-button").click()
    paused.get_by_role("button", name="Verzend uw antwoorden").click()

    assert paused.url.endswith("/thanks/")


def test_editor_looks_what_is_kept_and_is_told_of_a_wrong_address(new_page, site):
    page = new_page()
    page.goto("/admin/login/?next=/admin/cultuurraad/privacy/")
    page.locator("[name=username]").fill("redacteur")
    page.locator("[name=password]").fill("geheim")
    page.locator("form button[type=submit]").click()
    page.locator("#id_address").fill("bestuur@huis.be")
    page.get_by_role("button", name="Kijken wat er bewaard is").click()
    assert page.locator("h1").last.inner_text() == "Wat bewaard wordt van bestuur@huis.be"

    page.locator("#id_again").fill("iemand.anders@huis.be")
    page.get_by_role("button", name="Wissen", exact=True).click()

    assert "Dit is een ander adres dan hierboven. Typ het nog eens." in page.inner_text("main")
