"""The page om/kvalitet: for each indicator what it is, who measures it, for where and when, how sure and how comparable it is."""

from __future__ import annotations

from analysis.data import Indicator
from analysis.display.blocks import Profile, Profiles
from analysis.display.parts.pictures import slug
from analysis.display.parts.series import break_sentence, breaks_of, current, is_partnership
from analysis.display.parts.years import years_by_area
from analysis.display.runs import NOTHING, Phrase, joined, name, phrase, quoted
from analysis.display.view.view import View
from analysis.indicators import Result

KINDS = ("content", "owner", "years", "precision", "time", "comparable", "caveat")


def declarations(view: View) -> Profiles:
    """Return a declaration for each indicator that verdicts or money rest on and that the book has figures for."""
    return Profiles(tuple(declaration(view, key) for key in view.facts.indicators if is_declared(view, key) and figures(view, key)))


def is_declared(view: View, key: str) -> bool:
    """Tell whether an indicator is one of the book's own: no context, no part of a share, no answer and no deliverable."""
    indicator, everyone = view.facts.indicators[key], view.facts.indicators.values()
    parts = {part for i in everyone if i.ratio for part in (i.ratio.numerator, i.ratio.denominator)}
    return not (indicator.context or key in parts or indicator.unit == "answer" or indicator.role == "deliverable")


def figures(view: View, indicator: str) -> list[Result]:
    """Return the figures that count; of money, what was set aside and what plans share out."""
    return current(view, indicator) or view.pick(measure=("total", "lower"), indicator=indicator, aspect="")


def declaration(view: View, key: str) -> Profile:
    indicator, rows = view.facts.indicators[key], figures(view, key)
    said = {
        "content": phrase(quoted(indicator.definition)),
        "owner": phrase(name(view.facts.instruments[indicator.instrument])),
        "years": years_by_area(view, rows),
        "precision": precision(view, indicator, rows),
        "time": timeliness(view, rows),
        "comparable": comparable(view, key, rows),
        "caveat": view.note(indicator.caveat),
    }
    facts = tuple((view.say(f"quality.{kind}"), said[kind]) for kind in KINDS if said[kind])
    return Profile(slug(key), phrase(name(indicator.name)), facts=facts)


def precision(view: View, indicator: Indicator, rows: list[Result]) -> Phrase:
    """Return what is known about how sure figures of this kind are."""
    if indicator.ratio:
        return view.say("quality.full_count")
    if indicator.unit != "percent":
        return view.say.if_any(f"quality.precision_{indicator.unit}")
    own = [row for row in rows if is_partnership(view, row)]
    sampled = [row for row in own if view.beside(row, "n") is not None]
    return view.say(f"quality.precision_{'no' if not sampled else 'whole' if len(sampled) == len(own) else 'part'}_sample")


def timeliness(view: View, rows: list[Result]) -> Phrase:
    """Return of which year the newest figure is, and when it was published."""
    newest = max(rows, key=lambda row: (is_partnership(view, row), row.year))
    days = [fact.published for fact in newest.inputs]
    if not days:
        return NOTHING
    return view.say("quality.newest", year=newest.year, area=view.area(newest.geography), day=view.say.date(max(days)))


def comparable(view: View, key: str, rows: list[Result]) -> Phrase:
    """Return what parts an indicator's figures into series: areas, categories, suppliers and questions."""
    own = {row.geography for row in rows if is_partnership(view, row)}
    categories = view.facts.indicators[key].categories.values()
    said = [
        view.say("quality.areas") if len(own) > 1 else NOTHING,
        view.say("quality.categories", names=view.listed(name(c.name) for c in categories if c.follows))
        if any(c.follows for c in categories)
        else NOTHING,
        *(break_sentence(view, found) for found in breaks_of(view, key, rows)),
    ]
    return joined(" ", said)
