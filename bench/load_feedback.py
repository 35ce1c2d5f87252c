"""``python -m bench.load_feedback``: many visitors answer one form at once, on gunicorn and PostgreSQL.

Starts a server of its own on this machine, sends the answers, and holds the rows in the database against the answers
that visitors were thanked for. Ends with status 1 where they differ or the server failed. LOAD_POSTGRES_URL names the
database; it is made anew.
"""

import argparse
import http.cookiejar
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socket import create_server

from bench.run import new_postgres_database

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def prepare():
    """Migrate the database and make a form that mails an editor; gives its address and its question's name."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.factories import make_editor, make_form, make_section

    call_command("migrate", verbosity=0)
    make_section("nl")
    form = make_form("Wat vond je?", questions=[{"label": "Jouw antwoord", "required": True}], notify=make_editor())
    return form.get_absolute_url(), form.questions.get().get_field_clean_name()


def stored():
    from cultuurraad_wagtail.models import Response

    return [response.answers[0]["value"] for response in Response.objects.all()]


def free_port():
    with create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(address, server):
    for _ in range(200):
        if server.poll() is not None:
            sys.exit("The server stopped before it began.")
        try:
            return urllib.request.urlopen(address, timeout=5).status
        except urllib.error.HTTPError as error:
            sys.exit(f"The form's page answers {error.code}.")
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not start.")


def send(address, question, text):
    """One visitor with a browser of their own; gives (status, text) where they were thanked, else (status, None)."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    try:
        with browser.open(address, timeout=60) as response:
            fields = dict(HIDDEN.findall(response.read().decode()))
        fields[question] = text
        request = urllib.request.Request(
            address, data=urllib.parse.urlencode(fields).encode(), headers={"Referer": address}
        )
        with browser.open(request, timeout=60) as response:
            return response.status, text if "/thanks/" in response.geturl() else None
    except urllib.error.HTTPError as error:
        return error.code, None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=3)
    options = parser.parse_args()
    url = os.environ.get("LOAD_POSTGRES_URL")
    if not url:
        sys.exit("Set LOAD_POSTGRES_URL, for example postgres://me@127.0.0.1:5432/load: that database is made anew.")
    name = urllib.parse.urlsplit(url).path.lstrip("/")
    os.environ["BENCH_DATABASE"] = new_postgres_database(url.replace(f"/{name}", "/postgres"), name)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.load_settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_MEDIA"] = str(Path(folder) / "media")
        os.environ["BENCH_CACHE"] = str(Path(folder) / "cache")
        path, question = prepare()
        port = free_port()
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "bench.wsgi", f"--bind=127.0.0.1:{port}"),
                *(f"--workers={options.workers}", "--log-level=error"),
            ]
        )
        try:
            address = f"http://127.0.0.1:{port}{path}"
            wait_for(address, server)
            started = time.perf_counter()
            with ThreadPoolExecutor(options.clients) as clients:
                results = list(
                    clients.map(lambda number: send(address, question, f"Antwoord {number}"), range(options.answers))
                )
            seconds = time.perf_counter() - started
        finally:
            server.terminate()
            server.wait()
    report(options, results, stored(), seconds)


def report(options, results, rows, seconds):
    statuses = Counter(status for status, _ in results)
    accepted = [text for _, text in results if text is not None]
    failures = sum(number for status, number in statuses.items() if status >= 500)
    print(
        f"{options.answers} answers from {options.clients} visitors at once in {seconds:.1f} s: "
        f"{len(accepted)} accepted, {len(rows)} stored, {failures} server errors; statuses {dict(statuses)}"
    )
    ok = failures == 0 and sorted(rows) == sorted(accepted) and len(accepted) == options.answers
    print(f"{int(ok)} passed, {int(not ok)} failed")
    sys.exit(not ok)


if __name__ == "__main__":
    main()
