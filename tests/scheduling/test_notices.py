"""What an editor is told of a meeting: other meetings of its members, holidays, the rules of the council."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override

from cultuurraad_wagtail.models import CouncilSettings
from cultuurraad_wagtail.scheduling.clashes import shared_members
from cultuurraad_wagtail.scheduling.deadlines import agenda_requests_due, late_minutes, working_days_before
from cultuurraad_wagtail.scheduling.notices import notices
from tests.factories import BRUSSELS, make_hub, make_mandate, make_meeting, make_person, make_section

NOW = datetime(2027, 3, 1, 12, tzinfo=BRUSSELS)
TUESDAY = datetime(2027, 3, 9, 19, tzinfo=BRUSSELS)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def hub(section):
    return make_hub(section, "Raad")


def rules(section, **fields):
    settings = CouncilSettings.for_site(section.site)
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()
    return settings


def told(meeting, now=NOW):
    return notices(meeting=meeting, now=now)


def sit_in(person, *hubs, **fields):
    for hub in hubs:
        make_mandate(person, hub, **fields)


def test_meeting_on_a_common_day_needs_no_words(hub):
    assert told(make_meeting(hub, starts_at=TUESDAY)) == []


def test_other_meeting_of_the_same_people_that_day_is_told(section, hub):
    dance, music = make_hub(section, "Dans"), make_hub(section, "Muziek")
    for _each in range(2):
        sit_in(make_person(), hub, dance)
    sit_in(make_person(), hub, music)
    make_meeting(dance, starts_at=TUESDAY.replace(hour=14))
    make_meeting(music, starts_at=TUESDAY + timedelta(days=1))
    make_meeting(music, starts_at=TUESDAY, status="cancelled")

    sentences = told(make_meeting(hub, starts_at=TUESDAY))

    assert sentences == ["2 members also sit in Dans, which meets that day at 14:00."]


def test_member_whose_mandate_ended_does_not_clash(section, hub):
    dance = make_hub(section, "Dans")
    person = make_person()
    sit_in(person, hub)
    sit_in(person, dance, ends_on=date(2020, 1, 1))
    make_meeting(dance, starts_at=TUESDAY)

    assert shared_members(hub=hub) == {}
    assert told(make_meeting(hub, starts_at=TUESDAY)) == []


def test_members_count_in_the_translated_group_too(sections):
    dutch, french = sections
    council, dance = make_hub(dutch, "Raad"), make_hub(dutch, "Dans")
    conseil = council.copy_for_translation(french.locale, copy_parents=True)
    conseil.save_revision().publish()
    person = make_person()
    sit_in(person, conseil, dance)
    make_meeting(dance, starts_at=TUESDAY)

    assert len(told(make_meeting(council, starts_at=TUESDAY))) == 1


@pytest.mark.parametrize(
    ("day", "sentences"),
    [
        (datetime(2027, 11, 11, 19, tzinfo=BRUSSELS), ["Public holiday: Armistice Day."]),
        (datetime(2027, 4, 6, 19, tzinfo=BRUSSELS), ["School holiday: Easter holiday."]),
        (datetime(2028, 2, 10, 19, tzinfo=BRUSSELS), ["The council does not meet in February."]),
    ],
)
def test_day_that_is_free_is_told(section, hub, day, sentences):
    rules(section, months_without_meetings=[2])

    assert told(make_meeting(hub, starts_at=day)) == sentences


def test_invitation_that_is_too_late_is_told_until_the_meeting(section, hub):
    rules(section, invitation_days=6)
    meeting = make_meeting(hub, starts_at=TUESDAY)

    assert told(meeting, NOW) == []
    assert told(meeting, NOW + timedelta(days=1)) == [
        "By the rules of the council the invitation leaves on March 1, 2027 at the latest."
    ]


def test_working_days_pass_over_weekends_and_holidays():
    assert working_days_before(date(2027, 3, 9), 6) == date(2027, 3, 1)
    assert working_days_before(date(2027, 3, 31), 2) == date(2027, 3, 26)
    assert working_days_before(date(2027, 3, 9), 0) == date(2027, 3, 9)


def test_requests_for_the_agenda_close_so_many_days_before(section, hub):
    settings = rules(section, agenda_request_days=10)

    assert agenda_requests_due(make_meeting(hub, starts_at=TUESDAY), settings) == date(2027, 2, 27)
    assert agenda_requests_due(make_meeting(hub, starts_at=TUESDAY), CouncilSettings()) is None


def test_minutes_that_are_late_are_told_and_counted(section, hub):
    settings = rules(section, minutes_days=30)
    late = make_meeting(hub, starts_at=NOW - timedelta(days=40))
    make_meeting(hub, starts_at=NOW - timedelta(days=40), minutes="<p>Verslag</p>")
    make_meeting(hub, starts_at=NOW - timedelta(days=40), status="cancelled")
    make_meeting(hub, starts_at=NOW - timedelta(days=20))
    make_meeting(make_hub(make_section("nl", hostname="elders.be")), starts_at=NOW - timedelta(days=40))

    assert list(late_minutes(settings, NOW)) == [late]
    assert told(late) == ["By the rules of the council the minutes were due on Feb. 19, 2027."]


def test_cancelled_meeting_has_nothing_to_tell(section, hub):
    rules(section, invitation_days=30)

    assert told(make_meeting(hub, starts_at=TUESDAY, status="cancelled")) == []
