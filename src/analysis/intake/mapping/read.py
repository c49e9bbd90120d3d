"""Reads a mapping, and checks it against the data whose names it uses."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.data.facts import Facts
from analysis.data.reading import Findings, read_toml
from analysis.data.reading.validate import suggestion
from analysis.errors import DataFaults, Fault, fault
from analysis.intake.mapping.model import FileMapping


def read_mapping(path: Path, facts: Facts) -> FileMapping:
    """Return the mapping in a file. Raises ``DataFaults`` with everything that is wrong with it."""
    findings = Findings()
    mapping = read_toml(path, path.name, FileMapping, findings)
    faults = [*findings.faults, *faults_of_names(mapping, facts, path.name)]
    if faults:
        raise DataFaults(faults)
    return mapping


def kind_of(path: Path) -> str:
    """Return the kind of rows that a mapping says it is for; empty for one of tables, and for what cannot be read."""
    try:
        return str(tomllib.loads(path.read_text(encoding="utf-8-sig")).get("kind", ""))
    except (OSError, ValueError):
        return ""


def read_mappings(folder: Path, facts: Facts) -> dict[str, FileMapping]:
    """Return the mappings of tables in a folder by their names, in order; none where there is no folder. Raises ``DataFaults``."""
    found: dict[str, FileMapping] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        if kind_of(path):
            continue
        try:
            found[path.stem] = read_mapping(path, facts)
        except DataFaults as error:
            faults.extend(error.faults)
    if faults:
        raise DataFaults(faults)
    return found


def faults_of_names(mapping: FileMapping, facts: Facts, file: str) -> Iterator[Fault]:
    """Yield a fault for each area and category of a mapping that the data do not have, and each indicator of a scale."""
    entries = [*mapping.names, *mapping.lines, mapping.defaults]
    areas = facts.partnership.geographies
    for geography in dict.fromkeys(entry.geography for entry in entries if entry.geography and entry.geography not in areas):
        yield unknown(file, "geography", geography, areas)
    for scale in mapping.scales:
        if scale.indicator not in facts.indicators:
            yield unknown(file, "indicator", scale.indicator, facts.indicators)
    for entry in entries:
        about = facts.indicators.get(entry.indicator)
        if about is not None and about.categories and entry.category and entry.category not in about.categories:
            yield unknown(file, "category", entry.category, about.categories)


def unknown(file: str, column: str, found: str, names: Iterable[str]) -> Fault:
    """Return the fault of a name that the data do not have."""
    return fault("intake.mapping.unknown", file=file, column=column, found=found, todo=suggestion(found, names))
