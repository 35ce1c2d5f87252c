"""A host site that the environment describes: HOST_AUTO_FIELD, and HOST_CLASHES=1 for two more apps."""

import os

from tests.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
INSTALLED_APPS = [name for name in INSTALLED_APPS if name != "tests.host"]  # noqa: F405
TEMPLATES = [{**TEMPLATES[0], "DIRS": [BASE_DIR / "host" / "templates"]}]  # noqa: F405
ROOT_URLCONF = "tests.hosts.urls"
DEFAULT_AUTO_FIELD = os.environ.get("HOST_AUTO_FIELD", "django.db.models.BigAutoField")

if os.environ.get("HOST_CLASHES"):
    INSTALLED_APPS = ["people", "clashing", *INSTALLED_APPS]
    AUTH_USER_MODEL = "people.User"
    WAGTAILIMAGES_IMAGE_MODEL = "clashing.CustomImage"
    WAGTAILDOCS_DOCUMENT_MODEL = "clashing.CustomDocument"
