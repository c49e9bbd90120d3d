"""Checks a document or a row against its model, and says what is wrong in our own words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from analysis.data.reading.characters import has_bad_characters
from analysis.data.reading.findings import Findings
from analysis.data.values import KEY, OWN
from analysis.errors import Fault
from analysis.messages import message

Model = TypeVar("Model", bound=BaseModel)
LONGEST_SHOWN = 80
# What the checking library can find, and which of our messages says it.
KEYS = {
    "extra_forbidden": "extra",
    "missing": "missing",
    "literal_error": "choice",
    "string_type": "text",
    "dict_type": "table",
    "model_type": "table",
    "model_attributes_type": "table",
    "tuple_type": "list",
    "list_type": "list",
}


def suggestion(found: str, known: Iterable[str]) -> str:
    """Return what to do about an unknown name: the nearest known one, or the whole list."""
    names = sorted(known)
    if near := difflib.get_close_matches(found, names, n=1):
        return message("data.suggest.near", name=near[0])
    return message("data.suggest.list", names=", ".join(names)) if names else message("data.suggest.none")


def validate(
    model: type[Model], document: Mapping[str, Any], name: str, findings: Findings, row: int | None = None
) -> Model | None:
    """Return the document as a ``model``, or ``None`` with a fault for each thing that is wrong in it."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        said = [details for details in error.errors(include_url=False) if not has_bad_characters(details["input"])]
        findings.add(*(fault_of(details, model, document, name, row) for details in said))
        return None


def fault_of(details: Any, model: type[BaseModel], document: Mapping[str, Any], name: str, row: int | None) -> Fault:
    """Return one finding of the checking library in the project's message shape."""
    place = place_of(details["loc"], document)
    kind, value = details["type"], details["input"]
    if kind == OWN:
        said = details["ctx"]
        column = ".".join(filter(None, (place, said["column"])))
        return Fault(name, said["found"] or shown(value), details["msg"], said["todo"], row, column)
    key = KEYS.get(kind, "other")
    known = known_at(model, details["loc"][:-1] if key == "extra" else details["loc"])
    said = {"key": repr(str((details["loc"] or ("",))[-1])), "place": place, "choices": choices(known), "found": shown(value)}
    found, expected, todo = (message(f"data.values.{key}.{part}", **said) for part in ("found", "expected", "todo"))
    near = difflib.get_close_matches(str(details["loc"][-1] if key == "extra" else value), known, n=1)
    if near and key in {"extra", "choice"}:
        todo = message("data.suggest.near", name=near[0])
    return Fault(name, found, expected, todo, row, place)


def place_of(parts: Iterable[Any], document: Any) -> str:
    """Return where in a document something is; an entry of a list by its id or year, or else by its number."""
    place: list[str] = []
    for part in parts:
        if isinstance(part, int) and isinstance(document, list | tuple) and part < len(document):
            document = document[part]
            place.append(entry_name(document, part))
        elif isinstance(document, Mapping) and part in document:
            document = document[part]
            place.append(str(part))
        elif part != "[key]" and not isinstance(part, int) and isinstance(document, Mapping | type(None)):
            place.append(str(part))
            document = None
    return ".".join(place)


def entry_name(entry: Any, index: int) -> str:
    """Return what an entry of a list is called: its id, its year or its number, counted from 1."""
    names = [str(entry.get(key, "")) for key in ("id", "year")] if isinstance(entry, Mapping) else []
    return next((name for name in names if KEY.fullmatch(name)), message("data.values.entry", number=index + 1))


def shown(value: Any) -> str:
    """Return a value as it may be shown in a line; of a table or list only what it is."""
    if value is None:
        return message("data.values.nothing")
    if isinstance(value, Mapping):
        return message("data.values.a_table")
    if isinstance(value, list | tuple):
        return message("data.values.a_list")
    text = str(value) if isinstance(value, Decimal) or not isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def choices(known: Iterable[str]) -> str:
    """Return the values that a choice has, in words."""
    *most, last = [repr(name) if name else message("data.values.empty") for name in known] or [""]
    return message("data.values.or", names=", ".join(most), last=last) if most else last


def known_at(model: type[BaseModel], loc: Iterable[Any]) -> list[str]:
    """Return the keys or choices that are known at a place of a model; none where the place has neither."""
    annotation: Any = model
    for part in loc:
        annotation = inside(annotation, part)
    annotation = bare(annotation)
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return list(annotation.model_fields) if is_model(annotation) else []


def inside(annotation: Any, part: Any) -> Any:
    """Return the type of a part of a value of a type."""
    annotation = bare(annotation)
    if is_model(annotation):
        field = annotation.model_fields.get(part)
        return field.annotation if field else None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if get_origin(annotation) is tuple else None


def bare(annotation: Any) -> Any:
    """Return a type without what is noted beside it, and without the choice of none."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = get_args(annotation)[0]
    return annotation


def is_model(annotation: Any) -> bool:
    """Tell whether a type is a model."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
