"""Whether anything would tell a withdrawn figure still: the texts beside the facts, or a sum of what is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from analysis.data import Facts
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


def teller(before: Facts, after: Facts, facts: Collection[str]) -> Tells:
    """Return what tells whether a file of the data folder says a withdrawn figure in words. ``facts``: those that are withdrawn."""
    search = Search(before, [hidden_by_withdrawal(before, after, edition.year, facts) for edition in before.partnership.editions])

    def tells(name: str, content: bytes) -> bool:
        if name in NO_TEXT:
            return False
        texts = (replace(one, is_bare=name.endswith(".md")) for one in found_in(name, content) if isinstance(one, Said))
        return next(search.recovered(texts), None) is not None

    return tells


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
