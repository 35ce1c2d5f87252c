"""How many answers one address may send; counted in the site's own cache, where nothing personal is kept."""

import logging
from ipaddress import ip_address

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..conf import SETTINGS, setting

HOUR = 3600
logger = logging.getLogger("cultuurraad_wagtail.feedback")


class TooManyAnswers(Exception):
    """The address has sent its number of answers for this hour."""

    message = _("Many answers came from your network just now. Yours are still here: please send them again later.")


def count_answer(*, address):
    """Count one answer from ``address``; raise TooManyAnswers above the limit. A broken cache lets all pass."""
    limit = setting("FEEDBACK_MAX_PER_HOUR")
    if not limit or _is_of_a_proxy(address):
        return
    hashed = salted_hmac("cultuurraad_wagtail.throttle", address, algorithm="sha256").hexdigest()
    key = f"cultuurraad-feedback-{hashed}"
    try:
        cache.add(key, 0, HOUR)
        count = cache.incr(key)
    except Exception:  # any cache's own error: an answer is worth more than a limit
        logger.warning("The cache does not answer, so feedback is not limited.", exc_info=True)
        return
    if count > limit:
        raise TooManyAnswers


def _is_of_a_proxy(address):
    """Whether everybody seems to come from ``address``: a proxy's own, or none. Counting it would shut out all."""
    if setting("CLIENT_ADDRESS_HEADER") != SETTINGS["CLIENT_ADDRESS_HEADER"].default:
        return not address
    try:
        return not ip_address(address).is_global
    except ValueError:
        return True
