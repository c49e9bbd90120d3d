"""Answers on a scale: the share that some of them make together, on the number of answers that all of them rest on."""

from __future__ import annotations

from decimal import Decimal

from analysis.intake.mapping.model import Scale
from analysis.intake.sheets import address
from analysis.intake.understanding.context import form_of
from analysis.intake.understanding.results import Delivered, Remark
from analysis.intake.understanding.senses import Sense
from analysis.intake.understanding.table import TableReader
from analysis.intake.values.formats import shown
from analysis.intake.words import plain

PER_CENT = 100


def scale_of(reader: TableReader, scales: tuple[Scale, ...]) -> Scale | None:
    """Return the scale whose title stands over a table; None where there is none."""
    titles = {form_of(line.text) for line in reader.table.titles}
    return next((scale for scale in scales if form_of(scale.title) in titles), None)


def read_scale(reader: TableReader, scale: Scale) -> list[Delivered]:
    """Return the observations that a scale gives: one for each group of columns that differ only in what figure they hold."""
    rows = {plain(text): row for row, labels in reader.table.labels.items() if labels for text in (labels[-1].text,)}
    wanted = [plain(text) for text in ((scale.stated,) if scale.stated else scale.add)]
    missing = [text for text in wanted if text not in rows]
    if missing:
        cells = [(row, reader.table.area.left) for row in reader.table.labels]
        reader.remarks.extend(
            Remark("ask", "scale_missing", cell, ", ".join(missing), {"answer": ", ".join(missing)}) for cell in cells
        )
        return []
    used = [rows[text] for text in wanted]
    base = rows.get(plain(scale.base)) if scale.base else None
    skip_others(reader, used, base)
    if not scale.confirmed:
        label = reader.table.area.left
        reader.remarks.extend(
            Remark(
                "ask",
                "scale",
                (row, label),
                scale.indicator,
                {"answers": ", ".join(scale.add or (scale.stated,)), "base": scale.base},
            )
            for row in used
        )
    return [found for group in groups_of(reader) if (found := of_group(reader, scale, group, used, base))]


def groups_of(reader: TableReader) -> list[dict[str, int]]:
    """Return the columns of figures in groups, each by what it holds: ``value``, ``n``, ``lower``, ``upper``."""
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for column, axis in reader.columns.items():
        if axis.unknown or axis.skip or not axis.senses:
            continue
        part = axis.senses[0].figure or "value"
        group = tuple(label.name for label in axis.labels if not any(s.figure or s.unit for s in reader.lookup.senses(label)))
        groups.setdefault(group, {})[part] = column
    return [group for group in groups.values() if "value" in group]


def skip_others(reader: TableReader, used: list[int], base: int | None) -> None:
    """Say which answers are not read as observations of their own."""
    for row in reader.table.labels:
        if row not in used and row != base:
            reader.remarks.extend(Remark("skip", "other_answers", (row, column)) for column in reader.columns)


def of_group(reader: TableReader, scale: Scale, group: dict[str, int], used: list[int], base: int | None) -> Delivered | None:
    """Return the observation of one group of columns; None, with remarks, where a cell of it cannot be read."""
    column = group["value"]
    sense = sense_of_group(reader, scale, column)
    figures = [reader.cells.figure(row, column) for row in used]
    bad = [(row, column) for row, figure in zip(used, figures, strict=True) if not figure.is_number]
    if bad or not sense.geography or sense.time is None or sense.time.year is None:
        reader.remarks.extend(
            Remark("ask", "scale_unread", cell, scale.indicator) for cell in bad or [(row, column) for row in used]
        )
        return None
    total = sum((figure.stored for figure in figures if figure.stored is not None), Decimal(0))
    value = shown(total, figures[0].number_format) if figures[0].number_format else total
    n = figure_in(reader, base, group.get("n", column if base is not None and is_count(reader, base, column) else None))
    lower, upper = interval(reader, used, group)
    say(reader, scale, group, used)
    cell = "+".join(address(row, column) for row in used)
    return Delivered(
        scale.indicator, sense.category, sense.geography, sense.time.year, sense.time.period, value, "", reader.facts.units.get(scale.indicator, "percent"),
        "ok", n, lower, upper, "", "", "", reader.table.sheet.name, cell,
    )  # fmt: skip


def sense_of_group(reader: TableReader, scale: Scale, column: int) -> Sense:
    """Return what the headings of a group of columns and the context say together."""
    senses = reader.columns[column].senses
    return senses[0].joined(Sense(indicator=scale.indicator)).filled(reader.context) if senses else reader.context  # type: ignore[union-attr]


def figure_in(reader: TableReader, row: int | None, column: int | None) -> Decimal | None:
    """Return the number in a cell; None where there is no such cell or no number in it."""
    if row is None or column is None:
        return None
    figure = reader.cells.figure(row, column)
    return figure.value if figure.is_number else None


def is_count(reader: TableReader, row: int, column: int) -> bool:
    """Tell whether the row of the base holds numbers of answers, and not the hundred per cent."""
    figure = reader.cells.figure(row, column)
    return figure.value is not None and figure.value == figure.value.to_integral_value() and figure.value != PER_CENT


def interval(reader: TableReader, used: list[int], group: dict[str, int]) -> tuple[Decimal | None, Decimal | None]:
    """Return the stated interval of one row; a sum of answers has none."""
    if len(used) != 1:
        return None, None
    return figure_in(reader, used[0], group.get("lower")), figure_in(reader, used[0], group.get("upper"))


def say(reader: TableReader, scale: Scale, group: dict[str, int], used: list[int]) -> None:
    """Say how the share was made and what was left out of it."""
    if len(used) > 1:
        limits = [group[part] for part in ("lower", "upper") if part in group]
        reader.remarks.extend(Remark("warn", "sum_has_no_interval", (row, column)) for row in used for column in limits)
        reader.remarks.extend(Remark("warn", "added_as_stored", (row, group["value"])) for row in used)
    if "n" in group and scale.base:
        reader.remarks.extend(Remark("warn", "n_is_base", (row, group["n"]), scale.base) for row in used)
