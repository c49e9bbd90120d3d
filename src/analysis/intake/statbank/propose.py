"""A first mapping for a table: what is asked of the bank, so that next year is one command, and what its words mean here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.data import Facts
from analysis.intake.proposing.names import Entry, Namer
from analysis.intake.proposing.write import comment, document, quoted, table
from analysis.intake.statbank.bank.banks import counts_a_day, described
from analysis.intake.statbank.bank.info import TableInfo
from analysis.intake.statbank.fetch import Got
from analysis.intake.statbank.question import Asked
from analysis.intake.words import plain
from analysis.messages import message

CONTENT, UNIT = "Indhold", "unit"
FIELDS = ("indicator", "category", "geography", "unit", "figure", "status", "skip")
MISSING = ".."


def proposal(got: Got, asked: dict[str, tuple[str, ...]], facts: Facts) -> str:
    """Return a mapping as TOML. What nobody but a person can say of it stands commented out, with the question."""
    skips = {key: message(f"intake.propose.skip.{key}") for key in ("breakdown", "population")}
    namer = Namer(facts, frozenset(), skips=skips)
    stock = is_stock(got.info, facts)
    content = content_of(got.info, facts)
    parts = [*(part for one in got.question.asked if not one.is_time for part in names_of(one, namer))]
    return document([head(got, asked, stock=stock), *columns(got), content, *parts, *units(got.info), marks()])


def head(got: Got, asked: dict[str, tuple[str, ...]], *, stock: bool) -> list[str]:
    """Return the beginning: what the mapping is for, and what is asked."""
    about = f"{got.info.text} ({got.info.id})"
    lines = [comment(message("statbank.propose.head")), "", "format = 1", f"about = {quoted(about)}"]
    if stock:
        lines += [comment(message("statbank.propose.stock")), 'dated = "first_day"']
    lines += ["", "[fetch]", f"bank = {quoted(got.record.bank)}", f"table = {quoted(got.info.id)}"]
    lines += [] if got.question.format == "JSONSTAT" else [f"format = {quoted(got.question.format)}"]
    lines += [f"variables = {quoted([one.id for one in got.info.variables])}", "", "[fetch.values]"]
    return [*lines, *(f"{quoted(name)} = {quoted(codes)}" for name, codes in asked.items()), ""]


def columns(got: Got) -> Iterator[list[str]]:
    """Yield what stands in each column of the answer."""
    for one in got.question.asked:
        yield table("columns", {"heading": one.text, "holds": "period" if one.is_time else "names"})
    yield table("columns", {"heading": CONTENT, "holds": "names"})
    yield table("columns", {"heading": UNIT, "holds": "unit"})


def is_stock(info: TableInfo, facts: Facts) -> bool:
    """Tell whether a table counts what is there on a day: by its name, or because it is the data's number of inhabitants."""
    return counts_a_day(info) or population_of(info, facts) != ""


def population_of(info: TableInfo, facts: Facts) -> str:
    """Return the indicator that counts inhabitants, where the table's name says that it does so too; else nothing."""
    people = {one.counted_by.population for one in facts.indicators.values() if one.counted_by and one.counted_by.population}
    is_people = any(plain(info.text).startswith(word) for word in described()["words"]["population"])
    return next(iter(people), "") or "" if is_people and len(people) == 1 else ""


def content_of(info: TableInfo, facts: Facts) -> list[str]:
    """Return which indicator the figures are of; a question where the table's name does not say it."""
    name = plain(info.text)
    same = [key for key, about in facts.indicators.items() if name in (plain(about.name), plain(about.short))]
    found = same[0] if len(same) == 1 else population_of(info, facts)
    if found:
        return table("names", {"words": [info.text], "indicator": found})
    return table("names", {"words": [info.text], "indicator": "?"}, message("statbank.propose.indicator"), out=True)


def names_of(asked: Asked, namer: Namer) -> Iterator[list[str]]:
    """Yield what the text of each code means; a question for one that the data do not have."""
    for code, text in asked.codes.items():
        found = namer.entries(text)
        if found:
            yield from (table("names", fields_of(entry)) for entry in found)
        else:
            said = message("statbank.propose.code", variable=asked.variable, code=code)
            yield table("names", {"words": [text], "geography": "?"}, said, out=True)


def fields_of(entry: Entry) -> dict[str, object]:
    """Return what is known of a text as a name of a mapping: the total of a variable is no restriction."""
    fields: dict[str, object] = {"words": list(entry.words)} | {name: getattr(entry, name) for name in FIELDS}
    return fields | ({"whole": True} if entry.total or entry.whole else {})


def units(info: TableInfo) -> Iterable[list[str]]:
    """Yield what the bank's word for the unit means."""
    if plain(info.unit) in described()["words"]["count"]:
        yield table("names", {"words": [info.unit], "unit": "count"})


def marks() -> list[str]:
    """Return what the bank's sign for a figure that is missing means: it is missing, confidential or too uncertain."""
    return table("marks", {"sign": MISSING, "status": "not_stated", "why": message("statbank.propose.missing")})
