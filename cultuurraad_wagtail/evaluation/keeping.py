"""What is drawn of a report is drawn once: kept in the site's cache under a key of what it is made of."""

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from .. import __version__
from .report import Report

KEPT_FOR = 24 * 60 * 60
logger = logging.getLogger("cultuurraad_wagtail.evaluation")


def kept(report: Report, what: str, draw: Callable[[], Any]):
    """``what`` of ``report`` from the cache, or as ``draw`` makes it now.

    Who asks has found that the reader may see the report; a cache that fails costs time and no page.
    """
    key = _key(report, what)
    try:
        found = cache.get(key)
    except Exception:  # any cache's own error
        logger.warning("The cache gives no pictures; they are drawn anew.", exc_info=True)
        return draw()
    if found is None:
        found = draw()
        try:
            cache.set(key, found, KEPT_FOR)
        except Exception:
            logger.warning("The cache does not take pictures; they will be drawn anew.", exc_info=True)
    return found


def _key(report, what):
    """Other rounds, other words or another count are another key."""
    shows_network = [each.shows_network or not report.is_public for each in report.rounds]
    parts = [
        (each.pk, each.closed_at.isoformat(), each.results, title)
        for each, title in zip(report.rounds, report.titles, strict=True)
    ]
    about = (__version__, what, report.language, get_language(), shows_network, parts)
    return f"cultuurraad.results.{sha256(repr(about).encode()).hexdigest()}"
