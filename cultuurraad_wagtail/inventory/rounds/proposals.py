"""What an organisation would change in its own profile: stored first, then a draft in moderation, then the outcome."""

import logging
from functools import partial
from time import sleep

from django.db import OperationalError, transaction
from django.utils import timezone
from wagtail.models import Revision

from ...choices import ConfirmationAnswer, ProposalOutcome
from ...conf import setting
from ...notifications import queue_mail
from ...notifications.background import beside
from ...pages.organisations import OrganisationProfilePage
from ...records.confirmations import ConfirmationRequest, ProfileProposal
from ...text import plain_text
from ...turns import take_turn
from .confirmation import mail_language

#: Seconds between two tries to start moderation beside the request.
PAUSES = (0.5, 2, 5)
logger = logging.getLogger("cultuurraad_wagtail.inventory")


def propose_changes(
    *, request: ConfirmationRequest, values: dict, note: str = "", has_stopped: bool = False, now=None
) -> ProfileProposal:
    """Keep what the organisation proposes, then put it into a draft of its profile and start moderation.

    ``values`` are field → what it should say. The proposal is committed before the draft is tried: whatever goes
    wrong there, what was written is in the register.
    """
    now = now or timezone.now()
    draft = request.organisation.get_latest_revision_as_object()
    changes = {name: [getattr(draft, name), value] for name, value in values.items() if getattr(draft, name) != value}
    with transaction.atomic():
        proposal = ProfileProposal.objects.create(
            request=request, changes=changes, note=note, has_stopped=has_stopped, created_at=now
        )
        request.answer, request.answered_at = ConfirmationAnswer.PROPOSED, now
        request.save(update_fields=["answer", "answered_at"])
        _tell_organisation(proposal, "proposal_received")
    if changes:
        _put_into_draft(proposal)
    return proposal


def _put_into_draft(proposal):
    try:
        with transaction.atomic():
            take_turn(ProfileProposal.objects.filter(pk=proposal.pk))
            page = OrganisationProfilePage.objects.get(pk=proposal.request.organisation_id)
            # What a moderator reads must not change under their eyes: approving publishes the newest version.
            if page.locked or page.workflow_in_progress:
                return
            draft = page.get_latest_revision_as_object()
            for name, (_was, becomes) in proposal.changes.items():
                setattr(draft, name, becomes)
            proposal.revision = draft.save_revision(log_action="wagtail.edit")
            proposal.save(update_fields=["revision"])
    except Exception:
        logger.exception("Proposal %s is stored, but could not become a draft.", proposal.pk)
        return
    # Wagtail mails the moderators within this; a mail server that hangs must not hold the visitor up.
    if setting("MAIL_SENDING") == "background":
        start = partial(beside, _start_moderation_patiently, proposal.revision.pk, name="cultuurraad-moderation")
        transaction.on_commit(start, robust=True)
    else:
        _start_moderation_quietly(proposal.revision.pk)


def _start_moderation_quietly(revision_pk):
    try:
        _start_moderation(revision_pk)
    except Exception:
        logger.exception("Moderation of revision %s could not be started.", revision_pk)


def _start_moderation_patiently(revision_pk):
    """SQLite refuses who reads and then writes while somebody else writes; so try again, nobody waits for it."""
    for pause in PAUSES:
        try:
            return _start_moderation(revision_pk)
        except OperationalError:
            sleep(pause)
    return _start_moderation(revision_pk)


def _start_moderation(revision_pk):
    page = Revision.objects.get(pk=revision_pk).content_object.specific
    workflow = page.get_workflow()
    if workflow and not page.current_workflow_state:
        workflow.start(page, user=None)


def waiting_for(page):
    """The proposals for ``page`` that wait for an outcome, the oldest first."""
    waiting = ProfileProposal.objects.filter(request__organisation=page, outcome=ProposalOutcome.WAITING)
    return waiting.select_related("request__organisation__locale").order_by("pk")


def settle_published(*, page, revision, now=None) -> None:
    """``page`` was published as ``revision``: the organisations whose proposals are in it are told.

    A proposal of which nothing is in it goes on waiting: perhaps its editor has not seen it yet.
    """
    for proposal in waiting_for(page):
        is_in_reach = proposal.revision_id and proposal.revision_id <= revision.pk
        if is_in_reach and _is_taken_over(page, proposal.changes):
            settle(proposal=proposal, outcome=ProposalOutcome.ACCEPTED, now=now)


def settle_rejected(*, page, comment="", now=None) -> None:
    """The moderators sent the draft of ``page`` back: its proposals are not taken over."""
    for proposal in waiting_for(page):
        if proposal.revision_id:
            settle(proposal=proposal, outcome=ProposalOutcome.REJECTED, comment=comment, now=now)


def is_on_the_site(proposal) -> bool:
    """Whether visitors read something of what was proposed; a proposal of words alone asks for nothing."""
    page = OrganisationProfilePage.objects.get(pk=proposal.request.organisation_id)
    return not proposal.changes or (page.live and _is_taken_over(page, proposal.changes))


def _is_taken_over(page, changes):
    """Whether ``page`` says what was proposed, in at least one field; marks in rich text aside."""
    return any(_words(getattr(page, name)) == _words(becomes) for name, (_was, becomes) in changes.items())


def _words(value):
    return plain_text(value or "").split()


@transaction.atomic
def settle(*, proposal: ProfileProposal, outcome: str, comment: str = "", now=None) -> None:
    """Note what became of ``proposal``, and tell the organisation; an accepted one confirms the profile. Once only."""
    now = now or timezone.now()
    open_ones = ProfileProposal.objects.filter(pk=proposal.pk, outcome=ProposalOutcome.WAITING)
    if not open_ones.update(outcome=outcome, settled_at=now):
        return
    proposal.outcome, proposal.settled_at = outcome, now
    if outcome == ProposalOutcome.ACCEPTED:
        OrganisationProfilePage.objects.filter(pk=proposal.request.organisation_id).update(confirmed_at=now)
    _tell_organisation(proposal, f"proposal_{outcome}", comment)


def _tell_organisation(proposal, template, comment=""):
    page = proposal.request.organisation
    queue_mail(
        to=proposal.request.recipient,
        template=template,
        language=mail_language(page),
        context={"title": page.title, "url": page.full_url or "", "comment": comment},
    )
