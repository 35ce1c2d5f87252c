"""The documentation under test: whatever a site can set, override or run has a heading of its own in docs/."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.template.engine import Engine

import cultuurraad_wagtail
from cultuurraad_wagtail.conf import PREFIX, SETTINGS

PACKAGE = Path(cultuurraad_wagtail.__file__).parent
ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"

CHECK_IDS = sorted(
    {
        found
        for path in PACKAGE.rglob("*.py")
        for found in re.findall(r"cultuurraad_wagtail\.[EWI]\d{3}", path.read_text(encoding="utf-8"))
    }
)
TEMPLATE_BLOCKS = sorted(
    {
        found
        for path in PACKAGE.rglob("templates/**/*.html")
        if "admin" not in path.relative_to(PACKAGE).parts
        for found in re.findall(r"{% block (cultuurraad_\w+)", path.read_text(encoding="utf-8"))
    }
)
COMMANDS = sorted(
    path.stem for path in (PACKAGE / "management" / "commands").glob("*.py") if not path.stem.startswith("_")
)
LOG_ACTIONS = sorted(
    {
        found
        for path in PACKAGE.rglob("*.py")
        for found in re.findall(r"register_action\(\s*\"([\w.]+)\"", path.read_text(encoding="utf-8"))
    }
)


@cache
def headings(name):
    """The headings of docs/``name``, or None where that page is missing."""
    path = DOCS / name
    if not path.exists():
        return None
    return [line.lstrip("#").strip() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]


def assert_documented(name, word):
    found = headings(name)
    assert found is not None, f"docs/{name} is missing"
    assert any(word in re.findall(r"[\w.]+", heading) for heading in found), f"docs/{name} has no heading {word}"


@pytest.mark.parametrize("name", SETTINGS)
def test_setting_has_a_heading_with_its_default(name):
    assert_documented("settings.md", PREFIX + name)
    assert repr(SETTINGS[name].default).strip("'") in (DOCS / "settings.md").read_text(encoding="utf-8")


def test_settings_page_names_no_setting_that_does_not_exist():
    named = {word for heading in headings("settings.md") or [] for word in re.findall(rf"{PREFIX}(\w+)", heading)}

    assert sorted(named - set(SETTINGS)) == []


@pytest.mark.parametrize("check_id", CHECK_IDS)
def test_check_has_a_heading(check_id):
    assert_documented("settings.md", check_id)


@pytest.mark.parametrize("block", TEMPLATE_BLOCKS)
def test_template_block_has_a_heading(block):
    assert_documented("templates.md", block)


TAGS = {
    "cultuurraad": [
        *("clock", "content_language", "council_time", "cultuurraad_head"),
        *("hours", "page_address", "privacy_notice", "when"),
    ],
    "cultuurraad_calendars": ["add_to_calendar", "instant", "meeting_linked_data", "subscribe"],
}


@pytest.mark.parametrize("tag", [tag for tags in TAGS.values() for tag in tags])
def test_template_tag_has_a_heading(tag):
    assert_documented("templates.md", tag)


@pytest.mark.parametrize("name", TAGS)
def test_template_tags_are_all_named_in_these_tests(name):
    library = Engine(libraries={"c": f"cultuurraad_wagtail.templatetags.{name}"}).template_libraries["c"]

    assert sorted([*library.tags, *library.filters]) == TAGS[name]


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_a_heading(command):
    assert_documented("install.md", command)


def test_log_actions_have_headings():
    for action in LOG_ACTIONS:
        assert_documented("architecture.md", action)


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "LICENSE"),
        *("docs/architecture.md", "docs/install.md", "docs/settings.md", "docs/templates.md", "docs/performance.md"),
        *("docs/editors.nl.md", "docs/editors.fr.md", "docs/editors.en.md"),
    ],
)
def test_page_exists_and_its_links_lead_somewhere(name):
    path = ROOT / name
    assert path.exists(), f"{name} is missing"

    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_changelog_tells_of_this_version():
    path = ROOT / "CHANGELOG.md"
    assert path.exists(), "CHANGELOG.md is missing"
    text = path.read_text(encoding="utf-8")

    assert f"[{cultuurraad_wagtail.__version__}]" in text or "[Unreleased]" in text
