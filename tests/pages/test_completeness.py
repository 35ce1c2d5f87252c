"""How complete a profile is: the words for the editor and the database's filter are one rule."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cultuurraad_wagtail.models import Discipline, OrganisationProfilePage
from cultuurraad_wagtail.pages.completeness import POINTS, Completeness
from tests.factories import make_discipline, make_image, make_organisation

pytestmark = pytest.mark.django_db

TEXTS = {
    "summary": "Kort.",
    "mission": "<p>Waarom</p>",
    "goals": "<p>Wat</p>",
    "municipality": "Elsene",
    "email": "info@huis.be",
    "phone": "02 123 45 67",
    "website": "https://huis.be/",
    "contact_email": "jan@prive.be",
}


def music():
    return Discipline.objects.first() or make_discipline()


def make_complete(section, title="Volledig", **fields):
    values = {**TEXTS, "languages": ["nl"], "logo": make_image(), **fields}
    return make_organisation(section, title, disciplines=[music()], **values)


def names(queryset):
    return sorted(queryset.values_list("title", flat=True))


def test_empty_profile_lacks_every_point_with_advice(section):
    completeness = Completeness(make_organisation(section))

    assert [point.name for point in completeness.missing] == [point.name for point in POINTS]
    assert (completeness.filled, completeness.total, completeness.percentage) == (0, 9, 0)
    assert all(str(point.advice).endswith(".") for point in POINTS)


def test_full_profile_lacks_nothing(section):
    completeness = Completeness(make_complete(section))

    assert (completeness.missing, completeness.percentage, completeness.missing_in_words) == ([], 100, "")


@pytest.mark.parametrize("way", ["email", "phone", "website"])
def test_one_public_way_to_reach_it_is_enough(section, way):
    profile = make_organisation(section, **{way: TEXTS[way]})

    assert "contact" not in [point.name for point in Completeness(profile).missing]


@pytest.mark.parametrize("point", POINTS, ids=[point.name for point in POINTS])
def test_each_point_is_lacking_where_only_it_is_empty(section, point):
    profile = make_complete(section, "Bijna", **{name: "" for name in point.fields if name in TEXTS})
    if point.name == "languages":
        profile.languages = []
    if point.name == "logo":
        profile.logo = None
    if point.name == "disciplines":
        profile.disciplines = []
    profile.save()
    make_complete(section)
    profiles = OrganisationProfilePage.objects

    assert names(profiles.lacking(point.name)) == ["Bijna"]
    assert (names(profiles.complete()), names(profiles.incomplete())) == (["Volledig"], ["Bijna"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    filled=st.sets(st.sampled_from(sorted(TEXTS))),
    languages=st.lists(st.sampled_from(["nl", "fr"]), unique=True),
    has_disciplines=st.booleans(),
)
def test_database_and_words_agree(section, filled, languages, has_disciplines):
    disciplines = [music()] if has_disciplines else []
    values = {name: TEXTS[name] for name in filled}
    page = make_organisation(section, languages=languages, disciplines=disciplines, **values)
    profiles = OrganisationProfilePage.objects.filter(pk=page.pk)
    completeness = Completeness(OrganisationProfilePage.objects.get(pk=page.pk))
    (annotated,) = profiles.with_completeness()

    assert [point.name for point in completeness.missing] == [
        point.name for point in POINTS if profiles.lacking(point.name).exists()
    ]
    assert annotated.filled_points == completeness.filled
    assert profiles.complete().exists() is (completeness.missing == [])
    assert profiles.incomplete().exists() is not profiles.complete().exists()


def test_annotated_profiles_need_no_query_of_their_own(section, django_assert_num_queries):
    for _ in range(3):
        make_complete(section)
    with django_assert_num_queries(1):
        found = [Completeness(page).filled for page in OrganisationProfilePage.objects.with_completeness()]

    assert found == [9, 9, 9]


def test_year_since_the_last_confirmation_has_one_edge(section):
    now = timezone.now()
    make_organisation(section, "Nooit")
    make_organisation(section, "Lang geleden", confirmed_at=now - timedelta(days=365, seconds=1))
    make_organisation(section, "Net nog", confirmed_at=now - timedelta(days=365))
    profiles = OrganisationProfilePage.objects

    assert names(profiles.never_confirmed()) == ["Nooit"]
    assert names(profiles.confirmed_long_ago(now)) == ["Lang geleden"]
    assert names(profiles.confirmed_lately(now)) == ["Net nog"]
    assert names(profiles.stale(now)) == ["Lang geleden", "Nooit"]


def test_profile_needs_care_when_it_is_stale_or_incomplete(section):
    now = timezone.now()
    make_complete(section, "In orde", confirmed_at=now)
    make_complete(section, "Oud")
    make_organisation(section, "Leeg", confirmed_at=now)

    assert names(OrganisationProfilePage.objects.needing_care(now)) == ["Leeg", "Oud"]
