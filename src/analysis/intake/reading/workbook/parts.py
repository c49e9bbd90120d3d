"""How the parts of a workbook hang together: its sheets, and the notes and tables of each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analysis.intake.reading.refusal import Unreadable
from analysis.intake.reading.workbook.package import WORKBOOK
from analysis.intake.sheets import Visibility

STATES: dict[str, Visibility] = {"hidden": "hidden", "veryHidden": "very_hidden"}
TRUE = {"1", "true", "on"}
MOST_MARKS = 500_000  # of elements in a tree, beginnings and ends: sheets and shared texts are read without one
LOCKS = ("lockStructure", "lockWindows", "lockRevision")


@dataclass(frozen=True)
class SheetPart:
    """A worksheet as the workbook names it: its place among all sheets (from 0), its part, and the parts tied to it by kind."""

    name: str
    number: int
    visible: Visibility
    path: str
    tied: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Outline:
    """What the workbook says of itself: its worksheets in order, the name of the active one, and whether it is protected."""

    sheets: tuple[SheetPart, ...]
    active: str
    protected: bool


class Parts:
    """The parts of a workbook by their names, in which capitals do not count."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.by_name = {name.lower(): content for name, content in parts.items()}

    def content(self, name: str) -> bytes:
        """Return the bytes of a part; none where there is no such part."""
        return self.by_name.get(name.lower(), b"")

    def tree(self, name: str) -> Element | None:
        """Return a part as a tree; None where there is none. Raises ``Unreadable`` for one that is not XML or too large for a tree."""
        content = self.content(name)
        if not content:
            return None
        if content.count(b"<") > MOST_MARKS:
            raise Unreadable("part_large", part=name)
        try:
            return fromstring(content, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise Unreadable("part_damaged", part=name) from error

    def tied(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Yield what a part is tied to: the id, the kind (last word of its type) and the part's name."""
        folder, file = posixpath.split(name)
        for tie in elements(self.tree(f"{folder}/_rels/{file}.rels"), "Relationship"):
            if tie.get("TargetMode", "").lower() == "external":
                continue
            target = tie.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else posixpath.join(folder, target)
            yield tie.get("Id", ""), tie.get("Type", "").rpartition("/")[2], posixpath.normpath(path).lstrip("/")


def local(tag: str) -> str:
    """Return a tag or attribute without its namespace."""
    return tag.rpartition("}")[2]


def elements(tree: Element | None, name: str) -> Iterator[Element]:
    """Yield the elements of a name, in whatever namespace; none for a part that is not there."""
    return (element for element in (() if tree is None else tree.iter()) if local(element.tag) == name)


def is_on(element: Element | None, attribute: str = "val", *, missing: str = "1") -> bool:
    """Return whether a switch is on: an element that is there without a value is."""
    return element is not None and element.get(attribute, missing).lower() in TRUE


def outline(parts: Parts) -> Outline:
    """Return the worksheets of a workbook; sheets of charts or dialogs hold no cells and are left out."""
    tree = parts.tree(WORKBOOK)
    ties = {tie: (kind, path) for tie, kind, path in parts.tied(WORKBOOK)}
    named = list(elements(tree, "sheet"))
    sheets = []
    for number, sheet in enumerate(named):
        tie = next((value for name, value in sheet.attrib.items() if local(name) == "id"), "")
        kind, path = ties.get(tie, ("", ""))
        if kind == "worksheet":
            state = STATES.get(sheet.get("state", ""), "visible")
            sheets.append(SheetPart(sheet.get("name", ""), number, state, path, tied_by_kind(parts, path)))
    tabs = [view.get("activeTab", "0") for view in elements(tree, "workbookView")] or ["0"]
    active = int(tabs[0]) if tabs[0].isdecimal() and int(tabs[0]) < len(named) else 0
    protected = any(is_on(lock, name, missing="0") for lock in elements(tree, "workbookProtection") for name in LOCKS)
    return Outline(tuple(sheets), named[active].get("name", "") if named else "", protected)


def tied_by_kind(parts: Parts, path: str) -> dict[str, tuple[str, ...]]:
    """Return the parts that a sheet is tied to, by kind."""
    found: dict[str, tuple[str, ...]] = {}
    for _, kind, target in parts.tied(path):
        found[kind] = (*found.get(kind, ()), target)
    return found
