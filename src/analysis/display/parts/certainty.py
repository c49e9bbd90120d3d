"""How sure the figures are, as a reader sees it: intervals, what chance could explain, and whether a target can be seen at all."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import Agreement, Target
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.figures import kinds as figures
from analysis.display.language.numbers import number, quantity
from analysis.display.language.words import say
from analysis.display.parts.values import flags_of
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import Result

SMALLEST_SHOWN_P = Decimal("0.001")
HALF = Decimal("0.5")


def limits(view: View, row: Result | None) -> tuple[Decimal, Decimal] | None:
    """Return the lower and upper limit of a figure's interval, if it has one."""
    if row is None:
        return None
    name = ".".join(part for part in (row.indicator, row.category, row.geography, str(row.year)) if part)
    ends = [view.named(end, row.indicator, f"{name}.interval") for end in ("lower", "upper")]
    values = [end.value for end in ends if end is not None and isinstance(end.value, Decimal)]
    return (values[0], values[1]) if len(values) == len(ends) else None


def interval_text(view: View, row: Result | None) -> str:
    """Return a figure's interval for the second line of its cell (95 %: 52–85), or nothing."""
    found = limits(view, row)
    if found is None or row is None:
        return ""
    decimals = 0 if row.unit == "count" else 1
    low, high = (number(value, decimals) for value in found)
    return say("certainty.interval", low=low, high=high)


def p_text(value: object) -> str:
    """Return a p-value as Danish writes it (0,004; under 0,001)."""
    if not isinstance(value, Decimal):
        return ""
    return say("certainty.smaller", limit=number(SMALLEST_SHOWN_P, 3)) if value < SMALLEST_SHOWN_P else number(value, 3)


def chance_tables(view: View, theme: str) -> Stack:
    """Return, for each agreement of the edition, a table of what chance could explain of the change since the baseline."""
    return Stack(tuple(chance_table(view, agreement, theme) for agreement in view.agreements))


def chance_table(view: View, agreement: Agreement, theme: str) -> Table:
    """Return each compared category with ratio, interval, p, Holm's p, and what that means in words."""
    rows, years, assumed = [], ("", ""), False
    for target in agreement.targets:
        verdicts = view.of_target(agreement, target, "verdict")
        if not verdicts or view.facts.indicators[target.indicator].theme != theme:
            continue
        name = f"{agreement.id}.{target.id}.{verdicts[0].year}"
        holm = view.named("p_value", target.indicator, f"{name}.holm")
        if holm is None:
            continue
        years, assumed = (str(target.baseline_year), str(holm.year)), True
        rows.append(chance_row(view, target, name, holm))
    if not rows:
        return Table("", (), ())
    first, last = years
    columns = (
        say("certainty.kind"),
        say("certainty.ratio", first=first, last=last),
        *(say(f"certainty.{k}") for k in ("p", "holm", "said")),
    )
    notes = [say("certainty.note_assumed")] if assumed else []
    if len(rows) > 1:
        notes.append(say("certainty.note_holm", count=len(rows)))
    return Table(say("certainty.caption", first=first, last=last), columns, tuple(rows), tuple(notes))


def chance_row(view: View, target: Target, name: str, holm: Result) -> tuple[Cell, ...]:
    ends = (view.named(measure, target.indicator, f"{name}.ratio") for measure in ("rate", "lower", "upper"))
    ratio, low, high = (end.value if end else None for end in ends)
    alone = view.named("p_value", target.indicator, name)
    interval = ""
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        interval = say("certainty.interval", low=number(low, 2), high=number(high, 2))
    return (
        Cell(view.category(target.indicator, target.category or "")),
        Cell(number(ratio, 2) if isinstance(ratio, Decimal) else "", second=interval, numeric=True),
        Cell(p_text(alone.value if alone else None), numeric=True),
        Cell(p_text(holm.value), numeric=True),
        Cell(say(f"reason.{flags_of(holm)[-1]}") if holm.value is not None else say("status.suppressed")),
    )


def notes_on_series() -> Text:
    """Return why there are no control limits, and why the city is shown without a test."""
    return Text((say("certainty.note_runs"), say("certainty.note_whole")), note=True)


# Can we see it?


def row_named(history: Rows, agreement: Agreement, target: Target, ending: str) -> Result | None:
    """Return the newest row about a target's visibility whose id ends so."""
    found = rows_named(history, agreement, target, ending)
    return found[-1] if found else None


def rows_named(history: Rows, agreement: Agreement, target: Target, ending: str) -> list[Result]:
    """Return the rows about a target whose id ends so."""
    rows = history.pick(indicator=target.indicator)
    return [row for row in rows if row.id.split(".")[2:4] == [agreement.id, target.id] and row.id.endswith(ending)]


def percent(row: Result | None) -> str:
    """Return a chance in whole per cent; one that would round to none is said to be under 1."""
    if row is None or not isinstance(row.value, Decimal):
        return ""
    if row.value < HALF:
        return say("certainty.smaller", limit=quantity(Decimal(1), "percent", 0))
    return quantity(row.value, "percent", 0)


def visible_text(history: Rows, agreement: Agreement, target: Target) -> str:
    """Return the smallest fall and rise that could be told from chance; a fall that not even 0 would be is left out."""
    rows = rows_named(history, agreement, target, ".visible")
    fall, rise = (next((row for row in reversed(rows) if row.measure == measure), None) for measure in ("lower", "upper"))
    if rise is None or not isinstance(rise.value, Decimal):
        return say("visibility.unknown")
    if fall is None or not isinstance(fall.value, Decimal):
        return say("visibility.rise", rise=number(rise.value))
    return say("visibility.fall_rise", fall=number(abs(fall.value)), rise=number(rise.value))


def years_text(row: Result | None) -> str:
    """Return the years that it takes."""
    return say("visibility.years_value", years=number(row.value)) if row and isinstance(row.value, Decimal) else ""


def visibility_tables(view: View, history: Rows) -> Stack:
    """Return a table for each agreement, newest first: what could be seen, by luck, by proof, and when."""
    return Stack(tuple(visibility_table(agreement, history) for agreement in reversed(view.facts.agreements)))


def visibility_table(agreement: Agreement, history: Rows) -> Table:
    rows = []
    for target in agreement.targets:
        luck = row_named(history, agreement, target, ".luck")
        if target.rule == "monitor" or luck is None:
            continue
        power, years = (row_named(history, agreement, target, ending) for ending in (".power", ".years"))
        none = say("visibility.no_number" if target.rule == "falls_from_baseline" else "visibility.no_change")
        cells = (visible_text(history, agreement, target), percent(luck), percent(power) or none, years_text(years) or none)
        rows.append((Cell(target.label), *map(Cell, cells)))
    columns = tuple(say(f"visibility.{key}") for key in ("target", "visible", "luck", "power", "years"))
    return Table(say("visibility.caption", agreement=agreement.name), columns, tuple(rows), (say("visibility.note"),))


def visibility_sentences(view: View, history: Rows) -> Text:
    """Return one sentence in plain words for each target."""
    targets = [(agreement, target) for agreement in reversed(view.facts.agreements) for target in agreement.targets]
    return Text(tuple(filter(None, (visibility_sentence(view, a, t, history) for a, t in targets))), bullets=True)


def visibility_sentence(view: View, agreement: Agreement, target: Target, history: Rows) -> str:
    indicator = view.facts.indicators[target.indicator]
    luck, power = (row_named(history, agreement, target, ending) for ending in (".luck", ".power"))
    if target.rule == "monitor":
        return ""
    label = f"{target.label} ({agreement.from_year}–{agreement.to_year})"
    if luck is not None and power is not None:
        wait = row_named(history, agreement, target, ".years")
        years = number(wait.value) if wait is not None and isinstance(wait.value, Decimal) else ""
        return say("visibility.sentence_reduce", label=label, year=luck.year, luck=percent(luck), power=percent(power), years=years)
    if luck is not None:
        visible = visible_text(history, agreement, target)
        return say("visibility.sentence_keep", label=label, luck=percent(luck), visible=visible)
    if indicator.ratio:
        return say("visibility.sentence_full_count", label=label)
    kind = {"percent": "no_sample", "level": "level"}.get(indicator.unit, "no_count")
    return say(f"visibility.sentence_{kind}", label=label)


def visibility_figure(view: View, history: Rows) -> Figure:
    """Return the chances of each counted target: by luck, and of proof where a change is asked for."""
    rows, points = [], []
    for agreement in reversed(view.facts.agreements):
        for target in agreement.targets:
            luck, power = (row_named(history, agreement, target, ending) for ending in (".luck", ".power"))
            if luck is None or not isinstance(luck.value, Decimal) or target.rule == "monitor":
                continue
            shown = power.value if power is not None and isinstance(power.value, Decimal) else None
            label = f"{target.label} ({agreement.from_year}–{agreement.to_year})"
            rows.append(figures.Chance(label, luck.value, shown))
            key = "visibility.point" if shown is not None else "visibility.point_luck"
            points.append(say(key, label=label, luck=percent(luck), power=percent(power)))
    caption = say("visibility.figure_caption")
    if not rows:
        return Figure(caption, "", "")
    svg = figures.chances(rows, luck=say("visibility.by_luck"), proof=say("visibility.shown"))
    return Figure(caption, say("visibility.description", points="; ".join(points)), svg)
