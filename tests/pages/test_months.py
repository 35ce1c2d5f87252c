"""The register as a calendar: days in the council's zone, midnight, today, and how far one can go."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.utils import timezone

from cultuurraad_wagtail.models import Meeting
from cultuurraad_wagtail.pages import months
from tests.factories import BRUSSELS, in_brussels, make_hub, make_meeting, make_private


def path_of(page):
    return page.get_url_parts()[2]


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


def month(client, section, name, query=""):
    response = client.get(f"{path_of(section.register)}month/{name}/{query}")
    assert response.status_code == 200
    return response


def days(response):
    """``{ISO day: [words of each meeting]}`` of the days that have any, as the table shows them."""
    cells = BeautifulSoup(response.content, "html.parser").select("table.cultuurraad-month td:has(ul)")
    return {
        cell.time["datetime"]: [" ".join(item.get_text(" ").split()) for item in cell.select("li")] for cell in cells
    }


def test_month_shows_each_meeting_on_its_day_in_brussels(client, section, hub):
    make_meeting(hub, "Eerste", starts_at=in_brussels(2026, 7, 1, 0, 30))
    make_meeting(hub, "Laatste", starts_at=in_brussels(2026, 7, 31, 22))
    make_meeting(hub, "Ervoor", starts_at=in_brussels(2026, 6, 30, 21, 30))
    make_meeting(hub, "Erna", starts_at=in_brussels(2026, 8, 1))

    found = days(month(client, section, "2026-07"))

    assert found == {"2026-07-01": ["00.30 Eerste Podium"], "2026-07-31": ["22.00 Laatste Podium"]}


def test_meeting_links_to_its_page(client, section, hub):
    meeting = make_meeting(hub, "Raad", starts_at=in_brussels(2026, 7, 1, 19))

    page = month(client, section, "2026-07").content.decode()

    assert f'href="{path_of(section.register)}{meeting.route}"' in page
    assert 'datetime="2026-07-01T19:00:00+02:00"' in page


def test_meeting_over_midnight_is_on_each_of_its_days(client, section, hub):
    make_meeting(hub, "Nacht", starts_at=in_brussels(2026, 7, 30, 22), hours=28)
    make_meeting(hub, "Lang", starts_at=in_brussels(2026, 7, 30, 23), hours=26)

    assert days(month(client, section, "2026-07")) == {
        "2026-07-30": ["22.00 Nacht Podium", "23.00 Lang Podium"],
        "2026-07-31": ["de hele dag Nacht Podium", "de hele dag Lang Podium"],
    }
    assert days(month(client, section, "2026-08")) == {
        "2026-08-01": ["tot 02.00 Nacht Podium", "tot 01.00 Lang Podium"]
    }


def test_meeting_that_ends_at_midnight_is_on_one_day(client, section, hub):
    make_meeting(hub, "Avond", starts_at=in_brussels(2026, 7, 30, 22), hours=2)
    make_meeting(hub, "Dag", starts_at=in_brussels(2026, 7, 29), hours=24)

    found = days(month(client, section, "2026-07"))

    assert found == {"2026-07-29": ["00.00 Dag Podium"], "2026-07-30": ["22.00 Avond Podium"]}


def test_meeting_of_a_week_shows_in_the_month_in_which_it_ends(client, section, hub):
    make_meeting(hub, "Week", starts_at=in_brussels(2026, 7, 26, 9), hours=7 * 24)

    assert list(days(month(client, section, "2026-08"))) == ["2026-08-01", "2026-08-02"]


@pytest.mark.parametrize(("name", "day"), [("2027-03", "2027-03-28"), ("2027-10", "2027-10-31")])
def test_day_on_which_the_clock_changes_is_one_day(client, section, hub, name, day):
    make_meeting(hub, "Raad", starts_at=in_brussels(*map(int, day.split("-")), 12))
    make_meeting(hub, "Laat", starts_at=in_brussels(*map(int, day.split("-")), 22))

    assert days(month(client, section, name)) == {day: ["12.00 Raad Podium", "22.00 Laat Podium"]}


def test_cancelled_meeting_says_so(client, section, hub):
    make_meeting(hub, "Raad", starts_at=in_brussels(2026, 7, 1, 19), status="cancelled")

    assert days(month(client, section, "2026-07")) == {"2026-07-01": ["19.00 Raad Podium Geannuleerd"]}


def test_table_has_a_caption_and_weekdays_that_are_headers(client, section, hub):
    table = BeautifulSoup(month(client, section, "2026-02").content, "html.parser").table

    assert table.caption.get_text() == "Vergaderingen in februari 2026, per dag van de week"
    heads = [(head["scope"], head.get_text()) for head in table.select("thead th")]
    names = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
    assert heads == [("col", name) for name in names]
    rows = [
        [cell.time and cell.time["datetime"][-2:] for cell in row.select("td")] for row in table.select("tbody tr")
    ]
    assert rows[0] == [None] * 6 + ["01"]
    assert rows[-1] == ["23", "24", "25", "26", "27", "28", None]
    assert table.select("td")[6].time.get_text() == "zondag 1 februari"


def test_month_without_meetings_says_so(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(2026, 7, 1, 19))

    page = month(client, section, "2026-02").content.decode()

    assert "Er zijn geen vergaderingen in februari 2026." in page
    assert "Er zijn geen vergaderingen" not in month(client, section, "2026-07").content.decode()


def test_address_without_a_month_is_this_month_with_today_in_words(client, section, hub):
    response = client.get(f"{path_of(section.register)}month/")
    today = timezone.localdate(timezone=BRUSSELS)

    cell = BeautifulSoup(response.content, "html.parser").select_one("td[aria-current=date]")
    assert cell.time["datetime"] == today.isoformat()
    assert cell.b.get_text() == "Vandaag"
    assert response.context["month"] == months.Month.of(today)


def test_today_is_that_of_brussels_and_only_in_its_month(section, hub):
    request = RequestFactory().get("/")
    shown = months.named_month(section.register, request, "2026", "07", today=date(2026, 7, 9))
    other = months.named_month(section.register, request, "2026", "08", today=date(2026, 7, 9))

    marked = [[day.date for week in each["weeks"] for day in week if day.is_today] for each in (shown, other)]

    assert marked == [[date(2026, 7, 9)], []]
    assert [each["is_this_month"] for each in (shown, other)] == [True, False]


def neighbours(context):
    return [context[name] and context[name].route for name in ("previous_month", "next_month")]


def test_ways_on_go_as_far_as_there_are_meetings(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(2025, 12, 31, 23, 30), hours=0.25)
    make_meeting(hub, starts_at=in_brussels(2026, 2, 28, 22), hours=4)

    found = {name: neighbours(month(client, section, name).context) for name in ("2025-11", "2025-12", "2026-01")}

    assert found == {
        "2025-11": [None, "month/2025-12/"],
        "2025-12": [None, "month/2026-01/"],
        "2026-01": ["month/2025-12/", "month/2026-02/"],
    }
    assert neighbours(month(client, section, "2026-02").context) == ["month/2026-01/", "month/2026-03/"]
    assert neighbours(month(client, section, "2026-03").context) == ["month/2026-02/", None]


def test_ways_on_keep_the_filter(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(2026, 2, 28, 22))
    make_meeting(hub, starts_at=in_brussels(2026, 4, 28, 22))

    page = month(client, section, "2026-03", "?group=podium").content.decode()

    root = path_of(section.register)
    assert f'rel="prev" href="{root}month/2026-02/?group=podium"' in page
    assert f'rel="next" href="{root}month/2026-04/?group=podium"' in page


def test_group_and_kind_keep_theirs(client, section, hub):
    make_meeting(hub, "Ons", starts_at=in_brussels(2026, 7, 1, 19), kind="board")
    make_meeting(hub, "Andere soort", starts_at=in_brussels(2026, 7, 1, 19), kind="council")
    make_meeting(make_hub(section, "Muziek"), "Andere groep", starts_at=in_brussels(2026, 7, 1, 19), kind="board")

    found = days(month(client, section, "2026-07", "?group=podium&kind=board"))

    assert found == {"2026-07-01": ["19.00 Ons Podium"]}


@pytest.mark.parametrize(
    "name", ["2026-13", "2026-00", "0000-01", "1800-01", "2150-01", "9999-12", "2026-1", "26-01", "2026-07-01", "x"]
)
def test_month_that_is_none_or_too_far_is_not_found(client, section, hub, name):
    make_meeting(hub, starts_at=in_brussels(9998, 1, 1))

    assert client.get(f"{path_of(section.register)}month/{name}/").status_code == 404


def test_last_month_within_reason_leads_no_further(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(9998, 1, 1))
    last = timezone.localdate().year + 10

    assert month(client, section, f"{last}-12").context["next_month"] is None
    assert month(client, section, f"{last}-11").context["next_month"].route == f"month/{last}-12/"


HIDE = {
    "draft": lambda meeting: Meeting.objects.filter(pk=meeting.pk).update(live=False),
    "expired": lambda meeting: Meeting.objects.filter(pk=meeting.pk).update(
        expire_at=timezone.now() - timedelta(minutes=1)
    ),
    "of a private group": lambda meeting: make_private(meeting.workgroup),
    "without a group": lambda meeting: Meeting.objects.filter(pk=meeting.pk).update(workgroup=None),
}


@pytest.mark.parametrize("how", HIDE)
def test_hidden_meeting_is_not_in_its_month(client, section, how):
    meeting = make_meeting(make_hub(section, "Verborgen groep"), "Verborgen", starts_at=in_brussels(2026, 7, 1, 19))
    assert "Verborgen" in month(client, section, "2026-07").content.decode()
    HIDE[how](meeting)

    assert days(month(client, section, "2026-07")) == {}


def test_month_of_another_language_has_its_own_meetings(client, sections):
    dutch, french = (make_hub(each) for each in sections)
    make_meeting(dutch, "Raad", starts_at=in_brussels(2026, 7, 1, 19))
    make_meeting(french, "Conseil", starts_at=in_brussels(2026, 7, 2, 19))

    response = month(client, sections[1], "2026-07")

    assert list(days(response)) == ["2026-07-02"]
    assert "<title>Juillet 2026 · Réunions" in response.content.decode()
