"""Words in several languages inside one row: what a reader gets, and in which language it is where theirs is missing.

A row keeps its words in the language in which it was written in fields of its own, and those in other languages in
``translations``: ``{"fr": {"label": "…"}}``. A text of lines is translated line by line.
"""

from itertools import zip_longest


class Words(str):
    """A text; ``lang`` is the language it is in where that is not the one that was asked for, else ""."""

    lang = ""

    def __new__(cls, text, lang=""):
        words = super().__new__(cls, text)
        words.lang = lang
        return words


def pick(by_language: dict, language: str, source: str) -> Words:
    """The words of ``by_language`` in ``language``, else in ``source``, in which they were written, else in any other.

    What is kept of a form may have been written in another language than the form is now.
    """
    known = (code for code in (language, source, *by_language) if by_language.get(code))
    code = next(known, language)
    return Words(by_language.get(code, ""), code if code != language else "")


def in_lines(text: str) -> list[str]:
    """The lines of ``text`` that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def by_line(text: str, source: str, translated: dict) -> list[dict]:
    """Each line of ``text``, written in ``source``, as words by language; ``translated`` has texts of lines too."""
    lines = in_lines(text)
    columns = {source: lines, **{language: in_lines(other)[: len(lines)] for language, other in translated.items()}}
    rows = zip_longest(*columns.values(), fillvalue="")
    return [{language: words for language, words in zip(columns, row, strict=True) if words} for row in rows]


def untranslated(words: dict, translations: dict, languages) -> dict[str, list[str]]:
    """For each of ``languages`` that lacks some the names of the ``words`` (name to text) that it lacks."""
    lacks = {
        language: [name for name, text in words.items() if _lacks(text, translations.get(language, {}).get(name, ""))]
        for language in languages
    }
    return {language: names for language, names in lacks.items() if names}


def _lacks(text, translation):
    return len(in_lines(translation)) < (len(in_lines(text)) if "\n" in text else bool(text.strip()))
