"""``python -m bench.run``: what each public view costs beside a bare Wagtail page, and how that grows.

Two processes hold a site each, with 1,000 and with 10,000 organisations, meetings and articles. They are asked in
turn for every view, so that whatever else the machine does falls on all alike. A ratio is a median over a median.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

BARE = "bare page"
DETAILS = {"organisation", "group", "project", "article", "meeting"}


class Site:
    """A worker process and what it said of its views."""

    def __init__(self, size, database, media):
        self.size = size
        environment = {**os.environ, "BENCH_DATABASE": database, "BENCH_MEDIA": media}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.worker", str(size)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read(self):
        return json.loads(self.process.stdout.readline())

    def seconds(self, view):
        self.process.stdin.write(f"{view}\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def new_postgres_database(url, name):
    """Drop and make the database ``name`` on the server of ``url``; gives its address."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def measure(sizes, repeats, database_of):
    with tempfile.TemporaryDirectory() as folder:
        sites = [Site(size, database_of(folder, size), str(Path(folder) / f"media-{size}")) for size in sizes]
        try:
            facts = {site.size: site.read() for site in sites}
            views = list(facts[sizes[0]])
            times = {size: {view: [] for view in views} for size in sizes}
            for _ in range(repeats):
                for view in views:
                    for site in sites:
                        times[site.size][view].append(site.seconds(view))
        finally:
            for site in sites:
                site.close()
    return facts, {size: {view: median(each) for view, each in of.items()} for size, of in times.items()}


def table(facts, times):
    small, large = min(times), max(times)
    columns = f"ms at {large:,} | × bare page at {small:,} | × bare page at {large:,} | growth"
    yield f"| view | queries | bytes | {columns} |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for view in facts[large]:
        ratio = {size: times[size][view] / times[size][BARE] for size in times}
        queries = f"{facts[large][view]['queries']}"
        if facts[small][view]["queries"] != facts[large][view]["queries"]:
            queries = f"{facts[small][view]['queries']} → {queries}"
        yield (
            f"| {view} | {queries} | {facts[large][view]['bytes']:,} | {times[large][view] * 1000:.1f} "
            f"| {ratio[small]:.1f} | {ratio[large]:.1f} | {times[large][view] / times[small][view]:.2f} |"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs=2, default=[1_000, 10_000], metavar=("SMALL", "LARGE"))
    parser.add_argument("--repeats", type=int, default=30)
    parser.add_argument("--postgres", metavar="URL", help="an existing database of a server in which to make others")
    options = parser.parse_args()

    def database_of(folder, size):
        if options.postgres:
            return new_postgres_database(options.postgres, f"bench_{size}")
        return str(Path(folder) / f"{size}.sqlite3")

    facts, times = measure(options.sizes, options.repeats, database_of)
    kind = "PostgreSQL" if options.postgres else "SQLite"
    print(
        f"{kind}, Python {platform.python_version()}, Django {version('Django')}, Wagtail {version('wagtail')}, "
        f"n = {options.repeats}\n"
    )
    print("\n".join(table(facts, times)))


if __name__ == "__main__":
    main()
