"""How a document ends: what a reader must know about its figures, and the sources that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from analysis.display.blocks import Block, Section, Table, Text, cell
from analysis.display.chapters.kilder import published
from analysis.display.chapters.kriminalitet import claims as claims_about_crime
from analysis.display.chapters.kriminalitet import note_on_categories
from analysis.display.chapters.resume import revised
from analysis.display.chapters.tryghed import claims as claims_about_safety
from analysis.display.parts.series import FIGURES, areas_in_order
from analysis.display.runs import NOTHING, Phrase, joined, name, phrase
from analysis.display.view.view import View
from analysis.indicators import Result

KNOWN = frozenset({*FIGURES, "share", "gap", "lower"})
TESTED = frozenset({"could_be_chance", "hardly_chance"})


def rows_behind(found: object) -> Iterator[Result]:
    """Yield the rows behind everything that blocks say and draw."""
    if isinstance(found, Result):
        yield found
    elif isinstance(found, Mapping):
        yield from (row for one in found.values() for row in rows_behind(one))
    elif isinstance(found, tuple):
        yield from (row for one in found for row in rows_behind(one))
    elif is_dataclass(found):
        yield from (row for field in fields(found) for row in rows_behind(getattr(found, field.name)))


def endings(view: View, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Return the last two sections of a document that is made of some blocks."""
    known = Section("sources", view.say("document.sources"), (sources(view, blocks),))
    return Section("notes", view.say("document.notes"), notes(view, blocks)), known


def notes(view: View, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return what must be known about the figures in some blocks: areas, breaks, methods, signs, corrections and claims."""
    rows = list(dict.fromkeys(rows_behind(blocks)))
    said = tuple(filter(None, (*areas(view, rows), *caveats(view, rows), *methods(view, rows), *signs(view, rows))))
    claims = (*claims_about_safety(view).blocks, *claims_about_crime(view).blocks)
    categories = note_on_categories(view) if any(row.theme == "kriminalitet" for row in rows) else Text()
    return (Text(said, bullets=True), categories, revised(view), *claims)


def areas(view: View, rows: Iterable[Result]) -> Iterator[Phrase]:
    """Yield what each of the partnership's areas in a document is, and what the data note about it; nothing for one that is its name."""
    known = view.facts.partnership.geographies
    for key in areas_in_order(view, (row for row in rows if row.geography in known)):
        if known[key].kind == "partnership":
            said = view.say("series.area_is", short=name(known[key].short), name=name(known[key].name))
            yield joined(" ", [said if known[key].short != known[key].name else NOTHING, view.note(known[key].note)])


def caveats(view: View, rows: Iterable[Result]) -> Iterator[Phrase]:
    """Yield what the data say to be careful about with indicators in a document, each thing once with all that it is about.

    What must be known about counts of reports and about levels stands under their tables.
    """
    found: dict[str, tuple[Phrase, list[Phrase]]] = {}
    used = {row.indicator for row in rows if row.measure in KNOWN and row.value is not None} - {view.indicator("crime"), ""}
    for key, definition in view.facts.indicators.items():
        said = view.note(definition.caveat) if key in used and definition.unit != "level" else NOTHING
        if said:
            found.setdefault(said.text, (said, []))[1].append(phrase(name(definition.short)))
    for said, names in found.values():
        yield view.say("document.caveat", indicators=view.listed(names), said=said)


def methods(view: View, rows: list[Result]) -> Iterator[Phrase]:
    """Yield in a line each what was done to the figures, as far as anything was."""
    flags = {flag for row in rows for flag in row.flags}
    if flags & TESTED:
        yield view.say("document.method_tested")
    if any(row.aspect == "interval" and row.measure == "lower" and row.method != "published_interval" for row in rows):
        yield view.say("document.method_interval")


def signs(view: View, rows: list[Result]) -> Iterator[Phrase]:
    """Yield what the signs beside figures mean, where they stand somewhere."""
    for status in ("provisional", "revised", "suppressed"):
        if any(row.status == status for row in rows):
            yield view.say(f"document.sign_{status}")


def sources(view: View, blocks: tuple[Block, ...]) -> Table:
    """Return the sources of everything in some blocks, and of the edition's agreements and plan: name, title, publisher and day."""
    used = {fact.source for row in rows_behind(blocks) for fact in row.inputs}
    used |= {agreement.source for agreement in view.agreements} | ({view.plan.source} if view.plan else set())
    rows = tuple(
        (cell(name(source.short)), cell(name(source.title)), cell(name(source.publisher)), cell(published(view, source)))
        for key in sorted(used & view.facts.sources.keys(), key=view.rank)
        if (source := view.facts.sources[key])
    )
    columns = (view.say("document.source_short"), *(view.say(f"sources.{key}") for key in ("source", "publisher", "published")))
    return Table(view.say("document.sources_caption"), columns, rows)
