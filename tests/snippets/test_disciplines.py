"""Disciplines: one taxonomy in several languages."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.admin.panels import get_edit_handler

from cultuurraad_wagtail.models import Discipline, OrganisationProfilePage
from tests.factories import make_discipline, make_organisation


def test_disciplines_come_in_the_order_the_council_chose(sections):
    dutch, _ = sections
    make_discipline("Theater", sort_order=2)
    make_discipline("Muziek", sort_order=1)
    make_discipline("Circus", sort_order=2)
    make_discipline("Musique", language="fr")

    names = [each.name for each in Discipline.objects.in_locale(dutch.locale)]

    assert names == ["Muziek", "Circus", "Theater"]


def test_discipline_with_the_same_address_part_is_refused_in_one_language_only(sections):
    make_discipline("Circus")
    make_discipline("Circus", language="fr")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_discipline("Circus")


def test_disciplines_are_shown_in_the_language_of_the_list(sections):
    dutch, french = sections
    music, dance = make_discipline("Muziek"), make_discipline("Dans")
    musique = make_discipline("Musique", language="fr", translation_of=music)
    make_organisation(dutch, disciplines=[music, dance])
    make_organisation(dutch)

    first, second = Discipline.objects.attach_to(OrganisationProfilePage.objects.order_by("pk"), french.locale)

    assert first.shown_disciplines == [musique]
    assert second.shown_disciplines == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_disciplines_are_attached_with_two_queries(section, django_assert_num_queries, item_count):
    music = make_discipline()
    pages = [make_organisation(section, disciplines=[music]) for _ in range(item_count)]

    with django_assert_num_queries(2):
        Discipline.objects.attach_to(pages, section.locale)


def test_disciplines_of_no_pages_need_no_query(section, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Discipline.objects.attach_to([], section.locale) == []


def discipline_form(**data):
    form_class = get_edit_handler(Discipline).get_form_class()
    return form_class({"name": "Muziek", "slug": "muziek", "code": "music", "sort_order": "1", **data})


def test_uitdatabank_themes_are_typed_with_commas(section):
    form = discipline_form(uit_theme_ids="1.8.1.0.0,  1.8.2.0.0 ,,")
    assert form.is_valid(), form.errors

    assert form.cleaned_data["uit_theme_ids"] == ["1.8.1.0.0", "1.8.2.0.0"]


def test_uitdatabank_themes_are_shown_with_commas(db):
    discipline = make_discipline(uit_theme_ids=["1.8.1.0.0", "1.8.2.0.0"])

    form = get_edit_handler(Discipline).get_form_class()(instance=discipline)

    assert 'value="1.8.1.0.0, 1.8.2.0.0"' in str(form["uit_theme_ids"])
