"""Content lines: any words in, no line that is too long, no line that ends early."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cultuurraad_wagtail.calendars.lines import clean, content_line, escape, one_line


@given(st.text(alphabet="\\aé€😀;,", max_size=400))
def test_folded_line_is_the_line_with_line_ends_and_blanks_between(value):
    line = content_line("SUMMARY", value)

    assert line.endswith(b"\r\n")
    assert line.replace(b"\r\n ", b"") == f"SUMMARY:{value}\r\n".encode()
    for part in line[:-2].split(b"\r\n"):
        assert len(part) <= 75
        part.decode()


@pytest.mark.parametrize(("length", "lines"), [(73, 1), (74, 2), (147, 2), (148, 3)])
def test_line_is_folded_at_the_last_octet_that_fits(length, lines):
    assert content_line("A", "x" * length).count(b"\r\n") == lines


def test_escape_is_not_parted_from_its_letter():
    assert content_line("A", "x" * 72 + "\\n") == b"A:" + b"x" * 72 + b"\r\n \\n\r\n"


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\r\nBEGIN:VALARM"])
def test_line_end_in_a_value_is_refused(value):
    with pytest.raises(ValueError, match="X holds a line end"):
        content_line("X", value)


def test_text_is_escaped_as_the_format_wants():
    assert escape("C:\\Noord; a, b\nc") == "C:\\\\Noord\\; a\\, b\\nc"


def test_words_lose_what_no_calendar_may_hold():
    assert clean("a\r\nb\x00\x1b\x7f\x9f\ud800\tc\u2028d\u200f") == "a\nb c\nd\u200f"
    assert one_line(" a\n\tb\u00a0c ") == "a b c"
