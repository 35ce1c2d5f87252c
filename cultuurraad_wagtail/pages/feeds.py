"""What the calendar feeds hold: the meetings that a visitor may see, each with its group, its colour, its address."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, Subquery
from django.http import Http404
from django.utils.translation import gettext, override

from ..calendars import CalendarEntry, calendar_bytes
from ..choices import MeetingKind
from ..fields import council_zone
from ..snippets.meetings import Meeting
from ..visibility import Scope
from .meetings import MeetingRegisterPage
from .workgroups import WorkgroupHubPage

REFRESH_HOURS = 6
COLOR = "darkgreen"
#: Names of CSS 3, which is what RFC 7986 asks.
COLORS = {
    MeetingKind.GENERAL_ASSEMBLY: "crimson",
    MeetingKind.COUNCIL: "darkgreen",
    MeetingKind.BOARD: "steelblue",
    MeetingKind.WORKING_GROUP: "goldenrod",
    MeetingKind.KNOWLEDGE_SESSION: "mediumpurple",
    MeetingKind.PLATFORM: "teal",
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class FeedScope(Scope):
    """A Scope that has been told what is closed, and shows no documents: neither is asked of the database."""

    closed: tuple[str, ...] = ()

    @property
    def private(self):
        return list(self.closed)

    def not_closed(self, collection):
        return Q(pk__in=())


def feed_bytes(request, scope, wanted, state) -> bytes:
    """The file of the feed that ``scope`` gives for ``wanted``, as it is in ``state``. Two queries.

    Http404 where the group or the discipline that is wanted is not there: a subscriber must notice.
    """
    scope = FeedScope(scope.site, scope.locale, state.closed)
    with override(scope.locale.language_code):
        hubs = list(_with_register(WorkgroupHubPage.objects.visible(scope).for_links(), scope))
        chosen = _chosen(hubs, wanted, state)
        meetings = Meeting.objects.of_visible_rows(state.rows_of(chosen), scope)
        meetings = meetings.defer("minutes").order_by("starts_at", "pk")
        if wanted.kind:
            meetings = meetings.filter(kind=wanted.kind)
        register = register_address(hubs[0].register_path, request) if hubs else ""
        return calendar_bytes(
            entries_of(meetings, register),
            name=_name(scope, chosen, wanted, state),
            language=scope.locale.language_code,
            url=register,
            color=COLORS.get(wanted.kind, COLOR),
            zone=council_zone(),
            refresh_hours=REFRESH_HOURS,
        )


def entries_of(meetings: Iterable[Meeting], register: str) -> list[CalendarEntry]:
    """``meetings`` as values for a calendar file; one that cannot be told is left out and logged.

    ``register`` is the full address of the page that gives each its own, or "".
    """
    labels = {kind: str(label) for kind, label in MeetingKind.choices}
    entries = []
    for meeting in meetings:
        try:
            entry = meeting.as_calendar_entry(register and register + meeting.route)
            categories = tuple(filter(None, (labels.get(meeting.kind), meeting.workgroup_title)))
            entries.append(replace(entry, categories=categories, color=COLORS.get(meeting.kind, COLOR)))
        except Exception:
            logger.exception("The calendar leaves out meeting %s.", meeting.pk)
    return entries


def register_address(url_path, request) -> str:
    """The full address of the register at ``url_path``, a path in Wagtail's tree; "" without one."""
    return (url_path and MeetingRegisterPage(url_path=url_path).get_full_url(request)) or ""


def _with_register(hubs, scope):
    """``hubs``, each with the ``register_path`` of the oldest register beside them."""
    registers = MeetingRegisterPage.objects.visible(scope).order_by("pk")
    return hubs.annotate(register_path=Subquery(registers.values("url_path")[:1]))


def _chosen(hubs, wanted, state):
    if wanted.group:
        hubs = [hub for hub in hubs if hub.slug == wanted.group][:1]
    if wanted.groups is not None:
        hubs = [hub for hub in hubs if hub.translation_key in wanted.groups]
    asks_for_one = wanted.group or (wanted.groups is not None and not wanted.is_personal)
    if (asks_for_one and not hubs) or (wanted.discipline and not state.discipline):
        raise Http404
    return [hub for hub in hubs if hub.pk in state.of_discipline] if wanted.discipline else hubs


def _name(scope, hubs, wanted, state):
    if wanted.is_personal:
        about = gettext("My meetings")
    elif wanted.group or wanted.groups is not None:
        about = hubs[0].title if hubs else wanted.group
    else:
        about = gettext("Meetings")
    kind = MeetingKind(wanted.kind).label if wanted.kind else ""
    return " · ".join(filter(None, (about, state.discipline, str(kind), scope.site and scope.site.site_name)))
