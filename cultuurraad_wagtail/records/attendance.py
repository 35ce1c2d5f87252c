"""Who was at a meeting. Plain rows, as what people answer is: one for every language of the meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import AttendanceStatus
from .sittings import Sitting


class AttendanceQuerySet(models.QuerySet):
    def in_order(self):
        """By name, those with a vote and those without one together."""
        return self.order_by("sort_name", "pk")

    def counting(self):
        """Members with a vote who were there, or whom somebody represented: those who count for the quorum."""
        return self.filter(is_voting=True, status__in=(AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED))


class Attendance(models.Model):
    """One person at one sitting; ``name`` and ``organisation`` are as they were that day."""

    sitting = models.ForeignKey(
        Sitting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="attendance"
    )
    person = models.ForeignKey(
        "cultuurraad_wagtail.Person",
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        related_name="attendance",
        null=True,
        blank=True,
    )
    name = models.CharField(_("name"), max_length=170)
    sort_name = models.CharField(max_length=170, editable=False)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    status = models.CharField(_("was there"), max_length=12, choices=AttendanceStatus.choices)
    represented_by = models.CharField(_("represented by"), max_length=170, blank=True)
    is_voting = models.BooleanField(_("has a vote"), default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "person"], name="%(app_label)s_attends_once"),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_status_display()}"
