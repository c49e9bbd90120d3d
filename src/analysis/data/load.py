"""Reads a data folder, or a portfolio of them: files, then checks, then facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.data.checks import cross_check
from analysis.data.facts import Facts
from analysis.data.fingerprint import fingerprint_of_data
from analysis.data.reading import read_csv, read_toml
from analysis.data.roles import with_roles
from analysis.errors import DataFaults, Fault, UserError

R = TypeVar("R", bound=t.Row)


def load(folder: Path) -> Facts:
    """Return the facts in a data folder. Raises ``DataFaults`` with every fault in every file.

    A folder whose content is the same gives the same object.
    """
    return load_content(folder, fingerprint_of_data(folder))


# A book needs one folder; a portfolio goes through many, one after the other.
@lru_cache(maxsize=2)
def load_content(folder: Path, _fingerprint: str) -> Facts:
    """Return the facts in a data folder whose content has this fingerprint. Raises ``DataFaults``."""
    faults: list[Fault] = []
    partnership = read_toml(folder / "partnership.toml", "partnership.toml", d.Partnership, faults)
    sources = read_toml(folder / "sources.toml", "sources.toml", d.Sources, faults)
    indicators = read_toml(folder / "indicators.toml", "indicators.toml", d.Indicators, faults)
    plans = read_toml(folder / "plans.toml", "plans.toml", d.Plans, faults)
    discrepancies = read_toml(folder / "discrepancies.toml", "discrepancies.toml", d.Discrepancies, faults)
    agreements = read_agreements(folder, faults)
    whole = len(agreements) == len(list((folder / "agreements").glob("*.toml")))
    rows = {
        name: read_csv(folder / name, name, model, faults)
        for name, model in t.TABLES.items()
        if name not in t.OPTIONAL_TABLES or (folder / name).exists()
    }
    if not (partnership and sources and indicators and plans and discrepancies and agreements and whole):
        raise DataFaults(faults)

    def table(name: str, model: type[R]) -> tuple[R, ...]:
        return tuple(row for _, row in rows.get(name, ()) if isinstance(row, model))

    facts = Facts(
        partnership,
        sources.sources,
        indicators.instruments,
        with_roles(indicators.indicators),
        agreements,
        plans.plans,
        discrepancies.discrepancies,
        table("observations.csv", t.Observation),
        table("significance.csv", t.Significance),
        table("activities.csv", t.Activity),
        table("budgets.csv", t.Budget),
        table("deliverables.csv", t.Deliverable),
        table("status.csv", t.ActivityStatus),
        table("statements.csv", t.Statement),
    )
    numbers = {id(row): number for numbered in rows.values() for number, row in numbered}
    faults.extend(cross_check(facts, numbers, {fault.file for fault in faults}))
    if faults:
        raise DataFaults(faults)
    return facts


def read_agreements(folder: Path, faults: list[Fault]) -> tuple[d.Agreement, ...]:
    """Return the agreements in the order of their first year."""
    paths = sorted((folder / "agreements").glob("*.toml"))
    if not paths:
        faults.append(Fault("agreements/", "no TOML file", "one file for each agreement", "add agreements/<id>.toml"))
    read = [read_toml(path, f"agreements/{path.name}", d.Agreement, faults) for path in paths]
    for path, agreement in zip(paths, read, strict=True):
        if agreement and agreement.id != path.stem:
            faults.append(
                Fault(
                    f"agreements/{path.name}", repr(agreement.id), f"{path.stem}, the name of the file", "rename one", column="id"
                )
            )
    return tuple(sorted((agreement for agreement in read if agreement), key=lambda agreement: agreement.from_year))


def load_portfolio(path: Path) -> tuple[str, list[Path]]:
    """Return a portfolio's title and its data folders.

    Raises ``DataFaults`` with every fault of the file and of every folder, and for two partnerships of the same name.
    """
    faults: list[Fault] = []
    portfolio = read_toml(path, path.name, d.Portfolio, faults)
    folders = [(path.parent / member.data).resolve() for member in portfolio.partnerships] if portfolio else []
    found: dict[str, str] = {}
    for member, folder in zip(portfolio.partnerships if portfolio else (), folders, strict=True):
        if not folder.is_dir():
            faults.append(
                Fault(path.name, f"no folder {member.data}", "a partnership's data folder", "correct the path", column="data")
            )
            continue
        try:
            name = load(folder).partnership.id
        except DataFaults as error:
            faults += [replace(fault, file=f"{member.data}/{fault.file}") for fault in error.faults]
            continue
        if name in found:
            todo = "give one of them another id, for its book lies under that name"
            faults.append(
                Fault(f"{member.data}/partnership.toml", repr(name), f"an id that {found[name]} does not have", todo, column="id")
            )
        found[name] = member.data
    if faults:
        raise DataFaults(faults)
    return portfolio.title if portfolio else "", folders


def find_data(folder: str | Path) -> Path:
    """Return the data folder, given absolutely or relative to this folder or one above it.

    Looking upwards lets the same notebook run from JupyterLab, from papermill and from nbval, which start in different
    folders. Raises ``UserError`` when there is none.
    """
    here = Path.cwd()
    for base in (here, *here.parents):
        if (base / folder / "partnership.toml").is_file():
            return base / folder
    raise UserError(
        f"data folder {folder}: no partnership.toml there or in a folder above; run from the project or give --data DIR."
    )


def parse_day(as_of: str) -> dt.date | None:
    """Return the day, ``None`` for an empty text. Raises ``UserError`` for anything that is not a day."""
    try:
        return t.parse_date(as_of) if as_of else None
    except ValueError:
        raise UserError(f"as_of: found {as_of!r}; expected a day that exists, written YYYY-MM-DD; correct it.") from None
