"""Which meetings: what may be asked of them, in the words of the council."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from wagtail.models import Page

from ..choices import MeetingStatus
from ..fields import council_zone
from ..visibility import in_locale, not_expired
from .base import EditorialQuerySet
from .forms import LONGEST
from .minutes import minutes_rule, minutes_shown, minutes_written

#: What a line of a calendar shows, and a line of a list.
OF_CALENDAR = ("title", "slug", "starts_at", "ends_at", "status", "workgroup")
OF_LIST = (*OF_CALENDAR, "kind", "place", "minutes_document")
#: An agenda item on which something was decided that is not kept from the public.
DECIDED = models.Q(agenda_items__is_private=False, agenda_items__decision__gt="")


class Listed:
    """What a meeting says of itself wherever it is listed."""

    @property
    def route(self):
        """The end of the meeting's address under a meeting register: ``2026-11-22-slug/``."""
        return f"{self.starts_at.astimezone(council_zone()):%Y-%m-%d}-{self.slug}/"

    @property
    def is_off(self):
        """Whether people should not come at the hour that is given."""
        return self.status in (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED)


@dataclass
class MeetingLine(Listed):
    """As much of a meeting as a calendar shows; made more quickly than a row of the model."""

    pk: int
    title: str
    slug: str
    starts_at: datetime
    ends_at: datetime
    status: str
    workgroup_title: str

    def get_status_display(self):
        return MeetingStatus(self.status).label


class MeetingQuerySet(EditorialQuerySet):
    _titles = None

    def visible(self, scope, now=None):
        """The published meetings of groups that a visitor may see in ``scope``; asks for those groups first."""
        hub_model = self.model._meta.get_field("workgroup").related_model
        hubs = hub_model.objects.visible(scope, now).order_by()
        return self.of_visible_workgroups(hubs.values_list("translation_key", "title", named=True), scope, now)

    def of_visible_workgroups(self, hubs, scope, now=None):
        """As ``visible``, for ``hubs`` that are at hand: group pages that visitors may see in ``scope``.

        Asks for their rows in all languages first, so that no list has to join the pages to know.
        """
        titles = {hub.translation_key: hub.title for hub in hubs}
        rows = Page.objects.filter(translation_key__in=titles).order_by().values_list("pk", "translation_key")
        return self.of_visible_rows({pk: titles[key] for pk, key in rows}, scope, now)

    def of_visible_rows(self, titles, scope, now=None):
        """As ``visible``, where all rows of the groups are at hand: their names in this language, by primary key."""
        in_groups = {"workgroup_id__in": list(titles)}
        meetings = self.filter(not_expired(now), in_locale(scope.locale), live=True, **in_groups)
        meetings._titles = titles
        return meetings

    def telling_minutes(self, scope, rule=None):
        """Each with ``shows_minutes``: whether a visitor may read its minutes in ``scope``. Not for long lists.

        ``rule`` is the site's, where it is at hand.
        """
        shown = self._minutes_shown(scope, rule or minutes_rule(scope.site))
        return self.annotate(shows_minutes=models.Case(models.When(shown, then=True), default=False))

    def with_shown_minutes(self, scope, rule, **facts):
        """Those whose minutes a visitor may read in ``scope`` by ``rule``, the site's; to be asked of few meetings.

        ``facts`` are those of ``minutes_shown``.
        """
        return self.filter(self._minutes_shown(scope, rule, **facts))

    def _minutes_shown(self, scope, rule, **facts):
        sittings = self.model._meta.apps.get_model(self.model._meta.app_label, "Sitting").objects
        return minutes_shown(scope, rule, sittings, **facts)

    def _clone(self):
        clone = super()._clone()
        clone._titles = self._titles
        return clone

    def _fetch_all(self):
        """Name each meeting's group as it is called in the language that is read: the hubs are at hand already."""
        super()._fetch_all()
        for meeting in self._result_cache if self._titles else ():
            if isinstance(meeting, self.model):
                meeting.shown_workgroup_title = self._titles.get(meeting.workgroup_id)

    def for_calendar(self):
        """With no more than a line of a calendar shows."""
        return self.only(*OF_CALENDAR)

    def as_lines(self) -> list[MeetingLine]:
        """Each as a line of a calendar; for ``visible`` meetings."""
        rows = self.values_list("pk", *OF_CALENDAR)
        return [MeetingLine(*facts, self._titles.get(workgroup, "")) for *facts, workgroup in rows]

    def for_list(self):
        """With no more than a line of a list shows."""
        return self.only(*OF_LIST)

    def upcoming(self, now=None):
        """Meetings that have not ended, the first one first; a cancelled one stays in sight until its hour."""
        now = now or timezone.now()
        # The second condition follows from the first; it lets the database begin in the index on the start.
        return self.filter(ends_at__gte=now, starts_at__gte=now - LONGEST).order_by("starts_at", "pk")

    def past(self, now=None):
        """Meetings that have ended, the last one first."""
        now = now or timezone.now()
        return self.filter(ends_at__lt=now, starts_at__lt=now).order_by("-starts_at", "-pk")

    def upcoming_first(self, now=None):
        """Meetings that have not ended, the first one first; then those that have, the last one first."""
        is_past = models.Case(models.When(ends_at__lt=now or timezone.now(), then=1), default=0)
        to_come = models.Case(models.When(ends_at__gte=now or timezone.now(), then="starts_at"))
        return self.order_by(is_past, to_come, "-starts_at", "-pk")

    def of_year(self, year):
        """Meetings that begin in ``year``, as the council's calendar has it; the last one first."""
        begins, ends = (datetime(each, 1, 1, tzinfo=council_zone()) for each in (year, year + 1))
        return self.filter(starts_at__gte=begins, starts_at__lt=ends).order_by("-starts_at", "-pk")

    def during(self, begins, ends):
        """Meetings of which some part lies from ``begins`` until ``ends``, the first one first."""
        # The third condition follows from the second; it lets the database begin in the index on the start.
        overlapping = self.filter(starts_at__lt=ends, ends_at__gt=begins, starts_at__gt=begins - LONGEST)
        return overlapping.order_by("starts_at", "pk")

    def next_to(self, meeting):
        """The meetings before and after ``meeting`` among these, each or None."""
        # Both conditions on the start of each: the first lets the database begin in its index.
        before = self.filter(starts_at__lte=meeting.starts_at).filter(
            models.Q(starts_at__lt=meeting.starts_at) | models.Q(pk__lt=meeting.pk)
        )
        after = self.filter(starts_at__gte=meeting.starts_at).filter(
            models.Q(starts_at__gt=meeting.starts_at) | models.Q(pk__gt=meeting.pk)
        )
        return before.order_by("-starts_at", "-pk").first(), after.order_by("starts_at", "pk").first()

    def with_decision(self, key):
        """Those whose decision on the agenda item with ``key`` visitors may read; for those ``telling_minutes``."""
        return self.filter(DECIDED, agenda_items__key=key, shows_minutes=True)

    def decisions(self, words=()):
        """The keys of the agenda items whose decision visitors may read, the last meeting's first.

        For those ``telling_minutes``. With ``words``, as ``text.searchable`` makes them, those that say each of these.
        """
        said = [GreaterThan(StrIndex("agenda_items__search_text", models.Value(word)), 0) for word in words]
        order = ("-starts_at", "-pk", "agenda_items__sort_order", "agenda_items__pk")
        found = self.filter(DECIDED, *said, shows_minutes=True).order_by(*order)
        return found.values_list("agenda_items__pk", flat=True)

    def of_workgroup(self, hub):
        """Meetings of ``hub`` or of a translation of it."""
        return self.filter(workgroup__translation_key=hub.translation_key)

    def without_minutes(self):
        """Meetings of which there is no report yet."""
        return self.exclude(minutes_written())

    def going_ahead(self):
        """Meetings at whose hour people should come, or should have come."""
        return self.exclude(status__in=(MeetingStatus.CANCELLED, MeetingStatus.POSTPONED))
