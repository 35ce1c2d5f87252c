"""A server with a full and an empty section, and a browser; both for the whole run."""

import json
import os
import subprocess
import sys

import pytest

from tests import needs

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """What ``tests.browser.site`` says of itself, with ``address``."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "BROWSER_FOLDER": str(tmp_path_factory.mktemp("site")),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.site"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        facts = json.loads(process.stdout.readline())
        yield {**facts, "address": f"http://localhost:{facts['port']}"}
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def chromium():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        needs.missing("Playwright for Python is not installed.")
    executable = needs.program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, site):
    """Opens a page of a new visitor: ``new_page(width=…, javascript=…)``; whatever it asks of elsewhere is refused."""
    contexts = []

    def make(width=1280, javascript=True, locale="nl-BE"):
        context = chromium.new_context(
            base_url=site["address"],
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale=locale,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def address_of(site):
    """The full address of a page of the site, by name."""

    def find(name):
        path = site["pages"][name]
        if path.startswith("http://"):
            host, _, rest = path.removeprefix("http://").partition("/")
            return f"http://{host}:{site['port']}/{rest}"
        return site["address"] + path

    return find
