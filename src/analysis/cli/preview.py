"""An edition before it is published: preview and signoff."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import LAST_YEAR, Commands, add_command, add_parameters, add_running, place, whole_number, words
from analysis.cli.project import alone, runner
from analysis.cli.release import day, day_of_work
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.book.project import Project
    from analysis.release.preview.draft import Draft


def add_preview(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "preview", preview, message("cli.preview.about"))
    add_year(command)
    add_parameters(command, message("cli.preview.parameter"))
    command.add_argument("--one-file", action="store_true", help=message("cli.preview.one_file"))
    add_running(command)


def add_signoff(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "signoff", signoff, message("cli.signoff.about"))
    add_year(command)
    command.add_argument(
        "--who", type=words, required=True, metavar=message("cli.placeholders.role"), help=message("cli.signoff.who")
    )
    command.add_argument(
        "--file", type=place, required=True, metavar=message("cli.placeholders.file"), help=message("cli.signoff.file")
    )
    command.add_argument("--day", type=day, metavar=message("cli.placeholders.date"), help=message("cli.signoff.day"))
    add_running(command)


def add_year(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "year", type=whole_number(1, LAST_YEAR), metavar=message("cli.placeholders.year"), help=message("cli.options.year")
    )


def preview(options: argparse.Namespace) -> int:
    """Make the draft of an edition, and with ``--one-file`` the one file that can be sent."""
    from analysis.archive import sha256
    from analysis.book.files import write_whole
    from analysis.book.project import find_project

    project = find_project(options.data)
    parameters = tuple((name, value) for name, value in options.parameters)
    page, text = made(project, options, parameters)
    print(message("cli.preview.done", page=page))
    if options.one_file:
        file = page.parents[1] / f"{page.parents[1].name}.html"
        write_whole(file, text)
        print(message("cli.preview.file", file=file, checksum=sha256(text.encode())))
    return 0


def made(project: Project, options: argparse.Namespace, parameters: tuple[tuple[str, str], ...] = ()) -> tuple[Path, str]:
    """Make a draft of today's data, and return its first page and what it says as one file."""
    from analysis.book.engine.warm import keep_to_one_thread
    from analysis.data import load

    keep_to_one_thread()
    from analysis.release.preview import Draft, make_draft, one_file

    with alone(project):
        draft: Draft = Draft(project, options.year, parameters)
        page = make_draft(draft, load(project.data), runner(options))
        return page, one_file(page.parent, page.parents[1] / "book", options.year)


def signoff(options: argparse.Namespace) -> int:
    """Record that somebody has approved the draft of today's data."""
    from analysis.book.project import find_project
    from analysis.release.preview.signoffs import asked_for, sign_off

    project = find_project(options.data)
    asked_for(project.data, options.year, options.who, Path(options.file))  # before any work
    _, text = made(project, options)
    done = sign_off(project.data, options.year, options.who, day_of_work(options), Path(options.file), text)
    print(message("cli.signoff.done", who=done.who, year=done.edition, day=done.day, checksum=done.checksum))
    return 0
