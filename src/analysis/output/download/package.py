"""``datapackage.json``: an edition's CSV files as a data package (Data Package 2.0), with a schema for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from analysis.archive import sha256
from analysis.display.language.language import Language
from analysis.display.view.view import View
from analysis.output.download.terms import terms_of
from analysis.output.records import Column, Kind, Records

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# A value is a number or a word, and so of any type.
TYPES: Mapping[Kind, str] = {"text": "string", "whole": "integer", "value": "any", "day": "date"}
# Columns of values in which there are no words.
NUMBERS = frozenset({"value_to"})
# Tables in which only several columns together tell rows apart.
KEYS: Mapping[str, tuple[str, ...]] = {"links": ("result", "fact"), "codes": ("column", "code")}
# The column with the unit of what stands in another.
UNITS: Mapping[str, str] = {"value": "unit", "value_to": "unit"}
# What is said of a column also where only some of a table's rows are.
SAID_AGAIN = ("name", "type", "unitField")


@dataclass(frozen=True)
class TableFile:
    """A CSV file of a table: its path, what is in it, and whether it is written for a Danish spreadsheet."""

    path: str
    content: bytes
    table: Records
    danish: bool = False


def package(view: View, files: Iterable[TableFile]) -> bytes:
    """Return the description of an edition's CSV files."""
    found = list(files)
    said, partnership = terms_of(view), view.known.partnership
    tables = {file.table.name: file.table for file in found}
    described = {
        "$schema": PROFILE,
        "name": f"{partnership.id}-{view.year}",
        "title": said.title,
        "description": said.about,
        "version": said.version,
        "created": f"{said.day}T00:00:00Z",
        **({"homepage": partnership.address} if partnership.address else {}),
        **({"licenses": [{"title": said.licence.name, "path": said.licence.url}]} if said.licence else {}),
        "contributors": [
            {"title": said.publisher, "roles": ["publisher"], **({"path": partnership.url} if partnership.url else {})}
        ],
        "sources": sources(tables["sources"]),
        "resources": [resource(view, file, tables) for file in found],
    }
    return as_json(described)


def as_json(described: Mapping[str, Any]) -> bytes:
    return (json.dumps(described, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode()


def with_parts(described: bytes, parts: Mapping[str, bytes], say: Language) -> bytes:
    """Return a description of an edition's files in which those of figures and tables stand too, by their paths.

    Each has rows of the results in the same columns, and what the columns mean is said there; raises ``KeyError`` where it has others.
    """
    found = json.loads(described)
    results = found["resources"][0]
    found["resources"] += [part(path, content, results, say) for path, content in sorted(parts.items())]
    return as_json(found)


def part(path: str, content: bytes, results: Mapping[str, Any], say: Language) -> dict[str, Any]:
    """Return the file of a figure or a table as a resource."""
    schema, name = results["schema"], PurePosixPath(path).stem
    columns = {column["name"]: column for column in schema["fields"]}
    heads = content.partition(b"\n")[0].decode().split(",")
    whole = {"fields": schema["primaryKey"], "reference": {"resource": results["name"], "fields": schema["primaryKey"]}}
    return {
        **results,
        "name": name,
        "title": say("take.part", file=name).text,
        "description": say.text("take.part_about"),
        "path": path,
        "bytes": len(content),
        "hash": f"sha256:{sha256(content)}",
        "schema": {
            **schema,
            "fields": [{key: columns[head][key] for key in SAID_AGAIN if key in columns[head]} for head in heads],
            "foreignKeys": [whole, *schema["foreignKeys"]],
        },
    }


def sources(table: Records) -> list[dict[str, str]]:
    """Return the sources of the data."""
    rows = (dict(zip(table.names, row, strict=True)) for row in table.rows)
    return [{"title": str(row["title"]), **({"path": str(row["address"])} if row["address"] else {})} for row in rows]


def resource(view: View, file: TableFile, tables: Mapping[str, Records]) -> dict[str, Any]:
    """Return a file as a resource: where it is, how to be sure of it, how it is written and what is in it."""
    table, say = file.table, view.say
    title = say("take.danish", table=table.title).text if file.danish else table.title
    return {
        "name": f"{table.stem}-excel" if file.danish else table.stem,
        "type": "table",
        "title": title,
        "description": f"{table.about} {say.text('take.marked')}",
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{sha256(file.content)}",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n"} if file.danish else {"delimiter": ",", "lineTerminator": "\n"},
        "schema": schema(table, tables, danish=file.danish),
    }


def schema(table: Records, tables: Mapping[str, Records], *, danish: bool) -> dict[str, Any]:
    """Return a table's columns, what tells its rows apart, and which rows of other tables they name."""
    key = KEYS.get(table.name, (table.key,) if table.key else ())
    named = [column for column in table.columns if column.table in tables]
    return {
        "fields": [field(column, meanings(tables, column.name), danish=danish) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(key)} if key else {}),
        **({"foreignKeys": [reference(column, tables[column.table]) for column in named]} if named else {}),
    }


def field(column: Column, categories: list[dict[str, str]], *, danish: bool) -> dict[str, Any]:
    """Return a column: its name, what it means, of which type it is, and which codes stand in it."""
    kind = "number" if column.name in NUMBERS else TYPES[column.kind]
    said: dict[str, Any] = {"name": column.name, "type": kind, "title": column.title, "description": column.about}
    if column.kind == "value" and danish:
        said["decimalChar"] = ","
    if column.name in UNITS:
        said["unitField"] = UNITS[column.name]
    return said | ({"categories": categories} if categories and column.kind == "text" else {})


def meanings(tables: Mapping[str, Records], column: str) -> list[dict[str, str]]:
    """Return the codes of a column with what they mean. A unit can be a source's own words as well, so its codes are no closed set."""
    rows = tables["codes"].rows if "codes" in tables and column != "unit" else ()
    return [{"value": str(code), "label": str(said)} for name, code, said in rows if name == column]


def reference(column: Column, other: Records) -> dict[str, Any]:
    """Return which table a column names a row of."""
    return {"fields": [column.name], "reference": {"resource": other.stem, "fields": [other.key]}}
