"""Data that programs read: JSON, and what scripts carry of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from analysis.release.attack.found import Found, Said, Shown
from analysis.release.attack.tables import ABOUT

BEGINNING = re.compile(r"[\[{]")
# What has more parts is a list of things, and no record of one.
LARGEST_RECORD = 20
# Names of a row, one of which stands beside each of its values.
Labels = tuple[Sequence[str], ...]


def found_in_json(file: str, text: str) -> Iterator[Found]:
    """Yield what a JSON file says: objects with a value and what it is about, and every text. Raises ``ValueError`` for what is none."""
    yield from found_in_value(file, json.loads(text))


def found_in_script(file: str, text: str) -> Iterator[Found]:
    """Yield the texts of a script, and the data in it that are written as JSON."""
    yield from (Said(file, "script", part) for line in text.splitlines() for part in line.split('"'))
    decoder, place = json.JSONDecoder(), 0
    while begun := BEGINNING.search(text, place):
        try:
            value, place = decoder.raw_decode(text, begun.start())
            yield from found_in_value(file, value)
        except ValueError:
            place = begun.end()


def found_in_value(file: str, value: object, labels: Labels = ()) -> Iterator[Found]:
    """Yield what a value says; a list as long as one of texts above it says one thing of each of them."""
    if isinstance(value, Mapping):
        yield from found_in_object(file, value, labels)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if value and all(is_single(part) for part in value):
            yield Said(file, "", " | ".join(map(str, value)))
            for names in labels:
                if len(names) == len(value) and names is not value:
                    yield from (Said(file, "", f"{name}: {part}") for name, part in zip(names, value, strict=True))
        for part in value:
            yield from found_in_value(file, part, labels)
    elif isinstance(value, str):
        yield Said(file, "", value)


def found_in_object(file: str, value: Mapping[str, object], labels: Labels) -> Iterator[Found]:
    """Yield what an object says: as a row with a name, or with all its values together; and what lies in it."""
    single = {key: part for key, part in value.items() if is_single(part)}
    if "value" in value and ("id" in value or set(ABOUT) <= value.keys()):
        about = tuple(str(value.get(key, "")) for key in ABOUT)
        shown = "" if value["value"] is None else str(value["value"])
        yield Shown(file, str(value.get("id", "")), shown, str(value.get("measure", "")), about=about)
    elif 1 < len(single) <= LARGEST_RECORD:
        yield Said(file, "", " | ".join(f"{key}: {part}" for key, part in single.items()))
    inner = (*labels, *filter(is_list_of_texts, value.values()))
    for key, part in value.items():
        if key in single:
            yield Said(file, key, f"{key}: {part}")
        yield from found_in_value(file, part, inner)


def is_single(value: object) -> bool:
    """Tell whether a value is a text or a number."""
    return isinstance(value, (int, float, str)) and not isinstance(value, bool)


def is_list_of_texts(value: object) -> TypeGuard[Sequence[str]]:
    """Tell whether a value is a list of texts."""
    return isinstance(value, list) and bool(value) and all(isinstance(part, str) for part in value)
