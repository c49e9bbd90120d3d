"""A table from a bank on its way into the data: the mapping that asks for it, its rows, and what keeps them from being taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import Facts
from analysis.data.folder import INTAKE
from analysis.data.periods import LETTERS
from analysis.errors import DataFaults, Fault
from analysis.intake.applying.apply import Package
from analysis.intake.applying.changes import Given, changes_by
from analysis.intake.applying.packages import mappings_in, package_from
from analysis.intake.mapping import FileMapping, read_mapping
from analysis.intake.mapping.model import Fetch
from analysis.intake.statbank.bank.banks import PLACE, counts_a_day
from analysis.intake.statbank.bank.info import TableInfo, compared
from analysis.intake.statbank.earlier import refuse_older, refuse_other_figures, revisions
from analysis.intake.statbank.fetch import Got
from analysis.intake.statbank.trouble import SAID, Trouble, refusal
from analysis.intake.words import one_line

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Wanted:
    """What is to be got: the question, and the mapping that the answer is read by; none where one is only proposed."""

    fetch: Fetch
    mapping: FileMapping | None = None
    path: Path | None = None


def asked_by(table: str, values: Values, bank: str, *, bulk: bool) -> Wanted:
    """Return what the command's own words ask for, without a mapping."""
    return Wanted(Fetch(bank=bank or "dst", table=table, values=dict(values), format="BULK" if bulk else "JSONSTAT"))


def wanted_by(table: str, values: Values, bank: str, chosen: Path | None, folder: Path, facts: Facts, *, bulk: bool) -> Wanted:
    """Return what is to be got by a mapping: the one that was chosen, or the one that is kept and asks for the table.

    The command's own words count before the mapping's. Raises ``DataFaults`` with what is wrong with the mapping, and where there is
    none, or more than one.
    """
    path = chosen or kept_for(table, bank, folder, facts)
    mapping = read_mapping(path, facts)
    asked = mapping.fetch
    if asked is None and not table:
        raise refusal(path.name, Trouble("no_fetch"))
    if asked is None:
        return replace(asked_by(table, values, bank, bulk=bulk), mapping=mapping, path=path)
    if table and compared(table) != compared(asked.table):
        raise refusal(path.name, Trouble("other_mapping", found=asked.table, table=table))
    own = {"bank": bank or asked.bank, "format": "BULK" if bulk else asked.format, "values": merged(asked.values, values)}
    return Wanted(asked.model_copy(update=own), mapping, path)


def merged(kept: Values, own: Values) -> dict[str, tuple[str, ...]]:
    """Return the codes of a mapping with those of the command instead, where it names the variable."""
    names = {compared(name) for name in own}
    return {name: codes for name, codes in kept.items() if compared(name) not in names} | dict(own)


def kept_for(table: str, bank: str, folder: Path, facts: Facts) -> Path:
    """Return the mapping in the data folder that asks for a table. Raises ``DataFaults`` where there is none, or more than one."""
    asking = {
        name: mapping.fetch.bank
        for name, mapping in mappings_in(folder, facts).items()
        if mapping.fetch and compared(mapping.fetch.table) == compared(table)
    }
    found = [name for name, own in asking.items() if bank in ("", own)]
    if not found and PLACE in bank:
        found = list(asking)  # the same table, asked for at another address
    if not found:
        raise refusal(table, Trouble("no_mapping", table=table))
    if len(found) > 1:
        raise refusal(table, Trouble("many_mappings", names=", ".join(found)))
    return folder / INTAKE / found[0]


def package_of(got: Got, path: Path, wanted: Wanted, folder: Path, facts: Facts, source: str) -> Package:
    """Return a table that was got, and lies at ``path``, as a package.

    Raises ``Refused`` where it gives no row, and ``DataFaults`` for a source that is not there, for a stock or a flow that is taken
    for the other, and for an update that is older than what is kept, or the same with other figures.
    """
    if wanted.mapping is None or wanted.path is None:
        raise ValueError(wanted)
    refuse_source(source, facts)
    saved, key = {wanted.path.name: wanted.mapping}, source or got.described.key
    refuse_older(got, folder)
    package = package_from(got.delivery, path, saved, wanted.path, folder, facts, key)
    faults = list(faults_of_time(got.info, package.given, wanted.mapping, wanted.path.name, facts))
    if faults:
        raise DataFaults(faults, SAID)
    changes = changes_by(package.given, facts, key)
    refuse_other_figures(got, changes)
    record = got.record.model_copy(update={"source": key, "described": "" if key in facts.sources else got.described.text})
    section = section_of(got)
    return replace(
        package,
        given=tuple(replace(row, section=section) for row in package.given),
        findings=(*got.findings, *package.findings, *revisions(got, changes)),
        fetched=record,
        described=None if source else got.described,
    )


def section_of(got: Got) -> str:
    """Return where in the source the figures stand: the table, and what was chosen of it, but for the time."""
    chosen = [f"{one.variable} {', '.join(one.codes)}" for one in got.question.asked if not one.is_time]
    return one_line("; ".join([got.info.id, *chosen]))[:200]


def refuse_source(source: str, facts: Facts) -> None:
    """Raise ``DataFaults`` for a source that ``sources.toml`` does not have, and for one whose small counts would be hidden."""
    if source and source not in facts.sources:
        raise refusal("--source", Trouble("no_source", found=source))
    if source and facts.sources[source].kind == "delivery":
        raise refusal("--source", Trouble("source_kind", found=source))


def faults_of_time(info: TableInfo, given: Sequence[Given], mapping: FileMapping, name: str, facts: Facts) -> Iterator[Fault]:
    """Yield a fault for a flow that the mapping dates as a stock, and for inhabitants without the day that rates need.

    Inhabitants of a whole year may be their mean, unless the table's name says that they are those of a day.
    """
    people = {indicator.counted_by.population for indicator in facts.indicators.values() if indicator.counted_by}
    for key in dict.fromkeys(str(row.cells.get("indicator")) for row in given):
        rows = [row.cells for row in given if row.cells.get("indicator") == key]
        periods = [str(cells.get("period") or cells.get("year")) for cells in rows]
        if mapping.dated == "first_day" and facts.indicators[key].adds_up:
            yield Trouble("flow_dated", indicator=key).fault(name)
        undated = [one for one in periods if one[4:5] in LETTERS or (counts_a_day(info) and not one[4:])]
        if mapping.dated == "period" and key in people and undated:
            yield Trouble("stock_undated", indicator=key, period=undated[0]).fault(name)
