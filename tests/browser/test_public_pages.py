"""Every public template, full and empty: accessible, narrow enough for a phone, complete without JavaScript."""

import re

import pytest

FULL = [
    "home page with blocks",
    "directory",
    "second page of the directory",
    "directory of one discipline",
    "directory of a discipline without organisations",
    "directory with filters",
    "directory with organisations that stopped",
    "profile of an organisation that stopped",
    "groups",
    "projects",
    "articles",
    "register",
    "register of one group",
    "profile",
    "hub",
    "showcase",
    "article",
    "meeting",
    "cancelled meeting",
    "past meeting",
    "meeting that is full",
    "registration",
    "registration of who is known",
    "answer of who waits",
    "action item",
    "action item that was answered",
    "form",
    "questionnaire",
    "questionnaire in French",
    "closed form",
    "form that is not open yet",
    "thanks",
    "results",
    "results in French",
    "list of results",
]
EMPTY = [
    "empty home page with blocks",
    "empty directory",
    "empty projects",
    "empty knowledge",
    "empty register",
    "empty groups",
    "empty hub",
    "empty meeting",
    "empty profile",
    "empty showcase",
    "empty article",
]

pytestmark = pytest.mark.browser


def violations(page):
    """What axe finds: a line for each element and rule."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def words(page):
    return re.sub(r"\s+", " ", page.inner_text("main")).strip()


def test_every_page_of_the_site_is_tested(site):
    assert sorted(site["pages"]) == sorted([*FULL, *EMPTY])


@pytest.mark.parametrize("name", [*FULL, *EMPTY])
def test_page_is_accessible_and_asks_for_nothing_that_fails(new_page, address_of, name):
    page = new_page()
    failed = []
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    response = page.goto(address_of(name))

    assert response.status == 200
    assert violations(page) == []
    assert failed == []


@pytest.mark.parametrize("name", [*FULL, *EMPTY])
def test_page_does_not_scroll_sideways_on_a_phone(new_page, address_of, name):
    page = new_page(width=320)
    page.goto(address_of(name))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


@pytest.mark.parametrize("name", [*FULL, *EMPTY])
def test_page_says_the_same_without_javascript(new_page, address_of, name):
    with_javascript, without = new_page(), new_page(javascript=False)
    for page in (with_javascript, without):
        page.goto(address_of(name))

    assert words(without) == words(with_javascript)
    assert words(without) != ""
