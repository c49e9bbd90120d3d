"""How the rooms below ``read`` say that a file cannot be read: they know the reason, not the file's name."""

from __future__ import annotations

from analysis.intake.sheets import Finding

KEYS = "intake.reading."


class Unreadable(Exception):
    """A file cannot be read as a whole, for the reason in ``finding``."""

    def __init__(self, key: str, *, sheet: str = "", cells: str = "", **values: object) -> None:
        self.finding = Finding("refuse", KEYS + key, sheet, cells, values)
        super().__init__(key)
