"""The command line: one file for each group of commands."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from analysis.cli.appendix import add_appendix
from analysis.cli.attack import add_attack, add_withdraw
from analysis.cli.data import add_check, add_upgrade_data
from analysis.cli.fetch import add_fetch
from analysis.cli.intake import add_intake
from analysis.cli.options import Command
from analysis.cli.preview import add_preview, add_signoff
from analysis.cli.release import add_correct, add_publish, add_verify
from analysis.cli.results import add_results
from analysis.cli.run import add_run
from analysis.cli.said.speech import add_language, language_of, own_words
from analysis.cli.site import add_build, add_serve
from analysis.cli.year import add_forms, add_init, add_new_year, add_status
from analysis.errors import UserError, reason
from analysis.messages import message, speaking

# A disk that is full or may not be written to, wherever it shows.
CANNOT_WRITE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}
# What a command needs is imported by the command, so that --help and small commands answer at once.
COMMANDS = (
    add_check,
    add_upgrade_data,
    add_results,
    add_run,
    add_build,
    add_serve,
    add_init,
    add_new_year,
    add_status,
    add_forms,
    add_appendix,
    add_intake,
    add_fetch,
    add_preview,
    add_signoff,
    add_publish,
    add_correct,
    add_verify,
    add_attack,
    add_withdraw,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 the user's data or arguments, 2 usage, 3 a notebook failed."""
    speak_utf8()
    try:
        try:
            with speaking(language_of(arguments)):
                return perform(read(arguments))
        finally:
            if sys.stdout is not None:  # it is None where the user's shell has closed it
                sys.stdout.flush()
    except BrokenPipeError:
        if reader_has_gone():
            return 0
        raise


def speak_utf8() -> None:
    """Have both outputs take every letter, whatever the user's settings say."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def reader_has_gone() -> bool:
    """Tell whether nobody reads the output any more, as after ``| head``; then let the rest of it go nowhere."""
    try:
        # What the pipe refused is forgotten after the first flush, so only something new shows that it is still broken.
        print(flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def perform(options: argparse.Namespace) -> int:
    """Run the command that was chosen and return its exit code; what is the user's to mend is one message."""
    try:
        return int(options.command(options))
    except UserError as error:
        print(message("cli.program.error", error=error), file=sys.stderr)
        return error.exit_code
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        where = f"{error.filename}: " if error.filename else ""
        print(message("cli.program.disk", where=where, why=reason(error)), file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print(message("cli.program.stopped"), file=sys.stderr)
        return 130


def read(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the arguments ask for. Ends the program with 2 when they cannot be understood, with 0 when they ask for help."""
    with own_words():
        return parser().parse_args(arguments)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="statusbog",
        description=message("cli.program.about"),
        epilog=message("cli.program.more") + "\n" + message("cli.program.exit_codes"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    said = message("cli.program.version", version=version("statusbog"))
    whole.add_argument("--version", action="version", version=said, help=message("cli.options.version"))
    add_language(whole)
    commands = whole.add_subparsers(parser_class=Command, required=True, metavar=message("cli.placeholders.command"))
    for add in COMMANDS:
        add(commands)
    return whole
