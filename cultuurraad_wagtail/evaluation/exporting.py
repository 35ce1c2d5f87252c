"""The answers of a round as a table, without what would tell who they are of."""

from django.utils.translation import gettext as _

from ..choices import QuestionType
from ..feedback import Discretion, codebook, responses_as_table
from .rounds import NotAllowed
from .withholding import SMALLEST, groups_of

#: What people write in their own words stands apart, so that nobody sees which of it is of one person.
IN_OWN_WORDS = (QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT, QuestionType.EMAIL)


def round_as_table(evaluation_round, *, as_codes: bool = False):
    """``(headings, rows)`` of the answers of a closed round; raises NotAllowed where too few answered anonymously.

    An anonymous round keeps to itself what its page does: small kinds of party, and what few people answered.
    """
    if not evaluation_round.is_closed:
        raise NotAllowed(_("Close the round first: whoever reads answers as they come in sees who just answered."))
    responses = evaluation_round.responses.all()
    if not evaluation_round.is_anonymous:
        return responses_as_table(responses, as_codes=as_codes)
    if evaluation_round.results["responses"] < SMALLEST:
        raise NotAllowed(_("Too few people answered to give their answers without telling who."))
    discretion = _discretion(evaluation_round)
    return responses_as_table(responses.order_by("pk"), as_codes=as_codes, discretion=discretion)


def round_codebook(evaluation_round):
    """What the columns and codes of the table mean."""
    discretion = _discretion(evaluation_round) if evaluation_round.is_anonymous else Discretion()
    return codebook(evaluation_round.responses.all(), discretion)


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
