"""What tests of releases share."""

from pathlib import Path

DAY = "2033-12-01"
YEARS = (2031, 2032, 2033)
Files = dict[str, bytes]


def edit(path: Path, old: str, new: str) -> None:
    """Change one thing in a text file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")
