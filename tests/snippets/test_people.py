"""People and mandates: who sits in a group today, in which order, and what of them is public."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import RestrictedError

from cultuurraad_wagtail.models import Mandate, Person
from tests.factories import make_hub, make_mandate, make_organisation, make_person

TODAY = date(2026, 11, 22)


@pytest.fixture
def hub(section):
    return make_hub(section)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_current"),
    [
        (None, None, True),
        (date(2026, 11, 22), None, True),
        (date(2026, 11, 23), None, False),
        (None, date(2026, 11, 22), True),
        (None, date(2026, 11, 21), False),
        (date(2024, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_mandate_is_current_from_its_first_to_its_last_day(hub, starts_on, ends_on, is_current):
    mandate = make_mandate(make_person(), hub, starts_on=starts_on, ends_on=ends_on)

    assert list(Mandate.objects.current(TODAY)) == [mandate] * is_current


def test_members_come_chair_first_and_then_by_name(hub):
    for role, family_name in [
        ("member", "Émond"),
        ("chair", "Zwart"),
        ("expert", "Adam"),
        ("member", "Dubois"),
        ("secretary", "Peeters"),
        ("member", "Etienne"),
    ]:
        make_mandate(make_person(family_name=family_name), hub, role=role)

    names = [mandate.person.family_name for mandate in Mandate.objects.of_workgroup(hub)]

    assert names == ["Zwart", "Peeters", "Dubois", "Émond", "Etienne", "Adam"]


def test_mandates_belong_to_every_language_of_a_group_and_an_organisation(sections):
    dutch, french = sections
    hub, organisation = make_hub(dutch), make_organisation(dutch)
    french_hub = make_hub(french, translation_key=hub.translation_key)
    french_organisation = make_organisation(french, translation_key=organisation.translation_key)
    mandate = make_mandate(make_person(), hub, organisation)
    make_mandate(make_person(), make_hub(dutch), make_organisation(dutch))

    assert list(Mandate.objects.of_workgroup(french_hub)) == [mandate]
    assert list(Mandate.objects.of_organisation(french_organisation)) == [mandate]


def test_mandate_that_ends_before_it_begins_is_refused(hub):
    mandate = Mandate(
        person=make_person(), workgroup=hub, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1), role="member"
    )

    with pytest.raises(ValidationError) as raised:
        mandate.full_clean()

    assert list(raised.value.message_dict) == ["__all__"]


def test_substitute_needs_the_role_of_substitute(hub):
    fields = {"person": make_person(), "workgroup": hub, "substitute_of": make_person()}

    assert Mandate(role="substitute", **fields).full_clean() is None
    with pytest.raises(ValidationError):
        Mandate(role="member", **fields).full_clean()


def test_contact_details_are_public_only_when_flagged():
    silent = Person(email="amina@example.org", phone="02 512 34 56")
    open_hearted = Person(email="bo@example.org", show_email=True, phone="02 512 00 00", show_phone=True)

    assert (silent.public_email, silent.public_phone) == ("", "")
    assert (open_hearted.public_email, open_hearted.public_phone) == ("bo@example.org", "02 512 00 00")


def test_person_is_sorted_by_family_name_without_accents(db):
    for given_name, family_name in [("Zoë", "Écrin"), ("Bo", "Edelman"), ("An", "écrin")]:
        make_person(given_name, family_name)

    assert [str(person) for person in Person.objects.all()] == ["An écrin", "Zoë Écrin", "Bo Edelman"]


def test_group_with_mandates_is_not_deleted_by_a_script(hub):
    make_mandate(make_person(), hub)

    with pytest.raises(RestrictedError):
        hub.delete()
