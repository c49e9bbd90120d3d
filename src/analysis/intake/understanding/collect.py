"""From cells to observations: a value with the number of answers and the limits that belong to it; nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from analysis.intake.sheets import Cell, Sheet, place_of
from analysis.intake.tables import Label
from analysis.intake.understanding.results import Delivered, Read, Remark

Key = tuple[str, str, str, int | None, str]


def key_of(read: Read) -> Key:
    """Return what a cell's observation is about."""
    sense, time = read.sense, read.sense.time
    return sense.indicator, sense.category, sense.geography, time.year if time else None, time.period if time else ""


def delivered(
    reads: list[Read], units: Mapping[str, str], notes: dict[tuple[str, Cell], str]
) -> tuple[list[tuple[Read, Delivered]], list[tuple[Sheet, Remark]]]:
    """Return the observations of some cells beside the cell of each value, and what has to be said of them."""
    values = [read for read in reads if read.sense.figure in {"", "value"}]
    beside: dict[tuple[Key, str], list[Read]] = {}
    for read in reads:
        if read.sense.figure in {"n", "lower", "upper"}:
            beside.setdefault((key_of(read), read.sense.figure), []).append(read)
    found = []
    used: set[tuple[str, Cell]] = set()
    for read in values:
        parts = {}
        for part in ("n", "lower", "upper"):
            same = nearest(read, beside.get((key_of(read), part), []))
            if same is None and part == "n" and units.get(read.sense.indicator) == "percent":
                same = of_all(read, beside)
            if same is not None and same.figure.value is not None:
                parts[part] = same.figure.value
                used.add((same.table.sheet.name, same.cell))
        found.append((read, observation(read, parts, units, notes)))
    loose = [
        read
        for parts in beside.values()
        for read in parts
        if (read.table.sheet.name, read.cell) not in used and not read.figure.blank
    ]
    return found, [(read.table.sheet, Remark("skip", "loose_figure", read.cell, read.sense.figure)) for read in loose]


def nearest(read: Read, others: list[Read]) -> Read | None:
    """Return the figure that belongs to a value: of several about the same thing the one in its own table."""
    same = [other for other in others if other.table is read.table] or others
    return same[0] if same else None


def of_all(read: Read, beside: Mapping[tuple[Key, str], list[Read]]) -> Read | None:
    """Return the number of answers that stands beside several shares, of which it names none: in the table of one of them."""
    _, _, geography, year, period = key_of(read)
    others = beside.get((("", "", geography, year, period), "n"), [])
    return next((other for other in others if other.table is read.table), None)


def observation(read: Read, parts: dict[str, Decimal], units: Mapping[str, str], notes: dict[tuple[str, Cell], str]) -> Delivered:
    """Return the observation of a cell and of the figures that belong to it."""
    sense, figure, sheet = read.sense, read.figure, read.table.sheet
    unit = units.get(sense.indicator, sense.unit)
    indicator, category, geography, year, period = key_of(read)
    level = (
        figure.sign if unit in {"answer", "level"} and figure.value is None and figure.status == "ok" and not figure.blank else ""
    )
    status = "not_stated" if figure.blank else figure.status
    beside = [notes.get((sheet.name, label.cell), "") for label in labels_at(read)] if notes else []
    said = [sense.note, figure.note, *beside]
    return Delivered(
        indicator, category, geography, year, period, as_unit(figure.value, unit), level, unit, status,
        parts.get("n"), parts.get("lower"), parts.get("upper"), " ".join(filter(None, said)), figure.qualifier,
        figure.text if figure.qualifier else "", sheet.name, place_of(sheet, *read.cell),
    )  # fmt: skip


def labels_at(read: Read) -> tuple[Label, ...]:
    """Return the labels beside and over a cell."""
    return (*read.table.labels[read.row], *read.table.heads[read.column])


def as_unit(value: Decimal | None, unit: str) -> Decimal | None:
    """Return a value as its unit is written: counts and kroner whole."""
    if value is None or unit not in {"count", "dkk"} or value != value.to_integral_value():
        return value
    return value.quantize(Decimal(1))


def without_doubles(found: list[tuple[Read, Delivered]]) -> tuple[list[Delivered], list[tuple[Sheet, Remark]]]:
    """Return the observations without those that stand twice with two values, and what is said of all that stand twice.

    Where two columns of one table say the same thing with other figures, the heading itself is wrong, and nothing of that table
    is read.
    """
    groups: dict[Key, list[tuple[Read, Delivered]]] = {}
    for read, row in found:
        groups.setdefault(row.key, []).append((read, row))
    bad: dict[int, Read] = {}
    kept: list[tuple[Read, Delivered]] = []
    remarks: list[tuple[Sheet, Remark]] = []
    for same in groups.values():
        in_rows = {(id(read.table), read.row) for read, _ in same}
        if len({table for table, _ in in_rows}) == 1 and len(in_rows) < len(same):
            bad[id(same[0][0].table)] = same[0][0]
    for key, same in groups.items():
        if len({content(row) for _, row in same}) > 1:
            about = " ".join(str(part) for part in key if part)
            shown = ", ".join(dict.fromkeys(read.figure.text or str(row.value) for read, row in same))
            remarks.extend((read.table.sheet, Remark("refuse", "twice", read.cell, about, {"values": shown})) for read, _ in same)
            continue
        remarks.extend((read.table.sheet, Remark("warn", "twice_the_same", read.cell, "")) for read, _ in same[1:])
        kept.append(same[0])
    for read in bad.values():
        heads = [label for labels in read.table.heads.values() for label in labels]
        remarks.extend((read.table.sheet, Remark("refuse", "heading_twice", label.cell)) for label in heads)
    return [row for read, row in kept if id(read.table) not in bad], remarks


def content(row: Delivered) -> tuple[object, ...]:
    """Return what an observation says of its thing."""
    return row.value, row.level, row.status
