"""JSON-stat, versions 1 and 2: a data set alone, in a wrapper, or several of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import prod
from typing import cast

from analysis.intake.reading.cubes.cube import (
    MOST_CELLS,
    Cube,
    CubeTable,
    Dimension,
    Figure,
    long_table,
    refuse_size,
    said_of_signs,
)
from analysis.intake.reading.refusal import Unreadable

Json = Mapping[str, object]
SHOWN = 120
MOST_COMMAS = 2 * MOST_CELLS  # figures, and as many statuses, names and codes


def read_json(text: str) -> list[CubeTable]:
    """Return the tables of a JSON-stat file. Raises ``Unreadable`` for other JSON, such as the message of an error."""
    if text.count(",") > MOST_COMMAS:
        raise Unreadable("many_text_cells", most=MOST_CELLS)
    try:
        whole = json.loads(text, parse_float=Decimal, parse_constant=not_a_number)
    except json.JSONDecodeError as error:
        raise Unreadable("json_damaged", line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("json_damaged", line=1) from error
    found = list(datasets(whole))
    if not found:
        raise Unreadable("json", start=" ".join(text.split())[:SHOWN])
    try:
        return [table_of(name if len(found) > 1 else "", dataset) for name, dataset in found]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError) as error:
        raise Unreadable("json_form", what=str(error)) from error


def not_a_number(_: str) -> None:
    """Return no figure for what is no number in JSON."""


def datasets(whole: object) -> Iterator[tuple[str, Json]]:
    """Yield the data sets of a file with their names: itself, those in a wrapper, those of a collection."""
    if not isinstance(whole, Mapping):
        return
    if "value" in whole and "dimension" in whole:
        yield "", whole
        return
    link = whole.get("link")
    items = link.get("item", []) if isinstance(link, Mapping) else []
    inner = [*whole.items(), *((str(place), item) for place, item in enumerate(items if isinstance(items, list) else [], 1))]
    for name, item in inner:
        if isinstance(item, Mapping) and "value" in item and "dimension" in item:
            yield str(name), item


def table_of(name: str, dataset: Json) -> CubeTable:
    """Return the long table of a data set."""
    described = cast("Json", dataset["dimension"])
    ids = [str(item) for item in cast("Sequence[object]", dataset.get("id") or described["id"])]
    sizes = [int(str(size)) for size in cast("Sequence[object]", dataset.get("size") or described["size"])]
    refuse_size(sizes)
    dimensions = tuple(dimension_of(item, cast("Json", described[item])) for item in ids)
    if [len(dimension.labels) for dimension in dimensions] != sizes:
        raise Unreadable("json_sizes")
    count = prod(sizes)
    statuses = statuses_of(dataset.get("status"), count)
    cube = Cube(dimensions, figures_of(dataset["value"], count), statuses, {})
    meta = {key: str(dataset[key]) for key in ("label", "source", "updated") if dataset.get(key)}
    if "label" in meta:
        meta["title"] = meta.pop("label")
    notes = dataset.get("note")
    if notes:
        meta["notes"] = "\n".join(map(str, notes)) if isinstance(notes, list) else str(notes)
    sheet = long_table(cube, name, "value", 0)
    signs = {number: said for number, said in statuses.items() if said and cube.figures[number] is None}
    return CubeTable(sheet, meta, tuple(said_of_signs(sheet, signs)))


def dimension_of(name: str, described: Json) -> Dimension:
    """Return a dimension: categories in the order of their index, by their labels, with the unit of each."""
    category = cast("Json", described["category"])
    index, labels = category.get("index"), cast("Json", category.get("label") or {})
    if isinstance(index, Mapping):
        codes = sorted(index, key=lambda code: int(index[code]))
    else:
        codes = [str(code) for code in cast("Sequence[object]", index or list(labels))]
    units = cast("Json", category.get("unit") or {})
    said = tuple(unit_of(units.get(code)) for code in codes)
    return Dimension(str(described.get("label") or name), tuple(str(labels.get(code, code)) for code in codes), said)


def unit_of(unit: object) -> str:
    """Return the name of a unit, with the number that its figures are to be multiplied by where there is one."""
    if not isinstance(unit, Mapping):
        return ""
    return str(unit.get("base") or unit.get("label") or unit.get("symbol") or "")


def figures_of(value: object, count: int) -> list[Figure]:
    """Return the figures in order; None where there is none. Raises ``Unreadable`` where there are too few or too many."""
    if isinstance(value, Mapping):
        if any(not 0 <= int(place) < count for place in value):
            raise Unreadable("json_sizes")
        return [figure_of(value.get(str(place))) for place in range(count)]
    figures = [figure_of(figure) for figure in cast("Sequence[object]", value)]
    if len(figures) != count:
        raise Unreadable("json_sizes")
    return figures


def figure_of(value: object) -> Figure:
    """Return a figure; a text is none."""
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def statuses_of(status: object, count: int) -> dict[int, str]:
    """Return the status of each figure that has one, by its number from 0; one text is that of all."""
    if isinstance(status, str):
        return dict.fromkeys(range(count), status)
    if isinstance(status, Mapping):
        return {int(place): str(said) for place, said in status.items() if 0 <= int(place) < count}
    return {place: str(said) for place, said in enumerate(cast("Sequence[object]", status or ())[:count]) if said is not None}
