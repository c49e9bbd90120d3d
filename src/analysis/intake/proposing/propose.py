"""A first mapping for a file that nobody has mapped yet: what can be understood, what a person has to confirm, what is asked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.data.facts import Facts
from analysis.intake.language import words
from analysis.intake.mapping.model import FileMapping
from analysis.intake.proposing.elsewhere import in_own_words, knows_nothing, measure_of_file
from analysis.intake.proposing.gather import Gathered, answers_of, gather, seen_sheets, years_in
from analysis.intake.proposing.marks import Sign, money_signs, signs_of
from analysis.intake.proposing.names import Entry, Namer, known, unit_of
from analysis.intake.proposing.titles import ROLES, Title, title_of
from analysis.intake.proposing.write import document, head, table
from analysis.intake.sheets import Delivery, Finding
from analysis.intake.tables import Label, Line, Table
from analysis.intake.understanding import Understood, understand
from analysis.intake.understanding.lookup import PARTS
from analysis.intake.values.numbers import written
from analysis.intake.values.periods import times_said, with_places
from analysis.intake.words import plain
from analysis.messages import message


@dataclass(frozen=True)
class Proposal:
    """A mapping as TOML with comments, the same as an object, and what the file says by it."""

    text: str
    mapping: FileMapping
    understood: Understood

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was understood and what is asked."""
        return self.understood.findings


@dataclass(frozen=True)
class Material:
    """What a file holds, sorted: its tables, the lines around them, and what they say."""

    delivery: Delivery
    namer: Namer
    tables: tuple[Table, ...]
    lines: tuple[Line, ...]
    titles: tuple[Title, ...]
    gathered: Gathered


def propose(delivery: Delivery, facts: Facts) -> Proposal:
    """Return a first mapping for a delivery, and what the delivery says by it before anybody has confirmed anything."""
    material = sorted_out(delivery, facts)
    text = document(parts_of(material))
    mapping = FileMapping.model_validate(tomllib.loads(text))
    return Proposal(text, mapping, understand(delivery, mapping, facts))


def sorted_out(delivery: Delivery, facts: Facts) -> Material:
    """Return what a delivery holds, sorted by what it says."""
    skips = {key: message(f"intake.propose.skip.{key}") for key in ("breakdown", "population")}
    namer = Namer(facts, frozenset(), skips=skips)
    sheets = seen_sheets(delivery, namer)
    tables = tuple(one for _, here, _ in sheets for one in here)
    namer = Namer(facts, years_in(tables), rates_in(tables), skips)
    lines = tuple(line for _, here, loose in sheets for line in (*loose, *(line for one in here for line in one.notes)))
    titles = tuple(
        {
            plain(title.text): title for one in tables for line in one.titles if (title := title_of(line, namer)).says_something
        }.values()
    )
    titles = with_sheet_names(titles, tables, namer)
    gathered = gather(tables, namer)
    titles = tuple(replace(title, time=title.time and not has_own_times(tables)) for title in titles)
    if knows_nothing(gathered, {title.indicator for title in titles if title.indicator}):
        in_own_words(gathered, tables)
    values_of_titles(gathered, titles, namer)
    several_names(gathered)
    lone_rates(tables, titles, gathered, namer)
    return Material(delivery, namer, tables, lines, tuple(title for title in titles if title.says_something), gathered)


def with_sheet_names(titles: tuple[Title, ...], tables: Sequence[Table], namer: Namer) -> tuple[Title, ...]:
    """Return the titles with the names of sheets that name an area or a category."""
    names = dict.fromkeys(one.sheet.name for one in tables if one.sheet.name)
    found = [replace(title_of(Line(name, 0, 0), namer), time=False, unit="", times=1, ask="") for name in names]
    return (*titles, *(title for title in found if title.geography or title.category))


def rates_in(tables: Iterable[Table]) -> bool:
    """Tell whether figures per inhabitants stand in some tables."""
    rates = known("units", "per_1000")
    texts = [
        text
        for one in tables
        for text in (
            *(label.text for group in (*one.heads.values(), *one.labels.values()) for label in group),
            *(line.text for line in one.titles),
        )
    ]
    return any(rate in plain(text) for text in texts for rate in rates)


def has_own_times(tables: Sequence[Table]) -> bool:
    """Tell whether every table says in its own headings or labels which years it is about."""
    return all(any(has_year(label) for group in (*one.heads.values(), *one.labels.values()) for label in group) for one in tables)


def has_year(label: Label) -> bool:
    """Tell whether a label is a year, or has one in it."""
    if label.time is not None:
        return label.time.year is not None
    return bool(times_said(label.text))


def values_of_titles(gathered: Gathered, titles: Sequence[Title], namer: Namer) -> None:
    """Let a label that is the beginning of what the title measures, and its unit, stand for the value itself."""
    for title in titles:
        about = namer.facts.indicators.get(title.indicator)
        if about is None:
            continue
        for name, (text, *_) in list(gathered.unknown.items()):
            parts = [part for part in PARTS.split(text) if part.strip(" .:")]
            units = [part for part in parts if unit_of(plain(part)) == about.unit]
            begins = [
                part for part in parts if any(plain(whole).startswith(f"{plain(part)} ") for whole in (about.short, about.name))
            ]
            if len(parts) == len(units) + len(begins) and units and begins:
                gathered.unknown.pop(name)
                gathered.add([Entry((text,), figure="value", unit=about.unit)])


def several_names(gathered: Gathered) -> None:
    """Have a person confirm the names of an area that is called by several in one file."""
    by_area: dict[str, list[str]] = {}
    for name, entries in gathered.entries.items():
        for entry in entries:
            if entry.geography:
                by_area.setdefault(entry.geography, []).append(name)
    for names in by_area.values():
        if len(names) > 1:
            for name in names:
                gathered.entries[name] = [replace(entry, confirmed=False) for entry in gathered.entries[name]]


def lone_rates(tables: Iterable[Table], titles: Sequence[Title], gathered: Gathered, namer: Namer) -> None:
    """Let a heading that is only a unit stand for the rate of the counts beside it, where no other text says what is measured."""
    if any(title.indicator for title in titles):
        return
    for one in tables:
        if any(
            entry.indicator for group in one.labels.values() for label in group for entry in gathered.entries.get(label.name, ())
        ):
            continue
        for labels in one.heads.values():
            names = [label.name for label in labels if label.time is None]
            units = {entry.unit for name in names for entry in gathered.entries.get(name, ())}
            rates = list(rates_of(gathered, namer, units)) if len(names) == 1 else []
            if len(rates) == 1:
                gathered.entries[names[0]] = [replace(entry, indicator=rates[0]) for entry in gathered.entries[names[0]]]


def rates_of(gathered: Gathered, namer: Namer, units: set[str]) -> Iterable[str]:
    """Yield the indicators in one of some units that are made from counts which the file has."""
    counted = {(entry.indicator, entry.category) for entries in gathered.entries.values() for entry in entries}
    for key, indicator in namer.facts.indicators.items():
        if (
            indicator.unit in units - {"count"}
            and indicator.counted_by
            and (indicator.counted_by.indicator, indicator.counted_by.category) in counted
        ):
            yield key


def parts_of(material: Material) -> Iterable[list[str]]:
    """Yield the parts of a proposed mapping: its beginning, and its entries."""
    sheets = dict.fromkeys(with_places(one.sheet.name)[0] for one in material.tables if one.sheet.name)
    fields = {"numbers": number_style(material), "sheets": tuple(sheets), "seen_years": tuple(sorted(material.namer.years))}
    entries = list(entries_of(material))
    yield head(message("intake.propose.about", name=material.delivery.name), fields, defaults_of(material), to_do(entries))
    yield from entries


def to_do(entries: Iterable[list[str]]) -> list[str]:
    """Return what a person still has to do with a proposed mapping, by what stands in it."""
    lines = {line for entry in entries for line in entry}
    marks = {"confirm_marked": "confirmed = false", "answer_apart": "# [[names]]"}
    return [message(f"intake.propose.{key}") for key, mark in marks.items() if mark in lines]


def entries_of(material: Material) -> Iterable[list[str]]:
    """Yield the entries of a proposed mapping, in order."""
    gathered, titles = material.gathered, material.titles
    for name, (heading, kind) in gathered.columns.items():
        own: dict[str, Any] = {"own_words": True} if name in gathered.own_words else {}
        left_out = {"why": message("intake.propose.skip.remark")} if kind == "nothing" else {}
        yield table("columns", {"heading": heading, "holds": kind} | own | left_out)
    for title in titles:
        yield line_entry(title)
    for entries in grouped(gathered):
        yield from entries
    for sign in signs(material):
        yield table("marks", {"sign": sign.sign, "status": sign.status, "zero": sign.zero or None, "why": sign.why})
    for level, texts in answers_of(material.namer, answered(material)).items():
        yield table("answers", {"words": texts, "level": level})
    yield from scales(material)
    for name, (text, *near) in gathered.unknown.items():
        why = gathered.unknown_why.get(name, "")
        said = message("intake.propose.unknown", name=text, near=", ".join(near) or "-") + (f" ({why})" if why else "")
        yield table("names", {"words": [text], "category": near[0] if near else "?"}, said, out=True)


def line_entry(title: Title) -> list[str]:
    """Return a line of text as an entry of a mapping."""
    fields: dict[str, Any] = {
        "text": title.text,
        "indicator": title.indicator,
        "category": title.category,
        "geography": title.geography,
    }
    fields |= {"unit": title.unit, "times": title.times if title.times > 1 else None, "time": title.time or None}
    fields |= {"required": bool(title.line.row and (title.unit or title.geography)) or None, "ask": title.ask}
    return table("lines", fields)


def grouped(gathered: Gathered) -> Iterable[list[list[str]]]:
    """Yield the entries for names: those that mean the same in one."""
    by_meaning: dict[tuple[object, ...], list[Entry]] = {}
    for entries in gathered.entries.values():
        for entry in entries:
            by_meaning.setdefault(entry.meaning, []).append(entry)
    for same in by_meaning.values():
        first = same[0]
        fields: dict[str, Any] = {"words": [word for entry in same for word in entry.words]}
        fields |= {
            name: getattr(first, name) for name in ("indicator", "category", "geography", "unit", "figure", "status", "skip", "ask")
        }
        fields |= {name: True for name in ("total", "whole") if getattr(first, name)}
        fields |= {"times": first.times} if first.times > 1 else {}
        fields |= {"to_year": first.to_year} | ({} if first.confirmed else {"confirmed": False})
        yield [table("names", fields, "" if first.confirmed else message("intake.propose.confirm"))]


def defaults_of(material: Material) -> Mapping[str, Any]:
    """Return what the file does not say: activities are about the partnership's own area."""
    own = material.namer.own_areas
    has_activities = any(kind == "activity" for _, kind in material.gathered.columns.values())
    if has_activities and len(own) == 1:
        return {"geography": own[0]}
    return {"indicator": measure_of_file(material.delivery, material.tables)} if material.gathered.own_words else {}


def number_style(material: Material) -> str:
    """Return the style that the numbers written as text must be in: the Danish one unless some can only be in the other."""
    found = set()
    for one in material.tables:
        for row in one.labels:
            for column in one.heads:
                value = one.sheet.value(row, column)
                number = written(value) if isinstance(value, str) else None
                found |= {number.sure} if number is not None and number.sure else set()
    return "point" if found == {"point"} else "danish"


def signs(material: Material) -> list[Sign]:
    """Return the signs that the file explains; in a budget also those of the conventions."""
    found = signs_of([line.text for line in material.lines])
    money = any(material.namer.facts.indicators[title.indicator].unit == "dkk" for title in material.titles if title.indicator)
    return [*found, *money_signs({sign.sign for sign in found})] if money else found


def answered(material: Material) -> list[str]:
    """Return the indicators of a file whose figures are answers."""
    named = {entry.indicator for entries in material.gathered.entries.values() for entry in entries if entry.indicator}
    named |= {title.indicator for title in material.titles if title.indicator}
    return [
        key for key in material.namer.facts.indicators if key in named and material.namer.facts.indicators[key].unit == "answer"
    ]


def scales(material: Material) -> Iterable[list[str]]:
    """Yield the scales of a file: which of its answers make the indicator that its question is about."""
    together = known("scales", "unsafe_together")
    apart = [plain(word) for word in words("scales", "unsafe")]
    bases = known("totals", "total") | known("totals", "whole") | known("figures", "n")
    wanted = {material.namer.facts.indicator_with(role) for role in ROLES}
    for one in material.tables:
        if not any(one.corner(column) in known("headings", "answer") for column in one.label_columns):
            continue
        texts = {labels[-1].name: labels[-1].text for labels in one.labels.values() if labels}
        stated = next((text for name, text in texts.items() if name in together), "")
        add = [texts[name] for name in apart if name in texts]
        base = next((text for name, text in texts.items() if name in bases), "")
        title = next(
            (title_of(line, material.namer) for line in one.titles if title_of(line, material.namer).indicator in wanted), None
        )
        if title is None or not (stated or len(add) == len(apart)):
            continue
        fields: dict[str, Any] = {"title": title.text, "indicator": title.indicator}
        fields |= {"stated": stated} if stated else {"add": add}
        yield table("scales", fields | {"base": base, "confirmed": False}, message("intake.propose.scale"))
