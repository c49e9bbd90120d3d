"""Reads TOML and CSV into typed rows. Every fault is collected, none is raised on the way."""

from __future__ import annotations

import csv
import difflib
import io
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analysis.errors import Fault

Model = TypeVar("Model", bound=BaseModel)


def suggestion(found: str, known: Iterable[str]) -> str:
    """Return what to do about an unknown name: the nearest known one, or the whole list."""
    names = sorted(known)
    near = difflib.get_close_matches(found, names, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"use one of: {', '.join(names)}" if names else "remove it: there are none"


def read_text(path: Path, name: str, faults: list[Fault]) -> str | None:
    """Return the file's text, or ``None`` with a fault when it is missing, empty or not UTF-8."""
    if not path.is_file():
        faults.append(Fault(name, "no such file", "the file", f"put {path.name} back or run with --data and the right folder"))
        return None
    raw = path.read_bytes()
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        faults.append(Fault(name, "an empty file", "at least a header row or a key", "restore the file's content"))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        faults.append(
            Fault(name, f"byte 0x{raw[error.start]:02X}, which is not UTF-8", "UTF-8 text", "save the file as UTF-8", row=row)
        )
        return None


def read_toml(path: Path, name: str, model: type[Model], faults: list[Fault]) -> Model | None:
    """Return the TOML file as a ``model``, or ``None`` with faults."""
    text = read_text(path, name, faults)
    if text is None:
        return None
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(name, str(error), "TOML", "mend the line that the message names"))
        return None
    return validate(model, document, name, faults)


def read_csv(path: Path, name: str, model: type[Model], faults: list[Fault]) -> list[tuple[int, Model]]:
    """Return the CSV file's good rows as (row number, ``model``); the bad ones are faults."""
    text = read_text(path, name, faults)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header, *rows = [(number, cells) for number, cells in enumerate(reader, 1)]
    except csv.Error as error:
        faults.append(Fault(name, str(error), "comma-separated cells", "mend the quotes in the row", row=reader.line_num))
        return []
    return check_rows(name, header[1], rows, model, faults)


def check_rows(
    name: str, header: list[str], rows: Iterable[tuple[int, list[str]]], model: type[Model], faults: list[Fault]
) -> list[tuple[int, Model]]:
    """Return the rows of a table from anywhere (file, spreadsheet, frame) as ``model``, with their row numbers."""
    header_faults = list(faults_of_header(name, header, model))
    faults.extend(header_faults)
    if header_faults:
        return []
    good = []
    for number, cells in rows:
        if not cells:
            continue
        if len(cells) != len(header):
            found, expected = f"{len(cells)} cells", f"{len(header)} cells, as in the header"
            todo = "put quotes around a cell that holds a comma" if len(cells) > len(header) else "add the missing commas"
            faults.append(Fault(name, found, expected, todo, row=number))
            continue
        checked = validate(model, dict(zip(header, cells, strict=True)), name, faults, row=number)
        if checked is not None:
            good.append((number, checked))
    return good


def faults_of_header(name: str, header: list[str], model: type[BaseModel]) -> Iterable[Fault]:
    """Yield a fault for each missing, extra or repeated column. A column whose field has a default may be missing."""
    columns = list(model.model_fields)
    if len(header) == 1 and ";" in header[0]:
        yield Fault(name, "cells separated by semicolons", "commas", "save the file with comma as the separator", row=1)
        return
    for column, field in model.model_fields.items():
        if column not in header and field.is_required():
            yield Fault(
                name, "no such column", f"the columns {', '.join(columns)}", f"add the column {column}", row=1, column=column
            )
    for column in sorted(set(header)):
        if column not in columns:
            near = difflib.get_close_matches(column, [c for c in columns if c not in header], n=1)
            todo = f"did you mean {near[0]}?" if near else f"remove the column {column}"
            yield Fault(name, "an extra column", f"the columns {', '.join(columns)}", todo, row=1, column=column)
        elif header.count(column) > 1:
            yield Fault(name, "the column twice", "each column once", f"remove one {column}", row=1, column=column)


def validate(
    model: type[Model], document: Mapping[str, Any], name: str, faults: list[Fault], row: int | None = None
) -> Model | None:
    """Return the document as a ``model``, or ``None`` with a fault for each thing that pydantic finds."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        faults.extend(fault_of(details, name, row) for details in error.errors())
        return None


def fault_of(details: Any, name: str, row: int | None) -> Fault:
    """Return one of pydantic's findings in the project's message shape."""
    place = ".".join(str(part) for part in details["loc"])
    message = details["msg"].removeprefix("Value error, ")
    kind = details["type"]
    if kind == "extra_forbidden":
        return Fault(name, f"the unknown key {details['loc'][-1]!r}", "only known keys", "correct the key or remove it", row, place)
    if kind == "missing":
        return Fault(name, "nothing", "a value", f"add {place}", row, place)
    found = "a row that contradicts itself" if isinstance(details["input"], Mapping) else repr(details["input"])
    return Fault(name, found, message[:1].lower() + message[1:], "correct the value", row, place or "")
