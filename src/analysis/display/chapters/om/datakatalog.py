"""The page om/datakatalog: the files that hold the facts, with what is in them, and what is measured for where and when."""

from __future__ import annotations

from analysis.display.blocks import Table, cell
from analysis.display.parts.series import every_figure
from analysis.display.parts.years import years_by_area
from analysis.display.runs import Because, name
from analysis.display.view.view import View

TABLES = ("observations", "significance", "statements", "activities", "budgets", "deliverables", "status")


def files(view: View) -> Table:
    """Return each file of the data folder: what it holds, and how many."""
    facts = view.facts
    counts = {
        "partnership.toml": len(facts.partnership.editions),
        "sources.toml": len(facts.sources),
        "indicators.toml": len(facts.indicators),
        "agreements/": len(facts.agreements),
        "plans.toml": len(facts.plans),
        "discrepancies.toml": len(facts.discrepancies),
        **{f"{table}.csv": len(getattr(facts, table)) for table in TABLES},
    }
    rows = tuple(
        (cell(Because(file, "code")), cell(view.say(f"catalogue.{key_of(file)}")), cell(Because(str(count), "count"), numeric=True))
        for file, count in counts.items()
    )
    columns = tuple(view.say(f"catalogue.{key}") for key in ("file", "holds", "count"))
    return Table(view.say("catalogue.files_caption"), columns, rows)


def key_of(file: str) -> str:
    """Return a file's name in the catalogue of words."""
    return file.removesuffix("/").partition(".")[0]


def indicators(view: View) -> Table:
    """Return each indicator with its unit, who measures it, and the areas and years that there are figures for."""
    known = [(key, indicator, rows) for key, indicator in view.facts.indicators.items() if (rows := every_figure(view, key))]
    body = tuple(
        (
            cell(name(indicator.name)),
            cell(view.unit_of(key)),
            cell(name(view.facts.instruments[indicator.instrument])),
            cell(years_by_area(view, rows)),
        )
        for key, indicator, rows in known
    )
    columns = tuple(view.say(f"catalogue.{key}") for key in ("indicator", "unit", "owner", "years"))
    return Table(view.say("catalogue.indicators_caption"), columns, body)
