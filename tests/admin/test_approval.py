"""Approval of minutes: on the day of the meeting that did it, with what is still open, and never ahead of time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from cultuurraad_wagtail.models import CouncilSettings, Meeting, MinutesRemark, OutboxMail, Sitting
from tests.admin.trail_screens import says, send, step, write
from tests.browser_forms import press
from tests.factories import (
    days_from_today,
    in_brussels,
    make_hub,
    make_mandate,
    make_meeting,
    make_past_meeting,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(section):
    return make_hub(section, "Podium")


@pytest.fixture
def reported(editor_client, hub):
    """A meeting whose published minutes are with the members."""
    make_mandate(make_person("Amina", email="amina@huis.be", language="fr"), hub)
    meeting = make_past_meeting(hub, "Podiumoverleg", days=60, agenda=["Begroting"])
    write(editor_client, meeting, "Begroting", decision="Goedgekeurd.")
    return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def following(editor_client, hub, reported):
    """The next meeting, with the approval on its agenda; it is still to come."""
    meeting = make_meeting(hub, "Volgende")
    send(editor_client, reported)
    return Meeting.objects.get(pk=meeting.pk)


def begin(meeting, starts_at):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))


def approve_in(client, meeting):
    page = client.get(step("minutes", meeting))
    key = meeting.agenda_items.get(kind="approval").key
    return press(client, page, "Bewaar concept", {f"approval-{key}-is_approved": "on"}, follow=True)


def test_minutes_are_approved_on_the_day_of_the_meeting_that_approved_them(
    client, editor_client, section, reported, following
):
    begin(following, in_brussels(2025, 12, 8, 19))
    approve_in(editor_client, following)

    sitting = Sitting.objects.get(key=reported.translation_key)
    admin = editor_client.get(step("approval", reported)).content.decode()
    client.logout()
    page = client.get(f"{section.register.url}{reported.route}").content.decode()

    assert (sitting.minutes_state, sitting.approved_at) == ("approved", in_brussels(2025, 12, 8, 19))
    assert "(8 december 2025, Volgende)" in admin
    assert "goedgekeurd op 8 december 2025" in page


def test_meeting_that_has_not_begun_approves_nothing(editor_client, reported, following):
    response = approve_in(editor_client, following)

    assert says(response, "“Volgende” is nog niet begonnen")
    sitting = Sitting.objects.get(key=reported.translation_key)
    assert (sitting.minutes_state, sitting.approved_at) == ("remarks", None)


def test_approval_without_a_meeting_is_of_the_day_on_which_it_is_said(editor_client, reported):
    editor_client.post(step("approval", reported), {"deed": "approve"})

    assert timezone.now() - Sitting.objects.get(key=reported.translation_key).approved_at < timedelta(minutes=1)


@pytest.mark.parametrize("screen", ["approval", "minutes"])
def test_remarks_that_nobody_dealt_with_are_told_beside_the_button(editor_client, reported, following, screen):
    sitting = Sitting.objects.get(key=reported.translation_key)
    for number, handled_at in enumerate((None, None, timezone.now())):
        MinutesRemark.objects.create(sitting=sitting, name="Amina", text=f"Opmerking {number}", handled_at=handled_at)
    shown = reported if screen == "approval" else following
    warning = "2 opmerkingen zijn niet afgevinkt als verwerkt."

    page = editor_client.get(step(screen, shown)).content.decode()
    MinutesRemark.objects.update(handled_at=timezone.now())

    assert warning in page
    assert "niet afgevinkt" not in editor_client.get(step(screen, shown)).content.decode()


def test_remarks_that_nobody_dealt_with_stop_no_approval(editor_client, reported, following):
    sitting = Sitting.objects.get(key=reported.translation_key)
    MinutesRemark.objects.create(sitting=sitting, name="Amina", text="Het waren er 9.")

    press(editor_client, editor_client.get(step("approval", reported)), "Het verslag is goedgekeurd")

    sitting.refresh_from_db()
    assert sitting.minutes_state == "approved"


# What the step says


def test_step_says_that_minutes_are_written_and_not_published(editor_client, section, hub):
    CouncilSettings.objects.create(site=section.site, minutes_shown_from="approved")
    meeting = make_past_meeting(hub, agenda=["Begroting"])
    before = editor_client.get(step("approval", meeting)).content.decode()
    write(editor_client, meeting, "Begroting", publish=False, decision="Goedgekeurd.")

    page = editor_client.get(step("approval", meeting)).content.decode()

    assert ("Er is nog niets te lezen" in before, "Er is nog niets te lezen" in page) == (True, False)
    assert f'href="{step("minutes", meeting)}">publiceer het verslag</a>' in page
    assert f"Wanneer bezoekers het verslag lezen: {_rule(section)}" in page
    assert "Er is nog niets om goed te keuren" not in page


def _rule(section):
    with override("nl"):
        return CouncilSettings.objects.get(site=section.site).get_minutes_shown_from_display()


def test_step_no_longer_says_that_mail_will_go_once_it_went(editor_client, reported):
    before = editor_client.get(step("approval", reported)).content.decode()
    send(editor_client, reported)
    editor_client.get(step("approval", reported))  # with the message about what was done

    page = editor_client.get(step("approval", reported)).content.decode()

    assert ("1 lid krijgt een mail" in before, "1 lid krijgt een mail" in page) == (True, False)
    assert "De leden kregen op " in page


def test_mail_names_the_last_day_in_the_words_of_the_page(client, editor_client, reported):
    send(editor_client, reported, until=days_from_today(14))

    body = OutboxMail.objects.get().body

    with override("fr"):
        day = date_format(days_from_today(14))
    assert f"jusqu’au {day} inclus" in body
