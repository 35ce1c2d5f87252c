"""The daily look at each group's next meeting: what waits for approval, what is still to be done."""

import pytest
from wagtail.models import Locale

from cultuurraad_wagtail.models import ActionItem, AgendaItem, Meeting, Sitting
from cultuurraad_wagtail.scheduling.trail.approval import prepare_agendas
from tests.factories import days_from_today, make_hub, make_meeting, make_past_meeting

pytestmark = pytest.mark.django_db


def make_reported(hub, **fields):
    meeting = make_past_meeting(hub, agenda=["Punt"], **fields)
    Sitting.objects.create(key=meeting.translation_key, minutes_state="remarks")
    return meeting


def agenda(meeting):
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("sort_order").values_list("kind", "approves"))


def test_next_meeting_of_each_group_gets_what_waits_once(section):
    podium, music = make_hub(section, "Podium"), make_hub(section, "Muziek")
    reported = make_reported(podium)
    following, later = (
        make_meeting(podium),
        make_meeting(podium, starts_at=make_meeting(podium).starts_at.replace(year=2099)),
    )
    ActionItem.objects.create(title="Zaal vragen", workgroup=music)
    of_music = make_meeting(music)

    assert (prepare_agendas(), prepare_agendas()) == (2, 0)

    assert agenda(following) == [("approval", reported.translation_key)]
    assert agenda(of_music) == [("follow_up", None)]
    assert agenda(later) == []


def test_meeting_that_is_off_is_passed_over(section):
    hub = make_hub(section)
    reported = make_reported(hub)
    off = make_meeting(hub, status="cancelled")
    following = make_meeting(hub, starts_at=off.starts_at.replace(year=2099))

    prepare_agendas()

    assert (agenda(off), agenda(following)) == ([], [("approval", reported.translation_key)])


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_minutes_that_are_not_out_or_are_approved_ask_for_nothing(section, state):
    hub = make_hub(section)
    make_reported(hub)
    Sitting.objects.update(minutes_state=state)
    following = make_meeting(hub)

    assert prepare_agendas() == 0
    assert agenda(following) == []


def test_actions_that_are_done_ask_for_nothing(section):
    hub = make_hub(section)
    ActionItem.objects.create(title="Zaal vragen", workgroup=hub, state="done", due_on=days_from_today(-1))
    make_meeting(hub)

    assert prepare_agendas() == 0


def test_locked_meeting_waits_for_another_day(section, editor):
    hub = make_hub(section)
    make_reported(hub)
    following = make_meeting(hub)
    Meeting.objects.filter(pk=following.pk).update(locked=True, locked_by=editor)

    assert (prepare_agendas(), agenda(following)) == (0, [])

    Meeting.objects.filter(pk=following.pk).update(locked=False, locked_by=None)
    assert prepare_agendas() == 1


def test_titles_are_in_the_language_of_the_meeting(sections):
    dutch, french = sections
    assert [Locale.objects.get(pk=each.locale.pk).language_code for each in sections] == ["nl", "fr"]
    for section in (dutch, french):
        hub = make_hub(section)
        make_reported(hub)
        make_meeting(hub)

    prepare_agendas()

    titles = AgendaItem.objects.filter(kind="approval").order_by("meeting__locale__pk").values_list("title", flat=True)
    assert [title.split(" van ")[0].split(" du ")[0] for title in titles] == [
        "Goedkeuring",
        "Approbation",
    ]
