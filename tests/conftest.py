"""Fixtures that most tests share; objects come from ``tests.factories``."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections

from tests.factories import make_editor, make_section, make_site_section


@pytest.fixture(autouse=True)
def _clean_surroundings(settings, tmp_path):
    """Files go to a folder of the test's own; nothing that another test cached is left."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture
def section(db):
    """The council's section in Dutch, on the default site."""
    return make_section("nl")


@pytest.fixture
def sections(db):
    """The council's section in Dutch and in French."""
    return make_site_section()


@pytest.fixture
def editor(db):
    return make_editor()


@pytest.fixture
def editor_client(client, editor):
    """A client that is logged in to the admin, in Dutch."""
    client.force_login(editor)
    return client


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The path of the wheel, built from a copy of this checkout as pip builds it."""
    root = Path(__file__).resolve().parent.parent
    source, built = tmp_path_factory.mktemp("source") / "project", tmp_path_factory.mktemp("wheel")
    leave_out = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "*.sqlite3")
    shutil.copytree(root, source, ignore=leave_out)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", f"--wheel-dir={built}", str(source)], check=True
    )
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture
def database_on_file(transactional_db, tmp_path):
    """The database as a site has it: SQLite's in memory locks otherwise, so it is copied to a file."""
    if connection.vendor != "sqlite":
        yield
        _wait_for_threads()
        return
    connection.ensure_connection()
    in_memory = connections["default"]
    name = in_memory.settings_dict["NAME"]
    on_file = connections.create_connection("default")
    on_file.settings_dict = {**in_memory.settings_dict, "NAME": str(tmp_path / "site.sqlite3")}
    on_file.ensure_connection()
    in_memory.connection.backup(on_file.connection)
    in_memory.settings_dict["NAME"] = on_file.settings_dict["NAME"]
    connections["default"] = on_file
    yield
    _wait_for_threads()
    on_file.close()
    in_memory.settings_dict["NAME"] = name
    connections["default"] = in_memory
    ContentType.objects.clear_cache()


def _wait_for_threads():
    """Until what we do beside a request is done: it must not reach into the database of the next test."""
    for thread in threading.enumerate():
        if thread.name.startswith("cultuurraad"):
            thread.join(30)


@pytest.fixture
def site_on_file(database_on_file):
    """A section of a site for several threads."""
    return make_section("nl")
