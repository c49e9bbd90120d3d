"""Small pieces of WordprocessingML: what the library has no names for, each with its children in the order that the schema has."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What XML cannot hold: most control characters, halves of pairs, and two that are no characters. New lines and tabs it can.
UNHELD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")


def readable(text: str) -> str:
    """Return a text with a space where something stands that XML cannot hold."""
    return UNHELD.sub(" ", text)


def on_one_line(text: str, most: int = 0) -> str:
    """Return a text as one that an attribute or a property can hold; longer than ``most``, it ends with three dots."""
    said = " ".join(readable(text).split())
    return said if not most or len(said) <= most else said[: most - 1].rstrip() + "…"


def made(tag: str, *children: Any, **values: str | int) -> Any:
    """Return an element with its attributes and children, all of WordprocessingML."""
    element = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def run(text: str, *, bold: bool = False) -> Any:
    """Return a text as a run; new lines and tabs in it are Word's own."""
    element: Any = OxmlElement("w:r")
    if bold:
        element.append(made("rPr", made("b"), made("bCs")))
    element.text = readable(text)
    return element


def paragraph(style: str, *content: Any, keep: bool = False, align: str = "") -> Any:
    """Return a paragraph in the style of this id; one that is kept stands on the same page as what follows it."""
    properties = made("pPr", made("pStyle", val=style))
    if keep:
        properties.append(made("keepNext"))
    if align:
        properties.append(made("jc", val=align))
    return made("p", properties, *content)


def field(instruction: str, shown: str) -> list[Any]:
    """Return a field as runs, with what it shows until Word works it out itself."""
    asked = made("instrText")
    asked.text = f" {instruction} "
    asked.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        made("r", made("fldChar", fldCharType="begin")),
        made("r", asked),
        made("r", made("fldChar", fldCharType="separate")),
        run(shown),
        made("r", made("fldChar", fldCharType="end")),
    ]


def numbered(words: str, kind: str, number: int) -> list[Any]:
    """Return a caption's label as runs: its word, and its number as a field that counts the captions of the same word."""
    before, _, after = words.partition("{number}")
    counted = "".join(filter(str.isalpha, before)) or kind
    return [run(before), *field(f"SEQ {counted} \\* ARABIC", str(number)), *([run(after)] if after else [])]


def marked(name: str, number: int, *content: Any) -> list[Any]:
    """Return content as a place that links lead to."""
    return [made("bookmarkStart", id=number, name=name), *content, made("bookmarkEnd", id=number)]
