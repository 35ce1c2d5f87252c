"""Links that hand one meeting to the calendars of Google and Microsoft."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from cultuurraad_wagtail.calendars import CalendarEntry, add_links

START = datetime(2027, 3, 28, 1, 30, tzinfo=ZoneInfo("Europe/Brussels"))


def make_entry(**values):
    defaults = {
        "uid": "1@example.org",
        "sequence": 0,
        "title": "Raad & feest",
        "starts_at": START,
        "ends_at": START.astimezone(ZoneInfo("UTC")) + timedelta(hours=2),
        "modified_at": START,
        "location": "Muntpunt, Munt 6",
        "description": "Welkom\niedereen",
        "url": "https://example.org/raad/",
    }
    return CalendarEntry(**{**defaults, **values})


def asked(entry):
    """The host and the question of each link, by name."""
    parts = {name: urlsplit(address) for name, address in add_links(entry)}
    return {name: (each.netloc, {k: v for k, (v,) in parse_qs(each.query).items()}) for name, each in parts.items()}


def test_google_is_told_when_and_where():
    assert asked(make_entry())["Google Calendar"] == (
        "calendar.google.com",
        {
            "action": "TEMPLATE",
            "text": "Raad & feest",
            "dates": "20270328T003000Z/20270328T023000Z",
            "details": "Welkom iedereen https://example.org/raad/",
            "location": "Muntpunt, Munt 6",
        },
    )


@pytest.mark.parametrize(("name", "host"), [("Outlook.com", "outlook.live.com"), ("Office 365", "outlook.office.com")])
def test_microsoft_is_told_when_and_where(name, host):
    assert asked(make_entry())[name] == (
        host,
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "startdt": "2027-03-28T00:30:00Z",
            "enddt": "2027-03-28T02:30:00Z",
            "subject": "Raad & feest",
            "body": "Welkom iedereen https://example.org/raad/",
            "location": "Muntpunt, Munt 6",
        },
    )


def test_blanks_are_no_plus_signs():
    assert all("+" not in address and "%20" in address for _name, address in add_links(make_entry()))


def test_long_words_are_cut_between_two_of_them():
    (_host, question) = asked(make_entry(description="woord " * 500))["Google Calendar"]

    assert question["details"] == f"{'woord ' * 50}… https://example.org/raad/"


def test_odd_words_still_give_links():
    for _host, question in asked(make_entry(title="a\r\nb\x00\ud800", location="", url="")).values():
        assert "a b" in question.values()
        assert "location" not in question
