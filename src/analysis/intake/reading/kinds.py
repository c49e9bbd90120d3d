"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re

from analysis.intake.reading.refusal import Unreadable

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY_SIZE = 128  # an entry in the directory of a compound file begins on a multiple of this
NAMES_IN_COMPOUND = {"EncryptedPackage": "password", "Workbook": "old_workbook", "Book": "old_workbook"}
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "old_workbook": (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00"),
    "image": (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00"),
    "archive": (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ\x00", b"BZh", b"(\xb5/\xfd"),
    "rich_text": (b"{\\rtf",),
    "binary": (b"SQLite format 3", b"PAR1", b"$FL2", b"$FL3", b"\x7fELF", b"MZ\x90", b"<stata_dta>"),
}
PDF, PDF_WITHIN = b"%PDF-", 1024
BITMAP, HEIC, WEBP = (
    re.compile(rb"BM.{4}\x00{4}", re.DOTALL),
    re.compile(rb".{4}ftyp", re.DOTALL),
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
)

WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta|title|script|style|p|h[1-6]|center|form|pre)\b",
    re.IGNORECASE | re.DOTALL,
)
MAILED_PAGE = re.compile(r"\s*(?:MIME-Version:|From: <Saved by)", re.IGNORECASE)
OLD_XML = re.compile(r"urn:schemas-microsoft-com:office:spreadsheet|progid=\"Excel\.Sheet\"")
XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|!--|[A-Za-z_][\w.-]*(?::[\w.-]+)?(?:\s[^<>]*)?/?>)")
JSON = re.compile(r"\s*[{\[]\s*(?:[\"{\[\]}\d]|null|true|false|$)")
PX = re.compile(r"\s*[A-Z][A-Z0-9-]+(?:\[[\w-]+\])?(?:\([^()\r\n]*\))?\s*=\s*(?:\"|YES|NO|TLIST|\d)[^;]*;")
LOOKED_AT = 4_000


def is_zip(content: bytes) -> bool:
    """Return whether a file is a zip file, which a workbook is."""
    return content.startswith(ZIP)


def refuse_other_bytes(content: bytes) -> None:
    """Refuse a file that is neither a zip file nor text, and say what it is."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    if content.startswith(COMPOUND):
        raise Unreadable(in_compound(content))
    for kind, beginnings in BEGINNINGS.items():
        if content.startswith(beginnings):
            raise Unreadable(kind)
    if PDF in content[:PDF_WITHIN]:
        raise Unreadable("pdf")
    if BITMAP.match(content) or HEIC.match(content) or WEBP.match(content):
        raise Unreadable("image")


def in_compound(content: bytes) -> str:
    """Return what a compound file holds, by the names in its directory: a locked workbook, an old one, or something else."""
    for name, kind in NAMES_IN_COMPOUND.items():
        wanted = f"{name}\0".encode("utf-16-le")
        place = content.find(wanted)
        while place >= 0:
            if place % ENTRY_SIZE == 0:
                return kind
            place = content.find(wanted, place + 1)
    return "old_document"


def kind_of_text(text: str) -> str:
    """Return ``px``, ``json`` or ``csv`` for a text. Raises ``Unreadable`` for a web page or XML."""
    start = text[:LOOKED_AT]
    if WEB_PAGE.match(start) or MAILED_PAGE.match(start):
        raise Unreadable("web_page")
    if XML.match(start):
        raise Unreadable("old_xml" if OLD_XML.search(start) else "xml")
    if JSON.match(start):
        return "json"
    return "px" if PX.match(start) else "csv"
