"""Shares for each question, area, year and group, and how many persons could not be used, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.intake.microdata.codes import MOST_NAMED, pattern_of
from analysis.intake.microdata.words import folded
from analysis.intake.survey.estimate import Design, Estimate, estimate
from analysis.intake.survey.model import AnswersMapping, Question
from analysis.intake.survey.rows import Answers, design_of, meaning_of, weights_of, years_of

Flags = NDArray[np.bool_]
EVERYBODY = ("", "")


@dataclass(frozen=True)
class Share:
    """A share with what it is about. ``asked`` counts who was in it at all, ``unsure`` who did not know, ``silent`` who gave no answer.

    ``unweighed`` counts those of the same area, year and group who have no weight, and are in none of the others.
    """

    question: Question
    geography: str
    year: int
    breakdown: str
    group: str
    found: Estimate
    asked: int
    unsure: int
    silent: int
    unweighed: int


@dataclass(frozen=True)
class Unknown:
    """Answers to the question in ``column`` that the mapping does not have: how many, and those of them that may be named."""

    column: str
    count: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Shares:
    """All shares, how many persons could not be used by the first reason, and the answers that the mapping does not have.

    ``unplaced`` counts the persons without a weight, a year or an area that can be read, ``skipped`` areas apart.
    """

    shares: tuple[Share, ...]
    unused: dict[str, int] = field(default_factory=dict)
    unknown: tuple[Unknown, ...] = ()
    unplaced: int = 0


@dataclass(frozen=True)
class Persons:
    """The persons of a sample: their weights, whether they can be used or could but for the weight, the areas and years that there are, and the design."""

    weights: NDArray[np.float64]
    usable: Flags
    unweighed: Flags
    years: NDArray[np.int64]
    areas: dict[str, Flags]
    groups: dict[tuple[str, str], Flags]
    design: Design | None


def shares_of(answers: Answers, mapping: AnswersMapping) -> Shares:
    """Return the shares of all questions."""
    persons, unused = persons_of(answers, mapping)
    found: list[Share] = []
    unknown: list[Unknown] = []
    for number, question in enumerate(mapping.questions):
        said, blank = said_to(answers, f"q{number}", question), answers.text(f"q{number}").to_numpy() == ""
        unknown += unknown_to(question, answers.text(f"q{number}")[(said == "") & ~blank & persons.usable])
        found += shares_of_question(question, said, blank, persons)
    unplaced = len(answers) - int(persons.usable.sum()) - unused["area_skipped"]
    return Shares(tuple(found), {reason: number for reason, number in unused.items() if number}, tuple(unknown), max(unplaced, 0))


def unknown_to(question: Question, texts: pd.Series[str]) -> Iterator[Unknown]:
    """Yield the answers that the mapping does not have, where there are any; the commonest codes among them may be named."""
    pattern = pattern_of(map(folded, (*question.counts, *question.others, *question.dont_know)))
    codes = texts[texts.str.fullmatch(pattern)] if pattern else texts[:0]
    named = sorted(Counter(codes).items(), key=lambda one: (-one[1], one[0]))[:MOST_NAMED]
    if len(texts):
        yield Unknown(question.column, len(texts), tuple(code for code, _ in named))


def persons_of(answers: Answers, mapping: AnswersMapping) -> tuple[Persons, Counter[str]]:
    """Return the persons, and how many of them cannot be used, by the first reason that fits."""
    weights, years = weights_of(answers, mapping), years_of(answers, mapping)
    areas, trouble = areas_of(answers, mapping, years)
    blank = answers.text("weight").to_numpy() == "" if mapping.columns.weight else np.zeros(len(answers), bool)
    lost = np.isnan(weights)
    placed = (years > 0) & ~np.logical_or.reduce(list(trouble.values()))
    usable = ~lost & placed
    groups = dict(groups_of(answers, mapping))
    unused = Counter(
        {
            "no_weight": int((lost & blank).sum()),
            "weight_unreadable": int((lost & ~blank).sum()),
            "year_unreadable": int((years == 0).sum()),
        }
    )
    unused.update({reason: int(flags.sum()) for reason, flags in trouble.items()})
    for breakdown in mapping.breakdowns:
        inside = np.logical_or.reduce([groups[breakdown.breakdown, one.group] for one in breakdown.groups])
        unused["group_unknown"] += int((usable & ~inside).sum())
    design = design_of(answers, mapping, years)
    return Persons(np.where(lost, 0.0, weights), usable, lost & blank & placed, years, areas, groups, design), unused


def areas_of(answers: Answers, mapping: AnswersMapping, years: NDArray[np.int64]) -> tuple[dict[str, Flags], dict[str, Flags]]:
    """Return who lives in each area of the book; and whose area is none of the book's, blank, or not known."""
    nobody, everybody = np.zeros(len(answers), bool), np.ones(len(answers), bool)
    if not mapping.columns.area:
        return {key: everybody.copy() for key in mapping.geographies}, {"area_unknown": nobody}
    found: dict[str, Flags] = {key: nobody.copy() for entry in mapping.areas for key in entry.geographies}
    known, skipped = nobody.copy(), nobody.copy()
    for entry in mapping.areas:
        holds = (years >= (entry.from_year or 0)) & (years <= (entry.to_year or 9999))
        here = (meaning_of(answers, "area", {"here": entry.names}) == "here") & holds
        known |= here
        skipped |= here if entry.skip else nobody
        for key in entry.geographies:
            found[key] |= here
    blank = answers.text("area").to_numpy() == ""
    return found, {"area_blank": blank, "area_skipped": skipped, "area_unknown": ~known & ~blank}


def groups_of(answers: Answers, mapping: AnswersMapping) -> Iterator[tuple[tuple[str, str], Flags]]:
    """Yield each group of each breakdown with who is in it; first all."""
    yield EVERYBODY, np.ones(len(answers), bool)
    for number, breakdown in enumerate(mapping.breakdowns):
        meant = meaning_of(answers, f"b{number}", {one.group: one.words for one in breakdown.groups})
        for one in breakdown.groups:
            yield (breakdown.breakdown, one.group), meant == one.group


def said_to(answers: Answers, role: str, question: Question) -> NDArray[np.object_]:
    """Return what each person said: ``counts``, ``others`` or ``unsure``; nothing for a blank and for what is no answer."""
    return meaning_of(answers, role, {"counts": question.counts, "others": question.others, "unsure": question.dont_know})


def shares_of_question(question: Question, said: NDArray[np.object_], blank: Flags, persons: Persons) -> Iterator[Share]:
    """Yield a question's share for each area, year and group in which somebody answered."""
    unsure = said == "unsure"
    in_base = (said == "counts") | (said == "others") | (unsure & bool(question.dont_know_in_base))
    years = sorted(set(persons.years[persons.usable].tolist()))
    for (geography, here), year, ((breakdown, group), inside) in product(persons.areas.items(), years, persons.groups.items()):
        among = here & inside & (persons.years == year)
        asked = persons.usable & among
        found = estimate(persons.weights, asked & in_base, said == "counts", persons.design)
        if found is not None:
            numbers = [int(flags.sum()) for flags in (asked, asked & unsure, asked & blank, persons.unweighed & among)]
            yield Share(question, geography, year, breakdown, group, found, *numbers)
