"""How the places of a message are filled: with values, with numbers as a language writes them, and with words that go by a number."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

THOUSANDS = {"en": ",", "da": "."}


def filled(template: str, language: str, values: Mapping[str, object]) -> str:
    """Return a template with its places filled.

    ``{count}`` is the value as it is, ``{count:n}`` a whole number as the language writes it (1.289.000), and
    ``{count:row|rows}`` the first word for one and the second for any other number.
    """
    return Places(language).vformat(template, (), values)


class Places(Formatter):
    """The formatter of a language."""

    def __init__(self, language: str) -> None:
        self.thousands = THOUSANDS[language]

    def format_field(self, value: object, format_spec: str) -> str:
        one, is_word, many = format_spec.partition("|")
        if is_word:
            return one if value == 1 else many
        if format_spec == "n":
            return f"{value:,}".replace(",", self.thousands) if isinstance(value, int) else str(value)
        return str(super().format_field(value, format_spec))
