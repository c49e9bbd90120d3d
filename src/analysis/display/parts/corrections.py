"""Published numbers that others have taken the place of, in words: what they are about, what they said, and by how much they moved."""

from __future__ import annotations

from decimal import Decimal

from analysis.data.ledger import Number
from analysis.display.language.language import decimals_of
from analysis.display.parts.receipts import what
from analysis.display.parts.values import amount_text, decimals_shown, shown
from analysis.display.runs import NOTHING, Because, Phrase, Shown, joined, name, phrase, quoted, year
from analysis.display.view.view import View
from analysis.indicators.corrected import Correction, Rows
from analysis.indicators.edition import difference_unit

# Words


def subject(view: View, rows: Rows, correction: Correction) -> Phrase:
    """Return what a number is about: its kind, its indicator, its area and its year."""
    number = correction.first.after
    row = rows.get(number.id)
    said = (
        what(view, row)
        if row is not None
        else joined(": ", [view.say(f"measure.{number.measure}"), joined(", ", named(view, number))])
    )
    return joined(", ", [said, name(view.geography_name(number.geography)), year(number.year)])


def named(view: View, number: Number) -> list[Phrase]:
    """Return the names of a number's indicator and of what it is a part of, where no row says them any more."""
    indicator = view.facts.indicators.get(number.indicator)
    if indicator is None:
        return [phrase(quoted(number.category))]
    if number.category in indicator.categories:
        return [phrase(name(indicator.name)), phrase(name(indicator.categories[number.category].name))]
    activity, _, deliverable = number.category.partition(".")
    names = {item.activity: item.name for item in view.facts.activities}
    labels = {(item.activity, item.deliverable): item.label for item in view.facts.deliverables}
    part = labels.get((activity, deliverable), deliverable)
    return [phrase(name(indicator.name)), *(phrase(name(said)) for said in (names.get(activity, activity), part) if said)]


def before(view: View, number: Number | None) -> Phrase:
    """Return what a number said that is no longer published, as the ledger has it."""
    if number is None:
        return NOTHING
    text = words(view, number) or view.say.if_any(f"spoken.{number.status}").text or view.say.if_any(f"status.{number.status}").text
    return phrase(quoted(text))


def words(view: View, number: Number) -> str:
    """Return a number of the ledger with its unit, or its word in the reader's language; empty where it has no value."""
    if number.amount is None:
        return word(view, number)
    text = amount_text(view, number.indicator, number.measure, number.amount, number.unit)
    key = f"qualifier.{number.qualifier}"
    if number.qualifier and number.qualifier != "in_words" and view.say.has(key):
        text = view.say(key, value=text).text
    return view.say(f"marked.{number.status}", value=text).text if view.say.has(f"marked.{number.status}") else text


def decimals_in(view: View, number: Number, amount: Decimal) -> int | None:
    """Return with how many decimals a number of the ledger is written; ``None`` for its own."""
    return decimals_shown(view, number.indicator, number.measure, amount, number.unit)


def word(view: View, number: Number) -> str:
    """Return the reader's word for a verdict, a level or an answer."""
    key = f"verdict.{number.qualifier}_{number.value}" if number.qualifier == "interim" else f"verdict.{number.value}"
    if number.measure == "verdict" and view.say.has(key):
        return view.say.text(key)
    indicator = view.facts.indicators.get(number.indicator)
    return (indicator.level_names if indicator else {}).get(number.value, number.value)


def instead(view: View, rows: Rows, correction: Correction) -> Phrase:
    """Return what stands in a number's place, leading to its receipt; that nothing does, where it is withdrawn."""
    number = correction.first.after
    if number.is_withdrawn:
        return view.say("corrections.withdrawn")
    found = tuple(rows[change.after.id] for change in correction.changes if change.after.id in rows)
    if not found:
        return phrase(quoted(words(view, number)))
    text = words(view, number) if number.measure == "verdict" or number.amount is None else ""
    return phrase(Shown(found, text or shown(view, found[0]).text))


def difference(view: View, correction: Correction) -> Phrase:
    """Return by how much a number moved, with its sign; nothing where it is no number or only its words are others.

    Of per cent it is percentage points. No difference has more decimals than the two numbers are written with.
    """
    old, new = correction.first.amounts or (Decimal(0), Decimal(0))
    if old == new:
        return NOTHING
    number = correction.first.after
    places = [decimals_in(view, number, amount) for amount in (old, new)]
    decimals = max(decimals_of(amount) if own is None else own for amount, own in zip((old, new), places, strict=True))
    return phrase(Because(view.say.quantity(new - old, difference_unit(number.unit), decimals, signed=True), "quoted"))
