"""Meetings: their hours in Brussels, their address, their SEQUENCE, and who may see them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import override_settings
from django.test.utils import isolate_apps
from django.utils import timezone
from wagtail.admin.panels import get_edit_handler

from cultuurraad_wagtail.models import AgendaItem, Meeting
from cultuurraad_wagtail.visibility import Scope
from tests.factories import (
    in_brussels,
    make_document,
    make_hub,
    make_meeting,
    make_past_meeting,
    make_private,
    make_private_collection,
    make_section,
)

UTC = ZoneInfo("UTC")
NO_AGENDA = {
    "agenda_items-TOTAL_FORMS": "0",
    "agenda_items-INITIAL_FORMS": "0",
    "agenda_items-MIN_NUM_FORMS": "0",
    "agenda_items-MAX_NUM_FORMS": "1000",
}


def meeting_form(hub, starts_at, ends_at, instance=None, kind="council"):
    """The editor's form, with both moments as typed."""
    data = {
        "title": "Raad",
        "workgroup": hub.pk,
        "kind": kind,
        "status": "planned",
        "starts_at": starts_at,
        "ends_at": ends_at,
        "introduction": "null",
        "minutes": "null",
        **NO_AGENDA,
    }
    form_class = get_edit_handler(Meeting).get_form_class()
    return form_class(data, instance=instance or Meeting(locale=hub.locale))


@pytest.fixture
def hub(section):
    return make_hub(section, "Podiumkunsten")


@pytest.mark.parametrize(
    ("typed", "in_utc"),
    [
        ("2026-01-15 19:00", "2026-01-15T18:00:00+00:00"),
        ("2026-07-15 19:00", "2026-07-15T17:00:00+00:00"),
        ("2026-03-29 01:59", "2026-03-29T00:59:00+00:00"),
        ("2026-03-29 03:00", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25 01:59", "2026-10-24T23:59:00+00:00"),
        ("2026-10-25 03:00", "2026-10-25T02:00:00+00:00"),
    ],
)
def test_meeting_form_reads_hours_in_brussels(hub, typed, in_utc):
    form = meeting_form(hub, typed, "")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_at"].astimezone(UTC).isoformat() == in_utc


@pytest.mark.parametrize("starts_at", ["2026-03-29 02:30", "2026-10-25 02:30"])
def test_meeting_form_refuses_the_hour_that_the_clock_skips_or_repeats(hub, starts_at):
    form = meeting_form(hub, starts_at, f"{starts_at[:10]} 05:00")

    assert not form.is_valid()
    assert list(form.errors) == ["starts_at"]


@pytest.mark.parametrize("month", [1, 7])
def test_meeting_form_shows_hours_in_brussels(hub, month):
    meeting = make_meeting(hub, starts_at=in_brussels(2026, month, 15, 19))

    form = get_edit_handler(Meeting).get_form_class()(instance=meeting)

    assert f'value="2026-{month:02d}-15 19:00"' in str(form["starts_at"])


def test_meeting_form_follows_the_zone_of_the_setting(hub):
    with override_settings(CULTUURRAAD_TIME_ZONE="Europe/London"):
        form = meeting_form(hub, "2026-01-15 19:00", "2026-01-15 21:00")
        assert form.is_valid(), form.errors

    assert form.cleaned_data["starts_at"].astimezone(UTC).isoformat() == "2026-01-15T19:00:00+00:00"


def test_meeting_form_gives_two_hours_where_no_end_is_typed(hub):
    form = meeting_form(hub, "2026-01-15 19:00", "")

    assert form.is_valid(), form.errors
    assert form.save(commit=False).ends_at == in_brussels(2026, 1, 15, 21)


@pytest.mark.parametrize(
    ("hub_kind", "typed", "kind"),
    [
        ("council", "", "council"),
        ("platform", "", "platform"),
        ("temporary", "", "working_group"),
        ("council", "knowledge_session", "knowledge_session"),
    ],
)
def test_meeting_form_takes_the_kind_of_the_group_unless_told(section, hub_kind, typed, kind):
    form = meeting_form(make_hub(section, kind=hub_kind), "2026-01-15 19:00", "", kind=typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["kind"] == kind


def test_meeting_form_refuses_more_than_a_week(hub):
    form = meeting_form(hub, "2026-01-15 19:00", "2027-01-15 21:00")

    assert not form.is_valid()
    assert list(form.errors) == ["ends_at"]


@pytest.mark.parametrize("ends_at", ["2026-01-15 18:00", "2026-01-15 19:00"])
def test_meeting_form_refuses_an_end_that_is_not_after_the_start(hub, ends_at):
    form = meeting_form(hub, "2026-01-15 19:00", ends_at)

    assert not form.is_valid()
    assert list(form.errors) == ["ends_at"]


def test_meeting_that_ends_before_it_begins_is_refused_by_the_database(hub):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_meeting(hub, hours=-1)


def test_meeting_over_the_change_of_the_clock_lasts_as_long_as_typed(hub):
    form = meeting_form(hub, "2026-03-29 01:00", "2026-03-29 04:00")
    assert form.is_valid(), form.errors

    meeting = form.save()
    meeting.refresh_from_db()

    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2)


def test_meeting_address_carries_the_day_in_brussels(hub):
    meeting = make_meeting(hub, "Nachtraad", starts_at=in_brussels(2026, 7, 15, 0, 30))

    assert meeting.starts_at.astimezone(UTC).date().isoformat() == "2026-07-14"
    assert meeting.route == "2026-07-15-nachtraad/"


def test_slug_of_a_second_meeting_of_the_same_name_is_numbered(hub):
    slugs = [make_meeting(hub, "Raad").slug for _ in range(3)]

    assert slugs == ["raad", "raad-2", "raad-3"]


def test_slug_number_that_became_free_is_used_again(hub):
    first, second, _ = [make_meeting(hub, "Raad") for _ in range(3)]
    second.delete()

    assert make_meeting(hub, "Raad").slug == "raad-2"
    assert first.slug == "raad"


def test_slug_of_another_language_is_not_numbered(sections):
    dutch, french = sections

    slugs = [make_meeting(make_hub(each), "Conseil").slug for each in (dutch, french)]

    assert slugs == ["conseil", "conseil"]


def test_slug_of_a_title_without_letters_is_made_from_the_kind_of_thing(hub):
    assert make_meeting(hub, "!!!").slug == "meeting"


def test_slug_that_is_taken_is_refused_with_a_message(hub):
    make_meeting(hub, "Raad", slug="raad")
    other = make_meeting(hub, "Andere raad")
    other.slug = "raad"

    with pytest.raises(ValidationError) as raised:
        other.full_clean()

    assert raised.value.messages == ["Dit adresdeel bestaat al. Kies een ander."]


def publish(meeting, **changes):
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save_revision().publish()
    meeting.refresh_from_db()
    return meeting


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": in_brussels(2026, 12, 1, 18)},
        {"ends_at": in_brussels(2026, 12, 1, 22)},
        {"place": "Muntpunt"},
        {"online_url": "https://example.org/vergadering"},
        {"status": "cancelled"},
    ],
)
def test_sequence_rises_when_time_place_or_status_is_published_anew(hub, changes):
    meeting = publish(make_meeting(hub, starts_at=in_brussels(2026, 12, 1, 19)))
    assert meeting.sequence == 0

    assert publish(meeting, **changes).sequence == 1
    assert publish(meeting, **changes).sequence == 1


def test_sequence_stays_when_words_are_published_anew(hub):
    meeting = publish(make_meeting(hub))

    assert publish(meeting, title="Andere titel", introduction="<p>Welkom</p>").sequence == 0


def test_sequence_stays_while_a_change_is_only_a_draft(hub):
    meeting = publish(make_meeting(hub, place="Zaal 1"))

    for place in ("Zaal 2", "Zaal 3"):
        meeting.place = place
        revision = meeting.save_revision()
    assert Meeting.objects.get(pk=meeting.pk).sequence == 0

    revision.publish()
    assert Meeting.objects.get(pk=meeting.pk).sequence == 1


def test_sequence_never_falls_when_an_old_revision_is_published(hub):
    meeting = make_meeting(hub, place="Zaal 1")
    first = meeting.save_revision()
    first.publish()
    meeting.refresh_from_db()
    meeting = publish(meeting, place="Zaal 2")
    assert meeting.sequence == 1

    first.publish()

    assert Meeting.objects.get(pk=meeting.pk).sequence == 2


def test_calendar_uid_is_the_same_in_every_language_and_after_every_change(sections):
    dutch, french = sections
    hub = make_hub(dutch)
    meeting = publish(make_meeting(hub))
    uid = meeting.as_calendar_entry().uid
    translated = meeting.copy_for_translation(french.locale)

    assert translated.as_calendar_entry().uid == uid
    assert publish(meeting, title="Nieuw", status="cancelled").as_calendar_entry().uid == uid


def test_meeting_is_copied_for_translation_with_its_agenda(sections):
    dutch, french = sections
    meeting = make_meeting(make_hub(dutch), "Raad", agenda=["Welkom", "Begroting"])

    copy = meeting.copy_for_translation(french.locale)
    copy.save()

    assert copy.pk != meeting.pk
    assert copy.locale == french.locale
    assert copy.translation_key == meeting.translation_key
    assert copy.slug == "raad"
    assert [item.title for item in copy.agenda_items.all()] == ["Welkom", "Begroting"]
    assert AgendaItem.objects.filter(meeting=meeting).count() == 2


def test_upcoming_and_past_meetings_part_at_the_end_of_a_meeting(hub):
    now = in_brussels(2026, 11, 22, 20)
    ended = make_meeting(hub, starts_at=now - timedelta(hours=3), hours=2)
    running = make_meeting(hub, starts_at=now - timedelta(hours=1), hours=2)
    later = make_meeting(hub, starts_at=now + timedelta(days=2))
    soon = make_meeting(hub, starts_at=now + timedelta(days=1))
    long_ago = make_meeting(hub, starts_at=now - timedelta(days=30))

    assert list(Meeting.objects.upcoming(now)) == [running, soon, later]
    assert list(Meeting.objects.past(now)) == [ended, long_ago]


def test_cancelled_meeting_stays_in_sight_until_its_hour(hub):
    cancelled = make_meeting(hub, status="cancelled")

    assert list(Meeting.objects.upcoming()) == [cancelled]


def test_meetings_without_minutes_are_those_that_went_ahead_and_have_no_report(hub):
    silent = make_past_meeting(hub)
    make_past_meeting(hub, status="cancelled")
    make_past_meeting(hub, status="postponed")
    make_past_meeting(hub, minutes="<p>Verslag</p>")
    make_past_meeting(hub, days=8, minutes_document=make_document())

    assert list(Meeting.objects.past().going_ahead().without_minutes()) == [silent]


def visible(section):
    return list(Meeting.objects.visible(section.scope))


def test_draft_meeting_is_not_visible(section, hub):
    shown = make_meeting(hub)
    make_meeting(hub, live=False)

    assert visible(section) == [shown]


def test_expired_meeting_is_not_visible_before_the_scheduler_runs(section, hub):
    shown = make_meeting(hub, expire_at=timezone.now() + timedelta(hours=1))
    make_meeting(hub, expire_at=timezone.now() - timedelta(seconds=1))

    assert visible(section) == [shown]


@pytest.mark.parametrize("level", ["hub", "index", "home"])
def test_meeting_of_a_private_group_is_not_visible(section, hub, level):
    make_meeting(hub)
    assert len(visible(section)) == 1

    make_private({"hub": hub, "index": section.workgroups, "home": section.home}[level])

    assert visible(section) == []


def test_meeting_of_a_draft_or_expired_group_is_not_visible(section, hub):
    shown = make_meeting(hub)
    make_meeting(make_hub(section, live=False))
    make_meeting(make_hub(section, expire_at=timezone.now() - timedelta(days=1)))

    assert visible(section) == [shown]


def test_meeting_without_a_group_is_not_visible(section, hub):
    shown = make_meeting(hub)
    make_meeting(hub).delete()
    orphan = make_meeting(hub)
    Meeting.objects.filter(pk=orphan.pk).update(workgroup=None)

    assert visible(section) == [shown]


def test_meeting_of_another_site_is_not_visible(section, hub):
    shown = make_meeting(hub)
    other = make_section("nl", hostname="andere.example.org")
    elsewhere = make_meeting(make_hub(other))

    assert visible(section) == [shown]
    assert visible(other) == [elsewhere]


def test_meeting_of_another_language_is_not_visible(sections):
    dutch, french = sections
    key = {"translation_key": (dutch_hub := make_hub(dutch)).translation_key}
    french_hub = make_hub(french, **key)
    in_dutch, in_french = make_meeting(dutch_hub), make_meeting(french_hub)

    assert visible(dutch) == [in_dutch]
    assert visible(french) == [in_french]


def test_meeting_of_a_group_in_another_language_is_visible_in_its_own(sections):
    dutch, french = sections
    dutch_hub = make_hub(dutch)
    make_hub(french, translation_key=dutch_hub.translation_key)
    meeting = make_meeting(dutch_hub, locale=french.locale)

    assert visible(french) == [meeting]
    assert visible(dutch) == []


def test_meeting_page_keeps_documents_of_private_collections_back(hub):
    public, secret = make_document("Nota"), make_document("Geheim", collection=make_private_collection())
    meeting = make_meeting(hub, agenda=["Open", "Gesloten"], minutes_document=secret)
    for item, document in zip(meeting.agenda_items.all(), (public, secret), strict=True):
        item.document = document
        item.save()

    context = Meeting.objects.get(pk=meeting.pk).get_page_context(Scope(None, hub.locale), shows_minutes=True)

    assert [item.shown_document for item in context["agenda_items"]] == [public, None]
    assert context["minutes_document"] is None


def test_revision_whose_group_and_document_are_gone_opens_and_publishes(section, hub):
    document = make_document()
    other = make_hub(section, "Blijvend")
    meeting = make_meeting(other, "Raad", agenda=["Welkom"])
    meeting.workgroup, meeting.minutes_document = hub, document
    revision = meeting.save_revision()
    hub.delete()
    document.delete()

    opened = revision.as_object()
    assert (opened.workgroup, opened.minutes_document) == (None, None)
    revision.publish()

    assert Meeting.objects.get(pk=meeting.pk).title == "Raad"


@isolate_apps("cultuurraad_wagtail")
def test_meeting_is_made_by_all_its_classes():
    """With what it is given, and as the database fills it: with its values in a row."""

    class Made(models.Model):
        class Meta:
            app_label = "cultuurraad_wagtail"
            abstract = True

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.was_made = True

    class Own(Meeting, Made):  # noqa: DJ008, as Meeting does
        class Meta:
            app_label = "cultuurraad_wagtail"
            proxy = True

    values = [getattr(Meeting(), field.attname) for field in Meeting._meta.concrete_fields]

    assert all(each.was_made for each in (Own(), Own(title="Raad"), Own(*values)))
