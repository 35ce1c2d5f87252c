"""The questions of a feedback form as they were: what answers are read with, whatever the form asks now."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FormVersion(models.Model):
    """One version. ``questions`` is a list of ``FeedbackQuestion.snapshot``, ``digest`` their SHA-256."""

    form = models.ForeignKey(
        "cultuurraad_wagtail.FeedbackForm", verbose_name=_("form"), on_delete=models.CASCADE, related_name="versions"
    )
    digest = models.CharField(max_length=64, editable=False)
    questions = models.JSONField(_("questions"), default=list)
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("version of a feedback form")
        verbose_name_plural = _("versions of feedback forms")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["form", "digest"], name="%(app_label)s_version_once")]

    def __str__(self):
        return f"{self.form}, {self.created_at:%Y-%m-%d}"
