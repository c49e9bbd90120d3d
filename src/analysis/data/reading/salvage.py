"""What can be kept of a definition that has faults: the parts that are right, with blanks for what each must have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from analysis.data.definitions import Note
from analysis.data.reading.findings import Findings
from analysis.data.reading.validate import is_model

Model = TypeVar("Model", bound=BaseModel)
UNREAD = object()
BLANKS: dict[Any, Any] = {str: "", int: 0, bool: False, dt.date: dt.date.max, tuple: (), dict: {}}


def blank(model: type[Model]) -> Model:
    """Return a definition that says nothing."""
    return model.model_construct(**{name: blank_of(field) for name, field in model.model_fields.items()})


def blank_of(field: FieldInfo) -> Any:
    """Return a field's default, or the empty value of its type."""
    return field.get_default(call_default_factory=True) if not field.is_required() else empty(field.annotation)


def empty(annotation: Any) -> Any:
    """Return the empty value of a type: of a choice the first, of an optional one nothing."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return empty(arguments[0])
    return arguments[0] if origin is Literal else BLANKS.get(origin or annotation)


def salvage(model: type[Model], document: Mapping[str, Any], name: str, findings: Findings) -> Model:
    """Return what can be read of a document; the names of the parts that cannot are remembered as lost.

    Where a whole table or list of things cannot be read, nobody knows which names were lost with it: the file is unread.
    """
    kept: dict[str, Any] = {}
    for key, field in model.model_fields.items():
        value = document.get(key)
        kept[key] = salvage_field(field, value, name, findings) if key in document else blank_of(field)
        is_container = field.is_required() and isinstance(kept[key], dict | tuple)
        if is_container and not isinstance(value, dict | list):
            findings.unread.add(name)
    return model.model_construct(**kept)


def salvage_field(field: FieldInfo, value: Any, name: str, findings: Findings) -> Any:
    """Return a field's value; of a list or table of things those that can be read, else a blank."""
    bare: Any = field.annotation
    whole: Any = Annotated[bare, *field.metadata] if field.metadata else bare
    origin, arguments = get_origin(bare), get_args(bare)
    if (found := read(whole, value)) is not UNREAD:
        return found
    if origin is dict and isinstance(value, dict):
        return salvage_table(arguments, value, name, findings)
    if origin is tuple and isinstance(value, list):
        return salvage_list(arguments[0], value, name, findings)
    return blank_of(field)


def read(annotation: Any, value: Any) -> Any:
    """Return a value as one of a type, or ``UNREAD``."""
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    try:
        return adapter.validate_python(value)
    except ValidationError:
        return UNREAD


def read_entry(annotation: Any, entry: Any) -> Any:
    """Return an entry of a table or list, without the words and flags in it that cannot be read; else ``UNREAD``."""
    found = read(annotation, entry)
    if found is UNREAD and is_model(annotation) and isinstance(entry, dict):
        fields = annotation.model_fields
        kept = {
            key: value
            for key, value in entry.items()
            if key not in fields or not is_beside_the_point(fields[key]) or read(fields[key].annotation, value) is not UNREAD
        }
        found = read(annotation, kept)
    return found


def is_beside_the_point(field: FieldInfo) -> bool:
    """Tell whether a field is a flag, a text or notes that may be left out, so that nothing else is wrong without it."""
    return not field.is_required() and field.annotation in {bool, str, tuple[Note, ...]}


def salvage_table(annotations: tuple[Any, Any], value: dict[str, Any], name: str, findings: Findings) -> dict[str, Any]:
    """Return the entries of a table that can be read."""
    kept: dict[str, Any] = {}
    for key, entry in value.items():
        found_key, found = read(annotations[0], key), read_entry(annotations[1], entry)
        if UNREAD in (found_key, found):
            lose(key, entry, name, findings)
        else:
            kept[found_key] = found
    return kept


def salvage_list(annotation: Any, value: list[Any], name: str, findings: Findings) -> tuple[Any, ...]:
    """Return the entries of a list that can be read."""
    kept = []
    for entry in value:
        found = read_entry(annotation, entry)
        if found is UNREAD:
            key = entry.get("id") if isinstance(entry, dict) else None
            lose(key if isinstance(key, str) else "", entry, name, findings)
        else:
            kept.append(found)
    return tuple(kept)


def lose(key: object, entry: Any, name: str, findings: Findings) -> None:
    """Remember the name of an entry that cannot be read, and the names of what is defined inside it."""
    findings.lose(name, key)
    for inside in entry.values() if isinstance(entry, dict) else ():
        for key_inside in inside if isinstance(inside, dict) else ():
            findings.lose(name, key_inside)
