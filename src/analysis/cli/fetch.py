"""Getting a table from a bank of official statistics: the one command that opens a connection to another machine."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from analysis.cli.options import Commands, add_command, place, seconds, words
from analysis.errors import DataFaults, UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.data import Facts
    from analysis.intake.applying.apply import Package
    from analysis.intake.applying.kept import Kept
    from analysis.intake.statbank.fetch import Got
    from analysis.intake.statbank.package import Wanted

LONGEST_WAIT = 90.0


def add_fetch(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "fetch", fetch, message("cli.fetch.about"))
    command.add_argument("asked", nargs="*", type=words, metavar=message("cli.fetch.placeholder"), help=message("cli.fetch.asked"))
    command.add_argument("--bank", type=words, metavar=message("cli.placeholders.name"), help=message("cli.fetch.bank"))
    command.add_argument("--mapping", type=place, metavar=message("cli.placeholders.file"), help=message("cli.fetch.mapping"))
    command.add_argument("--bulk", action="store_true", help=message("cli.fetch.bulk"))
    command.add_argument("--source", metavar=message("cli.placeholders.key"), default="", help=message("cli.fetch.source"))
    command.add_argument("--dry-run", action="store_true", help=message("cli.fetch.dry_run"))
    command.add_argument("--format", choices=("table", "csv", "json"), default="table", help=message("cli.options.format"))
    command.add_argument("--accept", metavar=message("cli.placeholders.reason"), type=words, help=message("cli.options.accept"))
    command.add_argument("--propose", action="store_true", help=message("cli.fetch.propose"))
    command.add_argument(
        "-o", type=place, metavar=message("cli.placeholders.file"), dest="out", help=message("cli.options.propose_out")
    )
    command.add_argument(
        "--timeout",
        type=seconds,
        default=LONGEST_WAIT,
        metavar=message("cli.placeholders.seconds"),
        help=message("cli.fetch.timeout"),
    )
    command.add_argument("--undo", action="store_true", help=message("cli.options.undo"))


def fetch(options: argparse.Namespace) -> int:
    """Ask for a table, show what it would change, and take it in; or propose a mapping for it; or take the last delivery back."""
    from analysis.book.project import find_project
    from analysis.cli.intake import undo
    from analysis.data import load

    check_options(options)
    folder = find_project(options.data).data
    if options.undo:
        return undo(folder, last_fetched(folder), dry_run=options.dry_run)
    facts = load(folder)
    return propose(options, facts) if options.propose else take(options, folder, facts)


def last_fetched(folder: Path) -> Kept:
    """Return the last table from a bank that stands. Raises ``UserError`` where there is none."""
    from analysis.intake.applying.kept import FOLDER, kept_in, standing, to_take_back
    from analysis.intake.statbank.record import record_beside

    fetched = [line for line in standing(kept_in(folder)) if record_beside(folder / FOLDER / line.file)]
    return to_take_back(fetched[-1:], "")


def check_options(options: argparse.Namespace) -> None:
    """Raise ``UserError`` for options that do not go together, before anybody is asked anything."""
    if options.undo and (options.asked or options.mapping or options.propose or options.out):
        raise UserError(message("cli.fetch.one_thing"))
    if options.propose and options.mapping:
        raise UserError(message("cli.fetch.one_thing"))
    if options.out and not options.propose:
        raise UserError(message("cli.intake.out_without_propose"))
    if options.out and Path(options.out).exists():
        raise UserError(message("cli.intake.out_exists", file=options.out))
    if not options.undo and not table_of(options) and (options.propose or not options.mapping):
        raise UserError(message("cli.fetch.no_table"))


def table_of(options: argparse.Namespace) -> str:
    """Return the table that the command names; empty where a mapping is to name it."""
    first = str(options.asked[0]) if options.asked else ""
    return "" if "=" in first else first


def values_asked(options: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    """Return the codes that the command asks for. Raises ``DataFaults`` for arguments that are none."""
    from analysis.intake.statbank.question import values_of
    from analysis.intake.statbank.trouble import Troubles, refusal

    table = table_of(options)
    try:
        return values_of(options.asked[1:] if table else options.asked)
    except Troubles as found:
        raise refusal(table or "--mapping", *found.troubles) from found


def got(options: argparse.Namespace, wanted: Wanted) -> Got:
    """Return the table that is wanted. Raises ``UserError`` for everything that keeps it away."""
    from analysis.intake.statbank.bank.connection import Patience
    from analysis.intake.statbank.fetch import get

    return get(wanted.fetch, dt.date.today(), Patience(whole=options.timeout))  # noqa: DTZ011 - the analyst's own day


def propose(options: argparse.Namespace, facts: Facts) -> int:
    """Print a first mapping for a table, or write it."""
    from analysis.intake.statbank.package import asked_by
    from analysis.intake.statbank.propose import proposal

    values = values_asked(options)
    answer = got(options, asked_by(table_of(options), values, options.bank or "", bulk=options.bulk))
    text = proposal(answer, values, facts)
    if not options.out:
        print(text, end="")
        return 0
    out = Path(options.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print(message("cli.fetch.proposed", file=out, table=answer.info.id), file=sys.stderr)
    return 0


def take(options: argparse.Namespace, folder: Path, facts: Facts) -> int:
    """Get a table by its mapping, show what it would change, and take it in unless it is a dry run."""
    from analysis.intake.applying.apply import take_in, weigh
    from analysis.intake.applying.kept import kept_in
    from analysis.intake.shown import shown
    from analysis.intake.statbank.package import package_of, refuse_source, wanted_by

    refuse_source(options.source, facts)
    chosen = Path(options.mapping) if options.mapping else None
    wanted = wanted_by(table_of(options), values_asked(options), options.bank or "", chosen, folder, facts, bulk=options.bulk)
    answer = got(options, wanted)
    with TemporaryDirectory() as place:
        path = Path(place) / answer.delivery.name
        path.write_bytes(answer.body)
        package = package_of(answer, path, wanted, folder, facts, options.source)
        weighed = [weigh(package, facts, kept_in(folder))]
        is_new = len(weighed[0].changes.of("known")) < len(weighed[0].changes.rows)
        refuse_unanswered(package, is_new=is_new)
        if is_new and not options.dry_run:
            weighed = take_in(folder, [package], options.accept or "")
    if not is_new:
        for said in (finding for finding in answer.findings if finding.kind == "warn"):
            print(message("cli.fetch.noted", text=said.text(answer.delivery.name)))
        print(message("cli.fetch.nothing_new", table=answer.info.id, updated=answer.info.published, count=len(package.given)))
        return 0
    print(shown(weighed, options.format, done=not options.dry_run))
    return 0


def refuse_unanswered(package: Package, *, is_new: bool) -> None:
    """Raise ``DataFaults`` where all that was read is there already, and something of the table was not read."""
    asked = [finding.fault(package.path.name) for finding in package.findings if finding.kind in ("refuse", "ask")]
    if asked and not is_new:
        raise DataFaults(asked, "not_taken_in")
