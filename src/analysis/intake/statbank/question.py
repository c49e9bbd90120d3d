"""What is asked of a table, in codes: checked against the table's description before anything else is asked."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import prod

from analysis.intake.mapping.model import AskedFormat, Fetch
from analysis.intake.reading.cubes.cube import MOST_CELLS
from analysis.intake.statbank.bank.info import TableInfo, Variable
from analysis.intake.statbank.trouble import Trouble, Troubles

NAMED = 5
TABLE = re.compile(r"[A-Za-z0-9_]{1,40}")
BETWEEN = re.compile(r"(?:>=(?P<from>[^<>]+))?(?:<=(?P<to>[^<>]+))?")
NEWEST = re.compile(r"\((?:-n\+)?(?P<count>\d{1,4})\)")
IS_NEWEST_ONE = re.compile(r"\(\d+\)")
SUM = re.compile(r"sum\(", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A variable and the codes of it that are asked for, with their texts, in the order of the table."""

    variable: str
    text: str
    is_time: bool
    codes: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """What is asked of a table, every code by its name."""

    table: str
    format: AskedFormat
    asked: tuple[Asked, ...]

    @property
    def body(self) -> bytes:
        """The request as it is posted."""
        codes = "Code" if self.format == "BULK" else "Value"
        return as_json(
            {
                "table": self.table,
                "format": self.format,
                "lang": "da",
                "valuePresentation": codes,
                "variables": [{"code": one.variable, "values": list(one.codes)} for one in self.asked],
            }
        )

    @property
    def count(self) -> int:
        """How many figures are asked for."""
        return prod(len(one.codes) for one in self.asked)


def as_json(content: object) -> bytes:
    """Return content as the JSON that is posted."""
    return json.dumps(content, ensure_ascii=False).encode()


def values_of(arguments: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the codes for each variable that ``VARIABLE=CODE,CODE`` asks for. Raises ``Troubles`` for arguments that are none."""
    found: dict[str, tuple[str, ...]] = {}
    troubles = []
    for argument in arguments:
        name, sign, codes = unicodedata.normalize("NFC", argument).partition("=")
        values = tuple(filter(None, (code.strip() for code in codes.split(","))))
        if not sign or not name.strip() or not values or name.strip().endswith((">", "<")):
            troubles.append(Trouble("argument", found=argument))
        elif name.strip() in found:
            troubles.append(Trouble("twice", variable=name.strip()))
        else:
            found[name.strip()] = values
    if troubles:
        raise Troubles(*troubles)
    return found


def refuse_table(table: str) -> None:
    """Raise ``Trouble`` for what cannot be the code of a table."""
    if not TABLE.fullmatch(table):
        raise Trouble("table_code", found=table)


def question_of(fetch: Fetch, info: TableInfo) -> Question:
    """Return what a mapping, or the command, asks of a table.

    Raises ``Troubles`` with every variable and code that the table does not have, what has to be chosen and is not, variables that
    have changed since the mapping was made, and a question of more figures than can be read.
    """
    troubles = [*changed(fetch, info), *unknown_variables(fetch, info), *not_chosen(fetch, info)]
    asked = []
    for variable in info.variables:
        name = next((name for name in fetch.values if info.variable(name) is variable), None)
        if name is not None:
            codes, wrong = codes_of(variable, fetch.values[name])
            troubles += wrong
            asked.append(Asked(variable.id, variable.text, variable.time, codes))
    if troubles:
        raise Troubles(*troubles)
    question = Question(info.id, fetch.format, tuple(asked))
    refuse_many(question)
    return question


def changed(fetch: Fetch, info: TableInfo) -> Iterator[Trouble]:
    """Yield the trouble of a table that has other variables than when the mapping was made: its totals may be others too."""
    there = [one.id for one in info.variables]
    if fetch.variables and sorted(fetch.variables) != sorted(there):
        gone, new = (sorted(set(one) - set(other)) for one, other in ((fetch.variables, there), (there, fetch.variables)))
        yield Trouble("variables_changed", gone=", ".join(gone) or "-", new=", ".join(new) or "-")


def unknown_variables(fetch: Fetch, info: TableInfo) -> Iterator[Trouble]:
    """Yield a trouble for each variable that the table does not have."""
    for name in fetch.values:
        if info.variable(name) is None:
            yield Trouble("variable", found=name, known=", ".join(one.id for one in info.variables))


def not_chosen(fetch: Fetch, info: TableInfo) -> Iterator[Trouble]:
    """Yield a trouble for each variable that cannot be left out and is: time always, and every one in the format BULK."""
    chosen = {variable.id for name in fetch.values if (variable := info.variable(name)) is not None}
    for variable in info.variables:
        if variable.id not in chosen and (variable.time or not variable.elimination or fetch.format == "BULK"):
            yield Trouble("not_chosen", variable=variable.id, known=some(list(variable.texts)), format=fetch.format)


def codes_of(variable: Variable, wanted: Sequence[str]) -> tuple[dict[str, str], list[Trouble]]:
    """Return the codes that some codes and patterns ask for, in the order of the table, and what is wrong with them."""
    known = list(variable.texts)
    found: set[str] = set()
    troubles = []
    for one in wanted:
        codes = [one] if one in variable.texts else matching(one, known)
        found.update(codes)
        if SUM.match(one):
            troubles.append(Trouble("sum", variable=variable.id, found=one))
        elif not codes:
            near = difflib.get_close_matches(one, known, NAMED) or known[-NAMED:]
            troubles.append(Trouble("code", variable=variable.id, found=one, near=", ".join(near), count=len(known)))
    return {code: text for code, text in variable.texts.items() if code in found}, troubles


def matching(pattern: str, known: Sequence[str]) -> list[str]:
    """Return the codes that a pattern asks for: ``*``, ``*K1``, ``>=2010K1<=2015K4``, ``(1)`` the newest, ``(-n+3)`` the newest three."""
    if "*" in pattern or "?" in pattern:
        return [code for code in known if fnmatchcase(code, pattern.replace("[", "[[]"))]
    if (newest := NEWEST.fullmatch(pattern)) and int(newest["count"]):
        number = int(newest["count"])
        return list(known[-number:][:1] if IS_NEWEST_ONE.fullmatch(pattern) else known[-number:]) if number <= len(known) else []
    if (between := BETWEEN.fullmatch(pattern)) and pattern:
        first, last = between["from"], between["to"]
        return [code for code in known if is_between(code, first, last, known)]
    return []


def is_between(code: str, first: str | None, last: str | None, known: Sequence[str]) -> bool:
    """Tell whether a code stands from one to another: in the order of the table where that has them, else as they are written."""
    after = first is None or (known.index(code) >= known.index(first) if first in known else code >= first)
    return after and (last is None or (known.index(code) <= known.index(last) if last in known else code <= last))


def refuse_many(question: Question) -> None:
    """Raise ``Troubles`` for a question of more figures than can be read."""
    if question.count > MOST_CELLS:
        most = max(question.asked, key=lambda one: len(one.codes))
        raise Troubles(Trouble("many", count=question.count, most=MOST_CELLS, variable=most.variable, codes=len(most.codes)))


def some(names: Sequence[str]) -> str:
    """Return the last few of some names: of times, the newest."""
    return ("… " if len(names) > NAMED else "") + ", ".join(names[-NAMED:])
