"""Taking in answers to feedback forms, reading them, and laying them out as a table."""

from .partners import partners_in, partners_named_in
from .pausing import pause, send_link, unfinished_for
from .reading import answers_in_words, first_answer
from .responses import store_response
from .tables import Discretion, asked_as, codebook, columns_as_table, responses_as_table
from .versions import current_version, form_for

__all__ = [
    "Discretion",
    "answers_in_words",
    "asked_as",
    "codebook",
    "columns_as_table",
    "current_version",
    "first_answer",
    "form_for",
    "partners_in",
    "partners_named_in",
    "pause",
    "responses_as_table",
    "send_link",
    "store_response",
    "unfinished_for",
]
