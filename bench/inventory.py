"""``python -m bench.inventory``: what an import costs. 1,000 rows applied, 10,000 previewed; time, queries, memory.

On a SQLite file of its own, or with ``--postgres`` on a server; search and signals are on as on a site.
"""

import argparse
import os
import tempfile
import tracemalloc
from pathlib import Path
from time import perf_counter

HEADS = "Naam;Ondernemingsnummer;Adres;E-mail;Telefoon;Website;Missie;Talen;Disciplines;Facebook;Trefwoorden"


def enterprise_number(serial):
    base = f"{serial + 1_000_000:08d}"
    return f"{base}{97 - int(base) % 97:02d}"


def make_list(count, mission="Wij maken muziek in de buurt"):
    """A CSV file of ``count`` organisations, with a value in every column, as bytes."""
    lines = [HEADS]
    for serial in range(count):
        contact = f"info{serial}@huis.be;02 512 {serial % 90 + 10} 56;www.huis{serial}.be"
        words = f"{mission} {serial};nl, fr;Muziek;facebook.com/huis{serial};tag{serial % 7}"
        name = f"Organisatie {serial} vzw;{enterprise_number(serial)};Straat {serial}, 1000 Brussel"
        lines.append(f"{name};{contact};{words}")
    return "\n".join(lines).encode()


def measure(work):
    """``(seconds, queries, peak MB)`` of ``work``: timed once by itself, then once more under tracemalloc."""
    from django.db import connection

    queries = 0

    def count(execute, *arguments):
        nonlocal queries
        queries += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        started = perf_counter()
        work()
        seconds = perf_counter() - started
    return seconds, queries


def peak_of(work):
    """The peak of Python's own memory in ``work``, in MB."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024**2


def run(applied, previewed):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from cultuurraad_wagtail.inventory.lists import runs
    from cultuurraad_wagtail.models import OrganisationProfilePage
    from tests.factories import make_discipline, make_section

    call_command("migrate", verbosity=0)
    directory = make_section().directory
    make_discipline("Muziek")

    def started(content):
        run = runs.start_import(directory=directory, user=None, filename="list.csv", content=content)
        run.publishes = True
        run.save()
        return run

    def applying(content):
        run = started(content)
        runs.plan_run(run=run)
        return lambda: runs.apply_run(run=run, user=None)

    print("| what | seconds | queries | peak MB |")
    print("|---|---:|---:|---:|")
    work = {
        f"{applied:,} new rows applied": applying(make_list(applied)),
        f"{applied:,} rows updated": lambda: applying(make_list(applied, "Wij maken theater"))(),
        f"{previewed:,} rows previewed": lambda: runs.plan_run(run=started(make_list(previewed))),
    }
    for name, each in work.items():
        seconds, queries = measure(each)
        print(f"| {name} | {seconds:.1f} | {queries:,} | |", flush=True)
    print(f"| {previewed:,} rows previewed, memory | | | {peak_of(work[f'{previewed:,} rows previewed']):.0f} |")
    with transaction.atomic():
        OrganisationProfilePage.objects.all().delete()
        peak = peak_of(applying(make_list(applied)))
        print(f"| {applied:,} new rows applied, memory | | | {peak:.0f} |")
        transaction.set_rollback(True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applied", type=int, default=1_000)
    parser.add_argument("--previewed", type=int, default=10_000)
    parser.add_argument("--postgres", default="", help="The address of an empty database instead of SQLite.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_DATABASE"] = arguments.postgres or str(Path(folder) / "inventory.sqlite3")
        os.environ["BENCH_MEDIA"] = str(Path(folder) / "media")
        os.environ["BENCH_SEARCH"] = "on"
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        run(arguments.applied, arguments.previewed)


if __name__ == "__main__":
    main()
