"""A partnership's year: init, new-year, status and forms."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import LAST_YEAR, Commands, add_command, place, whole_number
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.year.new_year import Begun

FIRST_YEAR = 1900
YEAR = whole_number(FIRST_YEAR, LAST_YEAR)


def add_init(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "init", init, message("cli.init.about"))
    command.add_argument("folder", type=place, metavar=message("cli.placeholders.folder"), help=message("cli.init.folder"))
    command.add_argument("--name", default="", metavar=message("cli.placeholders.name"), help=message("cli.init.name"))
    command.add_argument("--year", type=YEAR, metavar=message("cli.placeholders.year"), help=message("cli.init.year"))


def add_new_year(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "new-year", new_year, message("cli.new-year.about"))
    command.add_argument("year", type=YEAR, metavar=message("cli.placeholders.year"), help=message("cli.options.year"))
    command.add_argument("--finish", action="store_true", help=message("cli.new-year.finish"))
    names = (message("cli.placeholders.key"), message("cli.placeholders.date"))
    command.add_argument(
        "--day", nargs=2, action="append", default=[], metavar=names, dest="days", help=message("cli.new-year.day")
    )


def add_status(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "status", status, message("cli.status.about"))
    command.add_argument("year", type=YEAR, metavar=message("cli.placeholders.year"), help=message("cli.options.year"))
    command.add_argument("--format", choices=("table", "json"), default="table", help=message("cli.options.format"))


def add_forms(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "forms", forms, message("cli.forms.about"))
    command.add_argument("year", type=YEAR, metavar=message("cli.placeholders.year"), help=message("cli.options.year"))
    command.add_argument("--out", type=place, metavar=message("cli.placeholders.folder"), help=message("cli.forms.out"))


def init(options: argparse.Namespace) -> int:
    """Begin the data folder of another partnership."""
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.year.init import begin_folder

    year = options.year or load(find_project(options.data).data).newest_edition().year
    folder = Path(options.folder).resolve()
    files = begin_folder(folder, options.name, year)
    print(message("cli.init.done", count=len(files), folder=folder, year=year))
    return 0


def new_year(options: argparse.Namespace) -> int:
    """Begin the edition after the newest, or move what is filled in in its drafts to where facts are."""
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.year import report
    from analysis.year.new_year import begin

    folder = find_project(options.data).data
    if options.finish:
        return finish_year(folder, options.year, dict(options.days))
    if options.days:
        return give_days_of(folder, options.year, dict(options.days))
    begun = begin(folder, options.year)
    tell_begun(begun)
    print("\n".join(report.lacking(load(folder), begun.lacking.missing)))
    return 0


def finish_year(folder: Path, year: int, days: Mapping[str, str]) -> int:
    """Move what is filled in in an edition's drafts to where facts are."""
    from analysis.year.finish import finish

    moved = finish(folder, year, days)
    for table, count in moved.rows.items():
        print(message("cli.new-year.moved", table=table, count=count))
    tell_sources(year, moved.sources, moved.late)
    if moved.there:
        print(message("cli.new-year.there", count=moved.there))
    if moved.again:
        print(message("cli.new-year.again", count=moved.again))
    print(message("cli.new-year.waiting", count=moved.waiting))
    return 0


def give_days_of(folder: Path, year: int, days: Mapping[str, str]) -> int:
    """Put days on sources that an edition waits for, and move those sources to where facts are."""
    from analysis.year.days import give_days

    tell_sources(year, days, give_days(folder, year, days))
    return 0


def tell_sources(year: int, moved: Iterable[str], late: Iterable[str]) -> None:
    """Print the sources that were moved, and those of them that the edition does not see."""
    for key in moved:
        print(message("cli.new-year.source", source=key))
    for key in late:
        print(message("cli.new-year.late", source=key, year=year))


def tell_begun(begun: Begun) -> None:
    """Print what was written for an edition that was begun."""
    year = begun.edition.year
    print(message("cli.new-year.done", year=year, as_of=begun.edition.as_of))
    for name in begun.files:
        rows = begun.rows.get(name.rpartition("/")[2], 0) if name.startswith("draft/") else 0
        print(message("cli.new-year.rows" if rows else "cli.new-year.file", name=name, count=rows))
    if not begun.has_agreement:
        print(message("cli.new-year.no_agreement", year=year))
    if not begun.has_plan:
        print(message("cli.new-year.no_plan", year=year))


def status(options: argparse.Namespace) -> int:
    """Say what an edition has, what it lacks, and who owes it."""
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.year import completeness, report
    from analysis.year.comments import unwritten

    folder = find_project(options.data).data
    facts = load(folder)
    found, comments = completeness(facts, options.year), unwritten(folder, options.year)
    if options.format == "json":
        print(json.dumps(report.as_data(found, comments), ensure_ascii=False, indent=1))
        return 0
    counts = {state: sum(owed.state == state for owed in found.owed) for state in ("there", "open", "missing")}
    print(message("cli.status.counts", year=options.year, total=len(found.owed), **counts))
    print("\n".join((*report.table(found), *report.lacking(facts, found.missing))))
    if comments:
        print(message("cli.status.comments", chapters=", ".join(comments)))
    return 0


def forms(options: argparse.Namespace) -> int:
    """Write what owners and suppliers fill in for an edition."""
    from analysis.book.project import find_project
    from analysis.cli.project import own_place
    from analysis.data import load
    from analysis.year.sending import write_forms

    project = find_project(options.data)
    facts = load(project.data)
    standard = project.root / "build" / "forms" / facts.partnership.id / str(options.year)
    out = own_place(project, options.out) if options.out else standard
    sent = write_forms(facts, options.year, out)
    for form in sent.forms:
        key = "cli.forms.due" if form.owner.due else "cli.forms.form"
        print(message(key, file=form.file, owner=form.owner.name, due=form.owner.due))
    print(message("cli.forms.done", written=len(sent.written), same=len(sent.same), folder=out))
    return 0
