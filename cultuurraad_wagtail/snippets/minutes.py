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


def minutes_shown(scope, sittings) -> Q:
    """Meetings whose minutes a visitor may read in ``scope``; ``sittings`` is the queryset of their states.

    One condition, so that a list needs no further query to know.
    """
    open_document = Q(minutes_document__isnull=False) & scope.not_closed("minutes_document__collection")
    anything = ~Q(minutes="") | open_document | Q(Exists(_reported().filter(is_private=False)))
    for rule, states in STATES_SHOWN.items():
        has_rule = CouncilSettings.objects.filter(site=scope.site, minutes_shown_from=rule)
        in_state = sittings.filter(key=OuterRef("translation_key"), minutes_state__in=states)
        anything &= ~Q(Exists(has_rule)) | Q(Exists(in_state))
    return anything


def _reported():
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    return items.filter(~Q(minutes="") | ~Q(decision=""))
