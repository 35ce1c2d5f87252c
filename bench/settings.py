"""The host site of the tests with a database of its own, named by BENCH_DATABASE: a file, or a postgres address."""

import os
from urllib.parse import urlsplit

from tests.settings import *  # noqa: F403

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "bench.wagtail_forms"]  # noqa: F405
CULTUURRAAD_MAIL_SENDING = "command"
_search = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": bool(os.environ.get("BENCH_SEARCH"))}
WAGTAILSEARCH_BACKENDS = {"default": _search}
LOGGING = {"version": 1, "disable_existing_loggers": True}

_database = os.environ["BENCH_DATABASE"]
MEDIA_ROOT = os.environ["BENCH_MEDIA"]
if _database.startswith("postgres"):
    _parts = urlsplit(_database)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _parts.path.lstrip("/"),
            "USER": _parts.username or "",
            "PASSWORD": _parts.password or "",
            "HOST": _parts.hostname or "",
            "PORT": _parts.port or "",
            "CONN_MAX_AGE": 600,
        }
    }
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": _database, "CONN_MAX_AGE": None}}
