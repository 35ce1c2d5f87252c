"""Action items that are overdue: who took one on hears of it, and answers by a link, without an account."""

import logging
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log
from wagtail.models import Site

from ...fields import council_zone
from ...notifications import queue_mail
from ...snippets.actions import ActionItem
from ...snippets.meetings import Meeting
from ...turns import take_turn

AGAIN_AFTER = timedelta(days=14)

logger = logging.getLogger("cultuurraad_wagtail.scheduling")
_signer = Signer(salt="cultuurraad_wagtail.action")


def tell_owners(*, now=None) -> int:
    """Mail each owner of what is overdue, in their language, at most once in two weeks; gives how many mails.

    Safe to run every day, and twice at once.
    """
    now = now or timezone.now()
    overdue = ActionItem.objects.overdue(now.astimezone(council_zone()).date())
    untold = overdue.filter(Q(told_at=None) | Q(told_at__lte=now - AGAIN_AFTER), owner__isnull=False)
    reachable = untold.exclude(owner__email="").select_related("owner", "workgroup", "organisation")
    return sum(_tell(action, now) for action in reachable)


def _tell(action, now) -> bool:
    try:
        with transaction.atomic():
            # Of two runs one tells; whoever finished it or handed it on meanwhile is left alone.
            same = {name: getattr(action, name) for name in ("pk", "told_at", "state", "owner_id", "due_on")}
            if not ActionItem.objects.filter(**same).update(told_at=now):
                return False
            _mail(action)
    except Exception:  # whatever a site's own mail template does: the others are told all the same
        logger.exception("The mail about action item %s could not be written.", action.pk)
        return False
    return True


def _mail(action):
    owner = action.owner
    context = {
        "name": str(owner),
        "action": action,
        "group": group_title(action, owner.language),
        "meeting": meeting_of(action, owner.language),
        "url": address_of(action),
    }
    queue_mail(to=owner.email, template="action_overdue", language=owner.language, context=context)


@transaction.atomic
def finish(*, action: ActionItem, state: str, note: str = "", now=None) -> ActionItem:
    """Take the answer of the owner of ``action``; what they write is added to the note, never put in its place.

    The same answer twice is one.
    """
    take_turn(ActionItem.objects.filter(pk=action.pk))
    action.refresh_from_db()
    words = note.strip()
    is_new = bool(words) and not action.note.endswith(words)
    if action.state == state and not is_new:
        return action
    if is_new:
        day = date_format((now or timezone.now()).astimezone(council_zone()), "SHORT_DATE_FORMAT")
        who = f"{day}, {action.owner}" if action.owner else day
        action.note = f"{action.note}\n\n{who}: {words}".strip()
    action.state = state
    action.save(update_fields=["state", "note"])
    log(instance=action, action="wagtail.edit", content_changed=True)
    return action


def others_of(action: ActionItem):
    """What the owner of ``action`` has to do besides, the most urgent first."""
    return ActionItem.objects.open().filter(owner=action.owner_id).exclude(pk=action.pk)


def token_of(action: ActionItem) -> str:
    """What the link of ``action`` ends in, signed for its owner of today: who it is handed on to gets another one."""
    return _signer.sign(f"{action.nonce}.{action.owner_id}")


def action_for(token: str) -> ActionItem | None:
    """The action item whose link ends in ``token``; None for no such link, or one of an earlier owner."""
    try:
        nonce, _dot, owner = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    if not owner.isdecimal():
        return None
    actions = ActionItem.objects.select_related("owner", "workgroup", "organisation")
    return actions.filter(nonce=nonce, owner=owner).first()


def address_of(action: ActionItem) -> str:
    """The full address of the link, on the site of the group (or the organisation), else on the default one."""
    page = action.workgroup or action.organisation
    site = (page and page.get_site()) or Site.objects.filter(is_default_site=True).first()
    path = reverse("cultuurraad_wagtail:action", args=[token_of(action)])
    return f"{site.root_url if site else ''}{path}"


def group_title(action: ActionItem, language: str) -> str:
    """The name of the group that decided on it, in ``language`` where there is one; "" if it is on no site."""
    if action.workgroup is None:
        return ""
    hubs = action.workgroup.get_translations(inclusive=True).live().select_related("locale")
    hub = _in_language(hubs.order_by("-pk"), language)
    return hub.title if hub else ""


def meeting_of(action: ActionItem, language: str) -> Meeting | None:
    """The published meeting that decided on it, in ``language`` or in the one there is."""
    if action.meeting_key is None:
        return None
    meetings = Meeting.objects.filter(translation_key=action.meeting_key, live=True).select_related("locale")
    return _in_language(meetings.order_by("-pk"), language)


def _in_language(rows, language):
    by_language = {row.locale.language_code[:2]: row for row in rows}
    return by_language.get(language) or next(iter(by_language.values()), None)
