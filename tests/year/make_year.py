"""Makes a copy of the project with the edition after the newest: the steps of docs/aarlig-opdatering.md, with invented figures.

``python tests/year/make_year.py DIR`` writes it to DIR, which must be empty or not there. What year it is, who publishes what,
and which figures a year has are read from the data that are copied; nothing is written into those. The same data always give
the same copy.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import shutil
import sys
import tomllib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NOT_COPIED = (".git", ".venv", ".lock-venv", "build", "dist", "__pycache__", ".*_cache", ".hypothesis", ".ipynb_checkpoints")
WITH_VALUE = {"ok", "provisional", "revised", "source_claim"}
STATEMENTS = [
    "kind",
    "indicator",
    "category",
    "geography",
    "year",
    "against",
    "owner",
    "text",
    "note",
    "source",
    "section",
    "published",
]
Row = dict[str, str]
Series = tuple[str, str, str]


def make(target: Path, root: Path = ROOT) -> NewYear:
    """Copy the project to ``target`` and add the edition after the newest to its data; return what was added."""
    copy_project(root, target)
    return add_year(target)


def copy_project(root: Path, target: Path) -> None:
    """Copy what a clean clone has. Raises ``FileExistsError`` for a folder with something in it."""
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} is not empty; name a folder that is not there yet")
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)


def add_year(project: Path) -> NewYear:
    """Add the edition after the newest to a project's data, step by step as the runbook has it; return what was added."""
    new = NewYear(project / "data")
    steps = (
        add_sources,
        add_agreement,
        add_edition,
        add_observations,
        add_significance,
        add_statement,
        add_plan,
        add_midway,
        add_discrepancy,
        add_notes,
        add_comments,
    )
    for step in steps:
        step(new)
    add_release(project, new.year)
    return new


# The data as they were, and what follows from them


@dataclass(frozen=True)
class NewYear:
    """The edition after the newest of a data folder: its year, its documents, and the figures that it gets."""

    data: Path

    def toml(self, name: str) -> dict[str, Any]:
        return tomllib.loads((self.data / name).read_text(encoding="utf-8"))

    def rows(self, name: str) -> list[Row]:
        """Return a table's rows; none for a table that may be left out and is."""
        path = self.data / name
        return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []

    @cached_property
    def newest(self) -> dict[str, Any]:
        """The newest edition before this one."""
        return max(self.toml("partnership.toml")["editions"], key=lambda edition: edition["year"])

    @cached_property
    def year(self) -> int:
        return int(self.newest["year"]) + 1

    @cached_property
    def first_day(self) -> dt.date:
        """A day in the new year on which no earlier edition can look any more."""
        days = [edition["as_of"] for edition in self.toml("partnership.toml")["editions"]]
        return max(dt.date(self.year, 3, 1), max(days) + dt.timedelta(days=1))

    @cached_property
    def old_sources(self) -> dict[str, dict[str, Any]]:
        return dict(self.toml("sources.toml")["sources"])

    @cached_property
    def sources(self) -> dict[str, dict[str, Any]]:
        """One new document of each kind, by its kind; the plan comes before what is said about its activities."""
        return {
            kind: {
                "key": f"opdigtet-{kind}-{self.year}",
                "title": f"Opdigtet dokument af slagsen {kind}, {self.year}",
                "short": f"Opdigtet {kind} {self.year}",
                "kind": kind,
                "role": "context" if kind == "web" else "primary",
                "publisher": "Opdigtet udgiver",
                "published": self.first_day + dt.timedelta(days=number),
                "precision": "day",
            }
            for number, kind in enumerate(("agreement", "plan", "status", "web", "delivery"))
        }

    @cached_property
    def as_of(self) -> dt.date:
        return max(dt.date(self.year, 12, 31), *(source["published"] for source in self.sources.values()))

    @cached_property
    def agreements(self) -> list[dict[str, Any]]:
        files = sorted((self.data / "agreements").glob("*.toml"))
        return sorted((self.toml(f"agreements/{path.name}") for path in files), key=lambda agreement: agreement["from_year"])

    @cached_property
    def old_agreement(self) -> dict[str, Any]:
        """The agreement of the newest edition before this one."""
        return next(a for a in reversed(self.agreements) if a["from_year"] <= self.newest["year"] <= a["to_year"])

    @cached_property
    def agreement(self) -> dict[str, Any]:
        """The agreement of the new year: the one in force, one that follows it already, or a new one for as many years."""
        ready = [a for a in self.agreements if a["from_year"] <= self.year <= a["to_year"]]
        return ready[-1] if ready else following(self.old_agreement, self.sources["agreement"]["key"])

    @cached_property
    def indicators(self) -> dict[str, dict[str, Any]]:
        return dict(self.toml("indicators.toml")["indicators"])

    def lag(self, indicator: str) -> int:
        """By how many years an indicator's figures are behind the edition."""
        return int(self.old_agreement["lags"].get(self.indicators[indicator]["instrument"], 0))

    @cached_property
    def last_figures(self) -> list[Row]:
        """The rows of which the newest edition has its own year's figure, and the new year has none yet."""
        known = {(series_of(row), int(row["year"])) for row in self.rows("observations.csv")}
        own = [row for row in self.rows("observations.csv") if int(row["year"]) == self.newest["year"] - self.lag(row["indicator"])]
        return [row for row in own if (series_of(row), int(row["year"]) + 1) not in known]

    @cached_property
    def figures(self) -> dict[Series, Decimal]:
        """The invented figure of each series: a little off the last one, and such that sums, shares and rates are right."""
        last = {series_of(row): Decimal(row["value"]) for row in self.last_figures if row["value"]}
        new = {series: drifted(value, self.indicators[series[0]]["unit"], ".".join(series)) for series, value in last.items()}
        for settle in (settle_parts, settle_totals, settle_shares, settle_rates):
            settle(self, last, new)
        return new

    @cached_property
    def revised(self) -> Row:
        """The last year's row that the new year's delivery revises: the largest count of a kind that is no total of others."""
        totals = {(t["indicator"], t["category"]) for a in self.agreements for t in a.get("totals", [])}
        counts = [
            row
            for row in self.last_figures
            if self.indicators[row["indicator"]]["unit"] == "count"
            and self.indicators[row["indicator"]].get("categories")
            and row["geography"] == self.old_agreement["geography"]
            and (row["indicator"], row["category"]) not in totals
            and (row["indicator"], row["category"]) in targeted(self.old_agreement)
            and row["value"]
        ]
        return max(counts, key=lambda row: Decimal(row["value"]))

    @cached_property
    def plan(self) -> dict[str, Any]:
        """The new plan: money of the newest plan's kind, from the new year to the end of the agreement."""
        return {
            "id": f"opdigtet-tryghedsplan-{self.year}",
            "name": f"Opdigtet tryghedsplan {self.year}",
            "agreement": self.agreement["id"],
            "indicator": self.old_plan["indicator"],
            "geography": self.agreement["geography"],
            "source": self.sources["plan"]["key"],
            "years": list(range(self.year, self.agreement["to_year"] + 1)),
            "line_names": self.old_plan.get("line_names", {}),
        }

    @cached_property
    def old_plan(self) -> dict[str, Any]:
        """The plan that was published last."""
        return max(self.toml("plans.toml")["plans"], key=lambda plan: self.old_sources[plan["source"]]["published"])

    @cached_property
    def plan_year(self) -> int:
        """The year of the old plan that the new plan begins from."""
        return min(int(self.newest["year"]), max(self.old_plan["years"]))


def series_of(row: Mapping[str, str]) -> Series:
    return row["indicator"], row["category"], row["geography"]


def targeted(agreement: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return what an agreement has targets about."""
    return {(target["indicator"], target.get("category", "")) for target in agreement["targets"]}


def following(agreement: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Return an agreement for as many years after another one, with the same targets from new baselines."""
    years = agreement["to_year"] - agreement["from_year"] + 1
    first = agreement["from_year"] + years
    found = {key: value for key, value in agreement.items() if key not in ("note", "economy_note", "totals")}
    taken = {(t["indicator"], t["category"], t["geography"], year) for t in agreement.get("totals", []) for year in t["years"]}
    totals = [
        total | {"years": [y + years for y in total["years"] if (*named(total), y + years) not in taken]}
        for total in agreement.get("totals", [])
    ]
    return found | {
        "id": f"opdigtet-aftale-{first}",
        "name": f"Den opdigtede aftale {first}–{first + years - 1}",
        "source": source,
        "from_year": first,
        "to_year": first + years - 1,
        "targets": [moved(target, years) for target in agreement["targets"]],
        "totals": totals,
    }


def named(total: Mapping[str, Any]) -> tuple[str, str, str]:
    return total["indicator"], total["category"], total["geography"]


def moved(target: Mapping[str, Any], years: int) -> dict[str, Any]:
    """Return a target so many years later, without its notes and its label's years."""
    later = {key: value for key, value in target.items() if key != "note"}
    for key in ("baseline_year", "final_year"):
        if key in later:
            later[key] += years
    if "percent_by_year" in later:
        later["percent_by_year"] = {str(int(year) + years): percent for year, percent in later["percent_by_year"].items()}
    label = re.sub(r"\b20\d\d\b", lambda found: str(int(found[0]) + years), later["label"])
    return later | {"years": [year + years for year in later["years"]], "label": label}


# Invented figures


def part_of_hundred(name: str) -> int:
    """Return a number from -10 to 10 that a name always gives."""
    return zlib.crc32(name.encode()) % 21 - 10


def drifted(value: Decimal, unit: str, name: str) -> Decimal:
    """Return a figure near another one, with as many decimals, that its unit allows."""
    step = Decimal(part_of_hundred(name))
    if unit.startswith("percent"):
        return as_exact_as(value, min(max(value + step / 3, Decimal(0)), Decimal(100)))
    return as_exact_as(value, max(value * (100 + 2 * step) / 100, Decimal(0)))


def as_exact_as(like: Decimal, value: Decimal) -> Decimal:
    """Return a value with the decimals of another one, a half rounded upwards."""
    return value.quantize(Decimal(1).scaleb(min(int(like.as_tuple().exponent), 0)), ROUND_HALF_UP)


Figures = dict[Series, Decimal]


def settle_parts(new: NewYear, _last: Figures, figures: Figures) -> None:
    """See that what is part of a whole is not more than it."""
    for indicator in new.indicators.values():
        for series in [s for s in figures if s[0] == indicator.get("ratio", {}).get("numerator")]:
            whole = (indicator["ratio"]["denominator"], *series[1:])
            figures[series] = min(figures[series], figures.get(whole, figures[series]))


def settle_totals(new: NewYear, _last: Figures, figures: Figures) -> None:
    """See that what an agreement says is a total is the sum of its parts."""
    for total in new.agreement.get("totals", []) + new.old_agreement.get("totals", []):
        parts = [(total["indicator"], part, total["geography"]) for part in total["parts"]]
        if named(total) in figures and all(part in figures for part in parts):
            figures[named(total)] = sum((figures[part] for part in parts), Decimal(0))


def settle_shares(new: NewYear, _last: Figures, figures: Figures) -> None:
    """See that a share of two counts follows from them."""
    for series in list(figures):
        ratio = new.indicators[series[0]].get("ratio")
        if ratio:
            part, whole = ((ratio[name], *series[1:]) for name in ("numerator", "denominator"))
            if part in figures and figures.get(whole):
                figures[series] = as_exact_as(figures[series], 100 * figures[part] / figures[whole])


def settle_rates(new: NewYear, last: Figures, figures: Figures) -> None:
    """See that a rate moves as the count that it is made of: as many people live there as before."""
    for series in list(figures):
        counted = new.indicators[series[0]].get("counted_by")
        if counted:
            count = (counted["indicator"], counted.get("category", ""), series[2])
            if last.get(count):
                figures[series] = as_exact_as(last[series], last[series] * figures[count] / last[count])


# The steps


def add_sources(new: NewYear) -> None:
    for source in new.sources.values():
        fields = {key: value for key, value in source.items() if key != "key"}
        append_text(new.data / "sources.toml", section(f"[sources.{source['key']}]", fields))


def add_agreement(new: NewYear) -> None:
    """Write a new agreement, when none is in force in the new year."""
    path = new.data / "agreements" / f"{new.agreement['id']}.toml"
    if not path.exists():
        path.write_text(section("# Opdigtet.", new.agreement), encoding="utf-8", newline="\n")


def add_edition(new: NewYear) -> None:
    append_text(new.data / "partnership.toml", section("[[editions]]", {"year": new.year, "as_of": new.as_of}))


def add_observations(new: NewYear) -> None:
    """Add the new year's figure of each series that the newest edition has one of, and the revised one of the year before."""
    found: dict[tuple[Series, str], Row] = {}
    for row in new.last_figures:
        source = new.sources["web" if is_context(new, row) else "status"]
        found.setdefault((series_of(row), source["kind"]), new_figure(new, row, source))
    append_rows(new, "observations.csv", [*found.values(), revision(new)])


def is_context(new: NewYear, row: Row) -> bool:
    """Tell whether a row comes from a page and not from the partnership's own documents."""
    return bool(new.old_sources[row["source"]]["role"] == "context")


def new_figure(new: NewYear, row: Row, source: Mapping[str, Any]) -> Row:
    value = new.figures.get(series_of(row))
    sizes = {old["value"]: new.figures[series_of(old)] for old in new.last_figures if old["value"]}
    return {
        **row,
        "year": str(int(row["year"]) + 1),
        "value": "" if value is None else f"{value:f}",
        "status": "ok" if row["status"] in WITH_VALUE else row["status"],
        "n": str(sizes.get(row["n"], row["n"])),
        "note": "",
        "qualifier": "",
        "as_written": "",
        **credit(source, "Tabel 1"),
    }


def revision(new: NewYear) -> Row:
    value, note = Decimal(new.revised["value"]) + 4, "Politiet har rettet tallet."
    changed = {"value": f"{value:f}", "status": "revised", "note": note, "qualifier": "", "as_written": ""}
    return {**new.revised, **changed, **credit(new.sources["delivery"], "Regneark, side 1")}


def credit(source: Mapping[str, Any], place: str) -> Row:
    """Return the last three cells of a row."""
    return {"source": source["key"], "section": place, "published": str(source["published"])}


def add_significance(new: NewYear) -> None:
    """Let the sources say of the new differences what they said of the last ones."""
    last = {(series_of(row), row["year"]) for row in new.last_figures}
    said = [row for row in new.rows("significance.csv") if (series_of(row), row["year"]) in last]
    append_rows(new, "significance.csv", [said_again(new, row) for row in said])


def said_again(new: NewYear, row: Row) -> Row:
    against = str(int(row["against"]) + 1) if row["against"] == str(int(row["year"]) - 1) else row["against"]
    source = new.sources["web" if is_context(new, row) else "status"]
    return {**row, "year": str(int(row["year"]) + 1), "against": against, "note": "", **credit(source, "Tabel 1")}


def add_statement(new: NewYear) -> None:
    """Let the owner of the revised figure explain the change since."""
    row = new.revised
    said = {
        "kind": "explanation",
        **{name: row[name] for name in ("indicator", "category", "geography")},
        "year": str(int(row["year"]) + 1),
        "against": row["year"],
        "owner": "Opdigtet ejer",
        "text": "Ændringen kan skyldes noget opdigtet.",
        "note": "",
        **credit(new.sources["status"], "2"),
    }
    append_rows(new, "statements.csv", [said])


def add_plan(new: NewYear) -> None:
    """Add a new plan with the activities, budgets and deliverables of the last one, from the new year on."""
    append_text(new.data / "plans.toml", section("[[plans]]", new.plan))
    activities = newest([row for row in new.rows("activities.csv") if row["plan"] == new.old_plan["id"]], "activity")
    same_areas = new.agreement.get("effort_areas") == new.old_agreement.get("effort_areas")
    kept = {} if same_areas else {"effort_area": ""}
    append_rows(
        new,
        "activities.csv",
        [{**row, "plan": new.plan["id"], **kept, **credit(new.sources["plan"], "Aktiviteter")} for row in activities],
    )
    append_rows(new, "budgets.csv", new_budget(new))
    append_rows(new, "deliverables.csv", new_deliverables(new))


def newest(rows: Sequence[Row], *keys: str) -> list[Row]:
    """Return of rows about the same thing, one of which corrects the others, only the one that came last."""
    found = {tuple(row[key] for key in keys): row for row in sorted(rows, key=lambda row: row["published"])}
    return [row for row in rows if found[tuple(row[key] for key in keys)] is row]


def new_budget(new: NewYear) -> list[Row]:
    """Return the first year's cells with other amounts, and the later years' as not decided yet."""
    about = {row["activity"] for row in new.rows("activities.csv") if row["plan"] == new.old_plan["id"]}
    last = [row for row in new.rows("budgets.csv") if row["plan"] == new.old_plan["id"] and row["year"] == str(new.plan_year)]
    last = newest(last, "activity", "line")
    last = [row for row in last if not row["activity"] or row["activity"] in about]
    first = [new_cell(new, row, growth_of(row, last)) for row in last]
    unknown = {"amount_dkk": "", "amount_to_dkk": "", "approximate": "no", "sign": "?", "status": "not_decided"}
    later = [{**row, **unknown, "year": str(year)} for year in new.plan["years"][1:] for row in first if row["activity"]]
    return [*first, *later]


def new_cell(new: NewYear, row: Row, growth: int) -> Row:
    ends = {name: str(int(row[name]) + growth) if row[name] else "" for name in ("amount_dkk", "amount_to_dkk")}
    sign = f"{int(ends['amount_dkk']):,}".replace(",", ".") if ends["amount_dkk"] else row["sign"]
    plan = {"plan": new.plan["id"], "year": str(new.year), "footnote": "", "note": ""}
    return {**row, **ends, **plan, "sign": sign, **credit(new.sources["plan"], "Økonomi")}


def growth_of(row: Row, cells: Sequence[Row]) -> int:
    """Return by how much a cell grows: of a sum as much as its parts together."""
    parts = [cell for cell in cells if cell is not row and is_part_of(cell, row)]
    if parts:
        return sum(growth_of(part, cells) for part in parts)
    return 1000 * (1 + part_of_hundred(row["activity"] + row["line"]) % 5) if row["amount_dkk"] not in ("", "0") else 0


def is_part_of(cell: Row, whole: Row) -> bool:
    if not whole["activity"]:
        return bool(cell["activity"]) and not cell["line"]
    return not whole["line"] and bool(cell["line"]) and cell["activity"] == whole["activity"]


def new_deliverables(new: NewYear) -> list[Row]:
    """Return the last plan year's deliverables again: promised by the plan, reported by the status."""
    last = [r for r in new.rows("deliverables.csv") if r["plan"] == new.old_plan["id"] and r["year"] == str(new.plan_year)]
    return [new_deliverable(new, row) for row in newest(last, "activity", "deliverable", "kind")]


def new_deliverable(new: NewYear, row: Row) -> Row:
    growth = 1 + part_of_hundred(row["deliverable"]) % 3
    ends = {name: f"{Decimal(row[name]) + growth:f}" if row[name] else "" for name in ("value", "value_to")}
    source = new.sources["status" if row["kind"] == "observed" else "plan"]
    changed = {"plan": new.plan["id"], "year": str(new.year), "qualifier": "", "as_written": ""}
    return {**row, **ends, **changed, **credit(source, "Aktiviteter")}


def add_midway(new: NewYear) -> None:
    """Answer for every activity of the new plan, in every way."""
    activities = [row["activity"] for row in new.rows("activities.csv") if row["plan"] == new.plan["id"]]
    append_rows(new, "status.csv", [answers(new, name, number) for number, name in enumerate(activities)])


def answers(new: NewYear, activity: str, number: int) -> Row:
    return {
        "plan": new.plan["id"],
        "activity": activity,
        "year": str(new.year),
        "period_from": f"{new.year}-01-01",
        "period_to": f"{new.year}-04-30",
        "on_plan": ("yes", "yes", "partly", "yes", "no")[number % 5],
        "concern": "yes" if number % 4 == 1 else "no",
        "adjustment": ("no", "no", "yes", "partly")[number % 4],
        "comment": f"Opdigtet svar nummer {number + 1}.",
        **credit(new.sources["status"], "Tabel 4"),
    }


def add_discrepancy(new: NewYear) -> None:
    entry = {
        "id": f"opdigtet-rettelse-{new.year}",
        "kind": "conflict",
        "severity": "medium",
        "title": "Politiet har rettet et tal",
        "text": "Leverancen retter et tal fra året før; statussen for det år bruger det gamle.",
        "decision": "Den nye udgave bruger det nye tal.",
        "sources": [new.sources["delivery"]["key"], new.revised["source"], new.sources["agreement"]["key"]],
    }
    append_text(new.data / "discrepancies.toml", section("[[discrepancies]]", entry))


def add_notes(new: NewYear) -> None:
    """Add a note about the revised indicator that holds from the new year on, and let an old one end with the year before."""
    note = {"text": "Opgørelsen er opdigtet.", "source": new.sources["status"]["key"], "from_year": new.year}
    path, head = new.data / "indicators.toml", f"[indicators.{new.revised['indicator']}]\n"
    before, found, rest = path.read_text(encoding="utf-8").partition(head)
    end = rest.find("\n[") if "\n[" in rest else len(rest)
    path.write_text(before + found + with_note(rest[:end], note, new.year - 1) + rest[end:], encoding="utf-8", newline="\n")


def with_note(table: str, note: Mapping[str, Any], last_year: int) -> str:
    """Return a definition's text with one more caveat, before which the first one ends."""
    line = f"caveat = [\n  {inline(note)},"
    if re.search(r"^caveat = \[", table, re.MULTILINE):
        ended = re.sub(r"(\{ text = \"[^\"\n]*\") \}", rf"\1, to_year = {last_year} }}", table, count=1)
        return ended.replace("caveat = [", line, 1)
    if re.search(r"^caveat = ", table, re.MULTILINE):
        return re.sub(r"^caveat = (.+)$", lambda old: f"{line}\n  {old[1]},\n]", table, count=1, flags=re.MULTILINE)
    return f"{line}\n]\n{table}"


def add_comments(new: NewYear) -> None:
    folder = new.data / "kommentar" / str(new.year)
    folder.mkdir(parents=True)
    for name in ("tryghed", "kriminalitet"):
        (folder / f"{name}.md").write_text(f"En opdigtet kommentar om {name}.\n", encoding="utf-8", newline="\n")


def add_release(project: Path, year: int) -> None:
    """Give the release its number, and say in CHANGELOG.md what is new."""
    changes, settings = project / "CHANGELOG.md", project / "pyproject.toml"
    before, found, rest = changes.read_text(encoding="utf-8").partition("\n## ")
    entry = f"\n## {year}.1\n\nUdgaven {year} er kommet til.\n\n### Rettelser\n\nIngen.\n"
    changes.write_text(before + entry + found + rest, encoding="utf-8", newline="\n")
    text = re.sub(r'^version = ".*"$', f'version = "{year}.1"', settings.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8", newline="\n")


# Writing


def append_rows(new: NewYear, name: str, rows: Iterable[Row]) -> None:
    """Add rows to the end of a table, cells in the order of its header; a table that may be left out begins with one."""
    path = new.data / name
    if not path.exists():
        path.write_text(",".join(STATEMENTS) + "\n", encoding="utf-8", newline="\n")
    header = next(csv.reader([path.read_text(encoding="utf-8").partition("\n")[0]]))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore", lineterminator="\n")
        writer.writerows(rows)


def append_text(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n\n" + text, encoding="utf-8", newline="\n")


def section(head: str, fields: Mapping[str, Any]) -> str:
    """Return a part of a TOML file: its head, then a line for each field."""
    return "\n".join([head, *(f"{name} = {inline(value)}" for name, value in fields.items() if value not in ({}, None))]) + "\n"


def inline(value: Any) -> str:
    """Return a value as TOML on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {inline(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return value.isoformat() if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/year/make_year.py DIR")
    made = make(Path(sys.argv[1]).resolve())
    sys.stdout.write(f"{sys.argv[1]}: the project with the invented edition {made.year}\n")
