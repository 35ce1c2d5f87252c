"""How long what is kept: the settings of each site, of forms their own; and the rows whose time is over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MINYEAR, datetime
from datetime import timezone as zones

from dateutil.relativedelta import relativedelta
from django.db.models import Case, DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import Site

from ..choices import ActionState, MailStatus
from ..fields import council_zone
from ..records.attendance import Attendance
from ..records.confirmations import ConfirmationRequest
from ..records.contributions import AgendaRequest, MinutesRemark
from ..records.imports import ImportRun
from ..records.invitees import Invitee
from ..records.nameless import NAMELESS, NOWHERE
from ..records.outbox import OutboxMail
from ..records.responses import Response, UnfinishedResponse
from ..records.sittings import Registration, Sitting
from ..snippets.actions import ActionItem
from ..snippets.feedback import FeedbackForm
from ..snippets.meetings import Meeting
from ..snippets.people import Mandate, Person
from ..snippets.site_settings import CouncilSettings
from . import deeds

#: Before this nothing was ever written: where there is no limit.
NEVER = datetime(MINYEAR, 1, 2, tzinfo=zones.utc)


class Limits:
    """The moment before which things are over time, by the setting ``field``, at ``now``."""

    def __init__(self, field: str, now: datetime):
        self._field, self._now = field, now
        self._rules = {each.site_id: each for each in CouncilSettings.objects.all()}

    def of(self, months: int | None) -> datetime:
        """So many months ago; for good where there is no number."""
        return NEVER if months is None else self._now - relativedelta(months=months)

    @property
    def months_by_site(self) -> dict[Site, int | None]:
        """The sites that have settings of their own, and what these say; where none has, what is usual."""
        sites = Site.objects.filter(pk__in=self._rules) if self._rules else Site.objects.filter(is_default_site=True)
        usual = CouncilSettings()
        return {site: getattr(self._rules.get(site.pk, usual), self._field) for site in sites.order_by("pk")}

    @property
    def of_none(self) -> datetime:
        """For what belongs to no site: the longest time of all."""
        rules = self._rules.values() or [CouncilSettings()]
        return min(self.of(getattr(each, self._field)) for each in rules)

    def by_site(self, path: str, site: str = "") -> Case:
        """The limit of each row, by the page at ``path`` (and before it by the ``site``) it belongs to."""
        own = []
        below = []
        for each in sorted(Site.objects.select_related("root_page"), key=lambda one: -one.root_page.depth):
            months = getattr(self._rules.get(each.pk, CouncilSettings()), self._field)
            then = Value(self.of(months), DateTimeField())
            home = each.root_page
            own += [When(Q(**{site: each}), then=then)] if site else []
            pages = (home, *home.get_translations())
            below += [When(Q(**{f"{path}__startswith": page.path}), then=then) for page in pages]
        return Case(*own, *below, default=Value(self.of_none, DateTimeField()), output_field=DateTimeField())


@dataclass(frozen=True)
class Rule:
    """One kind of row: the setting, the rows that are over time at a moment, and what becomes of them."""

    model: type
    #: ``keep_…`` of ``CouncilSettings``; "" for what has an end of its own.
    field: str
    over_time: Callable[[datetime], QuerySet]
    erase: Callable
    #: Rows that are counted on when they are gone.
    counts_on: bool = False

    @property
    def kind(self) -> str:
        return self.model._meta.model_name


def overdue(*, now: datetime) -> Iterator[tuple[Rule, int]]:
    """Each rule, and how many rows are over time."""
    for rule in RULES:
        yield rule, rule.over_time(now).count()


def _over_sittings(field, now):
    """Sittings of meetings that ended so long ago, in every language."""
    limit = Limits(field, now).by_site("workgroup__path")
    meetings = Meeting.objects.annotate(limit=limit)
    over = meetings.filter(ends_at__lt=F("limit")).values("translation_key")
    within = meetings.filter(ends_at__gte=F("limit")).values("translation_key")
    return Sitting.objects.filter(key__in=over).exclude(key__in=within).values("pk")


def _registrations(now):
    named = Registration.objects.exclude(email__endswith=NOWHERE)
    return named.filter(sitting__in=_over_sittings("keep_registrations", now))


def _attendance(now):
    named = Attendance.objects.exclude(name=NAMELESS, person=None)
    return named.filter(sitting__in=_over_sittings("keep_registrations", now))


def _contributions(model):
    return lambda now: model.objects.filter(sitting__in=_over_sittings("keep_contributions", now))


def _by_form(queryset, limits, otherwise):
    """``queryset`` with the ``limit`` of each row: of its form where that has months of its own."""
    path = "round__form" if queryset.model is Invitee else "form"
    own = FeedbackForm.objects.exclude(keep_months=None).values_list("pk", "keep_months")
    whens = [When(Q(**{path: pk}), then=Value(limits.of(months), DateTimeField())) for pk, months in own]
    return queryset.annotate(limit=Case(*whens, default=otherwise, output_field=DateTimeField()))


def _responses(now):
    """Of a round the time begins when it closes. What lost its round, and had no moment, is as old as its version."""
    limits = Limits("keep_responses", now)
    open_round = Q(round__isnull=False, round__closed_at=None)
    began = Coalesce("round__closed_at", "submitted_at", "version__created_at")
    rows = _by_form(Response.objects.exclude(open_round), limits, limits.by_site("page__path", site="round__site"))
    return rows.annotate(began=began).filter(began__lt=F("limit"))


def _invitees(now):
    limits = Limits("keep_responses", now)
    named = Invitee.objects.exclude(email__endswith=NOWHERE)
    rows = _by_form(named, limits, limits.by_site("round__site__root_page__path", site="round__site"))
    return rows.filter(round__closed_at__lt=F("limit"))


def _unfinished(now):
    return UnfinishedResponse.objects.filter(expires_at__lt=now)


def _confirmations(now):
    limit = Limits("keep_confirmations", now).by_site("organisation__path")
    return ConfirmationRequest.objects.annotate(limit=limit).filter(sent_at__lt=F("limit"), expires_at__lt=now)


def _mail(now):
    done = OutboxMail.objects.filter(status__in=(MailStatus.SENT, MailStatus.FAILED))
    left_at = Coalesce("sent_at", "created_at")
    return done.annotate(left_at=left_at).filter(left_at__lt=Limits("keep_mail", now).of_none)


def _former_people(now):
    """Those whose last seat ended so long ago, and who have nothing left to do. Who never had a seat stays."""
    limit = Limits("keep_former_people", now).of_none.astimezone(council_zone()).date()
    seats = Mandate.objects.filter(person=OuterRef("pk"))
    to_do = ActionItem.objects.filter(owner=OuterRef("pk"), state=ActionState.OPEN)
    former = Person.objects.filter(~Exists(seats.filter(ends_on=None)), ~Exists(to_do))
    return former.annotate(last=Max("mandates__ends_on")).filter(last__lt=limit)


def _abandoned_imports(now):
    return ImportRun.objects.abandoned(now)


RULES = (
    Rule(Response, "keep_responses", _responses, deeds.delete_responses, counts_on=True),
    Rule(UnfinishedResponse, "", _unfinished, deeds.delete),
    Rule(Invitee, "keep_responses", _invitees, deeds.make_invitees_nameless),
    Rule(Registration, "keep_registrations", _registrations, deeds.make_registrations_nameless),
    Rule(Attendance, "keep_registrations", _attendance, deeds.make_attendance_nameless),
    Rule(AgendaRequest, "keep_contributions", _contributions(AgendaRequest), deeds.delete),
    Rule(MinutesRemark, "keep_contributions", _contributions(MinutesRemark), deeds.delete),
    Rule(ConfirmationRequest, "keep_confirmations", _confirmations, deeds.delete),
    Rule(OutboxMail, "keep_mail", _mail, deeds.delete),
    Rule(ImportRun, "", _abandoned_imports, deeds.delete),
    Rule(Person, "keep_former_people", _former_people, deeds.forget_people),
)
