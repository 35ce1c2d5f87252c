"""A list becomes profiles in the editor's browser; an organisation confirms its profile by its link."""

import pytest

from tests.browser.test_editor import page  # noqa: F401, the editor who is logged in
from tests.browser.test_public_pages import violations

pytestmark = pytest.mark.browser
LIST = "Naam;KBO;E-mail\nNieuw Vertelhuis;0600885207;info@vertelhuis.be\nBrufête / Brufeest;;\nFout;1;\n"


@pytest.fixture
def editor(page):  # noqa: F811
    return page


def test_list_becomes_profiles_that_visitors_see(editor, new_page):
    editor.goto("/admin/cultuurraad/imports/")
    assert violations(editor) == []
    file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    editor.locator("[name=file]").set_input_files(file)
    editor.get_by_role("button", name="Opladen en verdergaan").click()

    editor.get_by_role("heading", name="Welke kolom is wat?").wait_for()
    assert violations(editor) == []
    editor.get_by_label("worden meteen gepubliceerd").check()
    editor.get_by_role("button", name="Bekijken wat er zou gebeuren").click()

    editor.get_by_role("heading", name="Wat er zou gebeuren").wait_for()
    assert violations(editor) == []
    assert "2 nieuwe profielen" in editor.locator("p[role=status]").inner_text()
    editor.get_by_label("De naam zo splitsen").check()
    editor.get_by_role("button", name="Uitvoeren en publiceren").click()

    editor.get_by_role("heading", name="Wat er gebeurde").wait_for()
    assert violations(editor) == []
    visitor = new_page()
    assert visitor.goto("/organisaties/nieuw-vertelhuis/").status == 200
    visitor.goto("/organisaties/?q=brufeest")
    assert "Brufête" in visitor.inner_text("main")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("javascript", [True, False])
def test_organisation_confirms_and_corrects_its_profile(new_page, site, javascript, width):
    page = new_page(width=width, javascript=javascript)  # noqa: F811
    page.goto(site["confirm"])
    look_at(page, javascript, width)
    page.get_by_role("button", name="Ja, alles klopt nog").click()
    assert "Dank u: uw profiel is bevestigd." in page.inner_text("h1")

    page.get_by_role("link", name="Er is iets veranderd").click()
    look_at(page, javascript, width)
    summary = f"Een nieuw verhaal, {width} breed{' met script' if javascript else ''}."
    page.get_by_label("Samenvatting").fill(summary)
    page.get_by_label("Adres voor de cultuurraad").fill("")
    page.get_by_role("button", name="Naar de redactie sturen").click()
    assert page.get_by_label("Samenvatting").input_value() == summary
    look_at(page, javascript, width)

    page.get_by_label("Adres voor de cultuurraad").fill("bestuur@huis.be")
    page.get_by_role("button", name="Naar de redactie sturen").click()
    assert "uw wijzigingen zijn onderweg" in page.inner_text("h1")
    look_at(page, javascript, width)


@pytest.mark.parametrize("address", ["/cultuurraad/profile/onzin/", "/cultuurraad/profile/link/"])
def test_pages_about_links_are_accessible(new_page, address):
    page = new_page(width=320)  # noqa: F811
    page.goto(address)
    look_at(page, True, 320)


def look_at(page, javascript, width):  # noqa: F811
    if javascript:  # without it nothing can be measured in the page
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
