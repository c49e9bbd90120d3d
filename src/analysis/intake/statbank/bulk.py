"""The bank's streaming format: rows in any order, of which those that stand for nothing are left out. It becomes a cube as others do.

What a row that is left out means, the table's description says: as a rule that the figure is 0. A row that is there and has no number
is a figure that is missing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from analysis.intake.reading.cubes.cube import Cube, Dimension, Figure, long_table
from analysis.intake.sheets import Sheet
from analysis.intake.statbank.bank.info import compared
from analysis.intake.statbank.question import Asked
from analysis.intake.statbank.trouble import Trouble, one_line

CONTENT, SEPARATOR = "INDHOLD", ";"
# Danish numbers: a decimal comma, and nothing between thousands.
NUMBER = re.compile(r"-?\d{1,15}(?:,\d{1,10})?")
SIGNS = frozenset({"..", ".", "-", "…", ""})
MISSING = ".."
Key = tuple[str, ...]
Said = tuple[Figure, str]


def bulk_sheet(text: str, asked: Sequence[Asked], left_out: str, *, content: str, unit: str) -> Sheet:
    """Return the long table of a streamed answer, as that of a JSON-stat cube: with ``content`` as what the figures are.

    ``left_out`` is what a row stands for that is not there. Raises ``Trouble`` for a text that is cut off, of other columns, or
    says something of a code that was not asked for, or two things of the same.
    """
    rows = rows_of(text, asked)
    keys = list(product(*(one.codes for one in asked)))
    if len(rows) < len(keys) and not left_out:
        raise Trouble("left_out", count=len(keys) - len(rows))
    default = said_of(left_out, row=0)
    said = [rows.get(key, default) for key in keys]
    dimensions = [Dimension(one.text, tuple(one.codes.values())) for one in asked]
    time = next((place for place, one in enumerate(asked) if one.is_time), len(asked))
    dimensions.insert(time, Dimension(CONTENT.capitalize(), (content,), (unit,)))
    statuses = {number: sign for number, (_, sign) in enumerate(said) if sign}
    cube = Cube(tuple(dimensions), [figure for figure, _ in said], statuses, {})
    return long_table(cube, "", CONTENT, 0)


def rows_of(text: str, asked: Sequence[Asked]) -> Mapping[Key, Said]:
    """Return what each row says of its codes, in the order in which variables were asked for."""
    if not text.endswith("\n"):
        raise Trouble("cut_line", last=one_line(text.rpartition("\n")[2]))
    lines = lines_of(text)
    header = [compared(name.strip()) for name in next(lines, [])]
    wanted = [compared(one.variable) for one in asked]
    if sorted(header) != sorted([*wanted, compared(CONTENT)]):
        raise Trouble("columns", found=one_line(SEPARATOR.join(header)), expected=SEPARATOR.join([*wanted, CONTENT]))
    order, figure = [header.index(name) for name in wanted], header.index(compared(CONTENT))
    found: dict[Key, Said] = {}
    for number, cells in enumerate(lines, 2):
        if len(cells) != len(header):
            raise Trouble("width", line=number, count=len(cells), expected=len(header))
        key = tuple(cells[place].strip() for place in order)
        refuse_key(key, found, asked, number)
        found[key] = said_of(cells[figure].strip(), row=number)
    return found


def lines_of(text: str) -> Iterator[list[str]]:
    """Yield the cells of each line."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR, strict=True)
    except csv.Error as error:
        raise Trouble("form", what=str(error)) from error


def refuse_key(key: Key, found: Mapping[Key, Said], asked: Sequence[Asked], row: int) -> None:
    """Raise ``Trouble`` for codes that were not asked for, and for those that stand twice."""
    strange = next((f"{one.variable}={code}" for one, code in zip(asked, key, strict=True) if code not in one.codes), "")
    if strange:
        raise Trouble("not_asked", found=strange)
    if key in found:
        raise Trouble("row_twice", line=row, found=", ".join(key))


def said_of(written: str, row: int) -> Said:
    """Return a figure, or the sign that stands for none. Raises ``Trouble`` for anything else."""
    if NUMBER.fullmatch(written):
        number = written.replace(",", ".")
        return (Decimal(number) if "." in number else int(number)), ""
    if written in SIGNS:
        return None, written or MISSING
    raise Trouble("number", line=row, found=one_line(written))
