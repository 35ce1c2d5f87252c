"""Answers to feedback forms."""

import secrets

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..fields import council_zone
from .nonces import new_nonce
from .versions import FormVersion


def random_key() -> int:
    """A primary key that tells nothing of when a row was written. Its place in the file does, until a round closes."""
    return secrets.randbits(62)


class ResponseQuerySet(models.QuerySet):
    def since(self, moment):
        """Responses that came in at ``moment`` or later."""
        return self.filter(submitted_at__gte=moment)

    def in_order(self):
        """The newest first, those without a moment after them."""
        return self.order_by(models.F("submitted_at").desc(nulls_last=True), "pk")


class Response(models.Model):
    """One visitor's answers. Holds no address and no cookie; in an anonymous round no moment and no language either.

    ``answers`` maps the key of a question to what was answered: text, a number as text, an ISO date, true for a
    consent, "yes" or "no", the step of a scale or "na", the code of a choice, a list of codes (choices, a ranking), or
    for several statements or partners ``{code or key: step}``. What was left open is not there.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    form = models.ForeignKey(
        "cultuurraad_wagtail.FeedbackForm",
        verbose_name=_("form"),
        on_delete=models.RESTRICT,
        related_name="responses",
    )
    version = models.ForeignKey(
        FormVersion, verbose_name=_("version"), on_delete=models.RESTRICT, related_name="responses"
    )
    round = models.ForeignKey(
        "cultuurraad_wagtail.EvaluationRound",
        # Without its round nobody could find an anonymous answer again, not even to erase it.
        verbose_name=_("round"),
        on_delete=models.CASCADE,
        related_name="responses",
        null=True,
        blank=True,
    )
    #: Who answered, in a round with names only.
    invitee = models.OneToOneField(
        "cultuurraad_wagtail.Invitee",
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        related_name="response",
        null=True,
        blank=True,
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), default=timezone.now, null=True, blank=True, db_index=True)
    answers = models.JSONField(_("answers"), encoder=DjangoJSONEncoder, default=dict)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)

    #: Wagtail need not know where a page was answered.
    wagtail_reference_index_ignore = True

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-submitted_at", "-pk"]

    def __str__(self):
        return f"{self.form}, {self.sent_at()}"

    def sent_at(self):
        """The moment it came in, in the council's own zone."""
        if self.submitted_at is None:
            return gettext("anonymous round")
        return date_format(timezone.localtime(self.submitted_at, council_zone()), "SHORT_DATETIME_FORMAT")

    sent_at.short_description = _("sent at")
    sent_at.admin_order_field = "submitted_at"


class ErasedResponses(models.Model):
    """How many answers of a form were erased when their time was over: they still count."""

    form = models.OneToOneField(
        "cultuurraad_wagtail.FeedbackForm",
        verbose_name=_("form"),
        on_delete=models.CASCADE,
        related_name="erased_responses",
    )
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("erased responses")
        verbose_name_plural = _("erased responses")

    def __str__(self):
        return f"{self.form}: {self.number}"


class UnfinishedResponse(models.Model):
    """What somebody filled in so far, behind a secret link; gone once it is sent or its time is over."""

    form = models.ForeignKey(
        "cultuurraad_wagtail.FeedbackForm",
        verbose_name=_("form"),
        on_delete=models.CASCADE,
        related_name="unfinished_responses",
    )
    nonce = models.CharField(max_length=43, default=new_nonce, unique=True, editable=False)
    #: The fields of the form as they were sent: name → list of values.
    data = models.JSONField(default=dict, editable=False)
    expires_at = models.DateTimeField(_("link works until"), db_index=True)

    class Meta:
        verbose_name = _("unfinished response")
        verbose_name_plural = _("unfinished responses")

    def __str__(self):
        return str(self.form)
