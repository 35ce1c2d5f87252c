"""The package in other host sites: their choices of models and fields neither stop it nor change its migrations."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

HOSTS = {
    "small keys": {"HOST_AUTO_FIELD": "django.db.models.AutoField"},
    "big keys": {"HOST_AUTO_FIELD": "django.db.models.BigAutoField"},
    "own user, image and document models, and classes of our names": {
        "HOST_AUTO_FIELD": "django.db.models.AutoField",
        "HOST_CLASHES": "1",
    },
}


@pytest.fixture
def manage(tmp_path):
    """Runs ``manage.py <arguments>`` in the host that ``host`` describes; its apps are copies to write in."""
    for app in ("people", "clashing"):
        shutil.copytree(HERE / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))

    def run(host, *arguments):
        environment = {
            **os.environ,
            **HOSTS[host],
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tests.hosts.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "django", *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    return run


@pytest.mark.parametrize("host", HOSTS)
def test_host_needs_no_migration_of_ours_and_passes_the_checks(manage, host):
    assert manage(host, "makemigrations", "cultuurraad_wagtail", "--check", "--dry-run") == (
        0,
        "No changes detected in app 'cultuurraad_wagtail'\n",
    )
    assert manage(host, "check", "--fail-level=ERROR")[0] == 0


@pytest.mark.parametrize("host", ["small keys", "own user, image and document models, and classes of our names"])
def test_host_is_migrated(manage, host):
    if "HOST_CLASHES" in HOSTS[host]:
        code, output = manage(host, "makemigrations", "people", "clashing")
        assert code == 0, output

    code, output = manage(host, "migrate")

    assert code == 0, output
    assert "Applying cultuurraad_wagtail.0001_initial... OK" in output
