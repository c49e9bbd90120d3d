"""What can be kept of a definition that has faults: the parts that are right, with blanks for what each must have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from analysis.data.reading.findings import Findings

Model = TypeVar("Model", bound=BaseModel)
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
    whole: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    bare: Any = field.annotation
    adapter: TypeAdapter[Any] = TypeAdapter(whole)
    if is_valid(adapter, value):
        return adapter.validate_python(value)
    origin, arguments = get_origin(bare), get_args(bare)
    if origin is dict and isinstance(value, dict):
        return salvage_table(TypeAdapter(bare), value, name, findings)
    if origin is tuple and isinstance(value, list):
        return salvage_list(TypeAdapter(arguments[0]), value, name, findings)
    return blank_of(field)


def is_valid(adapter: TypeAdapter[Any], value: Any) -> bool:
    """Tell whether a value can be read."""
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def salvage_table(adapter: TypeAdapter[Any], value: dict[str, Any], name: str, findings: Findings) -> dict[str, Any]:
    """Return the entries of a table that can be read."""
    kept: dict[str, Any] = {}
    for key, entry in value.items():
        if is_valid(adapter, {key: entry}):
            kept |= adapter.validate_python({key: entry})
        else:
            lose(key, entry, name, findings)
    return kept


def salvage_list(adapter: TypeAdapter[Any], value: list[Any], name: str, findings: Findings) -> tuple[Any, ...]:
    """Return the entries of a list that can be read."""
    kept = []
    for entry in value:
        if is_valid(adapter, entry):
            kept.append(adapter.validate_python(entry))
        else:
            key = entry.get("id") if isinstance(entry, dict) else None
            lose(key if isinstance(key, str) else "", entry, name, findings)
    return tuple(kept)


def lose(key: object, entry: Any, name: str, findings: Findings) -> None:
    """Remember the name of an entry that cannot be read, and the names of what is defined inside it."""
    findings.lose(name, key)
    for inside in entry.values() if isinstance(entry, dict) else ():
        for key_inside in inside if isinstance(inside, dict) else ():
            findings.lose(name, key_inside)
