"""Whether anything would tell a withdrawn figure still: the texts beside the facts, or a sum of what is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from analysis.data import Facts
from analysis.data.ledger import Ledger
from analysis.indicators import csv_of, edition_rows
from analysis.indicators.edition import Edition
from analysis.indicators.kinds.protected import Secrets
from analysis.release.attack.attack import chosen
from analysis.release.attack.direct import Search
from analysis.release.attack.found import Said, Shown
from analysis.release.attack.reading import found_in
from analysis.release.attack.recovered import Recovered
from analysis.release.attack.secrets import Hidden, hidden_of, secret_of
from analysis.release.attack.sums import recovered_by_sums, shown_numbers, table_of
from analysis.release.attack.tables import found_in_csv
from analysis.release.withdraw.copies import OBSERVATIONS, Tells

NO_TEXT = frozenset({OBSERVATIONS})


def teller(before: Facts, after: Facts, facts: Collection[str], ledgers: Collection[Ledger]) -> Tells:
    """Return what tells whether a file says a withdrawn figure, as it is or as it was published once.

    ``facts``: those that are withdrawn. Tables of facts are not texts, and are cleaned by their columns.
    """
    hidden = [hidden_by_withdrawal(before, after, edition.year, facts) for edition in before.partnership.editions]
    searches = [
        Search(before, hidden),
        *(Search(before, [as_published(one, entries) for one in hidden]) for entries in past(ledgers)),
    ]

    def tells(name: str, content: bytes) -> bool:
        if name in NO_TEXT:
            return False
        found = list(found_in(name, content))
        if name.endswith(".md"):
            found = [replace(one, is_bare=True) for one in found if isinstance(one, Said)]
        return any(next(search.recovered(found), None) is not None for search in searches)

    return tells


def past(ledgers: Collection[Ledger]) -> Iterator[dict[str, Decimal]]:
    """Yield the numbers of each release of each edition, by their ids."""
    for ledger in ledgers:
        for entries in ledger.releases.values():
            yield {one.number.id: one.number.amount for one in entries if one.number.amount is not None}


def as_published(hidden: Hidden, numbers: Mapping[str, Decimal]) -> Hidden:
    """Return what is hidden with the figures that a release said, where they are others."""
    rows = (replace(row, value=numbers[row.id]) for row in hidden.rows if row.id in numbers and numbers[row.id] != row.value)
    return replace(hidden, rows=tuple(rows))


def hidden_by_withdrawal(before: Facts, after: Facts, year: int, facts: Collection[str]) -> Hidden:
    """Return what an edition hides by the withdrawal: the rows that rested on the figures."""
    resting = [row for row in edition_rows(before, year) if row.indicator and any(fact.id in facts for fact in row.inputs)]
    edition = Edition(after.as_of(after.edition(year).as_of), year)
    shown = tuple(row for row in edition_rows(after, year) if row.value is not None)
    return Hidden(edition, Secrets(frozenset(facts)), tuple(secret_of(before, row) for row in resting), shown)


def told_by(data: Mapping[str, bytes], tells: Tells) -> Iterator[str]:
    """Yield the files beside the facts that say a withdrawn figure."""
    yield from (name for name, content in sorted(data.items()) if tells(name, content))


def by_sums(after: Facts) -> list[Recovered]:
    """Return the hidden counts that would follow from what all editions show."""
    hidden = hidden_of(after, [edition.year for edition in after.partnership.editions])
    tables = [csv_of(edition_rows(after, edition.year)) for edition in after.partnership.editions]
    numbers = shown_numbers(one for text in tables for one in found_in_csv("", text) if isinstance(one, Shown))
    return list(recovered_by_sums(table_of(hidden, numbers), after.partnership.disclosure.threshold, chosen(after)))
