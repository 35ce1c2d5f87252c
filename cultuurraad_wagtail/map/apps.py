"""The app that stands where django-leaflet keeps its files."""

from importlib.util import find_spec

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class MapConfig(AppConfig):
    """Offers django-leaflet's static files and runs none of its code, which asks for GDAL."""

    name = "cultuurraad_wagtail.map"
    label = "cultuurraad_map"
    verbose_name = _("Map of the directory")

    def _path_from_module(self, module):
        # Found, not imported.
        leaflet = find_spec("leaflet")
        if leaflet is None:
            raise ImproperlyConfigured(
                '"cultuurraad_wagtail.map" needs more. Run: pip install cultuurraad-wagtail[map]'
            )
        return leaflet.submodule_search_locations[0]
