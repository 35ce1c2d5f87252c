"""What a site's editors decide once for the whole section."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting

from ..choices import OpenDataLicence


class CouncilSettings(BaseSiteSetting):
    """The settings of the council on one site. Nothing is given away until an editor chooses a licence."""

    open_data_licence = models.CharField(
        _("licence"),
        max_length=16,
        blank=True,
        choices=OpenDataLicence.choices,
        help_text=_(
            "Under which licence the public fields of the organisations may be used by everybody, as files at fixed "
            "addresses. Leave empty to publish no files."
        ),
    )
    open_data_note = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        help_text=_("How to name the source, for example “Cultuurraad Brussel”. Shown beside the files."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("open_data_licence"), FieldPanel("open_data_note")], heading=_("Open data")),
    ]

    class Meta:
        verbose_name = _("culture council")

    @property
    def licence(self):
        """The licence of the open data, or None where there is none to give."""
        return OpenDataLicence(self.open_data_licence) if self.open_data_licence else None
