"""Rows that were read in deliveries, held against the originals that were kept: a row says what its cell says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.data import Facts
from analysis.data.folder import INTAKE
from analysis.data.reading.rows import records
from analysis.data.tables import TABLES
from analysis.errors import DataFaults, DataWarning, Fault, UserError, fault, warning
from analysis.intake.applying.changes import Given, Key, said_by, text_of
from analysis.intake.applying.kept import FOLDER, Kept, kept_in, standing
from analysis.intake.applying.noted import NOTES, Noted, checksum_of, noted_in
from analysis.intake.applying.packages import by_form, by_mapping
from analysis.intake.forms import recognise
from analysis.intake.mapping import read_mapping
from analysis.intake.sheets import Refused
from analysis.intake.statbank.record import original_of
from analysis.messages import message

# What a cell says; what is added to it by people is their own.
COMPARED = ("value", "level", "amount_dkk", "on_plan", "concern", "adjustment", "status")
# Where more rows than this differ, and most of them, it is not the rows that have been changed but what they were read by.
FEW = 5


@dataclass(frozen=True)
class Line:
    """A row of a table that was read in a delivery. ``row`` counts as a spreadsheet does."""

    table: str
    row: int
    cells: Mapping[str, str]

    @property
    def key(self) -> Key:
        """What the row is about."""
        return tuple(self.cells.get(column, "") for column in TABLES[self.table].KEY)

    @property
    def place(self) -> str:
        """Where it was read: the sheet and the cell."""
        return "!".join(filter(None, (self.cells.get("sheet", ""), self.cells["cell"])))


def held_against_originals(folder: Path, facts: Facts) -> tuple[list[Fault], list[DataWarning]]:
    """Return a fault for each row that is not what its cell says, and a warning for each delivery that cannot be read again."""
    faults: list[Fault] = []
    warnings: list[DataWarning] = []
    kept = standing(kept_in(folder))
    lines = lines_read(folder) if kept else {}
    counted = {note.delivery: note for note in noted_in(folder)}
    for delivery in kept:
        rows = lines.get(delivery.file, [])
        if note := counted.get(delivery.file):
            faults += of_counted(note, rows)
        elif rows:
            more, doubts = of_delivery(folder, delivery, rows, facts)
            faults += more
            warnings += doubts
    return faults, warnings


def of_counted(note: Noted, lines: Sequence[Line]) -> list[Fault]:
    """Return the fault of figures that are not those that were counted; the rows that they were counted from are not kept."""
    if checksum_of(line.cells for line in lines) == note.figures:
        return []
    return [fault("microdata.kept.differ", file=f"{FOLDER}/{NOTES}", name=note.delivery, count=len(lines))]


def lines_read(folder: Path) -> dict[str, list[Line]]:
    """Return the rows of all tables that were read in a delivery, by its name."""
    found: dict[str, list[Line]] = {}
    for table in TABLES:
        path = folder / table
        rows = records(path.read_text(encoding="utf-8-sig")) if path.is_file() else iter(())
        _, header = next(rows, (1, []))
        for number, cells in rows if "delivery" in header else ():
            line = dict(zip(header, cells, strict=False))
            if line.get("delivery"):
                found.setdefault(line["delivery"], []).append(Line(table, number, line))
    return found


def of_delivery(folder: Path, kept: Kept, lines: Sequence[Line], facts: Facts) -> tuple[list[Fault], list[DataWarning]]:
    """Return what is wrong with the rows of one delivery, and what cannot be said of them."""
    where, by = f"{FOLDER}/{kept.file}", kept.mapping or message("intake.kept.form")
    if kept.mapping and not (folder / INTAKE / kept.mapping).is_file():
        return [], [warning("intake.kept.no_mapping", file=where, mapping=kept.mapping, count=len(lines))]
    try:
        given = given_again(folder, kept, facts)
    except (Refused, DataFaults, UserError) as error:
        return [], [warning("intake.kept.unreadable", file=where, by=by, count=len(lines), why=str(error).splitlines()[-1].strip())]
    at: dict[tuple[str, str, str], list[Given]] = {}
    for row in given:
        at.setdefault((row.table, row.sheet, row.cell), []).append(row)
    found = [(line, at.get((line.table, line.cells.get("sheet", ""), line.cells["cell"]), [])) for line in lines]
    unread = [line for line, same in found if not same]
    faults = [one for line, same in found if same for one in faults_of(line, same, kept)]
    if len(faults) > FEW and 2 * len(faults) > len(lines):
        faults = [
            fault("intake.kept.most_differ", file=where, by=by, count=len(faults), rows_in_all=len(lines), first=str(faults[0]))
        ]
    first = unread[0].place if unread else ""
    return faults, [warning("intake.kept.not_there", file=where, by=by, count=len(unread), first=first)] if unread else []


def given_again(folder: Path, kept: Kept, facts: Facts) -> Iterable[Given]:
    """Return the rows that an original gives today, by its mapping or as a form.

    Raises ``Refused``, ``DataFaults`` or ``UserError`` where the original or the mapping cannot be read.
    """
    delivery = original_of(folder / FOLDER / kept.file)
    if recognise(delivery):
        return by_form(delivery, facts).given
    mapping = read_mapping(folder / INTAKE / kept.mapping, facts)
    return by_mapping(delivery, {kept.mapping: mapping}, facts, is_chosen=True).given


def faults_of(line: Line, same: Sequence[Given], kept: Kept) -> Iterator[Fault]:
    """Yield the fault of a row that is not what its cell says: about something else, or another figure or answer."""
    place, name = line.place, kept.file
    given = next((row for row in same if row.key == line.key), None)
    if given is None:
        about, expected = (" ".join(filter(None, key)) for key in (line.key, same[0].key))
        yield fault(
            "intake.kept.other_thing", file=line.table, row=line.row, found=about, expected=expected, place=place, name=name
        )
        return
    here, there = said_by(line.cells, line.table), said_by(given.cells, line.table)
    column = next((one for one in COMPARED if here.get(one, "") != there.get(one, "")), "")
    if column:
        said = (line.cells.get(column, ""), text_of(given.cells.get(column)))
        found, expected = (text or message("intake.kept.nothing") for text in said)
        yield fault(
            "intake.kept.differs",
            file=line.table,
            row=line.row,
            column=column,
            found=found,
            expected=expected,
            place=place,
            name=name,
        )
