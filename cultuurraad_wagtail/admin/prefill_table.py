"""The table of proposals: one row for each field, with what the profile has now and what it could have."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from ..inventory.websites.filling import NOT_FILLED_IN, values_now
from ..inventory.websites.prefill import FIELDS
from ..models import OrganisationProfilePage

#: Fields of which a profile has more than one value.
SEVERAL = frozenset({"social_links"})
LABELS = {"title": gettext_lazy("name"), "coordinates": gettext_lazy("latitude and longitude")}
LABELS |= {"social_links": gettext_lazy("social links")}


def table(page, proposals, *, errors, posted=None):
    """The rows for ``proposals``, with ``errors`` by field; ``posted`` is what the editor chose before, if so."""
    rows = []
    for field in FIELDS:
        choices = [(index, each) for index, each in enumerate(proposals) if each.field == field]
        if choices:
            chosen = None if posted is None else posted.getlist(f"choice-{field}")
            rows.append(_row(page, field, choices, chosen) | {"errors": errors.get(field, [])})
    return rows


def _row(page, field, proposals, chosen):
    now = [] if field in NOT_FILLED_IN else values_now(page, field)
    choices = [_choice(index, each, proposals[0][0], now, chosen) for index, each in proposals]
    return {
        "field": field,
        "label": label_of(field),
        "now": now,
        "choices": choices,
        "is_link": field in NOT_FILLED_IN,
        "is_radio": field not in SEVERAL | NOT_FILLED_IN and len(choices) > 1,
        "is_ticked": any(each["is_ticked"] for each in choices),
    }


def _choice(index, proposal, first, now, chosen):
    """One proposal; ticked beforehand only where the profile has nothing and it is no guess."""
    if chosen is None:
        is_best = proposal.field in SEVERAL or index == first
        is_ticked = is_best and not now and not proposal.is_doubtful
    else:
        is_ticked = str(index) in chosen
    return {"index": index, "value": proposal.value, "source": proposal.source, "is_ticked": is_ticked}


def label_of(field):
    """The field as the editor calls it."""
    if field in LABELS:
        return capfirst(str(LABELS[field]))
    return capfirst(str(OrganisationProfilePage._meta.get_field(field).verbose_name))


def errors_by_field(error):
    """``(messages by field of a proposal, messages about no field)`` of a ValidationError, or of None."""
    if error is None:
        return {}, []
    if not hasattr(error, "error_dict"):
        return {}, list(error.messages)
    found = {}
    for field, texts in error.message_dict.items():
        found.setdefault("coordinates" if field in ("latitude", "longitude") else field, []).extend(texts)
    return found, found.pop("__all__", [])
