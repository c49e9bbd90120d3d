"""Works simple formulas out again, to see whether the result that is stored is still true.

Arithmetic, references, ranges and a few functions; of any other formula it says that it does not know.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from analysis.intake.reading.workbook.scan.references import area_of
from analysis.intake.sheets import Area, Sheet, Value

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<reference>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?(?![\w(]))"
    r"|(?P<name>[A-Z][A-Z.]*)(?=\()"
    r"|(?P<sign>[-+*/^%(),;]))"
)
LONGEST = 2_000
DEEPEST = 50
CLOSE = 1e-9
Operation = Callable[[float, float], float]


class NotKnownError(Exception):
    """A formula holds something that is not worked out here."""


@dataclass
class Purse:
    """How many cells may still be looked up; when it is empty, no more formulas are worked out."""

    left: int


def result_of(formula: str, sheet: Sheet, sheets: Mapping[str, Sheet], purse: Purse) -> float | None:
    """Return what a formula gives with the values as they stand; None where that is not known."""
    try:
        return Reckoning(formula, sheet, sheets, purse).whole()
    except (NotKnownError, ArithmeticError, ValueError):
        return None


def agrees(stored: Value, worked_out: float | None) -> bool:
    """Return whether a stored result is the one that the formula gives; what cannot be told apart agrees."""
    if worked_out is None or isinstance(stored, bool) or not isinstance(stored, int | float):
        return True
    return math.isclose(stored, worked_out, rel_tol=CLOSE, abs_tol=CLOSE)


class Reckoning:
    """One formula, read from left to right."""

    def __init__(self, formula: str, sheet: Sheet, sheets: Mapping[str, Sheet], purse: Purse) -> None:
        self.sheet, self.sheets, self.purse = sheet, sheets, purse
        self.tokens = tokens_of(formula.removeprefix("="))
        self.place = self.depth = 0

    def whole(self) -> float:
        """Return the formula's result."""
        found = self.sum()
        if self.place != len(self.tokens):
            raise NotKnownError
        return found

    def next_is(self, *signs: str) -> str:
        """Return the next sign and step over it, if it is one of some; otherwise nothing."""
        if self.place < len(self.tokens) and self.tokens[self.place][1] in signs:
            self.place += 1
            return self.tokens[self.place - 1][1]
        return ""

    def must_be(self, sign: str) -> None:
        """Step over a sign that has to be there."""
        if not self.next_is(sign):
            raise NotKnownError

    def chain(self, signs: Mapping[str, Operation], part: Callable[[], float]) -> float:
        """Return parts joined by operations of one rank."""
        found = part()
        while sign := self.next_is(*signs):
            found = signs[sign](found, part())
        return found

    def sum(self) -> float:
        """Return a sum of products."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotKnownError
        found = self.chain({"+": operator.add, "-": operator.sub}, self.product)
        self.depth -= 1
        return found

    def product(self) -> float:
        """Return a product of powers."""
        return self.chain({"*": operator.mul, "/": operator.truediv}, self.power)

    def power(self) -> float:
        """Return a power; spreadsheet programs reckon these from the left."""
        return self.chain({"^": math.pow}, self.signed)

    def signed(self) -> float:
        """Return a number with its sign and its percent."""
        turn = -1 if self.next_is("-") else 1
        self.next_is("+")
        found = turn * self.atom()
        while self.next_is("%"):
            found /= 100
        return found

    def atom(self) -> float:
        """Return a number, a cell's value, what stands in parentheses, or what a function gives."""
        if self.next_is("("):
            found = self.sum()
            self.must_be(")")
            return found
        if self.place >= len(self.tokens):
            raise NotKnownError
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return float(text)
        if kind == "reference":
            return self.single(text)
        if kind == "name":
            return self.function(text)
        raise NotKnownError

    def area(self, reference: str) -> tuple[Sheet, Area]:
        """Return the sheet and the rectangle that a reference means."""
        name, _, cells = reference.rpartition("!")
        sheet = self.sheets.get(name.strip("'").replace("''", "'")) if name else self.sheet
        area = area_of(cells)
        if sheet is None or area is None:
            raise NotKnownError
        self.purse.left -= (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if self.purse.left < 0:
            raise NotKnownError
        return sheet, area

    def numbers(self, reference: str) -> list[float]:
        """Return the numbers in a range; empty cells and text do not count, as in a spreadsheet program."""
        sheet, area = self.area(reference)
        cells = [(row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1)]
        if any(sheet.look(*cell).error for cell in cells):
            raise NotKnownError
        values = (sheet.value(*cell) for cell in cells)
        return [float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]

    def single(self, reference: str) -> float:
        """Return the value of one cell; an empty one is 0."""
        sheet, area = self.area(reference)
        value, look = sheet.value(area.top, area.left), sheet.look(area.top, area.left)
        if area.top != area.bottom or area.left != area.right or look.error or not look.stored:
            raise NotKnownError
        if value is None:
            return 0.0
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NotKnownError
        return float(value)

    def function(self, name: str) -> float:
        """Return what a function gives."""
        self.must_be("(")
        arguments = [self.argument()]
        while self.next_is(",", ";"):
            arguments.append(self.argument())
        self.must_be(")")
        return called(name, arguments)

    def argument(self) -> list[float]:
        """Return the numbers of one argument: those of a range, or one."""
        kind, text = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        if kind == "reference" and ":" in text:
            self.place += 1
            return self.numbers(text)
        return [self.sum()]


def called(name: str, arguments: list[list[float]]) -> float:
    """Return what a function of a name gives."""
    everything = [number for numbers in arguments for number in numbers]
    if name == "SUM":
        return math.fsum(everything)
    if name == "AVERAGE" and everything:
        return math.fsum(everything) / len(everything)
    if name == "ROUND" and [len(numbers) for numbers in arguments] == [1, 1]:
        return rounded(everything[0], int(everything[1]))
    raise NotKnownError


def rounded(value: float, digits: int) -> float:
    """Return a number rounded as spreadsheet programs do: halves away from zero, by the digits that are shown."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def tokens_of(formula: str) -> list[tuple[str, str]]:
    """Return the pieces of a formula: the kind of each, and its text."""
    if len(formula) > LONGEST:
        raise NotKnownError
    found, place = [], 0
    while place < len(formula.rstrip()):
        piece = TOKEN.match(formula, place)
        if piece is None or piece.lastgroup is None:
            raise NotKnownError
        found.append((piece.lastgroup, piece[piece.lastgroup]))
        place = piece.end()
    return found
