"""A visitor looks for an organisation: by keyboard, on a phone, without JavaScript."""

import pytest

pytestmark = pytest.mark.browser


def cards(page):
    return page.locator(".cultuurraad-card__title").all_inner_texts()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [1280, 320])
def test_visitor_searches_filters_and_drops_a_filter(new_page, site, javascript, width):
    page = new_page(width=width, javascript=javascript)
    page.goto(site["pages"]["directory"])
    if width < 900:
        page.locator("details.cultuurraad-finder__more > summary").click()
    page.locator("select[name=municipality]").select_option("Brussel")
    page.locator("[name=q]").last.fill("verbeelding")
    page.locator(".cultuurraad-finder button[type=submit]").click()

    assert len(cards(page)) == 1
    assert page.locator(".cultuurraad-count").inner_text() == "1 organisatie"
    page.locator(".cultuurraad-chip").first.click()
    assert "q=" not in page.url
    assert "municipality=Brussel" in page.url


def test_search_is_used_with_the_keyboard_alone(new_page, site):
    page = new_page()
    page.goto(site["pages"]["directory"])
    page.locator("#cultuurraad-q").focus()
    page.keyboard.type("verbeelding")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=verbeelding**")

    assert len(cards(page)) == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_targets_are_large_enough(new_page, site, width):
    page = new_page(width=width)
    page.goto(site["pages"]["directory with filters"])

    sizes = page.locator(".cultuurraad a, .cultuurraad input:not([type=hidden]), .cultuurraad select").evaluate_all(
        """elements => elements.filter(each => each.checkVisibility() && !each.closest("p")).map(each => {
            const box = (each.closest("label") ?? each).getBoundingClientRect();
            return [each.outerHTML.slice(0, 80), box.width, box.height];
        })"""
    )

    assert [size for size in sizes if min(size[1:]) < 24] == []
