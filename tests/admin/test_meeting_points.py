"""The dashboard: invitations that are late by the rules, points for the agenda that wait."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cultuurraad_wagtail.admin.meeting_points import meeting_points
from cultuurraad_wagtail.models import AgendaRequest, CouncilSettings, Registration, Sitting
from cultuurraad_wagtail.scheduling.deadlines import late_invitations
from cultuurraad_wagtail.scheduling.notices import notices
from tests.factories import BRUSSELS, make_hub, make_meeting, make_section

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 2, 12, tzinfo=BRUSSELS)
TUESDAY = datetime(2027, 3, 9, 19, tzinfo=BRUSSELS)
LATE, REQUESTS = 1, 2


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def hub(section):
    return make_hub(section)


def rules(section, days):
    settings = CouncilSettings.for_site(section.site)
    settings.invitation_days = days
    settings.save()
    return settings


def invited(meeting):
    Registration.objects.create(
        sitting=Sitting.objects.of(meeting), name="Amina", email="amina@huis.be", invited_at=timezone.now()
    )


def ask(meeting, **fields):
    return AgendaRequest.objects.create(sitting=Sitting.objects.of(meeting), name="Amina", title="Punt", **fields)


def test_meetings_to_which_nobody_is_invited_in_time_are_late(section, hub):
    settings = rules(section, 6)
    late = make_meeting(hub, starts_at=TUESDAY)
    make_meeting(hub, starts_at=TUESDAY + timedelta(days=1))
    make_meeting(hub, starts_at=TUESDAY, status="cancelled")
    make_meeting(hub, starts_at=TUESDAY, live=False)
    make_meeting(hub, starts_at=NOW - timedelta(hours=1))
    make_meeting(make_hub(make_section("nl", hostname="elders.be")), starts_at=TUESDAY)
    invited(make_meeting(hub, starts_at=TUESDAY))

    assert late_invitations(settings, NOW) == [late]
    assert late_invitations(rules(section, None), NOW) == []


def test_meeting_in_two_languages_is_late_once(sections):
    settings = rules(sections[0], 6)
    meeting = make_meeting(make_hub(sections[0]), starts_at=TUESDAY)
    translation = meeting.copy_for_translation(sections[1].locale)
    translation.live = True
    translation.save()

    assert late_invitations(settings, NOW) == [meeting]


def test_notice_of_the_invitation_goes_once_somebody_is_invited(section, hub):
    rules(section, 6)
    meeting = make_meeting(hub, starts_at=TUESDAY)
    before = notices(meeting=meeting, now=NOW)

    invited(meeting)

    assert before == ["By the rules of the council the invitation leaves on March 1, 2027 at the latest."]
    assert notices(meeting=meeting, now=NOW) == []


def test_dashboard_leads_to_the_first_meeting_that_waits(editor, section, hub):
    rules(section, 30)
    later = make_meeting(hub, starts_at=timezone.now() + timedelta(days=5))
    first = make_meeting(hub, starts_at=timezone.now() + timedelta(days=2))
    past = make_meeting(hub, starts_at=timezone.now() - timedelta(days=2))
    for meeting in (later, past):
        ask(meeting)
    ask(later, outcome="taken")

    points = meeting_points(editor)

    people = [reverse("cultuurraad_sittings:people", args=[each.pk]) for each in (first, later)]
    assert (points[LATE][0], points[LATE][2]) == (2, people[0])
    assert (points[REQUESTS][0], points[REQUESTS][2]) == (1, people[1])


def test_who_may_not_see_registrations_is_told_nothing_of_them(section, hub):
    rules(section, 30)
    ask(make_meeting(hub))
    user = get_user_model().objects.create_user(username="kijker", password="geheim")
    user.user_permissions.set(Permission.objects.filter(codename="change_meeting"))

    assert not [text for _count, text, _url in meeting_points(user) if "invitation" in text or "request" in text]


@pytest.mark.parametrize("count", [1, 3])
def test_dashboard_needs_the_same_queries_for_any_number(editor, section, hub, count, django_assert_num_queries):
    rules(section, 30)
    for _number in range(count):
        ask(make_meeting(hub))
    meeting_points(editor)

    with django_assert_num_queries(9):
        meeting_points(editor)
