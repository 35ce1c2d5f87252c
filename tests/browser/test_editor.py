"""The editor's path: log in in Dutch, make an organisation, a group, a meeting and a form, publish, and see them."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(new_page):
    page = new_page()
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("redacteur")
    page.locator("[name=password]").fill("geheim")
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


def publish(page):
    """Open the menu beside "Concept opslaan" and choose "Publiceren"."""
    page.locator("footer").last.locator("[data-w-dropdown-target=toggle]").first.click()
    page.get_by_role("button", name="Publiceren", exact=True).click()
    page.locator(".messages .success").wait_for()


def see(new_page, address):
    """The words of a page as a visitor reads them."""
    visitor = new_page()
    assert visitor.goto(address).status == 200
    return visitor.inner_text("main")


def test_editor_works_in_dutch_and_finds_the_section_in_the_menu(page):
    assert page.locator("html").get_attribute("lang") == "nl"

    page.get_by_role("button", name="Cultuurraad").first.click()

    for name in ("Organisaties", "Vergaderingen", "Personen"):
        assert page.get_by_role("link", name=name).first.is_visible()


def test_editor_makes_an_organisation_that_visitors_see(page, new_page, site):
    page.goto(f"/admin/pages/add/cultuurraad_wagtail/organisationprofilepage/{site['indexes']['directory']}/")
    page.locator("#id_title").fill("Theater aan de Vaart")
    page.locator("#id_summary").fill("Een zaal aan het water.")
    publish(page)

    words = see(new_page, "/organisaties/theater-aan-de-vaart/")
    assert "Theater aan de Vaart" in words
    assert "Een zaal aan het water." in words


def test_editor_makes_a_group_and_its_meeting_that_visitors_see(page, new_page, site):
    page.goto(f"/admin/pages/add/cultuurraad_wagtail/workgrouphubpage/{site['indexes']['workgroups']}/")
    page.locator("#id_title").fill("Werkgroep Water")
    # Wagtail makes the address of the title, a moment after the field was left.
    page.locator("#id_title").press("Tab")
    page.wait_for_function("document.querySelector('#id_slug').value")
    publish(page)

    page.goto("/admin/cultuurraad/meetings/add/")
    page.locator("#id_title").fill("Eerste oever")
    page.locator("#id_workgroup").select_option(label="Werkgroep Water")
    # Not typed: the calendar that opens then lies over the buttons of a window this small.
    for name, value in (("starts_at", "2099-03-04 19:00"), ("ends_at", "2099-03-04 21:00")):
        page.locator(f"#id_{name}").evaluate("(field, value) => { field.value = value }", value)
    publish(page)

    assert "Eerste oever" in see(new_page, "/werkgroepen/werkgroep-water/")
    assert "Eerste oever" in see(new_page, "/bijeenkomsten/2099-03-04-eerste-oever/")


def test_editor_makes_a_form_that_visitors_answer(page, new_page):
    page.goto("/admin/cultuurraad/feedback-forms/add/")
    page.locator("#id_title").fill("Hoe was de oever")
    page.locator("#id_questions-0-label").fill("Wat nam je mee?")
    publish(page)

    address = "/cultuurraad/feedback/nl/hoe-was-de-oever/"
    assert "Wat nam je mee?" in see(new_page, address)
    visitor = new_page(javascript=False)
    visitor.goto(address)
    visitor.get_by_label("Wat nam je mee?").fill("Een steen")
    visitor.locator("form.cultuurraad-form button[type=submit]").click()
    assert visitor.url.endswith("/thanks/")

    page.goto("/admin/")
    page.get_by_role("button", name="Cultuurraad").first.click()
    page.get_by_role("link", name="Antwoorden").first.click()
    assert "Hoe was de oever" in page.inner_text("main")
