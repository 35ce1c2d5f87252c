"""What an editor decided about two profiles that look alike."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DistinctProfilesQuerySet(models.QuerySet):
    def pairs(self):
        """``(first, second)`` as primary keys, the lower first."""
        return self.values_list("first_id", "second_id")


class DistinctProfiles(models.Model):
    """Two profiles that are of two organisations, whatever they have in common."""

    first = models.ForeignKey(
        "cultuurraad_wagtail.OrganisationProfilePage", on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        "cultuurraad_wagtail.OrganisationProfilePage", on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = DistinctProfilesQuerySet.as_manager()

    class Meta:
        verbose_name = _("two organisations")
        verbose_name_plural = _("pairs of two organisations")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="%(app_label)s_distinct_profiles"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="%(app_label)s_distinct_profiles_order"
            ),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
