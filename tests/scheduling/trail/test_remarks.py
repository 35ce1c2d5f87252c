"""Who gets the link to draft minutes: the member at their address of today, and nobody who used it."""

import pytest
from django.urls import reverse

from cultuurraad_wagtail.models import OutboxMail, Registration, Sitting
from cultuurraad_wagtail.scheduling.invitations import invite
from cultuurraad_wagtail.scheduling.registration import tell_registered, token_of
from cultuurraad_wagtail.scheduling.trail.remarks import send_for_remarks
from tests.factories import (
    days_from_today,
    make_document,
    make_hub,
    make_mandate,
    make_meeting,
    make_past_meeting,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(section):
    return make_hub(section)


@pytest.fixture
def member(hub):
    person = make_person("Amina", email="amina@huis.be")
    make_mandate(person, hub)
    return person


def send(meeting, editor):
    return send_for_remarks(meeting=meeting, until=days_from_today(7), seen=None, user=editor)


def test_link_goes_to_the_address_of_today_and_the_old_one_works_no_more(client, editor, hub, member):
    meeting = make_past_meeting(hub, minutes="<p>Ontwerp.</p>")
    row = Registration.objects.create(
        sitting=Sitting.objects.of(meeting), person=member, name="Amina", email="oud@huis.be"
    )
    old = reverse("cultuurraad_wagtail:minutes_remarks", args=[token_of(row)])

    send(meeting, editor)

    assert OutboxMail.objects.get().recipient == "amina@huis.be"
    assert client.get(old).status_code == 404


def test_who_registered_with_a_members_address_gets_no_members_link(client, editor, hub, member):
    meeting = make_meeting(hub, minutes="<p>Ontwerp.</p>")
    Sitting.objects.create(key=meeting.translation_key, is_public=True)
    address = reverse("cultuurraad_wagtail:register", args=["nl", meeting.translation_key])
    form = client.get(address).context["form"]
    data = {"name": "Vreemde", "email": "amina@huis.be", "copy": form["copy"].value(), "website_url": ""}
    assert "/registration/" in client.post(address, data)["Location"]

    invite(meeting=meeting, people=[member], user=editor)

    assert client.post(address, data)["Location"] == f"{address}?known"


def test_document_with_the_minutes_stands_on_the_members_page(client, editor, hub, member):
    meeting = make_past_meeting(hub, minutes_document=make_document("Ontwerpverslag"))

    send(meeting, editor)

    row = Registration.objects.get()
    page = client.get(reverse("cultuurraad_wagtail:minutes_remarks", args=[token_of(row)])).content.decode()
    assert "Ontwerpverslag" in page.split("<main")[-1]
    assert "/documents/" in page


def test_hours_of_a_meeting_that_is_over_are_no_news(hub, member):
    meeting = make_meeting(hub)
    invite(meeting=meeting, people=[member])
    OutboxMail.objects.all().delete()
    meeting.starts_at = meeting.starts_at.replace(year=2020)
    meeting.ends_at = meeting.ends_at.replace(year=2020)
    meeting.save()

    assert tell_registered(meeting=meeting) == 0
    assert OutboxMail.objects.count() == 0
