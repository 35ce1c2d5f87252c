"""The answers of a round as a table, without what would tell who they are of."""

from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import QuestionType
from ..feedback import Discretion, codebook, columns_as_table, responses_as_table
from .rounds import NotAllowed
from .withholding import SMALLEST, groups_of

IN_ORDER_OF_ITS_OWN = gettext_lazy(
    "Anonymous: each column is in the order of its own values, so what stands on one line is not of one person."
)
#: What people write in their own words stands apart, so that nobody sees which of it is of one person.
IN_OWN_WORDS = (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT, QuestionType.EMAIL)


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
    return columns_as_table(responses.order_by(), as_codes=as_codes, discretion=_discretion(evaluation_round))


def round_codebook(evaluation_round):
    """What the columns and codes of the table mean, and how an anonymous one is to be read."""
    responses = evaluation_round.responses.all()
    if not evaluation_round.is_anonymous:
        return codebook(responses)
    headings, rows = codebook(responses, _discretion(evaluation_round))
    return headings, chain(rows, [["", "", "", str(IN_ORDER_OF_ITS_OWN)]])


def _discretion(evaluation_round):
    results = evaluation_round.results
    party, answered = results["party"], results["answered"]
    asked = [each for version in evaluation_round.form.versions.all() for each in version.questions]
    hidden = {
        each["key"]
        for each in asked
        if each["kind"] in IN_OWN_WORDS
        or answered.get(each["key"], 0) < SMALLEST
        or (each.get("tells_party") and each["key"] != party)
    }
    told = {group[0] for group in groups_of(results["parties"]) if len(group) == 1 and group[0]}
    return Discretion(frozenset(hidden), party, frozenset(told), _("All others"))
