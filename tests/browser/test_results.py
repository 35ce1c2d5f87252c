"""The page of results as people look at it: any width, on paper, without scripts; and its screens in the admin."""

import pytest

from tests.browser.test_editor import page  # noqa: F401
from tests.browser.test_public_pages import violations

pytestmark = pytest.mark.browser

RESULTS = ["results", "results in French"]
#: An A4 sheet within its margins, in the browser's pixels.
PAPER = {"width": 680, "height": 1009}
#: A figure whose table is longer than a sheet.
LONG = ".cultuurraad-figure--long"
#: Words of a picture that run over the edge of a shape: they lie within it or beside it.
CROSSING = """figures => figures.flatMap(figure => {
    const boxes = name => [...figure.querySelectorAll(`svg ${name}`)].map(each => [each, each.getBoundingClientRect()])
    return boxes('text').flatMap(([text, t]) => boxes('rect').filter(([shape, r]) =>
        r.width && t.width && r.left > t.left + 1 && r.left < t.right - 1
        && r.top < t.bottom - 2 && r.bottom > t.top + 2
    ).map(() => text.textContent))
})"""


def sideways(page):  # noqa: F811
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def shown_pictures(page):  # noqa: F811
    """How many pictures each figure shows."""
    return page.locator(".cultuurraad-figure").evaluate_all(
        "figures => figures.map(each => [...each.querySelectorAll('svg')].filter(svg => svg.checkVisibility()).length)"
    )


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("name", RESULTS)
def test_results_are_read_at_any_width(new_page, address_of, name, width):
    page = new_page(width=width)  # noqa: F811
    page.goto(address_of(name))

    assert sideways(page) == 0
    assert violations(page) == []
    pictures = shown_pictures(page)
    assert len(pictures) > 5
    assert set(pictures) == {1}
    assert page.locator(".cultuurraad-figure").evaluate_all(CROSSING) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_open_numbers_are_read_at_any_width(new_page, address_of, width):
    page = new_page(width=width)  # noqa: F811
    page.goto(address_of("results"))
    for each in page.locator(".cultuurraad-figure summary").all():
        each.click()

    assert sideways(page) == 0
    assert violations(page) == []


@pytest.mark.parametrize("name", RESULTS)
def test_numbers_open_without_javascript(new_page, address_of, name):
    page = new_page(javascript=False)  # noqa: F811
    page.goto(address_of(name))
    closed = page.locator(".cultuurraad-figure:has(details:not([open]))").first.get_attribute("id")
    figure = page.locator(f"[id='{closed}']")

    figure.locator("summary").click()

    assert figure.locator("table tbody tr").first.is_visible()
    assert figure.get_by_role("link", name="PNG").is_visible()
    assert figure.locator("svg").first.is_visible()


@pytest.mark.parametrize("name", RESULTS)
def test_figures_fill_the_width_of_the_page(new_page, address_of, name):
    page = new_page(width=1280)  # noqa: F811
    page.goto(address_of(name))

    rights = page.locator(".cultuurraad-results__section:has(figure)").evaluate_all(
        """sections => sections.flatMap(section => {
            const ends = {}
            for (const each of section.querySelectorAll('figure')) {
                const box = each.getBoundingClientRect()
                ends[box.top] = Math.max(ends[box.top] || 0, box.right)
            }
            return Object.values(ends).map(end => Math.round(section.getBoundingClientRect().right - end))
        })"""
    )
    assert len(rights) > 3
    assert set(rights) == {0}


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_open_table_fits_or_scrolls_within_its_figure(new_page, address_of, width):
    page = new_page(width=width)  # noqa: F811
    page.goto(address_of("results"))
    page.locator("figure details").evaluate_all("each => each.forEach(one => { one.open = true })")

    beyond = page.locator("figure table").evaluate_all(
        """tables => tables.filter(table => {
            const place = table.parentElement, figure = table.closest('figure').getBoundingClientRect()
            const scrolls = getComputedStyle(place).overflowX === 'auto' && place.tabIndex === 0
            return !scrolls || place.getBoundingClientRect().right > figure.right
        }).length"""
    )
    assert beyond == 0


def test_network_gives_way_to_numbers_on_a_phone(new_page, address_of):
    page = new_page(width=360)  # noqa: F811
    page.goto(address_of("results"))
    network = page.locator("#network")

    assert network.locator("svg circle:visible").count() == 0
    assert network.locator("svg text:visible").first.text_content() == "Aantal banden"
    page.set_viewport_size({"width": 1280, "height": 900})
    assert network.locator("svg circle:visible").count() == 8


class TestOnPaper:
    @pytest.fixture(params=RESULTS)
    def paper(self, request, new_page, address_of):
        page = new_page()  # noqa: F811
        page.goto(address_of(request.param))
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        return page

    def test_no_picture_is_cut_over_two_sheets(self, paper):
        # Who works with whom may go on behind its picture.
        figures = paper.locator(f".cultuurraad-figure:not({LONG}), {LONG} .cultuurraad-figure__picture").evaluate_all(
            "each => each.map(one => [getComputedStyle(one).breakInside, one.getBoundingClientRect().height])"
        )
        assert {breaks for breaks, _height in figures} == {"avoid"}
        assert max(height for _breaks, height in figures) < PAPER["height"]
        assert set(shown_pictures(paper)) == {1}

    def test_headings_stay_with_what_they_head(self, paper):
        # A grid keeps no heading with the row below it.
        sections = paper.locator(".cultuurraad-results__section")
        assert set(sections.evaluate_all("each => each.map(one => getComputedStyle(one).display)")) == {"block"}
        headings = paper.locator(".cultuurraad-results__section :is(h2, h3)")
        assert set(headings.evaluate_all("each => each.map(one => getComputedStyle(one).breakAfter)")) == {"avoid"}

    def test_numbers_are_printed_though_nobody_opened_them(self, paper):
        assert paper.locator("figure details:not([open])").count() > 0
        for table in paper.locator("figure table").all():
            assert table.bounding_box()["height"] > 20
            assert table.bounding_box()["width"] <= PAPER["width"]

    def test_shares_are_told_apart_without_colour(self, paper):
        fills = paper.locator(".cultuurraad-figure svg pattern").count()
        assert fills > 0
        colours = paper.locator(".cultuurraad-figure").evaluate_all(
            "each => each.map(one => getComputedStyle(one).printColorAdjust)"
        )
        assert set(colours) == {"exact"}

    def test_nothing_to_click_is_printed(self, paper):
        left = paper.locator("main a, main summary").evaluate_all(
            "each => each.filter(one => one.checkVisibility()).map(one => one.textContent)"
        )
        assert [each for each in left if not each.startswith(("Evaluatie van", "Évaluation de"))] == []


class TestAdminOnAPhone:
    @pytest.fixture
    def phone(self, page):  # noqa: F811
        page.set_viewport_size({"width": 360, "height": 800})
        return page

    @pytest.mark.parametrize("name", ["round", "quotes", "privacy"])
    def test_our_screens_are_accessible(self, phone, site, name):
        phone.goto(site["admin"][name])

        assert sideways(phone) == 0
        assert violations(phone) == []

    def test_what_is_kept_of_somebody_is_read(self, phone, site):
        phone.goto(site["admin"]["privacy"])
        phone.locator("[name=address]").fill("lid3@example.org")
        phone.get_by_role("button", name="Kijken wat er bewaard is").click()

        phone.get_by_role("button", name="Wissen", exact=True).wait_for()
        assert sideways(phone) == 0
        assert violations(phone) == []

    def test_titles_in_the_list_of_rounds_stay_in_words(self, phone, site):
        phone.goto(site["admin"]["rounds"])
        assert phone.locator("td.title").first.bounding_box()["width"] >= 150

    def test_fields_of_a_round_fit(self, phone, site):
        phone.goto(site["admin"]["new round"])
        box = phone.locator("#id_audience").bounding_box()
        assert box["x"] + box["width"] <= 360

    def test_buttons_of_a_round_stand_below_each_other(self, phone, site):
        phone.goto(site["admin"]["round"])
        lefts = phone.locator(".cultuurraad-deeds > .button").evaluate_all(
            "each => each.map(one => one.getBoundingClientRect().left)"
        )
        assert len(lefts) == 2
        assert len(set(lefts)) == 1
