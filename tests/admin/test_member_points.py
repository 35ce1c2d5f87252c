"""The dashboard by the council's own rules: too many members, terms that last too long or end soon."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.utils.translation import override

from cultuurraad_wagtail.admin.attention import AttentionPanel
from cultuurraad_wagtail.admin.member_points import member_points
from cultuurraad_wagtail.models import CouncilSettings
from tests.factories import make_hub, make_mandate, make_person, make_section

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)


@pytest.fixture
def council(section):
    return make_hub(section, "Cultuurraad", kind="council")


def rule(section, **fields):
    return CouncilSettings.objects.update_or_create(site=section.site, defaults=fields)[0]


def texts(editor, today=TODAY):
    with override("nl"):
        return [text for count, text, _url in member_points(editor, today) if count]


def seat(hub, number=1, **fields):
    for _each in range(number):
        make_mandate(make_person(), hub, **fields)


def test_more_members_than_the_rules_allow(editor, section, council):
    rule(section, most_members=2)
    seat(council, 2)
    assert texts(editor) == []

    seat(council, role="chair")

    assert texts(editor) == ["“Cultuurraad” telt 3 leden; het reglement laat er 2 toe."]


def test_only_members_of_today_count_and_each_once(editor, section, council):
    rule(section, most_members=1)
    person = make_person()
    make_mandate(person, council, role="chair")
    make_mandate(person, council)
    for role in ("substitute", "observer", "expert"):
        seat(council, role=role)
    seat(council, ends_on=date(2027, 3, 9))
    seat(council, starts_on=date(2027, 3, 11))
    seat(make_hub(section, kind="standing"), 3)

    assert texts(editor) == []


def test_terms_that_last_longer_than_the_rules_allow(editor, section, council):
    rule(section, term_years=6)
    seat(council, starts_on=date(2021, 3, 10))
    assert texts(editor) == []

    seat(council, starts_on=date(2021, 3, 9))
    seat(council, starts_on=date(2021, 3, 9), ends_on=date(2027, 3, 1))
    seat(council, starts_on=date(2021, 3, 9), role="observer")

    assert texts(editor) == ["“Cultuurraad”: 1 mandaat duurt langer dan het reglement toelaat."]


def test_terms_that_end_within_two_months(editor, council):
    seat(council, ends_on=date(2027, 5, 11))
    assert texts(editor) == []

    seat(council, ends_on=date(2027, 5, 10))
    seat(council, ends_on=TODAY)

    assert texts(editor) == ["“Cultuurraad”: 2 mandaten lopen binnen twee maanden af."]


def test_rules_are_those_of_the_site_of_the_council(editor, section, council):
    elsewhere = make_section("nl", hostname="elders.be")
    other = make_hub(elsewhere, "Raad van elders", kind="council")
    rule(section, most_members=1)
    rule(elsewhere, most_members=2)
    seat(council, 2)
    seat(other, 2)

    assert texts(editor) == ["“Cultuurraad” telt 2 leden; het reglement laat er 1 toe."]


def test_council_in_two_languages_is_one(editor, sections):
    dutch, french = sections
    hub = make_hub(dutch, "Cultuurraad", kind="council")
    translation = hub.copy_for_translation(french.locale, copy_parents=True)
    translation.save_revision().publish()
    rule(dutch, most_members=1)
    seat(hub)
    seat(translation.specific)

    assert texts(editor) == ["“Cultuurraad” telt 2 leden; het reglement laat er 1 toe."]


def test_council_that_is_a_draft_is_left_out(editor, section):
    rule(section, most_members=0)
    seat(make_hub(section, kind="council", live=False))

    assert texts(editor) == []


def test_line_leads_to_the_people_of_the_council(editor_client, editor, section):
    council = make_hub(section, "100% Cultuurraad", kind="council")
    rule(section, most_members=0, organiser_name="Cultuurraad")
    member = make_person()
    make_mandate(member, council)
    make_person("Iemand anders")

    request = RequestFactory().get("/")
    request.user = editor
    (point,) = AttentionPanel(request).points

    assert point["text"].startswith("“100% Cultuurraad”")
    assert parse_qs(urlsplit(point["url"]).query) == {"workgroup": [str(council.pk)]}
    assert list(editor_client.get(point["url"]).context["object_list"]) == [member]


def test_who_may_not_change_people_hears_nothing(section, council):
    rule(section, most_members=0)
    seat(council)
    user = get_user_model().objects.create_user(username="kijker", password="geheim")

    assert member_points(user) == []


@pytest.mark.parametrize("count", [1, 3])
def test_same_queries_for_any_number(editor, section, count, django_assert_num_queries):
    for number in range(count):
        rule(make_section("nl", hostname=f"site{number}.be"), most_members=0, term_years=1)
        seat(make_hub(section, kind="council"), count, starts_on=date(2020, 1, 1), ends_on=TODAY)

    with django_assert_num_queries(4):
        member_points(editor, TODAY)
