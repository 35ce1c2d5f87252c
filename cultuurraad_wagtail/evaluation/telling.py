"""Numbers and what is said of them, in the language of the reader."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..charts import whole_percent
from .comparing import FEW
from .withholding import SMALLEST

NONE = "–"


def number(value, digits=1) -> str:
    """``value`` with so many digits; a dash for none."""
    return NONE if value is None else number_format(_rounded(value, digits), digits)


def plain(value, digits=1) -> float | None:
    """``value`` for a file that is calculated with: as precise as the page tells it, and no more."""
    return None if value is None else float(_rounded(value, digits))


def _rounded(value, digits):
    # A half goes up, as people do it; first without what floating point added to it.
    # A little less than nothing is nothing: adding 0 takes its minus away.
    return Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0


def share(count: int, total: int) -> str:
    """How many of ``total``, and which part of them: “12 (43 %)”."""
    return f"{count} ({whole_percent(count, total)}\xa0%)"


def withheld() -> str:
    return _("too few answers")


def why_not(counts) -> str:
    """Why nothing is told of ``counts``; "" where something is."""
    return _("not asked") if counts is None else "" if counts else withheld()


def size_in_words(change) -> str:
    """How large a difference is; "" for none."""
    sizes = {"large": _("large"), "medium": _("medium"), "small": _("small"), "": _("hardly any")}
    return sizes[change.size] if change else ""


def caution(change) -> str:
    return _("few answers") if change and change.is_uncertain else ""


def change_in_words(change) -> str:
    """A difference with its sign, its size and a caution: “+0,4 (small; few answers)”."""
    if change is None:
        return NONE
    sign = "+" if change.steps > 0 else "−" if change.steps < 0 else "±"
    words = "; ".join(filter(None, [size_in_words(change), caution(change)]))
    return f"{sign}{number(abs(change.steps))} ({words})"


def in_a_row(words, most: int | None = None) -> str:
    """Names after each other, so many at most."""
    return ", ".join(list(words)[:most])


def notes_of(measures) -> list[str]:
    """What a reader of these measures has to know."""
    notes = []
    if any(counts == {} for measure in measures for counts in measure.counts):
        notes.append(_("Fewer than %(number)s answers are not told of.") % {"number": SMALLEST})
    if any(change and change.is_uncertain for measure in measures for change in measure.changes):
        few = ngettext(
            "With fewer than %(number)s answer a change may be chance.",
            "With fewer than %(number)s answers a change may be chance.",
            FEW,
        )
        notes.append(few % {"number": FEW})
    if any(measure.question.get("replaces") for measure in measures):
        notes.append(_("Asked differently before, so not compared with earlier rounds."))
    return notes


def network_in_words(networks: list) -> list[str]:
    """Of the network of this round: density beside that of earlier ones, who stands alone, who has most links."""
    (_name, network), *earlier = networks
    told = [_density_in_words(network, earlier)]
    if network.isolated:
        told.append(_("Without a link: %(names)s.") % {"names": in_a_row(network.isolated)})
    else:
        told.append(_("Every organisation has at least one link."))
    if most := most_in_words(network):
        told.append(_("Most links: %(names)s.") % {"names": most})
    return told


def _density_in_words(network, earlier):
    there = {"share": percent_of_links(network), "links": len(network.links), "possible": network.possible}
    told = _("%(share)s of all possible links exist: %(links)s of %(possible)s.") % there
    if not earlier:
        return told
    each = [_("%(share)s in %(round)s") % {"share": percent_of_links(one), "round": name} for name, one in earlier]
    before = _("Before: %(shares)s.") % {"shares": in_a_row(each)}
    return f"{told} {before}"


def part_of_links(network) -> str:
    there = {"share": percent_of_links(network), "links": len(network.links), "possible": network.possible}
    return _("%(share)s (%(links)s of %(possible)s)") % there


def percent_of_links(network) -> str:
    return f"{network.percent}\xa0%"


def most_in_words(network) -> str:
    return in_a_row(f"{name} ({links})" for name, links in network.most_linked())
