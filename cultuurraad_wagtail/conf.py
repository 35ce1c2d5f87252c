"""Every setting of the package in one table, read through :func:`setting`."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings

PREFIX = "CULTUURRAAD_"


@dataclass(frozen=True)
class Setting:
    """One ``CULTUURRAAD_*`` setting: its default, the type it must have, and what it is for."""

    default: Any
    type: type
    help: str
    choices: tuple = ()
    minimum: int | None = None


SETTINGS = {
    "BASE_TEMPLATE": Setting("base.html", str, "The site's own template that our pages extend."),
    "TIME_ZONE": Setting("Europe/Brussels", str, "The zone in which meetings are written and read."),
    "PAGE_SIZE": Setting(12, int, "How many items a list shows on one page.", minimum=1),
    "CLIENT_ADDRESS_HEADER": Setting(
        "REMOTE_ADDR", str, "The request.META key that holds the visitor's address; set it behind a proxy."
    ),
    "FEEDBACK_MIN_SECONDS": Setting(3, int, "A form answered sooner than this is taken for a machine's.", minimum=0),
    "FEEDBACK_MAX_PER_HOUR": Setting(
        30, int, "How many answers one address may send, or leave halfway, in an hour; 0 means no limit.", minimum=0
    ),
    "PLANNING_MONTHS": Setting(13, int, "How many months ahead a series plans its meetings.", minimum=1),
    "MAIL_SENDING": Setting(
        "background",
        str,
        "When mail leaves: after the answer to the visitor, before it, or by the command only.",
        choices=("background", "inline", "command"),
    ),
    "FETCH_PROFILES": Setting(
        True, bool, "Whether editors may have the site fetch an organisation's page, to fill in its profile."
    ),
    "MAP_TILES": Setting("", str, "Where the map of the directory finds its tiles; empty for no map."),
    "MAP_ATTRIBUTION": Setting(
        '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>', str, "Who made the map, as HTML."
    ),
    "MAIL_MAX_ATTEMPTS": Setting(8, int, "After so many failures a mail is set aside as failed.", minimum=1),
}


def setting(name: str) -> Any:
    """The site's value of ``CULTUURRAAD_<name>``, or the default; KeyError for a name not in the table."""
    return getattr(settings, PREFIX + name, SETTINGS[name].default)


def layout_context() -> dict[str, str]:
    """What ``cultuurraad_wagtail/layout.html`` needs, in every context that renders one of our pages."""
    return {"cultuurraad_base_template": setting("BASE_TEMPLATE")}


def map_context() -> dict[str, str] | None:
    """What the map beside the directory needs; None where the site has no map."""
    if not setting("MAP_TILES") or not apps.is_installed("cultuurraad_wagtail.map"):
        return None
    return {"tiles": setting("MAP_TILES"), "attribution": setting("MAP_ATTRIBUTION")}
