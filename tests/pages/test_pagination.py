"""A long list: counted to a thousand, read to the end."""

import pytest
from django.core.paginator import EmptyPage

from cultuurraad_wagtail.models import Discipline
from cultuurraad_wagtail.pages import pagination
from cultuurraad_wagtail.pages.pagination import CappedPaginator
from tests.factories import make_discipline, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(monkeypatch):
    """Five rows, of which four are counted; two to a page."""
    monkeypatch.setattr(pagination, "COUNTED", 4)
    for number in range(5):
        make_discipline(f"Discipline {number}", sort_order=number)
    return CappedPaginator(Discipline.objects.order_by("sort_order"), 2)


def names(page):
    return [each.name for each in page]


def test_capped_list_says_more_than_it_counted(five):
    assert (five.count, five.num_pages, five.is_capped) == (4, 2, True)


def test_page_after_those_counted_can_be_read(five):
    assert five.page(2).has_next()
    assert names(five.page(3)) == ["Discipline 4"]
    assert not five.page(3).has_next()


@pytest.mark.parametrize("number", [4, 0, -1])
def test_page_that_is_not_there_is_empty(five, number):
    with pytest.raises(EmptyPage):
        five.page(number)


def test_odd_page_numbers_lead_to_a_page(five):
    assert five.get_page("abc").number == 1
    assert five.get_page("99").number == 2


def test_list_that_was_counted_to_its_end_is_not_capped(five, monkeypatch):
    monkeypatch.setattr(pagination, "COUNTED", 5)
    paginator = CappedPaginator(Discipline.objects.order_by("sort_order"), 2)
    assert (paginator.count, paginator.num_pages, paginator.is_capped) == (5, 3, False)
    assert not paginator.page(3).has_next()


def test_directory_tells_visitors_that_there_are_more(client, section, monkeypatch, settings):
    settings.CULTUURRAAD_PAGE_SIZE = 1
    monkeypatch.setattr(pagination, "COUNTED", 2)
    for number in range(3):
        make_organisation(section, f"Huis {number}")
    page = client.get(section.directory.url).content.decode()
    assert "Meer dan 2 organisaties" in page
    last = client.get(section.directory.url + "?page=3").content.decode()
    assert "Huis 2" in last
    assert "Pagina 3" in last


@pytest.mark.parametrize(("rows", "is_followed"), [(4, False), (5, True)])
def test_page_at_the_end_of_those_counted_knows_whether_one_follows(five, monkeypatch, rows, is_followed):
    monkeypatch.setattr(pagination, "COUNTED", 3)
    Discipline.objects.filter(sort_order__gte=rows).delete()
    paginator = CappedPaginator(Discipline.objects.order_by("sort_order"), 2)
    assert paginator.is_capped
    assert names(paginator.page(2)) == ["Discipline 2", "Discipline 3"]
    assert paginator.page(2).has_next() is is_followed


def test_number_beyond_what_a_database_counts_to_leads_to_a_page(five):
    assert five.get_page("9" * 40).number == 2
