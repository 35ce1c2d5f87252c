"""What an uploaded file is if it is no table, each kind with its own way out."""

import re

from django.utils.translation import gettext_lazy as _

from .grids import UnreadableFile

PASSWORD = _(
    "This workbook is protected with a password. Open it in Excel, remove the password under File › Info › "
    "Protect Workbook, and save it again."
)
OLD_EXCEL = _(
    "This is a workbook of an old Excel (.xls). Open it in Excel and choose File › Save As, with "
    "“Excel Workbook (.xlsx)” as the type."
)
PDF = _("This is a PDF file. Choose the spreadsheet it was made from, saved as an Excel workbook (.xlsx) or as CSV.")
IMAGE = _("This is an image. Choose the spreadsheet with the table, saved as an Excel workbook (.xlsx) or as CSV.")
DOCUMENT = _(
    "This is a text document or a presentation. Copy its table to a spreadsheet and save that as an "
    "Excel workbook (.xlsx)."
)
ARCHIVE = _("This is a compressed archive. Unpack it, and choose the file with the table that was in it.")
WEB_PAGE = _(
    "This is a web page, even if it is called an Excel file. Open it in Excel and choose File › Save As, with "
    "“Excel Workbook (.xlsx)” as the type."
)
XML = _(
    "This is an XML file. Open it in Excel or LibreOffice and choose File › Save As, with "
    "“Excel Workbook (.xlsx)” as the type."
)
JSON = _("This is a JSON file. Ask its source for the same data as CSV or as an Excel workbook (.xlsx).")

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"{\\rtf", DOCUMENT),
    (b"\x1f\x8b", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a", ARCHIVE),
)
# The beginnings of text that is marked up; the last two are what Excel and scripts call .xls and .csv.
BEGINNINGS = (
    (re.compile(r"(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)\b"), WEB_PAGE),
    (re.compile(r"mime-version:"), WEB_PAGE),
    (re.compile(r"<\?xml\b"), XML),
    (re.compile(r"[\[\s]*\{\s*\""), JSON),
)


def refuse_other_kinds(content: bytes) -> None:
    """Raise UnreadableFile if ``content`` is a known kind of file that is neither a zip nor plain text."""
    if content.startswith(COMPOUND_FILE):
        raise UnreadableFile(str(_compound_message(content)))
    for signature, message in SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFile(str(message))
    beginning = _beginning(content)
    for pattern, message in BEGINNINGS:
        if pattern.match(beginning):
            raise UnreadableFile(str(message))


def _compound_message(content):
    """Old Office files and encrypted new ones are the same container; the names of their streams differ."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PASSWORD
    return DOCUMENT if "WordDocument".encode("utf-16-le") in content else OLD_EXCEL


def _beginning(content):
    """The first characters in any encoding, without byte order mark, comments and capitals."""
    text = content[:2000].replace(b"\0", b"").decode("latin-1").lstrip("ÿþï»¿ \t\r\n")
    return re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL).lower()
