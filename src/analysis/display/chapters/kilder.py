"""The page kilder: the sources, what could not be had from them, every disagreement, and all context figures."""

from __future__ import annotations

from analysis.data import Source
from analysis.display.blocks import Cell, Profile, Profiles, Table
from analysis.display.language.numbers import date
from analysis.display.language.words import listed, say
from analysis.display.parts.values import number_cell
from analysis.display.view.view import View


def published(source: Source) -> str:
    """Return a source's day, as exactly as it is known."""
    return say(f"sources.precision_{source.precision}", date=date(source.published), year=source.published.year)


def table(view: View, role: str) -> Table:
    """Return the sources of a role (primary: documents; context: pages) with day, address and note."""
    found = sorted((key for key, s in view.facts.sources.items() if s.role == role), key=view.rank)
    rows = []
    for key in found:
        source = view.facts.sources[key]
        rows.append((Cell(source.title, second=source.note, link=source.address), Cell(source.publisher), Cell(published(source))))
    columns = tuple(say(f"sources.{name}") for name in ("source", "publisher", "published"))
    return Table(say(f"sources.caption_{role}"), columns, tuple(rows))


def missing(view: View) -> Table:
    """Return what each document had as a picture or did not have at all."""
    rows = tuple((Cell(what), Cell(source.short)) for source in view.facts.sources.values() for what in source.missing)
    return Table(say("sources.missing_caption"), (say("resume.missing_what"), say("sources.source")), rows)


def discrepancies(view: View, severity: str) -> Profiles:
    """Return the disagreements of a severity: what the sources say, and what the book does about it."""
    return Profiles(
        tuple(
            Profile(
                found.title,
                (Cell(say(f"sources.kind_{found.kind}"), second=say("sources.kind")),),
                (found.text,),
                ((say("sources.decision"), found.decision), (say("sources.affects"), short_names(view, found.sources))),
            )
            for found in view.facts.discrepancies
            if found.severity == severity
        )
    )


def short_names(view: View, sources: tuple[str, ...]) -> str:
    """Return sources by their short names."""
    return listed(view.facts.sources[source].short for source in sources if source in view.facts.sources)


def context(view: View) -> Table:
    """Return every figure that comes from a page and not from a document, with the page."""
    rows = []
    for row in view.pick(measure="observed", role="context"):
        source = view.facts.sources[view.source_of[row.inputs.split()[0]]]
        name = view.facts.indicators[row.indicator].name
        rows.append(
            (
                Cell(name),
                Cell(view.area(row.geography)),
                Cell(str(row.year), numeric=True),
                number_cell(view, row),
                Cell(source.short, link=source.address),
            )
        )
    columns = tuple(say(f"safety.{key}") for key in ("question", "area", "year", "value", "source"))
    return Table(say("sources.context_caption"), columns, tuple(rows))
