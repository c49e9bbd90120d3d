"""Letters of a picture as shapes: what is drawn is the same everywhere, and is no text that stands without its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree as ET

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.path import Path as Shape
from matplotlib.textpath import TextPath, text_to_path

from analysis.display.figures.style import SVG
from analysis.output.typesetting import FAMILIES, fonts

SIZE, BOLD, ANCHOR = (
    re.compile(r"font-size: ([\d.]+)px"),
    re.compile(r"font-weight: (?:bold|[6-9]00)"),
    re.compile(r"text-anchor: (\w+)"),
)
FILL = re.compile(r"fill: ([^;]+)")
USUAL, HEAVY = 400, 700
# How far before its place a text begins, in widths of its own.
BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
SIGNS = {Shape.MOVETO: "M", Shape.LINETO: "L", Shape.CURVE3: "Q", Shape.CURVE4: "C", Shape.CLOSEPOLY: "Z"}
PLACES = 2  # decimals of a point: finer than any printer


def outlined(svg: str) -> str:
    """Return an SVG picture in which each text is drawn as a shape, in the typesetter's letters, where it stood."""
    root = ET.fromstring(svg.partition("?>")[2] or svg)  # noqa: S314 - matplotlib's own
    for parent in list(root.iter()):
        for place, element in enumerate(list(parent)):
            if element.tag == f"{{{SVG}}}text":
                parent[place] = shape_of(element)
    return ET.tostring(root, encoding="unicode")


def shape_of(text: ET.Element) -> ET.Element:
    """Return a text of a picture as a shape."""
    style, said = text.get("style", ""), text.text or ""
    size = float(found[1]) if (found := SIZE.search(style)) else USUAL
    letters = letters_for(said, HEAVY if BOLD.search(style) else USUAL)
    anchor = found[1] if (found := ANCHOR.search(style)) else "start"
    width = text_to_path.get_text_width_height_descent(said, FontProperties(fname=letters, size=size), ismath=False)[0]
    begins = float(text.get("x", "0")) - BEFORE[anchor] * width
    drawn = TextPath((0, 0), said, prop=FontProperties(fname=letters, size=size)) if said.strip() else Shape([(0, 0)])
    fill = found[1] if (found := FILL.search(style)) else "#000000"
    inside = ET.Element(f"{{{SVG}}}g", {"transform": text.get("transform", "")})
    place = f"translate({begins:.{PLACES}f} {float(text.get('y', '0')):.{PLACES}f}) scale(1 -1)"
    ET.SubElement(inside, f"{{{SVG}}}path", {"transform": place, "style": f"fill: {fill}", "d": " ".join(steps(drawn))})
    return inside


def steps(shape: Shape) -> Iterator[str]:
    """Yield the steps of a shape as an SVG path has them."""
    for points, code in shape.iter_segments(simplify=False, curves=True):
        sign = SIGNS[code]
        yield sign if sign == "Z" else sign + " ".join(f"{number:.{PLACES}f}" for number in points)


@cache
def letters_for(said: str, weight: int) -> str:
    """Return the file of the first letters that have all that is said, or of the last that there are."""
    places = [place for family in FAMILIES if (place := file_of(family, weight))]
    return next((place for place in places if has_all(place, said)), places[-1])


@cache
def file_of(family: str, weight: int) -> str:
    """Return the file of a family's upright letters of a weight; empty where it is not installed."""
    found = (font for font in fonts().fonts() if (font.family, font.style.lower(), font.weight) == (family, "normal", weight))
    return next((font.path or "" for font in found), "")


@cache
def has_all(place: str, said: str) -> bool:
    """Tell whether letters have a sign for all that is said."""
    return {ord(sign) for sign in said} <= get_font(place).get_charmap().keys()
