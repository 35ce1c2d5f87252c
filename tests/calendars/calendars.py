"""What the tests of calendar files share: addresses, and a file as its reader has it."""

from icalendar import Calendar

SITE = "/cultuurraad/calendar/nl.ics"


def group_address(hub):
    return f"/cultuurraad/workgroups/{hub.pk}.ics"


def meeting_address(meeting, language=None):
    return f"/cultuurraad/meetings/{language or meeting.locale.language_code}/{meeting.translation_key}.ics"


def personal_address(person):
    return f"/cultuurraad/calendar/personal/{person.calendar_secret}.ics"


def read(client, address=SITE, **headers):
    """The calendar at ``address``."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, (address, response.status_code)
    return Calendar.from_ical(response.content)


def titles(client, address=SITE, **headers):
    return [str(event["summary"]) for event in read(client, address, **headers).events]


def only_event(client, address=SITE):
    (event,) = read(client, address).events
    return event


def publish(meeting, **changes):
    """``meeting`` with ``changes``, as an editor publishes it."""
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.save_revision().publish()
    meeting.refresh_from_db()
    return meeting
