"""What is kept of a file with rows of incidents or persons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """What is kept of a file that is not kept itself: its name, bytes and checksum. ``lines`` are those of a text, the empty ones too."""

    name: str
    size: int
    sha256: str
    lines: int
