"""Writes a proposed mapping as TOML: what was understood, what nobody has confirmed, and, commented out, what has to be decided."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.messages import message

# TOML allows no control characters in a comment.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def quoted(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(quoted, value))}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def is_said(value: object) -> bool:
    """Tell whether a field has something in it."""
    return value is not None and (not isinstance(value, str | tuple) or len(value) > 0)


def comment(text: str) -> str:
    """Return a text as a comment of one line."""
    return f"# {' '.join(CONTROLS.sub(' ', text).split())}"


def table(name: str, fields: Mapping[str, Any], said: str = "", *, out: bool = False) -> list[str]:
    """Return one entry of a list of tables; ``out``: commented out."""
    lines = [f"[[{name}]]", *(f"{key} = {quoted(value)}" for key, value in fields.items() if is_said(value) or key == "heading")]
    lines = [f"# {line}" for line in lines] if out else lines
    return [*([comment(said)] if said else []), *lines, ""]


def fields_of(entry: object, names: Sequence[str], plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return those fields of an entry that say something beyond what is meant without them."""
    return {name: value for name in names if is_said(value := getattr(entry, name)) and value != plain.get(name)}


def head(about: str, fields: Mapping[str, Any], defaults: Mapping[str, Any], to_do: Sequence[str]) -> list[str]:
    """Return the beginning of a mapping, with what a person still has to do with it."""
    lines = [comment(" ".join([message("intake.propose.head"), *to_do])), "", "format = 1", f"about = {quoted(about)}"]
    lines += [f"{key} = {quoted(value)}" for key, value in fields.items() if is_said(value)]
    if defaults:
        lines += ["", "[defaults]", *(f"{key} = {quoted(value)}" for key, value in defaults.items())]
    return [*lines, ""]


def document(parts: Iterable[Sequence[str]]) -> str:
    """Return the whole text of a mapping."""
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"
