"""Brings a data folder up to what this program writes today. Whatever an older program wrote can still be read without it.

The only thing that was ever said by habit and is now said in the data is a role: indicators and categories with the keys of old
have theirs without saying it (``roles``). An upgrade writes it down. Columns and keys that came later may all be left out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.data.facts import Facts
from analysis.data.load import load
from analysis.data.writing import put

FILE = "indicators.toml"
HEAD = re.compile(r"^\[(?P<path>[^\[\]]+)\][ \t]*(#.*)?$")


def upgraded(folder: Path) -> dict[str, str]:
    """Return the files of a data folder that would be written otherwise today, as they would be. Raises ``DataFaults``."""
    before = (folder / FILE).read_text(encoding="utf-8")
    after = with_roles_written(before, load(folder))
    return {FILE: after} if after != before else {}


def with_roles_written(text: str, facts: Facts) -> str:
    """Return the definitions with each role that an indicator or a category has by its key alone, below its heading.

    All else stands as it stood, to the character. A definition that has no heading of its own keeps its role unsaid.
    """
    lines = text.splitlines(keepends=True)
    said = {head: {line.partition("=")[0].strip() for line in body} for head, body in tables_of(lines)}
    found: list[str] = []
    for line in lines:
        found.append(line)
        head = head_of(line)
        role = roles_of(facts).get(head, "")
        if role and "role" not in said.get(head, set()):
            end = line[len(line.rstrip("\r\n")) :] or "\n"
            found.append(f'role = "{role}"{end}')
    return "".join(found)


def head_of(line: str) -> str:
    """Return the name of the table that a line begins; empty where it begins none."""
    match = HEAD.match(line.strip())
    return ".".join(part.strip().strip("\"'") for part in match["path"].split(".")) if match else ""


def tables_of(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each table with the lines below its heading."""
    head, body = "", list[str]()
    for line in lines:
        if line.lstrip().startswith("["):
            yield head, body
            head, body = head_of(line), []
        else:
            body.append(line)
    yield head, body


def roles_of(facts: Facts) -> dict[str, str]:
    """Return the role of each indicator and category that has one, by the heading that its table would have."""
    found: dict[str, str] = {}
    for key, indicator in facts.indicators.items():
        found[f"indicators.{key}"] = indicator.role or ""
        for name, category in indicator.categories.items():
            found[f"indicators.{key}.categories.{name}"] = category.role or ""
    return found


def differences(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of what an upgrade changes, file by file, as programs show differences."""
    for name, after in files.items():
        before = (folder / name).read_text(encoding="utf-8")
        yield from difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")


def upgrade(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files of an upgrade, all or none, after the folder has been read as it becomes. Raises ``UserError``."""
    put(folder, {name: text.encode() for name, text in files.items()})
