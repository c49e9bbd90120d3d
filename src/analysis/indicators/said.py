"""What stands in a row or a published number, in the analyst's language: its value with its unit, its word, why it has none."""

from __future__ import annotations

from decimal import Decimal

from analysis.indicators.methods.rounding import half_up
from analysis.messages import has_message, message

INTERIM = "interim"


def quantity(number: str, unit: str) -> str:
    """Return a number that is written already with its unit; one that a plan's source names itself stands as it is."""
    return if_known(f"results.unit.{unit}", f"{number} {unit}", value=number)


def rounded(amount: Decimal) -> str:
    """Return a number as published, or with one decimal where it has more."""
    places = amount.as_tuple().exponent
    return f"{half_up(amount, 1) if isinstance(places, int) and places < -1 else amount:f}"


def word(value: str, *, is_interim: bool = False) -> str:
    """Return the word for a verdict, on the way to its year where it is ``is_interim``, or for an answer; a level as it stands."""
    found = if_known(f"results.verdict.{value}", value)
    return if_known(f"results.verdict.{INTERIM}_{value}", found) if is_interim else found


def status(name: str) -> str:
    """Return the words for a status."""
    return if_known(f"results.status.{name}", name)


def qualified(text: str, qualifier: str) -> str:
    """Return a number with what its source says of how exact it is."""
    return if_known(f"results.qualifier.{qualifier}", text, value=text)


def measure(name: str) -> str:
    """Return the name of a measure."""
    return if_known(f"results.measure.{name}", name)


def if_known(key: str, otherwise: str, **values: object) -> str:
    """Return a message where the catalogue has it, for words of an open set; else what is given."""
    return message(key, **values) if has_message(key) else otherwise
