"""Confirming profiles: who was asked whether their profile is still correct, and what they answered."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import ConfirmationAnswer, ProposalOutcome
from .nonces import new_nonce

#: How long a link works, from the day it was sent.
LIFETIME = timedelta(days=60)


class ConfirmationRound(models.Model):
    """One round of asking; each organisation is asked once in it."""

    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    #: Profiles that were confirmed within so many days are not asked.
    older_than = models.PositiveIntegerField(_("not confirmed for (days)"), default=365)

    class Meta:
        verbose_name = _("confirmation round")
        verbose_name_plural = _("confirmation rounds")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d}"

    def is_open(self, now=None):
        """Whether links of this round can still be answered, so that it goes on instead of a new one."""
        return self.started_at + LIFETIME > (now or timezone.now())


class ConfirmationRequestQuerySet(models.QuerySet):
    def valid(self, now=None):
        """Requests whose link works: not expired, not withdrawn."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now or timezone.now())

    def unanswered(self):
        """Requests that nobody reacted to."""
        return self.filter(answer=ConfirmationAnswer.NONE, revoked_at__isnull=True)


class ConfirmationRequest(models.Model):
    """One link to one profile, sent to its private contact address."""

    organisation = models.ForeignKey(
        "cultuurraad_wagtail.OrganisationProfilePage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="confirmation_requests",
    )
    #: Empty for a link that the organisation asked for itself.
    round = models.ForeignKey(
        ConfirmationRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="requests", null=True
    )
    recipient = models.EmailField(_("to"))
    nonce = models.CharField(max_length=43, default=new_nonce, unique=True, editable=False)
    sent_at = models.DateTimeField(_("asked at"), default=timezone.now)
    expires_at = models.DateTimeField(_("link works until"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    answer = models.CharField(
        _("answer"), max_length=10, choices=ConfirmationAnswer.choices, default=ConfirmationAnswer.NONE, blank=True
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = ConfirmationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation request")
        verbose_name_plural = _("confirmation requests")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="%(app_label)s_asked_once_per_round"),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.recipient}"

    def save(self, *args, **kwargs):
        self.expires_at = self.expires_at or self.sent_at + LIFETIME
        super().save(*args, **kwargs)


class ProfileProposal(models.Model):
    """What an organisation would change in its profile: kept as written, whatever becomes of the draft."""

    request = models.ForeignKey(
        ConfirmationRequest, verbose_name=_("request"), on_delete=models.CASCADE, related_name="proposals"
    )
    #: Name of a field → [what it said, what it should say].
    changes = models.JSONField(_("changes"), default=dict)
    note = models.TextField(_("message to the editors"), blank=True)
    has_stopped = models.BooleanField(_("the organisation has stopped"), default=False)
    revision = models.ForeignKey(
        "wagtailcore.Revision", verbose_name=_("draft"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=ProposalOutcome.choices, default=ProposalOutcome.WAITING
    )
    created_at = models.DateTimeField(_("received at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal of an organisation")
        verbose_name_plural = _("proposals of organisations")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.request.organisation)
