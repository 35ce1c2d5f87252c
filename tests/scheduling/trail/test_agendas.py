"""The daily look at each group's next meeting: what waits for approval, what is still to be done."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale

from cultuurraad_wagtail.management.commands import remind_members
from cultuurraad_wagtail.models import ActionItem, AgendaItem, Meeting, Sitting
from cultuurraad_wagtail.scheduling.registration import NotPossible
from cultuurraad_wagtail.scheduling.trail.approval import approve_minutes, next_meeting, prepare_agendas
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


def test_what_an_editor_takes_off_stays_off(section):
    hub = make_hub(section)
    make_reported(hub)
    following = make_meeting(hub)
    prepare_agendas()
    newest = Meeting.objects.get(pk=following.pk).get_latest_revision_as_object()
    newest.agenda_items = []
    newest.save_revision().publish()

    assert (prepare_agendas(), agenda(following)) == (0, [])


def test_prepared_item_has_one_key_in_every_language(sections):
    dutch, french = (make_hub(section) for section in sections)
    earlier = make_reported(dutch)
    make_past_meeting(french, translation_key=earlier.translation_key)
    following = make_meeting(dutch)
    make_meeting(french, translation_key=following.translation_key)

    assert prepare_agendas() == 2

    assert len(set(AgendaItem.objects.filter(kind="approval").values_list("key", flat=True))) == 1
    assert AgendaItem.objects.filter(kind="approval").count() == 2


def test_meeting_that_cannot_be_saved_keeps_no_other_from_its_agenda(section):
    broken, sound = make_hub(section, "Podium"), make_hub(section, "Muziek")
    for hub in (broken, sound):
        make_reported(hub)
    bad, good = make_meeting(broken), make_meeting(sound)
    Meeting.objects.filter(pk=bad.pk).update(title="")

    assert prepare_agendas() == 1
    assert [kind for kind, _ in agenda(good)] == ["approval"]


def test_step_that_fails_keeps_the_daily_command_from_no_other(monkeypatch, capsys):
    def fail():
        raise ValueError("kapot")

    monkeypatch.setattr(remind_members, "STEPS", [("Eerst: %d.", fail), ("Dan: %d.", lambda: 3)])

    with pytest.raises(CommandError, match="fail"):
        call_command("remind_members")

    assert "Dan: 3." in capsys.readouterr().out


@pytest.mark.parametrize("fields", [{"live": False, "minutes": "<p>Ja.</p>"}, {}])
def test_minutes_that_nobody_can_read_are_not_approved(section, editor, fields):
    meeting = make_past_meeting(make_hub(section), **fields)

    with pytest.raises(NotPossible):
        approve_minutes(meeting=meeting, user=editor)

    assert not Sitting.objects.filter(minutes_state="approved").exists()


def test_minutes_in_two_languages_wait_for_one_meeting(sections):
    """The next meeting is in Dutch only, the one after it in French only: the first of them approves."""
    dutch, french = (make_hub(section) for section in sections)
    french.translation_key = dutch.translation_key
    french.save()
    earlier = make_reported(dutch)
    make_past_meeting(french, translation_key=earlier.translation_key)
    following = make_meeting(dutch)
    later = make_meeting(french, starts_at=following.starts_at.replace(year=2099))

    prepare_agendas()

    assert (agenda(following), agenda(later)) == ([("approval", earlier.translation_key)], [])


def test_minutes_in_one_language_wait_for_a_meeting_in_it(sections):
    dutch, french = (make_hub(section) for section in sections)
    french.translation_key = dutch.translation_key
    french.save()
    earlier = make_reported(dutch)
    in_french = make_meeting(french)
    following = make_meeting(dutch, starts_at=in_french.starts_at.replace(year=2099))

    prepare_agendas()

    assert (agenda(in_french), agenda(following)) == ([], [("approval", earlier.translation_key)])
    assert next_meeting(earlier) == following
