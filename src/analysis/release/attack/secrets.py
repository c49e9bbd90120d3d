"""What published files must not tell: each hidden row of each edition with its true figure, and the words by which it is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from analysis.data import Facts
from analysis.display.language.language import language
from analysis.indicators import Result, edition_rows
from analysis.indicators.edition import Edition
from analysis.indicators.kinds.protected import Secrets
from analysis.indicators.results import formal_rows, in_order, rows_of_certainty, secrets_on_day, told_apart

HIDDEN = "suppressed"
# What is said of a figure that cannot be judged, or need not be.
HARMLESS_WORDS = frozenset({"undetermined", "monitored"})


@dataclass(frozen=True)
class Secret:
    """A hidden row: what it is about, the facts that it came from, and what it would say (``None``: nobody has the figure any more).

    ``words`` are the names of what it is about, of which a text says one; ``shown_as`` the reader's word for a value that is a word.
    """

    id: str
    edition: int
    facts: frozenset[str]
    indicator: str
    category: str
    geography: str
    year: int
    measure: str
    value: Decimal | str | None
    words: tuple[str, ...]
    shown_as: str = ""

    @property
    def number(self) -> Decimal | None:
        """The true figure where it is a number."""
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def about(self) -> tuple[str, str, str, str]:
        """What it is about, as tables say it."""
        return self.indicator, self.category, self.geography, str(self.year)


@dataclass(frozen=True)
class Hidden:
    """What one edition hides: ids of facts and totals, as its protection says; its hidden rows, and the rows that it shows."""

    edition: Edition
    secrets: Secrets
    rows: tuple[Secret, ...]
    shown: tuple[Result, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


def hidden_of(facts: Facts, years: Collection[int]) -> list[Hidden]:
    """Return what editions hide, oldest first. Raises ``UserError`` where small counts cannot be protected at all."""
    return [hidden_in(facts, one.year) for one in in_order(facts) if one.year in years]


def hidden_in(facts: Facts, year: int) -> Hidden:
    """Return what an edition hides."""
    day = facts.edition(year).as_of
    public = edition_rows(facts, year)
    edition = Edition(facts.as_of(day), year)
    if not any(row.status == HIDDEN for row in public):
        return Hidden(edition, Secrets(), (), public)
    secrets = secrets_on_day(facts, edition, day)
    return Hidden(edition, secrets, tuple(secret_rows(edition, secrets, public)), tuple(r for r in public if r.status != HIDDEN))


def secret_rows(edition: Edition, secrets: Secrets, public: Collection[Result]) -> Iterator[Secret]:
    """Yield the rows that a reader may not see: those that are hidden, and those that would be there if nothing were."""
    true = {row.id: row for row in told_apart([*formal_rows(edition), *rows_of_certainty(edition)])}
    shown = {row.id for row in public if row.status != HIDDEN}
    hidden = {row.id: true.get(row.id, row) for row in public if row.status == HIDDEN}
    resting = {row.id: row for row in true.values() if not secrets.hidden.isdisjoint(fact.id for fact in row.inputs)}
    for row in (hidden | resting).values():
        if row.indicator and row.id not in shown and row.value not in HARMLESS_WORDS:
            yield secret_of(edition.facts, row)


def secret_of(facts: Facts, row: Result) -> Secret:
    """Return a row as something that is not to be told."""
    indicator = facts.indicators[row.indicator]
    category = indicator.categories.get(row.category)
    words = [category.name if category else row.category] if row.category else [indicator.name, indicator.short]
    say, key = language(facts.partnership.language), f"verdict.{row.value}"
    shown_as = say.text(key) if isinstance(row.value, str) and say.has(key) else indicator.level_names.get(str(row.value), "")
    about = (row.indicator, row.category, row.geography, row.year, row.measure)
    inputs = frozenset(fact.id for fact in row.inputs)
    return Secret(row.id, row.edition, inputs, *about, row.value, tuple(filter(None, words)), shown_as)
