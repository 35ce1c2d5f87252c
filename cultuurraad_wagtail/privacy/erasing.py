"""Erasing what is kept of an address: names, addresses and free words go, every number stays."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from ..choices import Anonymity
from ..records.outbox import OutboxMail
from ..snippets.evaluations import EvaluationRound
from ..snippets.site_settings import CouncilSettings
from ..turns import take_turn
from .deeds import forget_as_substitute
from .holdings import HOLDINGS
from .mentions import Mention, mentions_of
from .traces import forget_in_all_logs, forget_in_mail, forget_in_sessions, forget_open_forms, tidy_index
from .whose import Whose


@dataclass
class Others:
    """What erasing leaves, and somebody has to look at."""

    #: Texts of editors that still name the person, or the address.
    texts: list[Mention] = field(default_factory=list)
    #: How many user accounts of the site have this address: they are the site's, not the council's.
    accounts: int = 0
    #: How many sites name this address as that of the council.
    sites: int = 0
    #: How many anonymous rounds run, whose answers are not looked at before they close. They are erased all the same.
    running_rounds: int = 0


class Erasure(dict):
    """How many rows of each kind were, or would be, erased; and what is left for a person to decide."""

    def __init__(self, counts, left: Others):
        super().__init__(counts)
        self.left = left


def found(*, address: str) -> Erasure:
    """How much is kept of ``address``; changes nothing."""
    return _found(Whose(address))


@transaction.atomic
def erase(*, address: str, dry_run: bool = False) -> Erasure:
    """Erase what is kept of ``address`` and of the people who have it; gives how many rows of each kind.

    Registrations, attendance and who was asked stay as nameless rows, so that every number stays. What editors wrote
    is left, and told in ``left``. Again is the same as once. With ``dry_run`` nothing is changed.
    """
    whose = Whose(address)
    if whose.address and not dry_run:
        # Who quotes takes a turn at the same rows: nothing is quoted of what goes.
        take_turn(EvaluationRound.objects.filter(responses__in=whose.responses))
    erasure = _found(whose)
    if dry_run or not whose.address:
        return erasure
    mails = OutboxMail.objects.exclude(pk__in=whose.mails)
    for holding in HOLDINGS:
        holding.erase(holding.rows(whose), whose)
    forget_as_substitute(whose)
    forget_in_mail(whose, mails)
    forget_in_all_logs(whose)
    forget_open_forms(whose)
    forget_in_sessions(whose)
    if whose.people:
        tidy_index()
    erasure.left.texts = mentions_of(whose)
    return erasure


def _found(whose):
    if not whose.address:
        return Erasure({}, Others())
    # Asked before anything is changed: who they are is known by rows that are about to lose their name.
    counts = {holding.kind: len(holding.told_keys(whose)) for holding in HOLDINGS}
    users = get_user_model()
    accounts = users.objects.filter(**{f"{users.get_email_field_name()}__iexact": whose.address}).count()
    own = Q(organiser_email__iexact=whose.address) | Q(privacy_email__iexact=whose.address)
    sites = CouncilSettings.objects.filter(own).count()
    unclosed = EvaluationRound.objects.filter(started_at__isnull=False, closed_at=None)
    running = unclosed.filter(anonymity=Anonymity.ANONYMOUS).count()
    left = Others(mentions_of(whose), accounts, sites, running)
    return Erasure({kind: count for kind, count in counts.items() if count}, left)
