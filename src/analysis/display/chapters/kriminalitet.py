"""The chapter kriminalitet: reports with targets, reports that are only followed, and the path of targets over the years."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import Agreement, Target, texts
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.chapters.tryghed import conflicts, gap_sentences
from analysis.display.figures import kinds as figures
from analysis.display.language.numbers import quantity
from analysis.display.language.words import listed, lower_first, say
from analysis.display.parts.certainty import interval_text, limits
from analysis.display.parts.values import (
    change_cell,
    goal_text,
    judged_row,
    number_cell,
    shown,
    statement_with_change,
    verdict_cell,
)
from analysis.display.view.view import View
from analysis.indicators import Result

THEME = "kriminalitet"


def judged_targets(view: View, agreement: Agreement) -> list[Target]:
    """Return the agreement's crime targets that the edition has rows for."""
    return [
        t
        for t in agreement.targets
        if view.facts.indicators[t.indicator].theme == THEME and view.of_target(agreement, t, "verdict")
    ]


def is_path(target: Target) -> bool:
    """Tell whether a target has another goal each year."""
    return target.rule == "reduce_by"


def tables(view: View) -> Stack:
    """Return, for each agreement whose targets stand still, the table of targets and the table of what is only followed."""
    blocks = []
    for agreement in view.agreements:
        targets = [t for t in judged_targets(view, agreement) if not is_path(t)]
        followed = [t for t in targets if t.rule == "monitor"]
        if any(view.of_target(agreement, t, "baseline") for t in targets):
            blocks += [
                targets_table(view, agreement, [t for t in targets if t not in followed]),
                followed_table(view, agreement, followed),
            ]
    return Stack(tuple(blocks))


def years_of(view: View, agreement: Agreement, target: Target) -> tuple[int, int]:
    """Return the baseline's year and the year that the edition judges."""
    return target.baseline_year or 0, view.of_target(agreement, target, "verdict")[0].year


def targets_table(view: View, agreement: Agreement, targets: list[Target]) -> Table:
    """Return each category with target, baseline, newest count, change and verdict; only baselines in the baseline's year."""
    if not targets:
        return Table("", (), ())
    first, last = years_of(view, agreement, targets[0])
    judged = [(t, *category_cells(view, agreement, t)) for t in targets]
    rows, used = [], []
    for target, name, baseline, newest in judged:
        verdict = view.of_target(agreement, target, "verdict")[0]
        cells = [name, Cell(goal_text(view, agreement, target, brief=True)), with_interval(view, baseline)]
        if last > first:
            cells += [with_interval(view, newest), change_cell(view, newest), verdict_cell(view, verdict, None)]
        rows.append(tuple(cells))
        used += [row for row in (baseline, newest) if row]
    columns = [say("crime.kind"), say("crime.goal"), say("crime.baseline", year=first)]
    caption = say("crime.caption_baseline", first=first)
    if last > first:
        columns += [str(last), say("crime.change"), say("crime.verdict")]
        caption = say("crime.caption_targets", first=first, last=last)
    return Table(caption, tuple(columns), tuple(rows), notes(view, used))


def with_interval(view: View, row: Result | None) -> Cell:
    """Return a figure with its interval on the second line."""
    return number_cell(view, row, interval_text(view, row))


def category_cells(view: View, agreement: Agreement, target: Target) -> tuple[Cell, Result | None, Result | None]:
    """Return a target's name cell, baseline row and newest row."""
    baseline = next(iter(view.of_target(agreement, target, "baseline")), None)
    return Cell(view.category(target.indicator, target.category or "")), baseline, judged_row(view, agreement, target)


def followed_table(view: View, agreement: Agreement, targets: list[Target]) -> Table:
    """Return each category that is followed without a target, with the total that its agreement defines, if it does."""
    if not targets:
        return Table("", (), ())
    first, last = years_of(view, agreement, targets[0])
    years = [first] if last == first else [first, last]
    rows = [followed_row(view, view.category(t.indicator, t.category or ""), series_rows(view, t, years)) for t in targets]
    total_rows = total_of(view, agreement, targets, years)
    strong = frozenset[int]()
    if any(total_rows):
        rows.append(followed_row(view, say("crime.total"), total_rows))
        strong = frozenset({len(rows) - 1})
    columns = [say("crime.kind"), *map(str, years), *([say("crime.change")] if last > first else [])]
    columns[1] = say("crime.baseline", year=first)
    used = [row for t in targets for row in series_rows(view, t, years) if row]
    caption = (
        say("crime.caption_monitored", first=first, last=last)
        if last > first
        else say("crime.caption_monitored_baseline", first=first)
    )
    return Table(caption, tuple(columns), tuple(rows), notes(view, used), strong)


def series_rows(view: View, target: Target, years: list[int]) -> list[Result | None]:
    wanted = {"measure": "observed", "indicator": target.indicator, "category": target.category, "geography": target.geography}
    return [view.one(**wanted, year=year) for year in years]


def total_of(view: View, agreement: Agreement, targets: list[Target], years: list[int]) -> list[Result | None]:
    """Return the computed totals whose parts are just these targets' categories."""
    parts = {t.category for t in targets}
    for total in agreement.totals:
        if set(total.parts) == parts:
            wanted = {"measure": "total", "indicator": total.indicator, "category": total.category, "geography": total.geography}
            return [view.one(**wanted, year=year) for year in years]
    return []


def followed_row(view: View, name: str, rows: list[Result | None]) -> tuple[Cell, ...]:
    cells = [with_interval(view, row) for row in rows]
    change = [change_cell(view, rows[-1])] if len(rows) > 1 else []
    return (Cell(name), *cells, *change)


def notes(view: View, used: list[Result]) -> tuple[str, ...]:
    """Return the notes under a table of reports."""
    said = [say("crime.note", sources=view.sources(used)), *conflicts(view, "anmeldelser")]
    if any(row.status == "suppressed" for row in used):
        said.append(say("crime.hidden"))
    if any(row.indicator != "anmeldelser" for row in used):
        said.append(say("crime.not_parts"))
    return tuple(said)


def text(view: View) -> Text:
    """Return a sentence for each figure of the edition's own year, and the distance to the city where there is one."""
    said = []
    for agreement in view.agreements:
        for target in judged_targets(view, agreement):
            row = judged_row(view, agreement, target)
            if row is not None and target.baseline_year != row.year:
                said.append(" ".join([f"{statement_with_change(view, row)}.", *gap_sentences(view, row)]))
    return Text(tuple(dict.fromkeys(said)), bullets=True)


def change_figure(view: View) -> Figure:
    """Return baseline and newest count of each category as dumbbells, with the goals; empty without a year after the baseline."""
    for agreement in view.agreements:
        targets = [t for t in judged_targets(view, agreement) if not is_path(t) and t.category]
        rows = [(t, *category_cells(view, agreement, t)) for t in targets]
        known = [(t, name, b, n) for t, name, b, n in rows if b and n and n.year > b.year]
        if known:
            first, last = years_of(view, agreement, known[0][0])
            return dumbbells(view, known, str(first), str(last))
    return Figure("", "", "")


Known = tuple[Target, Cell, Result, Result]


def dumbbells(view: View, known: list[Known], first: str, last: str) -> Figure:
    pairs, points = [], []
    for target, name, before, after in known:
        if not isinstance(before.value, Decimal) or not isinstance(after.value, Decimal):
            continue
        goal = before.value if target.rule == "at_most_baseline" else None
        pairs.append(figures.Pair(name.text, before.value, after.value, goal, (limits(view, before), limits(view, after))))
        key = "crime.point" if goal is None else "crime.point_goal"
        points.append(
            say(
                key,
                category=name.text,
                before=shown(view, before),
                after=shown(view, after),
                first=first,
                last=last,
                goal=quantity(goal, "count") if goal is not None else "",
            )
        )
    caption = f"{say('crime.figure_caption', first=first, last=last)}. {say('certainty.figure_bars')}"
    svg = figures.pairs(pairs, first=first, last=last, goal=say("crime.legend_goal"))
    return Figure(caption, say("crime.description", points="; ".join(points)), svg)


def path(view: View) -> Stack:
    """Return the targets that fall year by year: figure and table of baseline, goals and what was observed."""
    blocks = []
    for agreement in view.agreements:
        targets = [t for t in judged_targets(view, agreement) if is_path(t)]
        if targets:
            blocks += [path_figure(view, agreement, targets), path_table(view, agreement, targets)]
    return Stack(tuple(blocks))


def path_table(view: View, agreement: Agreement, targets: list[Target]) -> Table:
    """Return baseline, the goal of each year, and the edition's own count with its verdict."""
    first, last = years_of(view, agreement, targets[0])
    years = targets[0].years
    rows, used = [], []
    for target in targets:
        name, baseline, newest = category_cells(view, agreement, target)
        goals = {row.year: row for row in view.of_target(agreement, target, "target")}
        cells = [name, number_cell(view, baseline), *(number_cell(view, goals.get(year)) for year in years)]
        if last > first:
            cells += [number_cell(view, newest), verdict_cell(view, view.of_target(agreement, target, "verdict")[0], None)]
        rows.append(tuple(cells))
        used += [row for row in (baseline, newest) if row]
    columns = [say("crime.kind"), say("crime.baseline", year=first), *(say("crime.path_target", year=year) for year in years)]
    if last > first:
        columns += [say("crime.path_observed", year=last), say("crime.verdict")]
    steps = listed(
        say("crime.path_step", percent=quantity(Decimal(p), "percent"), year=y)
        for y, p in sorted(targets[0].percent_by_year.items())
    )
    note = say("crime.path_note", steps=steps, sources=view.sources(used))
    return Table(say("crime.path_caption", agreement=agreement.name), tuple(columns), tuple(rows), (note,))


def path_figure(view: View, agreement: Agreement, targets: list[Target]) -> Figure:
    """Return a small panel for each target with its path and what was observed."""
    panels, points = [], []
    for target in targets:
        _, baseline, newest = category_cells(view, agreement, target)
        goals = [(r.year, r.value) for r in view.of_target(agreement, target, "target") if isinstance(r.value, Decimal)]
        if baseline is None or not isinstance(baseline.value, Decimal) or not goals:
            continue
        seen = [(newest.year, newest.value)] if newest and newest.year > baseline.year and isinstance(newest.value, Decimal) else []
        panels.append(figures.Path(path_label(view, agreement, target), (baseline.year, baseline.value), tuple(goals), tuple(seen)))
        points.append(path_point(baseline, panels[-1]))
    caption = say("crime.figure_path_caption", agreement=agreement.name)
    if not panels:
        return Figure(caption, "", "")
    svg = figures.paths(
        panels, goal=say("crime.path_target", year="").strip(), observed=say("crime.path_observed", year="").strip()
    )
    return Figure(caption, say("crime.description", points="; ".join(points)), svg)


def path_label(view: View, agreement: Agreement, target: Target) -> str:
    """Return a target's category, and the one that has taken its place in the edition's count, if one has."""
    name = view.category(target.indicator, target.category or "")
    newest = judged_row(view, agreement, target)
    if newest is None or newest.category == target.category:
        return name
    return say("crime.path_changed", name=name, now=lower_first(view.category(newest.indicator, newest.category)))


def path_point(baseline: Result, panel: figures.Path) -> str:
    """Return a target's path in words: from where, to where, and what was observed on the way."""
    year, goal = panel.goals[-1]
    before = quantity(panel.baseline[1], "count")
    said = say(
        "crime.point_target", category=panel.label, before=before, first=baseline.year, goal=quantity(goal, "count"), last=year
    )
    goals = dict(panel.goals)
    seen = [
        say("crime.point_observed", value=quantity(value, "count"), year=when, goal=quantity(goals[when], "count"))
        for when, value in panel.observed
        if when in goals
    ]
    return ", ".join([said, *seen])


def claims(view: View) -> Text:
    """Return what a source claims about crime without the counts bearing it out."""
    said = []
    for row in view.pick(theme=THEME, status="source_claim"):
        source = view.source_of[row.inputs]
        begins = {a.from_year for a in view.facts.agreements if a.source == source}
        if isinstance(row.value, Decimal) and view.year in {view.facts.sources[source].published.year, *begins}:
            direction = "fall" if row.value < 0 else "rise"
            claim = say(f"sentence.claim_{direction}", value=quantity(abs(row.value), row.unit), year=row.year)
            said.append(say("sentence.source_claim", source=view.sources([row]), claim=claim))
    return Text(tuple(said))


def note_on_categories(view: View) -> Text:
    """Return what the categories of this edition's counts cover, where the definitions say something about it."""
    used = {row.category for row in view.pick(indicator="anmeldelser") if row.measure in ("verdict", "baseline")}
    categories = view.facts.indicators["anmeldelser"].categories if "anmeldelser" in view.facts.indicators else {}
    return Text(
        tuple(f"{c.name}: {lower_first(texts(c.note, view.year))}" for key, c in categories.items() if key in used and c.note),
        bullets=True,
    )
