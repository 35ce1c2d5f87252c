"""Reminders: to who comes or has not answered, once, in time, of meetings that take place."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from cultuurraad_wagtail.models import CouncilSettings, OutboxMail, Registration, Sitting
from cultuurraad_wagtail.scheduling import registration as verbs
from cultuurraad_wagtail.scheduling.reminders import remind
from tests.calendars.calendars import publish
from tests.factories import BRUSSELS, make_hub, make_meeting, make_section

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 11, 19, tzinfo=BRUSSELS)
TUESDAY = datetime(2027, 3, 9, 7, tzinfo=BRUSSELS)
LONG_AGO = datetime(2027, 2, 1, tzinfo=BRUSSELS)


@pytest.fixture
def hub(section):
    return make_hub(section, "Raad")


def row(meeting, name="Amina", **fields):
    values = {"status": "asked", "language": "en", "created_at": LONG_AGO, "invited_at": LONG_AGO, **fields}
    email = f"{name.lower()}@huis.be"
    return Registration.objects.create(sitting=Sitting.objects.of(meeting), name=name, email=email, **values)


def receivers():
    return [each.partition("@")[0] for each in OutboxMail.objects.order_by("pk").values_list("recipient", flat=True)]


def test_who_comes_or_has_not_answered_is_reminded_and_nobody_else(hub):
    meeting = make_meeting(hub, "Open avond", starts_at=START)
    row(meeting, "Komt", status="coming", invited_at=None)
    row(meeting, "Gevraagd")
    row(meeting, "Wacht", status="waiting")
    row(meeting, "Nee", status="declined")
    row(meeting, "Nooit", invited_at=None)
    row(meeting, "Pas", invited_at=TUESDAY - timedelta(hours=23))
    row(meeting, "Nieuw", status="coming", created_at=TUESDAY - timedelta(hours=1), invited_at=None)
    row(meeting, "Gehad", reminded_at=LONG_AGO)

    assert remind(now=TUESDAY) == 2

    assert receivers() == ["komt", "gevraagd"]
    first, second = OutboxMail.objects.order_by("pk")
    assert first.subject == "Reminder: “Open avond” on March 11, 2027"
    assert "You said that you are coming." in first.body
    assert "We have no answer from you yet." in second.body
    assert "/registration/" in second.body


@pytest.mark.parametrize(
    ("days", "now", "number"),
    [
        (2, TUESDAY - timedelta(hours=8), 0),
        (2, TUESDAY, 1),
        (2, START - timedelta(minutes=1), 1),
        (2, START, 0),
        (3, TUESDAY - timedelta(days=1), 1),
        (None, TUESDAY, 0),
    ],
)
def test_days_of_the_rule_are_days_of_the_calendar(section, hub, days, now, number):
    settings = CouncilSettings.for_site(section.site)
    settings.reminder_days = days
    settings.save()
    row(make_meeting(hub, starts_at=START))

    assert remind(now=now) == number


def test_each_site_has_its_own_rule(section, hub):
    elsewhere = make_section("nl", hostname="elders.be")
    settings = CouncilSettings.for_site(elsewhere.site)
    settings.reminder_days = None
    settings.save()
    row(make_meeting(hub, starts_at=START), "Hier")
    row(make_meeting(make_hub(elsewhere), starts_at=START), "Daar")

    remind(now=TUESDAY)

    assert receivers() == ["hier"]


@pytest.mark.parametrize("fields", [{"live": False}, {"status": "cancelled"}, {"status": "postponed"}])
def test_meeting_that_does_not_take_place_reminds_nobody(hub, fields):
    row(make_meeting(hub, starts_at=START, **fields))

    assert remind(now=TUESDAY) == 0


def test_meeting_in_two_languages_reminds_once_in_each_ones_own(sections):
    meeting = make_meeting(make_hub(sections[0]), "Open avond", starts_at=START)
    translation = meeting.copy_for_translation(sections[1].locale)
    translation.title, translation.live = "Soirée ouverte", True
    translation.save()
    row(meeting, "Amina")
    row(meeting, "Amelie", language="fr")

    assert remind(now=TUESDAY) == 2
    assert [
        "Soirée ouverte" in each for each in OutboxMail.objects.order_by("pk").values_list("subject", flat=True)
    ] == [
        False,
        True,
    ]


def test_translation_that_still_says_the_old_day_reminds_nobody(sections):
    meeting = make_meeting(make_hub(sections[0]), starts_at=START + timedelta(days=30))
    translation = meeting.copy_for_translation(sections[1].locale)
    translation.live, translation.starts_at, translation.ends_at = True, START, START + timedelta(hours=2)
    translation.save()
    row(meeting)

    assert remind(now=TUESDAY) == 0


def test_run_again_reminds_nobody_again(hub):
    row(make_meeting(hub, starts_at=START))

    assert [remind(now=TUESDAY), remind(now=TUESDAY + timedelta(days=1))] == [1, 0]


def test_mail_that_cannot_be_written_is_tried_again(hub, monkeypatch):
    row(make_meeting(hub, starts_at=START))
    with monkeypatch.context() as broken:
        broken.setattr(verbs, "queue_mail", lambda **words: 1 / 0)
        assert remind(now=TUESDAY) == 0

    assert remind(now=TUESDAY) == 1


def test_meeting_that_moved_far_away_reminds_once_more(hub):
    now = timezone.now()
    meeting = make_meeting(hub, starts_at=now + timedelta(days=1))
    known = row(meeting, created_at=now - timedelta(days=9), invited_at=now - timedelta(days=9))
    verbs.remember(known.sitting, meeting)
    remind(now=now)

    later = now + timedelta(days=40)
    publish(meeting, starts_at=later, ends_at=later + timedelta(hours=2))

    assert remind(now=now) == 0
    assert remind(now=later - timedelta(days=1)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_nothing_to_do_costs_the_same_for_any_number(hub, count, django_assert_num_queries):
    for number in range(count):
        row(make_meeting(hub, starts_at=START + timedelta(days=30)), f"P{number}")
    remind(now=TUESDAY)

    with django_assert_num_queries(6):
        remind(now=TUESDAY)


def test_two_runs_at_once_send_one_mail_each(site_on_file):
    meeting = make_meeting(make_hub(site_on_file), starts_at=START)
    for number in range(6):
        row(meeting, f"P{number}")
    start, sent = Barrier(3), []

    def work():
        try:
            start.wait(20)
            sent.append(remind(now=TUESDAY))
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _each in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert (len(sent), sum(sent)) == (3, 6)
    assert sorted(receivers()) == [f"p{number}" for number in range(6)]


def test_command_tells_how_many(hub, capsys):
    now = timezone.now()
    row(make_meeting(hub), created_at=now - timedelta(days=9), invited_at=now - timedelta(days=9))

    call_command("remind_members")

    assert "Reminded of a meeting: 1." in capsys.readouterr().out.splitlines()
