"""The chapter kriminalitet: reports with targets, reports that are only followed, and the path of targets over the years."""

from __future__ import annotations

from collections import Counter

from analysis.data import Agreement, Target
from analysis.display.blocks import Block, Cell, Figure, Fold, Section, Stack, Table, Text, cell
from analysis.display.figures.drawn import Drawn
from analysis.display.figures.pairs import Pair, pairs
from analysis.display.figures.paths import Path, paths
from analysis.display.parts.certainty import chance_tables, note_on_hidden
from analysis.display.parts.indicators.section import details, sections
from analysis.display.parts.pictures import figure as figure_of
from analysis.display.parts.pictures import not_drawn, slug
from analysis.display.parts.series import current, is_partnership, notes_on, others
from analysis.display.parts.statements import claims as claims_in_words
from analysis.display.parts.statements import explanations, is_of_the_edition
from analysis.display.parts.targets import (
    PATH,
    chance_of_change,
    goal_text,
    judged_row,
    standing_sentence,
    verdict_cell,
    verdict_point,
    verdict_row,
)
from analysis.display.parts.values import (
    amount,
    change_cell,
    gap_sentences,
    is_hidden,
    limits,
    number_cell,
    shown,
    statement_with_change,
    with_interval,
)
from analysis.display.runs import NOTHING, Phrase, joined, lower_first, name, phrase, year
from analysis.display.view.view import View
from analysis.indicators import Result

THEME = "kriminalitet"
MOST_POINTS = 5
# How a goal is said in a figure's description, where it is not a number that may be reached from below.
GOAL_IN_WORDS = {
    "at_least": "_least",
    "falls_each_year": "_under",
    "falls_from_baseline": "_under",
    "rises_each_year": "_over",
    "at_least_baseline": "_least",
}


def judged_targets(view: View, agreement: Agreement) -> list[Target]:
    """Return the agreement's crime targets that the edition has rows for."""
    return [t for a, t in view.targets if a.id == agreement.id and view.facts.indicators[t.indicator].theme == THEME]


def is_path(target: Target) -> bool:
    """Tell whether a target has another goal each year."""
    return target.rule == "reduce_by"


def title(view: View, target: Target) -> Phrase:
    """Return what a target counts: its category's name, or its indicator's."""
    return phrase(view.category(target.indicator, target.category or ""))


def baseline_of(view: View, agreement: Agreement, target: Target) -> Result | None:
    """Return the row of a target's baseline."""
    return next(iter(view.of_target(agreement, target, "baseline")), None)


def years_of(view: View, agreement: Agreement, target: Target) -> tuple[int, int]:
    """Return the baseline's year and the year that the edition judges."""
    return target.baseline_year or 0, verdict_row(view, agreement, target).year


# Tables


def tables(view: View) -> Stack:
    """Return the tables of targets, of what is only followed, and of what no agreement names, with what must be noted."""
    blocks = []
    for agreement in view.agreements:
        targets = [t for t in judged_targets(view, agreement) if not is_path(t)]
        kept, followed = ([t for t in targets if (t.rule == "monitor") is follows] for follows in (False, True))
        blocks += [targets_table(view, agreement, group) for group in by_years(view, agreement, kept)]
        blocks += [followed_table(view, agreement, group) for group in by_years(view, agreement, followed)]
    return Stack((*blocks, unnamed_table(view)))


def by_years(view: View, agreement: Agreement, targets: list[Target]) -> list[list[Target]]:
    """Return targets in groups that are held against the same year in the same year; without those that nothing is known of."""
    groups: dict[tuple[int, int], list[Target]] = {}
    for target in targets:
        groups.setdefault(years_of(view, agreement, target), []).append(target)
    return [group for group in groups.values() if any(is_known(view, agreement, target) for target in group)]


def is_known(view: View, agreement: Agreement, target: Target) -> bool:
    """Tell whether a target's start is known; where it has none, whether anything is."""
    if target.baseline_year:
        return baseline_of(view, agreement, target) is not None
    return judged_row(view, agreement, target) is not None


def by_steps(view: View, agreement: Agreement, targets: list[Target]) -> list[list[Target]]:
    """Return targets in groups: of one indicator, that start in the same year, are judged in one, and fall by the same steps."""
    groups: dict[object, list[Target]] = {}
    for target in targets:
        steps = tuple(target.percent_by_year.items())
        groups.setdefault((target.indicator, years_of(view, agreement, target), target.years, steps), []).append(target)
    return list(groups.values())


def targets_table(view: View, agreement: Agreement, targets: list[Target]) -> Table:
    """Return each category with target, baseline, newest count, change and verdict; only baselines in the baseline's year."""
    first, last = years_of(view, agreement, targets[0])
    columns = [view.say("crime.kind"), view.say("crime.goal")]
    columns += [view.say("crime.baseline", year=first)] if first else []
    caption = view.say("crime.caption_baseline", first=first)
    if last > first:
        columns += [phrase(year(last)), *([view.say("crime.change")] if first else []), view.say("crime.verdict")]
        caption = view.say("crime.caption_targets" if first else "crime.caption_year", first=first, last=last)
    rows = tuple(target_row(view, agreement, target) for target in targets)
    return Table(caption, tuple(columns), rows, notes(view, used_by(view, agreement, targets)))


def target_row(view: View, agreement: Agreement, target: Target) -> tuple[Cell, ...]:
    first, last = years_of(view, agreement, target)
    newest = judged_row(view, agreement, target)
    cells = [cell(title(view, target)), cell(goal_text(view, agreement, target))]
    cells += [with_interval(view, baseline_of(view, agreement, target))] if first else []
    if last > first:
        verdict = verdict_row(view, agreement, target)
        changed = [change_cell(view, newest, first)] if first else []
        cells += [with_interval(view, newest), *changed, verdict_cell(view, verdict)]
    return tuple(cells)


def used_by(view: View, agreement: Agreement, targets: list[Target]) -> list[Result]:
    """Return the baselines and newest rows of targets."""
    found = [row for t in targets for row in (baseline_of(view, agreement, t), judged_row(view, agreement, t))]
    return [row for row in found if row is not None]


def followed_table(view: View, agreement: Agreement, targets: list[Target]) -> Table:
    """Return each category that is followed without a target, with the total that its agreement defines, if it does."""
    first, last = years_of(view, agreement, targets[0])
    years = [first] if last == first else [first, last]
    rows = [figure_row(view, title(view, t), series_rows(view, t, years), first) for t in targets]
    strong, total = frozenset[int](), total_of(view, agreement, targets, years)
    if any(total):
        rows.append(figure_row(view, view.say("crime.total"), total, first))
        strong = frozenset({len(rows) - 1})
    columns = [view.say("crime.kind"), view.say("crime.baseline", year=first)]
    caption = view.say("crime.caption_monitored_baseline", first=first)
    if last > first:
        columns += [phrase(year(last)), view.say("crime.change")]
        caption = view.say("crime.caption_monitored", first=first, last=last)
    used = [row for t in targets for row in series_rows(view, t, years) if row]
    return Table(caption, tuple(columns), tuple(rows), notes(view, used), strong)


def series_rows(view: View, target: Target, years: list[int]) -> list[Result | None]:
    rows = [
        row for row in current(view, target.indicator) if (row.category, row.geography) == (target.category or "", target.geography)
    ]
    return [next((row for row in rows if row.year == when), None) for when in years]


def total_of(view: View, agreement: Agreement, targets: list[Target], years: list[int]) -> list[Result | None]:
    """Return the computed totals whose parts are just these targets' categories."""
    parts = {t.category for t in targets}
    for total in agreement.totals:
        if set(total.parts) == parts:
            wanted = {"measure": "total", "indicator": total.indicator, "category": total.category, "geography": total.geography}
            return [view.one(**wanted, year=when) for when in years]
    return []


def figure_row(view: View, label: Phrase, rows: list[Result | None], first: int) -> tuple[Cell, ...]:
    """Return a label, its figures, and the change from the first of them to the last."""
    cells = [with_interval(view, row) for row in rows]
    change = [change_cell(view, rows[-1], first)] if len(rows) > 1 else []
    return cell(label), *cells, *change


def unnamed_table(view: View) -> Table:
    """Return the figures of the edition's newest year that no agreement has a target for or follows."""
    named = {(t.indicator, t.category or "", t.geography) for _, t in view.targets}
    totals = {(t.indicator, t.category, t.geography) for a in view.agreements for t in a.totals}
    counted = {(c.indicator, c.category) for found in view.facts.indicators.values() if (c := found.counted_by)}
    indicators = [key for key, found in view.facts.indicators.items() if found.theme == THEME and not found.context]
    verdicts = view.pick(measure="verdict", theme=THEME)
    newest = {row.indicator: row.year for row in verdicts}
    rows = [
        row
        for key in indicators
        for row in current(view, key)
        if row.year == newest.get(key, max(newest.values(), default=view.year))
        and is_partnership(view, row)
        and (row.indicator, row.category, row.geography) not in named | totals
        and row.category not in {v.successor for v in verdicts}
        and (row.indicator, row.category) not in counted
        and is_in_force(view, row)
    ]
    body = tuple((cell(view.category(row.indicator, row.category)), cell(year(row.year)), with_interval(view, row)) for row in rows)
    columns = (view.say("crime.kind"), view.say("series.year"), view.say("series.value"))
    return Table(view.say("crime.caption_unnamed"), columns, body, notes(view, rows) if rows else ())


def is_in_force(view: View, row: Result) -> bool:
    """Tell whether a row is about an area that one of the edition's agreements is about."""
    return row.geography in {agreement.geography for agreement in view.agreements}


def notes(view: View, used: list[Result]) -> tuple[Phrase, ...]:
    """Return the notes under a table of reports."""
    used = list(dict.fromkeys(used))
    indicators = list(dict.fromkeys(row.indicator for row in used))
    own = [said for key in indicators for said in others(view, key, used)]
    said = [caveat(view, used), view.say("crime.note", sources=view.sources(used)), *own, *notes_on(view, used)]
    said += note_on_hidden(view, used)
    if len(indicators) > 1 and view.indicator("crime_rate") in indicators:
        said.append(view.say("crime.not_parts"))
    return tuple(filter(None, said))


def caveat(view: View, used: list[Result]) -> Phrase:
    """Return what the data say to be careful about with the counts of a table, in the edition's year."""
    counted = any(row.indicator == view.indicator("crime") for row in used)
    return view.note(view.facts.indicators[view.indicator("crime")].caveat) if counted else NOTHING


# Sentences


def points(view: View) -> Text:
    """Return the chapter's main points: the rate, the changes that are hardly chance, and how the targets stand."""
    rated = [row for row in rows_with_targets(view) if row.indicator == view.indicator("crime_rate")]
    said = [phrase(statement_with_change(view, row), ".") for row in rated]
    said += [joined(" ", [finding(view, row), chance_of_change(view, a, t)]) for a, t, row in certain_changes(view)]
    said += [verdict_point(view, a, t) for a, t in view.targets if is_point(view, t)]
    return Text(tuple(filter(None, said))[:MOST_POINTS], bullets=True)


def is_point(view: View, target: Target) -> bool:
    """Tell whether how a target stands is one of the chapter's points: that of the rate is said with its figure."""
    definition = view.facts.indicators[target.indicator]
    return definition.theme == THEME and (bool(target.category) or not definition.role)


def rows_with_targets(view: View) -> list[Result]:
    """Return the figures of the edition's own year that targets are about, without those that are a target's own start."""
    found = [(t, judged_row(view, a, t)) for a in view.agreements for t in judged_targets(view, a)]
    return list(dict.fromkeys(row for t, row in found if row is not None and t.baseline_year != row.year))


def certain_changes(view: View) -> list[tuple[Agreement, Target, Result]]:
    """Return the figures whose change is hardly chance, with the targets that they are tested by."""
    found = []
    for agreement in view.agreements:
        for target in judged_targets(view, agreement):
            row, tested = judged_row(view, agreement, target), view.of_target(agreement, target, "p_value", "holm")
            if row is not None and tested and "hardly_chance" in tested[0].flags:
                found.append((agreement, target, row))
    return found


def finding(view: View, row: Result) -> Phrase:
    """Return a figure in a sentence, with its distance to larger areas."""
    return joined(" ", [phrase(statement_with_change(view, row), "."), *gap_sentences(view, row)])


def counted_rows(view: View) -> list[Result]:
    """Return the counts of reports of the edition's own year."""
    return [row for row in rows_with_targets(view) if row.indicator == view.indicator("crime")]


def text(view: View) -> Text:
    """Return a sentence for each count of the edition's own year."""
    return Text(tuple(finding(view, row) for row in counted_rows(view)), bullets=True)


# Sections


def reports(view: View) -> Stack:
    """Return a section for the rate and each other indicator that targets are about, in the order of the data, the counts, and others."""
    return Stack((*(rate(view, key) for key in rated(view)), counts(view), *sections(view, [THEME])))


def rated(view: View) -> list[str]:
    """Return the rate and the other indicators that targets are about and that have a place of their own, but for the counts."""
    about = {target.indicator for agreement in view.agreements for target in judged_targets(view, agreement)}
    if own_rows(view, view.indicator("crime_rate")):
        about.add(view.indicator("crime_rate"))
    return [key for key, found in view.facts.indicators.items() if key in about and found.role and found.role != "crime"]


def rate(view: View, indicator: str) -> Section:
    """Return what was found about an indicator: figure and movement as heading, distances, and how its targets stand."""
    targets = [(a, t) for a in view.agreements for t in judged_targets(view, a) if t.indicator == indicator]
    judged = [row for a, t in targets if (row := judged_row(view, a, t)) is not None]
    rows = judged if targets else own_rows(view, indicator)[-1:]
    heading = statement_with_change(view, rows[0]) if rows else phrase(name(view.facts.indicators[indicator].name))
    said = [standing_sentence(view, agreement, target) for agreement, target in targets]
    found = [*gap_sentences(view, rows[0]), *said, *explanations(view, rows[:1])] if rows else said
    text = Text((joined(" ", found or [view.say("sentence.verdict_monitored")]),))
    return Section(slug(indicator), heading, (text, *details(view, indicator)))


def own_rows(view: View, indicator: str) -> list[Result]:
    """Return the figures of the partnership's own areas that count, oldest first."""
    return sorted((row for row in current(view, indicator) if is_partnership(view, row)), key=lambda row: row.year)


def counts(view: View) -> Section:
    """Return the year's counts: what was found, a figure with the tables behind it, and what chance could explain."""
    figure = change_figure(view)
    years = sorted({row.year for row in counted_rows(view)})
    heading = view.say("crime.heading", year=years[-1]) if years else view.say("crime.heading_baseline")
    tests = chance_tables(view, THEME)
    return Section(
        slug(view.indicator("crime") or THEME),
        heading,
        (
            text(view),
            Text(tuple(explanations(view, counted_rows(view)))),
            figure or tables(view),
            *details(view, view.indicator("crime")),
            Fold(view.say("crime.chance"), (tests,)),
            Fold(view.say("crime.categories"), (note_on_categories(view),)),
        ),
    )


def path(view: View) -> Section:
    """Return the targets that fall year by year: a figure with the table of baseline, goals and what was observed behind it."""
    blocks: list[Block] = []
    for agreement in view.agreements:
        targets = [t for t in judged_targets(view, agreement) if is_path(t)]
        for number, group in enumerate(by_steps(view, agreement, targets), 1):
            table = path_table(view, agreement, group)
            blocks.append(path_figure(view, agreement, group, table, number) or table)
    return Section(PATH, view.say("crime.path_heading"), tuple(blocks))


def claims(view: View) -> Section:
    """Return what a source claims about crime without the counts bearing it out."""
    claimed = view.pick(theme=THEME, measure="change_pct", status="source_claim")
    figures = [row for row in claimed if is_of_the_edition(view, row.inputs[0].source)]
    said = [claim(view, row) for row in figures if row.number is not None]
    return Section("paastande", view.say("statement.heading"), (Text((*said, *claims_in_words(view, THEME))),))


def claim(view: View, row: Result) -> Phrase:
    direction = "fall" if row.known < 0 else "rise"
    what = view.say(f"sentence.claim_{direction}", row=row, value=amount(view, row), year=row.year)
    return view.say("sentence.source_claim", source=view.sources([row]), claim=what)


def note_on_categories(view: View) -> Text:
    """Return what the categories of this edition's counts cover, where the definitions say something about it."""
    indicator = view.indicator("crime")
    used = {row.category for row in view.pick(indicator=indicator) if row.measure in ("verdict", "baseline")}
    categories = view.facts.indicators[indicator].categories if indicator else {}
    said = [
        view.say("crime.category_note", category=name(found.name), note=lower_first(view.note(found.note)))
        for key, found in categories.items()
        if key in used and view.note(found.note)
    ]
    return Text(tuple(said), bullets=True)


# Figures


def change_figure(view: View) -> Figure:
    """Return baseline and newest count of each category as dumbbells, with the goals; empty without a year after the baseline.

    One picture has one pair of years: that of most categories. What has another is in the tables behind it.
    """
    for agreement in view.agreements:
        counted = [t for t in judged_targets(view, agreement) if t.category and t.indicator == view.indicator("crime")]
        known = [found for t in counted if (found := pair_of(view, agreement, t))]
        if known:
            (years, _), *_ = Counter(map(years_of_pair, known)).most_common(1)
            drawn_pairs = [pair for pair in known if years_of_pair(pair) == years]
            return dumbbells(view, drawn_pairs, hidden_in_figure(view, agreement, counted))
    return Figure()


def hidden_in_figure(view: View, agreement: Agreement, targets: list[Target]) -> Phrase:
    """Return which categories a figure of baseline and newest count lacks because one of the two is hidden."""
    ends = {t.id: (baseline_of(view, agreement, t), judged_row(view, agreement, t)) for t in targets if not is_path(t)}
    return not_drawn(view, (lower_first(title(view, t)) for t in targets if any(map(is_hidden, ends.get(t.id, ())))))


def years_of_pair(pair: Pair) -> tuple[int, int]:
    return pair.before.row.year, pair.after.row.year


def pair_of(view: View, agreement: Agreement, target: Target) -> Pair | None:
    """Return a target's baseline and newest count with its goal, as they are drawn; ``None`` where they cannot be compared."""
    before, after = baseline_of(view, agreement, target), judged_row(view, agreement, target)
    if is_path(target) or before is None or after is None or before.number is None or after.number is None:
        return None
    if after.year <= before.year or after.category != before.category:
        return None
    goals = [row for row in view.of_target(agreement, target, "target") if row.year == after.year and row.number is not None]
    goal = drawn(view, goals[0]) if goals else None
    return Pair(title(view, target).text, drawn(view, before), drawn(view, after), goal, (ends(view, before), ends(view, after)))


def drawn(view: View, row: Result) -> Drawn:
    """Return a row as it is drawn, with its value beside it."""
    return Drawn(row, shown(view, row).text)


def ends(view: View, row: Result) -> tuple[Drawn, Drawn] | None:
    """Return the limits of a figure's interval as they are drawn."""
    found = limits(view, row)
    return (Drawn(found[0], ""), Drawn(found[1], "")) if found else None


def dumbbells(view: View, known: list[Pair], hidden: Phrase) -> Figure:
    first, last = years_of_pair(known[0])
    return figure_of(
        view,
        known[0].after.row.indicator,
        pairs(known, first=str(first), last=str(last), goal=view.say.text("crime.legend_goal"), say=view.say),
        (one for pair in known for one in pair.drawn),
        title=joined(". ", [phrase(statement_with_change(view, row)) for _, _, row in certain_changes(view)])
        or view.say("crime.figure_caption", first=first, last=last),
        subtitle=joined(" ", [view.say("crime.subtitle_pair", first=first, last=last), view.say("certainty.figure_bars")]),
        description=view.say("crime.description", points=joined("; ", (pair_point(view, pair) for pair in known))),
        behind=(tables(view),),
        hidden=hidden,
    )


def pair_point(view: View, pair: Pair) -> Phrase:
    """Return a dumbbell in words."""
    before, after = pair.before.row, pair.after.row
    return view.say(
        f"crime.point{GOAL_IN_WORDS.get(pair.goal.row.rule, '_goal') if pair.goal else ''}",
        category=name(pair.label),
        before=shown(view, before),
        after=shown(view, after),
        first=before.year,
        last=after.year,
        goal=shown(view, pair.goal.row) if pair.goal else NOTHING,
    )


# Targets that fall year by year


def path_table(view: View, agreement: Agreement, targets: list[Target]) -> Table:
    """Return baseline, the goal of each year, and the edition's own count with its verdict."""
    first, last = years_of(view, agreement, targets[0])
    columns = [view.say("crime.kind"), view.say("crime.baseline", year=first)]
    columns += [view.say("crime.path_target", year=when) for when in targets[0].years]
    if last > first:
        columns += [view.say("crime.path_observed", year=last), view.say("crime.verdict")]
    rows = tuple(path_row(view, agreement, target) for target in targets)
    used = used_by(view, agreement, targets)
    note = view.say("crime.path_note", steps=steps(view, agreement, targets[0]), sources=view.sources(used))
    said = (note, *others(view, targets[0].indicator, used), *note_on_hidden(view, used))
    return Table(view.say("crime.path_caption", agreement=name(agreement.name)), tuple(columns), rows, said)


def steps(view: View, agreement: Agreement, target: Target) -> Phrase:
    """Return by how many per cent a target falls in each year, as the agreement says."""
    rows = view.of_target(agreement, target, "change_pct", "step")
    return view.listed(view.say("crime.path_step", percent=amount(view, row), year=row.year) for row in rows)


def path_row(view: View, agreement: Agreement, target: Target) -> tuple[Cell, ...]:
    first, last = years_of(view, agreement, target)
    goals = {row.year: row for row in view.of_target(agreement, target, "target")}
    cells = [cell(title(view, target)), number_cell(view, baseline_of(view, agreement, target))]
    cells += [number_cell(view, goals.get(when)) for when in target.years]
    if last > first:
        cells += [number_cell(view, judged_row(view, agreement, target)), verdict_cell(view, verdict_row(view, agreement, target))]
    return tuple(cells)


def path_figure(view: View, agreement: Agreement, targets: list[Target], table: Table, number: int) -> Figure:
    """Return a small panel for each target with its path and what was observed; empty for what is no count of reports.

    ``number`` tells an agreement's figures apart.
    """
    if targets[0].indicator != view.indicator("crime"):
        return Figure()
    panels = [found for target in targets if (found := path_of(view, agreement, target))]
    if not panels:
        return Figure()
    newest = {target.id: judged_row(view, agreement, target) for target in targets}
    lacking = [t for t in targets if path_of(view, agreement, t) is None and any(map(is_hidden, used_by(view, agreement, [t])))]
    hides = any(is_hidden(newest[target.id]) for target in targets if target not in lacking)
    hidden = [view.say("crime.path_hidden") if hides else NOTHING, not_drawn(view, (lower_first(title(view, t)) for t in lacking))]
    return figure_of(
        view,
        f"maaltal-{agreement.id}{f'-{number}' if number > 1 else ''}",
        paths(panels, goal=view.say.text("crime.legend_path"), observed=view.say.text("crime.legend_observed")),
        (one for panel in panels for one in panel.drawn),
        title=view.say("crime.figure_path_caption", agreement=name(agreement.name)),
        subtitle=view.say("crime.path_subtitle"),
        description=view.say("crime.path_description", points=joined("; ", (path_point(view, panel) for panel in panels))),
        behind=(table,),
        hidden=joined(" ", hidden),
    )


def path_of(view: View, agreement: Agreement, target: Target) -> Path | None:
    """Return a target's path as it is drawn; ``None`` without a baseline or a goal."""
    baseline, newest = baseline_of(view, agreement, target), judged_row(view, agreement, target)
    goals = [drawn(view, row) for row in view.of_target(agreement, target, "target") if row.number is not None]
    if baseline is None or baseline.number is None or not goals:
        return None
    seen = [drawn(view, newest)] if newest and newest.year > baseline.year and newest.number is not None else []
    return Path(path_label(view, target, newest).text, drawn(view, baseline), tuple(goals), tuple(seen))


def path_label(view: View, target: Target, newest: Result | None) -> Phrase:
    """Return a target's category, and the one that has taken its place in the edition's count, if one has."""
    label = title(view, target)
    if newest is None or newest.category == target.category:
        return label
    return view.say("crime.path_changed", name=label, now=lower_first(view.category(newest.indicator, newest.category)))


def path_point(view: View, panel: Path) -> Phrase:
    """Return a target's path in words: from where, to where, and what was observed on the way."""
    goals = {goal.row.year: goal.row for goal in panel.goals}
    last = panel.goals[-1].row
    said = view.say(
        "crime.point_target",
        category=name(panel.label),
        before=shown(view, panel.baseline.row),
        first=panel.baseline.row.year,
        goal=shown(view, last),
        last=last.year,
    )
    seen = [
        view.say("crime.point_observed", value=shown(view, one.row), year=one.row.year, goal=shown(view, goals[one.row.year]))
        for one in panel.observed
        if one.row.year in goals
    ]
    return joined(", ", [said, *seen])
