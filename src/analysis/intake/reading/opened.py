"""Opens the file that was named, whatever it is: a file is read only when it is a plain one of a size that can be read."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from analysis.errors import reason
from analysis.intake.reading.refusal import Unreadable

MEGABYTE = 1_000_000
MOST_BYTES = 32 * MEGABYTE


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises ``Unreadable`` for one that is missing, no file, not allowed, or too large."""
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise Unreadable("folder")
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable("no_file")
        refuse_size(state.st_size)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    refuse_size(len(content))
    return content


def refuse_size(size: int) -> None:
    """Refuse a file that is larger than any delivery."""
    if size > MOST_BYTES:
        raise Unreadable("large", size=size // MEGABYTE, most=MOST_BYTES // MEGABYTE)


def unreadable(error: OSError | ValueError) -> Unreadable:
    """Return why a file cannot be opened, by the system's own error."""
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, FileNotFoundError | NotADirectoryError) or number is None:
        return Unreadable("missing")
    if isinstance(error, PermissionError):
        return Unreadable("permission")
    if number == errno.ELOOP:
        return Unreadable("loop")
    return Unreadable("system", why=reason(error) if isinstance(error, OSError) else "")
