"""System checks; each one's hint is its fix."""

import difflib
import warnings
import zoneinfo

import django
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.smtp import EmailBackend as SMTPBackend
from django.db import DatabaseError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.module_loading import import_string

from .conf import PREFIX, SETTINGS, setting

TYPES = {str: "a text", int: "a whole number", bool: "True or False"}
SMTP = f"{SMTPBackend.__module__}.{SMTPBackend.__qualname__}"


@checks.register
def check_setting_names(app_configs, **kwargs):
    """E001: a ``CULTUURRAAD_*`` setting that does not exist."""
    known = [PREFIX + name for name in SETTINGS]
    unknown = [name for name in dir(settings) if name.startswith(PREFIX) and name not in known]
    return [_unknown_setting(name, difflib.get_close_matches(name, known, n=1, cutoff=0.6)) for name in unknown]


def _unknown_setting(name, nearest):
    hint = f"Did you mean {nearest[0]}? Rename it." if nearest else f"Remove {name} from the settings."
    return checks.Error(f"There is no setting {name}.", hint=hint, id="cultuurraad_wagtail.E001")


@checks.register
def check_setting_values(app_configs, **kwargs):
    """E002: a value of the wrong type, outside the choices, or below the minimum."""
    wants = ((PREFIX + name, _what_is_wanted(known, setting(name))) for name, known in SETTINGS.items())
    return [
        checks.Error(
            f"{name} has a value it cannot have: {getattr(settings, name)!r}.",
            hint=f"Set {name} to {want}.",
            id="cultuurraad_wagtail.E002",
        )
        for name, want in wants
        if want
    ]


def _what_is_wanted(known, value):
    """What the value should be, as the end of a sentence; empty where it is right."""
    if known.choices:
        return "" if value in known.choices else "one of " + ", ".join(repr(choice) for choice in known.choices)
    # bool is an int to Python, but not to whoever counts.
    if not isinstance(value, known.type) or (isinstance(value, bool) and known.type is not bool):
        return f"{TYPES.get(known.type, known.type.__name__)}, for example {known.default!r}"
    if known.minimum is not None and value < known.minimum:
        return f"{known.minimum} or more"
    return ""


@checks.register
def check_time_zone(app_configs, **kwargs):
    """E003: a time zone that this machine does not know."""
    name = setting("TIME_ZONE")
    if not isinstance(name, str) or _is_time_zone(name):
        return []
    nearest = difflib.get_close_matches(name, sorted(zoneinfo.available_timezones()), n=1)
    hint = f'Set CULTUURRAAD_TIME_ZONE = "{nearest[0] if nearest else SETTINGS["TIME_ZONE"].default}".'
    return [checks.Error(f"There is no time zone {name!r}.", hint=hint, id="cultuurraad_wagtail.E003")]


def _is_time_zone(name):
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


@checks.register(checks.Tags.templates)
def check_base_template(app_configs, **kwargs):
    """E004: the site's own template, which our pages extend, cannot be loaded."""
    name = setting("BASE_TEMPLATE")
    if not isinstance(name, str):
        return []  # E002 tells
    try:
        get_template(name)
    except (TemplateDoesNotExist, OSError):
        problem = f"The template {name!r} that the council's pages extend does not exist."
    except (TemplateSyntaxError, ImproperlyConfigured) as error:
        problem = f"The template {name!r} that the council's pages extend cannot be read: {error}"
    else:
        return []
    hint = 'Set CULTUURRAAD_BASE_TEMPLATE to the site\'s own base template, which has a block "content".'
    return [checks.Error(problem, hint=hint, id="cultuurraad_wagtail.E004")]


@checks.register(checks.Tags.urls)
def check_urls(app_configs, **kwargs):
    """E005: the package's addresses are not in the site's, or another line takes them."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    line = 'path("cultuurraad/", include("cultuurraad_wagtail.urls")),'
    try:
        address = reverse("cultuurraad_wagtail:feedback_form", kwargs={"language_code": "nl", "slug": "a"})
        if resolve(address).app_name == "cultuurraad_wagtail":
            return []
        problem = "Another line of the site's urls takes the addresses of cultuurraad_wagtail."
        hint = f"Move this line in urlpatterns of {settings.ROOT_URLCONF} above Wagtail's own: {line}"
    except NoReverseMatch:
        problem = "The addresses of cultuurraad_wagtail are not in the site's urls."
        hint = f"Add to urlpatterns in {settings.ROOT_URLCONF}, before Wagtail's own line: {line}"
    except Exception:  # A urls module that cannot be imported: Django's own check tells better.
        return []
    return [checks.Error(problem, hint=hint, id="cultuurraad_wagtail.E005")]


@checks.register
def check_use_tz(app_configs, **kwargs):
    """E006: moments without a zone; meetings need one."""
    if settings.USE_TZ:
        return []
    problem = "USE_TZ is off: hours of meetings would be wrong when the clock changes."
    return [checks.Error(problem, hint="Set USE_TZ = True.", id="cultuurraad_wagtail.E006")]


@checks.register
def check_map(app_configs, **kwargs):
    """E007: a map without the package that draws it."""
    if not setting("MAP_TILES") or apps.is_installed("cultuurraad_wagtail.map"):
        return []
    problem = 'CULTUURRAAD_MAP_TILES is set, and "cultuurraad_wagtail.map" is not in INSTALLED_APPS.'
    hint = 'Run "pip install cultuurraad-wagtail[map]" and add "cultuurraad_wagtail.map" to INSTALLED_APPS.'
    return [checks.Error(problem, hint=hint, id="cultuurraad_wagtail.E007")]


@checks.register
def check_mail_timeout(app_configs, **kwargs):
    """W001: a mail server that hangs would hold a worker for ever."""
    backend, timeout, hint = _mail_server()
    try:
        if timeout is not None or not issubclass(import_string(backend), SMTPBackend):
            return []
    except (ImportError, TypeError):
        return []
    problem = "Mail is sent without a time limit: a mail server that hangs holds the worker that waits for it."
    return [checks.Warning(problem, hint=hint, id="cultuurraad_wagtail.W001")]


def _mail_server():
    """The backend's path, its timeout, and how to set that; MAILERS takes over from EMAIL_* in Django 6.1."""
    mailers = getattr(settings, "MAILERS", None)
    if mailers is None or django.VERSION < (6, 1):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT, "Set EMAIL_TIMEOUT = 10."
    mailer = mailers.get("default", {})
    hint = 'Add "timeout": 10 to the OPTIONS of MAILERS["default"].'
    return mailer.get("BACKEND", SMTP) if mailer else "", mailer.get("OPTIONS", {}).get("timeout"), hint


@checks.register(checks.Tags.database)
def check_host_name(app_configs, databases=None, **kwargs):
    """W002: a site that is open to the world and still has the name that Wagtail gave it.

    Looks into the database, so that ``migrate`` runs it, and ``check --database default``.
    """
    from wagtail.models import Site  # not before the models are there

    if settings.DEBUG or not databases:
        return []
    try:
        site = Site.objects.using(databases[0]).filter(is_default_site=True, hostname="localhost").first()
    except DatabaseError:  # before the first migration
        return []
    if site is None:
        return []
    problem = "The default site is called localhost: links in mails and calendars would lead nowhere."
    hint = "Give the site its own host name, under Settings › Sites in Wagtail's admin."
    return [checks.Warning(problem, hint=hint, id="cultuurraad_wagtail.W002")]
