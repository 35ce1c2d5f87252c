"""The Dutch and French catalogues are complete, and the compiled ones are those of the sources."""

import gettext
import os
import re
import shutil
import string
import subprocess
import sys
from pathlib import Path

import django
import pytest
import taggit
import wagtail
import wagtail_modeladmin

import cultuurraad_wagtail
from tests import catalogues, needs

PACKAGE = Path(cultuurraad_wagtail.__file__).parent
LANGUAGES = ["nl", "fr"]


def source_of(language):
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """Every message of the package's code and templates, as gettext finds them now."""
    needs.program("xgettext")
    copy = tmp_path_factory.mktemp("messages") / "cultuurraad_wagtail"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=nl", "--no-location", "--no-obsolete"],
        cwd=copy,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
        capture_output=True,
    )
    return {entry.key for entry in catalogues.read(copy / "locale" / "nl" / "LC_MESSAGES" / "django.po")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_no_empty_or_fuzzy_entry(language):
    entries = catalogues.read(source_of(language))

    assert len(entries) > 100
    assert [entry.message for entry in entries if not entry.is_complete] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_every_message_of_the_source_and_no_other(language, messages):
    translated = {entry.key for entry in catalogues.read(source_of(language))}

    assert sorted(messages - translated) == [], "not in the catalogue: run make messages"
    assert sorted(translated - messages) == [], "no longer in the source: run make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_that_of_the_source(language):
    with source_of(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for entry in catalogues.read(source_of(language)):
        for number, words in entry.translations.items():
            if entry.plural:
                found = compiled._catalog.get((_id_of(entry), number))
            else:
                found = compiled._catalog.get(_id_of(entry))
            assert found == words, "run make compilemessages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_admin_keep_their_meaning(language):
    """Django makes one catalogue of those of all apps, and ours may stand first: what others say we say as they do."""
    theirs = {}
    for package in (django, taggit, wagtail, wagtail_modeladmin):
        for path in Path(package.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/django.mo"):
            with path.open("rb") as file:
                for message, words in gettext.GNUTranslations(file)._catalog.items():
                    theirs.setdefault(message, set()).add(words)
    with source_of(language).with_suffix(".mo").open("rb") as file:
        ours = gettext.GNUTranslations(file)._catalog

    assert len(ours.keys() & theirs.keys()) > 40
    del ours[""]
    other = {message: words for message, words in ours.items() if words not in theirs.get(message, {words})}
    assert other == {}, "say it as they do, or give it a context of its own (pgettext)"


def _id_of(entry):
    return f"{entry.context}\x04{entry.message}" if entry.context else entry.message


def _variables(text):
    named = {name for _, name, _, _ in string.Formatter().parse(text.replace("%", "%%")) if name}
    return named | set(re.findall(r"%\((\w+)\)[a-z]", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_variables_of_the_message(language):
    for entry in catalogues.read(source_of(language)):
        for words in entry.translations.values():
            assert _variables(words) <= _variables(entry.message) | _variables(entry.plural), entry.message
            if not entry.plural:
                assert _variables(words) == _variables(entry.message), entry.message


def test_incomplete_catalogue_is_noticed(tmp_path):
    """The reader of catalogues itself: it sees empty, fuzzy, plural and many-lined entries."""
    path = tmp_path / "django.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: nl\\n"\n\n'
        'msgid "full"\nmsgstr "vol"\n\n'
        'msgid "empty"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "unsure"\nmsgstr "onzeker"\n\n'
        'msgctxt "hour"\nmsgid ""\n"many "\n"lines"\nmsgstr ""\n"veel "\n"regels"\n\n'
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "een"\nmsgstr[1] ""\n\n'
        '#~ msgid "gone"\n#~ msgstr "weg"\n'
    )

    entries = catalogues.read(path)

    assert [entry.key for entry in entries] == [
        ("", "full", ""),
        ("", "empty", ""),
        ("", "unsure", ""),
        ("hour", "many lines", ""),
        ("", "one", "many"),
    ]
    assert [entry.message for entry in entries if not entry.is_complete] == ["empty", "unsure", "one"]


def test_french_marks_never_begin_a_line():
    """A question mark and its like stand behind a space that does not break, and so does what « begins."""
    loose = [
        translation
        for entry in catalogues.read(source_of("fr"))
        for translation in entry.translations.values()
        if re.search(r"\S [?!;:»](?![\w/(-])|« ", translation)
    ]
    assert loose == []
