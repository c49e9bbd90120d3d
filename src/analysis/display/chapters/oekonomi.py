"""The page oekonomi: what was set aside year by year, and how the plans share it out between effort areas."""

from __future__ import annotations

from decimal import Decimal

from analysis.data import Plan, texts
from analysis.display.blocks import Cell, Figure, Stack, Table, Text
from analysis.display.chapters.tryghedsplan import GRANT, effort_name, is_grant, sum_cell, sum_text
from analysis.display.figures import kinds as figures
from analysis.display.language.numbers import number
from analysis.display.language.words import listed, say
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import Result


def plans_of(view: View) -> list[Plan]:
    """Return the plans that share out the partnership's own money."""
    return [plan for plan in view.facts.plans if is_grant(plan)]


def sum_in(history: Rows, plan: Plan, year: int, area: str = "") -> Result | None:
    """Return a plan's sum for a year as the newest edition that shows it has it."""
    name = ".".join(filter(None, (plan.id, area, str(year))))
    sums = history.pick(indicator=plan.indicator, measure=("total", "lower"))
    found = [row for row in sums if row.id.split(".", 2)[2] == name]
    return found[-1] if found else None


def frames(view: View) -> dict[int, Result]:
    """Return the row with what each year's agreement sets aside."""
    return {row.year: row for row in view.pick(measure="observed", indicator=GRANT, category="ramme")}


def years_of(view: View) -> list[int]:
    """Return every year that has a frame or a plan."""
    return sorted({*frames(view), *(year for plan in plans_of(view) for year in plan.years)})


def frame_table(view: View, history: Rows) -> Table:
    """Return, year by year, what was set aside and what the plan shares out."""
    frame = frames(view)
    rows = tuple(
        (Cell(str(year)), Cell(amount(frame.get(year)), numeric=True), Cell(planned(view, history, year), numeric=True))
        for year in years_of(view)
    )
    columns = tuple(say(f"economy.{key}") for key in ("year", "frame", "planned"))
    sources = [*frame.values(), *history.pick(measure=("total", "lower"), indicator=GRANT)]
    notes = [say("economy.note", sources=sources_of(view, sources))]
    notes += filter(None, (texts(agreement.economy_note, view.year) for agreement in view.facts.agreements))
    return Table(say("economy.frame_caption"), columns, rows, tuple(notes))


def amount(row: Result | None) -> str:
    """Return an amount without its unit, for a column in kroner."""
    return number(row.value) if row and isinstance(row.value, Decimal) else say("status.not_stated")


def sources_of(view: View, rows: list[Result]) -> str:
    """Return the sources of frames and plans as a list."""
    plans = {plan.id: plan.source for plan in view.facts.plans}
    names = {name for row in rows for name in row.inputs.split()}
    found = {view.source_of.get(name) or plans[name.split(".")[0]] for name in names}
    return listed(view.facts.sources[source].short for source in sorted(found, key=view.rank))


def planned(view: View, history: Rows, year: int) -> str:
    """Return the sum that the year's plan shares out."""
    plan = grant_plan(view, year)
    return sum_text(sum_in(history, plan, year)) if plan else say("status.not_stated")


def grant_plan(view: View, year: int) -> Plan | None:
    """Return the newest plan that shares out a year's grant."""
    return next((plan for plan in view.facts.plans_of(year) if is_grant(plan)), None)


def effort_tables(view: View, history: Rows) -> Stack:
    """Return a table of effort areas by years for each plan that is shared out on them."""
    return Stack(tuple(effort_table(view, plan, history) for plan in plans_of(view) if areas_of(view, plan)))


def effort_table(view: View, plan: Plan, history: Rows) -> Table:
    areas = areas_of(view, plan)
    rows = [(Cell(effort_name(view, plan, a)), *(sum_cell(sum_in(history, plan, year, a)) for year in plan.years)) for a in areas]
    rows.append((Cell(say("plan.sum")), *(sum_cell(sum_in(history, plan, year)) for year in plan.years)))
    caption = f"{say('economy.effort_caption')}: {plan.name}"
    return Table(caption, (say("plan.effort"), *map(str, plan.years)), tuple(rows), (), frozenset({len(rows) - 1}))


def areas_of(view: View, plan: Plan) -> list[str]:
    """Return the effort areas that a plan's activities belong to."""
    return [area for area in dict.fromkeys(a.effort_area for a in view.of_plan("activities", plan.id)) if area]


def figure(view: View, history: Rows) -> Figure:
    """Return a column for each year: effort areas where the plan has them, the rest of the plan, else the frame as one part."""
    names = list(dict.fromkeys(effort_name(view, p, a) for p in plans_of(view) for a in areas_of(view, p)))
    names += [say("economy.without_effort"), say("economy.not_distributed")]
    columns, points = [], []
    for year in years_of(view):
        parts, row = parts_of(view, history, year, names)
        frame = frames(view).get(year)
        total = row if row is not None and row.value else frame
        if total is None or not isinstance(total.value, Decimal) or not total.value:
            continue
        open_end = total.measure == "lower"
        columns.append(figures.Column(f"'{year % 100:02d}", tuple(parts), number(total.value / 1000, 0), open_end))
        points.append(say("plan.point", name=year, value=sum_text(total)))
    if not columns:
        return Figure("", "", "")
    used = [i for i in range(len(names)) if any(column.parts[i] for column in columns)]
    kept = [figures.Column(c.label, tuple(c.parts[i] for i in used), c.text, c.open_end) for c in columns]
    years = years_of(view)
    caption = say("economy.figure_caption_years", first=years[0], last=years[-1])
    return Figure(caption, say("economy.description", points="; ".join(points)), figures.stacked(kept, [names[i] for i in used]))


def parts_of(view: View, history: Rows, year: int, names: list[str]) -> tuple[list[Decimal], Result | None]:
    """Return the year's amounts in the order of ``names``, and the row with the plan's sum if there is a plan."""
    parts = dict.fromkeys(names, Decimal(0))
    plan = grant_plan(view, year)
    row = sum_in(history, plan, year) if plan else None
    if plan is not None and row is not None and isinstance(row.value, Decimal):
        for area in areas_of(view, plan):
            part = sum_in(history, plan, year, area)
            parts[effort_name(view, plan, area)] += part.value if part and isinstance(part.value, Decimal) else Decimal(0)
        parts[say("economy.without_effort")] = row.value - sum(parts.values(), Decimal(0))
        return list(parts.values()), row
    frame = frames(view).get(year)
    parts[say("economy.not_distributed")] = frame.value if frame and isinstance(frame.value, Decimal) else Decimal(0)
    return list(parts.values()), None


def partners_note(view: View) -> Text:
    """Return what plans with the partners' own financing say about themselves; their amounts are in the editions."""
    return Text(tuple(texts(plan.note, view.year) for plan in view.facts.plans if not is_grant(plan) and plan.note))
