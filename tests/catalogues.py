"""Reads gettext's .po files, as far as this project uses them, without gettext's own tools."""

import ast
import re
from dataclasses import dataclass, field


@dataclass
class Entry:
    """One message: its words in English, and in the catalogue's language (several for a plural)."""

    context: str = ""
    message: str = ""
    plural: str = ""
    translations: dict = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self):
        return (self.context, self.message, self.plural)

    @property
    def is_complete(self):
        return bool(self.translations) and all(self.translations.values()) and not self.is_fuzzy


KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?) (".*")$')


def read(path):
    """The entries of the catalogue at ``path``, without its header and without what is commented out."""
    entries = [_entry(block) for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))]
    return [entry for entry in entries if entry.message]


def _entry(block):
    entry, target = Entry(), None
    for line in block.splitlines():
        if line.startswith("#,"):
            entry.is_fuzzy = "fuzzy" in line
        elif found := KEYWORD.match(line):
            target = (found[1].partition("[")[0], int(found[2] or 0))
            _append(entry, target, ast.literal_eval(found[3]))
        elif line.startswith('"'):
            _append(entry, target, ast.literal_eval(line))
    return entry


def _append(entry, target, text):
    keyword, number = target
    if keyword == "msgstr":
        entry.translations[number] = entry.translations.get(number, "") + text
    else:
        name = {"msgctxt": "context", "msgid": "message", "msgid_plural": "plural"}[keyword]
        setattr(entry, name, getattr(entry, name) + text)
