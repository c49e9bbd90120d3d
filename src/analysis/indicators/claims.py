"""What people say in words about the results: which row a number of theirs is, and whether a claim holds.

A claim is never true by default: across a break, of a hidden or rough figure, or where nobody has said anything, it does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, gt, lt
from typing import Literal

from analysis.data import Facts
from analysis.data.comments import AskedClaim, AskedNumber
from analysis.indicators.comparability import break_between
from analysis.indicators.rows import CHANCE, Result

Asked = AskedClaim | AskedNumber
# Why nothing can be said: no figure, a hidden one, one that is not exact, a break, areas that are not held against each other,
# nobody who has said it, a target that is only on its way, a rule that decides nothing, more than one area of the partnership's.
Why = Literal["", "no_figure", "hidden", "rough", "broken", "not_comparable", "unsaid", "interim", "undecided", "several_areas"]
# Where a figure is looked for, in this order.
FIGURES = ("observed", "share", "total", "rate")
# What stands in an agreement, for years that may have no figure.
AGREED = frozenset({"target", "baseline"})
EXACT = frozenset({"", "in_words"})
COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {"fell": lt, "rose": gt, "level": eq}
EXTREME: dict[str, Callable[[Decimal, Decimal], bool]] = {"highest": gt, "lowest": lt}


@dataclass(frozen=True)
class Judged:
    """Whether a claim holds, the rows that it rests on, the figures that say it or its opposite, and why it cannot be judged."""

    holds: bool
    rows: tuple[Result, ...] = ()
    figures: tuple[Result, ...] = ()
    why: Why = ""


@dataclass(frozen=True)
class Figures:
    """The figures of one series, the one that counts for each year, oldest first, and the year that is asked about."""

    by_year: dict[int, Result]
    year: int

    @property
    def now(self) -> Result | None:
        return self.by_year.get(self.year)

    def before(self, since: int | None) -> Result | None:
        """Return the figure of an earlier year, or of the measurement before."""
        earlier = since if since is not None else max((year for year in self.by_year if year < self.year), default=None)
        return self.by_year.get(earlier) if earlier is not None and earlier < self.year else None


def row_of(asked: AskedNumber, table: Sequence[Result], facts: Facts) -> Result | Why:
    """Return the row of a number that somebody asks for, or why there is none."""
    if asked.measure in AGREED:
        return agreed_row(asked, table, facts)
    figures = figures_of(asked, table, facts)
    if not isinstance(figures, Figures):
        return figures
    if not asked.measure:
        return figures.now or "no_figure"
    found = [row for row in beside(figures, asked, table) if row.measure == asked.measure and fits(row, asked)]
    return max(found, key=lambda row: row.against_year or 0, default=None) or "no_figure"


def agreed_row(asked: AskedNumber, table: Sequence[Result], facts: Facts) -> Result | Why:
    """Return the row of what an agreement says: the target of a year, or the baseline; without a year the newest figure's."""
    areas = facts.partnership.geographies
    found = [
        row
        for row in table
        if row.measure == asked.measure
        and (row.indicator, row.category) == (asked.indicator, asked.category)
        and (row.geography == asked.geography if asked.geography else areas[row.geography].kind == "partnership")
        and asked.target in ("", row.target)
        and not row.plan
    ]
    figures = figures_of(asked, table, facts)
    year = asked.year or (figures.year if isinstance(figures, Figures) and asked.measure == "target" else None)
    found = [row for row in found if year is None or row.year == year]
    if len({row.geography for row in found}) > 1:
        return "several_areas"
    return max(found, key=lambda row: row.year, default=None) or "no_figure"


def fits(row: Result, asked: AskedNumber) -> bool:
    """Tell whether a row is held against what is asked for."""
    return (
        row.against_area == asked.against_area
        and (asked.since is None or row.against_year == asked.since)
        and (not asked.target or row.target == asked.target)
    )


def judged(claim: AskedClaim, table: Sequence[Result], facts: Facts) -> Judged:
    """Return whether a claim holds by a results table."""
    figures = figures_of(claim, table, facts)
    if not isinstance(figures, Figures):
        return Judged(holds=False, why=figures)
    if claim.kind in COMPARED:
        return judged_change(claim, figures, table, facts)
    if claim.kind in EXTREME:
        return judged_extreme(claim, figures, facts)
    if claim.kind in ("above", "below"):
        return judged_gap(claim, figures, table)
    if claim.kind in ("met", "not_met"):
        return judged_target(claim, figures, table)
    return judged_significance(claim, figures, table)


# The figures


def figures_of(asked: Asked, table: Sequence[Result], facts: Facts) -> Figures | Why:
    """Return the figures of the series that is asked about, or why there are none.

    Without an area it is the partnership's own one that has a figure in the year; without a year the newest one.
    """
    areas = facts.partnership.geographies
    found = [row for row in table if is_figure(row, asked) and (asked.geography or areas[row.geography].kind == "partnership")]
    year = asked.year or max((row.year for row in found), default=None)
    own = {row.geography for row in found if row.year == year}
    if year is None or not own:
        return "no_figure"
    if len(own) > 1:
        return "several_areas"
    chosen = sorted((row for row in found if row.geography in own), key=lambda row: (row.year, -rank_of(row)))
    return Figures({row.year: row for row in chosen}, year)


def is_figure(row: Result, asked: Asked) -> bool:
    """Tell whether a row is a figure of the series, and the one that counts."""
    return (
        row.measure in FIGURES
        and (row.indicator, row.category) == (asked.indicator, asked.category)
        and row.geography == (asked.geography or row.geography)
        and row.is_whole
        and row.aspect in (("made",) if row.measure == "rate" else ("", "made"))
        and not row.plan
        and not {"contradicts", "superseded"} & set(row.flags)
    )


def rank_of(row: Result) -> int:
    """Return how far behind others of its year a figure comes: what its source only claims comes last."""
    return len(FIGURES) if row.status == "source_claim" else FIGURES.index(row.measure)


def beside(figures: Figures, asked: Asked, table: Iterable[Result]) -> list[Result]:
    """Return the rows about the same series in the year that is asked about."""
    geography = next(iter(figures.by_year.values())).geography
    about = (asked.indicator, asked.category, geography, figures.year)
    found = (row for row in table if (row.indicator, row.category, row.geography, row.year) == about and row.is_whole)
    return [row for row in found if row.aspect in ("", "holm", "made")]


def not_exact(*rows: Result | None) -> Why:
    """Return why figures cannot be compared to the last decimal; nothing where they can."""
    if any(row is not None and row.status == "suppressed" for row in rows):
        return "hidden"
    if any(row is None or row.number is None for row in rows):
        return "no_figure"
    known = [row for row in rows if row is not None]
    is_rough = any(row.qualifier not in EXACT for row in known)
    return "rough" if is_rough or len({row.known.as_tuple().exponent for row in known if row.measure == "observed"}) > 1 else ""


# The claims


def judged_change(claim: AskedClaim, figures: Figures, table: Sequence[Result], facts: Facts) -> Judged:
    """Return whether a figure fell, rose or stayed."""
    before, now = figures.before(claim.since), figures.now
    shown = tuple(row for row in (before, now) if row is not None)
    if why := not_exact(before, now):
        return Judged(holds=False, figures=shown, why=why)
    first, last = shown
    if break_between(facts.indicators[claim.indicator], last.geography, first.year, last.year):
        return Judged(holds=False, figures=shown, why="broken")
    changes = [r for r in beside(figures, claim, table) if r.measure == "change" and r.against_year == first.year]
    return Judged(COMPARED[claim.kind](last.known, first.known), tuple(changes[:1]) or shown, shown)


def judged_extreme(claim: AskedClaim, figures: Figures, facts: Facts) -> Judged:
    """Return whether a figure is the highest or lowest since a year: beyond all after that year, which may itself be beyond it.

    Where there is none between the two it has to be beyond that of the year itself.
    """
    now, since = figures.now, figures.before(claim.since)
    between = [row for year, row in figures.by_year.items() if (claim.since or 0) < year < figures.year]
    shown = tuple(row for row in (since, *between, now) if row is not None)
    if why := not_exact(since, now, *between):
        return Judged(holds=False, figures=shown, why=why)
    first, last = shown[0], shown[-1]
    if break_between(facts.indicators[claim.indicator], last.geography, first.year, last.year):
        return Judged(holds=False, figures=shown, why="broken")
    return Judged(all(EXTREME[claim.kind](last.known, row.known) for row in between or [first]), (last, *shown[:-1]), shown)


def judged_gap(claim: AskedClaim, figures: Figures, table: Sequence[Result]) -> Judged:
    """Return whether the area lies above or below a larger one."""
    gaps = [row for row in beside(figures, claim, table) if row.measure == "gap" and row.against_area == claim.against_area]
    now = (figures.now,) if figures.now is not None else ()
    if not gaps or gaps[0].number is None:
        hidden = any(row.status == "suppressed" for row in now)
        return Judged(holds=False, figures=now, why="hidden" if hidden else "not_comparable")
    gap = gaps[0]
    if any(row.qualifier not in EXACT for row in now):
        return Judged(holds=False, figures=(*now, gap), why="rough")
    return Judged(gap.known > 0 if claim.kind == "above" else gap.known < 0, (gap,), (*now, gap))


def judged_significance(claim: AskedClaim, figures: Figures, table: Sequence[Result]) -> Judged:
    """Return whether a difference is significant: by its source's word, or where that is silent by the book's own test."""
    before = None if claim.against_area else figures.before(claim.since)
    earlier = None if claim.against_area else (before.year if before else claim.since)
    about = [
        row
        for row in beside(figures, claim, table)
        if (row.against_year, row.against_area) == (earlier, claim.against_area) and row.value is not None
    ]
    said = [row for row in about if row.measure == "significance"]
    tested = [row for row in about if row.measure in ("p_value", "verdict") and CHANCE & set(row.flags)]
    if not said and not tested:
        return Judged(holds=False, figures=tuple(row for row in (before, figures.now) if row is not None), why="unsaid")
    found = said[0] if said else min(tested, key=lambda row: row.measure == "verdict")
    is_significant = found.value == "significant" if said else "hardly_chance" in found.flags
    return Judged(is_significant == (claim.kind == "significant"), (found,), (found,))


def judged_target(claim: AskedClaim, figures: Figures, table: Sequence[Result]) -> Judged:
    """Return whether the targets about a series are met, or not, in the year; on the way there they are neither."""
    found = tuple(
        row
        for row in beside(figures, claim, table)
        if row.measure == "verdict" and row.value != "monitored" and claim.target in ("", row.target)
    )
    if not found:
        return Judged(holds=False, why="unsaid")
    if any("interim" in row.flags for row in found):
        return Judged(holds=False, figures=found, why="interim")
    if any(row.value == "undetermined" for row in found):
        return Judged(holds=False, figures=found, why="undecided")
    return Judged(all(row.value == claim.kind for row in found), found, found)
