"""From files to packages: each is read, understood by a mapping that fits, and given the source that its figures are from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.data import Facts
from analysis.data.folder import INTAKE, inside
from analysis.data.reading import Findings, read_toml
from analysis.data.tables import TABLES
from analysis.errors import DataFaults, Fault, fault
from analysis.intake.applying.apply import Package
from analysis.intake.applying.rows import rows_of
from analysis.intake.mapping.model import FileMapping
from analysis.intake.reading import read
from analysis.intake.sheets import Delivery, Finding, Refused
from analysis.intake.understand import Delivered, Understood, understand

FIGURE = ("indicator", "category", "geography", "year", "period", "unit", "status", "n", "lower", "upper", "sheet", "cell")


@dataclass(frozen=True)
class Saved:
    """A mapping and where it is from: its file's name, and its text where the data folder has no such file yet."""

    name: str
    mapping: FileMapping
    text: bytes = b""


def packages_of(paths: Sequence[Path], mapping: Path | None, folder: Path, facts: Facts, source: str) -> list[Package]:
    """Return a package for each file.

    Raises ``DataFaults`` with what is wrong with every file and mapping: one that cannot be read, that no mapping fits, or a
    source that ``sources.toml`` does not have.
    """
    if source and source not in facts.sources:
        known = ", ".join(list(facts.sources)[-3:])
        raise DataFaults([fault("intake.apply.unknown_source", file="--source", source=source, known=known)])
    saved = [read_mapping(mapping, folder)] if mapping else mappings_in(folder)
    packages: list[Package] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            packages.append(package_of(path, saved, facts, source, is_chosen=mapping is not None))
        except (DataFaults, Refused) as error:
            faults += error.faults if isinstance(error, DataFaults) else [finding.fault(error.file) for finding in error.findings]
    if faults:
        raise DataFaults(faults, "not_taken_in")
    return packages


def mappings_in(folder: Path) -> list[Saved]:
    """Return the mappings that a data folder keeps, by name. Raises ``DataFaults`` with every fault in them."""
    return [read_mapping(path, folder) for path in inside(folder / INTAKE) if path.suffix == ".toml"]


def read_mapping(path: Path, folder: Path) -> Saved:
    """Return a mapping. Raises ``DataFaults`` with everything that is wrong in it."""
    findings = Findings()
    mapping = read_toml(path, path.name, FileMapping, findings)
    if findings.faults:
        raise DataFaults(findings.faults)
    is_kept = path.resolve().parent == (folder / INTAKE).resolve()
    return Saved(path.name, mapping, b"" if is_kept else path.read_bytes())


def package_of(path: Path, saved: Sequence[Saved], facts: Facts, source: str, *, is_chosen: bool) -> Package:
    """Return a file as a package. Raises ``Refused`` for one that cannot be read, ``DataFaults`` where it is not understood."""
    delivery = read(path)
    chosen, understood = by_mapping(delivery, saved, facts, is_chosen=is_chosen)
    refused = [finding for finding in understood.findings if finding.kind == "refuse"]
    if not understood.observations:
        none = [] if refused else [Finding("refuse", "intake.apply.no_rows")]
        raise Refused(path.name, *understood.findings, *none)
    rows = rows_of(understood.observations, facts)
    return Package(
        path=path,
        sha256=delivery.sha256,
        given=rows.given,
        findings=(*understood.findings, *rows.findings),
        figures=tuple(figure_of(one) for one in understood.observations),
        source=source or likely_source(understood.observations, facts),
        mapping=chosen.name,
        mapping_text=chosen.text,
    )


def by_mapping(delivery: Delivery, saved: Sequence[Saved], facts: Facts, *, is_chosen: bool) -> tuple[Saved, Understood]:
    """Return the mapping that fits a delivery best, and what the delivery says by it: the one that reads most of it.

    Raises ``DataFaults`` where none fits, or two fit alike.
    """
    tried = [(one, understand(delivery, one.mapping, facts)) for one in saved]
    fitting = [(one, said) for one, said in tried if said.observations]
    if is_chosen and tried:
        return tried[0]
    fitting.sort(key=lambda pair: len(pair[1].observations), reverse=True)
    if not fitting:
        raise DataFaults([fault("intake.apply.no_mapping", file=delivery.name, name=delivery.name)])
    first = fitting[0]
    alike = [one.name for one, said in fitting if said.observations == first[1].observations]
    if len(fitting) > 1 and len(fitting[1][1].observations) == len(first[1].observations) and len(alike) < len(fitting):
        names = ", ".join(one.name for one, _ in fitting)
        raise DataFaults([fault("intake.apply.many_mappings", file=delivery.name, names=names)])
    return first


def figure_of(one: Delivered) -> dict[str, object]:
    """Return an observation as it is shown: by the names of the columns, an answer as its value."""
    cells = asdict(one)
    return {name: cells[name] for name in FIGURE} | {"value": one.level or one.value}


def likely_source(observations: Iterable[Delivered], facts: Facts) -> str:
    """Return the source that was described and has no row yet, where there is one that can be meant; else nothing.

    Of several it is the one whose publisher is the supplier of everything that was delivered.
    """
    named = {row.source for table in TABLES for row in getattr(facts, table.removesuffix(".csv"))}
    named |= {agreement.source for agreement in facts.agreements} | {plan.source for plan in facts.plans}
    fresh = [key for key in facts.sources if key not in named]
    if len(fresh) > 1:
        instruments = {facts.indicators[one.indicator].instrument for one in observations if one.indicator in facts.indicators}
        publishers = {facts.instruments[instrument] for instrument in instruments}
        fresh = [key for key in fresh if publishers == {facts.sources[key].publisher}]
    return fresh[0] if len(fresh) == 1 else ""
