"""System checks: silent on a sound site, and a fix for each thing that is wrong."""

import django
import pytest
from django.core import checks as django_checks
from django.db import OperationalError
from django.test import override_settings
from wagtail.models import Site

from cultuurraad_wagtail import checks
from cultuurraad_wagtail.conf import SETTINGS

SMTP = "django.core.mail.backends.smtp.EmailBackend"
TIMEOUT_PROBLEM = "Mail is sent without a time limit: a mail server that hangs holds the worker that waits for it."


def told(messages):
    """What a maintainer reads: the id, the problem, the fix."""
    return [(message.id.removeprefix("cultuurraad_wagtail."), message.msg, message.hint) for message in messages]


@pytest.mark.django_db
def test_sound_site_hears_nothing():
    assert [message for message in django_checks.run_checks() if "cultuurraad" in (message.id or "")] == []


def test_every_check_is_registered():
    registered = {check.__name__ for check in django_checks.registry.registry.get_checks()}
    own = {name for name in dir(checks) if name.startswith("check_")}
    assert len(own) == 9
    assert own <= registered


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("CULTUURRAAD_BASE_TEMPLAT", "Did you mean CULTUURRAAD_BASE_TEMPLATE? Rename it."),
        ("CULTUURRAAD_MAIL_SEND", "Did you mean CULTUURRAAD_MAIL_SENDING? Rename it."),
        ("CULTUURRAAD_XYZZY_QWJKV_0000000", "Remove CULTUURRAAD_XYZZY_QWJKV_0000000 from the settings."),
    ],
)
def test_unknown_setting_names_the_nearest(name, hint):
    with override_settings(**{name: "x"}):
        assert told(checks.check_setting_names(None)) == [("E001", f"There is no setting {name}.", hint)]


def test_every_setting_of_the_table_is_known():
    with override_settings(**{f"CULTUURRAAD_{name}": known.default for name, known in SETTINGS.items()}):
        assert checks.check_setting_names(None) == []
        assert checks.check_setting_values(None) == []


@pytest.mark.parametrize(
    ("name", "value", "want"),
    [
        ("PAGE_SIZE", "24", "a whole number, for example 12"),
        ("PAGE_SIZE", True, "a whole number, for example 12"),
        ("PAGE_SIZE", None, "a whole number, for example 12"),
        ("PAGE_SIZE", 0, "1 or more"),
        ("FEEDBACK_MAX_PER_HOUR", -1, "0 or more"),
        ("BASE_TEMPLATE", None, "a text, for example 'base.html'"),
        ("TIME_ZONE", 1, "a text, for example 'Europe/Brussels'"),
        ("MAIL_SENDING", "later", "one of 'background', 'inline', 'command'"),
        ("MAIL_SENDING", [], "one of 'background', 'inline', 'command'"),
    ],
)
def test_wrong_value_is_told_with_what_it_should_be(name, value, want):
    name = f"CULTUURRAAD_{name}"
    with override_settings(**{name: value}):
        assert told(checks.check_setting_values(None)) == [
            ("E002", f"{name} has a value it cannot have: {value!r}.", f"Set {name} to {want}.")
        ]
        assert checks.check_time_zone(None) == []
        assert checks.check_base_template(None) == []


@pytest.mark.parametrize(
    ("zone", "nearest"),
    [
        ("Europe/Brussel", "Europe/Brussels"),
        ("xyz", "Europe/Brussels"),
        ("", "Europe/Brussels"),
        ("../etc", "Europe/Brussels"),
        ("Europe", "Europe/Rome"),
    ],
)
def test_unknown_time_zone_names_the_nearest(settings, zone, nearest):
    settings.CULTUURRAAD_TIME_ZONE = zone
    ((check_id, problem, hint),) = told(checks.check_time_zone(None))
    assert (check_id, problem) == ("E003", f"There is no time zone {zone!r}.")
    if zone != "Europe":
        assert hint == f'Set CULTUURRAAD_TIME_ZONE = "{nearest}".'


@pytest.mark.parametrize("name", ["missing.html", ""])
def test_missing_base_template(settings, name):
    settings.CULTUURRAAD_BASE_TEMPLATE = name
    assert told(checks.check_base_template(None)) == [
        (
            "E004",
            f"The template {name!r} that the council's pages extend does not exist.",
            'Set CULTUURRAAD_BASE_TEMPLATE to the site\'s own base template, which has a block "content".',
        )
    ]


def test_base_template_with_an_error(settings, tmp_path):
    (tmp_path / "broken.html").write_text("{% bloc content %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    settings.CULTUURRAAD_BASE_TEMPLATE = "broken.html"
    ((check_id, problem, _hint),) = told(checks.check_base_template(None))
    assert check_id == "E004"
    assert problem.startswith("The template 'broken.html' that the council's pages extend cannot be read: ")


def test_urls_that_are_not_included(settings):
    settings.ROOT_URLCONF = "wagtail.urls"
    assert told(checks.check_urls(None)) == [
        (
            "E005",
            "The addresses of cultuurraad_wagtail are not in the site's urls.",
            "Add to urlpatterns in wagtail.urls, before Wagtail's own line: "
            'path("cultuurraad/", include("cultuurraad_wagtail.urls")),',
        )
    ]


def test_urls_that_come_too_late(settings):
    settings.ROOT_URLCONF = "tests.late_urls"
    assert told(checks.check_urls(None)) == [
        (
            "E005",
            "Another line of the site's urls takes the addresses of cultuurraad_wagtail.",
            "Move this line in urlpatterns of tests.late_urls above Wagtail's own: "
            'path("cultuurraad/", include("cultuurraad_wagtail.urls")),',
        )
    ]


def test_urls_that_cannot_be_read_are_left_to_djangos_own_check(settings):
    settings.ROOT_URLCONF = "no.such.module"
    assert checks.check_urls(None) == []
    del settings.ROOT_URLCONF
    assert checks.check_urls(None) == []


def test_moments_without_a_zone(settings):
    settings.USE_TZ = False
    assert told(checks.check_use_tz(None)) == [
        ("E006", "USE_TZ is off: hours of meetings would be wrong when the clock changes.", "Set USE_TZ = True.")
    ]


def test_mail_server_without_a_time_limit(settings):
    settings.EMAIL_BACKEND = SMTP
    assert told(checks.check_mail_timeout(None)) == [("W001", TIMEOUT_PROBLEM, "Set EMAIL_TIMEOUT = 10.")]
    settings.EMAIL_TIMEOUT = 10
    assert checks.check_mail_timeout(None) == []


@pytest.mark.parametrize(
    "backend", ["django.core.mail.backends.console.EmailBackend", "no.such.Backend", "django.core.mail.mail_admins"]
)
def test_other_mail_backends_need_no_time_limit(settings, backend):
    settings.EMAIL_BACKEND = backend
    assert checks.check_mail_timeout(None) == []


@pytest.mark.parametrize(
    ("mailers", "warned"),
    [
        ({"default": {"BACKEND": SMTP, "OPTIONS": {"host": "mail.example.org"}}}, True),
        ({"default": {"OPTIONS": {"host": "mail.example.org"}}}, True),
        ({"default": {"BACKEND": SMTP, "OPTIONS": {"host": "mail.example.org", "timeout": 10}}}, False),
        ({"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}, False),
        ({}, False),
    ],
)
def test_mailers_without_a_time_limit(settings, monkeypatch, mailers, warned):
    monkeypatch.setattr(django, "VERSION", (6, 1, 0, "final", 0))
    del settings.EMAIL_BACKEND
    settings.MAILERS = mailers
    hint = 'Add "timeout": 10 to the OPTIONS of MAILERS["default"].'
    assert told(checks.check_mail_timeout(None)) == ([("W001", TIMEOUT_PROBLEM, hint)] if warned else [])


def test_map_without_the_app_that_draws_it(settings, monkeypatch):
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: False)
    settings.CULTUURRAAD_MAP_TILES = "https://tile.example.org/{z}/{x}/{y}.png"

    assert told(checks.check_map(None)) == [
        (
            "E007",
            'CULTUURRAAD_MAP_TILES is set, and "cultuurraad_wagtail.map" is not in INSTALLED_APPS.',
            'Run "pip install cultuurraad-wagtail[map]" and add "cultuurraad_wagtail.map" to INSTALLED_APPS.',
        )
    ]
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name == "cultuurraad_wagtail.map")
    assert checks.check_map(None) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hostname", "is_debug", "databases", "ids"),
    [
        ("localhost", False, ["default"], ["cultuurraad_wagtail.W002"]),
        ("localhost", True, ["default"], []),
        ("localhost", False, None, []),
        ("cultuurraad.example.org", False, ["default"], []),
    ],
)
def test_site_with_the_name_that_wagtail_gave_it(settings, hostname, is_debug, databases, ids):
    settings.DEBUG = is_debug
    Site.objects.filter(is_default_site=True).update(hostname=hostname)

    found = checks.check_host_name(None, databases=databases)

    assert [(each.id, each.hint) for each in found] == [
        (each, "Give the site its own host name, under Settings › Sites in Wagtail's admin.") for each in ids
    ]


def test_host_name_is_looked_at_where_the_database_is():
    assert checks.check_host_name.tags == (django_checks.Tags.database,)


@pytest.mark.django_db
def test_site_without_tables_is_left_alone(monkeypatch):
    def fail(self, *args, **kwargs):
        raise OperationalError("no such table: wagtailcore_site")

    monkeypatch.setattr("django.db.models.query.QuerySet.first", fail)

    assert checks.check_host_name(None, databases=["default"]) == []
