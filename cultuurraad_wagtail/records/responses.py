"""Answers to feedback forms."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import QuestionType
from ..fields import council_zone


class ResponseQuerySet(models.QuerySet):
    def since(self, moment):
        """Responses that came in at ``moment`` or later."""
        return self.filter(submitted_at__gte=moment)


class Response(models.Model):
    """One visitor's answers, with the questions as they were worded then. Holds no address and no cookie.

    ``answers`` is a list of ``{"name", "label", "type", "value"}`` in the order of the form; ``value`` is text,
    a number as text, an ISO date, a list of texts, or true/false for a consent.
    """

    form = models.ForeignKey(
        "cultuurraad_wagtail.FeedbackForm",
        verbose_name=_("form"),
        on_delete=models.RESTRICT,
        related_name="responses",
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    submitted_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    answers = models.JSONField(_("answers"), encoder=DjangoJSONEncoder, default=list)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-submitted_at", "-pk"]

    def __str__(self):
        return f"{self.form}, {self.sent_at()}"

    def sent_at(self):
        """The moment it came in, in the council's own zone."""
        return date_format(timezone.localtime(self.submitted_at, council_zone()), "SHORT_DATETIME_FORMAT")

    sent_at.short_description = _("sent at")
    sent_at.admin_order_field = "submitted_at"

    def answers_in_words(self):
        """The answers as stored, with ``value`` as people read it."""
        return [{**each, "value": _in_words(each["type"], each["value"])} for each in self.answers]

    def first_answer(self):
        """The first answer that was given, shortened: enough to know this response again in a list."""
        given = (each["value"] for each in self.answers_in_words() if each["value"])
        return Truncator(next(given, "–")).chars(80)

    first_answer.short_description = _("first answer")


def _in_words(kind, value):
    if kind in (QuestionType.YES_NO, QuestionType.CONSENT):
        return {True: gettext("Yes"), "yes": gettext("Yes"), False: gettext("No"), "no": gettext("No")}.get(value, "")
    return ", ".join(value) if isinstance(value, list) else value
