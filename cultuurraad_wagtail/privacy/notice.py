"""What stands beside a form: who gets what is sent, why, how long it is kept, what one may ask."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings as site_settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from ..snippets.site_settings import CouncilSettings

#: What is sent → why it is asked, the setting that says how long, and whether that begins after a meeting.
SENT = {
    "registrations": (_("to know who comes to the meeting, and to tell you of it"), "keep_registrations", True),
    "contributions": (_("to prepare the minutes and the next meeting"), "keep_contributions", True),
    "actions": (_("to know how far it is with what was decided"), "", False),
    "confirmations": (_("to keep the profile of your organisation correct"), "keep_confirmations", False),
    "responses": (_("to learn what people think and to improve what the council does"), "keep_responses", False),
}
#: What the notice says of the settings of the site.
SAID = ("organiser_name", "organiser_email", "privacy_email", "privacy_url")
KEPT = tuple(field for _why, field, _is_after_meeting in SENT.values() if field)


def notice_of(request, sent: str, *, purpose: str = "", months: int | None = None) -> dict[str, Any]:
    """What the notice says of ``sent`` (a key of ``SENT``); ``purpose`` and ``months`` of a form come first.

    One question to the database, besides the site of the request, which Wagtail asks once.
    """
    site = Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
    why, field, is_after_meeting = SENT[sent]
    rules = CouncilSettings.objects.filter(site=site).only(*SAID, *KEPT).first() or CouncilSettings()
    return {
        "organiser": rules.organiser_name or (site.site_name or site.hostname if site else ""),
        "purpose": purpose or why,
        "months": months or (getattr(rules, field) if field else None),
        "is_after_meeting": is_after_meeting,
        "contact": rules.privacy_email or rules.organiser_email or _sender(),
        "url": rules.privacy_url,
    }


def _sender():
    """The address from which the site sends mail, unless nobody ever set it."""
    address = parseaddr(site_settings.DEFAULT_FROM_EMAIL)[1]
    return "" if address.endswith("@localhost") else address
