"""An address and names in texts: found as whole words, and taken out of them."""

import json
import re

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from ..records.nameless import NAMELESS

#: What may stand in an address: “an@huis.be” does not stand in “jan@huis.be”.
IN_ADDRESS, WORD = r"[\w.+%-]", r"\w"


class Wanted:
    """An ``address`` and ``names``, to look for in texts and in JSON."""

    def __init__(self, address: str = "", names=()):
        self.texts = tuple(filter(None, (address, *sorted(names, key=len, reverse=True))))
        parts = [rf"{_not_after(IN_ADDRESS)}{re.escape(address)}(?![\w-]|\.\w)"] if address else []
        # A text may hold JSON itself, with its letters escaped.
        written = (form for name in self.texts[bool(address) :] for form in sorted({name, _escaped(name)}))
        parts += [rf"{_not_after(WORD)}{re.escape(name)}(?!\w)" for name in written]
        self._pattern = re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)

    def is_in(self, value) -> bool:
        """Whether one of them stands in ``value``: a text, or what JSON is made of, keys and all."""
        if isinstance(value, str):
            return bool(self._pattern.search(value))
        if isinstance(value, dict):
            return any(self.is_in(key) or self.is_in(each) for key, each in value.items())
        return isinstance(value, (list, tuple)) and any(self.is_in(each) for each in value)

    def taken_out_of(self, value):
        """``value`` with “N.N.” in their place."""
        if isinstance(value, str):
            return self._pattern.sub(NAMELESS, value)
        if isinstance(value, dict):
            return {self.taken_out_of(key): self.taken_out_of(each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.taken_out_of(each) for each in value]
        return value

    def rows(self, queryset, *fields):
        """The rows of ``queryset`` that may hold one of them in ``fields``; to be looked at one by one.

        JSON keeps letters with accents as they are or escaped, as the database likes it.
        """
        as_text = {f"{field}_as_text": Cast(field, TextField()) for field in fields}
        condition = Q(pk__in=())
        for text in self.texts:
            for written in {text, _escaped(text)}:
                for field in as_text:
                    condition |= Q(**{f"{field}__icontains": written})
        return queryset.annotate(**as_text).filter(condition)


def _escaped(text):
    """As JSON writes it in ASCII, without the quotation marks."""
    return json.dumps(text)[1:-1]


def _not_after(letter):
    """A letter that is escaped is none: a quotation mark, for example."""
    return rf"(?:(?<!{letter})|(?<=\\u[0-9a-f]{{4}}))"
