"""The form of a series in a browser: it shows what the rule asks, loses nothing, and fits a phone."""

import pytest

from tests.browser.test_editor import page  # noqa: F401, the editor who is logged in

pytestmark = pytest.mark.browser
ADD = "/admin/cultuurraad/series/add/"
FIELDS = ("weekdays", "nth", "month_day")
ASKED = {
    "weekly": ["weekdays"],
    "monthly_weekday": ["weekdays", "nth"],
    "monthly_day": ["month_day"],
    "yearly": [],
}


@pytest.fixture
def editor(page):  # noqa: F811
    page.goto(ADD)
    return page


def shown(page):  # noqa: F811
    """Which of the three the editor sees, with their labels."""
    panels = {
        name: page.locator(".w-panel__wrapper", has=page.locator(f"[data-contentpath={name}]")) for name in FIELDS
    }
    return [name for name, panel in panels.items() if panel.last.is_visible()]


def choose(page, rule):  # noqa: F811
    page.locator("#id_frequency").select_option(rule)


def fill(page, name, value):  # noqa: F811
    """Not typed: a calendar that opens would lie over other fields."""
    page.locator(f"#id_{name}").evaluate("(field, value) => { field.value = value }", value)


def test_each_rule_shows_what_it_asks(editor):
    assert shown(editor) == ASKED["monthly_weekday"]

    for rule, fields in ASKED.items():
        choose(editor, rule)
        assert (rule, shown(editor)) == (rule, fields)


def test_what_was_filled_in_comes_back(editor):
    choose(editor, "monthly_day")
    editor.locator("#id_month_day").fill("15")
    choose(editor, "weekly")
    editor.locator("#id_weekdays_2").check()
    choose(editor, "yearly")

    choose(editor, "weekly")
    assert editor.locator("#id_weekdays_2").is_checked()
    choose(editor, "monthly_day")
    assert editor.locator("#id_month_day").input_value() == "15"


def test_field_with_an_error_is_shown_whatever_the_rule(editor):
    editor.locator("#id_title").fill("Raad")
    choose(editor, "monthly_day")
    editor.locator("#id_month_day").fill("32")
    choose(editor, "weekly")
    assert shown(editor) == ["weekdays"]

    editor.locator("footer button[type=submit]").first.click()

    editor.locator(".error-message").first.wait_for()
    assert shown(editor) == ["weekdays", "month_day"]
    assert editor.locator("#id_month_day").input_value() == "32"


def test_without_the_file_every_field_is_there(page):  # noqa: F811
    page.route("**/cultuurraad_wagtail/rule.js*", lambda route: route.abort())
    page.goto(ADD)

    choose(page, "yearly")

    assert shown(page) == list(FIELDS)


def test_form_works_under_a_strict_policy(page):  # noqa: F811
    """The policy stands on the form's own address; nothing of ours offends it."""
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)

    def with_policy(route):
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": "script-src 'self'"})

    page.route(f"**{ADD}", with_policy)
    page.goto(ADD)

    choose(page, "weekly")

    assert shown(page) == ["weekdays"]
    assert [text for text in refused if "cultuurraad" in text] == []


def right_of(element):
    box = element.bounding_box()
    return box["x"] + box["width"]


@pytest.mark.parametrize("name", ["people", "meetings", "actions"])
def test_every_column_of_a_list_can_be_reached_on_a_phone(page, name):  # noqa: F811
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"/admin/cultuurraad/{name}/")
    last = page.locator("#listing-results th").last
    assert right_of(last) > 361

    last.scroll_into_view_if_needed()

    assert right_of(last) <= 361


@pytest.mark.parametrize("width", [1280, 360])
def test_dates_are_planned_and_the_screens_fit(page, width):  # noqa: F811
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(ADD)
    page.locator("#id_title").fill(f"Raad op {width}")
    page.locator("#id_workgroup").select_option(index=1)
    for name, value in (("starts_on", "2099-01-05"), ("starts_at", "19:30"), ("count", "3")):
        fill(page, name, value)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("frequency", "workgroup", "kind"):
        assert right_of(page.locator(f"#id_{name}")) <= width

    page.locator("footer button[type=submit]").first.click()

    page.locator("#cultuurraad-plan").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("footer button[type=submit]").first.click()
    page.locator(".messages .success").wait_for()
    assert "3 vergaderingen" in page.inner_text(".messages .success")
