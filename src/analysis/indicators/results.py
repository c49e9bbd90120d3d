"""The one table: everything that the book publishes, in long form. ``frame`` says which columns it has for the public."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analysis.data import Facts, definitions
from analysis.indicators import doubt
from analysis.indicators.edition import Edition
from analysis.indicators.frame import frame_of
from analysis.indicators.kinds import certainty, counts, figures, plans, targets
from analysis.indicators.kinds.protected import Secrets, conceal, masked, secrets_of
from analysis.indicators.rows import Result


def results(facts: Facts, year: int, as_of: dt.date | None = None) -> pd.DataFrame:
    """Return the results table of the edition of ``year``, from what was public at ``as_of`` (default: the edition's own).

    Observed figures go back as far as the sources do; everything computed is about the edition's own observation year,
    except gaps and shares, which follow their observations. Raises ``UserError`` when there is no such edition.
    """
    return frame_of(edition_rows(facts, year, as_of))


def edition_rows(facts: Facts, year: int, as_of: dt.date | None = None) -> tuple[Result, ...]:
    """Return the rows of ``results`` as objects, for those who read them one by one."""
    return rows_on_day(facts, year, as_of or facts.edition(year).as_of)


def all_edition_rows(facts: Facts, as_of: dt.date | None = None) -> tuple[Result, ...]:
    """Return the rows of all editions, oldest first, each as of its own day or, where that comes first, ``as_of``."""
    days = [(edition.year, min(edition.as_of, as_of or edition.as_of)) for edition in in_order(facts)]
    return tuple(row for year, day in days for row in edition_rows(facts, year, day))


def rows_on_day(facts: Facts, year: int, day: dt.date) -> tuple[Result, ...]:
    """Return an edition's rows on a day, with the counts of verdicts in it and in those before it."""
    earlier = [verdict for e in editions_before(facts, year, day) for verdict in verdicts_of(facts, e.year, e.as_of)]
    own = own_rows(facts, year, day)
    return (*own, *counts.count_rows(Edition(facts.as_of(day), year), own, earlier))


# Every chapter of an edition and the pages across all editions look at the same few tables.
@lru_cache(maxsize=64)
def own_rows(facts: Facts, year: int, day: dt.date) -> tuple[Result, ...]:
    """Return an edition's rows on a day, but for those that look at other editions too."""
    edition = Edition(facts.as_of(day), year)
    seen, rows = protected(facts, edition, day, lambda given: (*formal_rows(given), *rows_of_certainty(given)))
    return tuple(told_apart(doubt.with_doubts(seen, rows)))


@lru_cache(maxsize=64)
def verdicts_of(facts: Facts, year: int, day: dt.date) -> tuple[Result, ...]:
    """Return an edition's verdicts on a day, to be counted: how sure they are is left out, for it takes longest by far."""
    edition = Edition(facts.as_of(day), year)
    _, rows = protected(facts, edition, day, rows_of_targets)
    return tuple(row for row in rows if row.measure == "verdict")


def forget_rows() -> None:
    """Forget the rows of all partnerships: whoever goes through many has done with one before the next."""
    own_rows.cache_clear()
    verdicts_of.cache_clear()


def protected(
    facts: Facts, edition: Edition, day: dt.date, rows_of: Callable[[Edition], Iterable[Result]]
) -> tuple[Edition, list[Result]]:
    """Return the edition as its readers may know it, and its rows with small counts hidden, also from those who know earlier ones."""
    secrets = secrets_on_day(facts, edition, day)
    seen = masked(edition, secrets)
    return seen, conceal(secrets, rows_of(edition), rows_of(seen) if secrets.hidden else ())


def secrets_on_day(facts: Facts, edition: Edition, day: dt.date) -> Secrets:
    """Return what an edition hides on a day, also from those who know the editions before it."""
    if not needs_protection(facts):
        return Secrets()
    before = editions_before(facts, edition.year, day)
    return secrets_of([*(Edition(facts.as_of(e.as_of), e.year) for e in before), edition])


def editions_before(facts: Facts, year: int, day: dt.date) -> list[definitions.Edition]:
    """Return the editions before one, oldest first, none of them later than ``day``."""
    return [e.model_copy(update={"as_of": min(e.as_of, day)}) for e in in_order(facts) if e.year < year]


def in_order(facts: Facts) -> list[definitions.Edition]:
    """Return a partnership's editions, oldest first, wherever they stand in its file."""
    return sorted(facts.partnership.editions, key=lambda edition: edition.year)


def told_apart(rows: Iterable[Result]) -> Iterator[Result]:
    """Yield the rows, each with an id of its own: where keys of different things make the same one, the later ones are numbered."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.id] += 1
        yield row if seen[row.id] == 1 else replace(row, id=f"{row.id}.{seen[row.id]}")


def needs_protection(facts: Facts) -> bool:
    """Tell whether any figure comes from data that its owner has not published."""
    return any(source.kind == "delivery" for source in facts.sources.values())


def rows_of_certainty(edition: Edition) -> Iterator[Result]:
    """Yield the rows of how sure the figures are."""
    yield from certainty.interval_rows(edition)
    yield from certainty.comparison_rows(edition)
    yield from certainty.visibility_rows(edition)
    yield from figures.sample_size_rows(edition)
    yield from figures.rounding_rows(edition)
    yield from figures.significance_rows(edition)


def formal_rows(edition: Edition) -> Iterator[Result]:
    """Yield the rows of what was observed, computed and judged to the letter."""
    yield from figures.observed_rows(edition)
    yield from figures.total_rows(edition)
    yield from figures.share_rows(edition)
    yield from figures.change_rows(edition)
    yield from figures.gap_rows(edition)
    yield from rows_of_targets(edition)
    for plan in edition.facts.plans_of(edition.year):
        yield from plans.budget_rows(edition, plan)
        yield from plans.activity_rows(edition, plan)


def rows_of_targets(edition: Edition) -> Iterator[Result]:
    """Yield the rows of the targets of all agreements."""
    for agreement in edition.facts.agreements:
        for target in agreement.targets:
            yield from targets.target_rows(edition, agreement, target)
