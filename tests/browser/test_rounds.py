"""The form of a round of evaluation in a browser: it shows what its audience asks, and folds its translations."""

import pytest

from tests.browser.test_editor import page  # noqa: F401, the editor who is logged in

pytestmark = pytest.mark.browser
ADD = "/admin/cultuurraad/evaluation-rounds/add/"
FIELDS = ("workgroups", "meeting")
ASKED = {"members": ["workgroups"], "contacts": [], "attendees": ["meeting"], "public": []}


def shown(page):  # noqa: F811
    """Which of the two the editor sees."""
    panels = {
        name: page.locator(".w-panel__wrapper", has=page.locator(f"[data-contentpath={name}]")) for name in FIELDS
    }
    return [name for name, panel in panels.items() if panel.last.is_visible()]


def test_each_audience_shows_what_it_asks(page):  # noqa: F811
    page.goto(ADD)
    assert shown(page) == ["workgroups"]

    for audience, fields in ASKED.items():
        page.locator("#id_audience").select_option(audience)
        assert (audience, shown(page)) == (audience, fields)


def test_without_the_file_every_field_is_there(page):  # noqa: F811
    page.route("**/cultuurraad_wagtail/rule.js*", lambda route: route.abort())
    page.goto(ADD)

    page.locator("#id_audience").select_option("public")

    assert shown(page) == list(FIELDS)


def test_other_languages_look_as_if_they_open(page):  # noqa: F811
    page.goto(ADD)
    summary = page.locator(".cultuurraad-translations__part > summary").first
    looks = summary.evaluate("it => [getComputedStyle(it).listStyleType, getComputedStyle(it).cursor]")
    assert looks == ["disclosure-closed", "pointer"]
