"""Everything that is kept of people, in one table: in which fields, whose it is, what becomes of it.

What erasing does to a row stands in ``deeds``; what the time that is over does is the same, unless ``retention`` says
otherwise. ``tests/privacy/test_holdings.py`` fails for a model with people in it that is not here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from wagtail.models import Revision

from ..pages.organisations import OrganisationProfilePage
from ..records.attendance import Attendance
from ..records.confirmations import ConfirmationRequest, ProfileProposal
from ..records.contributions import AgendaRequest, MinutesRemark
from ..records.imports import ImportRun
from ..records.invitees import Invitee
from ..records.outbox import OutboxMail
from ..records.responses import Response, UnfinishedResponse
from ..records.sittings import Registration
from ..snippets.actions import ActionItem
from ..snippets.evaluations import EvaluationRound
from ..snippets.people import Mandate, Person
from . import deeds
from .whose import Whose


@dataclass(frozen=True)
class Holding:
    """What one model holds of people."""

    model: type[Model]
    #: The fields that say who somebody is, or what they wrote.
    personal: tuple[str, ...]
    #: What they are told besides, when they ask what is kept of them.
    told: tuple[str, ...]
    #: The rows of somebody: an attribute of ``Whose`` with their primary keys.
    whose: str
    #: What erasing does: rows, whose → nothing.
    erase: Callable
    #: What may name somebody else, and is not told as it stands: see ``exporting``.
    of_others: tuple[str, ...] = ()
    #: Those of them that are counted and exported, where not all are.
    looked_at: str = ""
    #: The setting that says how long: ``keep_…`` of ``CouncilSettings``; "" for as long as what it stands with.
    kept: str = ""

    @property
    def kind(self) -> str:
        return self.model._meta.model_name

    def rows(self, whose: Whose):
        """The rows that hang on the address of ``whose``."""
        return self.model._default_manager.filter(pk__in=getattr(whose, self.whose))

    def told_rows(self, whose: Whose):
        """Those of ``rows`` that somebody may look at."""
        return self.model._default_manager.filter(pk__in=self.told_keys(whose))

    def told_keys(self, whose: Whose) -> list:
        """Their primary keys."""
        return getattr(whose, self.looked_at or self.whose)


#: In the order in which they are erased: what is known by another row, before that row.
HOLDINGS = (
    Holding(
        EvaluationRound,
        personal=("quotes", "results"),
        told=("title",),
        whose="rounds",
        erase=deeds.empty_rounds,
        of_others=("results",),
    ),
    Holding(
        Response,
        personal=("answers", "invitee"),
        told=("form", "round", "language", "submitted_at"),
        whose="responses",
        looked_at="told_responses",
        erase=deeds.empty_responses,
        kept="keep_responses",
    ),
    Holding(
        UnfinishedResponse,
        personal=("data",),
        told=("form", "expires_at"),
        whose="unfinished",
        erase=deeds.delete,
    ),
    Holding(
        Invitee,
        personal=("name", "email", "person"),
        told=("round", "organisation", "language", "group", "invited_at", "reminded_at"),
        whose="invitees",
        erase=deeds.make_invitees_nameless,
        kept="keep_responses",
    ),
    Holding(
        AgendaRequest,
        personal=("name", "title", "text", "reason"),
        told=("sitting", "sent_at", "outcome", "decided_at"),
        whose="agenda_requests",
        erase=deeds.delete,
        kept="keep_contributions",
    ),
    Holding(
        MinutesRemark,
        personal=("name", "text"),
        told=("sitting", "sent_at", "handled_at"),
        whose="remarks",
        erase=deeds.delete,
        kept="keep_contributions",
    ),
    Holding(
        Attendance,
        personal=("name", "sort_name", "organisation", "person", "represented_by"),
        told=("sitting", "status", "is_voting"),
        whose="attendance",
        erase=deeds.make_attendance_nameless,
        of_others=("represented_by",),
        kept="keep_registrations",
    ),
    Holding(
        Registration,
        personal=(
            *("name", "email", "person", "substitute", "question"),
            *("may_be_named", "consent_text", "consented_at"),
        ),
        told=(
            *("sitting", "language", "status", "guests", "created_at"),
            *("invited_at", "answered_at", "reminded_at", "waits_since"),
        ),
        whose="registrations",
        erase=deeds.make_registrations_nameless,
        kept="keep_registrations",
    ),
    Holding(
        ProfileProposal,
        personal=("changes", "note"),
        told=("request", "has_stopped", "outcome", "created_at", "settled_at"),
        whose="proposals",
        erase=deeds.empty_proposals,
        kept="keep_confirmations",
    ),
    Holding(
        ConfirmationRequest,
        personal=("recipient",),
        told=("organisation", "sent_at", "reminded_at", "answer", "answered_at"),
        whose="requests",
        erase=deeds.close_requests,
        kept="keep_confirmations",
    ),
    Holding(
        OutboxMail,
        personal=("recipient", "reply_to", "subject", "body", "calendar", "last_error"),
        told=("status", "created_at", "sent_at"),
        whose="mails",
        erase=deeds.delete,
        kept="keep_mail",
    ),
    Holding(
        ImportRun,
        personal=("content", "plan", "report"),
        told=("filename", "status", "created_at"),
        whose="imports",
        erase=deeds.empty_imports,
        of_others=("content", "plan", "report"),
    ),
    Holding(
        OrganisationProfilePage,
        personal=("email", "contact_email"),
        told=("title", "confirmed_at"),
        whose="organisations",
        erase=deeds.empty_organisations,
    ),
    Holding(
        Revision,
        personal=("content",),
        told=("object_str", "created_at"),
        whose="revisions",
        erase=deeds.empty_revisions,
        of_others=("content",),
    ),
    Holding(
        Person,
        personal=("given_name", "family_name", "sort_name", "email", "phone", "calendar_secret"),
        told=("language", "show_email", "show_phone"),
        whose="people",
        erase=deeds.forget_people,
        kept="keep_former_people",
    ),
    # These two the person takes along, or leaves to nobody; they are counted, and told.
    Holding(
        Mandate,
        personal=("person", "substitute_of"),
        told=("workgroup", "organisation", "role", "is_voting", "starts_on", "ends_on"),
        whose="mandates",
        erase=deeds.delete,
        of_others=("substitute_of",),
    ),
    Holding(
        ActionItem,
        personal=("owner", "note"),
        told=("title", "workgroup", "due_on", "state", "created_at"),
        whose="actions",
        erase=deeds.release_actions,
        of_others=("note",),
    ),
)

#: Fields that are called as if they named somebody, and do not; and what editors write for everybody to read.
OF_NOBODY = {
    "AgendaItem": {"presenter": "An editor's text: see ``mentions``."},
    "ColumnMap": {"name": "What an editor calls a list."},
    "CouncilSettings": {
        "organiser_name": "The council's own name.",
        "organiser_email": "The council's own address.",
        "privacy_email": "The council's own address.",
    },
    "Discipline": {"name": "A discipline."},
    "FeedbackQuestion": {"clean_name": "The name of a field in a form."},
    "OrganisationProfilePage": {"sort_name": "The name of an organisation.", "phone": "A public number of it."},
    "SocialLink": {"name": "The name of a network."},
}
