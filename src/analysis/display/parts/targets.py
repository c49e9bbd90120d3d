"""A target as a reader sees it: its goal, the figure that is judged, the verdict with its reasons and doubts, and a sentence."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Agreement, Break, Target
from analysis.display.blocks import EMPTY_NUMBER, Cell, Table, cell
from analysis.display.parts.pictures import slug
from analysis.display.parts.series import FIGURES, is_figure
from analysis.display.parts.statements import explanations
from analysis.display.parts.values import (
    change_of,
    figure_before,
    is_current,
    number_cell,
    plain,
    shown,
    significance,
    statement_with_change,
)
from analysis.display.runs import NOTHING, Phrase, Shown, joined, lower_first, name, phrase, year
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import DISTANCES, JUDGED, OTHERS, THEMES_OF_PLANS, Flag, Result, standing_of

# Rows


def verdict_row(view: View, agreement: Agreement, target: Target) -> Result:
    """Return a target's verdict, which the edition has."""
    return view.of_target(agreement, target, "verdict")[0]


def judged_row(view: View, agreement: Agreement, target: Target) -> Result | None:
    """Return the row that a target's verdict is about: the figure of its year, the gap, or the share made of two counts."""
    verdict = verdict_row(view, agreement, target)
    if target.rule in DISTANCES:
        return gap_row(view, target, verdict.year)
    wanted = {"indicator": target.indicator, "geography": target.geography, "year": verdict.year}
    rows = view.pick(measure=("share", *FIGURES), category=verdict.successor or target.category or "", **wanted)
    return max(filter(is_judged, rows), key=lambda row: row.measure == "share", default=None)


def is_judged(row: Result) -> bool:
    """Tell whether a row is a figure that a verdict can be about."""
    return is_current(row) if row.measure == "share" else is_figure(row)


def gap_row(view: View, target: Target, when: int | None) -> Result | None:
    """Return a target's distance to its reference area in a year."""
    wanted = {"geography": target.geography, "category": target.category or "", "against_area": target.reference, "year": when}
    return view.one(measure="gap", indicator=target.indicator, **wanted)


def start_row(view: View, agreement: Agreement, target: Target) -> Result | None:
    """Return what a target starts from: the baseline, or the gap in the baseline's year."""
    if target.rule == "approaches":
        return gap_row(view, target, target.baseline_year)
    return next(iter(view.of_target(agreement, target, "baseline")), None)


def rows_of_target(view: View, agreement: Agreement, target: Target) -> list[Result]:
    """Return every row that a target's line rests on."""
    judged = judged_row(view, agreement, target)
    named = [row for measure in ("baseline", "verdict") for row in view.of_target(agreement, target, measure)]
    return [*named, judged] if judged else named


# Goals


def goal_words(view: View, target: Target, goal: Result | None, rows: View | Rows | None = None) -> Phrase:
    """Return a goal in words: Højst 53, Under 17 %, Afstand til København under 8 procentpoint.

    ``rows`` are those that the goal is one of, where they are not the view's own.
    """
    if target.rule == "monitor":
        return view.say("goal.monitor")
    if goal is None:
        return view.say("goal.unknown")
    reference = view.area(target.reference) if target.reference else NOTHING
    directed = f"goal.{target.rule}_{target.direction}"
    key = directed if view.say.has(directed) else f"goal.{target.rule}"
    return view.say(key, goal=shown(view, goal), reference=reference, times=times_of(view, goal, rows or view))


def times_of(view: View, goal: Result, rows: View | Rows) -> Phrase:
    """Return how many times another area's figure a goal is; nothing for a goal of another rule."""
    if goal.rule != "at_most_times":
        return NOTHING
    about = {"agreement": goal.agreement, "target": goal.target, "year": goal.year, "edition": goal.edition}
    return plain(view, next(iter(rows.pick(measure="rate", aspect="step", indicator=goal.indicator, **about)), None))


def goal_text(view: View, agreement: Agreement, target: Target) -> Phrase:
    """Return the goal of the year that is judged; in the baseline's year the first one."""
    goals, judged = view.of_target(agreement, target, "target"), verdict_row(view, agreement, target).year
    goal = next((row for row in goals if row.year == judged), None) or (goals[0] if goals else None)
    return goal_words(view, target, goal)


# Verdicts


def verdict_key(row: Result) -> str:
    """Return a verdict's name in the catalogue."""
    return standing_of(row)


def verdict_words(view: View, row: Result) -> Phrase:
    """Return a verdict as icon and word."""
    key = verdict_key(row)
    return phrase(Shown((row,), f"{view.say.text(f'icon.{key}')} {view.say.text(f'verdict.{key}')}"))


def verdict_cell(view: View, row: Result, change: Result | None = None) -> Cell:
    """Return a verdict as icon and word, with its reasons and doubts on the second line."""
    return cell(verdict_words(view, row), remarks(view, row, change), verdict=verdict_key(row))


def remarks(view: View, row: Result, change: Result | None = None) -> Phrase:
    """Return why a verdict is as it is and how sure it is, with what the source says about chance."""
    said = [reason(view, row, flag) for flag in row.flags]
    return joined(" ", [*said, significance(view, change, "change")])


def reason(view: View, row: Result, flag: Flag) -> Phrase:
    """Return a flag of a verdict in words; nothing for one that the verdict's own word says."""
    broken = break_of(view, row)
    return view.say.if_any(
        f"reason.{flag}",
        row=row,
        year=row.year,
        category=lower_first(view.category(row.indicator, row.successor)) if row.successor else NOTHING,
        before=name(broken.before) if broken else NOTHING,
        after=name(broken.after) if broken else NOTHING,
        from_year=broken.from_year if broken else 0,
        sources=page_sources(view, row),
    )


def page_sources(view: View, row: Result) -> Phrase:
    """Return the pages that a row rests on."""
    pages = [fact.source for fact in row.inputs if view.facts.sources[fact.source].role == "context"]
    return view.listed(view.source(source) for source in dict.fromkeys(pages))


def break_of(view: View, row: Result) -> Break | None:
    """Return the break that lies between a row's year and the one that it is held against."""
    if row.against_year is None or not row.indicator:
        return None
    found = view.facts.indicators[row.indicator].breaks
    return next((b for b in found if (row.against_year or 0) < b.from_year <= row.year), None)


# Tables and sentences


def target_row(view: View, agreement: Agreement, target: Target) -> tuple[Cell, ...]:
    """Return a target's line: label, verdict, newest figure, what it was before, and goal."""
    verdict, judged = verdict_row(view, agreement, target), judged_row(view, agreement, target)
    return (
        cell(name(target.label), link=chapter_of(view, target)),
        cell(verdict_words(view, verdict), verdict=verdict_key(verdict)),
        dated_cell(view, judged, verdict.year),
        before_cell(view, agreement, target, judged),
        cell(goal_text(view, agreement, target)),
    )


PATH = "maaltal"  # the section with the targets that have another goal each year
CHAPTERS = {"tryghed": "tryghed", "kriminalitet": "kriminalitet", "ssp": "samarbejde", "samarbejde": "samarbejde"}


def chapter_of(view: View, target: Target, folder: str = "") -> str:
    """Return the way to the place that tells about a target: its indicator's section; empty where the edition has none."""
    theme = view.facts.indicators[target.indicator].theme
    place = PATH if target.rule == "reduce_by" else slug(target.indicator)
    chapter = CHAPTERS.get(theme, OTHERS if theme in (*view.facts.themes, *THEMES_OF_PLANS) else "")
    has_news = OTHERS in view.news if chapter == OTHERS else theme in view.news
    return f"{folder}{chapter}.html#{place}" if has_news and chapter else ""


def before_cell(view: View, agreement: Agreement, target: Target, judged: Result | None) -> Cell:
    """Return the figure that the newest one has moved from: that of the measurement before, or what the target starts from."""
    start, change = start_row(view, agreement, target), change_of(view, judged)
    if judged is not None and change is not None and (earlier := figure_before(view, judged, change)):
        return dated_cell(view, earlier, change.against_year)
    if change is None and start is not None and (judged is None or start.year < judged.year):
        return dated_cell(view, start, start.year)
    return cell(view.say("resume.nothing_before" if judged is not None else "resume.no_value"), numeric=True)


# What the verdict's own word says, and what takes no doubt away from it or adds any.
NO_RESERVATION: frozenset[Flag] = frozenset({"interim", "full_count"})


def reservations(view: View, targets: list[tuple[Agreement, Target]], without: frozenset[Flag] = NO_RESERVATION) -> list[Phrase]:
    """Return what must be known about the verdicts that were given, each thing once with what it is about, the widest first.

    ``without`` are the flags that are said elsewhere, or need no words.
    """
    found: dict[str, tuple[Phrase, list[Phrase]]] = {}
    for agreement, target in targets:
        verdict = verdict_row(view, agreement, target)
        flags = [flag for flag in verdict.flags if flag not in without] if standing_of(verdict) in JUDGED else []
        for said in filter(None, (reason(view, verdict, flag) for flag in flags)):
            found.setdefault(said.text, (said, []))[1].append(phrase(view.category(target.indicator, target.category or "")))
    ordered = sorted(found.values(), key=lambda item: -len(item[1]))
    return [view.say("resume.reservation", targets=view.listed(dict.fromkeys(about)), said=said) for said, about in ordered]


def verdict_point(view: View, agreement: Agreement, target: Target) -> Phrase:
    """Return a target with its verdict in a sentence; nothing for what is only followed or not judged yet.

    That a verdict rests on a hidden figure is said.
    """
    verdict = verdict_row(view, agreement, target)
    if "suppressed" in verdict.flags:
        return view.say("resume.point_hidden", label=name(target.label), row=verdict, why=remarks(view, verdict))
    if standing_of(verdict) not in JUDGED:
        return NOTHING
    said = view.say(f"goals.said_{verdict_key(verdict)}", row=verdict)
    goal = lower_first(goal_text(view, agreement, target))
    return view.say("resume.point", label=name(target.label), verdict=said, goal=goal)


def dated_cell(view: View, row: Result | None, when: int | None) -> Cell:
    """Return a figure with its year on the second line; that the book's sources have none where there is none."""
    second = phrase(year(when)) if when else NOTHING
    if row is None:
        return cell(view.say("resume.no_value"), second, numeric=True) if when else EMPTY_NUMBER
    return number_cell(view, row, second)


def target_table(view: View, agreement: Agreement) -> Table:
    """Return each target with verdict, newest figure, the figure before, and goal; without what is only followed."""
    targets = [t for a, t in view.targets if a.id == agreement.id and t.rule != "monitor"]
    used = [row for target in targets for row in rows_of_target(view, agreement, target)]
    columns = tuple(view.say(f"resume.{key}") for key in ("target", "verdict", "value", "before", "goal"))
    notes = dict.fromkeys(view.note(target.note) for target in targets)
    return Table(
        view.say("resume.caption", agreement=name(agreement.name)),
        columns,
        tuple(target_row(view, agreement, target) for target in targets),
        (*filter(None, notes), view.say("resume.note", sources=view.sources(used))),
    )


def sentence(view: View, agreement: Agreement, target: Target) -> Phrase:
    """Return a target's figure, its movement, its verdict and how sure it is in words."""
    verdict, judged = verdict_row(view, agreement, target), judged_row(view, agreement, target)
    if judged is None:
        ending = verdict_sentence(view, agreement, target, verdict)
        said = view.say("sentence.unknown", label=name(target.label), year=verdict.year)
        return joined(" ", [said, NOTHING if target.rule == "monitor" else ending])
    said = gap_statement(view, target, judged) if target.rule in DISTANCES else phrase(statement_with_change(view, judged), ".")
    return joined(" ", [said, standing_sentence(view, agreement, target), *explanations(view, [judged])])


def standing_sentence(view: View, agreement: Agreement, target: Target) -> Phrase:
    """Return how a target stands, and how sure that is, in words."""
    verdict = verdict_row(view, agreement, target)
    if target.rule == "monitor":
        doubt = joined(" ", [remarks(view, verdict), chance_of_change(view, agreement, target)])
    else:
        doubt = remarks(view, verdict, change_of(view, judged_row(view, agreement, target)))
    return joined(" ", [verdict_sentence(view, agreement, target, verdict), doubt])


def verdict_sentence(view: View, agreement: Agreement, target: Target, verdict: Result) -> Phrase:
    """Return a verdict as a sentence, with the goal that it is held against."""
    goal = lower_first(goal_text(view, agreement, target))
    return view.say(f"sentence.verdict_{verdict_key(verdict)}", verdict=verdict, goal=goal)


def chance_of_change(view: View, agreement: Agreement, target: Target) -> Phrase:
    """Return what the test of a change says in words, where there is one: also for what is only followed."""
    found = view.of_target(agreement, target, "p_value", "holm")
    flags = found[0].flags if found and found[0].value is not None else ()
    said = [view.say.if_any(f"reason.{flag}", row=found[0]) for flag in flags if flag in ("hardly_chance", "could_be_chance")]
    return joined(" ", said)


def chance_of_series(view: View, row: Result) -> Phrase:
    """Return what can be said about chance of a figure's change, from a verdict about it."""
    verdicts = view.pick(measure="verdict", indicator=row.indicator, geography=row.geography, year=row.year)
    flags = [(v, flag) for v in verdicts if v.category == row.category for flag in v.flags if flag in DOUBTS]
    return reason(view, *flags[0]) if flags else NOTHING


DOUBTS: frozenset[Flag] = frozenset(
    {
        "could_be_chance",
        "hardly_chance",
        "full_count",
        "unknown_sample_size",
        "rounded_shares",
        "unjudged_category",
        "unjudged_break",
        "unjudged_suppressed",
        "unknown_counts",
        "unjudged_threshold",
        "unjudged_reference",
        "unjudged_unit",
        "intervals_apart",
        "intervals_overlap",
        "goal_outside_interval",
        "goal_inside_interval",
    }
)


def gap_statement(view: View, target: Target, now: Result) -> Phrase:
    """Return the distance to the reference now and at the baseline, in words."""
    then = gap_row(view, target, target.baseline_year) if target.baseline_year else None
    if then is None or then.year == now.year or now.number is None or then.number is None:
        return view.say(
            "sentence.gap_now",
            indicator=name(view.definition(now).short),
            reference=view.area(now.against_area),
            gap=shown(view, now),
            year=now.year,
        )
    movement = "level" if now.number == then.number else "wider" if now.number > then.number else "narrower"
    return view.say(
        f"sentence.gap_{movement}",
        indicator=name(view.definition(now).short),
        reference=view.area(now.against_area),
        gap=shown(view, now),
        now=now,
        year=now.year,
        baseline_gap=shown(view, then),
        baseline_year=then.year,
    )


SAID = ("met", "not_met", "interim_met", "interim_not_met", "undetermined")


def counts_sentence(view: View) -> Phrase:
    """Return how many of the edition's targets have which standing."""
    counts = {row.category: row for row in view.pick(measure="count", aspect="verdicts")}
    there = [key for key in SAID if counts[key].known]
    if not any(row.known for row in counts.values()):
        return view.say("resume.no_targets")
    parts = view.listed(view.say(f"resume.count_{key}", count=shown(view, counts[key])) for key in there)
    said = [view.say("resume.counts", counts=parts) if there else NOTHING]
    said += [
        view.say(f"resume.counts_{key}", count=shown(view, counts[key])) for key in ("baseline", "monitored") if counts[key].known
    ]
    return joined(" ", said)


def overview_table(view: View, folder: str = "") -> Table:
    """Return each target with its verdict, its newest figure and the one before, by theme.

    ``folder`` leads to the edition's chapters from elsewhere. The goal is in the target's own words.
    """
    by_theme: dict[str, list[tuple[Agreement, Target]]] = {}
    for agreement, target in view.targets:
        if target.rule != "monitor":
            by_theme.setdefault(view.facts.indicators[target.indicator].theme, []).append((agreement, target))
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, Phrase] = {}
    for theme, targets in by_theme.items():
        years = {verdict_row(view, agreement, target).year for agreement, target in targets}
        groups[len(rows)] = theme_head(view, theme, years)
        rows += [overview_row(view, agreement, target, folder, dated=len(years) > 1) for agreement, target in targets]
    columns = tuple(view.say(f"resume.{key}") for key in ("target", "verdict", "value", "before"))
    return Table(view.say("front.caption", year=view.year), columns, tuple(rows), groups=groups)


def theme_head(view: View, theme: str, years: set[int]) -> Phrase:
    """Return a theme, with the year of its figures where they are all of one."""
    said = view.theme(theme)
    return view.say("front.theme", theme=said, year=min(years)) if len(years) == 1 else said


def overview_row(view: View, agreement: Agreement, target: Target, folder: str, *, dated: bool) -> tuple[Cell, ...]:
    label, verdict, value, before, _ = target_row(view, agreement, target)
    value = value if dated else replace(value, second=NOTHING)
    return replace(label, link=chapter_of(view, target, folder)), verdict, value, before
