"""What the styles of a workbook say about cells."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from analysis.intake.reading.workbook.parts import Parts, elements, is_on, local
from analysis.intake.sheets import NO_LOOK, Look

GENERAL = {"", "general", "standard"}
# The formats that a file names by a number alone.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}


@dataclass(frozen=True)
class Font:
    bold: bool = False
    struck: bool = False


def looks_of_styles(parts: Parts, path: str) -> list[Look | None]:
    """Return what each style shows, by its number; None for one that shows nothing beside the value."""
    tree = parts.tree(path) if path else None
    formats = dict(BUILT_IN) | {number(made, "numFmtId"): made.get("formatCode", "") for made in elements(tree, "numFmt")}
    fonts = [font_of(font) for table in elements(tree, "fonts") for font in table]
    styles = [style for table in elements(tree, "cellXfs") for style in table]
    return [look_of(style, formats, fonts) for style in styles]


def number(element: Element, name: str) -> int:
    """Return an attribute that is a whole number; 0 where it is none."""
    value = element.get(name, "0")
    return int(value) if value.isdecimal() else 0


def child(element: Element, name: str) -> Element | None:
    """Return the first child of a name, in whatever namespace."""
    return next((found for found in element if local(found.tag) == name), None)


def font_of(font: Element) -> Font:
    """Return what is read from a font."""
    return Font(is_on(child(font, "b")), is_on(child(font, "strike")))


def look_of(style: Element, formats: dict[int, str], fonts: list[Font]) -> Look | None:
    """Return what a style shows."""
    place = number(style, "fontId")
    font = fonts[place] if place < len(fonts) else Font()
    code = formats.get(number(style, "numFmtId"), "")
    aligned = child(style, "alignment")
    look = Look(
        number_format="" if code.lower() in GENERAL else code,
        struck=font.struck,
        bold=font.bold,
        indent=0 if aligned is None else number(aligned, "indent"),
    )
    return None if look == NO_LOOK else look
