"""The outbox: every mail the package sends, stored before it is tried."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import MailStatus


class OutboxMailQuerySet(models.QuerySet):
    def due(self, now=None):
        """Mail that waits and whose next attempt has come, and mail that a worker left behind; the oldest first."""
        now = now or timezone.now()
        waiting = models.Q(status=MailStatus.QUEUED, next_attempt_at__lte=now)
        return self.filter(waiting | self._left_behind(now)).order_by("pk")

    def lost(self, now=None):
        """Mail whose worker stopped in the middle: nobody told how it ended, and its lease is over."""
        return self.filter(self._left_behind(now or timezone.now()))

    @staticmethod
    def _left_behind(now):
        return models.Q(status=MailStatus.SENDING, leased_until__lt=now)

    def failed(self):
        """Mail that was given up; an editor should know."""
        return self.filter(status=MailStatus.FAILED)


class OutboxMail(models.Model):
    recipient = models.EmailField(_("to"))
    reply_to = models.EmailField(_("reply to"), blank=True)
    subject = models.CharField(_("subject"), max_length=255)
    body = models.TextField(_("text"))
    #: A calendar file (iTIP) that goes with the text, and its METHOD; both empty for an ordinary mail.
    calendar = models.TextField(_("part for calendars"), blank=True, editable=False)
    calendar_method = models.CharField(max_length=10, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=MailStatus.choices, default=MailStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("sent mail")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"], name="%(app_label)s_outbox_due"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.recipient}"

    @property
    def is_failed(self):
        """Whether it was given up, so that only a person can send it again."""
        return self.status == MailStatus.FAILED
