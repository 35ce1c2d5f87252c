"""What stands behind a link of ours that leads nowhere: what may be wrong with it, and what to do."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ..conf import layout_context
from .discretion import discreet

#: By what the link is for.
ADVICE = {
    "registration": _(
        "Have you registered yourself? Register once more with the same address, and a new link comes by mail. "
        "Were you invited? Use the link in your newest mail, or ask the council's secretary."
    ),
    "remarks": _(
        "Draft minutes are for the members of the group, from the day they are sent. "
        "Use the link in your newest mail, or ask the council's secretary."
    ),
    "action": _("If somebody else took this on meanwhile, the link is theirs: ask the council's secretary."),
    "evaluation": _("Otherwise ask whoever sent it to you for another one."),
    "waiting": _("The form may be gone from the site: ask the council's secretary."),
    "confirmation": _("Links to a profile work for sixty days."),
}


def not_valid(request, kind):
    """The page for a link for ``kind`` that is not whole, too old, or no longer theirs who has it."""
    context = {**layout_context(), "page": None, "advice": ADVICE[kind], "can_ask": kind == "confirmation"}
    return not_there(request, render(request, "cultuurraad_wagtail/not_valid.html", context, status=404))


def not_there(request, response):
    """``response``, a page of ours with the status 404, as the one that the visitor reads.

    Where every language has a prefix, LocaleMiddleware takes a 404 for an address without one, and sends the visitor
    to a page that is not there. It looks into the addresses of the request: ours have no prefixes.
    """
    request.urlconf = "cultuurraad_wagtail.urls"
    return discreet(response)
