"""What people are to write for an edition: one file for each chapter, which counts as unwritten until somebody has."""

from __future__ import annotations

from pathlib import Path

from analysis.data.folder import COMMENTS

# The chapters of an edition that have room for a comment.
CHAPTERS = ("resume", "tryghed", "kriminalitet", "samarbejde", "tryghedsplan", "midtvejsstatus")
# A line that Markdown reads as the definition of a link, which is nothing on a page.
HINT = "[//]: #"


def stubs(year: int, hint: str) -> dict[str, bytes]:
    """Return the comment files of an edition, each with nothing in it but a hint that no page shows."""
    text = f"{HINT} ({hint})\n".encode()
    return {f"{COMMENTS}/{year}/{chapter}.md": text for chapter in CHAPTERS}


def unwritten(folder: Path, year: int) -> list[str]:
    """Return the chapters of an edition that nobody has written a comment on, in the order of the chapters."""
    return [chapter for chapter in CHAPTERS if not is_written(folder / COMMENTS / str(year) / f"{chapter}.md")]


def is_written(path: Path) -> bool:
    """Tell whether somebody has written something into a comment file beside its hint."""
    try:
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.strip() and not line.startswith(HINT) for line in lines)
