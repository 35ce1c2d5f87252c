"""``python -m bench.load_feedback``: many visitors answer one form at once, on gunicorn and PostgreSQL.

Starts a server of its own on this machine, and a mail server that takes every call and never says a word. Sends
answers to our form and to a form page of Wagtail's in turn, and holds the rows in the database against the answers
that visitors were thanked for. Ends with status 1 where they differ or the server failed; of the speed it only
tells. LOAD_POSTGRES_URL names the database; it is made anew.
"""

import argparse
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
from contextlib import suppress
from functools import partial
from pathlib import Path
from socket import create_server
from threading import Thread

from bench.run import new_postgres_database

#: What a visitor needs; urllib's own set reads all certificates anew, which takes longer than the server's answer.
HANDLERS = (
    urllib.request.HTTPHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
    urllib.request.HTTPRedirectHandler,
    urllib.request.HTTPCookieProcessor,
)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def prepare():
    """Migrate the database and make both forms; gives the address and the question's name of ours and of Wagtail's."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench.wagtail_forms.models import make_form_page
    from tests.factories import make_editor, make_form, make_section

    call_command("migrate", verbosity=0)
    section = make_section("nl")
    questions = [{"label": "Jouw antwoord", "required": True}]
    form = make_form("Wat vond je?", questions=questions, notify=make_editor())
    form_page = make_form_page(section.home, ["Jouw antwoord"])
    return {
        "ours": (form.get_absolute_url(), form.questions.get().get_field_clean_name()),
        "Wagtail's": (form_page.url, form_page.get_form_fields()[0].clean_name),
    }


def stored():
    """The answers in the database, by form."""
    from wagtail.contrib.forms.models import FormSubmission

    from cultuurraad_wagtail.models import Response

    return {
        "ours": _texts(Response.objects.values_list("answers", flat=True)),
        "Wagtail's": _texts(FormSubmission.objects.values_list("form_data", flat=True)),
    }


def _texts(rows):
    return [text for row in rows for text in row.values()]


class SilentMailServer:
    """Takes calls and never answers them."""

    def __enter__(self):
        self.socket = create_server(("127.0.0.1", 0))
        self.calls = []
        Thread(target=self._take, daemon=True).start()
        return self.socket.getsockname()[1]

    def _take(self):
        with suppress(OSError):
            while True:
                self.calls.append(self.socket.accept())

    def __exit__(self, *exception):
        self.socket.close()


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


def new_browser():
    """A browser with cookies of its own."""
    browser = urllib.request.OpenerDirector()
    for handler in HANDLERS:
        browser.add_handler(handler())
    return browser


def send(address, question, text):
    """One visitor with a browser of their own; gives (status, text) where they were thanked, else (status, None)."""
    browser = new_browser()
    try:
        with browser.open(address, timeout=60) as response:
            fields = dict(HIDDEN.findall(response.read().decode()))
        fields[question] = text
        request = urllib.request.Request(
            address, data=urllib.parse.urlencode(fields).encode(), headers={"Referer": address}
        )
        with browser.open(request, timeout=60) as response:
            is_thanked = "/thanks/" in response.geturl() or b'id="thanks"' in response.read()
            return response.status, text if is_thanked else None
    except urllib.error.HTTPError as error:
        return error.code, None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=int, default=200, help="timed, to each form")
    parser.add_argument("--rounds", type=int, default=5, help="in so many turns")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--workers", type=int, default=3)
    options = parser.parse_args()
    url = os.environ.get("LOAD_POSTGRES_URL")
    if not url:
        sys.exit("Name a PostgreSQL database in LOAD_POSTGRES_URL, for example postgres://me@127.0.0.1/load")
    server_of, name = url.rsplit("/", 1)
    os.environ["BENCH_DATABASE"] = new_postgres_database(f"{server_of}/postgres", name)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.load_settings"
    with tempfile.TemporaryDirectory() as folder, SilentMailServer() as mail_port:
        os.environ["BENCH_MEDIA"] = str(Path(folder) / "media")
        os.environ["BENCH_CACHE"] = str(Path(folder) / "cache")
        os.environ["BENCH_MAIL_PORT"] = str(mail_port)
        results, rates = load(prepare(), options)
    report(options, results, stored(), rates)


def load(forms, options):
    """Send the answers, to each form in turn; gives (status, text) of each answer and the rates, by form.

    The rates, answers in a second, leave the first turn out, in which every worker of the server warms up.
    """
    port, each_turn = free_port(), options.answers // options.rounds
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "bench.wsgi", f"--bind=127.0.0.1:{port}"),
            *(f"--workers={options.workers}", "--log-level=error"),
        ]
    )
    results, seconds = {name: [] for name in forms}, dict.fromkeys(forms, 0.0)
    try:
        for path, _question in forms.values():
            wait_for(f"http://127.0.0.1:{port}{path}", server)
        with ThreadPoolExecutor(options.clients) as clients:
            for turn in range(options.rounds + 1):
                for name, (path, question) in forms.items():
                    address = f"http://127.0.0.1:{port}{path}"
                    texts = [f"Antwoord {turn}-{number}" for number in range(each_turn)]
                    started = time.perf_counter()
                    results[name] += clients.map(partial(send, address, question), texts)
                    seconds[name] += (time.perf_counter() - started) if turn else 0
    finally:
        server.terminate()
        server.wait()
    return results, {name: each_turn * options.rounds / seconds[name] for name in forms}


def report(options, results, rows, rates):
    ok = True
    for name, found in results.items():
        statuses = Counter(status for status, _text in found)
        accepted = [text for _status, text in found if text is not None]
        failures = sum(number for status, number in statuses.items() if status >= 500)
        print(
            f"{name}: {len(found)} answers from {options.clients} visitors at once, "
            f"{rates[name]:.1f} in a second: {len(accepted)} accepted, {len(rows[name])} stored, "
            f"{failures} server errors; statuses {dict(statuses)}"
        )
        ok &= failures == 0 and sorted(rows[name]) == sorted(accepted) and len(accepted) == len(found)
    ratio = rates["ours"] / rates["Wagtail's"]
    print(f"{ratio:.2f} times as many accepted in a second as by Wagtail's form page.")
    print(f"{int(ok)} passed, {int(not ok)} failed")
    sys.exit(not ok)


if __name__ == "__main__":
    main()
