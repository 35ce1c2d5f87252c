"""A year of the council as its editors and members live it, from the dates of a series to the next agenda.

With ``DOCS_IMAGES`` set to a folder, the pictures of ``docs/editors.nl.md`` are taken on the way.
"""

import os
import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.browser.test_editor import page  # noqa: F401, the editor who is logged in
from tests.browser.test_public_pages import violations
from tests.factories import days_from_today

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(page):  # noqa: F811
    return page


#: What Django's backend for files puts after each mail.
BETWEEN = b"-" * 79 + b"\n"
#: Wagtail's own: its editor of text has no name, and its messages are pale while they fade in.
THEIRS = ("public-DraftEditor-content", '<li class="success">')


def found(page):  # noqa: F811
    """What axe finds in what is ours."""
    return [line for line in violations(page) if not any(each in line for each in THEIRS)]


def picture(page, name, ours=True):  # noqa: F811
    """Look whether everybody can use the page, unless it is Wagtail's own, and take its picture if that is wanted."""
    if ours:
        assert found(page) == []
    if folder := os.environ.get("DOCS_IMAGES"):
        page.screenshot(path=Path(folder) / f"year-{name}.png")


def step(editor, name):
    editor.get_by_role("navigation", name="Stappen van deze vergadering").get_by_role("link", name=name).click()
    editor.locator("[aria-current=step]", has_text=name).wait_for()


def link_in_mail(site, subject, recipient, seconds=15):
    """The link in the newest mail with these words in its subject, which leaves soon after the editor's click."""
    until = monotonic() + seconds
    while monotonic() < until:
        files = sorted(Path(site["mail"]).glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
        for each in (each for path in files for each in path.read_bytes().split(BETWEEN)):
            mail = message_from_bytes(each, policy=default)
            if mail["to"] == recipient and subject in mail["subject"]:
                text = mail.get_body(("plain",)).get_content()
                return re.search(r"https?://[^/]+(/\S+/registration/\S+)", text)[1]
        sleep(0.2)
    raise AssertionError(f"No mail to {recipient} about {subject}")


def plan(editor, title="Jaarraad", group="Raad van het jaar"):
    """Two meetings of a group that has no others, shown before they are saved; gives the addresses of their screens.

    The first one first. All tests have one site, and the first meeting of a group approves what came before.
    """
    editor.goto("/admin/cultuurraad/series/add/")
    editor.locator("#id_title").fill(title)
    council = editor.locator("#id_workgroup option", has_text=group).get_attribute("value")
    editor.locator("#id_workgroup").select_option(value=council)
    # Not typed: the calendar that opens then lies over the buttons.
    for name, value in (("starts_on", days_from_today(3).isoformat()), ("starts_at", "19:00"), ("count", "2")):
        editor.locator(f"#id_{name}").evaluate("(field, value) => { field.value = value }", value)
    editor.locator("#id_frequency").select_option(value="weekly")
    for name in ("skip_school_holidays", "skip_public_holidays"):
        editor.locator(f"#id_{name}").uncheck()
    editor.locator("footer button[type=submit]").last.click()
    editor.get_by_role("heading", name="2 vergaderingen worden gepland").wait_for()
    picture(editor, "1-series", ours=False)
    editor.locator("footer button[type=submit]").last.click()
    editor.get_by_role("link", name="Toon de vergaderingen").click()
    editor.locator("td.title a, .title-wrapper a").first.wait_for()
    links = editor.locator(".title-wrapper a", has_text=title)
    return [links.nth(number).get_attribute("href") for number in (0, 1)]


def take_place(editor, address):
    """Move the meeting to yesterday: nothing is approved in one that has not begun."""
    editor.goto(address)
    for name, value in (("starts_at", f"{days_from_today(-1)} 19:00"), ("ends_at", "")):
        editor.locator(f"#id_{name}").evaluate("(field, value) => { field.value = value }", value)
    editor.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").first.click()
    with editor.expect_navigation():
        editor.get_by_role("button", name="Publiceren").click()
    editor.locator(".messages .success").wait_for()


def test_council_lives_through_its_year(editor, new_page, site):
    first, second = plan(editor)

    editor.goto(first)
    step(editor, "Uitnodiging en antwoorden")
    picture(editor, "2-invitation")
    editor.get_by_role("button", name="Uitnodigen").click()
    editor.locator(".messages .success").wait_for()

    member = new_page(width=400)
    member.goto(link_in_mail(site, "Jaarraad", "noor@example.org"))
    member.get_by_label("Ja, ik kom").check()
    picture(member, "3-answer")
    member.get_by_role("button", name="Bewaar mijn antwoord").click()
    assert member.inner_text("h1") == "U komt"

    editor.goto(first)
    step(editor, "Aanwezigheid")
    assert editor.get_by_label("Was Noor Vermeersch er?").input_value() == "present"
    assert editor.get_by_label("Was Yusuf Vermeersch er?").input_value() == "absent"
    picture(editor, "4-attendance")
    editor.get_by_role("button", name="Opslaan").click()
    editor.locator(".messages .success").wait_for()

    step(editor, "Verslag")
    editor.get_by_label("Wat er nog ter sprake kwam").fill("Een podium in het park")
    editor.get_by_role("button", name="Bewaar concept").click()
    editor.get_by_role("heading", name="1. Een podium in het park").wait_for()
    editor.get_by_role("textbox", name="Beslissing").fill("Het podium komt er in mei.")
    editor.get_by_text("Stemming", exact=True).click()
    editor.get_by_label("Stemmen voor").fill("2")
    editor.get_by_text("Nieuw actiepunt", exact=True).click()
    editor.get_by_label("Wat er moet gebeuren").fill("Vergunning vragen")
    editor.get_by_label("Wie", exact=True).select_option(label="Noor Vermeersch")
    picture(editor, "5-minutes")
    editor.get_by_role("button", name="Bewaren en publiceren").click()
    editor.locator(".messages .success").wait_for()

    step(editor, "Opmerkingen en goedkeuring")
    assert found(editor) == []
    editor.get_by_role("button", name="Stuur naar de leden").click()
    editor.locator(".messages .success").wait_for()

    member.goto(link_in_mail(site, "opmerkingen", "noor@example.org"))
    assert "Het podium komt er in mei." in member.inner_text("main")
    member.get_by_label("Uw opmerking").fill("Het was in juni.")
    picture(member, "6-remarks")
    member.get_by_role("button", name="Verstuur mijn opmerking").click()
    assert member.inner_text("h1") == "Uw opmerking is bewaard"

    editor.goto(first)
    step(editor, "Opmerkingen en goedkeuring")
    assert "Het was in juni." in editor.inner_text("main")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Verwerkt", exact=True).click()

    take_place(editor, second)
    editor.goto(second)
    step(editor, "Verslag")
    editor.get_by_role("heading", name=re.compile("Goedkeuring van het verslag van")).wait_for()
    assert "Vergunning vragen – Noor Vermeersch" in editor.inner_text("main")
    editor.get_by_label("Het verslag is goedgekeurd").check()
    picture(editor, "7-approval")
    editor.get_by_role("button", name="Bewaren en publiceren").click()
    editor.locator(".messages .success").wait_for()

    editor.goto(first)
    step(editor, "Opmerkingen en goedkeuring")
    assert "Goedgekeurd" in editor.inner_text("main")
    visitor = new_page()
    visitor.goto("/bijeenkomsten/?group=raad-van-het-jaar")
    visitor.get_by_role("link", name="Jaarraad").first.click()
    words = visitor.inner_text("main")
    assert ("Het podium komt er in mei." in words, "Vergunning vragen" in words) == (True, False)
    picture(visitor, "8-public")
