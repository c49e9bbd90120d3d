"""How the rooms of the bank say what is wrong: with its key and values, before anybody has chosen the words."""

from __future__ import annotations

from typing import Any

from analysis.errors import DataFaults, Fault, fault

KEYS = "statbank."
SAID = "not_fetched"
MOST_SHOWN = 200


class Trouble(Exception):
    """A bank cannot be asked, or its answer cannot be used, for the reason ``statbank.<key>`` of the catalogue."""

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.values = values
        super().__init__(key)

    def fault(self, where: str) -> Fault:
        """Return it in the shape of all messages; ``where`` is the bank and the table."""
        return fault(f"{KEYS}{self.key}", file=where, **self.values)


class Troubles(Exception):
    """Everything that is wrong with a question, at once."""

    def __init__(self, *troubles: Trouble) -> None:
        self.troubles = troubles
        super().__init__(", ".join(one.key for one in troubles))


def refusal(where: str, *troubles: Trouble) -> DataFaults:
    """Return the error that is shown for one or more troubles with a table."""
    return DataFaults([one.fault(where) for one in troubles], SAID)


def one_line(text: str) -> str:
    """Return what a bank says as a short line that can be shown: no control characters, no line breaks."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}…"
