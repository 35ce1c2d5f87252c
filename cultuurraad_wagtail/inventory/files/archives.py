"""Zip files before anything parses them: what they are, and whether they unpack to something bearable."""

import re
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.utils.translation import gettext_lazy as _

from .file_kinds import ARCHIVE, DOCUMENT, PASSWORD
from .grids import UnreadableFile

MAX_UNPACKED = 50 * 1024**2
# Elements cost more time and memory than bytes do. These are twice what 10,000 rows of 12 columns have; a part
# without cells, such as the styles, needs fewer and costs more.
MAX_ELEMENTS = 1_000_000
MAX_ELEMENTS_BESIDES = 200_000
PARTS_OF_CELLS = ("xl/worksheets/", "xl/sharedStrings", "xl/pivotCache/")
MAX_PARTS = 2_000
CHUNK = 64 * 1024
MANIFEST = "[Content_Types].xml"

BROKEN = _("This workbook is damaged. Open it in Excel or LibreOffice and save it again as an Excel workbook (.xlsx).")
TOO_LARGE = _(
    "This workbook is too large once it is unpacked. Copy only the rows and columns of the table, without empty "
    "formatted ones and without images, to a new workbook."
)
MACROS = _(
    "This workbook can hold macros (.xlsm). Open it in Excel and choose File › Save As, with "
    "“Excel Workbook (.xlsx)” as the type."
)
BINARY = _(
    "This is a binary workbook (.xlsb). Open it in Excel and choose File › Save As, with "
    "“Excel Workbook (.xlsx)” as the type."
)
STRICT = _(
    "This workbook was saved as “Strict Open XML Spreadsheet”. Open it in Excel and choose File › Save As, with "
    "“Excel Workbook (.xlsx)” as the type."
)
OPEN_DOCUMENT = _(
    "This is an OpenDocument spreadsheet (.ods). Open it in LibreOffice and choose File › Save As, with "
    "“Excel 2007-365 (.xlsx)” as the type."
)
NUMBERS = _("This is a file of Apple Numbers or Pages. Open it in Numbers and choose File › Export To › Excel.")


class _RootReached(Exception):
    """The root element begins: a document type can no longer follow."""


def is_zip(content: bytes) -> bool:
    """Whether ``content`` is a zip, whole or not."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def refuse_unsafe(archive: ZipFile) -> None:
    """Raise UnreadableFile unless ``archive`` is a workbook without macros that is safe to parse."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise UnreadableFile(str(TOO_LARGE))
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(str(PASSWORD))
    # The other methods unpack a chunk without a bound, and no spreadsheet writes them.
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise UnreadableFile(str(BROKEN))
    if message := _other_kind(archive):
        raise UnreadableFile(str(message))
    _unpack(archive, parts)


def _other_kind(archive):
    names = set(archive.namelist())
    if "mimetype" in names:
        return OPEN_DOCUMENT if b".spreadsheet" in _start_of(archive, "mimetype") else DOCUMENT
    if any(name.endswith((".iwa", "Index.zip")) for name in names):
        return NUMBERS
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return DOCUMENT
    if MANIFEST not in names:
        return ARCHIVE
    return _other_workbook(archive, names)


def _other_workbook(archive, names):
    manifest = _start_of(archive, MANIFEST).replace(b"\0", b"").lower()
    if b"sheet.binary." in manifest:
        return BINARY
    if re.search(rb"macroenabled|vbaproject", manifest):
        return MACROS
    if "_rels/.rels" in names and b"purl.oclc.org/ooxml" in _start_of(archive, "_rels/.rels"):
        return STRICT
    return None


def _start_of(archive, name):
    with archive.open(name) as part:
        return part.read(CHUNK)


def _unpack(archive, parts):
    """Unpack everything and keep nothing, counting: the sizes that a zip declares are only what it says."""
    size = elements = 0
    for info in parts:
        is_besides = not info.filename.startswith(PARTS_OF_CELLS)
        most = min(MAX_ELEMENTS, elements + MAX_ELEMENTS_BESIDES) if is_besides else MAX_ELEMENTS
        prolog = _prolog_parser()
        with archive.open(info) as part:
            while chunk := part.read(CHUNK):
                size += len(chunk)
                elements += chunk.count(b"<") - chunk.count(b"</")
                if size > MAX_UNPACKED or elements > most:
                    raise UnreadableFile(str(TOO_LARGE))
                prolog = _fed(prolog, chunk)


def _prolog_parser():
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = _stop_at_root
    return parser


def _refuse_document_type(*declaration):
    """Entities are declared in it, a few of which can grow to gigabytes. No spreadsheet writes one."""
    raise UnreadableFile(str(BROKEN))


def _stop_at_root(*element):
    raise _RootReached


def _fed(parser, chunk):
    """``parser`` after ``chunk``, or None once it has seen the root, or that this part is no XML."""
    if parser is None:
        return None
    try:
        parser.Parse(chunk)
    except (_RootReached, expat.ExpatError, LookupError, ValueError):
        return None
    return parser
