"""Works out simple formulas again, to see whether a stored result is out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from analysis.intake.sheets import Sheet
from analysis.intake.values.formats import exact

TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<range>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)|(?P<cell>\$?[A-Z]{1,3}\$?\d+)|(?P<name>[A-Z]+)\(|(?P<sign>[-+*/(),%]))")
FUNCTIONS = frozenset({"ROUND", "SUM", "AVERAGE"})
DEEPEST = 50


class NotWorkedOut(Exception):
    """A formula has something in it that is not worked out here."""


def again(sheet: Sheet, formula: str) -> Decimal | None:
    """Return the result of a formula from the cells as they stand; None for a formula that is not worked out here."""
    try:
        tokens = list(tokens_of(formula.lstrip("=").upper()))
        value, rest = total(sheet, tokens, 0)
    except (NotWorkedOut, InvalidOperation, DivisionByZero, IndexError):
        return None
    return None if rest else value


def agrees(stored: float | Decimal, worked_out: Decimal) -> bool:
    """Tell whether a stored result is the one worked out, but for the last digits that a workbook keeps."""
    return abs(exact(stored) - worked_out) <= max(abs(worked_out), Decimal(1)) * Decimal("1e-9")


def tokens_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a formula. Raises ``NotWorkedOut`` for one that is not known."""
    place = 0
    while place < len(text.rstrip()):
        found = TOKEN.match(text, place)
        if not found:
            raise NotWorkedOut
        yield str(found.lastgroup), str(found[str(found.lastgroup)])
        place = found.end()


Tokens = list[tuple[str, str]]
Part = tuple[Decimal, Tokens]


def total(sheet: Sheet, tokens: Tokens, depth: int) -> Part:
    """Return the value of a sum and what stands after it."""
    if depth > DEEPEST:
        raise NotWorkedOut
    value, rest = product(sheet, tokens, depth)
    while rest and rest[0][1] in {"+", "-"}:
        other, after = product(sheet, rest[1:], depth)
        value, rest = (value + other if rest[0][1] == "+" else value - other), after
    return value, rest


def product(sheet: Sheet, tokens: Tokens, depth: int) -> Part:
    """Return the value of a product and what stands after it."""
    value, rest = factor(sheet, tokens, depth)
    while rest and rest[0][1] in {"*", "/", "%"}:
        if rest[0][1] == "%":
            value, rest = value / 100, rest[1:]
            continue
        other, after = factor(sheet, rest[1:], depth)
        value, rest = (value * other if rest[0][1] == "*" else value / other), after
    return value, rest


def factor(sheet: Sheet, tokens: Tokens, depth: int) -> Part:
    """Return the value of a number, a cell, a bracket or a function, and what stands after it."""
    if not tokens:
        raise NotWorkedOut
    (kind, text), rest = tokens[0], tokens[1:]
    if kind == "number":
        return Decimal(text), rest
    if kind == "cell":
        return number_at(sheet, *cell_of(text)), rest
    if text == "-":
        value, rest = factor(sheet, rest, depth + 1)
        return -value, rest
    if text == "(":
        value, rest = total(sheet, rest, depth + 1)
        return value, closed(rest)
    if kind == "name" and text in FUNCTIONS:
        return function(sheet, text, rest, depth + 1)
    raise NotWorkedOut


def function(sheet: Sheet, name: str, tokens: Tokens, depth: int) -> Part:
    """Return the value of a function and what stands after it."""
    values: list[Decimal] = []
    counted: list[int] = []
    rest = tokens
    while True:
        if rest[0][0] == "range":
            cells = [value for value in range_of(sheet, rest[0][1]) if value is not None]
            values, counted, rest = [*values, *cells], [*counted, len(cells)], rest[1:]
        else:
            value, rest = total(sheet, rest, depth)
            values, counted = [*values, value], [*counted, 1]
        if rest[0][1] != ",":
            break
        rest = rest[1:]
    rest = closed(rest)
    if name == "ROUND" and len(values) == 2:  # noqa: PLR2004
        return values[0].quantize(Decimal(1).scaleb(-int(values[1])), rounding=ROUND_HALF_UP), rest
    if name == "ROUND":
        raise NotWorkedOut
    summed = sum(values, Decimal(0))
    return (summed / len(values) if name == "AVERAGE" else summed), rest


def closed(tokens: Tokens) -> Tokens:
    """Return what stands after a closing bracket. Raises ``NotWorkedOut`` where there is none."""
    if not tokens or tokens[0][1] != ")":
        raise NotWorkedOut
    return tokens[1:]


def cell_of(text: str) -> tuple[int, int]:
    """Return the row and column of an address."""
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", text.replace("$", "")).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits), column


def number_at(sheet: Sheet, row: int, column: int) -> Decimal:
    """Return the number in a cell, nought for an empty one. Raises ``NotWorkedOut`` for a text or an error."""
    value = sheet.value(row, column)
    look = sheet.look(row, column)
    if look.error or (look.formula and not look.stored):
        raise NotWorkedOut
    if value is None:
        return Decimal(0)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NotWorkedOut
    return exact(value)


def range_of(sheet: Sheet, text: str) -> Iterator[Decimal | None]:
    """Yield the numbers of a range; None for an empty cell and for a text, which a sum does not count."""
    (top, left), (bottom, right) = (cell_of(part) for part in text.split(":"))
    if (bottom - top + 1) * (right - left + 1) > 100_000:  # noqa: PLR2004
        raise NotWorkedOut
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            value = sheet.value(row, column)
            yield exact(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None
