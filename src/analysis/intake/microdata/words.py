"""When two cells say the same: blanks around them and capitals mean nothing."""

from __future__ import annotations

import unicodedata

# What is taken away at both ends of a cell: blanks, tabs, line ends and the blank that does not break.
BLANKS = " \t\r\n\u00a0"


def folded(text: str) -> str:
    """Return the form in which cells are compared; the engine makes the same one of a cell (``scan.fold``)."""
    return unicodedata.normalize("NFC", text.strip(BLANKS)).lower()
