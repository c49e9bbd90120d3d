"""What a file is that is not what it should be: told from its first bytes, or from how its text begins."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Set as AbstractSet

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "workbook"),
    (b"PK\x05\x06", "workbook"),
    (b"\xd0\xcf\x11\xe0", "old_workbook"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"SQLite format 3", "database"),
    (b"PAR1", "database"),
    (b"\xff\xfe", "utf16"),
    (b"\xfe\xff", "utf16"),
)
PX = re.compile(r"(CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGES?|CREATION-DATE|MATRIX|SUBJECT-AREA|DECIMALS)(\[\w+\])?\s*=")
# How a text begins; the first that fits counts.
BEGINNINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("web_page", re.compile(r"<(!doctype|html|head|body|table|!--)", re.IGNORECASE)),
    ("xml", re.compile(r"<(\?xml|[a-z][\w:.-]*[\s>/])", re.IGNORECASE)),
    ("px", PX),
    ("large_file", re.compile(r"version https://git-lfs")),
    ("conflict", re.compile(r"<{7} ")),
)
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def kind_of_bytes(raw: bytes) -> str:
    """Return what a file is by its first bytes; empty when it may be text in UTF-8."""
    for start, kind in SIGNATURES:
        if raw.startswith(start):
            return kind
    if b"\0" not in raw:
        return ""
    # Every other byte of plain text is empty in UTF-16, also without its mark.
    halves = [raw[first:2000:2] for first in (0, 1)]
    empty, filled = sorted((half.count(b"\0") for half in halves), reverse=True)
    return "utf16" if len(raw) > 1 and not filled and empty > len(halves[1]) // 2 and len(raw) % 2 == 0 else "binary"


def kind_of_text(text: str) -> str:
    """Return what a text is by how it begins; empty when it shows no other kind than its name says."""
    start = text.lstrip()
    for kind, pattern in BEGINNINGS:
        if pattern.match(start):
            return kind
    return "json" if is_json(start) else ""


def is_json(text: str) -> bool:
    """Tell whether a text is JSON, whole or a line at a time: an object or a list, not a single word."""
    if not text.startswith(("{", "[")):
        return False
    for part in (text, text.splitlines()[0]):
        try:
            json.loads(part)
        except (ValueError, RecursionError):
            continue
        return True
    return bool(re.match(r'(\[\s*)?\{\s*"[^"]*"\s*:', text))


def kind_of_header(line: str, columns: AbstractSet[str]) -> str:
    """Return how the cells of a header are separated when not by commas: a table's first line shows some known columns."""
    if re.fullmatch(r'"?sep=.?"?', line.strip(), re.IGNORECASE):
        return "separator_line"
    with_commas = known_cells(line, ",", columns)
    for separator, kind in SEPARATORS.items():
        if known_cells(line, separator, columns) > with_commas:
            return kind
    if len(columns & set(re.split(r"\s+", line.strip()))) > max(with_commas, 1):
        return "spaces"
    return ""


def known_cells(line: str, separator: str, columns: AbstractSet[str]) -> int:
    """Return how many cells of a line are known columns, with one separator."""
    cells = next(csv.reader([line], delimiter=separator), [])
    return len(set(columns) & {cell.strip() for cell in cells})


def kind_of_definitions(text: str) -> str:
    """Return what a text is that is no TOML."""
    first = next((line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith(("#", "---"))), "")
    if kind := kind_of_text(text):
        return kind
    if re.match(r"[\w-]+:(\s|$)", first):
        return "yaml"
    return "table" if first.count(",") + first.count(";") > 1 and "=" not in first else ""
