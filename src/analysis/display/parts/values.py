"""Rows of the results table as a reader sees them: values, changes, intervals and statements, each a phrase that knows its rows."""

from __future__ import annotations

from decimal import Decimal

from analysis.display.blocks import EMPTY_NUMBER, Cell, cell
from analysis.display.language.language import decimals_of
from analysis.display.runs import NOTHING, Because, Phrase, Shown, joined, lower_first, name, phrase
from analysis.display.view.view import View, series_of
from analysis.indicators import Result

COMPUTED = frozenset({"share", "change_pct"})
# What is computed and has no decimals of its own: a ratio, a p-value. Of other numbers no more decimals are read than these.
DECIMALS_OF_UNITS = {"ratio": 2, "probability": 3}
SMALLEST_SHOWN_P = Decimal("0.001")
MOST_DECIMALS, DECIMALS_OF_LONG = 3, 1
# How a change is said, by its unit; anything else is counted, more or fewer.
KINDS_OF_CHANGE = {
    "percentage_points": "percent",
    "per_1000": "per_1000",
    "index_points": "index",
    "minutes": "amount",
    "dkk": "amount",
    "dkk_per_head": "amount",
}


def shown(view: View, row: Result | None) -> Phrase:
    """Return the row's value with its unit and what the source says of its precision, or the word for why there is none."""
    if row is None:
        return view.say("status.not_stated")
    if row.value is None:
        return phrase(Shown((row,), view.say(f"status.{row.status}").text, view.say.if_any(f"spoken.{row.status}").text))
    if isinstance(row.value, str):
        return phrase(Shown((row,), view.definition(row).level_names.get(row.value, row.value)))
    said = number_text(view, row)
    if row.qualifier:
        said = view.say(f"qualifier.{row.qualifier}", value=said, words=row.as_written).text
    return phrase(Shown((row,), view.say.if_any(f"marked.{row.status}", value=said).text or said))


def is_hidden(row: Result | None) -> bool:
    """Tell whether a row has a value that is not shown, to protect a small count."""
    return row is not None and row.value is None and row.status == "suppressed"


def number_text(view: View, row: Result) -> str:
    """Return the row's number with its unit; a computed one with the decimals of its indicator."""
    return amount_text(view, row.indicator, row.measure, row.known, row.unit)


def amount_text(view: View, indicator: str, measure: str, value: Decimal, unit: str) -> str:
    """Return a number with its unit as a reader sees it, with no more digits than are read."""
    if unit == "probability" and value < SMALLEST_SHOWN_P:
        return view.say("certainty.under", limit=view.say.number(SMALLEST_SHOWN_P)).text
    return view.say.quantity(value, unit, decimals_shown(view, indicator, measure, value, unit))


def decimals_shown(view: View, indicator: str, measure: str, value: Decimal, unit: str) -> int | None:
    """Return with how many decimals a reader sees a number; ``None`` where it is with its own."""
    if unit in DECIMALS_OF_UNITS:
        return DECIMALS_OF_UNITS[unit]
    known = view.facts.indicators.get(indicator)
    if measure in COMPUTED and known:
        return known.decimals
    if decimals_of(value) <= (0 if measure == "p_value" else MOST_DECIMALS):
        return None
    whole = measure == "p_value" or (unit == "count" and measure in ("lower", "upper"))
    return 0 if whole else DECIMALS_OF_LONG


def amount(view: View, row: Result | None, *, unit: str = "", decimals: int | None = None) -> Phrase:
    """Return a row's number without regard to its sign, in another unit's words where one is given."""
    if row is None or row.number is None:
        return NOTHING
    return phrase(Shown((row,), view.say.quantity(abs(row.number), unit or row.unit, decimals)))


def plain(view: View, row: Result | None, decimals: int | None = None) -> Phrase:
    """Return a row's number without its unit, or nothing."""
    return phrase(Shown((row,), view.say.number(row.number, decimals))) if row is not None and row.number is not None else NOTHING


def signed(view: View, row: Result | None, decimals: int | None = None) -> Phrase:
    """Return a change with its sign (+4 procentpoint, −14, 0), the sign for one that is hidden, or nothing when there is none."""
    if is_hidden(row):
        return shown(view, row)
    if row is None or row.number is None:
        return NOTHING
    return phrase(Shown((row,), view.say.quantity(row.number, row.unit, decimals, signed=True)))


def number_cell(view: View, row: Result | None, second: Phrase = NOTHING) -> Cell:
    """Return a cell with the row's value, aligned as a number; empty where there is no row."""
    return cell(shown(view, row), second, numeric=True) if row is not None else EMPTY_NUMBER


def is_current(row: Result) -> bool:
    """Tell whether a published figure is the one that counts."""
    return not {"contradicts", "superseded"} & set(row.flags)


# Changes


def change_of(view: View, row: Result | None, since: int | None = None) -> Result | None:
    """Return the change that leads up to a row: from the measurement before, or from an earlier year."""
    if row is None or row.measure == "gap":
        return None
    found = view.pick(measure="change", year=row.year, **series_of(row))
    if since is None:
        return max(found, key=lambda change: change.against_year or 0, default=None)
    return next((change for change in found if change.against_year == since), None)


def figure_before(view: View, row: Result, change: Result) -> Result | None:
    """Return the figure that a change leads from: that of its earlier year in the row's series, the one that counts."""
    wanted = {"measure": row.measure, "year": change.against_year, **series_of(row)}
    return next(filter(is_current, view.pick(**wanted)), None)


def change_cell(view: View, row: Result | None, since: int) -> Cell:
    """Return the change from a year up to a row, with the percentage below it where the earlier figure can carry one."""
    change = change_of(view, row, since)
    if change is None:
        return EMPTY_NUMBER
    percent = view.beside(change, "change_pct", against_year=since, aspect="")
    return cell(signed(view, change), NOTHING if is_hidden(change) else signed(view, percent, 0), numeric=True)


def significance(view: View, row: Result | None, kind: str) -> Phrase:
    """Return what the source says about the significance of a change or a gap, in words; nothing where it says nothing."""
    flags = row.flags if row is not None else ()
    found = next((flag for flag in flags if flag in ("published_significant", "published_not_significant")), "")
    return view.say(f"{kind}.{found}", row=row) if found else NOTHING


def said_of_chance(view: View, row: Result) -> Phrase:
    """Return a source's word on whether a difference could be chance, or the word for why it is not shown."""
    return shown(view, row) if row.value is None else view.say(f"trends.{row.value}", row=row)


# Sentences


def statement(view: View, row: Result) -> Phrase:
    """Return a figure as a sentence without full stop, from the indicator's own sentence."""
    indicator = view.definition(row)
    found = indicator.categories.get(row.category)
    if row.value is None:
        label = joined(", ", [name(indicator.short), lower_first(name(found.name)) if found else NOTHING])
        return view.say(
            "sentence.no_value", label=label, year=time_of(view, row), status=view.say(f"sentence.{row.status}", row=row)
        )
    category = named_category(view, row) if found else NOTHING
    if is_labelled(row):
        label = joined(", ", [name(indicator.short), lower_first(name(found.name)) if found else NOTHING, group_name(view, row)])
        return view.say("sentence.labelled", label=label, when=time_of(view, row), value=shown(view, row))
    return view.say.sentence(indicator.sentence, value=shown(view, row), year=time_of(view, row), category=category)


def is_labelled(row: Result) -> bool:
    """Tell whether a figure is about what an indicator's own sentence has no words for: a day, a span of days, or a group."""
    return row.span.part in ("day", "span") or bool(row.breakdown)


def time_of(view: View, row: Result, year: int | None = None) -> Phrase:
    """Return the time that a row is about in words: a year, a part of one, a day; of another ``year`` where one is given."""
    period = row.span.of(year or row.year)
    if period.part == "year":
        return phrase(Because(str(period.first.year), "year"))
    return view.say(
        f"period.{period.part}",
        number=Because(f"{period.number}.", "ordinal"),
        month=view.say.month(period.first.month),
        first=view.say.date(period.first),
        last=view.say.date(period.last),
        year=period.first.year,
    )


def group_name(view: View, row: Result) -> Phrase:
    """Return the group of people that a row is about; nothing where it is about everybody."""
    found = view.definition(row).breakdowns.get(row.breakdown)
    return phrase(name(found.groups.get(row.group, row.group))) if found else NOTHING


def named_category(view: View, row: Result) -> Phrase:
    """Return a row's category as it stands inside a sentence."""
    found = view.definition(row).categories[row.category]
    return phrase(name(found.phrase)) if found.phrase else view.say("sentence.about", category=lower_first(name(found.name)))


def statement_with_change(view: View, row: Result) -> Phrase:
    """Return a figure and how it has moved since the measurement before, as a sentence without full stop."""
    said, change = statement(view, row), change_of(view, row)
    if is_hidden(change) and not is_hidden(row):
        return view.say("sentence.hidden_change", statement=said, change=change)
    if change is None or change.number is None:
        return said
    if is_labelled(row):
        return view.say(
            "sentence.labelled_change", statement=said, change=signed(view, change), earlier=time_of(view, row, change.against_year)
        )
    return view.say(
        f"sentence.{movement(change)}",
        statement=said,
        change=change,
        difference=amount(view, change, unit="count"),
        size=amount(view, change),
        earlier=time_of(view, row, change.against_year),
    )


def movement(change: Result) -> str:
    """Return which sentence says a change: its direction and its kind of unit. No change in a rounded figure is said as such."""
    unit = KINDS_OF_CHANGE.get(change.unit, "count")
    if change.known == 0:
        return {"count": "level_count", "amount": "level_amount"}.get(unit, "level_rounded")
    direction = "up" if change.known > 0 else "down"
    return f"{direction}_one" if unit == "count" and abs(change.known) == 1 else f"{direction}_{unit}"


def gap_sentence(view: View, gap: Result) -> Phrase:
    """Return where the area lies in relation to a larger one, with what the source says about the difference."""
    if is_hidden(gap):
        return view.say("sentence.gap_hidden", gap=gap, reference=view.area(gap.against_area))
    if gap.number is None:
        return NOTHING
    direction = "level" if gap.number == 0 else "above" if gap.number > 0 else "below"
    kind = "percent" if gap.unit == "percentage_points" else "other"
    reference, difference = view.area(gap.against_area), amount(view, gap)
    said = view.say(f"sentence.gap_{direction}_{kind}", gap=gap, difference=difference, reference=reference)
    return joined(" ", [said, significance(view, gap, "gap")])


def gap_sentences(view: View, row: Result) -> list[Phrase]:
    """Return where the area lies against each larger area; nothing of a figure that is hidden itself."""
    gaps = [] if is_hidden(row) else view.pick(measure="gap", year=row.year, **series_of(row))
    return [gap_sentence(view, gap) for gap in gaps]


# How exact a figure is


def limits(view: View, row: Result | None) -> tuple[Result, Result] | None:
    """Return the rows of the lower and upper limit of a figure's interval, if it has one."""
    if row is None:
        return None
    low, high = (view.beside(row, end, aspect="interval") for end in ("lower", "upper"))
    return (low, high) if low is not None and high is not None and low.number is not None and high.number is not None else None


def interval_text(view: View, row: Result | None) -> Phrase:
    """Return a figure's interval for the second line of its cell (95 %: 52–85), or nothing."""
    found = limits(view, row)
    if found is None or row is None:
        return NOTHING
    decimals = None if found[0].method == "published_interval" else 0 if row.unit == "count" else 1
    low, high = (plain(view, end, decimals) for end in found)
    kind = "_published" if found[0].method == "published_interval" else "_approximate" if "approximate" in found[0].flags else ""
    return view.say(f"certainty.interval{kind}", low=low, high=high)


def with_interval(view: View, row: Result | None) -> Cell:
    """Return a figure with its interval on the second line."""
    return number_cell(view, row, interval_text(view, row))
