"""From files to packages: each is read, understood by a mapping that fits, and given the source that its figures are from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.data import Facts
from analysis.data.folder import INTAKE
from analysis.data.tables import TABLES
from analysis.errors import DataFaults, Fault, fault
from analysis.intake import forms
from analysis.intake.applying.apply import Package
from analysis.intake.applying.changes import Given
from analysis.intake.applying.rows import rows_of
from analysis.intake.forms import delivery_of, recognise
from analysis.intake.mapping import FileMapping, read_mapping, read_mappings
from analysis.intake.microdata.single import refuse_single, refuse_single_text
from analysis.intake.sheets import Delivery, Finding, Refused
from analysis.intake.understanding import Delivered, find_mapping, understand

FIGURE = ("indicator", "category", "geography", "year", "period", "unit", "status", "n", "lower", "upper", "sheet", "cell")


@dataclass(frozen=True)
class Read:
    """What a file says: rows for the tables, the same as it is shown, what has to be said, and the mapping that it was read by."""

    given: tuple[Given, ...]
    figures: tuple[Mapping[str, object], ...]
    findings: tuple[Finding, ...]
    mapping: str = ""


def packages_of(paths: Sequence[Path], mapping: Path | None, folder: Path, facts: Facts, source: str) -> list[Package]:
    """Return a package for each file; the book's own forms need no mapping.

    Raises ``DataFaults`` with what is wrong with every file and mapping: one that cannot be read, that no mapping fits, or a
    source that ``sources.toml`` does not have.
    """
    if source and source not in facts.sources:
        known = ", ".join(list(facts.sources)[-3:])
        raise DataFaults([fault("intake.apply.unknown_source", file="--source", source=source, known=known)])
    saved = {mapping.name: read_mapping(mapping, facts)} if mapping else mappings_in(folder, facts)
    packages: list[Package] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            packages.append(package_of(path, saved, mapping, folder, facts, source))
        except (DataFaults, Refused) as error:
            faults += error.faults if isinstance(error, DataFaults) else [finding.fault(error.file) for finding in error.findings]
    if faults:
        raise DataFaults(faults, "not_taken_in")
    return packages


def mappings_in(folder: Path, facts: Facts) -> dict[str, FileMapping]:
    """Return the mappings that a data folder keeps, by their files' names. Raises ``DataFaults`` with every fault in them."""
    return {f"{name}.toml": mapping for name, mapping in read_mappings(folder / INTAKE, facts).items()}


def package_of(
    path: Path, saved: Mapping[str, FileMapping], chosen: Path | None, folder: Path, facts: Facts, source: str
) -> Package:
    """Return a file as a package. Raises ``Refused`` for one that cannot be read, ``DataFaults`` where it is not understood."""
    refuse_single_text(path)
    delivery = delivery_of(path)
    if not recognise(delivery):
        refuse_single(delivery)
    return package_from(delivery, path, saved, chosen, folder, facts, source)


def package_from(
    delivery: Delivery, path: Path, saved: Mapping[str, FileMapping], chosen: Path | None, folder: Path, facts: Facts, source: str
) -> Package:
    """Return what a file holds as a package. Raises ``Refused`` where it gives no row, ``DataFaults`` where it is not understood."""
    said = by_form(delivery, facts) if recognise(delivery) else by_mapping(delivery, saved, facts, is_chosen=chosen is not None)
    if not said.given and not said.figures:
        none = (
            ()
            if any(finding.kind in ("refuse", "ask") for finding in said.findings)
            else (Finding("refuse", "intake.apply.no_rows"),)
        )
        raise Refused(path.name, *(finding for finding in said.findings if finding.kind != "read"), *none)
    is_kept = chosen is None or chosen.resolve().parent == (folder / INTAKE).resolve()
    return Package(
        path=path,
        sha256=delivery.sha256,
        given=said.given,
        findings=said.findings,
        figures=said.figures,
        source=source or likely_source(said.given, facts),
        mapping=said.mapping,
        mapping_text=b"" if is_kept or not said.mapping or chosen is None else chosen.read_bytes(),
    )


def by_form(delivery: Delivery, facts: Facts) -> Read:
    """Return what one of the book's own forms says."""
    form = forms.read(delivery, facts)
    return Read(form.given, tuple(figure_of_row(row) for row in form.given), form.findings)


def by_mapping(delivery: Delivery, saved: Mapping[str, FileMapping], facts: Facts, *, is_chosen: bool) -> Read:
    """Return what a delivery says by the mapping that was chosen, or by the one of those kept that fits it.

    Raises ``DataFaults`` where none fits, or several do equally well.
    """
    fits = find_mapping(delivery, saved)
    best = [*saved] if is_chosen else [one.name for one in fits if (one.share, one.sheet) == (fits[0].share, fits[0].sheet)]
    if len(best) > 1:
        raise DataFaults([fault("intake.apply.many_mappings", file=delivery.name, names=", ".join(best))])
    if not best:
        raise DataFaults([fault("intake.apply.no_mapping", file=delivery.name, name=delivery.name)])
    name = best[0]
    understood = understand(delivery, saved[name], facts)
    rows = rows_of(understood.observations, facts)
    return Read(rows.given, tuple(map(figure_of, understood.observations)), (*understood.findings, *rows.findings), name)


def figure_of(one: Delivered) -> dict[str, object]:
    """Return an observation as it is shown: by the names of the columns, an answer as its value."""
    cells = asdict(one)
    return {name: cells[name] for name in FIGURE} | {"value": one.level or one.value}


def figure_of_row(row: Given) -> dict[str, object]:
    """Return a row of any table as it is shown, by the names of the columns."""
    cells = row.cells
    value = next((cells[name] for name in ("value", "amount_dkk", "level", "on_plan") if cells.get(name) not in (None, "")), None)
    shown = {name: cells.get(name) for name in FIGURE} | {"category": cells.get("category") or cells.get("activity")}
    return shown | {"value": value, "sheet": row.sheet, "cell": row.cell}


def likely_source(given: Iterable[Given], facts: Facts) -> str:
    """Return the source that was described and has no row yet, where there is one that can be meant; else nothing.

    Of several it is the one whose publisher is the supplier of everything that was delivered.
    """
    named = {row.source for table in TABLES for row in getattr(facts, table.removesuffix(".csv"))}
    named |= {agreement.source for agreement in facts.agreements} | {plan.source for plan in facts.plans}
    fresh = [key for key in facts.sources if key not in named]
    if len(fresh) > 1:
        indicators = {str(row.cells.get("indicator")) for row in given} & set(facts.indicators)
        publishers = {facts.instruments[facts.indicators[indicator].instrument] for indicator in indicators}
        fresh = [key for key in fresh if publishers == {facts.sources[key].publisher}]
    return fresh[0] if len(fresh) == 1 else ""
