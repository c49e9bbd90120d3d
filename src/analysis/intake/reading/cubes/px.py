"""PX, the form of StatBanks: keywords in several languages, then the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, product
from math import prod

from analysis.intake.reading.cubes.cube import Cube, CubeTable, Dimension, cells_of, long_table, refuse_size, said_of_signs
from analysis.intake.reading.cubes.px_words import Words, figures_in, words_of
from analysis.intake.reading.refusal import KEYS, Unreadable
from analysis.intake.sheets import Finding, Sheet

LANGUAGE = "da"  # read where a file has it: names are those of Danish sources
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
META = {
    "title": ("TITLE", "DESCRIPTION"),
    "contents": ("CONTENTS",),
    "units": ("UNITS",),
    "source": ("SOURCE",),
    "updated": ("LAST-UPDATED", "CREATION-DATE"),
    "table": ("MATRIX",),
}
YEARS = re.compile(r"TLIST\(A1,?(\d{4})-(\d{4})\)")
ANY = "*"
NO_ROW = "(no row)"  # stands for the figures of a row that a file with keys leaves out


class Said:
    """Looks up what a PX file says, in one of its languages."""

    def __init__(self, words: Words) -> None:
        self.words = words
        own = next((entry.values[0] for entry in words.entries if entry.keyword == "LANGUAGE" and entry.values), "")
        others = {entry.language for entry in words.entries}
        self.language = LANGUAGE if LANGUAGE in others and own != LANGUAGE else ""
        self.by_place = {(entry.keyword, entry.language, entry.about): entry.values for entry in words.entries}

    def values(self, keyword: str, *about: str) -> tuple[str, ...]:
        """Return the values of a keyword, of the file's own language where it has none in the one that is read."""
        return self.by_place.get((keyword, self.language, about)) or self.by_place.get((keyword, "", about), ())

    def first(self, *keywords: str) -> str:
        """Return the first value of the first of some keywords that says anything."""
        return next((values[0] for keyword in keywords if (values := self.values(keyword))), "")

    def entries(self, *keywords: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield what some keywords are about and say, in the language that is read."""
        for entry in self.words.entries:
            if entry.keyword in keywords and entry.language == self.language and entry.values:
                yield entry.about, " ".join(entry.values)


def read_px(text: str) -> list[CubeTable]:
    """Return the table of a PX file. Raises ``Unreadable`` for one that is damaged, or whose figures are too few or too many."""
    words = words_of(text)
    said = Said(words)
    dimensions = tuple(dimension_of(said, name) for name in (*said.values("STUB"), *said.values("HEADING")))
    if not dimensions:
        raise Unreadable("px_lacks", keyword="STUB / HEADING")
    refuse_size([len(dimension.labels) for dimension in dimensions])
    figures, signs = figures_of(said, words.data, dimensions)
    notes = notes_of(said, dimensions)
    sheet = long_table(Cube(dimensions, figures, signs, notes, said.first("UNITS")), "", "DATA", 1)
    meta = {name: value for name, keywords in META.items() if (value := said.first(*keywords))}
    general = [
        f"{', '.join(about)}: {note}" if about else note for about, note in said.entries("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX")
    ]
    if general:
        meta["notes"] = "\n".join(general)
    return [CubeTable(sheet, meta, (*said_of_notes(sheet, notes), *said_of_signs(sheet, signs)))]


def dimension_of(said: Said, name: str) -> Dimension:
    """Return a dimension with its categories. Raises ``Unreadable`` where the file does not name them."""
    labels = said.values("VALUES", name) or times(said.values("TIMEVAL", name)) or said.values("CODES", name)
    if not labels:
        raise Unreadable("px_lacks", keyword=f'VALUES("{name}")')
    units = tuple(next(iter(said.values("UNITS", label)), "") for label in labels)
    return Dimension(name, labels, units if name in said.values("CONTVARIABLE") else ())


def times(values: Sequence[str]) -> tuple[str, ...]:
    """Return the periods of a time list: one by one, or all years from the first to the last."""
    years = YEARS.fullmatch("".join(values))
    if years:
        return tuple(map(str, range(int(years[1]), int(years[2]) + 1)))
    return tuple(value for value in values[1:] if values[0].startswith("TLIST"))


def figures_of(said: Said, data: str, dimensions: Sequence[Dimension]) -> tuple[list[Decimal | None], dict[int, str]]:
    """Return the figures in order, None where a sign stands instead, and the signs by their number from 0."""
    wanted = prod(len(dimension.labels) for dimension in dimensions)
    stub = [dimension for dimension in dimensions if said.values("KEYS", dimension.name)]
    most = wanted + prod(len(dimension.labels) for dimension in stub) * len(stub) if stub else wanted
    written = list(islice(figures_in(data), most + 1))
    if len(written) > most:
        raise Unreadable("px_many", wanted=wanted)
    if stub:
        written = by_keys(said, written, stub, dimensions[len(stub) :])
    if len(written) < wanted:
        raise Unreadable("px_few", count=len(written), wanted=wanted)
    figures = [Decimal(word) if NUMBER.fullmatch(word) else None for word in written]
    return figures, {number: word for number, word in enumerate(written) if figures[number] is None}


def by_keys(said: Said, written: Sequence[str], stub: Sequence[Dimension], heading: Sequence[Dimension]) -> list[str]:
    """Return the figures of all rows, where a file names the categories of each row that it has and leaves rows out."""
    width = prod(len(dimension.labels) for dimension in heading)
    size = len(stub) + width
    names = [key_names(said, dimension) for dimension in stub]
    if len(written) % size:
        raise Unreadable("px_few", count=len(written), wanted=(len(written) // size + 1) * size)
    rows: dict[tuple[int, ...], Sequence[str]] = {}
    for start in range(0, len(written), size):
        keys = written[start : start + len(stub)]
        if any(key not in known for key, known in zip(keys, names, strict=True)):
            raise Unreadable("px_lacks", keyword=f"KEYS {keys}")
        rows[tuple(known[key] for key, known in zip(keys, names, strict=True))] = written[start + len(stub) : start + size]
    everywhere = product(*(range(len(dimension.labels)) for dimension in stub))
    return [figure for chosen in everywhere for figure in rows.get(chosen, [NO_ROW] * width)]


def key_names(said: Said, dimension: Dimension) -> dict[str, int]:
    """Return the place of each category by the name that the rows call it: its code or its label."""
    coded = said.values("KEYS", dimension.name) == ("CODES",)
    names = said.values("CODES", dimension.name) if coded else dimension.labels
    return {name: place for place, name in enumerate(names)}


def notes_of(said: Said, dimensions: Sequence[Dimension]) -> dict[int, str]:
    """Return the notes on single cells by the figure's number from 0; one that is about several cells stands at each."""
    found: dict[int, str] = {}
    for about, note in said.entries("CELLNOTE", "CELLNOTEX"):
        if len(about) != len(dimensions):
            continue
        choices = [places(dimension, label) for dimension, label in zip(dimensions, about, strict=True)]
        for chosen in product(*choices):
            number = 0
            for dimension, place in zip(dimensions, chosen, strict=True):
                number = number * len(dimension.labels) + place
            found[number] = "\n".join(filter(None, (found.get(number), note)))
    return found


def places(dimension: Dimension, label: str) -> list[int]:
    """Return the places of a category in its dimension; of all categories for the sign that means any."""
    return [place for place, name in enumerate(dimension.labels) if label in (ANY, name)]


def said_of_notes(sheet: Sheet, notes: Mapping[int, str]) -> Iterator[Finding]:
    """Yield that single figures have notes."""
    if notes:
        values = {"count": len(notes), "text": next(iter(notes.values()))}
        yield Finding("warn", KEYS + "cell_notes", "", cells_of(sheet, notes), values)
