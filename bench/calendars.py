"""``python -m bench.calendars``: what a calendar feed costs, cold, warm and unchanged, beside a bare page.

Beside the cold feed stands what icalendar alone needs for a file with the same properties, without a database. All
are asked in turn, so that whatever else the machine does falls on all alike. Times are medians.
"""

import argparse
import gc
import os
import tempfile
from datetime import timezone
from pathlib import Path
from statistics import median
from time import perf_counter

FEED = "/cultuurraad/calendar/nl.ics"
WORDS = (
    "<p>Welkom aan iedereen die mee wil bouwen.</p><p>We bespreken het <b>cultuurplan</b>, de zalen en het feest.</p>"
)


def icalendar_alone(entries, zone):
    """The file of ``entries``, written by icalendar."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    for name, value in (("prodid", "-//icalendar//NL"), ("version", "2.0"), ("name", "Vergaderingen")):
        calendar.add(name, value)
    calendar.add_component(zone)
    for entry in entries:
        event = Event()
        changed = entry.modified_at.astimezone(timezone.utc)
        spoken = {"language": "nl"}
        for name, value in (
            *(("uid", entry.uid), ("sequence", entry.sequence), ("status", entry.status), ("url", entry.url)),
            *(("dtstamp", changed), ("last-modified", changed), ("color", entry.color)),
            *(("dtstart", entry.starts_at), ("dtend", entry.ends_at)),
        ):
            event.add(name, value)
        for name in ("location", "description", "categories"):
            event.add(name, getattr(entry, name), parameters=spoken)
        event.add("summary", entry.title, parameters=spoken)
        calendar.add_component(event)
    return calendar.to_ical()


def seconds(work):
    gc.collect()
    gc.disable()
    started = perf_counter()
    work()
    taken = perf_counter() - started
    gc.enable()
    return taken


def forget():
    """Nothing kept of any feed; Wagtail's own table of addresses stays."""
    from django.core.cache import cache
    from wagtail.models import Site

    from cultuurraad_wagtail.calendars import event_bytes

    event_bytes.cache_clear()
    cache.clear()
    Site.get_site_root_paths()


def edit_one():
    from cultuurraad_wagtail.models import Meeting

    meeting = Meeting.objects.order_by("pk").first()
    meeting.place = "Elders" if meeting.place != "Elders" else "Hier"
    meeting.save()


def nothing():
    pass


def steps(client, bare):
    """``{name: (what goes before, what is timed)}``."""
    from cultuurraad_wagtail.calendars.zones import european_timezone
    from cultuurraad_wagtail.fields import council_zone
    from cultuurraad_wagtail.models import Meeting
    from cultuurraad_wagtail.pages.feeds import entries_of

    entries = entries_of(Meeting.objects.order_by("starts_at", "pk"), "http://localhost/bijeenkomsten/")
    zone = european_timezone(council_zone(), 2020, 2040)
    asked = {}

    def take_tag():
        asked["if-none-match"] = client.get(FEED)["ETag"]

    def ask():
        return client.get(FEED)

    return {
        "bare page": (nothing, lambda: client.get(bare)),
        "icalendar alone": (nothing, lambda: icalendar_alone(entries, zone)),
        "feed, cold": (forget, ask),
        "feed, after one edit": (edit_one, ask),
        "feed, warm": (ask, ask),
        "feed, unchanged": (take_tag, lambda: client.get(FEED, headers=asked)),
    }


def measure(client, bare, repeats):
    """``{name: (milliseconds, queries)}``; of a feed's queries one is for the site, one for the language if cold."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work = steps(client, bare)
    times, queries = {name: [] for name in work}, {}
    for _ in range(repeats):
        for name, (before, each) in work.items():
            before()
            times[name].append(seconds(each))
    for name, (before, each) in work.items():
        before()
        with CaptureQueriesContext(connection) as captured:
            each()
        queries[name] = len(captured)
    return {name: (median(taken) * 1000, queries[name]) for name, taken in times.items()}


def table(size, measured):
    page, alone = measured["bare page"][0], measured["icalendar alone"][0]
    for name, (taken, queries) in measured.items():
        yield f"| {size:,} | {name} | {taken:.1f} | {queries} | {taken / page:.2f} | {taken / alone:.2f} |"


def run(sizes, repeats):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from bench.fill import HUBS, add_meetings, add_pages
    from cultuurraad_wagtail.models import Meeting, WorkgroupHubPage
    from tests.factories import make_section
    from tests.host.models import HomePage

    call_command("migrate", verbosity=0)
    section = make_section("nl")
    bare = section.home.add_child(instance=HomePage(title="Kaal", locale=section.locale))
    hubs = add_pages(section.workgroups, WorkgroupHubPage, HUBS, "Werkgroep")
    client = Client()
    print("| meetings | what | ms | queries | × bare page | × icalendar alone |")
    print("|---:|---|---:|---:|---:|---:|")
    for size in sizes:
        Meeting.objects.all().delete()
        add_meetings(hubs, size)
        Meeting.objects.update(introduction=WORDS)
        with connection.cursor() as cursor:
            # PostgreSQL does both by itself some time after so many rows.
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        for _ in range(3):
            client.get(bare.get_url())
        print("\n".join(table(size, measure(client, bare.get_url(), repeats))), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--postgres", default="", help="The address of an empty database instead of SQLite.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_DATABASE"] = options.postgres or str(Path(folder) / "calendars.sqlite3")
        os.environ["BENCH_MEDIA"] = str(Path(folder) / "media")
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        run(options.sizes, options.repeats)


if __name__ == "__main__":
    main()
