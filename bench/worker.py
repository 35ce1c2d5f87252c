"""One filled site that answers for its times: reads names of views, writes JSON; started by bench.run."""

import gc
import json
import os
import sys
from time import perf_counter

import django


def main(size):
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from wagtail.signal_handlers import disable_reference_index_auto_update

    from bench.fill import fill

    call_command("migrate", verbosity=0)
    with disable_reference_index_auto_update():
        views = fill(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    facts = {}
    for name, address in views.items():
        for _ in range(3):
            response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        facts[name] = {"queries": len(captured), "bytes": len(response.getvalue())}
    print(json.dumps(facts), flush=True)
    for line in sys.stdin:
        address = views[line.strip()]
        gc.collect()
        gc.disable()
        started = perf_counter()
        client.get(address).getvalue()
        seconds = perf_counter() - started
        gc.enable()
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
