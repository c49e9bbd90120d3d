"""The documents of an edition, one at a time: appendix."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.cli.options import LAST_YEAR, Commands, add_command, place, whole_number
from analysis.errors import UserError, reason
from analysis.messages import message

FORMS, KINDS = ("pdf", "docx"), ("status", "plan")


def add_appendix(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "appendix", appendix, message("cli.appendix.about"))
    year = whole_number(1, LAST_YEAR)
    command.add_argument(
        "--year", type=year, required=True, metavar=message("cli.placeholders.year"), help=message("cli.options.year")
    )
    command.add_argument("--kind", choices=KINDS, default="status", help=message("cli.appendix.kind"))
    command.add_argument("--format", choices=FORMS, help=message("cli.appendix.format"))
    command.add_argument("--out", type=place, metavar=message("cli.placeholders.file"), help=message("cli.appendix.out"))


def appendix(options: argparse.Namespace) -> int:
    """Write a document of an edition to a file that is not there yet, or to its own place below ``build``."""
    from analysis.book.project import find_project, site_of
    from analysis.data import comments_of, load
    from analysis.display.view.opened import edition_of
    from analysis.output import documents
    from analysis.output.word import template_in

    project = find_project(options.data)
    form = form_of(options)
    facts = load(project.data)
    name = documents.file_name(options.kind, options.year, form)
    file = Path(options.out).resolve() if options.out else site_of(project, facts) / name
    if options.out and file.exists():
        raise UserError(message("cli.appendix.there", file=options.out))
    comments = comments_of(project.data, options.year)
    document = documents.composed(edition_of(facts, options.year), options.kind, comments)
    content = documents.written(document, form, template_in(project.data))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise UserError(message("cli.appendix.unwritten", file=file, why=reason(error))) from None
    print(message("cli.appendix.done", file=file))
    return 0


def form_of(options: argparse.Namespace) -> str:
    """Return the form that is wanted, which the name of the file may say. Raises ``UserError`` where the two disagree."""
    said = Path(options.out).suffix.removeprefix(".").lower() if options.out else ""
    form = str(options.format or said or FORMS[0])
    if (said and said != form) or form not in FORMS:
        raise UserError(message("cli.appendix.suffix", file=options.out))
    return form
