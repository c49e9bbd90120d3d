"""Hides small counts that their owner has not published, in an edition's rows and in everything made from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.data import Facts, Observation
from analysis.indicators import disclosure
from analysis.indicators.comparability import series_of
from analysis.indicators.edition import Edition
from analysis.indicators.kinds import telling
from analysis.indicators.kinds.cells import Counts, add_counts, cell_name
from analysis.indicators.measures import places
from analysis.indicators.rows import CHANCE, Flag, Result, fact_of_significance

TELLING: frozenset[Flag] = CHANCE | {
    "scope_undecided",
    "within_rounding",
    "moves_as_wished",
    "moves_against_wish",
    "has_not_moved",
    "intervals_apart",
    "intervals_overlap",
    "goal_outside_interval",
    "goal_inside_interval",
    "published_significant",
    "published_not_significant",
    "small_group",
}


@dataclass(frozen=True)
class Secrets:
    """What an edition hides: ids of observations and of totals that it would compute; and the computed totals proved harmless."""

    hidden: frozenset[str] = frozenset()
    safe_totals: frozenset[str] = frozenset()


def secrets_of(editions: Sequence[Edition]) -> Secrets:
    """Return what the last edition hides. ``editions``: it and those before it, oldest first.

    A source of kind ``delivery`` is not published by its owner; where no figure comes from one, nothing is hidden. What an
    earlier edition showed is known to everyone, so its cells, totals, rates and shares count as published in the later ones.
    """
    facts = editions[-1].facts
    if not any(facts.sources[o.source].kind == "delivery" for o in facts.observations):
        return Secrets()
    limits = facts.partnership.disclosure
    counts, hidden, told = Counts(), frozenset[str](), frozenset[str]()
    seen: set[str] = set()
    for edition in editions:
        counts.published |= counts.cells.keys() - hidden
        counts.ids.clear()
        add_counts(edition, counts)
        counts.published |= told_by_rates(edition, seen) & counts.cells.keys()
        hidden = disclosure.protect(
            counts.cells,
            tuple(dict.fromkeys(counts.totals)),
            threshold=limits.threshold,
            published=counts.published,
            zero_is_public=limits.zero_is_public,
            attackers=limits.attackers,
        )
        concealed = {name for cell, names in counts.ids.items() if cell in hidden for name in names}
        told = telling.hidden_figures(edition, concealed, seen)
        seen |= {one.figure.id for _, _, _, one in telling.implied_figures(edition)} - told
    shown = [name for cell, names in counts.ids.items() if cell not in hidden for name in names]
    return Secrets(frozenset(concealed | told | words_about(facts, concealed | told)), frozenset(shown))


def told_by_rates(edition: Edition, seen: Collection[str]) -> set[str]:
    """Return the cells that rates and shares which are public stand for exactly, so that hiding them would be pretence."""
    found = set()
    for _, year, settled, one in telling.implied_figures(edition):
        is_exact = one.count is not None and one.fewest == one.most == one.count.value
        if one.count is not None and is_exact and telling.is_public(edition, settled, one.figure, seen):
            found.add(cell_name(series_of(one.count), year, one.count.value))
    return found


def words_about(facts: Facts, hidden: Collection[str]) -> set[str]:
    """Return the ids of what deliveries say about whether hidden figures differ from others."""
    about = {(o.indicator, o.category, o.geography, o.year) for o in facts.observations if o.id in hidden}
    delivered = (said for said in facts.significance if facts.sources[said.source].kind == "delivery")
    return {
        fact_of_significance(said).id for said in delivered if (said.indicator, said.category, said.geography, said.year) in about
    }


# What stands in the place of hidden figures while rows are made. Far from every limit that words, methods or rows turn on.
STAND_IN = 1000


def masked(edition: Edition, secrets: Secrets) -> Edition:
    """Return the edition as it would be if nobody knew the hidden figures: each has another value, that is made from nothing.

    So nothing that is made from it can depend on them: neither a row's value nor its method, its flags, or that it is there.
    """
    if not secrets.hidden:
        return edition
    given = edition.facts.observations
    unseen = {"as_written": "", "qualifier": "", "n": None, "deff": None, "lower": None, "upper": None}
    hidden = (o.id in secrets.hidden and o.value is not None for o in given)
    observations = tuple(
        o.model_copy(update=unseen | {"value": stand_in(o, number)}) if is_hidden else o
        for number, (o, is_hidden) in enumerate(zip(given, hidden, strict=True))
    )
    return Edition(replace(edition.facts, observations=observations), edition.year)


def stand_in(hidden: Observation, number: int) -> Decimal:
    """Return a value of as many decimals as the hidden one, another for each figure."""
    return Decimal(STAND_IN + number).quantize(Decimal(1).scaleb(-places(hidden)))


def conceal(secrets: Secrets, rows: Iterable[Result], made_from_masked: Iterable[Result]) -> list[Result]:
    """Return an edition's rows with everything that comes from a hidden figure suppressed, and totals proved harmless as they are.

    ``made_from_masked`` are the rows of the ``masked`` edition, ``rows`` those of the edition itself.
    """
    if not secrets.hidden:
        return list(rows)
    totals = {row.id: row for row in rows if row.measure == "total" and row.id in secrets.safe_totals - secrets.hidden}
    hidden = hide(made_from_masked, secrets.hidden, secrets.safe_totals)
    return [totals.get(row.id, row) if row.measure == "total" else row for row in hidden]


def hide(rows: Iterable[Result], hidden: frozenset[str], safe_totals: frozenset[str]) -> Iterator[Result]:
    """Yield the rows, in their order, with everything that comes from a hidden figure suppressed.

    ``hidden`` holds ids of observations and, for a total that was computed, of its row. A row is suppressed when it is
    one of them or has one among its inputs: no value, no word about chance and the status ``suppressed``. A verdict is
    then ``undetermined`` and its flags say so; one that only monitors stays, because it says nothing about the figure.

    ``safe_totals`` are the ids of rows of measure ``total`` that ``protect`` was told of as cells and left shown. They
    keep their value although parts of theirs are hidden: that this does no harm is what ``protect`` proved. A total that
    it was not told of is suppressed like everything else. A total that a source states is an observation of its own.
    """
    for row in rows:
        is_safe = row.measure == "total" and row.id in safe_totals
        if row.id not in hidden and (is_safe or hidden.isdisjoint(fact.id for fact in row.inputs)):
            yield row
        elif row.measure != "verdict":
            yield replace(row, value=None, status="suppressed", flags=discreet(row.flags), as_written="", qualifier="")
        elif row.value == "monitored":
            yield replace(row, flags=discreet(row.flags))
        else:
            yield replace(row, value="undetermined", status="suppressed", flags=(*discreet(row.flags), "suppressed"))


def discreet(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return the flags without those that say on which side of something a figure lies."""
    return tuple(flag for flag in flags if flag not in TELLING)
