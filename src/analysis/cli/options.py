"""What commands share: how they are added, and the types of their options."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

from analysis.cli.said.speech import add_language
from analysis.messages import message

LAST_YEAR = 9999
LONGEST_SECONDS = 7 * 24 * 60 * 60
Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Command(argparse.ArgumentParser):
    """The parser of a command: options may stand between its arguments, as in ``fetch TABLE --bank kk VARIABLE=CODE``."""

    is_mixed = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """Return what the arguments ask for, and those that nobody knows."""
        found, unknown = super().parse_known_args(args, namespace)
        if self.is_mixed or not unknown or any(one.startswith("-") for one in unknown):
            return found, unknown
        self.is_mixed = True  # ``argparse`` comes here again: for the options alone, then for the rest
        try:
            return self.parse_known_intermixed_args(args)
        finally:
            self.is_mixed = False


def add_command(commands: Commands, name: str, function: object, text: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    """Add a command with the option that all have, and return its parser."""
    command: argparse.ArgumentParser = commands.add_parser(  # type: ignore[attr-defined]
        name,
        help=text,
        description=text,
        epilog=message(f"cli.{name}.more") + message("cli.program.exit_codes"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--data", type=place, metavar=message("cli.placeholders.folder"), help=message("cli.options.data"))
    add_language(command)
    command.set_defaults(command=function)
    return command


def add_parameters(command: argparse.ArgumentParser, text: str) -> None:
    """Add the option that sets parameters of notebooks, with what is said of it."""
    command.add_argument(
        "-p",
        nargs=2,
        action="append",
        default=[],
        metavar=(message("cli.placeholders.name"), message("cli.placeholders.value")),
        dest="parameters",
        help=text,
    )


def add_running(command: argparse.ArgumentParser) -> None:
    """Add the options of commands that run notebooks."""
    command.add_argument("-j", type=whole_number(1), metavar=message("cli.placeholders.number"), help=message("cli.options.jobs"))
    command.add_argument("--scheduler", metavar=message("cli.placeholders.address"), help=message("cli.options.scheduler"))
    command.add_argument(
        "--timeout", type=seconds, default=600, metavar=message("cli.placeholders.seconds"), help=message("cli.options.timeout")
    )


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number within limits, and raises ``argparse.ArgumentTypeError`` for anything else."""

    def read(text: str) -> int:
        value = int(text) if text.isascii() and text.isdigit() else -1
        if value < least or (most is not None and value > most):
            key = "cli.types.many" if most is None else "cli.types.whole"
            raise argparse.ArgumentTypeError(message(key, found=text, least=least, most=most))
        return value

    return read


def place(text: str) -> str:
    """Return a path. Raises ``argparse.ArgumentTypeError`` for none: an unset variable of the shell's is no choice of the default."""
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError(message("cli.types.place", found=repr(text)))
    return text


def seconds(text: str) -> float:
    """Return a time limit. Raises ``argparse.ArgumentTypeError`` unless it is one that can be kept."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= LONGEST_SECONDS:
        raise argparse.ArgumentTypeError(message("cli.types.seconds", found=text, most=LONGEST_SECONDS))
    return value


def words(text: str) -> str:
    """Return words on one line. Raises ``argparse.ArgumentTypeError`` for none."""
    if not text.strip():
        raise argparse.ArgumentTypeError(message("cli.types.words"))
    return " ".join(text.split())
