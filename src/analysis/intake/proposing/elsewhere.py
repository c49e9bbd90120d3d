"""Files whose measures the data know nothing of: a mapping in the file's own words. Its rows can be shown and are never written."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.intake.language import words
from analysis.intake.proposing.gather import Gathered
from analysis.intake.proposing.names import Entry, known
from analysis.intake.sheets import Delivery
from analysis.intake.tables import Table
from analysis.intake.words import plain
from analysis.messages import message


def knows_nothing(gathered: Gathered, indicators: set[str]) -> bool:
    """Tell whether no name of a file, and none of its titles, is an indicator of the data."""
    return not indicators and not any(entry.indicator for entries in gathered.entries.values() for entry in entries)


def in_own_words(gathered: Gathered, tables: Sequence[Table]) -> None:
    """Take the names in label columns as they stand, and each heading of figures as a measure."""
    for one in tables:
        for column in one.label_columns:
            corner, text = one.corner(column), one.corners[column].text if column in one.corners else ""
            holds = gathered.columns.get(corner, (text, "names"))[1]
            if holds in {"names", "nothing"}:
                holds = "geography" if has_area(gathered, one, column) else kind_of(corner)
            gathered.columns[corner] = (text, holds)
            gathered.own_words.add(corner)
        labels = {label.name for row in one.labels.values() for label in row}
        for name in labels:
            gathered.unknown.pop(name, None)
            if any(entry.skip or entry.total for entry in gathered.entries.get(name, ())):
                gathered.entries.pop(name)
        measures(gathered, one)


def has_area(gathered: Gathered, one: Table, column: int) -> bool:
    """Tell whether an area of the data stands in a label column."""
    names = {label.name for labels in one.labels.values() for label in labels if label.column == column}
    return any(entry.geography for name in names for entry in gathered.entries.get(name, ()))


def kind_of(corner: str) -> str:
    """Return what a column holds by its heading in another language: an area, or something else."""
    if any(plain(word) in corner for word in words("headings", "code_like")):
        return "names"
    return "geography" if any(plain(word) in corner for word in words("headings", "area_like")) else "names"


def measures(gathered: Gathered, one: Table) -> None:
    """Take the headings of figures as measures; codes are none, and single cases have to be counted by somebody first."""
    texts = [*(label.name for labels in one.heads.values() for label in labels), *map(one.corner, one.label_columns)]
    case = next((text for text in texts if any(plain(word) in text for word in words("headings", "case_like"))), "")
    for labels in one.heads.values():
        for label in labels:
            if label.time is None and label.name not in {*known("headings", "value"), *gathered.columns}:
                gathered.unknown.pop(label.name, None)
                gathered.entries[label.name] = [measure(label.text, case)]


def measure(text: str, case: str) -> Entry:
    """Return what a heading of figures means in a file from elsewhere."""
    if case:
        return Entry((text,), ask=message("intake.propose.single_cases", heading=case))
    return Entry((text,), indicator=text)


def measure_of_file(delivery: Delivery, tables: Sequence[Table]) -> str:
    """Return the measure of a file whose headings name none: what the file calls itself, the line over its first table, or its name."""
    if delivery.meta.get("title"):
        return delivery.meta["title"]
    titles = [line.text for one in tables for line in one.titles]
    heads = [label.text for one in tables for labels in one.heads.values() for label in labels if label.time is None]
    return (titles or heads or [delivery.name])[0]
