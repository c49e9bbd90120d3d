"""A figure for print: its wide picture with light colours and letters that the typesetter has, as SVG and as a raster for Word."""

from __future__ import annotations

import re

from analysis.display.blocks import Figure
from analysis.display.figures.style import alone
from analysis.output import letters
from analysis.output.typesetting import demand, families, typeset

WIDTH_MM = 170
PIXELS_PER_INCH = 200

PAGE = b"""
#let said = json(bytes(sys.inputs.said))
#set page(width: said.width * 1mm, height: auto, margin: 0mm, fill: white)
#set text(font: said.families)
#image(bytes(said.picture), format: "svg", width: 100%)
"""


def print_svg(figure: Figure) -> str:
    """Return a figure's wide picture as SVG for print. Raises ``ValueError`` for a figure without a picture, and ``NotInstalled``."""
    demand()
    if figure.picture is None:
        raise ValueError(figure.name)
    named = ", ".join(f"'{name}'" for name in families())
    return re.sub(r"font-family: sans-serif(?=[;\"])", f"font-family: {named}", alone(figure.picture.wide))


def outlined(figure: Figure) -> str:
    """Return a figure's picture for print as SVG whose letters are shapes. Raises as ``print_svg`` does.

    What a picture says is said once, in words, by its description and the table behind it: the numbers of its axes would stand in
    between as text that nothing explains.
    """
    return letters.outlined(print_svg(figure))


def png_of(figure: Figure) -> bytes:
    """Return a figure's picture for print as PNG, 170 mm wide. Raises as ``print_svg`` does."""
    return typeset(PAGE, {"picture": print_svg(figure), "width": WIDTH_MM}, "png", ppi=PIXELS_PER_INCH)
