"""The page rettelser: which published numbers are others now, why, by how much, and how often that happens.

The notebook has a place; what stands in it comes from the ledgers, which are no facts, when the pages are built.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from analysis.data import Facts
from analysis.data.ledger import KINDS, WITHDRAWAL, Change, Record
from analysis.display.blocks import EMPTY_NUMBER, Block, Cell, Fold, Link, Links, Section, Stack, Table, Text, cell
from analysis.display.parts.corrections import before, difference, instead, subject
from analysis.display.parts.values import shown
from analysis.display.parts.years import spans
from analysis.display.runs import NOTHING, Because, Phrase, joined, name, phrase, quoted, year
from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.indicators.corrected import (
    BySources,
    Correction,
    Corrections,
    Rows,
    Sizes,
    by_sources,
    figures_first,
    made,
    parted,
    sizes_by_indicator,
)
from analysis.indicators.revisions import Revised, newer_figures

PLACE = "<!--rettelser-->"


@dataclass(frozen=True)
class Place(Block):
    """Where the corrections come when the pages are built."""

    said: Phrase

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.said.text

    def _repr_html_(self) -> str:
        return f'<div class="corrections">{PLACE}</div>'


def place(view: View) -> Place:
    """Return the place of the corrections in the page."""
    return Place(view.say("corrections.place"))


def count(view: View, value: int) -> Because:
    """Return how many of something a reader sees counted here."""
    return Because(view.say.number(Decimal(value)), "count")


# The page


def page(view: View, record: Record, rows: Rows, packages: Collection[int] = ()) -> Stack:
    """Return what stands on the page. ``rows``: those of every edition by their ids; ``packages``: the editions that have one."""
    changes = [change for change in record.changes if change.before]
    return Stack(
        (
            summary(view, record),
            taken_back(view, rows, [change for change in changes if change.entry.cause == WITHDRAWAL]),
            *(of_kind(view, rows, kind, [c for c in changes if c.entry.cause == kind]) for kind in reversed(KINDS)),
            newer(view),
            provisional(view, rows, record),
            how_often(view, record),
            ledgers(view, record),
            again(view, packages),
        )
    )


def summary(view: View, record: Record) -> Text:
    """Return how many published numbers are others now, and how many of all can be computed again."""
    if not record.ledgers:
        return Text((view.say("corrections.unpublished"),))
    there = made(record)
    said = [
        view.say(f"corrections.count_{kind}", count=count(view, there.by_kind[kind]))
        for kind in (WITHDRAWAL, *reversed(KINDS))
        if there.by_kind[kind]
    ]
    lines = [
        view.say("corrections.summary", count=count(view, there.changed), kinds=view.listed(said))
        if there.changed
        else view.say("corrections.none"),
        view.say("corrections.added", count=count(view, there.added)) if there.added else NOTHING,
        view.say("corrections.words"),
    ]
    return Text((joined(" ", lines),))


def of_kind(view: View, rows: Rows, kind: str, changes: Iterable[Change]) -> Section:
    """Return the corrections of a kind, the largest first, with the same one in several editions on one line.

    Numbers that were computed from others that were corrected for the same reason are folded.
    """
    first, following = parted(rows, changes)
    text = Text((view.say(f"corrections.about_{kind}"),) if first.items else ())
    table = corrections_table(view, rows, f"corrections.caption_{kind}", first)
    rest = corrections_table(view, rows, "corrections.caption_following", following)
    fold = Fold(
        view.say("corrections.following" if first.items else "corrections.workings", count=count(view, following.many)), (rest,)
    )
    return Section(kind_name(view, kind), view.say(f"corrections.heading_{kind}"), (text, table, fold))


def taken_back(view: View, rows: Rows, changes: Iterable[Change]) -> Section:
    """Return the numbers that were published by mistake and are not to be known: which, in which editions, when and why.

    What only follows from them is folded.
    """
    first, following = figures_first(rows, changes)
    text = Text((view.say("corrections.about_withdrawal"),) if first.items else ())
    table = taken_back_table(view, rows, "corrections.caption_withdrawal", first)
    rest = taken_back_table(view, rows, "corrections.caption_following_withdrawal", following)
    fold = Fold(view.say("corrections.following", count=count(view, following.many)), (rest,))
    return Section(kind_name(view, WITHDRAWAL), view.say("corrections.heading_withdrawal"), (text, table, fold))


def taken_back_table(view: View, rows: Rows, caption: str, corrections: Corrections) -> Table:
    """Return numbers that were taken back as a table; empty without any."""
    columns = tuple(view.say(f"corrections.{key}") for key in ("what", "editions", "why"))
    return Table(view.say(caption), columns, tuple(taken_back_row(view, rows, one) for one in corrections.items))


def taken_back_row(view: View, rows: Rows, correction: Correction) -> tuple[Cell, ...]:
    entry = correction.first.entry
    return (
        cell(subject(view, rows, correction)),
        cell(view.listed(spans(correction.editions))),
        cell(quoted(entry.reason), view.say.date(entry.day)),
    )


def corrections_table(view: View, rows: Rows, caption: str, corrections: Corrections) -> Table:
    """Return corrections as a table; empty without any."""
    columns = tuple(view.say(f"corrections.{key}") for key in ("what", "editions", "before", "now", "difference", "why"))
    return Table(view.say(caption), columns, tuple(correction_row(view, rows, correction) for correction in corrections.items))


def kind_name(view: View, kind: str) -> str:
    """Return the place of a kind in the page."""
    return view.say.text(f"corrections.place_{kind}")


def correction_row(view: View, rows: Rows, correction: Correction) -> tuple[Cell, ...]:
    entry = correction.first.entry
    return (
        cell(subject(view, rows, correction)),
        cell(view.listed(spans(correction.editions))),
        cell(before(view, correction.first.before)),
        cell(instead(view, rows, correction)),
        cell(difference(view, correction), numeric=True),
        cell(quoted(entry.reason), view.say.date(entry.day)),
    )


# What is newer than an edition, and what will be


def newer(view: View) -> Section:
    """Return the figures of editions that a source has changed after the edition's day."""
    rows = [newer_row(view, edition, revised) for edition, revised in all_newer(view.known, view.as_of)]
    columns = tuple(view.say(f"corrections.{key}") for key in ("edition", "what", "before", "now", "source"))
    table = Table(view.say("corrections.caption_newer"), columns, tuple(rows))
    return Section("nyere-tal", view.say("corrections.heading_newer"), (table,))


def all_newer(facts: Facts, today: dt.date) -> Iterator[tuple[int, Revised]]:
    """Yield each edition with each of its figures that a source has changed since, oldest edition first."""
    for year_of_edition in sorted(edition.year for edition in facts.partnership.editions):
        yield from ((year_of_edition, revised) for revised in newer_figures(facts, year_of_edition, today))


def newer_row(view: View, edition: int, revised: Revised) -> tuple[Cell, ...]:
    values = (figure(view, revised, value.value, value.level) for value in (revised.before, revised.after))
    return (
        cell(year(edition)),
        cell(about(view, revised)),
        *(cell(value, numeric=True) for value in values),
        cell(view.source(revised.after.source), view.say.date(revised.after.published)),
    )


def about(view: View, revised: Revised) -> Phrase:
    """Return which figure it is: indicator, category, area and year."""
    series, indicator = revised.series, view.facts.indicators[revised.series.indicator]
    category = indicator.categories.get(series.category)
    parts = [
        name(indicator.name),
        name(category.name) if category else NOTHING,
        view.area(series.geography),
        year(revised.after.year),
    ]
    return joined(", ", parts)


def figure(view: View, revised: Revised, value: Decimal | None, level: str) -> Phrase:
    """Return a figure of a source with its unit, or its level, or that there is none."""
    indicator = view.facts.indicators[revised.series.indicator]
    if value is None:
        return phrase(quoted(indicator.level_names.get(level, level))) if level else view.say("status.not_stated")
    return phrase(quoted(view.say.quantity(value, indicator.unit)))


def provisional(view: View, rows: Rows, record: Record) -> Section:
    """Return the figures in force that are provisional, and when their source says that it will revise them."""
    newest = record.ledgers[max(record.ledgers)] if record.ledgers else None
    names = newest.in_force if newest else {}
    found = [rows[key] for key, entry in names.items() if entry.number.status == "provisional" and key in rows]
    columns = tuple(view.say(f"corrections.{key}") for key in ("what", "figure", "when"))
    lines = tuple(provisional_row(view, row) for row in found if row.measure == "observed")
    table = Table(view.say("corrections.caption_provisional"), columns, lines)
    return Section("foreloebige-tal", view.say("corrections.heading_provisional"), (table,))


def provisional_row(view: View, row: Result) -> tuple[Cell, ...]:
    indicator = view.facts.indicators[row.indicator]
    category = indicator.categories.get(row.category)
    parts = [name(indicator.name), name(category.name) if category else NOTHING, view.area(row.geography), year(row.year)]
    days = [view.known.sources[fact.source].revised_on for fact in row.inputs]
    when = next(
        (view.say("corrections.revised_on", day=view.say.date(day)) for day in days if day), view.say("corrections.not_said")
    )
    return cell(joined(", ", parts)), cell(shown(view, row), numeric=True), cell(when)


# How often


def how_often(view: View, record: Record) -> Section:
    """Return of each indicator how many of its published numbers were changed, and of its figures how many their source revised."""
    found = sizes_by_indicator(view.known, record)
    columns = tuple(
        view.say(f"corrections.{key}") for key in ("indicator", "published", "changed", "mean", "median", "largest", "days")
    )
    rows = tuple(sizes_row(view, key, sizes) for key, sizes in found.items() if sizes.changed)
    table = Table(view.say("corrections.caption_often"), columns, rows, (view.say("corrections.note_often"),))
    revised = Text((revised_by_sources(view, by_sources(view.known)),) if record.ledgers else ())
    return Section("hvor-ofte", view.say("corrections.heading_often"), (revised, table))


def revised_by_sources(view: View, found: BySources) -> Phrase:
    """Return how many of the sources' figures their own sources have revised, and how long they stood."""
    observations = count(view, found.observations)
    if not found.revised:
        return view.say("corrections.sources_none", all=observations)
    return view.say("corrections.sources", count=count(view, found.revised), all=observations, days=count(view, found.days))


def sizes_row(view: View, key: str, sizes: Sizes) -> tuple[Cell, ...]:
    def number(value: Decimal | None) -> Cell:
        return EMPTY_NUMBER if value is None else cell(Because(view.say.number(value), "count"), numeric=True)

    return (
        cell(name(view.facts.indicators[key].name)),
        number(Decimal(sizes.published)),
        number(Decimal(sizes.changed)),
        size(view, sizes.mean),
        size(view, sizes.median),
        size(view, sizes.largest),
        number(Decimal(sizes.median_days)),
    )


def size(view: View, value: Decimal | None) -> Cell:
    """Return the size of a change, with a decimal where it has one."""
    if value is None:
        return EMPTY_NUMBER
    return cell(Because(view.say.number(value, 0 if value == value.to_integral_value() else 1), "method"), numeric=True)


def ledgers(view: View, record: Record) -> Section:
    """Return the ways to the files with every number that was ever published, edition by edition."""
    links = tuple(
        Link(ledger_file(edition), view.say("corrections.ledger", edition=edition))
        for edition in sorted(record.ledgers, reverse=True)
    )
    return Section(
        "alle-tal", view.say("corrections.heading_all"), (Text((view.say("corrections.all"),) if links else ()), Links(links))
    )


def again(view: View, packages: Collection[int]) -> Section:
    """Return the ways to the packages with which anybody computes an edition's numbers again."""
    links = tuple(
        Link(package_file(edition), view.say("corrections.package", edition=edition)) for edition in sorted(packages, reverse=True)
    )
    text = Text((view.say("corrections.again"),) if links else ())
    return Section("regn-efter", view.say("corrections.heading_again"), (text, Links(links)))


def package_file(edition: int) -> str:
    """Return the address of an edition's package, seen from the first page."""
    return f"{edition}/hent/efterproev-{edition}.zip"


def ledger_file(edition: int) -> str:
    """Return the address of an edition's ledger, seen from the first page."""
    return f"{edition}/hent/offentliggjort-{edition}.csv"


# Lines on other pages


def line_of_edition(view: View, record: Record, edition: int) -> Phrase:
    """Return how many of an edition's published numbers are others now, and how many of its figures have newer ones."""
    changed = sum(change.edition == edition for change in record.changes if change.before)
    fresh = len(list(newer_figures(view.known, edition, view.as_of)))
    said = [
        view.say("corrections.line_changed", count=count(view, changed)) if changed else NOTHING,
        view.say("corrections.line_newer", count=count(view, fresh)) if fresh else NOTHING,
    ]
    return joined(" ", said)


def line_of_front(view: View, record: Record) -> Phrase:
    """Return how many published numbers the last publishing could compute again; nothing before there was one."""
    found = record.verified
    if found is None:
        return NOTHING
    agreed, of = count(view, found.agreed), count(view, found.of)
    return view.say("corrections.front", agreed=agreed, of=of, day=view.say.date(found.day))
