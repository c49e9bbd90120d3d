"""From files with a row for each incident or person to one package of counts or shares; the files themselves are not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from analysis.data import Facts
from analysis.data.folder import INTAKE
from analysis.data.reading import Findings, read_toml
from analysis.errors import DataFaults, Fault, fault
from analysis.intake.applying.apply import Package
from analysis.intake.applying.changes import Given
from analysis.intake.applying.packages import figure_of_row, likely_source
from analysis.intake.microdata.files import files_at
from analysis.intake.microdata.note import Note
from analysis.intake.microdata.result import Tallied
from analysis.intake.registers.model import RegisterMapping
from analysis.intake.registers.nesting import faults_of_nesting
from analysis.intake.registers.planning import faults_of as faults_of_register
from analysis.intake.registers.planning import faults_of_names
from analysis.intake.registers.read import read_register
from analysis.intake.sheets import Refused
from analysis.intake.survey.model import AnswersMapping
from analysis.intake.survey.read import faults_of as faults_of_answers
from analysis.intake.survey.read import read_survey

REGISTER, ANSWERS = "register", "answers"
KINDS = (REGISTER, ANSWERS)


def counted_package(
    places: Sequence[Path], path: Path, kind: str, folder: Path, facts: Facts, source: str, scheduler: str = ""
) -> Package:
    """Return the package of all files at some places, read by the mapping at ``path``.

    Raises ``DataFaults`` with what is wrong with the mapping, the files or the source, ``Refused`` where there is nothing to
    count, and ``UserError`` where a cluster cannot count.
    """
    if source and source not in facts.sources:
        known = ", ".join(list(facts.sources)[-3:])
        raise DataFaults([fault("intake.apply.unknown_source", file="--source", source=source, known=known)])
    tallied = tally(places, path, kind, facts, scheduler)
    first = files_at(places)[0]
    if not tallied.given:
        raise Refused(first.name, *(finding for finding in tallied.findings if finding.kind != "read"))
    chosen = source or likely_source(tallied.given, facts)
    refuse_published(chosen, facts)
    is_kept = path.resolve().parent == (folder / INTAKE).resolve()
    return Package(
        path=first,
        sha256=checksum_of(tallied.notes),
        given=tallied.given,
        findings=tallied.findings,
        figures=tuple(shown(row, facts) for row in tallied.given),
        source=chosen,
        mapping=path.name,
        mapping_text=b"" if is_kept else path.read_bytes(),
        notes=tallied.notes,
        row_count=tallied.rows,
    )


def tally(places: Sequence[Path], path: Path, kind: str, facts: Facts, scheduler: str) -> Tallied:
    """Return what files give by a mapping. Raises ``DataFaults``."""
    findings = Findings()
    if kind == REGISTER:
        register = read_toml(path, path.name, RegisterMapping, findings)
        checks = (faults_of_names,) if findings.faults else (faults_of_register, faults_of_nesting)
        refuse(findings, (one for check in checks for one in check(register, facts, path.name)))
        return read_register(places, register, scheduler)
    if kind == ANSWERS:
        answers = read_toml(path, path.name, AnswersMapping, findings)
        refuse(findings, faults_of_answers(answers, facts, path.name))
        return read_survey(places, answers, facts.partnership.disclosure.threshold)
    raise DataFaults([fault("microdata.kind", file=path.name, column="kind", found=kind, kinds=", ".join(KINDS))])


def refuse(findings: Findings, more: Iterable[Fault]) -> None:
    """Raise ``DataFaults`` where anything is wrong with a mapping."""
    faults = [*findings.faults, *more]
    if faults:
        raise DataFaults(faults)


def refuse_published(source: str, facts: Facts) -> None:
    """Raise ``DataFaults`` for a source that is no delivery: its small counts would not be hidden."""
    if source and (kind := facts.sources[source].kind) != "delivery":
        raise DataFaults([fault("microdata.source", file="sources.toml", column=f"{source}.kind", found=kind)])


def checksum_of(notes: Sequence[Note]) -> str:
    """Return the checksum of a file, or of the list of several."""
    if len(notes) == 1:
        return notes[0].sha256
    return hashlib.sha256("\n".join(sorted(note.sha256 for note in notes)).encode()).hexdigest()


def shown(row: Given, facts: Facts) -> Mapping[str, object]:
    """Return a row as it is shown: with what it rests on, where it is not suppressed."""
    unit = facts.indicators[str(row.cells["indicator"])].unit
    more = {name: row.cells.get(name) for name in ("breakdown", "group", "deff")}
    beside = {} if row.cells["status"] == "suppressed" else row.beside
    return {**figure_of_row(row), "unit": unit, **more, "counted_rows": row.counted_rows, **beside}
