"""Looks for hidden figures themselves: in tables under their name, beside the words that name them, and in what rests on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from analysis.data import Facts
from analysis.release.attack.found import Drawn, Found, Said, Shown
from analysis.release.attack.recovered import Recovered
from analysis.release.attack.search.numbers import YEAR, number_of, numbers, plain, says, written
from analysis.release.attack.search.wording import ID, Wording
from analysis.release.attack.secrets import HARMLESS_WORDS, Hidden, Secret

# Measures that a text would say in numbers. Of the others only what stands under their own name is looked at.
TOLD = frozenset({"observed", "total", "baseline", "share", "rate", "change", "change_pct", "gap"})
# How sure a figure is; readers see it without decimals.
BOUNDS = ("lower", "upper")


@dataclass(frozen=True)
class Search:
    """What is looked for in files: the hidden rows of all editions, and what explains other numbers beside the same words."""

    facts: Facts
    hidden: Sequence[Hidden]

    @cached_property
    def secrets(self) -> dict[str, Secret]:
        """Each hidden row by its id."""
        return {secret.id: secret for one in self.hidden for secret in one.rows}

    @cached_property
    def by_fact(self) -> dict[str, list[Secret]]:
        """The hidden rows that are a figure as its source gives it, by the id of that fact."""
        found: dict[str, list[Secret]] = defaultdict(list)
        for secret in self.secrets.values():
            if secret.measure == "observed" and len(secret.facts) == 1:
                found[next(iter(secret.facts))].append(secret)
        return found

    @cached_property
    def told(self) -> list[Secret]:
        """The hidden rows that a text could tell."""
        return [one for one in self.secrets.values() if one.number is not None and one.measure in TOLD]

    @cached_property
    def numbers(self) -> dict[Decimal, list[Secret]]:
        """The hidden rows that a text could tell, by their number."""
        found: dict[Decimal, list[Secret]] = defaultdict(list)
        for one in self.told:
            if one.number is not None:
                found[one.number].append(one)
        return found

    @cached_property
    def meant(self) -> dict[str, list[Secret]]:
        """What ``meant_by`` has found for a written number."""
        return {}

    def meant_by(self, token: str) -> list[Secret]:
        """Return the hidden rows whose number a text writes."""
        if token not in self.meant:
            self.meant[token] = [one for number, rows in self.numbers.items() if says(token, number) for one in rows]
        return self.meant[token]

    @cached_property
    def shown(self) -> dict[str, list[Decimal]]:
        """The numbers that are shown of each indicator: a text with one of them may speak of that one."""
        found: dict[str, set[Decimal]] = defaultdict(set)
        for one in self.hidden:
            for row in one.shown:
                if row.number is not None:
                    found[row.indicator].add(row.number)
        return {name: sorted(values) for name, values in found.items()}

    @cached_property
    def shown_about(self) -> dict[tuple[str, str, str, str], set[Decimal]]:
        """The figures that are shown of the same thing in the same year, and how sure they are: a hidden one can be the same by chance."""
        found: dict[tuple[str, str, str, str], set[Decimal]] = defaultdict(set)
        for row in (row for one in self.hidden for row in one.shown):
            if row.number is not None and row.measure in ("observed", *BOUNDS):
                about = found[row.indicator, row.category, row.geography, str(row.year)]
                about |= {row.number, round(row.number, 0)} if row.measure in BOUNDS else {row.number}
        return found

    @cached_property
    def shown_rows(self) -> dict[str, Decimal]:
        """The number of each row that is shown."""
        return {row.id: row.number for one in self.hidden for row in one.shown if row.number is not None}

    @cached_property
    def wording(self) -> Wording:
        """What texts name."""
        return Wording(self.facts, frozenset(one.words for one in self.told))

    @cached_property
    def known(self) -> dict[int, frozenset[str]]:
        """The facts that each edition had on its day."""
        return {one.edition.year: frozenset(o.id for o in one.edition.facts.observations) for one in self.hidden}

    def recovered(self, found: Iterable[Found]) -> Iterator[Recovered]:
        """Yield what is told directly."""
        for one in found:
            if isinstance(one, Drawn):
                yield from self.in_figure(one)
            else:
                yield from self.in_row(one) if isinstance(one, Shown) else self.in_text(one)

    # Rows of tables

    def in_row(self, row: Shown) -> Iterator[Recovered]:
        """Yield a hidden row, or one that rests on a hidden figure, that has a value."""
        if secret := self.secrets.get(row.id):
            if number_of(row.value) is not None or row.value == secret.value:
                yield Recovered(secret.id, "shown", row.file)
        elif row.id in self.by_fact:
            if number_of(row.value) is not None:
                yield Recovered(row.id, "shown", row.file)
        elif not row.id:
            told = (one for one in self.told if one.about == row.about and one.measure == "observed")
            yield from (Recovered(one.id, "shown", row.file) for one in told if number_of(row.value) == one.number)
        elif row.id not in self.shown_rows and row.inputs and row.value not in HARMLESS_WORDS:
            hidden = {fact for one in self.hidden for fact in one.secrets.hidden}
            if row.measure not in ("total", "verdict") and not hidden.isdisjoint(row.inputs) and number_of(row.value) is not None:
                yield Recovered(row.id, "rests", row.file)

    def in_figure(self, figure: Drawn) -> Iterator[Recovered]:
        """Yield the hidden rows that a figure draws. A verdict that is hidden is drawn as one that nobody knows."""
        for name in figure.ids:
            if name in self.secrets and self.secrets[name].number is not None:
                yield Recovered(name, "drawn", figure.file)

    # Texts

    def in_text(self, said: Said) -> Iterator[Recovered]:
        """Yield the hidden rows that a text tells: one that the page names with it, or one that its words name."""
        if any(name in self.secrets for name in said.ids):
            yield from self.in_place(said)
        elif said.text:
            yield from self.in_words(said)

    def in_place(self, said: Said) -> Iterator[Recovered]:
        """Yield the hidden rows whose place on a page says what they are."""
        text = plain(said.text)
        tokens = [*numbers(text), *filter(None, [self.wording.numeral_values.get(text.strip(" .").lower())])]
        others = [self.shown_rows[name] for name in said.ids if name in self.shown_rows]
        for secret in (self.secrets[name] for name in said.ids if name in self.secrets):
            is_told = any(is_its_own(secret, token, said) and not any(says(token, other) for other in others) for token in tokens)
            if is_told or (secret.shown_as and said.text.strip().casefold() == secret.shown_as.casefold()):
                yield Recovered(secret.id, "said", place_of(said))

    def in_words(self, said: Said) -> Iterator[Recovered]:
        """Yield the hidden rows that a text names and tells, where no shown figure of the indicator explains its number.

        The same text stands on many pages, so what it tells is remembered.
        """
        edition = self.edition_of(said.file)
        key = said.text, said.below, said.is_bare, edition
        if key not in self.remembered:
            self.remembered[key] = tuple(self.told_in(said, edition))
        yield from (Recovered(name, "text", place_of(said), quote) for name, quote in self.remembered[key])

    @cached_property
    def remembered(self) -> dict[tuple[str, str, bool, int | None], tuple[tuple[str, str], ...]]:
        """What texts tell: the ids of hidden rows, each with the sentence that tells it."""
        return {}

    def edition_of(self, file: str) -> int | None:
        """Return the edition that a file belongs to, by the folder that it lies in."""
        return next((int(part) for part in file.split("/")[:-1] if part.isdecimal() and int(part) in self.known), None)

    def told_in(self, said: Said, edition: int | None) -> Iterator[tuple[str, str]]:
        """Yield the hidden rows that a text tells, and the sentence, in which its numbers are blank."""
        whole = plain(said.text)
        text = self.wording.figures(whole)
        tokens = [one for one in written(text) if self.meant_by(one[0])]
        spelled = [one for one in self.wording.numerals.finditer(text) if self.meant_by(self.value_of(one))]
        if not tokens and not spelled:
            return
        below = plain(said.below).casefold()
        ids, lower = set(ID.findall(f"{below} {whole}")), f"{below}\n{whole.casefold()}"
        areas = self.wording.areas_in(lower)
        found: set[str] = set()
        for token, start, end, numeral in [*((*one, None) for one in tokens), *((self.value_of(n), *n.span(), n) for n in spelled)]:
            years = self.wording.years_of(text, start, end)
            for secret in self.meant_by(token):
                is_meant = not ids.isdisjoint({secret.id, *secret.facts})
                if secret.id in found or not (is_meant or self.could_mean(secret, years, areas, edition)):
                    continue
                is_named = is_meant or self.wording.named(secret.words, lower)
                is_counted = numeral is None or is_meant or self.wording.counts(secret.words, numeral, below)
                if is_named and is_counted and not self.explained(secret, token, said):
                    found.add(secret.id)
                    yield secret.id, self.wording.quoted(text, start, end)

    def value_of(self, numeral: re.Match[str]) -> str:
        """Return the number that a word is."""
        return self.wording.numeral_values[numeral[0].lower()]

    def could_mean(self, secret: Secret, years: Collection[str], areas: Collection[str], edition: int | None) -> bool:
        """Tell whether a text of some years and areas can mean a hidden row: one without a year speaks of nothing after its edition."""
        is_later = edition is not None and not secret.facts.isdisjoint(self.later_than(edition))
        return (str(secret.year) in years if years else not is_later) and (not areas or secret.geography in areas)

    def later_than(self, edition: int) -> frozenset[str]:
        """Return the observations that an edition did not have on its day."""
        return self.observed - self.known[edition]

    @cached_property
    def observed(self) -> frozenset[str]:
        """The ids of all observations."""
        return frozenset(observation.id for observation in self.facts.observations)

    def explained(self, secret: Secret, token: str, said: Said) -> bool:
        """Tell whether a number in a text is also a shown one that it can mean."""
        others = self.shown_about.get(secret.about, ()) if said.is_bare else self.shown.get(secret.indicator, ())
        return any(says(token, other) for other in others)


def is_its_own(secret: Secret, token: str, said: Said) -> bool:
    """Tell whether a number in a row's place is what the row would say; where nobody has the figure any more, any but a year is."""
    if secret.value is None:
        return not said.where and len(said.ids) == 1 and not YEAR.fullmatch(token)
    return secret.number is not None and says(token, secret.number)


def place_of(said: Said) -> str:
    """Return the file of a text with its place in it."""
    return f"{said.file} ({said.where})" if said.where else said.file
