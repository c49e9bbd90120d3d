"""The same figure of all partnerships side by side: each with its year, its area and how sure it is, and what can be said of their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.data import Role
from analysis.display.figures.spans import Axis, Span, axis_of, span
from analysis.display.language.language import Language
from analysis.display.portfolio.summary import Compared, Summary
from analysis.display.runs import NOTHING, Because, Phrase, joined, name
from analysis.indicators.compare.across import COMPARED, Standing, standings

NAMED_COUNT = 3


@dataclass(frozen=True)
class Line:
    """A partnership's line: what is shown of it, its picture where it may be held against others, and what is said of its place."""

    name: str
    way: str
    compared: Compared
    picture: Span | None
    order: Phrase


@dataclass(frozen=True)
class Side:
    """A table of one figure: what it is, what can be said of the order of all, the axis in words, its lines, and who has no figure."""

    key: str
    heading: Phrase
    caption: Phrase
    lead: Phrase
    axis: Phrase
    lines: tuple[Line, ...]
    without: Phrase


def sides(summaries: Sequence[Summary], say: Language) -> list[Side]:
    """Return a table for each role of which at least two partnerships have a figure."""
    found = [(role, [summary for summary in summaries if role in summary.figures]) for role in COMPARED]
    return [side(role, having, summaries, say) for role, having in found if len(having) > 1]


def side(role: Role, having: Sequence[Summary], all_: Sequence[Summary], say: Language) -> Side:
    """Return the table of one role."""
    figures = [summary.figures[role].figure for summary in having]
    found = standings(figures)
    drawn = [figure for figure, standing in zip(figures, found, strict=True) if standing.of]
    axis = axis_of(end for figure in drawn for end in figure.limits or ()) if drawn else None
    names = [summary.name for summary in having]
    lines = tuple(line(summary, role, standing, axis, names, say) for summary, standing in zip(having, found, strict=True))
    heading = say(f"role.{role}")
    lacking = [summary.name for summary in all_ if role not in summary.figures]
    without = say("portfolio.without", names=listed(lacking, say)) if lacking else NOTHING
    reach = in_words(axis, drawn[0].row.unit, say) if axis else NOTHING
    caption = say("portfolio.side_caption", figure=heading)
    return Side(role, heading, caption, lead(found, say), reach, lines, without)


def line(summary: Summary, role: Role, standing: Standing, axis: Axis | None, names: Sequence[str], say: Language) -> Line:
    """Return the line of one partnership."""
    compared = summary.figures[role]
    figure = compared.figure
    is_drawn = axis is not None and standing.of and figure.limits is not None
    picture = span(axis, figure.row.known, figure.limits) if is_drawn and axis and figure.limits else None
    return Line(summary.name, summary.way, compared, picture, order(standing, names, say))


def order(standing: Standing, names: Sequence[str], say: Language) -> Phrase:
    """Return what can be said of a figure's place, and why no more."""
    if standing.place is not None:
        return say("order.place", place=count(standing.place), of=count(standing.of))
    if standing.refusal == "overlap":
        return say("order.overlap", names=listed([names[other] for other in standing.overlaps], say))
    if standing.refusal == "not_comparable":
        return say("order.not_comparable", why=say.listed(say(f"differs.{kind}") for kind in standing.differs))
    return say(f"order.{standing.refusal}")


def lead(found: Sequence[Standing], say: Language) -> Phrase:
    """Return what can be said of the order of all in a sentence or two."""
    placed = [standing for standing in found if standing.place is not None]
    tied = [standing for standing in found if standing.refusal == "overlap"]
    foreign = [standing for standing in found if standing.refusal == "not_comparable"]
    if placed and not tied:
        said = say("order.lead_all", of=count(len(placed)))
    elif placed:
        said = say("order.lead_some", placed=count(len(placed)), tied=count(len(tied)))
    elif tied:
        said = say("order.lead_none", tied=count(len(tied)))
    elif any(standing.refusal == "amount" for standing in found):
        said = say("order.lead_amount")
    else:
        said = say("order.lead_nothing")
    return joined(" ", [said, say("order.lead_foreign", foreign=count(len(foreign))) if foreign else NOTHING])


def listed(names: Sequence[str], say: Language) -> Phrase:
    """Return some names as a list, the first few by name and the others by their number."""
    rest = len(names) - NAMED_COUNT
    shown = [name(one) for one in (names[:NAMED_COUNT] if rest > 1 else names)]
    return say("portfolio.and_more", names=joined(", ", shown), more=count(rest)) if rest > 1 else say.listed(shown)


def in_words(axis: Axis, unit: str, say: Language) -> Phrase:
    """Return from where to where the pictures reach."""
    low, high = say.number(axis.first), say.quantity(axis.last, unit)
    return say("portfolio.axis", low=Because(low, "axis"), high=Because(high, "axis"))


def count(number: int) -> Because:
    """Return how many of what the reader sees counted beside it."""
    return Because(str(number), "count")
