"""Looking at the data: check and results."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import LAST_YEAR, Commands, add_command, whole_number
from analysis.errors import DataFaults, DataWarning, UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.data import Facts

WIDEST_CELL = 60


def add_check(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "check", check, message("cli.check.about"))
    command.add_argument("--strict", action="store_true", help=message("cli.options.strict"))


def add_results(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "results", print_results, message("cli.results.about"))
    command.add_argument(
        "--year",
        type=whole_number(1, LAST_YEAR),
        metavar=message("cli.placeholders.year"),
        required=True,
        help=message("cli.options.year"),
    )
    command.add_argument("--as-of", metavar=message("cli.placeholders.date"), help=message("cli.options.as_of"))
    command.add_argument("--format", choices=("csv", "json", "table"), default="table", help=message("cli.options.format"))


def check(options: argparse.Namespace) -> int:
    """Read and check all data. Warnings ask and do not stop, unless ``--strict`` makes faults of them."""
    from analysis.book.project import find_project
    from analysis.errors import listing

    facts, warnings = examined(find_project(options.data).data)
    counts = {name: len(getattr(facts, name)) for name in ("observations", "budgets", "activities", "deliverables", "sources")}
    targets = sum(len(agreement.targets) for agreement in facts.agreements)
    print(message("data.check.none", targets=targets, **counts))
    if warnings:
        print(listing("warnings", warnings))
    if warnings and options.strict:
        raise UserError(message("data.check.strict"))
    return 0


def examined(folder: Path) -> tuple[Facts, list[DataWarning]]:
    """Return the facts of a data folder and what in them is unlikely; deliveries and ledgers are looked at too.

    Raises ``DataFaults`` with every fault of the first two, or of the ledgers.
    """
    from analysis.data import examine
    from analysis.data.ledger import read_record
    from analysis.intake.applying.kept import faults_of_kept, named_by

    try:
        facts, warnings = examine(folder)
    except DataFaults as error:
        raise DataFaults([*error.faults, *faults_of_kept(folder, set())]) from None
    if faults := list(faults_of_kept(folder, named_by(facts))):
        raise DataFaults(faults)
    read_record(folder)
    return facts, warnings


def print_results(options: argparse.Namespace) -> int:
    """Print the results table of an edition."""
    import pandas as pd

    from analysis.book.days import day_of
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.indicators import results

    facts = load(find_project(options.data).data)
    table = results(facts, options.year, day_of(facts, options.as_of or ""))
    table["value"] = [plain(value) for value in table["value"]]
    if options.format == "csv":
        print(table.to_csv(index=False, lineterminator="\n"), end="")
    elif options.format == "json":
        print(table.to_json(orient="records", force_ascii=False, indent=1))
    else:
        with pd.option_context("display.max_rows", None, "display.max_columns", None, "display.width", None):
            print(table.to_string(index=False, max_colwidth=WIDEST_CELL))
    return 0


def plain(value: object) -> str:
    """Return a value as a plain number with a decimal point, a word, or nothing."""
    return "" if value is None else f"{value:f}" if not isinstance(value, str) else value
