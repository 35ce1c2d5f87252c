"""A list of organisations on its way in: the file, how its columns were read, what was decided and what came of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import ImportStatus

#: An upload that nobody finished holds names and addresses; after so long it goes.
KEPT_UNFINISHED = timedelta(days=30)


class ColumnMap(models.Model):
    """Which column of a yearly list is which field, under a name, for next year's list."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    #: Head of a column → name of a field.
    columns = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("column map")
        verbose_name_plural = _("column maps")
        ordering = ["name"]

    def __str__(self):
        return self.name


class ImportRunQuerySet(models.QuerySet):
    def abandoned(self, now=None):
        """Runs that nobody finished in time."""
        unfinished = self.filter(status__in=(ImportStatus.UPLOADED, ImportStatus.PLANNED))
        return unfinished.filter(created_at__lt=(now or timezone.now()) - KEPT_UNFINISHED)


class ImportRun(models.Model):
    """One file from upload to report. Holds the file until it was applied, and the report after that."""

    directory = models.ForeignKey(
        "cultuurraad_wagtail.OrganisationDirectoryPage",
        verbose_name=_("directory"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus.choices, default=ImportStatus.UPLOADED)
    filename = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(default=bytes)
    #: How the file was read, as the editor corrected it: encoding, delimiter, sheet.
    reading = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    discipline_ids = models.JSONField(default=list)
    publishes = models.BooleanField(_("publish at once"), default=False)
    #: What was planned for each row, as ``inventory.lists.plan`` writes it.
    plan = models.JSONField(default=list)
    #: What the editor chose where it differs from the plan: row number → action.
    choices = models.JSONField(default=dict)
    #: Row numbers whose proposed split of the name the editor took.
    splits = models.JSONField(default=list)
    report = models.JSONField(default=list)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self):
        return self.filename
