"""When two cells say the same: blanks around them and capitals mean nothing."""

from __future__ import annotations

import unicodedata

# What is taken away at both ends of a cell: blanks, tabs, line ends and the blank that does not break.
BLANKS = " \t\r\n\u00a0"


def folded(text: str) -> str:
    """Return the form in which texts are compared."""
    return unicodedata.normalize("NFC", text.strip(BLANKS)).lower()


def forms_of(text: str) -> list[str]:
    """Return the forms that a cell which says the same can have in the engine (``scan.fold``).

    There are two where a ring or a stroke may be a sign of its own: it would cost more to put each cell in one form than to know both.
    """
    return list(dict.fromkeys((folded(text), unicodedata.normalize("NFD", folded(text)))))
