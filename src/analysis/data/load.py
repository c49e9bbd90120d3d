"""Reads a data folder: files, then checks, then facts."""

from __future__ import annotations

import datetime as dt
import difflib
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.data.checks import Case, faults_across, warnings_about
from analysis.data.checks.comments import faults_of_comments, warnings_of_comments
from analysis.data.checks.texts import check_texts
from analysis.data.facts import Facts
from analysis.data.fingerprint import fingerprint_of_data
from analysis.data.folder import AGREEMENTS, DEFINITIONS, agreement_files, inside, strangers
from analysis.data.reading import Findings, read_csv, read_toml
from analysis.data.roles import with_roles
from analysis.data.values import parse_date
from analysis.errors import DataFaults, DataWarning, UserError, fault, together, warning
from analysis.messages import message

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
    return checked(folder).facts


def examine(folder: Path) -> tuple[Facts, list[DataWarning]]:
    """Return the facts in a data folder, and what in them is legal and unlikely. Raises ``DataFaults``."""
    case = checked(folder)
    here = {path.name for path in inside(folder)}
    free = [name for name in (*DEFINITIONS, *t.TABLES) if name not in here]
    unknown = [warning("data.warnings.stranger", file=name, what=meant(name, free)) for name in strangers(folder)]
    return case.facts, [*unknown, *warnings_about(case), *warnings_of_comments(folder, case.facts)]


def meant(name: str, free: list[str]) -> str:
    """Return what to do about a file that is not read: it may have been meant as one that is not there."""
    near = difflib.get_close_matches(name, free, n=1, cutoff=0.8)
    return message("data.suggest.near", name=near[0]) if near else message("data.warnings.stranger.move")


def checked(folder: Path) -> Case:
    """Return what a data folder says, read and checked. Raises ``DataFaults``."""
    case = read_folder(folder)
    check_texts(folder, case)
    faults = [*case.findings.faults, *faults_across(case), *faults_of_comments(folder, case)]
    if faults:
        raise DataFaults(together(faults))
    return case


def read_folder(folder: Path) -> Case:
    """Return what can be read of a data folder, with the faults of each file."""
    findings = Findings()
    partnership = read_toml(folder / "partnership.toml", "partnership.toml", d.Partnership, findings)
    sources = read_toml(folder / "sources.toml", "sources.toml", d.Sources, findings)
    indicators = read_toml(folder / "indicators.toml", "indicators.toml", d.Indicators, findings)
    plans = read_toml(folder / "plans.toml", "plans.toml", d.Plans, findings)
    discrepancies = read_toml(folder / "discrepancies.toml", "discrepancies.toml", d.Discrepancies, findings)
    agreements = read_agreements(folder, findings)
    if not agreement_files(folder) and (plans.plans or "plans.toml" in findings.unread):
        findings.give_up(fault("data.folder.no_agreements", file=f"{AGREEMENTS}/"))
    rows = {
        name: read_csv(folder / name, name, model, findings)
        for name, model in t.TABLES.items()
        if name not in t.OPTIONAL_TABLES or (folder / name).exists() or (folder / name).is_symlink()
    }

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
        indicators.themes,
    )
    return Case(facts, {id(row): number for numbered in rows.values() for number, row in numbered}, findings)


def read_agreements(folder: Path, findings: Findings) -> tuple[d.Agreement, ...]:
    """Return the agreements in the order of their first year."""
    read = []
    for path in agreement_files(folder):
        name = f"{AGREEMENTS}/{path.name}"
        agreement = read_toml(path, name, d.Agreement, findings)
        if name in findings.unread:
            findings.lose(f"{AGREEMENTS}/", path.stem)
        elif agreement.id not in {path.stem, ""}:
            findings.add(fault("data.folder.agreement_name", file=name, column="id", found=agreement.id, name=path.stem))
            findings.lose(f"{AGREEMENTS}/", agreement.id)
        if name not in findings.unread:
            read.append(agreement.model_copy(update={"id": path.stem}))
    return tuple(sorted(read, key=lambda agreement: agreement.from_year))


def find_data(folder: str | Path) -> Path:
    """Return the data folder, given absolutely or relative to this folder or one above it.

    Looking upwards lets the same notebook run from JupyterLab, from papermill and from nbval, which start in different
    folders. Raises ``UserError`` when there is none.
    """
    here = Path.cwd()
    for base in (here, *here.parents):
        if (base / folder / "partnership.toml").is_file():
            return base / folder
    raise UserError(message("data.folder.nowhere", folder=folder))


def parse_day(as_of: str) -> dt.date | None:
    """Return the day, ``None`` for an empty text. Raises ``UserError`` for anything that is not a day."""
    try:
        return parse_date(as_of) if as_of else None
    except ValueError:
        raise UserError(message("data.facts.no_day", found=repr(as_of))) from None
