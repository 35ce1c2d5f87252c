"""The register by year, group and kind: what an address asks, and the ways on and back."""

import pytest
from django.utils import timezone

from cultuurraad_wagtail.models import Meeting
from tests.factories import in_brussels, make_hub, make_meeting, make_past_meeting, make_private


def path_of(page):
    return page.get_url_parts()[2]


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


def options(context, name):
    return [value for value, _label, _chosen in next(each for each in context["facets"] if each.name == name).options]


def test_year_lists_its_meetings_the_last_one_first(client, section, hub):
    first = make_meeting(hub, starts_at=in_brussels(2025, 1, 1, 0, 30))
    last = make_meeting(hub, starts_at=in_brussels(2025, 12, 31, 23, 30))
    make_meeting(hub, starts_at=in_brussels(2024, 12, 31, 23, 30))
    make_meeting(hub, starts_at=in_brussels(2026, 1, 1, 0, 30))

    context = client.get(f"{path_of(section.register)}?year=2025").context

    assert list(context["items"]) == [last, first]
    assert "upcoming_meetings" not in context
    assert options(context, "year") == ["2026", "2025", "2024"]


def test_filters_combine(client, section, hub):
    other = make_hub(section, "Muziek")
    ours = make_meeting(hub, starts_at=in_brussels(2025, 5, 6, 19), kind="council")
    make_meeting(hub, starts_at=in_brussels(2025, 5, 6, 19), kind="board")
    make_meeting(hub, starts_at=in_brussels(2024, 5, 6, 19), kind="council")
    make_meeting(other, starts_at=in_brussels(2025, 5, 6, 19), kind="council")

    response = client.get(f"{path_of(section.register)}?kind=council&year=2025&group=podium")

    assert list(response.context["items"]) == [ours]
    chips = [(str(chip.words), chip.address) for chip in response.context["meeting_query"].chips]
    assert chips == [
        ("Groep: Podium", "?kind=council&year=2025"),
        ("Soort: Vergadering van de cultuurraad", "?group=podium&year=2025"),
        ("Jaar: 2025", "?group=podium&kind=council"),
    ]


def test_kind_keeps_both_lists(client, section, hub):
    soon, last = make_meeting(hub, kind="board"), make_past_meeting(hub, kind="board")
    make_meeting(hub, kind="council")
    make_past_meeting(hub, kind="council")

    context = client.get(f"{path_of(section.register)}?kind=board").context

    assert (list(context["upcoming_meetings"]), list(context["items"])) == ([soon], [last])


@pytest.mark.parametrize(
    "query", ["?year=1999", "?year=", "?year=x", "?year=-2025", "?year=99999", "?kind=feest", "?kind=%00", "?year=²"]
)
def test_unknown_values_keep_all(client, section, hub, query):
    soon, last = make_meeting(hub), make_past_meeting(hub)

    context = client.get(path_of(section.register) + query).context

    assert (list(context["upcoming_meetings"]), list(context["items"])) == ([soon], [last])
    assert context["meeting_query"].active == []


def test_years_are_those_of_meetings_that_may_be_seen(client, section, hub):
    shown = make_meeting(make_hub(section, "Muziek"), starts_at=in_brussels(2024, 5, 6, 19))
    make_meeting(hub, starts_at=in_brussels(1995, 5, 6, 19))
    make_private(hub)
    draft = make_meeting(shown.workgroup, starts_at=in_brussels(1998, 5, 6, 19))
    Meeting.objects.filter(pk=draft.pk).update(live=False)

    response = client.get(path_of(section.register))

    assert options(response.context, "year") == ["2024"]
    assert "1995" not in response.content.decode()


def test_years_stay_within_reason(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(1066, 10, 14))
    make_meeting(hub, starts_at=in_brussels(9998, 1, 1))
    this_year = timezone.localdate().year

    years = options(client.get(path_of(section.register)).context, "year")

    assert (years[0], years[-1]) == (f"{this_year + 10}", f"{this_year - 100}")


def test_year_without_such_a_meeting_says_what_to_do(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(2025, 5, 6, 19), kind="council")

    page = client.get(f"{path_of(section.register)}?year=2025&kind=board").content.decode()

    assert "Kies een andere groep, een andere soort of een ander jaar." in page


def test_year_is_cut_into_pages_that_keep_the_filter(client, section, hub, settings):
    settings.CULTUURRAAD_PAGE_SIZE = 1
    early, late = (make_meeting(hub, starts_at=in_brussels(2025, month, 6, 19)) for month in (5, 6))
    address = f"{path_of(section.register)}?group=podium&year=2025"

    first = client.get(address)

    assert list(first.context["items"]) == [late]
    assert 'href="?group=podium&amp;year=2025&amp;page=2"' in first.content.decode()
    assert list(client.get(f"{address}&page=2").context["items"]) == [early]


def test_views_of_the_register_lead_to_each_other_with_the_filter(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(2025, 5, 6, 19))
    root = path_of(section.register)

    for route, current in (("", "Lijst"), ("month/", "Per maand"), ("decisions/", "Beslissingen")):
        page = client.get(f"{root}{route}?group=podium").content.decode()
        for other in ("", "month/", "decisions/"):
            assert f'href="{root}{other}?group=podium"' in page
        assert f'aria-current="page">{current}</a>' in page


def test_form_names_what_was_asked(client, section, hub):
    make_meeting(hub, starts_at=in_brussels(2025, 5, 6, 19))

    page = client.get(f"{path_of(section.register)}?group=podium&year=2025").content.decode()

    assert '<option value="podium" selected>Podium</option>' in page
    assert '<option value="2025" selected>2025</option>' in page


def test_filters_of_a_translated_register_are_in_its_language(client, sections):
    hub = make_hub(sections[1], "Arts de la scène")
    meeting = make_meeting(hub, starts_at=in_brussels(2025, 5, 6, 19), kind="council")

    response = client.get(f"{path_of(sections[1].register)}?kind=council&year=2025")

    assert list(response.context["items"]) == [meeting]
    assert "Réunions en 2025" in response.content.decode()
