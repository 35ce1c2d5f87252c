"""A meeting in people's calendars for as long as it lives: its UID, its SEQUENCE, its stamps."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from cultuurraad_wagtail.calendars import event_bytes
from cultuurraad_wagtail.models import Meeting
from tests.calendars.calendars import SITE, group_address, meeting_address, only_event, publish, read
from tests.factories import in_brussels, make_hub, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(section):
    return publish(make_meeting(make_hub(section, "Podium"), "Raad", starts_at=in_brussels(2027, 5, 4, 19)))


def facts(client, *names):
    event = only_event(client)
    return tuple(str(event[name]) for name in names)


def stamps(client):
    event = only_event(client)
    return event["dtstamp"].dt, event["last-modified"].dt


CHANGES = {
    "typo": ({"title": "Raad!"}, 0),
    "introduction": ({"introduction": "<p>Welkom</p>"}, 0),
    "address": ({"slug": "anders"}, 0),
    "kind": ({"kind": "council"}, 0),
    "minutes": ({"minutes": "<p>Verslag</p>"}, 0),
    "nothing": ({}, 0),
    "start": ({"starts_at": in_brussels(2027, 5, 4, 18)}, 1),
    "end": ({"ends_at": in_brussels(2027, 5, 4, 23)}, 1),
    "place": ({"place": "Elders"}, 1),
    "link": ({"online_url": "https://example.org/"}, 1),
    "status": ({"status": "cancelled"}, 1),
    "time and place": ({"ends_at": in_brussels(2027, 5, 4, 23), "place": "Elders"}, 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_sequence_rises_with_time_place_and_status_and_the_uid_stays(client, meeting, change):
    changes, step = CHANGES[change]
    uid = f"{meeting.translation_key}@cultuurraad-wagtail"
    assert facts(client, "uid", "sequence") == (uid, "0")

    publish(meeting, **changes)

    assert facts(client, "uid", "sequence") == (uid, f"{step}")


def test_sequence_of_a_draft_rises_once_it_is_published(client, meeting):
    meeting.place = "Elders"
    draft = meeting.save_revision()
    assert facts(client, "sequence") == ("0",)

    draft.publish()

    assert facts(client, "sequence") == ("1",)


def test_meeting_keeps_its_uid_in_another_group_and_when_it_comes_back(client, section, meeting):
    uid = facts(client, "uid")
    publish(meeting, workgroup=make_hub(section, "Muziek"))
    assert facts(client, "uid") == uid

    meeting.unpublish()
    assert read(client).events == []
    publish(meeting)
    assert facts(client, "uid") == uid


def test_file_is_the_same_after_a_restart(client, meeting):
    first = client.get(SITE)
    event_bytes.cache_clear()
    cache.clear()
    again = client.get(SITE)

    assert (again.content, again["ETag"]) == (first.content, first["ETag"])


def test_every_file_tells_the_same_of_a_meeting(client, meeting):
    addresses = (SITE, group_address(meeting.workgroup), meeting_address(meeting))
    events = {client.get(each).content.split(b"BEGIN:VEVENT")[1] for each in addresses}

    assert len(events) == 1


def test_stamps_are_those_of_the_last_publication(client, meeting):
    before = timezone.now() - timedelta(days=3)
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=before)
    assert stamps(client) == (before.replace(microsecond=0),) * 2

    meeting.refresh_from_db()
    meeting.title = "Een klad"
    meeting.save_revision()
    assert stamps(client) == (before.replace(microsecond=0),) * 2

    publish(meeting, title="Anders")
    assert stamps(client) == (meeting.changed_at.replace(microsecond=0),) * 2
    assert meeting.changed_at > before


def test_copy_has_a_uid_of_its_own(client, meeting):
    same = {"starts_at": meeting.starts_at, "slug": "raad-2"}
    with pytest.raises(IntegrityError), transaction.atomic():
        make_meeting(meeting.workgroup, "Raad", translation_key=meeting.translation_key, **same)
    copy = make_meeting(meeting.workgroup, "Raad", **same)

    uids = {str(event["uid"]) for event in read(client).events}
    assert uids == {f"{each.translation_key}@cultuurraad-wagtail" for each in (meeting, copy)}
    assert len(uids) == 2
