"""What the lines over a table say of it: measure, area, unit and time, where each is said exactly once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.data.definitions import Role
from analysis.intake.language import vocabulary, words
from analysis.intake.proposing.names import CURRENCY, TIMES, Namer, known
from analysis.intake.tables import Line
from analysis.intake.values.periods import times_said, with_places
from analysis.intake.words import plain
from analysis.messages import message

# The roles of indicators that a question of a scale is about, the more particular first.
ROLES: tuple[Role, ...] = ("safety_at_night", "safety")
# A rate on another base than a thousand.
PER_OTHER = re.compile(r"(?<!\w)pr\.? (?:\d|million|mio|hundrede)")
# Where a name begins and ends in a line, its indicator or area, and its category.
Found = tuple[int, int, str, str]
ENDINGS = "(?:en|et|er|erne|n|ne|s)?"


@dataclass(frozen=True)
class Title:
    """What a line says; empty fields where it says nothing, or more than one thing. ``text`` has places for its times."""

    line: Line
    text: str
    indicator: str = ""
    category: str = ""
    geography: str = ""
    unit: str = ""
    times: int = 1
    time: bool = False
    ask: str = ""

    @property
    def says_something(self) -> bool:
        """Whether it is worth a place in a mapping."""
        return any((self.indicator, self.category, self.geography, self.unit, self.time, self.ask, self.times > 1))


def title_of(line: Line, namer: Namer) -> Title:
    """Return what a line over a table says."""
    text = with_places(line.text)[0]
    form = plain(text)
    indicator, category = measure_in(form, namer)
    made = any(re.search(rf"\b{word}\b", form) for word in words("time", "made"))
    whole = [time for time in times_said(line.text) if time.last is None]
    unit, times_ = unit_in(form)
    return Title(
        line,
        text,
        indicator,
        category,
        area_in(form, namer),
        unit,
        times_,
        time=len(whole) == 1 and not made,
        ask=question(form, indicator),
    )


def question(form: str, indicator: str) -> str:
    """Return what has to be asked about a line before anything under it is read; empty for nothing."""
    other = next((word for word in words("other", "measures") if word in form), "")
    return "" if indicator or not other else message("intake.propose.other_measure", word=other)


def measure_in(form: str, namer: Namer) -> tuple[str, str]:
    """Return the indicator and category that a line names; empty where it names none, or several."""
    for role in ROLES:
        if "?" in form and any(all(word in form for word in names) for names in vocabulary()["scales"][role]):
            return namer.facts.indicator_with(role) or "", ""
    found: list[Found] = []
    for key, indicator in namer.facts.indicators.items():
        for name in {plain(indicator.name), plain(indicator.short)}:
            found.extend((start, end, key, "") for start, end in spans_of(name, form))
        for category, about in indicator.categories.items():
            found.extend((start, end, key, category) for start, end in spans_of(plain(about.name), form))
    largest = in_unit([one for one in found if not any(other is not one and covers(other, one) for other in found)], form, namer)
    indicators = {key for _, _, key, _ in largest}
    categories = {category for _, _, _, category in largest if category}
    if len(indicators) != 1:
        return "", ""
    return indicators.pop(), categories.pop() if len(categories) == 1 else ""


def in_unit(found: list[Found], form: str, namer: Namer) -> list[Found]:
    """Return what was found in a line without the names of indicators in another unit than the line says, where one is in that unit.

    "Reports of burglary per 1,000 inhabitants" is about the rate of that name. A category is never left out.
    """
    unit = unit_in(form)[0]
    fitting = [one for one in found if namer.facts.indicators[one[2]].unit == unit]
    return [one for one in found if one[3] or one in fitting] if fitting else found


def spans_of(name: str, form: str) -> Iterable[tuple[int, int]]:
    """Return where a name stands in a line, with a Danish ending where it is one word."""
    ending = ENDINGS if " " not in name and "/" not in name else ""
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}{ending}(?!\w)", form)]


def covers(one: Found, other: Found) -> bool:
    """Tell whether a find lies within a longer one."""
    return one[0] <= other[0] and other[1] <= one[1] and (one[1] - one[0]) > (other[1] - other[0])


def area_in(form: str, namer: Namer) -> str:
    """Return the area that a line names; empty where it names none, or several."""
    found: list[Found] = []
    for key, area in namer.facts.partnership.geographies.items():
        for name in {plain(area.name), plain(area.short)}:
            found.extend((start, end, key, "") for start, end in spans_of(name, form) if form[start:end] == name)
    for word in known("areas", "partnership"):
        for start, end in spans_of(word, form):
            found.append((start, end, namer.own_areas[0] if len(namer.own_areas) == 1 else "", ""))
    largest = {one[2] for one in found if not any(other is not one and covers(other, one) for other in found)}
    return largest.pop() if len(largest) == 1 else ""


def unit_in(form: str) -> tuple[str, int]:
    """Return the unit that a line names, empty where it names none or several, and what its figures are multiplied by."""
    rest, found, times = form, set(), 1
    for key, factor in TIMES.items():
        for word in sorted(known("scaled", key), key=len, reverse=True):
            if re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)(?! indb)", rest):
                rest, times = rest.replace(word, " kr " if CURRENCY.search(word) else " "), factor
    for unit in ("per_1000", "percent", "dkk", "count"):
        for word in sorted(known("units", unit), key=len, reverse=True):
            pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
            if re.search(pattern, rest):
                rest = re.sub(pattern, " ", rest)
                found.add(unit)
    if PER_OTHER.search(rest):
        return message("intake.propose.per_other"), times
    return (found.pop() if len(found) == 1 else ""), times
