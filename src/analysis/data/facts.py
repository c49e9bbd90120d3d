"""Everything that is known about a partnership, read and checked, and the part of it that was public on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from analysis.data import definitions as d
from analysis.data import tables as t
from analysis.data.checks import cross_check
from analysis.data.fingerprint import fingerprint_of_data
from analysis.data.reading import read_csv, read_toml
from analysis.errors import DataFaults, Fault, UserError

R = TypeVar("R", bound=t.Row)


@dataclass(frozen=True, eq=False)
class Facts:
    """One partnership's definitions and tables. Immutable; ``as_of`` gives the part that was public on a day.

    Facts are told apart by which object they are, not by what they say: what is worked out from one can be kept with it.
    """

    partnership: d.Partnership
    sources: dict[str, d.Source]
    instruments: dict[str, str]
    indicators: dict[str, d.Indicator]
    agreements: tuple[d.Agreement, ...]
    plans: tuple[d.Plan, ...]
    discrepancies: tuple[d.Discrepancy, ...]
    observations: tuple[t.Observation, ...]
    significance: tuple[t.Significance, ...]
    activities: tuple[t.Activity, ...]
    budgets: tuple[t.Budget, ...]
    deliverables: tuple[t.Deliverable, ...]
    status: tuple[t.ActivityStatus, ...]

    def as_of(self, day: dt.date) -> Facts:
        """Return the facts that were published on or before ``day``; of a corrected plan row only the newest."""

        def public(rows: Iterable[R]) -> tuple[R, ...]:
            return tuple(row for row in rows if row.published <= day)

        def known(source: str) -> bool:
            return self.sources[source].published <= day

        return replace(
            self,
            sources={key: source for key, source in self.sources.items() if known(key)},
            agreements=tuple(a for a in self.agreements if known(a.source)),
            plans=tuple(p for p in self.plans if known(p.source)),
            observations=public(self.observations),
            significance=public(self.significance),
            activities=t.newest(public(self.activities)),
            budgets=t.newest(public(self.budgets)),
            deliverables=t.newest(public(self.deliverables)),
            status=t.newest(public(self.status)),
        )

    def plans_of(self, year: int) -> list[d.Plan]:
        """Return the plans that cover a year: of each kind of money the newest."""
        covering = [plan for plan in self.plans if year in plan.years]
        newest = {plan.indicator: plan for plan in sorted(covering, key=lambda plan: self.sources[plan.source].published)}
        return list(newest.values())

    def edition(self, year: int) -> d.Edition:
        """Return the edition of ``year``. Raises ``UserError`` when the partnership has none."""
        for edition in self.partnership.editions:
            if edition.year == year:
                return edition
        years = ", ".join(str(edition.year) for edition in self.partnership.editions)
        raise UserError(
            f"edition {year}: no such edition; expected one of {years}; add it to partnership.toml or choose another year."
        )

    def newest_edition(self) -> d.Edition:
        """Return the edition with the highest year."""
        return max(self.partnership.editions, key=lambda edition: edition.year)

    def last_published(self) -> dt.date:
        """Return the day of the newest source: the day from which on everything here is public."""
        return max(source.published for source in self.sources.values())


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
    rows = {name: read_csv(folder / name, name, model, faults) for name, model in t.TABLES.items()}
    if not (partnership and sources and indicators and plans and discrepancies and agreements and whole):
        raise DataFaults(faults)

    def table(name: str, model: type[R]) -> tuple[R, ...]:
        return tuple(row for _, row in rows[name] if isinstance(row, model))

    facts = Facts(
        partnership,
        sources.sources,
        indicators.instruments,
        indicators.indicators,
        agreements,
        plans.plans,
        discrepancies.discrepancies,
        table("observations.csv", t.Observation),
        table("significance.csv", t.Significance),
        table("activities.csv", t.Activity),
        table("budgets.csv", t.Budget),
        table("deliverables.csv", t.Deliverable),
        table("status.csv", t.ActivityStatus),
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
