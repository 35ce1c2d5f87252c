"""The editors' list of meetings: what is next comes first, and every column still sorts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_hub, make_meeting, make_past_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def _meetings(section):
    hub = make_hub(section)
    make_meeting(hub, "Later", starts_at=timezone.now() + timedelta(days=40))
    make_past_meeting(hub, "Lang geleden", days=400)
    make_meeting(hub, "Straks", starts_at=timezone.now() + timedelta(days=4))
    make_past_meeting(hub, "Pas geleden", days=4)
    make_meeting(hub, "Bezig", starts_at=timezone.now() - timedelta(hours=1))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Bezig", "Straks", "Later", "Pas geleden", "Lang geleden"]),
        ("?ordering=nonsense", ["Bezig", "Straks", "Later", "Pas geleden", "Lang geleden"]),
        ("?status=planned", ["Bezig", "Straks", "Later", "Pas geleden", "Lang geleden"]),
        ("?ordering=starts_at", ["Lang geleden", "Pas geleden", "Bezig", "Straks", "Later"]),
        ("?ordering=-starts_at", ["Later", "Straks", "Bezig", "Pas geleden", "Lang geleden"]),
        ("?ordering=title", ["Bezig", "Lang geleden", "Later", "Pas geleden", "Straks"]),
        ("?q=later", ["Later"]),
        ("?q=geleden&ordering=-starts_at", ["Pas geleden", "Lang geleden"]),
    ],
)
@pytest.mark.usefixtures("_meetings")
def test_next_meeting_is_first(editor_client, query, titles):
    address = reverse("wagtailsnippets_cultuurraad_wagtail_meeting:list")

    response = editor_client.get(f"{address}{query}")

    assert [each.title for each in response.context["object_list"]] == titles


def test_every_step_of_a_meeting_stands_below_the_list_so_that_the_menu_marks_it(section):
    """Wagtail's menu marks the item whose address the page's own begins with."""
    meeting = make_meeting(make_hub(section))
    names = [
        "cultuurraad_sittings:people",
        *(f"cultuurraad_trail:{name}" for name in ("attendance", "minutes", "approval")),
    ]

    below = reverse("wagtailsnippets_cultuurraad_wagtail_meeting:list")

    assert [reverse(name, args=[meeting.pk]).startswith(below) for name in names] == [True] * 4
