"""How many queries the views of the register need beyond a bare page: one number for any number of items."""

import pytest

from cultuurraad_wagtail.models import Attendance, CouncilSettings, Meeting, Sitting
from tests.factories import in_brussels, make_document, make_hub, make_meeting
from tests.host.models import HomePage
from tests.pages.test_query_counts import path_of, queries_of


def fill(section, count):
    """``count`` groups with as many meetings, decisions and people each; gives the last meeting."""
    for number in range(count):
        hub = make_hub(section)
        for day in range(1, count + 1):
            meeting = make_meeting(
                hub, starts_at=in_brussels(2025, 5, day, 19), agenda=["Begroting"] * count, status="cancelled"
            )
            for item in meeting.agenda_items.all():
                item.decision, item.votes_for, item.document = "Goedgekeurd.", 8, make_document()
                item.save()
            sitting = Sitting.objects.of(meeting)
            for seat in range(count):
                Attendance.objects.create(sitting=sitting, name=f"Lid {number} {seat}", status="present")
    return meeting


def beyond_a_bare_page(client, section, address):
    bare = section.home.add_child(instance=HomePage(title="Kaal", locale=section.locale))
    return queries_of(client, path_of(section.register) + address) - queries_of(client, path_of(bare))


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("", 7),
        ("?year=2025", 7),
        ("month/", 5),
        ("month/2025-05/", 5),
        ("month/2025-05/?kind=working_group", 5),
        ("decisions/", 8),
        ("decisions/?q=begroting+goedgekeurd&year=2025", 9),
    ],
)
def test_view_needs_the_same_queries_for_any_number_of_items(client, section, item_count, address, queries):
    fill(section, item_count)

    assert beyond_a_bare_page(client, section, address) == queries


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize("shown", ["numbers", "names"])
def test_meeting_with_minutes_needs_the_same_queries_for_any_number_of_items(client, section, item_count, shown):
    meeting = fill(section, item_count)
    CouncilSettings.objects.create(site=section.site, attendance_shown=shown)

    assert beyond_a_bare_page(client, section, meeting.route) == 12


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_asks_once_more_where_minutes_are_documents(client, section, item_count):
    fill(section, item_count)
    Meeting.objects.update(minutes_document=make_document())

    assert beyond_a_bare_page(client, section, "") == 8
