"""A meeting whose agenda or minutes are in another language only points to the public page that has them."""

import pytest
from bs4 import BeautifulSoup

from cultuurraad_wagtail.models import AgendaItem, CouncilSettings, Meeting
from tests.factories import make_hub, make_past_meeting, make_private

pytestmark = pytest.mark.django_db


@pytest.fixture
def hubs(sections):
    dutch, french = (make_hub(section, "Raad") for section in sections)
    french.translation_key = dutch.translation_key
    french.save()
    return dutch, french


@pytest.fixture
def pair(hubs):
    """A meeting in Dutch with an agenda and minutes, and in French with neither."""
    dutch = make_past_meeting(hubs[0], "Vergadering")
    AgendaItem.objects.create(meeting=dutch, title="Begroting", decision="Goedgekeurd.")
    french = make_past_meeting(hubs[1], "Réunion", translation_key=dutch.translation_key)
    return dutch, french


def links(client, section, meeting):
    """The headings below which the page says that something is in Dutch only, with where it leads."""
    response = client.get(f"{section.register.url}{meeting.route}")
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "html.parser").select("a[hreflang=nl][lang=nl]")
    return [(each.find_previous("h2").get_text(), each.parent.get_text(), each["href"]) for each in found]


def test_french_page_points_to_the_dutch_one(client, sections, pair):
    dutch, french = pair
    to = ("Uniquement en néerlandais: Vergadering", f"{sections[0].register.url}{dutch.route}")

    assert links(client, sections[1], french) == [("Ordre du jour", *to), ("Procès-verbal", *to)]
    assert client.get(to[1]).status_code == 200
    assert links(client, sections[0], dutch) == []


def test_only_what_is_lacking_is_pointed_to(client, sections, pair):
    AgendaItem.objects.create(meeting=pair[1], title="Budget")

    assert [heading for heading, _, _ in links(client, sections[1], pair[1])] == ["Procès-verbal"]


@pytest.mark.parametrize("hidden", ["draft", "private group", "private item", "rule"])
def test_nothing_leads_to_what_visitors_may_not_read(client, sections, hubs, pair, hidden):
    if hidden == "draft":
        Meeting.objects.filter(pk=pair[0].pk).update(live=False)
    elif hidden == "private group":
        make_private(hubs[0])
    elif hidden == "private item":
        AgendaItem.objects.update(is_private=True)
    else:
        CouncilSettings.objects.create(site=sections[0].site, minutes_shown_from="approved")

    headings = [heading for heading, _, _ in links(client, sections[1], pair[1])]

    assert headings == (["Ordre du jour"] if hidden == "rule" else [])
