"""Who is asked in a round: those who belong to it now, and nobody else."""

from datetime import timedelta

import pytest

from cultuurraad_wagtail.evaluation.asking import candidates
from cultuurraad_wagtail.models import Attendance, Registration, Sitting
from cultuurraad_wagtail.privacy import erase
from tests.evaluation.rounds import make_round
from tests.factories import (
    days_from_today,
    make_hub,
    make_mandate,
    make_organisation,
    make_past_meeting,
    make_person,
    make_section,
)

pytestmark = pytest.mark.django_db


def asked(evaluation_round):
    return sorted(each.email for each in candidates(evaluation_round))


def test_members_are_those_who_have_a_seat_now(section):
    hub = make_hub(section)
    make_mandate(make_person("Amina", email="amina@huis.be"), hub)
    yesterday = days_from_today(-1)
    past = {"starts_on": yesterday - timedelta(days=300), "ends_on": yesterday}
    make_mandate(make_person("Bart", email="bart@huis.be"), hub, **past)
    evaluation_round = make_round(section.site)
    evaluation_round.workgroups.add(hub)

    assert asked(evaluation_round) == ["amina@huis.be"]


def test_contacts_are_those_of_the_site(section):
    other = make_section("nl", hostname="ander.test")
    make_organisation(section, contact_email="hier@huis.be")
    make_organisation(other, contact_email="elders@huis.be")

    assert asked(make_round(section.site, audience="contacts")) == ["hier@huis.be"]
    assert asked(make_round(other.site, audience="contacts")) == ["elders@huis.be"]


class TestAttendees:
    @pytest.fixture
    def meeting(self, section):
        return make_past_meeting(make_hub(section))

    @pytest.fixture
    def sitting(self, meeting):
        return Sitting.objects.of(meeting)

    @pytest.fixture
    def evaluation_round(self, section, meeting):
        return make_round(section.site, audience="attendees", meeting=meeting)

    def register(self, sitting, name, *, status="coming", person=None):
        return Registration.objects.create(
            sitting=sitting, name=name, email=f"{name.lower()}@huis.be", status=status, person=person
        )

    def attend(self, sitting, person, status="present"):
        Attendance.objects.create(sitting=sitting, person=person, name=str(person), status=status)

    def test_before_there_is_a_list_are_who_said_to_come(self, sitting, evaluation_round):
        self.register(sitting, "Amina")
        self.register(sitting, "Bart", status="declined")
        self.register(sitting, "Celine", status="waiting")

        assert asked(evaluation_round) == ["amina@huis.be"]

    def test_are_who_was_there_by_the_list(self, sitting, evaluation_round):
        people = {name: make_person(name, email=f"{name.lower()}@huis.be") for name in ("Amina", "Bart", "Celine")}
        for person in (people["Amina"], people["Bart"]):
            self.register(sitting, person.given_name, person=person)
        self.attend(sitting, people["Amina"])
        self.attend(sitting, people["Bart"], status="excused")
        self.attend(sitting, people["Celine"])
        self.register(sitting, "Gast")

        assert asked(evaluation_round) == ["amina@huis.be", "celine@huis.be", "gast@huis.be"]

    def test_are_not_those_who_were_erased(self, sitting, evaluation_round):
        self.register(sitting, "Amina")
        self.register(sitting, "Bart")

        erase(address="amina@huis.be")

        assert asked(evaluation_round) == ["bart@huis.be"]

    def test_of_a_round_without_a_meeting_are_none(self, section):
        assert asked(make_round(section.site, audience="attendees")) == []
