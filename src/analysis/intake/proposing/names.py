"""Which names of a file are names of the data: exactly, or by a form that changes nothing. Never by likeness."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.data.facts import Facts
from analysis.intake.language import vocabulary, words
from analysis.intake.words import ASCII, one_line, plain, slug

SHORTEST_ABBREVIATION = 3
TIMES = {"thousand": 1000, "million": 1_000_000}
CURRENCY = re.compile(r"kr")
# The year since which an area has been what it is, behind its name.
SINCE_YEAR = re.compile(r"\s*\(?(?:fra|siden) \d{4}\)?$")


@dataclass(frozen=True)
class Entry:
    """What a proposed mapping says of some words; the fields are those of a name in a mapping."""

    words: tuple[str, ...]
    indicator: str = ""
    category: str = ""
    geography: str = ""
    unit: str = ""
    figure: str = ""
    status: str = ""
    times: int = 1
    total: bool = False
    whole: bool = False
    skip: str = ""
    ask: str = ""
    to_year: int | None = None
    confirmed: bool = True
    comment: str = ""

    @property
    def meaning(self) -> tuple[object, ...]:
        """What it says, whatever the words are."""
        own = replace(self, words=(), comment="")
        return tuple(getattr(own, name) for name in own.__dataclass_fields__)


@dataclass
class Namer:
    """Knows the names of a partnership's data, in the years that a file is about. ``rates``: figures per inhabitants stand in it."""

    facts: Facts
    years: frozenset[int]
    rates: bool = False
    skips: dict[str, str] = field(default_factory=dict)

    def entries(self, text: str, holds: str = "names") -> list[Entry]:
        """Return what a text means in a column that holds a kind of thing; none where it is no name of the data."""
        found = self.exactly(text, holds)
        if found or holds == "unit":
            return found
        for tail in words("totals", "tails"):
            bare = one_line(text)
            if plain(bare).endswith(f" {plain(tail)}"):
                return [replace(entry, words=(text,)) for entry in self.exactly(bare[: -len(tail) - 1], holds)]
        return []

    def exactly(self, text: str, holds: str) -> list[Entry]:
        """Return what a text means as it stands."""
        name = plain(text)
        if holds in {"names", "category", "indicator", "geography", "answer", "period", "year"} and (
            special := self.special(text, name)
        ):
            return [special]
        found: list[Entry] = []
        if holds in {"names", "unit", "indicator"} and (unit := unit_of(name)):
            return [Entry((text,), unit=unit)]
        if holds in {"names", "unit", "indicator"} and (times := times_of(name)):
            return [Entry((text,), unit="dkk" if CURRENCY.search(name) else "", times=times)]
        if holds in {"names", "geography"}:
            found.extend(self.areas(text))
        if holds in {"names", "category", "indicator"} and not found:
            found.extend(self.measures(text, name))
        return found

    def special(self, text: str, name: str) -> Entry | None:
        """Return what a word says that is no name of the data: a sum, a figure beside the value, a breakdown."""
        for figure in ("n", "lower", "upper"):
            if name in known("figures", figure):
                return Entry((text,), figure=figure)
        if any(name.startswith(word) for word in words("marks", "provisional")):
            return Entry((text,), status="provisional")
        if name in known("totals", "total") | known("totals", "whole"):
            return Entry((text,), total=name in known("totals", "total"), whole=name in known("totals", "whole"))
        ages = re.fullmatch(vocabulary()["breakdowns"]["ages"], one_line(text).casefold())
        skip = "breakdown" if ages or name in known("breakdowns", "words") else ""
        skip = "population" if name in known("other", "population") else skip
        return Entry((text,), skip=self.skips[skip]) if skip else None

    def measures(self, text: str, name: str) -> Iterator[Entry]:
        """Yield the indicators and categories that a text is the name of."""
        for key, indicator in self.facts.indicators.items():
            if name in {plain(indicator.name), plain(indicator.short)} or ascii_of(text) == key.replace("_", " "):
                yield Entry((text,), indicator=key)
            for category, about in indicator.categories.items():
                if name == plain(about.name) or ascii_of(text) == category.replace("_", " "):
                    yield Entry((text,), indicator=key, category=category, to_year=self.last_year(key, category))
                    if self.rates:
                        yield from self.rate_of(text, key, category)

    def rate_of(self, text: str, indicator: str, category: str) -> Iterator[Entry]:
        """Yield the rate that is made from the counts of a category."""
        for key, about in self.facts.indicators.items():
            counted = about.counted_by
            if counted is not None and (counted.indicator, counted.category) == (indicator, category):
                yield Entry((text,), indicator=key)

    def last_year(self, indicator: str, category: str) -> int | None:
        """Return the last year of a category that another one has followed; None for one that still holds."""
        followers = [key for key, about in self.facts.indicators[indicator].categories.items() if about.follows == category]
        years = [row.year for row in self.facts.observations if row.indicator == indicator and row.category in followers]
        return min(years) - 1 if years else None

    def areas(self, text: str) -> list[Entry]:
        """Return the area that a text is a name of: exactly, by the kind of area named beside it, or as an abbreviation."""
        name = plain(text)
        if key := self.area_named(text):
            return [Entry((text,), geography=key)]
        bare = plain(SINCE_YEAR.sub("", one_line(text)))
        if bare in known("areas", "partnership") or name == plain(self.facts.partnership.name):
            own = self.own_areas
            return [Entry((text,), geography=own[0])] if len(own) == 1 else []
        return self.with_kind(text) or self.abbreviated(text)

    def area_named(self, text: str) -> str:
        """Return the area whose name or short name a text is, with or without brackets at the end of the name; empty for none."""
        name, loose = plain(text), plain(re.sub(r"[()]", " ", one_line(text)))
        areas = self.facts.partnership.geographies
        for key, area in areas.items():
            if name in {plain(area.name), plain(area.short), plain(key)}:
                return key
        fitting = [key for key, area in areas.items() if loose == plain(re.sub(r"\s*\([^()]*\)$", "", one_line(area.name)))]
        return fitting[0] if len(fitting) == 1 else ""

    @cached_property
    def own_areas(self) -> list[str]:
        """The partnership's own areas that hold in all years of the file."""
        return [
            key
            for key, area in self.facts.partnership.geographies.items()
            if area.kind == "partnership"
            and self.years
            and (area.from_year or 0) <= min(self.years)
            and max(self.years) <= (area.to_year or 9999)
        ]

    def with_kind(self, text: str) -> list[Entry]:
        """Return the district or city that is named with the word for what it is: "the district of X", "X's municipality"."""
        name = plain(re.sub(r"[()]", " ", one_line(text)))
        for key, area in self.facts.partnership.geographies.items():
            for word in words("areas", area.kind) if area.kind in {"district", "city"} else ():
                short = plain(area.short)
                if name in {f"{word} {short}", f"{short} {word}", f"{short}s {word}"}:
                    return [Entry((text,), geography=key)]
        return []

    def abbreviated(self, text: str) -> list[Entry]:
        """Return the only area that an abbreviation with a point can be short for; a person confirms it."""
        line = one_line(text)
        letters = re.sub(r"\W", "", plain(line))
        if not line.endswith(".") or " " in line or len(letters) < SHORTEST_ABBREVIATION:
            return []
        shorts = {key: plain(area.short) for key, area in self.facts.partnership.geographies.items()}
        fitting = [
            key for key, short in shorts.items() if " " not in short and short[0] == letters[0] and is_within(letters, short)
        ]
        return [Entry((text,), geography=fitting[0], confirmed=False)] if len(fitting) == 1 else []

    def activity(self, text: str) -> Entry:
        """Return the activity that a text names; one that no plan has gets an id that a person confirms."""
        name = plain(text)
        if name in known("other", "frame") and (frame := self.frame()):
            return Entry((text,), category=frame)
        for row in reversed(self.facts.activities):
            if plain(row.name) == name or row.activity == slug(text):
                return Entry((text,), category=row.activity)
        bare = re.sub(r"\s+i\s+[^\W\d_a-z\u00e6\u00f8\u00e5]\w*$", "", one_line(text))
        return Entry((text,), category=slug(bare), confirmed=False)

    def frame(self) -> str:
        """Return the category of money that was set aside; empty where there is none."""
        categories = (pair for indicator in self.facts.indicators.values() for pair in indicator.categories.items())
        return next((key for key, about in categories if about.role == "frame"), "")

    def suggestions(self, text: str) -> list[str]:
        """Return names of the data that look like a text: to be shown to a person, never used."""
        names = {
            plain(about.name): key for indicator in self.facts.indicators.values() for key, about in indicator.categories.items()
        }
        names |= {plain(area.short): key for key, area in self.facts.partnership.geographies.items()}
        names |= {plain(indicator.short): key for key, indicator in self.facts.indicators.items()}
        near = difflib.get_close_matches(plain(text), names, n=2, cutoff=0.5)
        first = [key for name, key in names.items() if plain(text).startswith(name) or name.startswith(plain(text))]
        return list(dict.fromkeys([*first, *(names[name] for name in near)]))[:2]


def known(topic: str, name: str) -> frozenset[str]:
    """Return words of the vocabulary in the form in which names are compared."""
    return frozenset(plain(word) for word in words(topic, name))


def unit_of(name: str) -> str:
    """Return the unit that a compared name is; empty for none."""
    return next((unit for unit in vocabulary()["units"] if name in known("units", unit)), "")


def times_of(name: str) -> int:
    """Return what a compared name says that figures are multiplied by; nought for none."""
    return next((times for key, times in TIMES.items() if name in known("scaled", key)), 0)


def ascii_of(text: str) -> str:
    """Return a text as an id would be written, with blanks between its words."""
    return re.sub(r"[^a-z0-9]+", " ", plain(text).translate(ASCII)).strip()


def is_within(letters: str, word: str) -> bool:
    """Tell whether letters stand in a word in their order."""
    rest: Iterable[str] = iter(word)
    return all(letter in rest for letter in letters)
