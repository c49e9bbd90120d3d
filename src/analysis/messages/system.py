"""Which language the user's system speaks, by its own settings."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

# In the order in which they decide; the first that is set does.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# The languages of Windows by the lower ten bits of its number for a language in a country.
WINDOWS_LANGUAGES = {0x06: "da", 0x09: "en"}
PRIMARY = 0x3FF


def language_of_system(environment: Mapping[str, str], known: Sequence[str]) -> str:
    """Return which of the known languages the system speaks; the first where it speaks another, or says nothing."""
    variable = next(filter(None, map(environment.get, VARIABLES)), "")
    language = variable.replace("-", "_").partition("_")[0].partition(".")[0].lower() if variable else language_of_windows()
    return language if language in known else known[0]


def language_of_windows(windll: Any = None) -> str:
    """Return the language that Windows shows its user, by its code; nothing on another system or for a language not listed."""
    if windll is None and sys.platform == "win32":
        from ctypes import windll  # noqa: PLC0415 - there is none elsewhere
    return WINDOWS_LANGUAGES.get(windll.kernel32.GetUserDefaultUILanguage() & PRIMARY, "") if windll else ""
