"""Taking in what suppliers send: intake."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import Commands, add_command, place, words
from analysis.errors import UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.data import Facts
    from analysis.intake.applying.kept import Kept


def add_intake(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "intake", intake, message("cli.intake.about"))
    command.add_argument(
        "files", nargs="*", type=place, metavar=message("cli.placeholders.file"), help=message("cli.options.files")
    )
    command.add_argument("--mapping", type=place, metavar=message("cli.placeholders.file"), help=message("cli.options.mapping"))
    command.add_argument("--source", metavar=message("cli.placeholders.key"), default="", help=message("cli.options.source"))
    command.add_argument("--dry-run", action="store_true", help=message("cli.options.dry_run"))
    command.add_argument("--format", choices=("table", "csv", "json"), default="table", help=message("cli.options.format"))
    command.add_argument("--accept", metavar=message("cli.placeholders.reason"), type=words, help=message("cli.options.accept"))
    command.add_argument("--propose", action="store_true", help=message("cli.options.propose"))
    command.add_argument(
        "-o", type=place, metavar=message("cli.placeholders.file"), dest="out", help=message("cli.options.propose_out")
    )
    command.add_argument("--undo", action="store_true", help=message("cli.options.undo"))
    command.add_argument("--scheduler", metavar=message("cli.placeholders.address"), help=message("cli.intake.scheduler"))


def intake(options: argparse.Namespace) -> int:
    """Read files, hold them against the data, and take them in; or propose a mapping; or take the last delivery back."""
    from analysis.book.project import find_project
    from analysis.data import load

    check_options(options)
    folder = find_project(options.data).data
    if options.undo:
        line, is_meant = chosen(folder, *map(str, options.files))
        return undo(folder, line, dry_run=options.dry_run) if options.dry_run or is_meant or is_sure() else 0
    facts = load(folder)
    return propose(options, facts) if options.propose else read_files(options, folder, facts)


def check_options(options: argparse.Namespace) -> None:
    """Raise ``UserError`` for options that do not go together."""
    given = [name for name in ("undo", "propose") if getattr(options, name)]
    if len(given) > 1 or (options.undo and (len(options.files) > 1 or options.mapping or options.out)):
        raise UserError(message("cli.intake.one_thing"))
    if not options.undo and not options.files:
        raise UserError(message("cli.intake.no_file"))
    if options.out and not options.propose:
        raise UserError(message("cli.intake.out_without_propose"))
    if options.propose and len(options.files) > 1:
        raise UserError(message("cli.intake.propose_one"))


def chosen(folder: Path, name: str = "") -> tuple[Kept, bool]:
    """Return the delivery that is to be taken back, and whether no other can be meant; of several that stand it is said which.

    Raises ``UserError`` where there is none of the name.
    """
    from analysis.intake.applying.kept import kept_in, standing, to_take_back

    kept = kept_in(folder)
    line = to_take_back(kept, Path(name).name)
    others = [other for other in standing(kept) if other != line and not name]
    if others:
        names = ", ".join(f"{other.file} ({other.source})" for other in reversed(others))
        print(message("cli.intake.undo_newest", file=line.file, source=line.source, names=names), file=sys.stderr, flush=True)
    return line, not others


def is_sure() -> bool:
    """Tell whether the analyst means it: who sits at a terminal is asked, a script is taken at its word."""
    try:
        return not sys.stdin.isatty() or input(message("cli.intake.sure") + " ").strip().lower()[:1] in {"y", "j"}
    except EOFError:
        return False


def undo(folder: Path, line: Kept, *, dry_run: bool = False) -> int:
    """Take a delivery back, and say what was done; in a dry run what would be."""
    from analysis.intake.applying.apply import take_back
    from analysis.intake.applying.kept import FOLDER
    from analysis.intake.applying.noted import noted_in

    if dry_run:
        print(message("cli.intake.would_undo", file=line.file, source=line.source, count=line.added + line.revised))
        return 0
    take_back(folder, line.file)
    is_counted = line.file in {note.delivery for note in noted_in(folder)}
    key = "undone_counted" if is_counted else "undone" if (folder / FOLDER / line.file).exists() else "undone_gone"
    print(message(f"cli.intake.{key}", file=line.file, count=line.added + line.revised))
    return 0


def propose(options: argparse.Namespace, facts: Facts) -> int:
    """Print a first mapping for a file, or write it; what it understood and what it asks is said beside it."""
    from analysis.intake.microdata.single import refuse_single, refuse_single_text
    from analysis.intake.proposing import propose as proposal_for
    from analysis.intake.reading import read
    from analysis.intake.shown import said

    path = Path(options.files[0])
    refuse_single_text(path)
    delivery = read(path)
    refuse_single(delivery)
    proposal = proposal_for(delivery, facts)
    print(said(path.name, proposal.findings), file=sys.stderr)
    if not options.out:
        print(proposal.text, end="")
        return 0
    out = Path(options.out)
    if out.exists():
        raise UserError(message("cli.intake.out_exists", file=out))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(proposal.text, encoding="utf-8")
    print(message("cli.intake.proposed", file=out), file=sys.stderr)
    return 0


def read_files(options: argparse.Namespace, folder: Path, facts: Facts) -> int:
    """Understand files, show what they would change, and take them in unless it is a dry run."""
    from analysis.intake.applying.apply import take_in, weigh
    from analysis.intake.applying.kept import kept_in
    from analysis.intake.applying.packages import packages_of
    from analysis.intake.mapping import kind_of
    from analysis.intake.shown import shown

    mapping, places = Path(options.mapping) if options.mapping else None, [Path(file) for file in options.files]
    kind = kind_of(mapping) if mapping else ""
    if options.scheduler and kind != "register":
        raise UserError(message("cli.intake.scheduler_alone"))
    if mapping and kind:
        from analysis.intake.applying.counted import counted_package

        packages = [counted_package(places, mapping, kind, folder, facts, options.source, options.scheduler or "")]
    else:
        packages = packages_of(places, mapping, folder, facts, options.source)
    if options.dry_run:
        kept = kept_in(folder)
        weighed = [weigh(package, facts, kept) for package in packages]
    else:
        weighed = take_in(folder, packages, options.accept or "", dt.date.today().isoformat())  # noqa: DTZ011 - the note's day
    print(shown(weighed, options.format, done=not options.dry_run))
    return 0
