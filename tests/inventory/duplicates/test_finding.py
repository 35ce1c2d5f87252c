"""Which profiles may be of one organisation, and why."""

from datetime import date
from time import perf_counter

import pytest
from django.db import IntegrityError, transaction

from cultuurraad_wagtail.inventory.duplicates.finding import REASONS, duplicate_pairs, tell_apart
from cultuurraad_wagtail.models import DistinctProfiles, OrganisationProfilePage
from tests.factories import ENTERPRISE_NUMBER, make_organisation

pytestmark = pytest.mark.django_db

OTHER_NUMBER = "0443265452"


def pairs():
    profiles = OrganisationProfilePage.objects.editable().listed()
    return [(pair.first.title, pair.second.title, pair.reasons) for pair in duplicate_pairs(profiles)]


@pytest.mark.parametrize(
    ("one", "two", "reasons"),
    [
        ({"title": "Amusea vzw"}, {"title": "AMUSEA asbl"}, ("name",)),
        ({"title": "Amusea", "other_names": "AMU; De Muze"}, {"title": "de muze"}, ("name",)),
        ({"title": "Dans Huis", "other_names": "D"}, {"title": "Huis Dans", "other_names": "D"}, ("name",)),
        ({"title": "Huis van de dans"}, {"title": "Dans, Huis van de"}, ("words",)),
        (
            {"title": "Zinneke Parade", "enterprise_number": ENTERPRISE_NUMBER},
            {"title": "Zinneke", "enterprise_number": ENTERPRISE_NUMBER},
            ("number",),
        ),
        (
            {"title": "Brufête", "website": "http://www.brufete.be"},
            {"title": "Feesten", "website": "https://brufete.be/nl/", "enterprise_number": OTHER_NUMBER},
            ("website",),
        ),
        (
            {"title": "Brufête", "website": "https://facebook.com/brufete"},
            {"title": "Feesten", "website": "https://www.facebook.com/Brufete/"},
            ("website",),
        ),
        ({"title": "Een", "email": "Info@huis.be"}, {"title": "Twee", "email": "info@huis.be"}, ("email",)),
    ],
)
def test_profiles_that_share_something_make_a_pair(section, one, two, reasons):
    make_organisation(section, **one)
    make_organisation(section, **two)

    assert pairs() == [(one["title"], two["title"], reasons)]
    assert all(str(sentence).endswith(".") for sentence in REASONS.values())


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # An umbrella body: one number, nothing alike in the names.
        (
            {"title": "Bibliotheek", "enterprise_number": ENTERPRISE_NUMBER},
            {"title": "Museum", "enterprise_number": ENTERPRISE_NUMBER},
        ),
        # One office for two organisations with numbers of their own.
        (
            {"title": "Een", "email": "info@huis.be", "enterprise_number": ENTERPRISE_NUMBER},
            {"title": "Twee", "email": "info@huis.be", "enterprise_number": OTHER_NUMBER},
        ),
        (
            {"title": "Een", "website": "https://facebook.com/een"},
            {"title": "Twee", "website": "https://facebook.com/twee"},
        ),
        ({"title": "Een", "website": "https://facebook.com/"}, {"title": "Twee", "website": "https://facebook.com/"}),
        ({"title": "Een"}, {"title": "Twee"}),
        ({"title": "Huis"}, {"title": "Huis", "ceased_on": date(2020, 1, 1)}),
    ],
)
def test_profiles_of_two_organisations_make_none(section, one, two):
    make_organisation(section, **one)
    make_organisation(section, **two)

    assert pairs() == []


def test_merged_profile_makes_no_pair(section):
    kept = make_organisation(section, "Huis")
    make_organisation(section, "Huis", live=False, merged_into=kept)

    assert pairs() == []


def test_profiles_of_two_directories_make_no_pair(sections):
    for section in sections:
        make_organisation(section, "Huis")

    assert pairs() == []


def test_website_of_many_belongs_to_an_umbrella(section):
    for number in range(5):
        make_organisation(section, f"Dienst {'abcde'[number]}", website="https://brussel.be/", email="info@brussel.be")

    assert pairs() == []


def test_pairs_come_in_the_order_of_their_likelihood(section):
    make_organisation(section, "Apart", email="a@huis.be")
    make_organisation(section, "Anders", email="a@huis.be")
    make_organisation(section, "Zoo")
    make_organisation(section, "Zoo")
    make_organisation(section, "Muze", website="https://muze.be/")
    make_organisation(section, "Muze", website="https://muze.be/")

    assert pairs() == [
        ("Muze", "Muze", ("name", "website")),
        ("Zoo", "Zoo", ("name",)),
        ("Apart", "Anders", ("email",)),
    ]


def test_pair_that_was_told_apart_stays_away_and_the_others_come(section, editor):
    first, second, third = (make_organisation(section, "Huis", municipality=name) for name in ("a", "b", "c"))
    tell_apart(first=third, second=first, user=editor)
    tell_apart(first=first, second=third, user=editor)

    assert DistinctProfiles.objects.count() == 1
    found = {(pair.first.pk, pair.second.pk) for pair in duplicate_pairs(OrganisationProfilePage.objects.all())}
    assert found == {(first.pk, second.pk), (second.pk, third.pk)}


def test_database_knows_a_pair_in_one_order_only(section):
    first, second = make_organisation(section), make_organisation(section)
    with pytest.raises(IntegrityError), transaction.atomic():
        DistinctProfiles.objects.create(first=second, second=first)


def test_many_profiles_of_one_name_are_not_held_against_all(section, django_assert_num_queries):
    row = OrganisationProfilePage.objects.values_list(
        "pk", "path", "title", "other_names", "enterprise_number", "website", "email", "municipality", "live"
    ).get(pk=make_organisation(section, "Huis").pk)
    profiles = Rows([(number, *row[1:]) for number in range(5000)])
    with django_assert_num_queries(1):
        started = perf_counter()
        found = duplicate_pairs(profiles)

    assert len(found) == 4999
    assert perf_counter() - started < 5


class Rows:
    """In place of a queryset: rows that would take a while to store."""

    def __init__(self, rows):
        self.rows = rows

    def order_by(self, *names):
        return self

    def values_list(self, *names):
        return self

    def iterator(self):
        return iter(self.rows)
