"""How a calendar feed is answered: 304 after one question, else the file, from the site's cache where it has it."""

import logging
import zlib
from hashlib import sha256
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date
from wagtail.models import Locale, Site

from ..calendars import CALENDAR
from ..pages.feed_state import state_of
from ..pages.feeds import feed_bytes
from ..visibility import scope_for

MAX_AGE = 900  # seconds, for clients and caches between
KEPT_FOR = 24 * 3600

logger = logging.getLogger(__name__)


class KeptFeed(NamedTuple):
    """A feed's file as it was first made in this state, and the second of that."""

    etag: str
    made_at: int
    body: bytes

    def last_modified(self) -> int:
        """The second in which it was made, or the one before while that lasts: it may yet change within it."""
        return min(self.made_at, int(timezone.now().timestamp()) - 1)


def feed_response(request, wanted, *, filename):
    """The feed of this site for ``wanted``, or 304 to who has it already."""
    state = state_of(Site.find_for_request(request), wanted)
    response = None
    # An asterisk asks whether there is any such file, which only making it can tell.
    if request.headers.get("If-None-Match", "*") != "*":
        response = get_conditional_response(request, etag=state.etag)
    if response is None:
        feed = _feed(request, wanted, state)
        response = calendar_response(feed.body, wanted.language, filename)
        response["Last-Modified"] = http_date(feed.last_modified())
        response = get_conditional_response(request, state.etag, feed.made_at, response)
    response["ETag"] = state.etag
    patch_cache_control(response, max_age=MAX_AGE, **({"private": True} if wanted.is_personal else {}))
    return response


def calendar_response(body, language, filename):
    """``body``, a calendar file in ``language``."""
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = content_disposition_header(False, f"{filename}.ics")
    # Of the file, not of the visitor, as LocaleMiddleware would have it.
    response["Content-Language"] = language
    return response


def _feed(request, wanted, state):
    site = Site.find_for_request(request)
    about = repr((site and site.pk, wanted))
    key = f"cultuurraad_wagtail.feed.{sha256(about.encode()).hexdigest()}"
    if kept := _recall(key, state.etag):
        return kept
    scope = scope_for(request, get_object_or_404(Locale, language_code=wanted.language))
    body = feed_bytes(request, scope, wanted, state)
    made = KeptFeed(state.etag, int(timezone.now().timestamp()), body)
    _keep(key, made)
    return made


def _recall(key, etag):
    """What is kept under ``key``, if it is of the state of ``etag``: a later state takes the place of an earlier."""
    try:
        kept_tag, made_at, packed = cache.get(key) or ("", 0, b"")
        return KeptFeed(etag, made_at, zlib.decompress(packed)) if kept_tag == etag else None
    except Exception:
        logger.warning("The cache gives no calendar; it is made anew.", exc_info=True)
        return None


def _keep(key, feed):
    try:
        cache.set(key, (feed.etag, feed.made_at, zlib.compress(feed.body, 1)), KEPT_FOR)
    except Exception:
        logger.warning("The cache does not take a calendar; it will be made anew.", exc_info=True)
