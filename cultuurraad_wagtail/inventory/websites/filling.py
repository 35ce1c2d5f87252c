"""Proposals into a profile: what it has now, and a draft with the ones an editor chose."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html_join

from ...pages.organisations import SocialLink
from ...text import format_enterprise_number, plain_text
from . import social

#: A picture is for the editor to download and upload, once they may use it.
NOT_FILLED_IN = frozenset({"logo"})


def values_now(page, field) -> list[str]:
    """What ``page`` has in ``field`` of a proposal, as words; nothing where it is empty."""
    if field == "social_links":
        return [link.url for link in page.social_links.all()]
    if field == "coordinates":
        return [] if page.latitude is None else [f"{page.latitude}, {page.longitude}"]
    value = getattr(page, field)
    if field == "enterprise_number":
        value = format_enterprise_number(value)
    if field == "mission":
        value = plain_text(value)
    return [str(value)] if value else []


def has_already(page, proposal) -> bool:
    """Whether ``page`` has what ``proposal`` would give it."""
    now = values_now(page, proposal.field)
    if proposal.field == "social_links":
        now = [social.account(each) for each in now]
    if proposal.field == "website":
        now = [each.rstrip("/") for each in now]
    return proposal.value.casefold().rstrip("/") in [each.casefold() for each in now]


@transaction.atomic
def fill_in(*, page, proposals, user):
    """The latest draft of ``page`` with ``proposals`` in it, saved as a new draft; nothing is published.

    Raises ValidationError, by field, where the draft cannot be saved so.
    """
    draft = page.get_latest_revision_as_object()
    for proposal in proposals:
        _set(draft, proposal)
    draft.full_clean()
    draft.save_revision(user=user, log_action="wagtail.edit", clean=False)
    return draft


def _set(draft, proposal):
    if proposal.field in NOT_FILLED_IN:
        raise ValueError(f"{proposal.field} is not filled in.")
    if proposal.field == "social_links":
        _add_social_link(draft, proposal)
    elif proposal.field == "coordinates":
        draft.latitude, draft.longitude = (Decimal(part) for part in proposal.value.split(", "))
    elif proposal.field == "mission":
        paragraphs = ((part,) for part in proposal.value.split("\n\n"))
        draft.mission = format_html_join("", "<p>{}</p>", paragraphs)
    else:
        setattr(draft, proposal.field, proposal.value)


def _add_social_link(draft, proposal):
    if has_already(draft, proposal):
        return
    link = SocialLink(name=social.platform(proposal.value), url=proposal.value, sort_order=draft.social_links.count())
    try:
        link.full_clean(exclude=["page"])
    except ValidationError as error:
        raise ValidationError({"social_links": error.messages}) from error
    draft.social_links.add(link)
