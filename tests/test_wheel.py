"""What pip installs: everything a site needs, and nothing else."""

import email
import zipfile
from pathlib import Path

import pytest

import cultuurraad_wagtail

PACKAGE = Path(cultuurraad_wagtail.__file__).parent

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def names(wheel):
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def metadata(wheel):
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [each for each in opened.namelist() if each.endswith(".dist-info/METADATA")]
        return email.message_from_bytes(opened.read(name))


def test_wheel_holds_every_file_of_the_package(names):
    expected = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {name for name in names if ".dist-info/" not in name} == expected


@pytest.mark.parametrize(
    "name",
    [
        "cultuurraad_wagtail/py.typed",
        "cultuurraad_wagtail/migrations/0001_initial.py",
        "cultuurraad_wagtail/locale/nl/LC_MESSAGES/django.mo",
        "cultuurraad_wagtail/locale/fr/LC_MESSAGES/django.mo",
        "cultuurraad_wagtail/templates/cultuurraad_wagtail/layout.html",
        "cultuurraad_wagtail/static/cultuurraad_wagtail/cultuurraad.css",
        "cultuurraad_wagtail/management/commands/cultuurraad_setup.py",
    ],
)
def test_wheel_holds(names, name):
    assert name in names


def test_wheel_holds_nothing_but_the_package(names):
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"cultuurraad_wagtail"}


def test_wheel_holds_the_licence(names):
    assert [name for name in names if name.endswith("/LICENSE")] != []


def test_wheel_names_what_it_needs_and_what_it_is(metadata):
    needs = [each.split(";")[0] for each in metadata.get_all("Requires-Dist") if "extra ==" not in each]

    assert metadata["Name"] == "cultuurraad-wagtail"
    assert metadata["Version"] == cultuurraad_wagtail.__version__
    assert metadata["License"] == "BSD-3-Clause"
    assert metadata["Requires-Python"] == ">=3.10"
    assert sorted(needs) == [
        "Django>=5.2",
        "beautifulsoup4>=4.13.3",
        "django-taggit>=6.1",
        "holidays>=0.99",
        "icalendar>=7.2.1",
        "python-dateutil>=2.9",
        "requests-hardened>=1.3",
        "wagtail-modeladmin>=2.5",
        "wagtail>=7.4",
    ]


def test_wheel_is_for_the_versions_that_are_tested(metadata):
    classifiers = metadata.get_all("Classifier")

    for expected in (
        *(f"Programming Language :: Python :: 3.{minor}" for minor in (10, 11, 12, 13, 14)),
        *(f"Framework :: Django :: {version}" for version in ("5.2", "6.0", "6.1")),
        *(f"Framework :: Wagtail :: {version}" for version in (7, 8)),
    ):
        assert expected in classifiers
