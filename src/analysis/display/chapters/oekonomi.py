"""The page oekonomi: what was set aside year by year, and how the plans share it out between effort areas."""

from __future__ import annotations

from analysis.data import Plan
from analysis.display.blocks import Cell, Figure, Link, Links, Section, Stack, Table, Text, cell
from analysis.display.figures.drawn import Drawn
from analysis.display.figures.stacked import Column, stacked
from analysis.display.parts.pictures import figure as figure_of
from analysis.display.parts.plans.budget import effort_name, is_grant, sum_cell, sum_of, sum_text
from analysis.display.parts.values import plain, shown
from analysis.display.runs import NOTHING, Phrase, joined, name, phrase, year
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import Result
from analysis.indicators.kinds.plans import WITHOUT_EFFORT_AREA


def plans_of(view: View) -> list[Plan]:
    """Return the plans that share out the partnership's own money."""
    return [plan for plan in view.facts.plans if is_grant(view, plan)]


def frames(view: View) -> dict[int, Result]:
    """Return the row with what each year's agreement sets aside."""
    grant = view.indicator("grant")
    keys = tuple(key for key, c in view.facts.indicators[grant].categories.items() if c.role == "frame") if grant else ()
    return {row.year: row for row in view.pick(measure="observed", indicator=grant, category=keys)} if keys else {}


def years_of(view: View) -> list[int]:
    """Return every year that has a frame or a plan."""
    return sorted({*frames(view), *(when for plan in plans_of(view) for when in plan.years)})


def grant_plan(view: View, when: int) -> Plan | None:
    """Return the newest plan that shares out a year's grant."""
    return next((plan for plan in view.facts.plans_of(when) if is_grant(view, plan)), None)


def plan_sum(view: View, history: Rows, when: int) -> Result | None:
    """Return the sum that the year's plan shares out, as the newest edition that shows it has it."""
    plan = grant_plan(view, when)
    return sum_of(history, plan, when) if plan else None


def points(view: View, history: Rows) -> Text:
    """Return what the newest edition's year costs, and the year before."""
    said = [
        view.say("economy.year_sum", year=when, sum=sum_text(view, row))
        for when in (view.year, view.year - 1)
        if (row := plan_sum(view, history, when)) is not None
    ]
    return Text(tuple(said), bullets=True)


def years(view: View, history: Rows) -> Section:
    """Return what was set aside and shared out year by year, as a figure with the table behind it."""
    table = frame_table(view, history)
    return Section("aar-for-aar", view.say("economy.frame_caption"), (figure(view, history, table) or table,))


def efforts(view: View, history: Rows) -> Section:
    """Return how the plans share out their money between effort areas."""
    return Section("indsatsomraader", view.say("economy.effort_heading"), (effort_tables(view, history),))


def partners(view: View, history: Rows) -> Section:
    """Return what plans with money of others say about themselves, and the way to the edition that shows each of them whole."""
    plans = [plan for plan in view.facts.plans if not is_grant(view, plan)]
    notes = tuple(joined(": ", [name(plan.name), note]) for plan in plans if (note := view.note(plan.note)))
    ways = tuple(way for plan in plans for way in whole(view, history, plan))
    return Section("partnere", view.say("economy.partners_heading"), (Text(notes), Links(ways)))


def whole(view: View, history: Rows, plan: Plan) -> list[Link]:
    """Return the way to the newest edition with a plan's amounts; none where no edition has any."""
    newest = max((row.edition for row in history.pick(indicator=plan.indicator, plan=plan.id)), default=None)
    said = view.say("plan.whole", plan=name(plan.name), year=newest) if newest else NOTHING
    return [Link(f"{newest}/tryghedsplan.html", said)] if newest else []


def frame_table(view: View, history: Rows) -> Table:
    """Return, year by year, what was set aside and what the plan shares out."""
    frame = frames(view)
    sums = {when: plan_sum(view, history, when) for when in years_of(view)}
    rows = tuple((cell(year(when)), frame_cell(view, frame.get(when)), sum_cell(view, sums[when])) for when in sums)
    columns = tuple(view.say(f"economy.{key}") for key in ("year", "frame", "planned"))
    sources = view.sources([*frame.values(), *filter(None, sums.values())])
    notes = [view.say("economy.note", sources=sources), *(view.note(a.economy_note) for a in view.facts.agreements)]
    return Table(view.say("economy.frame_caption"), columns, rows, tuple(filter(None, notes)))


def frame_cell(view: View, row: Result | None) -> Cell:
    """Return an amount without its unit, for a column in kroner."""
    if row is not None and row.number is None:
        return cell(shown(view, row), numeric=True)
    return cell(plain(view, row) or view.say("status.not_stated"), numeric=True)


def effort_tables(view: View, history: Rows) -> Stack:
    """Return a table of effort areas by years for each plan that is shared out on them."""
    return Stack(tuple(effort_table(view, plan, history) for plan in plans_of(view) if areas_of(view, plan)))


def effort_table(view: View, plan: Plan, history: Rows) -> Table:
    """Return the sum of each effort area, what lies outside them, and the plan's sum, which is all of these together."""
    rows = [
        (cell(area_name(view, plan, area)), *(sum_cell(view, sum_of(history, plan, when, area)) for when in plan.years))
        for area in (*areas_of(view, plan), WITHOUT_EFFORT_AREA)
        if any(sum_of(history, plan, when, area) for when in plan.years)
    ]
    rows.append((cell(view.say("plan.sum")), *(sum_cell(view, sum_of(history, plan, when)) for when in plan.years)))
    caption = joined(": ", [view.say("economy.effort_caption"), name(plan.name)])
    columns = (view.say("plan.effort"), *(phrase(year(when)) for when in plan.years))
    sums = [sum_of(history, plan, when) for when in plan.years]
    notes = (view.say("economy.note", sources=view.sources(filter(None, sums))),)
    return Table(caption, columns, tuple(rows), notes, frozenset({len(rows) - 1}))


def area_name(view: View, plan: Plan, area: str) -> Phrase:
    """Return an effort area's name, or the word for what lies outside them."""
    return view.say("economy.without_effort") if area == WITHOUT_EFFORT_AREA else effort_name(view, plan, area)


def areas_of(view: View, plan: Plan) -> list[str]:
    """Return the effort areas that a plan's activities belong to."""
    return [area for area in dict.fromkeys(a.effort_area for a in view.of_plan("activities", plan.id)) if area]


# The figure


def figure(view: View, history: Rows, table: Table) -> Figure:
    """Return a column for each year with what was set aside: what the plan shares out by effort area, and what it does not."""
    wholes = {when: row for when in years_of(view) if (row := whole_of(view, history, when)) is not None}
    if not wholes:
        return Figure()
    parts = {when: parts_of(view, history, when) for when in wholes}
    names = [key for key in part_names(view) if any(key in found for found in parts.values())]
    columns = [column_of(view, row, [parts[when].get(key) for key in names]) for when, row in wholes.items()]
    points = joined("; ", (year_point(view, history, when) for when in wholes))
    first, last = min(wholes), max(wholes)
    return figure_of(
        view,
        "afsat",
        stacked(columns, names, [view.say.text(f"economy.{key}") for key in ("not_distributed", "not_known")]),
        [*(part for found in parts.values() for part in found.values()), *(column.whole for column in columns)],
        title=view.say("economy.figure_caption_years", first=first, last=last),
        subtitle=view.say("economy.subtitle"),
        description=view.say("economy.description", points=points),
        behind=(table,),
    )


def whole_of(view: View, history: Rows, when: int) -> Result | None:
    """Return what was set aside for a year, or what the plan shares out where that is more or all there is; ``None`` for nothing."""
    found = [row for row in (frames(view).get(when), plan_sum(view, history, when)) if row is not None and row.number]
    return max(found, key=lambda row: row.known, default=None)


def part_names(view: View) -> list[str]:
    """Return the parts of all columns, in the order of the legend."""
    areas = dict.fromkeys(effort_name(view, p, a).text for p in plans_of(view) for a in areas_of(view, p))
    return [*areas, *(view.say.text(f"economy.{key}") for key in ("without_effort", "not_distributed", "not_known"))]


def parts_of(view: View, history: Rows, when: int) -> dict[str, Drawn]:
    """Return a year's parts by their names."""
    plan, frame = grant_plan(view, when), frames(view).get(when)
    found: dict[str, Result | None] = {}
    if plan is not None and plan_sum(view, history, when) is not None:
        found = {
            area_name(view, plan, a).text: sum_of(history, plan, when, a) for a in (*areas_of(view, plan), WITHOUT_EFFORT_AREA)
        }
        rest = next(iter(reversed(history.pick(indicator=plan.indicator, plan=plan.id, year=when, aspect="remainder"))), None)
        found[view.say.text("economy.not_distributed" if rest and rest.measure == "total" else "economy.not_known")] = rest
        if not areas_of(view, plan):
            found[view.say.text("economy.without_effort")] = sum_of(history, plan, when)
    elif frame is not None:
        found = {view.say.text("economy.not_known"): frame}
    return {key: Drawn(row, "") for key, row in found.items() if row is not None and row.number}


def column_of(view: View, row: Result, parts: list[Drawn | None]) -> Column:
    """Return a year's column with the amount above it, in thousands; a sum that is a lower bound says so."""
    text = view.say.thousands(row.known)
    whole = Drawn(row, view.say("economy.at_least", value=text).text if row.measure == "lower" else text)
    return Column(str(row.year), tuple(parts), whole)


def year_point(view: View, history: Rows, when: int) -> Phrase:
    """Return a year's amounts in words."""
    frame, shared = frames(view).get(when), plan_sum(view, history, when)
    said = [
        view.say("economy.point_frame", value=plain(view, frame)) if plain(view, frame) else NOTHING,
        view.say("economy.point_shared", value=sum_text(view, shared)) if shared is not None else NOTHING,
    ]
    return view.say("economy.point", year=when, value=joined(", ", said))
