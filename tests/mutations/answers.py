"""How a changed data folder is answered: with faults, with warnings or with silence; and what can then be made of it."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import cli
from analysis.book.notebooks.chapters import plan_jobs, read_chapters, read_source
from analysis.data import Facts, examine, load
from analysis.display.blocks import Block
from analysis.errors import DataFaults, DataWarning, Fault
from analysis.indicators import results
from mutations.rules import Rule


@dataclass(frozen=True)
class Answer:
    """``kind`` is ``faults``, ``warnings`` or ``silence``; the last two come with facts."""

    kind: str
    faults: tuple[Fault, ...] = ()
    warnings: tuple[DataWarning, ...] = ()
    facts: Facts | None = None
    text: str = ""


def mutated(rule: Rule, folder: Path) -> Path:
    """Return a copy of an invented partnership's data below a folder, changed by a rule."""
    copy = shutil.copytree(rule.base, folder / "data")
    rule.change(copy)
    return copy


def answer(folder: Path) -> Answer:
    """Return how a data folder is answered; where it is not refused the results of every edition have been made."""
    try:
        facts, warnings = examine(folder)
    except DataFaults as error:
        return Answer("faults", tuple(error.faults), text=str(error))
    for edition in facts.partnership.editions:
        results(facts, edition.year)
    return Answer("warnings" if warnings else "silence", warnings=tuple(warnings), facts=facts)


def read(folder: Path, root: Path) -> str:
    """Return what every chapter of a data folder shows, as HTML: its cells are run here, one after the other, without a kernel."""
    jobs = plan_jobs(load(folder), read_chapters(root / "notebooks"), str(folder))
    return "\n".join(shown for job in jobs for shown in cells_of(root / job.source, dict(job.parameters)))


def cells_of(source: Path, names: dict[str, Any]) -> Iterator[str]:
    """Yield what each cell of a notebook shows; the cell with parameters is passed over for those that are given."""
    for cell in read_source(source).cells:
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", ()):
            *first, last = ast.parse(cell.source).body
            exec(compile(ast.Module(first, []), str(source), "exec"), names)
            if isinstance(last, ast.Expr):
                shown = eval(compile(ast.Expression(last.value), str(source), "eval"), names)
                yield said_by(shown)
            else:
                exec(compile(ast.Module([last], []), str(source), "exec"), names)


def pages(folder: Path, out: Path) -> int:
    """Run all notebooks of a data folder to ``out``, as the program does, and return its exit code."""
    return cli.main(["run", "--data", str(folder), "--out", str(out), "-j", "1"])


def said_by(shown: object) -> str:
    """Return what a notebook shows of the last value of a cell: of an empty block nothing."""
    if isinstance(shown, Block):
        return shown._repr_html_() if shown else ""
    return shown._repr_html_() if hasattr(shown, "_repr_html_") else repr(shown)
