"""What the pages of meetings offer to calendars and search engines: addresses to subscribe to, an event in JSON-LD."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from ..choices import MeetingKind, MeetingStatus
from ..fields import council_zone
from ..text import plain_text
from .linked_data import CONTEXT

STATUS = {MeetingStatus.CANCELLED: "EventCancelled", MeetingStatus.POSTPONED: "EventPostponed"}


class Subscription(NamedTuple):
    """A feed under the name by which people choose it; ``webcal`` opens a calendar program."""

    label: str
    address: str

    @property
    def webcal(self):
        return "webcal://" + self.address.partition("://")[2]


def all_meetings(request, language) -> Subscription:
    """Every meeting of this site in ``language``."""
    return _subscription(request, gettext("All meetings"), _site_feed(language))


def of_group(request, group) -> Subscription:
    """The meetings of ``group``, at an address that stays when the group gets another one."""
    return _subscription(request, group.title, reverse("cultuurraad_wagtail:workgroup_ics", args=[group.pk]))


def of_disciplines(request, language, disciplines) -> list[Subscription]:
    """For each of ``disciplines`` the meetings of all groups that work on it."""
    return [
        _subscription(request, each.name, f"{_site_feed(language)}?discipline={each.slug}") for each in disciplines
    ]


def of_kinds(request, language) -> list[Subscription]:
    """The meetings of each kind."""
    return [
        _subscription(request, label, f"{_site_feed(language)}?kind={kind}") for kind, label in MeetingKind.choices
    ]


def _site_feed(language):
    return reverse("cultuurraad_wagtail:site_ics", args=[language])


def _subscription(request, label, path):
    return Subscription(label, request.build_absolute_uri(path))


def event(meeting, address="", organiser="") -> dict:
    """``meeting``, with a page at ``address``, in the words of schema.org without a context; no empty fields.

    ``organiser`` is the address of its group. The hours are those of the page's ``<time>`` and of the calendar file.
    """
    places = _places(meeting)
    group = {"@type": "Organization", "name": meeting.workgroup_title, "url": organiser}
    values = {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": meeting.title,
        "description": plain_text(meeting.introduction),
        "startDate": meeting.starts_at.astimezone(council_zone()).isoformat(),
        "endDate": meeting.ends_at.astimezone(council_zone()).isoformat(),
        "eventStatus": f"{CONTEXT}/{STATUS.get(meeting.status, 'EventScheduled')}",
        "eventAttendanceMode": places and f"{CONTEXT}/{_attendance(meeting)}EventAttendanceMode",
        "location": places[0] if len(places) == 1 else places,
        "organizer": _filled(group) if meeting.workgroup_title else None,
        "inLanguage": meeting.locale.language_code,
    }
    return _filled(values)


def _places(meeting):
    place = {"@type": "Place", "name": meeting.place, "address": meeting.place}
    online = {"@type": "VirtualLocation", "url": meeting.online_url}
    return [each for each, given in ((place, meeting.place), (online, meeting.online_url)) if given]


def _attendance(meeting):
    if meeting.place and meeting.online_url:
        return "Mixed"
    return "Online" if meeting.online_url else "Offline"


def _filled(values):
    return {name: value for name, value in values.items() if value}
