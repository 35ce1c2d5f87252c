"""The built wheel in a new project and in one that had everything before us: the four steps, then an editor."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hosts.test_hosts import HERE as HOSTS

HERE = Path(__file__).resolve().parent
USER, PASSWORD = "redactie", "een-lang-geheim"

pytestmark = pytest.mark.wheel

NEEDED = """
INSTALLED_APPS += [
    "cultuurraad_wagtail", "wagtail_modeladmin", "wagtail.contrib.routable_page", "wagtail.contrib.settings"
]
"""
ADDRESSES = 'path("cultuurraad/", include("cultuurraad_wagtail.urls")),\n    path("search/"'
OWN_MODELS = """
INSTALLED_APPS = ["people", "clashing", *INSTALLED_APPS]
AUTH_USER_MODEL = "people.User"
WAGTAILIMAGES_IMAGE_MODEL = "clashing.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "clashing.CustomDocument"
LANGUAGE_CODE = "nl"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
"""


def run(*command, folder, **variables):
    """The output of a command; with the output of a failing one in the test's report."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTHON"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**environment, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The interpreter of a new environment into which pip installed the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, folder=folder)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", wheel, folder=folder)
    return folder / "bin" / "python"


def start_project(python, folder):
    run(python.parent / "wagtail", "start", "mysite", folder, folder=folder)
    return folder / "mysite" / "settings" / "base.py", folder / "mysite" / "urls.py"


def take_the_four_steps(python, folder, settings, urls):
    """Step 1, pip install, is done. The models' tables are made for the first time in step 4."""
    settings.write_text(settings.read_text() + NEEDED)
    urls.write_text(urls.read_text().replace('path("search/"', ADDRESSES))
    assert 'include("cultuurraad_wagtail.urls")' in urls.read_text()
    manage = (python, "manage.py")
    assert "cultuurraad" not in run(*manage, "check", folder=folder)
    run(*manage, "migrate", folder=folder)
    setup = (*manage, "cultuurraad_setup", "--parent", "home")
    first, second = run(*setup, folder=folder), run(*setup, folder=folder)
    assert first.startswith("Made:")
    assert second == "Everything is there already. Nothing changed.\n"
    assert "No changes detected" in run(*manage, "makemigrations", "--check", "cultuurraad_wagtail", folder=folder)


def edit(python, folder):
    variables = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    create = ("createsuperuser", "--noinput", f"--username={USER}", "--email=redactie@example.org")
    run(python, "manage.py", *create, folder=folder, **variables)
    shutil.copy(HERE / "editing.py", folder)
    return run(python, "editing.py", USER, PASSWORD, folder=folder, DJANGO_SETTINGS_MODULE="mysite.settings.dev")


def test_wheel_serves_editors_and_visitors_of_a_new_project(python, tmp_path):
    take_the_four_steps(python, tmp_path, *start_project(python, tmp_path))

    assert edit(python, tmp_path).splitlines()[-2:] == ["answered", "done"]


def test_wheel_serves_a_project_with_its_own_models_and_our_class_names(python, tmp_path):
    settings, urls = start_project(python, tmp_path)
    settings.write_text(settings.read_text() + OWN_MODELS)
    for app in ("people", "clashing"):
        shutil.copytree(HOSTS / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    run(python, "manage.py", "makemigrations", "people", "clashing", folder=tmp_path)

    take_the_four_steps(python, tmp_path, settings, urls)

    assert edit(python, tmp_path).splitlines()[-2:] == ["answered", "done"]
