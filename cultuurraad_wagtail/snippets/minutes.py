"""Which meetings have minutes, and of which visitors may read them by the rule of the site."""

from django.db.models import Exists, OuterRef, Q

from ..choices import MinutesShownFrom, MinutesState
from .agenda import AgendaItem
from .site_settings import CouncilSettings

STATES_SHOWN = {
    MinutesShownFrom.REMARKS: (MinutesState.REMARKS, MinutesState.APPROVED),
    MinutesShownFrom.APPROVED: (MinutesState.APPROVED,),
}


def minutes_written() -> Q:
    """Meetings of which something is reported: as a text, as a document, or item by item."""
    return ~Q(minutes="") | Q(minutes_document__isnull=False) | Q(Exists(_reported()))


def minutes_rule(site) -> str:
    """When visitors of ``site`` read minutes, a value of ``MinutesShownFrom``."""
    return shown_from(CouncilSettings.objects.filter(site=site).values_list("minutes_shown_from", flat=True).first())


def shown_from(stored) -> str:
    """The rule that is ``stored`` for a site; where none is, the one that holds until an editor chooses."""
    return stored or CouncilSettings._meta.get_field("minutes_shown_from").default


def minutes_shown(scope, rule, sittings, *, as_documents=True) -> Q:
    """Meetings whose minutes a visitor may read in ``scope``; ``sittings`` is the queryset of their states.

    ``rule`` is that of the site, as ``minutes_rule`` gives it. Without ``as_documents`` none of them has a document.
    """
    anything = ~Q(minutes="") | Q(Exists(_reported().filter(is_private=False)))
    if as_documents:
        anything |= Q(minutes_document__isnull=False) & scope.not_closed("minutes_document__collection")
    if states := STATES_SHOWN.get(rule):
        anything &= Q(Exists(sittings.filter(key=OuterRef("translation_key"), minutes_state__in=states)))
    return anything


def _reported():
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    return items.filter(~Q(minutes="") | ~Q(decision=""))
