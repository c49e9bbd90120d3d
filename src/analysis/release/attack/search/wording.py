"""What a text names: the things that hidden rows are about, areas, years, and numbers that are written as words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from analysis.data import Facts
from analysis.display.language.language import language
from analysis.release.attack.search.numbers import YEAR, plain, written

DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
# The id of a row or a fact: names with dots between them.
ID = re.compile(r"[\w-]+(?:\.[\w-]+){2,}")
# The few words behind a number, up to a sign.
AFTER = re.compile(r"(?:\s+[\w-]+){0,3}")
# Years one after the other say in the same order what numbers are of them.
LIST_GOES_ON = re.compile(rf"[,\s]*(?:\w\w\s+)?{YEAR.pattern}")
SENTENCE = re.compile(r"[.!?;]\s")
BLANK = "▢"
# A quotation has so many letters on either side of the number.
LONGEST = 80
Words = tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """The words of a partnership: of what is hidden (``known``), of its areas, and of its language."""

    facts: Facts
    known: frozenset[Words]

    @cached_property
    def names_of(self) -> dict[Words, re.Pattern[str]]:
        """How a text names what hidden rows are about: with one of their words, or with one that begins with it."""
        return {
            words: re.compile(rf"(?<![^\W_])(?:{'|'.join(re.escape(plain(word).casefold()) for word in words)})")
            for words in self.known
        }

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
        labels = self.listed("attack.labels").replace(" ", "|")
        return re.compile("|".join([*map(re.escape, digits), rf"\b(?i:{labels})\s\d[\d.]*"]))

    @cached_property
    def numerals(self) -> re.Pattern[str]:
        """Small numbers that are written as words."""
        return re.compile(rf"\b({'|'.join(self.numeral_values)})\b", re.IGNORECASE)

    @cached_property
    def numeral_values(self) -> dict[str, str]:
        """The number of each such word, from two upwards: one is also an article."""
        return {word: str(number) for number, word in enumerate(self.listed("attack.numerals").split(), 2)}

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words behind a number that name nothing it could count."""
        return frozenset(self.listed("attack.small_words").split())

    @cached_property
    def beside(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """A year right before a number, with nothing but signs between, and one right behind it, with a small word between too."""
        words = self.listed("attack.of_year").replace(" ", "|")
        return re.compile(rf"{YEAR.pattern}[\s:(=|]*$"), re.compile(rf"[\s:(=|]*(?:\b(?i:{words})\b\s*)*{YEAR.pattern}")

    @cached_property
    def areas(self) -> dict[str, Words]:
        """The names of each area, in small letters."""
        return {key: (area.short.casefold(), area.name.casefold()) for key, area in self.facts.partnership.geographies.items()}

    def listed(self, key: str) -> str:
        """Return words of the language, with spaces between."""
        return language(self.facts.partnership.language).text(key)

    def figures(self, whole: str) -> str:
        """Return a text without the digits that are no figures: of days, ids and names."""
        return self.names.sub(" ", ID.sub(" ", DAY.sub(" ", whole)))

    def named(self, words: Words, text: str) -> bool:
        """Tell whether a text, in small letters, names what some words name."""
        return self.names_of[words].search(text) is not None

    def areas_in(self, text: str) -> set[str]:
        """Return the areas that a text, in small letters, names."""
        text = text.replace(self.facts.partnership.name.casefold(), " ")
        return {key for key, names in self.areas.items() if any(name in text for name in names)}

    def years_of(self, text: str, start: int, end: int) -> Collection[str]:
        """Return the years that a number in a text can be of: the one that stands beside it, or else all that the text names."""
        before, behind = self.beside
        near = [before.search(text, max(0, start - LONGEST), start), behind.match(text, end)]
        is_list = any(
            before.search(text, max(0, one.start() - LONGEST), one.start()) or LIST_GOES_ON.match(text, one.end())
            for one in near
            if one
        )
        return YEAR.findall(text) if is_list or not any(near) else [year for one in near if one for year in YEAR.findall(one[0])]

    def counts(self, words: Words, numeral: re.Match[str], below: str) -> bool:
        """Tell whether a number that is written as a word counts what some words name: nothing else stands right behind it.

        It stands shortly before the name, or behind it in the same sentence and before nothing that could be counted.
        """
        before, after = SENTENCE.split(numeral.string[: numeral.start()])[-1], numeral.string[numeral.end() :]
        near = " ".join(AFTER.match(after)[0].split()).casefold()  # type: ignore[index]
        if self.named(words, near):
            return True
        is_alone = not after.strip() or not after[:1].isspace() or after.split()[0].casefold() in self.small_words
        return is_alone and self.named(words, f"{below} {before.casefold()}")

    def quoted(self, text: str, start: int, end: int) -> str:
        """Return the sentence around a number, with every number in it blank, years beside it too only where they are that number."""
        first = max([0, start - LONGEST, *(found.end() for found in SENTENCE.finditer(text, 0, start))])
        last = min(len(text), end + LONGEST, *(found.end() for found in [SENTENCE.search(text, end)] if found))
        told, part = text[start:end], text[first:last]
        spans = [(a, b) for token, a, b in written(part) if part[a:b] == told or not YEAR.fullmatch(token)]
        spans += [found.span() for found in self.numerals.finditer(part)]
        blank = {place for a, b in spans for place in range(a, b)}
        kept = (letter if place not in blank else "" if place - 1 in blank else BLANK for place, letter in enumerate(part))
        return " ".join("".join(kept).split())
