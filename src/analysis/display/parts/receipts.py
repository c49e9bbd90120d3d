"""Receipts: what a number is, where it comes from, how it was got, how sure it is, and how to have it computed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from analysis.data import Agreement, Target
from analysis.display.blocks import render
from analysis.display.parts.values import group_name, is_hidden, limits, plain, shown, time_of
from analysis.display.runs import NOTHING, Because, Phrase, joined, name, phrase, quoted
from analysis.display.view.view import View
from analysis.indicators import Input, Result

Line = tuple[str, Phrase]


@dataclass(frozen=True)
class Use:
    """A row as the pages of an edition show it: the texts it has there, each page's address and title, and that of the method."""

    row: Result
    texts: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]
    method: str = ""


@dataclass(frozen=True)
class Receipt:
    """The receipt of one row. ``hidden`` leads to ``method``, where the book tells how; ``command`` is empty where it would show nothing."""

    id: str
    shown: str
    lines: tuple[Line, ...]
    inputs_name: str
    inputs: tuple[Phrase, ...]
    command_name: str
    command: str
    hidden: Phrase
    method: str
    contact: Phrase
    pages: tuple[tuple[str, str], ...]


def receipts_html(uses: Iterable[tuple[View, Use]]) -> str:
    """Return the receipts of rows as HTML: a list with one item for each row, whose id is the row's."""
    return render("receipts.html", receipts=[receipt(view, use) for view, use in uses])


def receipt(view: View, use: Use) -> Receipt:
    """Return a row's receipt in words."""
    row = use.row
    words = {key: view.say.text(f"receipt.{key}") for key in ("inputs", "command")}
    return Receipt(
        id=row.id,
        shown=view.say.text("receipt.hidden_value") if is_hidden(row) else " · ".join(use.texts),
        lines=tuple((view.say.text(f"receipt.{key}"), said) for key, said in lines(view, row) if said),
        inputs_name=words["inputs"],
        inputs=tuple(fact_in_words(view, row, fact) for fact in row.inputs),
        command_name=words["command"],
        command="" if is_hidden(row) else command(view, row),
        hidden=view.say("receipt.hidden_more") if row.status == "suppressed" else NOTHING,
        method=use.method,
        contact=contact(view, row),
        pages=use.pages,
    )


def command(view: View, row: Result) -> str:
    """Return the command that computes a row again; with the day, where the page knows more than the edition did on its own."""
    day = "" if view.as_of == view.facts.edition(row.edition).as_of else f" --as-of {view.as_of}"
    return f"statusbog results --year {row.edition}{day} --format csv"


def lines(view: View, row: Result) -> Iterator[Line]:
    """Yield what a receipt says of a row, each line by its key."""
    yield "what", what(view, row)
    yield "target", target(view, row)
    yield "value", exact(view, row)
    yield "status", status(view, row)
    yield "area", phrase(name(view.geography(row).name)) if row.geography in view.facts.partnership.geographies else NOTHING
    yield "year", years(view, row)
    yield "method", NOTHING if is_hidden(row) else method(view, row)
    yield "rule", rule(view, row)
    yield "interval", interval(view, row)
    yield "flags", flags(view, row)
    yield "row", phrase(Because(row.id, "code"))


def what(view: View, row: Result) -> Phrase:
    """Return what a row is: its kind, its indicator and its category."""
    measure = view.say.if_any(f"aspect.{row.aspect}_{row.measure}") or view.say(f"measure.{row.measure}")
    indicator = view.facts.indicators.get(row.indicator)
    category = indicator.categories.get(row.category) if indicator else None
    about = [name(indicator.name) if indicator else NOTHING, name(category.name) if category else NOTHING]
    about += [group_name(view, row)] if row.breakdown else []
    return joined(": ", [measure, joined(", ", [*about, *plan_part(view, row)])])


def plan_part(view: View, row: Result) -> Iterator[Phrase]:
    """Yield which part of a plan a row is about."""
    if row.plan and row.activity:
        yield phrase(view.activity(row.plan, row.activity))
    if row.plan and row.deliverable:
        yield from (phrase(name(item.label)) for item in view.of_plan("deliverables", row.plan) if is_about(item, row))


def is_about(item: object, row: Result) -> bool:
    """Tell whether a row of a plan's deliverables is the one that a result was read from."""
    fields = ("activity", "deliverable", "year", "kind")
    return all(getattr(item, field) == getattr(row, field) for field in fields)


def target(view: View, row: Result) -> Phrase:
    """Return the label of the target that a row belongs to, with its agreement."""
    found = target_of(view, row)
    return joined(", ", [quoted(found[1].label), name(found[0].name)]) if found else NOTHING


def target_of(view: View, row: Result) -> tuple[Agreement, Target] | None:
    """Return the target that a row belongs to, with its agreement; ``None`` where it belongs to none."""
    return next(((a, t) for a in view.facts.agreements if a.id == row.agreement for t in a.targets if t.id == row.target), None)


def rule(view: View, row: Result) -> Phrase:
    """Return the rule of a row's target in words."""
    found = target_of(view, row)
    if not row.rule:
        return NOTHING
    directed = f"rule.{row.rule}_{found[1].direction if found else None}"
    return view.say(directed if view.say.has(directed) else f"rule.{row.rule}")


def status(view: View, row: Result) -> Phrase:
    """Return why a row has no value, or a preliminary one; of a hidden one without a word that tells which of two reasons it is."""
    if row.status == "ok":
        return NOTHING
    return view.say.if_any(f"receipt.status_{row.status}") or view.say.if_any(f"status.{row.status}")


def exact(view: View, row: Result) -> Phrase:
    """Return a row's value as computed, with its unit, or its word."""
    if is_hidden(row):
        return view.say("receipt.hidden_value")
    if isinstance(row.value, Decimal):
        number = format(row.value.normalize(), "f").replace("-", "\u2212").replace(".", view.say.text("receipt.decimal_sign"))
        return joined(" ", [number, unit(view, row)])
    if row.measure == "verdict" and row.value:
        return view.say(f"verdict.{row.value}")
    return phrase(shown(view, row).text)


def unit(view: View, row: Result) -> Phrase:
    """Return a unit in words; one that the plan's source names itself as it stands."""
    key = f"unit_name.{row.unit}"
    return view.say(key) if view.say.has(key) else phrase(quoted(row.unit))


def years(view: View, row: Result) -> Phrase:
    """Return the year that a row is about, and the earlier one or the area that it is held against."""
    against = name(view.geography_name(row.against_area)) if row.against_area else NOTHING
    earlier = view.say("receipt.since", year=time_of(view, row, row.against_year)) if row.against_year else NOTHING
    return joined(", ", [time_of(view, row), earlier, view.say("receipt.against", area=against) if against else NOTHING])


def method(view: View, row: Result) -> Phrase:
    """Return how a row was got, in words."""
    unknown = view.say.listed(name(activity) for activity in row.unknown)
    n = NOTHING if row.n is None else Because(view.say.number(row.n), "method")
    return view.say(f"way.{row.method}", n=n, family=Because(str(row.family), "method"), unknown=unknown)


def interval(view: View, row: Result) -> Phrase:
    """Return the limits of a figure's interval; nothing where it has none."""
    if row.measure in ("lower", "upper") or (found := limits(view, row)) is None:
        return NOTHING
    low, high = (plain(view, end, None if end.method == "published_interval" else 1).text for end in found)
    if found[0].method == "published_interval":
        return view.say("certainty.interval_published", low=low, high=high)
    return view.say("receipt.limits", low=low, high=high)


def flags(view: View, row: Result) -> Phrase:
    """Return what a reader must know about a row, a sentence for each thing."""
    return joined(" ", [view.say(f"flag.{flag}", year=row.against_year or row.year) for flag in row.flags])


def fact_in_words(view: View, row: Result, fact: Input) -> Phrase:
    """Return a fact that a row came from: its own value where the edition shows it, and the document, section and day."""
    source = view.facts.sources.get(fact.source) or view.known.sources[fact.source]
    has_section = fact.section and fact.counted_rows is None  # of what was counted it is the file, which is said with the rows
    said = [fact_value(view, row, fact), view.say("receipt.section", section=quoted(fact.section)) if has_section else NOTHING]
    document = view.say("receipt.document", title=name(source.title), publisher=name(source.publisher))
    day = view.say("receipt.published", date=view.say.date(fact.published))
    return joined(", ", [*said[:1], document, *said[1:], day, delivered(view, fact)])


def delivered(view: View, fact: Input) -> Phrase:
    """Return the file, sheet and cell that a fact was read in, or the rows it was counted from; nothing where it was typed."""
    if not fact.delivery:
        return NOTHING
    if fact.counted_rows is not None:
        rows = Because(view.say.number(fact.counted_rows), "count")
        return view.say("receipt.counted", file=Because(fact.section or fact.delivery, "name"), rows=rows)
    key = "receipt.in_sheet" if fact.sheet else "receipt.in_text"
    return view.say(key, file=Because(fact.delivery, "name"), sheet=quoted(fact.sheet), cell=Because(fact.cell, "code"))


def fact_value(view: View, row: Result, fact: Input) -> Phrase:
    """Return the value of a fact with its area and year, where it is not the row itself."""
    own = view.published_as(fact)
    if own is None or own.id == row.id:
        return NOTHING
    said = joined(", ", [view.geography_name(own.geography), time_of(view, own).text, group_name(view, own).text])
    value = view.say("receipt.hidden_fact") if is_hidden(own) else shown(view, own)
    return joined(" ", [value.text, f"({said})"])


def contact(view: View, row: Result) -> Phrase:
    """Return how to report an error; nothing where the partnership names no contact."""
    address = view.facts.partnership.contact
    return view.say("receipt.report", contact=quoted(address), row=row.id) if address else NOTHING
