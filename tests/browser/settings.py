"""The host site of the tests as a server of its own: a database in a file, and no waiting between form and answer."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

FOLDER = Path(os.environ["BROWSER_FOLDER"])
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "site.sqlite3"}}
MEDIA_ROOT = FOLDER / "media"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = FOLDER / "mail"
ROOT_URLCONF = "tests.browser.urls"
CULTUURRAAD_FEEDBACK_MIN_SECONDS = 0
CULTUURRAAD_PAGE_SIZE = 3
WAGTAIL_AUTOSAVE_INTERVAL = 0
