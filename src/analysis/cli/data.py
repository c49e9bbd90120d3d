"""Looking at the data: check."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import Commands, add_command
from analysis.errors import DataFaults, DataWarning, Fault, UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.data import Facts


def add_check(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "check", check, message("cli.check.about"))
    command.add_argument("--strict", action="store_true", help=message("cli.options.strict"))


def add_upgrade_data(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "upgrade-data", upgrade_data, message("cli.upgrade-data.about"))
    command.add_argument("--write", action="store_true", help=message("cli.upgrade-data.write"))


def check(options: argparse.Namespace) -> int:
    """Read and check all data. Warnings ask and do not stop, unless ``--strict`` makes faults of them."""
    from analysis.book.project import find_project
    from analysis.errors import listing
    from analysis.indicators.kinds.unproved import warnings_of_protection

    facts, warnings = examined(find_project(options.data).data)
    warnings += warnings_of_protection(facts)
    counts = {name: len(getattr(facts, name)) for name in ("observations", "budgets", "activities", "deliverables", "sources")}
    targets = sum(len(agreement.targets) for agreement in facts.agreements)
    print(message("data.check.none", targets=targets, **counts))
    if warnings:
        print(listing("warnings", warnings))
    if warnings and options.strict:
        raise UserError(message("data.check.strict"))
    return 0


def upgrade_data(options: argparse.Namespace) -> int:
    """Show what the data folder would say in today's way, and with ``--write`` write it."""
    from analysis.book.project import find_project
    from analysis.data.upgrade import differences, upgrade, upgraded

    folder = find_project(options.data).data
    files = upgraded(folder)
    if not files:
        print(message("cli.upgrade-data.nothing"))
        return 0
    print("\n".join(differences(folder, files)))
    if options.write:
        upgrade(folder, files)
    key = "done" if options.write else "shown"
    print(message(f"cli.upgrade-data.{key}", files=", ".join(files)))
    return 0


def examined(folder: Path) -> tuple[Facts, list[DataWarning]]:
    """Return the facts of a data folder and what in them is unlikely; deliveries, ledgers and the template are looked at too.

    Raises ``DataFaults`` with every fault of facts, deliveries and template, or of the ledgers.
    """
    from analysis.data import examine
    from analysis.data.ledger import read_record
    from analysis.intake.applying.held import held_against_originals
    from analysis.intake.applying.kept import faults_of_kept, named_by

    try:
        facts, warnings = examine(folder)
    except DataFaults as error:
        raise DataFaults([*error.faults, *faults_of_kept(folder, set()), *faults_of_look(folder)]) from None
    if faults := [*faults_of_kept(folder, named_by(facts)), *faults_of_look(folder)]:
        raise DataFaults(faults)
    faults, unsure = held_against_originals(folder, facts)
    if faults:
        raise DataFaults(faults)
    read_record(folder)
    return facts, [*warnings, *unsure]


def faults_of_look(folder: Path) -> list[Fault]:
    """Return the faults of the template of Word files; only a folder that has one waits for what reads it."""
    from analysis.data.folder import TEMPLATE, inside

    if TEMPLATE not in {path.name for path in inside(folder)}:
        return []
    from analysis.output.word import faults_in

    return faults_in(folder)
