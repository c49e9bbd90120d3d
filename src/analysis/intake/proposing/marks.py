"""Keys below a table: which sign means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.intake.language import vocabulary
from analysis.intake.words import one_line

KEY = re.compile(r"(?:^|(?<=[.;,]\s))(?P<sign>\S{1,4})\s*(?:=|:\s)\s*(?P<what>[^=]+?)(?=[.;,]\s+\S{1,4}\s*=|$)")
# What signs mean in budgets without a key, by the conventions of the data.
MONEY = (("?", "not_decided"), ("-", "no_grant"), ("\u2013", "no_grant"))


@dataclass(frozen=True)
class Sign:
    """A sign, the status that it stands for, and the words that say so."""

    sign: str
    status: str
    zero: bool
    why: str


def signs_of(lines: Sequence[str]) -> list[Sign]:
    """Return the signs that some lines explain; those whose explanation is not understood are left out."""
    found: dict[str, Sign] = {}
    for line in lines:
        for match in KEY.finditer(one_line(line)):
            what = match["what"].strip(" .")
            if (status := status_of(what)) and re.search(r"[^\w\s]|\d|/|^[xX]$", match["sign"]):
                found.setdefault(match["sign"], Sign(match["sign"], "ok" if status == "zero" else status, status == "zero", what))
    return list(found.values())


def status_of(what: str) -> str:
    """Return the status that an explanation gives; empty where none is recognised."""
    text = what.casefold()
    return next((status for status, names in vocabulary()["marks"].items() if any(name in text for name in names)), "")


def money_signs(known: Iterable[str]) -> list[Sign]:
    """Return the signs of budgets that no key explains."""
    return [Sign(sign, status, zero=False, why="") for sign, status in MONEY if sign not in known]
