"""The one app of the package."""

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

NEEDED_APPS = (
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "taggit",
)


class CultuurraadConfig(AppConfig):
    name = "cultuurraad_wagtail"
    label = "cultuurraad_wagtail"
    verbose_name = _("Culture council")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        missing = [name for name in NEEDED_APPS if not apps.is_installed(name)]
        if missing:
            lines = ", ".join(f'"{name}"' for name in missing)
            raise ImproperlyConfigured(f"cultuurraad_wagtail needs more in INSTALLED_APPS. Add: {lines}.")
        super().import_models()

    def ready(self):
        from . import checks  # noqa: F401, registers the checks
        from .feedback import versions
        from .inventory.rounds import receivers as rounds
        from .scheduling import receivers as scheduling

        versions.connect()
        rounds.connect()
        scheduling.connect()
