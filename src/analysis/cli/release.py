"""Publishing and what follows from it: publish, correct and verify."""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from analysis.cli.data import examined
from analysis.cli.options import LAST_YEAR, Commands, add_command, add_running, whole_number, words
from analysis.cli.project import alone, runner
from analysis.errors import UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.data.ledger import Ledger, Record
    from analysis.release.publish import Done, Wish


def add_publish(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "publish", publish, message("cli.publish.about"))
    command.add_argument(
        "year", type=whole_number(1, LAST_YEAR), metavar=message("cli.placeholders.year"), help=message("cli.publish.year")
    )
    command.add_argument(
        "--note", type=words, required=True, metavar=message("cli.placeholders.text"), help=message("cli.publish.note")
    )
    add_day(command)


def add_correct(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "correct", correct, message("cli.correct.about"))
    command.add_argument(
        "year",
        type=whole_number(1, LAST_YEAR),
        nargs="+",
        metavar=message("cli.placeholders.year"),
        help=message("cli.correct.years"),
    )
    command.add_argument(
        "--reason", type=words, required=True, metavar=message("cli.placeholders.text"), help=message("cli.correct.reason")
    )
    command.add_argument("--kind", choices=("revision", "method", "error"), required=True, help=message("cli.correct.kind"))
    add_day(command)


def add_day(command: argparse.ArgumentParser) -> None:
    """Add the day of publishing, and the options of commands that run notebooks."""
    command.add_argument("--accept", type=words, metavar=message("cli.placeholders.reason"), help=message("cli.publish.accept"))
    command.add_argument("--day", type=day, metavar=message("cli.placeholders.date"), help=message("cli.publish.day"))
    add_running(command)


def add_verify(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "verify", verify, message("cli.verify.about"))
    command.add_argument(
        "--year", type=whole_number(1, LAST_YEAR), metavar=message("cli.placeholders.year"), help=message("cli.verify.year")
    )


def day(text: str) -> dt.date:
    """Return a day. Raises ``argparse.ArgumentTypeError`` for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(message("cli.types.day", found=repr(text))) from None


def wish_of(options: argparse.Namespace, years: tuple[int, ...], note: str) -> Wish:
    """Return what is wanted."""
    from analysis.release.publish import Wish

    return Wish(years, day_of_work(options), note, options.accept or "")


def day_of_work(options: argparse.Namespace) -> dt.date:
    """Return the day that was given, or today. Here, and nowhere else, the program asks which day it is."""
    chosen: dt.date | None = options.day
    return chosen or dt.date.today()  # noqa: DTZ011 - the day where the one is who publishes


def publish(options: argparse.Namespace) -> int:
    """Publish an edition."""
    from analysis.book.engine.warm import keep_to_one_thread
    from analysis.book.project import find_project

    project = find_project(options.data)
    keep_to_one_thread()
    from analysis.release.publish import publish as put_out

    with alone(project):
        examined(project.data)  # deliveries too, which a release knows nothing of
        done = put_out(project, wish_of(options, (options.year,), options.note), runner(options))
    for one in done:
        print(message("release.done.published", year=one.year, count=len(one.entries), release=one.release))
    print(message("release.done.where"))
    print(message("release.done.build"))
    return 0


def correct(options: argparse.Namespace) -> int:
    """Publish what has become of the numbers of editions."""
    from analysis.book.engine.warm import keep_to_one_thread
    from analysis.book.project import find_project

    project = find_project(options.data)
    keep_to_one_thread()
    from analysis.release.publish import correct as put_right

    years = tuple(dict.fromkeys(options.year))
    with alone(project):
        examined(project.data)  # deliveries too, which a release knows nothing of
        done = put_right(project, wish_of(options, years, options.reason), options.kind, runner(options))
    for one in done:
        print(message("release.done.corrected", year=one.year, release=one.release, **counts_of(one)))
    print(message("release.done.where"))
    print(message("release.done.build"))
    return 0


def counts_of(done: Done) -> dict[str, int]:
    """Return how many numbers a correction has changed, withdrawn and added."""
    kinds = ("gone" if e.number.is_withdrawn else "added" if e.cause == "new_figure" else "changed" for e in done.entries)
    return {"changed": 0, "gone": 0, "added": 0} | Counter(kinds)


# Verify


def verify(options: argparse.Namespace) -> int:
    """Compute every published number again. Raises ``UserError`` with each that is not what was published."""
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.data.ledger import read_record
    from analysis.release.report import complaint, counts
    from analysis.release.verify import verify as hold_against

    data = find_project(options.data).data
    ledgers = wanted(read_record(data), options.year)
    proof = hold_against(data, load(data), ledgers)
    print("\n".join(counts(proof)))
    if not proof.holds:
        raise UserError("\n  ".join(complaint(proof)))
    return 0


def wanted(record: Record, year: int | None) -> list[Ledger]:
    """Return the ledgers to be proved. Raises ``UserError`` where nothing was published."""
    if not record.ledgers:
        raise UserError(message("release.verify.none"))
    if year is None:
        return [record.ledgers[year] for year in sorted(record.ledgers)]
    if year not in record.ledgers:
        years = ", ".join(map(str, sorted(record.ledgers)))
        raise UserError(message("release.verify.no_edition", year=year, years=years))
    return [record.ledgers[year]]
