"""Which language the command line speaks, the parser's own words too."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from analysis.messages import LANGUAGES, catalogue, message, spoken

OWN_WORDS = "cli.argparse."


def add_language(command: argparse.ArgumentParser) -> None:
    """Add the option that chooses the language, which may stand before the command and after it."""
    command.add_argument(
        "--language",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,  # or the command's own would forget what stood before it
        metavar=message("cli.placeholders.language"),
        help=message("cli.options.language"),
    )


def language_of(arguments: Sequence[str] | None) -> str:
    """Return the language that the arguments choose, or else the one that is spoken.

    It has to be known before the parser is made, which says its help in it.
    """
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("--language", nargs="?")
    chosen = first.parse_known_args(arguments)[0].language
    return chosen if chosen in LANGUAGES else spoken()


@contextmanager
def own_words() -> Iterator[None]:
    """Have ``argparse`` say its own words in the spoken language until the end of the block.

    It asks ``gettext``, which knows folders of compiled catalogues and the environment, and nothing of a chosen language.
    """
    asked: Any = argparse
    before = asked._, asked.ngettext
    asked._, asked.ngettext = own_word, lambda one, many, count: own_word(one if count == 1 else many)
    try:
        yield
    finally:
        asked._, asked.ngettext = before


def own_word(text: str) -> str:
    """Return what ``argparse`` says in the spoken language; as it is, where the catalogue does not have it."""
    keys = {said: key for key, said in catalogue("en").items() if key.startswith(OWN_WORDS)}
    return catalogue(spoken()).get(keys.get(text, ""), text)
