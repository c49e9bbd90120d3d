"""How sure the figures are, as a reader sees it: what chance could explain, and whether a target can be seen at all."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from analysis.data import Agreement, Target
from analysis.display.blocks import Cell, Figure, Stack, Table, Text, cell
from analysis.display.figures.chances import Chance, chances
from analysis.display.figures.drawn import Drawn
from analysis.display.parts.pictures import figure, not_drawn
from analysis.display.parts.values import SMALLEST_SHOWN_P, amount, is_hidden, limits, plain, shown
from analysis.display.runs import NOTHING, Because, Phrase, joined, name
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import Result

HALF = Decimal("0.5")
YEARS_FOR_CONTROL_LIMITS = 13  # the number in the catalogue's certainty.note_runs


def p_text(view: View, row: Result | None) -> Phrase:
    """Return a p-value as the language writes it (0,004; under 0,001), or the sign for one that is hidden."""
    if is_hidden(row):
        return shown(view, row)
    if row is None or row.number is None:
        return NOTHING
    if row.number >= SMALLEST_SHOWN_P:
        return plain(view, row, 3)
    return smaller(view, row, view.say.number(SMALLEST_SHOWN_P, 3))


def smaller(view: View, row: Result, limit: str) -> Phrase:
    """Return that a row is too small to be written; the limit is the way of writing, and no value."""
    return view.say("certainty.smaller", row=row, limit=Because(limit, "method"))


def chance_tables(view: View, theme: str) -> Stack:
    """Return, for each agreement and each two years that are compared, what chance could explain of a theme's changes."""
    return Stack(tuple(chance_table(view, a, tested) for a in view.agreements for tested in tested_targets(view, a, theme)))


Tested = tuple[Target, Result]


def tested_targets(view: View, agreement: Agreement, theme: str) -> Iterable[list[Tested]]:
    """Return an agreement's targets on a theme that were tested, with the row of Holm's p, in groups of the same two years."""
    groups: dict[tuple[int | None, int], list[Tested]] = {}
    for target in agreement.targets:
        for row in view.of_target(agreement, target, "p_value", "holm"):
            if row.theme == theme:
                groups.setdefault((row.against_year, row.year), []).append((target, row))
    return groups.values()


def chance_table(view: View, agreement: Agreement, tested: list[Tested]) -> Table:
    """Return each compared category with ratio, interval, p, Holm's p, and what that means in words."""
    first, last = tested[0][1].against_year, tested[0][1].year
    columns = (
        view.say("certainty.kind"),
        view.say("certainty.ratio", first=first, last=last),
        *(view.say(f"certainty.{key}") for key in ("p", "holm", "said")),
    )
    rows = tuple(chance_row(view, agreement, target, holm) for target, holm in tested)
    caption = view.say("certainty.caption", first=first, last=last)
    tests = [holm for _, holm in tested]
    why = [view.say("certainty.note_hidden")] if any(map(is_hidden, tests)) else []
    said = notes_on_tests(view, agreement, {row.indicator for row in tests})
    return Table(caption, columns, rows, (*said, *why, *note_on_hidden(view, tests)))


def note_on_hidden(view: View, rows: Iterable[Result | None]) -> list[Phrase]:
    """Return what the sign of a hidden figure means, where one of some rows is hidden."""
    return [view.say("crime.hidden")] if any(row is not None and row.status == "suppressed" for row in rows) else []


def notes_on_tests(view: View, agreement: Agreement, indicators: set[str]) -> list[Phrase]:
    """Return what the numbers are, what the tests assume, and for how many at once they are corrected."""
    wanted = {"measure": "count", "aspect": "holm", "agreement": agreement.id, "indicator": tuple(sorted(indicators))}
    counts = [row for row in view.pick(**wanted) if (row.number or 0) > 1]
    families = (view.say("certainty.note_holm", count=shown(view, row)) for row in counts)
    assumed = "certainty.note_assumed" if view.indicator("crime") in indicators else "certainty.note_assumed_other"
    return [view.say("certainty.note_p"), view.say(assumed), *families]


def chance_row(view: View, agreement: Agreement, target: Target, holm: Result) -> tuple[Cell, ...]:
    ends = (view.of_target(agreement, target, measure, "ratio") for measure in ("rate", "lower", "upper"))
    ratio, low, high = (end[0] if end else None for end in ends)
    alone = next(iter(view.of_target(agreement, target, "p_value", "chance")), None)
    limits = [plain(view, end, 2) for end in (low, high)]
    interval = view.say("certainty.interval", low=limits[0], high=limits[1]) if all(limits) else NOTHING
    said = [view.say.if_any(f"reason.{flag}", row=holm) for flag in holm.flags]
    return (
        cell(view.category(target.indicator, target.category or "")),
        cell(shown(view, ratio) if is_hidden(ratio) else plain(view, ratio, 2), interval, numeric=True),
        cell(p_text(view, alone), numeric=True),
        cell(p_text(view, holm), numeric=True),
        cell(joined(" ", said) if holm.value is not None else holm_hidden(view, alone, holm)),
    )


def holm_hidden(view: View, alone: Result | None, holm: Result) -> Phrase:
    """Return what a test means whose corrected p-value is hidden: that the one for itself is shown, where it is."""
    return shown(view, holm) if alone is None or is_hidden(alone) else view.say("certainty.only_alone", row=holm)


def notes_on_series(view: View, rows: list[Result]) -> Text:
    """Return why there are no control limits where the series are too short for them, and why the city is shown without a test."""
    years = {(row.category, row.geography): set[int]() for row in rows}
    for row in rows:
        years[row.category, row.geography].add(row.year)
    longest = max(map(len, years.values()), default=0)
    notes = [view.say("certainty.note_runs")] if 0 < longest < YEARS_FOR_CONTROL_LIMITS else []
    return Text((*notes, view.say("certainty.note_whole")), note=True)


def no_interval(view: View, row: Result) -> Phrase:
    """Return why nothing is said of how sure a share is: no source says how many answered. Nothing where one does."""
    low, high = (view.beside(row, end, aspect="rounding") for end in ("lower", "upper"))
    if low is None or high is None or view.beside(row, "n") is not None or limits(view, row) is not None:
        return NOTHING
    return view.say("series.no_interval", value=shown(view, row), low=plain(view, low), high=amount(view, high))


# Can we see it?


def newest(history: Rows, agreement: Agreement, target: Target, aspect: str, measure: str | None = None) -> Result | None:
    """Return the newest row about an aspect of a target's visibility."""
    wanted = {"agreement": agreement.id, "target": target.id, "aspect": aspect} | ({"measure": measure} if measure else {})
    found = history.pick(indicator=target.indicator, **wanted)
    return found[-1] if found else None


def percent(view: View, row: Result | None) -> Phrase:
    """Return a chance in whole per cent; one that would round to none is said to be under 1, and one that is hidden has its sign."""
    if is_hidden(row):
        return shown(view, row)
    if row is None or row.number is None:
        return NOTHING
    if row.number >= HALF:
        return amount(view, row, decimals=0)
    return smaller(view, row, view.say.quantity(Decimal(1), "percent", 0))


def visible_text(view: View, history: Rows, agreement: Agreement, target: Target) -> Phrase:
    """Return the smallest fall and rise that could be told from chance; a fall that not even 0 would be is left out."""
    fall, rise = (newest(history, agreement, target, "visible", measure) for measure in ("lower", "upper"))
    if is_hidden(rise):
        return shown(view, rise)
    if rise is None or rise.number is None:
        return view.say("visibility.unknown")
    if fall is None or fall.number is None:
        return view.say("visibility.rise", rise=amount(view, rise))
    return view.say("visibility.fall_rise", fall=amount(view, fall), rise=amount(view, rise))


def visibility_tables(view: View, history: Rows) -> Stack:
    """Return a table for each agreement, newest first: what could be seen, by luck, by proof, and when."""
    return Stack(tuple(visibility_table(view, agreement, history) for agreement in reversed(view.facts.agreements)))


def visibility_table(view: View, agreement: Agreement, history: Rows) -> Table:
    rows = []
    for target in agreement.targets:
        luck = newest(history, agreement, target, "luck")
        if target.rule == "monitor" or luck is None:
            continue
        rows.append(visibility_row(view, agreement, target, history, luck))
    columns = tuple(view.say(f"visibility.{key}") for key in ("target", "visible", "luck", "power", "years"))
    caption = view.say("visibility.caption", agreement=name(agreement.name))
    return Table(caption, columns, tuple(rows), (view.say("visibility.note"),))


def visibility_row(view: View, agreement: Agreement, target: Target, history: Rows, luck: Result) -> tuple[Cell, ...]:
    power, years = (newest(history, agreement, target, aspect) for aspect in ("power", "years"))
    unsaid = {"falls_from_baseline": "no_number", "falls_each_year": "no_number", "rises_each_year": "no_number_up"}
    none = view.say(f"visibility.{unsaid.get(target.rule, 'no_change')}")
    wait = view.say("visibility.years_value", years=plain(view, years)) if years and years.number is not None else none
    wait = shown(view, years) if is_hidden(years) else wait
    visible = visible_text(view, history, agreement, target)
    return cell(name(target.label)), cell(visible), cell(percent(view, luck)), cell(percent(view, power) or none), cell(wait)


def visibility_sentences(view: View, history: Rows) -> Text:
    """Return one sentence for each target that chance cannot be reckoned for; the tables have the others."""
    targets = [(agreement, target) for agreement in reversed(view.facts.agreements) for target in agreement.targets]
    unseen = [(a, t) for a, t in targets if t.rule != "monitor" and newest(history, a, t, "luck") is None]
    said = (visibility_sentence(view, agreement, target, history) for agreement, target in unseen)
    return Text(tuple(filter(None, said)), bullets=True)


def label_of(view: View, agreement: Agreement, target: Target) -> Phrase:
    """Return a target's label with the years of its agreement."""
    return view.say("visibility.label", label=name(target.label), first=agreement.from_year, last=agreement.to_year)


def visibility_sentence(view: View, agreement: Agreement, target: Target, history: Rows) -> Phrase:
    luck, power = (newest(history, agreement, target, aspect) for aspect in ("luck", "power"))
    label = label_of(view, agreement, target)
    if luck is None:
        return unseen_sentence(view, agreement, target, history, label)
    if power is None:
        visible = visible_text(view, history, agreement, target)
        return view.say("visibility.sentence_keep", label=label, luck=percent(view, luck), visible=visible)
    wait = newest(history, agreement, target, "years")
    said = view.say("visibility.sentence_reduce", label=label, year=luck.year, luck=percent(view, luck), power=percent(view, power))
    return joined(" ", [said, view.say("visibility.sentence_years", years=plain(view, wait)) if plain(view, wait) else NOTHING])


def unseen_sentence(view: View, agreement: Agreement, target: Target, history: Rows, label: Phrase) -> Phrase:
    """Return why chance cannot be reckoned for a target, or what fall of a share could be seen."""
    indicator = view.facts.indicators[target.indicator]
    fall = newest(history, agreement, target, "visible", "lower")
    if fall is not None and fall.number is not None:
        return view.say("visibility.sentence_share", label=label, fall=amount(view, fall, decimals=1))
    rise = newest(history, agreement, target, "visible", "upper")
    if rise is not None and rise.number is not None:
        return view.say("visibility.sentence_share_up", label=label, rise=amount(view, rise, decimals=1))
    if indicator.ratio:
        return view.say("visibility.sentence_full_count", label=label)
    if target.rule in ("at_least", "at_most"):
        return view.say("visibility.sentence_threshold", label=label)
    if target.rule in ("within", "at_most_times"):
        return view.say("visibility.sentence_reference", label=label)
    kind = {"percent": "no_sample", "level": "level", "minutes": "unit", "index": "unit", "dkk_per_head": "unit"}.get(
        indicator.unit, "no_count"
    )
    if history.pick(measure="rate", aspect="made", indicator=target.indicator, year=target.baseline_year):
        kind = "rate"
    if indicator.unit == "percent" and history.pick(
        measure="n", indicator=target.indicator, geography=target.geography, year=target.baseline_year
    ):
        kind = "gap"
    return view.say(f"visibility.sentence_{kind}", label=label)


def visibility_figure(view: View, history: Rows, tables: Stack) -> Figure:
    """Return the chances of each counted target: by luck, and of proof where a change is asked for."""
    rows, points, hidden = [], [], []
    for agreement in reversed(view.facts.agreements):
        for target in agreement.targets:
            luck, power = (newest(history, agreement, target, aspect) for aspect in ("luck", "power"))
            if target.rule != "monitor" and luck is not None and luck.number is not None:
                label = label_of(view, agreement, target)
                rows.append(chance_of(view, label, luck, power))
                key = "visibility.point" if power is not None else "visibility.point_luck"
                points.append(view.say(key, label=label, luck=percent(view, luck), power=percent(view, power)))
            if is_hidden(luck):
                hidden.append(label_of(view, agreement, target))
    if not rows:
        return Figure()
    return figure(
        view,
        "tilfaelde",
        chances(rows, luck=view.say.text("visibility.by_luck"), proof=view.say.text("visibility.shown"), say=view.say),
        (drawn for row in rows for drawn in (row.luck, row.proof)),
        title=view.say("visibility.figure_caption"),
        subtitle=view.say("visibility.subtitle"),
        description=view.say("visibility.description", points=joined("; ", points)),
        behind=(tables,),
        hidden=not_drawn(view, hidden),
    )


def chance_of(view: View, label: Phrase, luck: Result, power: Result | None) -> Chance:
    proof = Drawn(power, plain(view, power, 0).text) if power is not None and power.number is not None else None
    return Chance(label.text, Drawn(luck, plain(view, luck, 0).text), proof)
