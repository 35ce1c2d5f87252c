"""The answers of a round as a table, without what would tell who they are of."""

from django.utils.translation import gettext as _

from ..feedback import codebook, responses_as_table
from .rounds import NotAllowed
from .withholding import SMALLEST, partition


def round_as_table(evaluation_round, *, as_codes: bool = False):
    """``(headings, rows)`` of the answers of a closed round; raises NotAllowed where too few answered anonymously.

    In an anonymous round small kinds of party are put together, as on the page of its results.
    """
    if not evaluation_round.is_closed:
        raise NotAllowed(_("Close the round first: whoever reads answers as they come in sees who just answered."))
    responses = evaluation_round.responses.all()
    if not evaluation_round.is_anonymous:
        return responses_as_table(responses, as_codes=as_codes)
    if evaluation_round.results["responses"] < SMALLEST:
        raise NotAllowed(_("Too few people answered to give their answers without telling who."))
    headings, rows = responses_as_table(responses.order_by("pk"), as_codes=as_codes)
    return headings, _masked(rows, *_party_column(evaluation_round, headings, as_codes))


def round_codebook(evaluation_round):
    """What the columns and codes of the table mean."""
    return codebook(evaluation_round.responses.all())


def _party_column(evaluation_round, headings, as_codes):
    """Where the kind of party stands, and which of them may be told."""
    results = evaluation_round.results
    asked = next((each for each in results["questions"] if each["key"] == results["party"]), None)
    if asked is None:
        return None, set()
    counts = results["counts"].get(asked["key"], {})
    told = {party for part in partition(counts) if len(part.parties) == 1 for party in part.parties}
    labels = {str(line["code"]): words for line in asked["lines"] for words in line["label"].values()}
    own = [words for words in asked["label"].values() if words in headings]
    place = headings.index(own[0]) if own else None
    if as_codes:
        return place, {int(party) for party in told}
    return place, {
        words for line in asked["lines"] if str(line["code"]) in told for words in line["label"].values()
    } if labels else set()


def _masked(rows, place, told):
    for row in rows:
        if place is not None and row[place] not in told:
            row[place] = _("All others") if row[place] != "" else ""
        yield row
