"""What a proposed mapping is made from: the labels of all tables, what their columns hold, and what each name can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analysis.intake.language import vocabulary, words
from analysis.intake.proposing.names import Entry, Namer, known
from analysis.intake.sheets import Delivery, Sheet
from analysis.intake.tables import Headings, Label, Line, Table, find_tables
from analysis.intake.understanding.context import footnotes_of
from analysis.intake.understanding.lookup import PARTS
from analysis.intake.values.periods import time_in, time_of_text, times_said, with_places
from analysis.intake.words import bare, mark_of, plain, slug

LABELS = ("geography", "category", "year", "period", "indicator", "unit", "answer", "activity")


@dataclass
class Gathered:
    """The entries of a mapping so far: names by their words, columns by their headings, and names that are not known."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    own_words: set[str] = field(default_factory=set)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    unknown_why: dict[str, str] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add what some words mean."""
        for entry in entries:
            same = self.entries.setdefault(plain(entry.words[0]), [])
            if entry.meaning not in {other.meaning for other in same}:
                same.append(entry)


def headings(namer: Namer) -> Headings:
    """Return what is known of headings in Danish files, and by the names of the data."""
    labels = {plain(word) for kind in LABELS for word in words("headings", kind)}
    values = {plain(name) for indicator in namer.facts.indicators.values() for name in (indicator.name, indicator.short)}
    topics = vocabulary()
    values |= {name for topic in ("units", "figures") for key in topics[topic] for name in known(topic, key)}
    values |= known("headings", "remark") | known("headings", "value")
    rows = {plain(about.name) for indicator in namer.facts.indicators.values() for about in indicator.categories.values()}
    rows |= {plain(area.short) for area in namer.facts.partnership.geographies.values()} | known("totals", "total")
    return Headings(frozenset(labels), frozenset(values - labels), known("headings", "code_like"), frozenset(rows))


def seen_sheets(delivery: Delivery, namer: Namer) -> list[tuple[Sheet, tuple[Table, ...], tuple[Line, ...]]]:
    """Return the sheets that everybody sees, with their tables and the lines of none."""
    known_headings = headings(namer)
    return [(sheet, *find_tables(sheet, known_headings)) for sheet in delivery.sheets if sheet.visible == "visible"]


def years_in(tables: Iterable[Table]) -> frozenset[int]:
    """Return the years that stand in headings, labels, lines and names of sheets."""
    found: set[int] = set()
    for table in tables:
        labels = [label for group in (*table.heads.values(), *table.labels.values()) for label in group]
        for label in labels:
            time = label.time or time_in(label.text)[1]
            found |= {year for year in ((time.year, time.last) if time else ()) if year}
        if not found:
            texts = [*(line.text for line in table.titles if not is_made(line)), table.sheet.name]
            found |= {time.year for text in texts for time in times_said(text) if time.year}
    return frozenset(found)


def is_made(line: Line) -> bool:
    """Tell whether a line says when the file was made."""
    return any(word in plain(line.text) for word in words("time", "made"))


def holds_of(table: Table, column: int, namer: Namer) -> str:
    """Return what a label column holds: by its heading, or by what its names are."""
    corner = table.corner(column)
    for kind in LABELS:
        if corner in known("headings", kind):
            return kind
    texts = [label for labels in table.labels.values() for label in labels if label.column == column]
    if texts and all(label.time for label in texts):
        return "period" if any(label.time and label.time.part for label in texts) else "year"
    areas = [label for label in texts if namer.areas(label.text)]
    return "geography" if 2 * len(areas) > len(texts) else "names"


def gather(tables: Sequence[Table], namer: Namer) -> Gathered:
    """Return the entries for all labels of some tables."""
    found = Gathered()
    for table in tables:
        seen: set[tuple[str, str]] = set()
        kinds = {column: holds_of(table, column, namer) for column in table.label_columns}
        for column, kind in kinds.items():
            if column in table.corners:
                found.columns[table.corner(column)] = (table.corners[column].text, kind)
        for label, kind in labels_of(table, kinds):
            if kind != "answer" and (label.text, kind) not in seen:
                seen.add((label.text, kind))
                of_label(found, namer, table, label, kind)
    return found


def labels_of(table: Table, kinds: dict[int, str]) -> Iterator[tuple[Label, str]]:
    """Yield every label of a table once, with what its place holds."""
    seen: set[tuple[int, int]] = set()
    for labels in table.labels.values():
        for label in labels:
            if label.cell not in seen:
                seen.add(label.cell)
                yield label, kinds.get(label.column, "names") if label.row in table.labels else "names"
    for labels in table.heads.values():
        for label in labels:
            if label.cell not in seen:
                seen.add(label.cell)
                yield label, "names"


def of_label(found: Gathered, namer: Namer, table: Table, label: Label, kind: str) -> None:
    """Add what a label means, or that nobody knows it."""
    if label.time is not None:
        if label.time.last is not None:
            found.add([Entry((with_places(label.text)[0],), total=True)])
        return
    if label.name in {plain(word) for word in words("headings", "remark")}:
        found.columns[label.name] = (label.text, "nothing")
        return
    if label.row in table.header_rows and any(code in label.name for code in known("headings", "code_like")):
        found.columns[label.name] = (label.text, "nothing")
        return
    if label.name in {plain(word) for word in words("headings", "value")}:
        found.add([Entry((label.text,), figure="value")])
        return
    if kind == "activity" and slug(label.text):
        found.add(namer.entries(label.text, "period") or [namer.activity(label.text)])
        return
    note = footnotes_of(table).get(bare(mark_of(label.text)), "") if mark_of(label.text) else ""
    entries = entries_of(namer, label.text, kind)
    if entries and any(word in f"{note.casefold()} " for word in words("remarks", "narrower")):
        found.unknown[label.name] = [text_of(label.text), *meant(entries)]
        found.unknown_why[label.name] = note
    elif entries:
        found.add(entries)
    elif renamed := formerly(namer, table, label, kind):
        found.add(renamed)
    else:
        found.unknown[label.name] = [text_of(label.text), *namer.suggestions(label.text)]


def text_of(text: str) -> str:
    """Return a label as it stands in a mapping: with places for its times."""
    return with_places(text)[0] if times_said(text) else text


def meant(entries: Iterable[Entry]) -> list[str]:
    """Return the ids that entries lead to."""
    return list(dict.fromkeys(entry.category or entry.geography or entry.indicator for entry in entries))


def entries_of(namer: Namer, text: str, kind: str) -> list[Entry]:
    """Return what a label means: as it stands, without its year, or as the names that it is made of; none where one is unknown."""
    rest = time_in(text)[0]
    for whole in dict.fromkeys((text, rest)):
        if entries := namer.entries(whole, kind):
            return entries
    parts = [part for part in PARTS.split(rest) if part and part.strip(" .:")]
    found = [namer.entries(part, "names") for part in parts if time_of_text(part) is None]
    if (len(parts) < 2 and rest == text) or not all(found):  # noqa: PLR2004
        return []
    return [entry for entries in found for entry in entries]


def formerly(namer: Namer, table: Table, label: Label, kind: str) -> list[Entry]:
    """Return the category of a new name that names the old one, where a note says that only the name is new; a person confirms it."""
    for word in words("remarks", "formerly"):
        new, bracket, old = label.text.partition(f"({word} ")
        if not bracket:
            continue
        old_name, new_name = old.strip(" )"), plain(new)
        entries = namer.entries(old_name, kind)
        notes = [plain(line.text) for line in table.notes if plain(old_name) in plain(line.text) and new_name in plain(line.text)]
        same = any(any(word in note for word in words("remarks", "unchanged")) for note in notes)
        if entries and same:
            return [Entry((label.text,), entry.indicator, entry.category, confirmed=False) for entry in entries]
    return []


def answers_of(namer: Namer, indicators: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words for the levels of some indicators: those of the language, and the names that the data give them."""
    found: dict[str, list[str]] = {}
    common = vocabulary()["answers"]
    for key in indicators:
        about = namer.facts.indicators[key]
        for level in about.levels:
            names = [
                *common.get(level, ()),
                *(name for at, name in about.level_names.items() if at == level and not common.get(level)),
            ]
            found.setdefault(level, []).extend(names)
    return {level: tuple(dict.fromkeys(names)) for level, names in found.items() if names}
