"""The secret of a person's calendar: made once, hard to guess, another one on demand."""

import re

import pytest

from cultuurraad_wagtail.models import Person
from cultuurraad_wagtail.scheduling.personal import calendar_token, renew_calendar_token
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_token_is_made_when_first_asked_for_and_then_stays():
    person = make_person()
    assert person.calendar_secret == ""
    token = calendar_token(person=person)

    assert re.fullmatch(r"[-\w]{32}", token)
    assert calendar_token(person=person) == token
    assert calendar_token(person=Person.objects.get(pk=person.pk)) == token


def test_two_who_ask_at_once_get_the_same_token():
    person = make_person()
    one, other = Person.objects.get(pk=person.pk), Person.objects.get(pk=person.pk)

    assert calendar_token(person=one) == calendar_token(person=other)


def test_token_saves_nothing_else_of_the_person():
    person = make_person("Amina")
    Person.objects.filter(pk=person.pk).update(given_name="Anna")
    calendar_token(person=person)
    renew_calendar_token(person=person)

    assert Person.objects.get(pk=person.pk).given_name == "Anna"


def test_new_token_replaces_the_old_one():
    person = make_person()
    old = calendar_token(person=person)
    new = renew_calendar_token(person=person)

    assert new != old
    assert Person.objects.get(pk=person.pk).calendar_secret == new
    assert not Person.objects.filter(calendar_secret=old).exists()


def test_no_two_people_have_the_same_token():
    assert len({calendar_token(person=make_person()) for _number in range(20)}) == 20
