"""A notebook's parameters: what its source declares, and whether what it is given fits."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import papermill
from nbformat import NotebookNode

from analysis.book.notebooks.chapters import Value
from analysis.errors import ParameterFault
from analysis.messages import message


@dataclass(frozen=True)
class Declared:
    """A parameter of a notebook: its type's name, and whether it must be given (its default is ``None``)."""

    name: str
    type_name: str
    required: bool


def declared_parameters(notebook: NotebookNode) -> dict[str, Declared]:
    """Return the parameters that the notebook's first tagged cell declares."""
    found = papermill.inspect_notebook(notebook)
    return {name: Declared(name, type_of(details), details["default"] == "None") for name, details in found.items()}


def type_of(details: Mapping[str, str]) -> str:
    """Return a parameter's type: as annotated, otherwise the type of its default."""
    annotated = details["inferred_type_name"]
    return annotated if annotated not in ("None", "") else type(ast.literal_eval(details["default"])).__name__


def is_bool(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


READERS: dict[str, Callable[[str], Value]] = {"int": int, "float": float, "str": str, "bool": is_bool}


def fit(name: str, declared: Mapping[str, Declared], given: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Return the given values, each of its declared type. Text is read as that type, as a command line needs.

    Raises ``ParameterFault`` with everything that is unknown, missing or mistyped. Papermill itself only warns.
    """
    fitted: dict[str, Value] = {}
    faults = []
    for parameter, value in given:
        if parameter not in declared:
            faults.append(unknown(name, parameter, declared))
            continue
        try:
            fitted[parameter] = read_as(declared[parameter].type_name, value)
        except ValueError:
            expected = declared[parameter].type_name
            faults.append(message("book.parameters.type", name=name, parameter=parameter, value=repr(value), expected=expected))
    missing = [d.name for d in declared.values() if d.required and d.name not in fitted]
    faults += [message("book.parameters.missing", name=name, parameter=parameter) for parameter in missing]
    if faults:
        raise ParameterFault("\n".join(faults))
    return fitted


def unknown(name: str, parameter: str, declared: Iterable[str]) -> str:
    """Return what is said of a parameter that a notebook does not have, with the nearest that it has."""
    known = list(declared)
    near = difflib.get_close_matches(parameter, known, n=1)
    todo = message("book.parameters.near", near=near[0]) if near else message("book.parameters.remove")
    return message("book.parameters.unknown", name=name, parameter=parameter, known=", ".join(known), todo=todo)


def read_as(type_name: str, value: Value) -> Value:
    """Return the value as the declared type. Raises ``ValueError`` when it is not one."""
    reader = READERS.get(type_name)
    if reader is None:
        return value
    if isinstance(value, str):
        return reader(value)
    if type(value).__name__ != type_name:
        raise ValueError(value)
    return value
