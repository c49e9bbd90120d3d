"""What of the protection of small counts cannot be proved: for ``check``, which says it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Facts
from analysis.errors import DataWarning, warning
from analysis.indicators.edition import Edition
from analysis.indicators.kinds import telling
from analysis.indicators.kinds.protected import Secrets
from analysis.indicators.results import in_order, needs_protection, secrets_on_day

FILE = "observations.csv"


def warnings_of_protection(facts: Facts) -> list[DataWarning]:
    """Return a warning for each figure of a delivery that may tell of a small count, and nothing says whether it does.

    Raises ``UserError`` when small counts cannot be protected at all, in any edition.
    """
    if not needs_protection(facts):
        return []
    found: dict[str, DataWarning] = {}
    for day in in_order(facts):
        edition = Edition(facts.as_of(day.as_of), day.year)
        for name, said in warnings_of_edition(edition, secrets_on_day(facts, edition, day.as_of)):
            found.setdefault(name, said)
    return list(found.values())


def warnings_of_edition(edition: Edition, secrets: Secrets) -> Iterator[tuple[str, DataWarning]]:
    """Yield the warnings about an edition's rates and shares, each with the id of its figure."""
    threshold = edition.facts.partnership.disclosure.threshold
    for _, _, settled, one in telling.implied_figures(edition):
        name = one.figure.id
        if telling.is_public(edition, settled, one.figure, ()):
            is_narrow = one.most is not None and one.most - one.fewest < threshold
            if one.count is not None and one.count.id in secrets.hidden and is_narrow:
                said = "indicators.disclosure.narrowed"
                yield name, warning(said, file=FILE, column="value", figure=name, count=one.count.id, threshold=threshold)
    for name in unproved_figures(edition):
        yield name, warning("indicators.disclosure.unproved", file=FILE, column="value", figure=name)


def unproved_figures(edition: Edition) -> list[str]:
    """Return the ids of an edition's rates and shares from deliveries that may tell of a small count, and nothing says whether they do."""
    implied = telling.implied_figures(edition)
    return [
        one.figure.id
        for _, _, settled, one in implied
        if not one.is_known and not telling.is_public(edition, settled, one.figure, ())
    ]
