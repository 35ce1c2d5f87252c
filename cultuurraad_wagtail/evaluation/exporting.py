"""The answers of a round as a table, without what would tell who they are of."""

from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import OWN_WORDS
from ..feedback import Discretion, codebook, columns_as_table, responses_as_table
from .rounds import NotAllowed
from .tallies import COUNTED, measures_of
from .withholding import SMALLEST, groups_of, whole

IN_ORDER_OF_ITS_OWN = gettext_lazy(
    "Anonymous: each column is in the order of its own values, so what stands on one line is not of one person."
)


def round_as_table(evaluation_round, *, as_codes: bool = False):
    """``(headings, rows)`` of the answers of a closed round; raises NotAllowed where too few answered anonymously.

    An anonymous round keeps to itself what its page does: small kinds of party, and what few people answered. Each of
    its columns is in an order of its own: all answers of one person on a line would tell who it is, as would their
    kind of party beside an answer that few of it gave.
    """
    if not evaluation_round.is_closed:
        raise NotAllowed(_("Close the round first: whoever reads answers as they come in sees who just answered."))
    responses = evaluation_round.responses.all()
    if not evaluation_round.is_anonymous:
        return responses_as_table(responses, as_codes=as_codes)
    if evaluation_round.results["responses"] < SMALLEST:
        raise NotAllowed(_("Too few people answered to give their answers without telling who."))
    if responses.count() != evaluation_round.results["responses"]:
        # Held beside an earlier table, what is left would tell what went.
        raise NotAllowed(_("The answers were erased, or are being erased. What was counted stays in the results."))
    return columns_as_table(responses.order_by(), as_codes=as_codes, discretion=_discretion(evaluation_round))


def round_codebook(evaluation_round):
    """What the columns and codes of the table mean, and how an anonymous one is to be read."""
    responses = evaluation_round.responses.all()
    if not evaluation_round.is_anonymous:
        return codebook(responses)
    headings, rows = codebook(responses, _discretion(evaluation_round))
    return headings, chain(rows, [["", "", "", str(IN_ORDER_OF_ITS_OWN)]])


def _discretion(evaluation_round):
    """As the page of the results: what it withholds, of a question or of one statement, stands in no column."""
    results = evaluation_round.results
    party = results["party"]
    asked = [each for version in evaluation_round.form.versions.all() for each in version.questions]
    told = {group[0] for group in groups_of(results["parties"]) if len(group) == 1 and group[0]}
    hidden = frozenset().union(*(_hidden(question, results) for question in asked))
    return Discretion(hidden, party, frozenset(told), _("All others"))


def _hidden(question, results):
    """What of ``question`` stays hidden: its key, or the measures of which too few told.

    What people write in their own words stands apart, so that nobody sees which of it is of one person.
    """
    key = question["key"]
    is_told = results["answered"].get(key, 0) >= SMALLEST and question["kind"] not in OWN_WORDS
    if not is_told or (question.get("tells_party") and key != results["party"]):
        return {key}
    if question["kind"] not in COUNTED or key == results["party"]:
        return set()
    return {measure for measure in measures_of(question) if not whole(results["counts"].get(measure, {}))}
