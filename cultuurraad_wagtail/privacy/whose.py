"""Whose records: what hangs on one address, through every model."""

import re

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property
from wagtail.models import Revision

from ..choices import Anonymity, ImportStatus
from ..inventory.files.tables import Table, UnreadableFile
from ..inventory.lists.runs import table_of
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
from .words import Wanted

#: A secret in the address of a link, as ``records.nonces`` makes them.
SECRET = re.compile(r"[\w-]{32}")
#: So few letters are no quotation that tells of one person.
SHORT = 20


def full_name():
    """The name of a Person as one text, for a query."""
    return Concat("given_name", Value(" "), "family_name")


def shared_names(names, *, people=(), registrations=(), invitees=()) -> set[str]:
    """Those of ``names`` that others have too: others than these."""
    known = set()
    for name in names:
        others = Person.objects.annotate(full=full_name()).filter(full__iexact=name).exclude(pk__in=people)
        registered = Registration.objects.filter(name__iexact=name).exclude(pk__in=registrations)
        invited = Invitee.objects.filter(name__iexact=name).exclude(pk__in=invitees)
        if any(rows.exists() for rows in (others, registered, invited)):
            known.add(name)
    return known


class Whose:
    """What hangs on ``address``; each answer is a list of primary keys, asked once, before anything is changed."""

    def __init__(self, address: str):
        self.address = address.strip()
        self.only_address = Wanted(self.address)

    @cached_property
    def people(self):
        return _keys(Person.objects.filter(email__iexact=self.address))

    @cached_property
    def mandates(self):
        return _keys(Mandate.objects.filter(person__in=self.people))

    @cached_property
    def registrations(self):
        return _keys(Registration.objects.filter(Q(email__iexact=self.address) | Q(person__in=self.people)))

    @cached_property
    def invitees(self):
        return _keys(Invitee.objects.filter(Q(email__iexact=self.address) | Q(person__in=self.people)))

    @cached_property
    def names(self) -> set[str]:
        """What these people are called in their own records."""
        found = {str(each) for each in Person.objects.filter(pk__in=self.people)}
        for rows in (
            Registration.objects.filter(pk__in=self.registrations),
            Invitee.objects.filter(pk__in=self.invitees),
        ):
            found.update(rows.values_list("name", flat=True))
        return {name.strip() for name in found} - {""}

    @cached_property
    def own_names(self) -> set[str]:
        """Of ``names``, those that nobody else has: by these a row that names nobody else's record is known."""
        mine = {"people": self.people, "registrations": self.registrations, "invitees": self.invitees}
        return self.names - shared_names(self.names, **mine)

    @cached_property
    def full_names(self) -> set[str]:
        """Of ``own_names``, those that are no word of every day: of two words at least."""
        return {name for name in self.own_names if " " in name}

    @cached_property
    def wanted(self):
        return Wanted(self.address, self.full_names)

    def called(self, field) -> Q:
        """Rows whose ``field`` is one of their full names, and nothing else."""
        condition = Q(pk__in=())
        for name in self.full_names:
            condition |= Q(**{f"{field}__iexact": name})
        return condition

    @cached_property
    def attendance(self):
        """By person; of who has none by their full name, or by one under which they registered for that meeting."""
        by_name = self.called("name") & Q(person=None)
        found = set(_keys(Attendance.objects.filter(Q(person__in=self.people) | by_name)))
        registered = Registration.objects.filter(pk__in=self.registrations, person=None)
        named = {(sitting, name.casefold()) for sitting, name in registered.values_list("sitting", "name")}
        rows = Attendance.objects.filter(person=None, sitting__in={sitting for sitting, _name in named})
        found.update(
            pk
            for pk, sitting, name in rows.values_list("pk", "sitting", "name")
            if (sitting, name.casefold()) in named
        )
        return sorted(found)

    def contributions(self, model):
        """What they sent by their links; what lost its registration is theirs where nobody else has the name."""
        orphaned = Q(registration=None, name__in=self.own_names)
        return _keys(model.objects.filter(Q(registration__in=self.registrations) | orphaned))

    @cached_property
    def agenda_requests(self):
        return self.contributions(AgendaRequest)

    @cached_property
    def remarks(self):
        return self.contributions(MinutesRemark)

    @cached_property
    def actions(self):
        return _keys(ActionItem.objects.filter(owner__in=self.people))

    @cached_property
    def mails(self):
        return _keys(OutboxMail.objects.filter(Q(recipient__iexact=self.address) | Q(reply_to__iexact=self.address)))

    @cached_property
    def requests(self):
        return _keys(ConfirmationRequest.objects.filter(recipient__iexact=self.address))

    @cached_property
    def proposals(self):
        """Those they sent, and others that name the address."""
        found = set(_keys(ProfileProposal.objects.filter(request__in=self.requests)))
        rows = self.only_address.rows(ProfileProposal.objects.all(), "changes", "note")
        found.update(each.pk for each in rows if self.only_address.is_in([each.changes, each.note]))
        return sorted(found)

    @cached_property
    def organisations(self):
        same = Q(email__iexact=self.address) | Q(contact_email__iexact=self.address)
        return _keys(OrganisationProfilePage.objects.filter(same))

    @cached_property
    def responses(self):
        """Those with a name that is theirs, and those that hold the address."""
        found = set(_keys(Response.objects.filter(invitee__in=self.invitees)))
        rows = self.only_address.rows(Response.objects.all(), "answers")
        found.update(each.pk for each in rows if self.only_address.is_in(each.answers))
        return sorted(found)

    @cached_property
    def told_responses(self):
        """Of ``responses`` those one may look at: in an anonymous round that runs, they tell who just answered."""
        is_running = Q(round__anonymity=Anonymity.ANONYMOUS, round__closed_at=None)
        return _keys(Response.objects.filter(pk__in=self.responses).exclude(is_running))

    @cached_property
    def unfinished(self):
        """Those that hold the address, and those whose link was mailed to it."""
        rows = self.only_address.rows(UnfinishedResponse.objects.all(), "data")
        found = {each.pk for each in rows if self.only_address.is_in(each.data)}
        bodies = OutboxMail.objects.filter(recipient__iexact=self.address).values_list("body", flat=True)
        secrets = {secret for body in bodies for secret in SECRET.findall(body)}
        found.update(_keys(UnfinishedResponse.objects.filter(nonce__in=secrets)))
        return sorted(found)

    @cached_property
    def imports(self):
        """Lists that hold the address: in a file that nobody applied yet, in what was planned, in the report."""
        runs = ImportRun.objects.order_by("pk").iterator(chunk_size=10)
        return [run.pk for run in runs if self.only_address.is_in([run.plan, run.report, *_cells(run)])]

    @cached_property
    def said(self) -> set[str]:
        """What stands in their answers, in words."""
        answers = Response.objects.filter(pk__in=self.responses).values_list("answers", flat=True)
        return {text for each in answers for text in each.values() if isinstance(text, str)}

    @cached_property
    def rounds(self):
        """Rounds in which an editor quotes what stands in one of their answers, or whose results hold the address."""
        rounds = EvaluationRound.objects.only("pk", "quotes", "results").order_by("pk")
        return [each.pk for each in rounds if self.quoted(each) or self.only_address.is_in(each.results)]

    def quoted(self, round) -> list:
        """The quotes of ``round`` that are words of theirs."""
        return [each for each in round.quotes if self.only_address.is_in(each) or self._is_said(each)]

    def _is_said(self, quote):
        words = str(quote.get("text", "")).strip() if isinstance(quote, dict) else ""
        # Fewer words than these may be anybody's.
        return len(words) > SHORT and any(words in text for text in self.said)

    @cached_property
    def revisions(self):
        """Versions of organisation profiles, old and new, with this address in one of the fields for it."""
        profiles = Revision.objects.filter(
            content_type=ContentType.objects.get_for_model(OrganisationProfilePage, for_concrete_model=False)
        )
        rows = self.only_address.rows(profiles, "content")
        held = ((each.pk, each.content.get(name)) for each in rows for name in ("email", "contact_email"))
        return sorted({pk for pk, value in held if (value or "").strip().casefold() == self.address.casefold()})


def table_in(run) -> Table | None:
    """The table in the file of ``run``; None where it is gone, or cannot be read."""
    if run.status == ImportStatus.APPLIED or not run.content:
        return None
    try:
        return table_of(run)
    except UnreadableFile:
        return None


def _cells(run):
    table = table_in(run)
    if table:
        return [*table.heads, *(cell for row in table.rows for cell in row)]
    return [bytes(run.content).decode("latin-1")]


def _keys(queryset):
    return list(queryset.order_by("pk").values_list("pk", flat=True))
