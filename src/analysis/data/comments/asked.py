"""What a tag asks for: a number or a claim about a series, by the names that the data have. Which row that is, results know."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from analysis.data.comments.reading import Tag
from analysis.data.comments.words import folded, meanings, spelled, tables
from analysis.data.facts import Facts
from analysis.data.reading import suggestion
from analysis.errors import Fault, fault

Kind = Literal["fell", "rose", "level", "highest", "lowest", "above", "below", "significant", "not_significant", "met", "not_met"]
Measure = Literal["", "change", "change_pct", "gap", "target", "baseline"]
YEAR = re.compile(r"\d{4}")
PERIOD = re.compile(r"(\d{4})\s*[-\u2013]\s*(\d{4})")
NEEDS_YEAR, NEEDS_AREA = frozenset({"highest", "lowest"}), frozenset({"above", "below"})
MAY_HAVE_AREA = frozenset({"significant", "not_significant"})


@dataclass(frozen=True)
class AskedNumber:
    """A number: of a series in a year, or of its change since an earlier one, or its gap to a larger area.

    An empty area is the partnership's own, no year the newest one.
    """

    indicator: str
    category: str
    geography: str
    year: int | None
    since: int | None = None
    against_area: str = ""
    target: str = ""
    measure: Measure = ""


@dataclass(frozen=True)
class AskedClaim:
    """A claim about a series, in the same terms."""

    kind: Kind
    indicator: str
    category: str
    geography: str
    year: int | None
    since: int | None = None
    against_area: str = ""
    target: str = ""


@dataclass
class Named:
    """What the parts of a tag name, each kind of thing in the order in which it stands."""

    indicators: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    years: list[tuple[int | None, int]] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def asked(tag: Tag, facts: Facts, file: str) -> AskedNumber | AskedClaim | list[Fault]:
    """Return what a tag asks for, or what is wrong with it."""
    return number_of(tag, facts, file) if tag.kind == "number" else claim_of(tag, facts, file)


def number_of(tag: Tag, facts: Facts, file: str) -> AskedNumber | list[Fault]:
    found = named(tag.parts, facts)
    measure = cast(Measure, found.measures[0] if found.measures else "")
    faults = list(faults_of(tag, found, facts, file, most_areas=2 if measure == "gap" else 1))
    if measure == "gap" and not found.areas:
        faults.append(fault("data.comments.no_area", file=file, row=tag.row, written=tag.written, areas=areas_of(facts)))
    if faults:
        return faults
    since, year = found.years[0] if found.years else (None, None)
    area, against = areas_in_order(found.areas) if measure == "gap" else (first(found.areas), "")
    return AskedNumber(
        found.indicators[0], first(found.categories), area, year, since, against, first(found.targets), measure=measure
    )


def claim_of(tag: Tag, facts: Facts, file: str) -> AskedClaim | list[Fault]:
    kind, rest = kind_of(tag.parts[0])
    if kind is None:
        known = [spelled("kinds", kind) for kind in tables()["kinds"]]
        wrong: dict[str, Any] = {"found": repr(tag.parts[0]), "known": ", ".join(known), "todo": suggestion(tag.parts[0], known)}
        return [fault("data.comments.no_kind", file=file, row=tag.row, written=tag.written, **wrong)]
    against = named([rest] if rest else [], facts)
    found = named(tag.parts[1:], facts)
    found.unknown = [*against.unknown, *found.unknown]
    faults = list(faults_of(tag, found, facts, file, most_areas=1))
    faults += faults_of_kind(tag, kind, against, facts, file)
    if faults:
        return faults
    since, year = found.years[0] if found.years else (None, None)
    since = against.years[0][1] if against.years else since
    return AskedClaim(
        kind,
        found.indicators[0],
        first(found.categories),
        first(found.areas),
        year,
        since,
        first(against.areas),
        first(found.targets),
    )


def kind_of(text: str) -> tuple[Kind | None, str]:
    """Return the kind of claim that a text begins with, and what stands behind it without the word that joins them."""
    said = folded(text)
    for words, kind in sorted(meanings("kinds").items(), key=lambda item: -len(item[0])):
        if said == words or said.startswith(f"{words} "):
            rest = said[len(words) :].strip()
            joint, _, behind = rest.partition(" ")
            return cast(Kind, kind), behind if joint in meanings("joints") else rest
    return None, ""


def faults_of_kind(tag: Tag, kind: Kind, against: Named, facts: Facts, file: str) -> Iterator[Fault]:
    """Yield what is missing behind a kind of claim: the year that it is held against, or the area."""
    if against.unknown:
        return
    if kind in NEEDS_YEAR and not against.years:
        yield fault("data.comments.no_year", file=file, row=tag.row, written=tag.written, kind=spelled("kinds", kind))
    if kind in NEEDS_AREA and not against.areas:
        areas = areas_of(facts)
        yield fault("data.comments.no_area", file=file, row=tag.row, written=tag.written, areas=areas)
    if against.indicators or against.categories or (against.areas and kind not in NEEDS_AREA | MAY_HAVE_AREA):
        yield fault("data.comments.twice", file=file, row=tag.row, written=tag.written)


def faults_of(tag: Tag, found: Named, facts: Facts, file: str, most_areas: int) -> Iterator[Fault]:
    """Yield what is wrong with the names in a tag."""
    about: dict[str, Any] = {"file": file, "row": tag.row, "written": tag.written}
    for name in found.unknown:
        yield fault("data.comments.unknown", **about, name=repr(name), todo=nearest(name, facts))
    if found.unknown:
        return
    if len(found.indicators) != 1:
        key = "two_indicators" if found.indicators else "no_indicator"
        yield fault(f"data.comments.{key}", **about, indicators=", ".join(shown_indicators(facts)))
        return
    categories = facts.indicators[found.indicators[0]].categories
    if bool(categories) != bool(found.categories):
        key = "no_category" if categories else "extra_category"
        yield fault(f"data.comments.{key}", **about, indicator=found.indicators[0], categories=", ".join(categories))
    elif not set(found.categories) <= set(categories):
        yield fault("data.comments.no_category", **about, indicator=found.indicators[0], categories=", ".join(categories))
    if len(found.areas) > most_areas or len(found.years) > 1 or len(found.categories) > 1 or len(found.measures) > 1:
        yield fault("data.comments.twice", **about)


def named(parts: Sequence[str], facts: Facts) -> Named:
    """Return what parts name; the key of a thing is its name, and so is what the book calls an area, an indicator or a category."""
    found, known = Named(), names_of(facts)
    for part in filter(None, parts):
        text = folded(part)
        if period := PERIOD.fullmatch(text):
            found.years.append((int(period[1]), int(period[2])))
        elif YEAR.fullmatch(text):
            found.years.append((None, int(text)))
        elif text in meanings("measures"):
            found.measures.append(meanings("measures")[text])
        else:
            places = [(place, names[text]) for place, names in known.items() if text in names]
            place, key = places[0] if places else ("unknown", part)
            getattr(found, place).append(key)
    return found


def names_of(facts: Facts) -> dict[str, dict[str, str]]:
    """Return, for each kind of thing, what may stand for it in a tag, and its key."""
    indicators, areas = facts.indicators, facts.partnership.geographies
    categories = {key: category for indicator in indicators.values() for key, category in indicator.categories.items()}
    return {
        "indicators": {
            **{folded(found.short): key for key, found in indicators.items()},
            **{folded(key): key for key in indicators},
        },
        "areas": {**{folded(found.short): key for key, found in areas.items()}, **{folded(key): key for key in areas}},
        "categories": {
            **{folded(found.name): key for key, found in categories.items()},
            **{folded(key): key for key in categories},
        },
        "targets": {folded(target.id): target.id for agreement in facts.agreements for target in agreement.targets},
    }


def nearest(name: str, facts: Facts) -> str:
    """Return what to do about an unknown name: the nearest of all that may stand in a tag."""
    keys = [*shown_indicators(facts), *facts.partnership.geographies]
    keys += [key for found in facts.indicators.values() for key in found.categories]
    keys += [spelled("measures", measure) for measure in tables()["measures"]]
    near = difflib.get_close_matches(name, keys, n=1)
    return suggestion(name, near or shown_indicators(facts))


def shown_indicators(facts: Facts) -> list[str]:
    """Return the indicators that have figures of their own, answers left out."""
    return [key for key, indicator in facts.indicators.items() if indicator.unit != "answer"]


def areas_of(facts: Facts) -> str:
    return ", ".join(facts.partnership.geographies)


def areas_in_order(areas: Sequence[str]) -> tuple[str, str]:
    """Return the area that a gap is about, empty for the partnership's own, and the one that it is held against."""
    return ("", areas[0]) if len(areas) == 1 else (areas[0], areas[1])


def first(names: Collection[str]) -> str:
    return next(iter(names), "")
