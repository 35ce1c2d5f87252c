"""Fixtures that most tests share; objects come from ``tests.factories``."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache

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
