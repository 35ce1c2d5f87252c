"""How much one visitor may send in an hour; counted in the site's own cache, where nothing personal is kept."""

import logging
from ipaddress import ip_address

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .conf import SETTINGS, setting

HOUR = 3600
logger = logging.getLogger("cultuurraad_wagtail.throttle")


class TooManyAnswers(Exception):
    """The address has sent its number of answers for this hour."""

    message = _("Many answers came from your network just now. Yours are still here: please send them again later.")


class TooManyPauses(TooManyAnswers):
    """The address has left its number of forms halfway for this hour."""

    message = _(
        "Many forms were put aside from your network just now. What you filled in is still here: send it now, or keep "
        "this page open and try again later."
    )


def count_answer(*, address):
    """Count one answer from ``address``; raise TooManyAnswers above the limit. A broken cache lets all pass."""
    _count("feedback", address, TooManyAnswers)


def count_pause(*, address):
    """Count one form left halfway, as answers are counted and beside them; raise TooManyPauses above the limit."""
    _count("pause", address, TooManyPauses)


def _count(what, address, refusal):
    limit = setting("FEEDBACK_MAX_PER_HOUR")
    if limit and not is_of_a_proxy(address) and count_of(what, address) > limit:
        raise refusal


def count_of(what, whose) -> int:
    """Count one more of ``what`` by ``whose`` (kept as a keyed hash); gives this hour's number, 0 without a cache."""
    hashed = salted_hmac("cultuurraad_wagtail.throttle", whose, algorithm="sha256").hexdigest()
    key = f"cultuurraad-{what}-{hashed}"
    try:
        cache.add(key, 0, HOUR)
        return cache.incr(key)
    except Exception:  # any cache's own error: an answer is worth more than a limit
        logger.warning("The cache does not answer, so nothing is limited.", exc_info=True)
        return 0


def is_of_a_proxy(address):
    """Whether everybody seems to come from ``address``: a proxy's own, or none. Counting it would shut out all."""
    if setting("CLIENT_ADDRESS_HEADER") != SETTINGS["CLIENT_ADDRESS_HEADER"].default:
        return not address
    try:
        return not ip_address(address).is_global
    except ValueError:
        return True
