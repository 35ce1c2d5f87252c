"""The settings of the load test: several processes, so the cache that counts answers is one for all of them."""

import os

from bench.settings import *  # noqa: F403

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": os.environ["BENCH_CACHE"],
    }
}
CULTUURRAAD_FEEDBACK_MIN_SECONDS = 0
CULTUURRAAD_FEEDBACK_MAX_PER_HOUR = 0
CULTUURRAAD_MAIL_SENDING = "background"
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ["BENCH_MAIL_PORT"]), 30
