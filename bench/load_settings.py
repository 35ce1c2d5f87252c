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
