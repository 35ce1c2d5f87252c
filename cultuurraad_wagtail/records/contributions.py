"""What members send by the link in their mail: a point for the agenda, a remark on the minutes."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import AgendaRequestOutcome
from .sittings import Registration, Sitting


class Contribution(models.Model):
    """Who sent it, for which sitting, when. ``copy`` is of one copy of the form, so that sent twice it is one row."""

    sitting = models.ForeignKey(
        Sitting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="%(class)ss"
    )
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=160)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    copy = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["sent_at", "pk"]


class AgendaRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Those on which nobody has decided, the first one first."""
        return self.filter(outcome=AgendaRequestOutcome.WAITING)


class AgendaRequest(Contribution):
    """A point that a member asks for; an editor takes it over into the agenda, or says why not."""

    title = models.CharField(_("title"), max_length=255)
    text = models.TextField(_("explanation"), blank=True)
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        choices=AgendaRequestOutcome.choices,
        default=AgendaRequestOutcome.WAITING,
    )
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = AgendaRequestQuerySet.as_manager()

    class Meta(Contribution.Meta):
        verbose_name = _("request for the agenda")
        verbose_name_plural = _("requests for the agenda")

    def __str__(self):
        return self.title


class MinutesRemark(Contribution):
    """What a member says of the draft minutes: of one agenda item, or of all of them."""

    #: The key of the agenda item; None for the minutes as a whole.
    item_key = models.UUIDField(null=True, blank=True)
    text = models.TextField(_("remark"))
    #: When an editor ticked it off.
    handled_at = models.DateTimeField(_("dealt with at"), null=True, blank=True)

    class Meta(Contribution.Meta):
        verbose_name = _("remark on the minutes")
        verbose_name_plural = _("remarks on the minutes")

    def __str__(self):
        return self.text[:80]
