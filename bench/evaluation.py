"""``python -m bench.evaluation``: what 100,000 answers cost: counting, the page of results, exports, the register.

On an SQLite database of its own. The page of results stands beside a bare Wagtail page, the exports and the register
beside Wagtail's own of as many submissions of a form page. Peak memory is what Python allocated (tracemalloc), in a
run of its own.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from datetime import timedelta
from functools import partial
from itertools import islice
from statistics import median

SIZES = (10_000, 100_000)
BATCH = 5_000


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--one", type=int, help="measure one size in this process, for the command itself")
    chosen = arguments.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one)))
        return
    found = {size: _in_own_process(size) for size in SIZES}
    names = list(found[SIZES[0]])
    print("| | " + " | ".join(f"{size:,}" for size in SIZES) + " | growth |\n|---|" + "---|" * (len(SIZES) + 1))
    for name in names:
        values = [found[size][name] for size in SIZES]
        print(f"| {name} | " + " | ".join(f"{value:.4g}" for value in values) + f" | {values[1] / values[0]:.2f} |")


def _in_own_process(size):
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "BENCH_DATABASE": f"{folder}/bench.sqlite3", "BENCH_MEDIA": folder}
        command = [sys.executable, "-m", "bench.evaluation", "--one", str(size)]
        output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(output.splitlines()[-1])


def measure(size):
    """Name of a measurement → seconds, megabytes, a ratio or a number of queries, as its name says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    from django.core.cache import cache
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    site, evaluation_round, form_page = fill(size)
    from cultuurraad_wagtail.evaluation.rounds import close_round, publish_results

    measured = {}
    with timed(measured, "count the answers, s"):
        close_round(evaluation_round=evaluation_round)
    publish_results(evaluation_round=evaluation_round, is_public=True)
    evaluation_round.refresh_from_db()
    client = Client()
    page = evaluation_round.results_address("nl")
    bare = site.root_page.url
    client.get(bare)
    cache.clear()
    with timed(measured, "results page, cold, s"):
        assert client.get(page).status_code == 200
    warm = alternate([lambda: client.get(page), lambda: client.get(bare)], 30)
    measured["results page, warm, × a bare page"] = warm[0] / warm[1]
    log_in(client)
    measured |= exports(client, evaluation_round, form_page)
    measured |= register(client, form_page)
    return measured


class timed:
    def __init__(self, measured, name):
        self.measured, self.name = measured, name

    def __enter__(self):
        self.begins = time.perf_counter()

    def __exit__(self, *exception):
        self.measured[self.name] = time.perf_counter() - self.begins


def alternate(calls, repeats):
    """The median seconds of each of ``calls``, made in turn."""
    for call in calls:
        call()
    seconds = [[] for _call in calls]
    for _round in range(repeats):
        for place, call in enumerate(calls):
            gc.collect()
            begins = time.perf_counter()
            call()
            seconds[place].append(time.perf_counter() - begins)
    return [median(each) for each in seconds]


def exports(client, evaluation_round, form_page):
    """Our CSV and XLSX of all answers, and Wagtail's CSV of as many submissions; all of them through HTTP."""
    from django.urls import reverse

    addresses = {
        "CSV": reverse("cultuurraad_rounds:export", args=[evaluation_round.pk, "csv"]),
        "Wagtail's own CSV": reverse("wagtailforms:list_submissions", args=[form_page.pk]) + "?export=csv",
        "XLSX": reverse("cultuurraad_rounds:export", args=[evaluation_round.pk, "xlsx"]),
    }
    calls = {name: partial(download, client, address) for name, address in addresses.items()}
    workbook = calls.pop("XLSX")
    seconds = dict(zip(calls, alternate(calls.values(), 3), strict=True))
    found = {f"{name}, s": value for name, value in seconds.items()}
    found["CSV, × Wagtail's own"] = seconds["CSV"] / seconds["Wagtail's own CSV"]
    with timed(found, "XLSX, s"):
        workbook()
    calls["XLSX"] = workbook
    return found | {f"{name}, peak memory, MB": peak(call) for name, call in calls.items()}


def download(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    for _part in response.streaming_content:
        pass


def peak(call):
    gc.collect()
    tracemalloc.start()
    call()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found / 1_000_000


def log_in(client):
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.create_superuser("bench", "bench@example.org", "bench"))


def register(client, form_page):
    """The register of answers beside Wagtail's list of submissions: the first and the last page of each."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from wagtail.contrib.forms.models import FormSubmission

    from cultuurraad_wagtail.models import Response

    listed = Response.objects.exclude(round__anonymity="anonymous")
    lists = {
        "register": (reverse("cultuurraad_responses_modeladmin_index"), listed, 50),
        "Wagtail's list": (reverse("wagtailforms:list_submissions", args=[form_page.pk]), FormSubmission.objects, 20),
    }
    found = {}
    for name, (address, rows, on_page) in lists.items():
        for place, number in {"first": 1, "last": -(-rows.count() // on_page)}.items():
            page = f"{address}?p={number}"
            client.get(page)
            with CaptureQueriesContext(connection) as queries, timed(found, f"{name}, {place} page, s"):
                assert client.get(page).status_code == 200
            found[f"{name}, {place} page, queries"] = len(queries)
    return found


def fill(size):
    """A round with ``size`` anonymous answers, as many to its form, and as many submissions of Wagtail's form."""
    from django.utils import timezone
    from wagtail.contrib.forms.models import FormSubmission

    from bench.wagtail_forms.models import make_form_page
    from cultuurraad_wagtail.feedback import current_version
    from cultuurraad_wagtail.feedback.ready_made import make_ready_made
    from cultuurraad_wagtail.models import EvaluationRound, Response
    from tests.factories import make_section

    site = make_section("nl").site
    form = make_ready_made(name="collaboration")
    form.get_latest_revision().publish()
    form.refresh_from_db()
    version = current_version(form)
    now = timezone.now()
    evaluation_round = EvaluationRound.objects.create(
        site=site,
        form=form,
        title="Evaluatie",
        audience="public",
        opens_at=now - timedelta(days=2),
        closes_at=now - timedelta(days=1),
        started_at=now - timedelta(days=2),
    )
    rows = (answers_of(version.questions, number) for number in range(size))
    keep(Response, (response(form, version, each, evaluation_round, number) for number, each in enumerate(rows)))
    rows = (answers_of(version.questions, number) for number in range(size))
    keep(Response, (response(form, version, each, None, number) for number, each in enumerate(rows)))
    form_page = make_form_page(site.root_page, columns_of(version.questions))
    names = [field.clean_name for field in form_page.get_form_fields()]
    last = names[-1]
    submissions = (dict.fromkeys(names, str(number % 5 + 1)) | {last: f"Woorden {number}"} for number in range(size))
    keep(FormSubmission, (FormSubmission(page=form_page, form_data=each, submit_time=now) for each in submissions))
    return site, evaluation_round, form_page


def columns_of(questions):
    """As many fields as our table has columns."""
    return [f"Kolom {number}" for number in range(sum(len(question["lines"]) or 1 for question in questions))]


def response(form, version, answers, evaluation_round, number):
    from django.utils import timezone

    from cultuurraad_wagtail.models import Response

    moment = None if evaluation_round else timezone.now() - timedelta(minutes=number)
    key = f"{'round' if evaluation_round else 'form'}-{number}"
    return Response(
        form=form, version=version, answers=answers, round=evaluation_round, submitted_at=moment, submission_key=key
    )


def answers_of(questions, number):
    """An answer to every question, by its kind; different for each ``number``."""
    found = {}
    for place, question in enumerate(questions):
        step = (number * 7 + place) % 5 + 1
        if question["kind"] == "matrix":
            found[question["key"]] = {str(line["code"]): (step + line["code"]) % 5 + 1 for line in question["lines"]}
        elif question["kind"] == "radio":
            found[question["key"]] = question["lines"][number % len(question["lines"])]["code"]
        elif question["kind"] in ("scale",):
            found[question["key"]] = step
        elif question["kind"] == "multiline":
            found[question["key"]] = f"Een antwoord in enkele woorden, nummer {number}."
    return found


def keep(model, rows):
    rows = iter(rows)
    while several := list(islice(rows, BATCH)):
        model.objects.bulk_create(several)


if __name__ == "__main__":
    main()
