"""Reads a file as text. What is no file, or is another kind of file, is one fault that says what it is."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from analysis.data.reading.characters import check_characters
from analysis.data.reading.findings import Findings
from analysis.data.reading.kinds import kind_of_bytes
from analysis.errors import Fault, fault, reason
from analysis.messages import message

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Kinds of files that hold the right text, only written otherwise.
TEXT_STILL = {"utf16", "conflict", "large_file", "old_line_ends", "yaml"}
REASONS = {errno.ENOENT: "dangling", errno.ELOOP: "loop", errno.EACCES: "permission", errno.EPERM: "permission"}


def read_text(path: Path, name: str, findings: Findings) -> str | None:
    """Return the file's text, or ``None`` with a fault when it is missing, empty or no text in UTF-8."""
    raw = read_bytes(path, name, findings)
    if raw is None:
        return None
    if kind := kind_of_bytes(raw):
        findings.give_up(another_kind(name, kind))
        return None
    if not raw.removeprefix(BYTE_ORDER_MARK).strip():
        findings.give_up(fault("data.reading.empty", file=name))
        return None
    text = decoded(raw, name, findings)
    if text is not None:
        check_characters(text, name, findings)
    return text


def read_bytes(path: Path, name: str, findings: Findings) -> bytes | None:
    """Return the file's bytes, or ``None`` with a fault that says why there are none."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return path.read_bytes()
        key = "folder" if stat.S_ISDIR(mode) else "no_file"
        findings.give_up(fault(f"data.reading.{key}", file=name))
    except OSError as error:
        findings.give_up(cannot_open(path, name, error))
    return None


def cannot_open(path: Path, name: str, error: OSError) -> Fault:
    """Return the fault of a file that cannot be opened."""
    key = REASONS.get(error.errno or 0, "system")
    if key == "dangling" and not path.is_symlink():
        key = "missing"
    return fault(f"data.reading.{key}", file=name, name=path.name, why=reason(error))


def another_kind(name: str, kind: str, row: int | None = None) -> Fault:
    """Return the fault of a file that is of another kind than its name says."""
    ending = name.rpartition(".")[2]
    wanted = ending if ending in {"csv", "md"} else "toml"
    found, todo = (message(f"data.kinds.{kind}.{part}") for part in ("found", "todo"))
    if wanted != "csv" and kind not in TEXT_STILL:
        todo = message("data.kinds.restore")
    return Fault(name, found, message(f"data.kinds.wanted.{wanted}"), todo, row)


def decoded(raw: bytes, name: str, findings: Findings) -> str | None:
    """Return the bytes as text, or ``None`` with a fault at the first that is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        findings.give_up(fault("data.reading.not_utf8", file=name, row=row, byte=f"{raw[error.start]:02X}"))
        return None
