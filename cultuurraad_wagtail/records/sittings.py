"""Who comes to a meeting: one sitting for all languages of the meeting, and a registration for each person.

Plain rows, never part of a revision: publishing an old draft must not send anybody home.
"""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import MailLanguage, MinutesState, RegistrationStatus
from .nonces import new_nonce

#: What an editor decides of a sitting; the rest is the machine's.
EDITABLE = ["is_public", "capacity", "most_guests", "opens_at", "closes_at", "shows_participants"]


class SittingQuerySet(models.QuerySet):
    def of(self, meeting):
        """The sitting of ``meeting`` and its translations; made when it is first asked for."""
        return self.get_or_create(key=meeting.translation_key)[0]


class Sitting(models.Model):
    """How people register for one meeting. Its ``key`` is the translation key of the meeting's rows."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    is_public = models.BooleanField(
        _("everybody may register"), default=False, help_text=_("Puts a form at the meeting's page.")
    )
    opens_at = models.DateTimeField(_("open from"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("open until"), null=True, blank=True, help_text=_("Leave empty to close when the meeting begins.")
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty for no limit. Who comes later waits.")
    )
    most_guests = models.PositiveSmallIntegerField(
        _("guests each may bring"), default=0, validators=[MaxValueValidator(20)]
    )
    shows_participants = models.BooleanField(
        _("show who comes"),
        default=False,
        help_text=_("The names of those who come and agreed to it, on the meeting's page."),
    )

    minutes_state = models.CharField(
        _("minutes"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT, editable=False
    )
    sent_for_remarks_at = models.DateTimeField(_("sent to the members at"), null=True, editable=False)
    remarks_until = models.DateField(_("remarks until"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    #: The key of the sitting that approved the minutes.
    approved_in = models.UUIDField(null=True, editable=False)

    #: What was put on the agenda by itself: an editor may take it off, and it must not come back.
    prepared = models.JSONField(default=list, editable=False)

    #: When and where the meeting is, as those who registered were told.
    told = models.CharField(max_length=64, blank=True, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration for a meeting")
        verbose_name_plural = _("registrations for meetings")

    def __str__(self):
        return str(self.key)

    def is_yet_to_open(self, now=None):
        return self.opens_at is not None and (now or timezone.now()) < self.opens_at

    def is_open(self, meeting, now=None):
        """Whether everybody may register for ``meeting``, one of its rows, at ``now``."""
        now = now or timezone.now()
        closes_at = min(self.closes_at or meeting.starts_at, meeting.starts_at)
        return self.is_public and not meeting.is_off and not self.is_yet_to_open(now) and now < closes_at

    def is_full(self):
        """Whether who registers now would wait."""
        waits = self.registrations.waiting().exists()
        return self.capacity is not None and (waits or self.registrations.coming().heads() >= self.capacity)


class RegistrationQuerySet(models.QuerySet):
    def coming(self):
        """Those who have a place."""
        return self.filter(status=RegistrationStatus.COMING)

    def waiting(self):
        """Those who wait for a place, the first one first."""
        return self.filter(status=RegistrationStatus.WAITING).order_by("waits_since", "pk")

    def heads(self) -> int:
        """How many people they are, guests included."""
        return self.aggregate(heads=models.Sum(1 + models.F("guests")))["heads"] or 0

    def named(self):
        """Those who come and agreed to be named, by name."""
        return self.coming().filter(may_be_named=True).order_by("name", "pk")


class Registration(models.Model):
    """One person's answer for one sitting. The address is theirs alone; their link needs no account."""

    sitting = models.ForeignKey(
        Sitting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="registrations"
    )
    person = models.ForeignKey(
        "cultuurraad_wagtail.Person",
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        related_name="registrations",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, choices=MailLanguage.choices, default=MailLanguage.DUTCH)
    status = models.CharField(
        _("answer"), max_length=10, choices=RegistrationStatus.choices, default=RegistrationStatus.ASKED
    )
    guests = models.PositiveSmallIntegerField(_("guests"), default=0)
    substitute = models.CharField(_("who comes instead"), max_length=160, blank=True)
    question = models.TextField(_("question or remark"), blank=True)
    may_be_named = models.BooleanField(_("may be named on the site"), default=False)
    #: The words to which they agreed, and when; empty where they did not.
    consent_text = models.CharField(max_length=500, blank=True, editable=False)
    consented_at = models.DateTimeField(null=True, blank=True, editable=False)
    nonce = models.CharField(max_length=43, default=new_nonce, unique=True, editable=False)
    #: A keyed hash of the browser's secret and the copy of the form: the same one sent twice is one registration.
    form_key = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("since"), default=timezone.now)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("sitting", Lower("email"), name="%(app_label)s_registered_once"),
        ]
        indexes = [
            models.Index(fields=["sitting", "status", "waits_since"], name="%(app_label)s_in_line"),
        ]

    def __str__(self):
        return self.name

    @property
    def heads(self):
        """How many places it takes."""
        return 1 + self.guests

    @property
    def is_coming(self):
        return self.status == RegistrationStatus.COMING

    @property
    def is_waiting(self):
        return self.status == RegistrationStatus.WAITING

    @property
    def is_declined(self):
        return self.status == RegistrationStatus.DECLINED
