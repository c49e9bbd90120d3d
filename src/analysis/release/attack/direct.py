"""Looks for hidden figures themselves: in tables under their name, beside the words that name them, and in what rests on them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from analysis.data import Facts
from analysis.display.language.language import language
from analysis.release.attack.found import Drawn, Found, Said, Shown
from analysis.release.attack.recovered import Recovered
from analysis.release.attack.secrets import HARMLESS_WORDS, Hidden, Secret

# A number as people write it; ``3.`` before a small letter is a day or a place in an order.
NUMBER = re.compile(r"(?<![\w.])(?<!\d,)\d+(?:[.,]\d+)*(?!\.?\d)(?!\.\s?[a-zæøå])(?!\w)")
# Thousands apart, and a list of values with nothing but commas between them.
THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w.,])")
LISTED = re.compile(r"[^\s,]+(?:,[^\s,]*){3,}")
DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
# The id of a row or a fact: names with dots between them.
ID = re.compile(r"[\w-]+(?:\.[\w-]+){2,}")
# The few words behind a number, up to a sign.
AFTER = re.compile(r"(?:\s+[\w-]+){0,3}")
# What stands in a text unseen and cuts words.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d])")
# Measures that a text would say in numbers. Of the others only what stands under their own name is looked at.
TOLD = frozenset({"observed", "total", "baseline", "share", "rate", "change", "change_pct", "gap"})


def number_of(text: str) -> Decimal | None:
    """Return a text as the number that it is."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def plain(text: str) -> str:
    """Return a text with its letters and spaces in one form, and its lists of values apart."""
    text = unicodedata.normalize("NFKC", text).translate(UNSEEN)
    return LISTED.sub(lambda found: found[0].replace(",", " "), text)


def numbers(text: str) -> list[str]:
    """Return the numbers in a text that are written with digits."""
    return [*NUMBER.findall(text), *(found.replace(" ", "") for found in THOUSANDS.findall(text))]


def says(token: str, value: Decimal) -> bool:
    """Tell whether a written number is a value: in Danish or in English, rounded to the decimals that it has, without its sign."""
    for text in (token.replace(".", "").replace(",", "."), token):
        found = number_of(text)
        if found is None:
            continue
        places = -int(found.as_tuple().exponent)
        is_whole = value == value.to_integral_value()
        if found == (abs(value) if is_whole else abs(round(value, max(places, 0)))) and (is_whole or places > 0):
            return True
    return False


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
        """The figures that are shown of the same thing in the same year: a ratio that is hidden can be the same number by chance."""
        found: dict[tuple[str, str, str, str], set[Decimal]] = defaultdict(set)
        for row in (row for one in self.hidden for row in one.shown):
            if row.number is not None and row.measure == "observed":
                found[row.indicator, row.category, row.geography, str(row.year)].add(row.number)
        return found

    @cached_property
    def shown_rows(self) -> dict[str, Decimal]:
        """The number of each row that is shown."""
        return {row.id: row.number for one in self.hidden for row in one.shown if row.number is not None}

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Names with digits, as of sections, sources and numbered tables: their digits are no figures."""
        known = {o.section for o in self.facts.observations} | {a.name for a in self.facts.agreements}
        known |= {name for s in self.facts.sources.values() for name in (s.title, s.short)}
        known |= {
            name for i in self.facts.indicators.values() for name in (i.name, i.short, *(c.name for c in i.categories.values()))
        }
        known |= {name for g in self.facts.partnership.geographies.values() for name in (g.name, g.short)}
        digits = sorted((name for name in known if any(letter.isdigit() for letter in name)), key=len, reverse=True)
        labels = language(self.facts.partnership.language).text("attack.labels").replace(" ", "|")
        return re.compile("|".join([*map(re.escape, digits), rf"\b(?i:{labels})\s\d[\d.]*"]))

    @cached_property
    def numerals(self) -> re.Pattern[str]:
        """Small numbers that are written as words."""
        return re.compile(rf"\b({'|'.join(self.numeral_values)})\b", re.IGNORECASE)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words behind a number that name nothing it could count."""
        return frozenset(language(self.facts.partnership.language).text("attack.small_words").split())

    @cached_property
    def numeral_values(self) -> dict[str, str]:
        """The number of each such word, from two upwards: one is also an article."""
        words = language(self.facts.partnership.language).text("attack.numerals").split()
        return {word: str(number) for number, word in enumerate(words, 2)}

    def recovered(self, found: Iterable[Found]) -> Iterator[Recovered]:
        """Yield what is told directly."""
        for one in found:
            if isinstance(one, Drawn):
                yield from self.in_figure(one)
            else:
                yield from self.in_row(one) if isinstance(one, Shown) else self.in_text(one)

    @cached_property
    def names_of(self) -> dict[tuple[str, ...], list[re.Pattern[str]]]:
        """How a text names what hidden rows are about: with one of their words, or with one that begins with it."""
        found = {secret.words for secret in self.told}
        return {words: [re.compile(rf"(?<![^\W_]){re.escape(plain(word).casefold())}") for word in words] for words in found}

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
        tokens = [*numbers(text), *filter(None, [self.numeral_values.get(text.strip(" .").lower())])]
        others = [self.shown_rows[name] for name in said.ids if name in self.shown_rows]
        for secret in (self.secrets[name] for name in said.ids if name in self.secrets):
            is_told = any(is_its_own(secret, token, said) and not any(says(token, other) for other in others) for token in tokens)
            if is_told or (secret.shown_as and said.text.strip().casefold() == secret.shown_as.casefold()):
                yield Recovered(secret.id, "said", place_of(said))

    def in_words(self, said: Said) -> Iterator[Recovered]:
        """Yield the hidden rows that a text names and tells, where no shown figure of the indicator explains its number."""
        whole, below = plain(said.text), plain(said.below).casefold()
        text = self.names.sub(" ", ID.sub(" ", DAY.sub(" ", whole)))
        tokens, spelled = numbers(text), list(self.numerals.finditer(text))
        if not tokens and not spelled:
            return
        ids, lower, years = set(ID.findall(f"{below} {whole}")), f"{below}\n{whole.casefold()}", set(YEAR.findall(text))
        named, areas = self.named_in(lower), self.areas_in(lower)
        for secret in self.told:
            is_meant = bool(ids) and not ids.isdisjoint({secret.id, *secret.facts})
            if not is_meant and years and str(secret.year) not in years:
                continue
            if is_meant or (secret.words in named and (not areas or secret.geography in areas)):
                counted = [self.numeral_values[one[0].lower()] for one in spelled if is_meant or self.counts(secret, one, below)]
                if any(self.tells(secret, token, said) for token in (*tokens, *counted)):
                    yield Recovered(secret.id, "text", place_of(said))

    def counts(self, secret: Secret, numeral: re.Match[str], below: str) -> bool:
        """Tell whether a number that is written as a word counts what a hidden row is about: nothing else stands right behind it.

        It stands shortly before the name, or behind it in the same sentence and before nothing that could be counted.
        """
        before, after = re.split(r"[.!?;]\s", numeral.string[: numeral.start()])[-1], numeral.string[numeral.end() :]
        near = " ".join(AFTER.match(after)[0].split()).casefold()  # type: ignore[index]
        names = self.names_of[secret.words]
        if any(name.search(near) for name in names):
            return True
        is_alone = not after.strip() or not after[:1].isspace() or after.split()[0].casefold() in self.small_words
        return is_alone and any(name.search(f"{below} {before.casefold()}") for name in names)

    def named_in(self, text: str) -> set[tuple[str, ...]]:
        """Return the words of hidden rows of which a text, in small letters, says one."""
        return {words for words, names in self.names_of.items() if any(name.search(text) for name in names)}

    def areas_in(self, text: str) -> set[str]:
        """Return the areas that a text, in small letters, names."""
        areas, text = self.facts.partnership.geographies, text.replace(self.facts.partnership.name.casefold(), " ")
        return {key for key, area in areas.items() if area.short.casefold() in text or area.name.casefold() in text}

    def tells(self, secret: Secret, token: str, said: Said) -> bool:
        """Tell whether a number in a text is a hidden one, and nothing shown explains it."""
        number = secret.number
        if number is None or not says(token, number):
            return False
        others = self.shown_about.get(secret.about, ()) if said.is_bare else self.shown.get(secret.indicator, ())
        return not any(says(token, other) for other in others)


def is_its_own(secret: Secret, token: str, said: Said) -> bool:
    """Tell whether a number in a row's place is what the row would say; where nobody has the figure any more, any but a year is."""
    if secret.value is None:
        return not said.where and len(said.ids) == 1 and not YEAR.fullmatch(token)
    return secret.number is not None and says(token, secret.number)


def place_of(said: Said) -> str:
    """Return the file of a text with its place in it."""
    return f"{said.file} ({said.where})" if said.where else said.file
