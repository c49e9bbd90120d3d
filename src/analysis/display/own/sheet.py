"""Draws somebody's figure in the book's sizes: type that can be read, names that fit, Danish numbers, the page's colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

import seaborn as sns
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text
from matplotlib.ticker import AutoLocator, Formatter, FuncFormatter, MaxNLocator, ScalarFormatter

from analysis.display.figures.drawn import LINE_HEIGHT, named, wrapped
from analysis.display.figures.style import INK, POINTS_PER_INCH, VARIABLES, Size, drawing, svg_of
from analysis.display.language.language import Language

FIRST_YEAR, LAST_YEAR = 1900, 2100
# The height in points of a line of a legend, of a named row beside its lines, and of what stands around them.
LEGEND_LINE, ROW, AROUND = 22, 14, 60
MOST_LINES, LONGEST_ENTRY = 4, 42
# What seaborn makes of a colour that fills a bar, unless it is told otherwise.
MUTED = {to_hex(sns.desaturate(colour, 0.75)): variable for colour, variable in VARIABLES.items()}
GREY = re.compile(r"#([0-9a-f]{2})\1\1\b")
COLOUR = re.compile(r"(?<=: )#[0-9a-f]{6}\b")
DARKEST, DARK, LIGHT = 0x50, 0x90, 0xF0  # up to these a grey is ink, a quiet text, a line of the grid; else it is the ground


class Sheet:
    """A figure that is drawn once in each size. It is changed by that, and nobody else draws it any more."""

    def __init__(self, canvas: Canvas, say: Language) -> None:
        self.canvas, self.say = canvas, say
        self.axes: list[Axes] = list(canvas.axes)
        self.formatters: Mapping[Axis, Formatter] = {
            axis: axis.get_major_formatter() for axes in self.axes for axis in (axes.xaxis, axes.yaxis)
        }
        self.is_free = {axis: isinstance(axis.get_major_locator(), AutoLocator) for axis in self.formatters}
        self.height = canvas.get_size_inches()[1] * POINTS_PER_INCH
        self.legend = self.take_legend()
        for text in [*canvas.texts, *(text for axes in self.axes for text in axes.texts)]:
            if not text.get_gid():
                text.set_gid("no:quoted")  # somebody wrote it here by hand, which the build says

    def take_legend(self) -> tuple[list[Any], list[str]]:
        """Take away the legends that stand among what is drawn, and return what they say, each entry once."""
        found: dict[str, Any] = {}
        for axes in self.axes:
            if legend := axes.get_legend():
                found |= {text.get_text(): handle for text, handle in zip(legend.texts, legend.legend_handles, strict=True)}
                legend.remove()
        return list(found.values()), list(found)

    def draw(self, size: Size) -> str:
        """Return the figure in a size as SVG for use inside a page."""
        with drawing(size):
            handles, labels = self.legend[0], [wrapped(label, LONGEST_ENTRY, 2) for label in self.legend[1]]
            columns = 1 if size.is_narrow else 2
            self.canvas.set_size_inches(size.width / POINTS_PER_INCH, self.height_in(size, columns) / POINTS_PER_INCH)
            self.canvas.set_layout_engine("constrained")
            added: list[Artist] = [self.canvas.legend(handles, labels, loc="outside upper left", ncols=columns)] if labels else []
            for axes in self.axes:
                axes.tick_params(labelsize=size.type)
                added += self.write_axes(axes, size)
            for text in self.canvas.findobj(Text):
                text.set_fontsize(size.type)
            found = in_page_colours(svg_of(self.canvas))
            for artist in added:
                artist.remove()
        return found

    def height_in(self, size: Size, columns: int) -> float:
        """Return the height in points: of named rows as high as they need, else what it was drawn in."""
        entries = [wrapped(label, LONGEST_ENTRY, 2).count("\n") + 1 for label in self.legend[1]]
        legend = -(-sum(entries) // columns) * LEGEND_LINE
        names = self.names(self.axes[0], size) if len(self.axes) == 1 else {}
        if not names:
            return legend + float(self.height)
        lines = max(name.count("\n") + 1 for name in names.values())
        return legend + AROUND + len(names) * (ROW + lines * LINE_HEIGHT * size.type)

    def names(self, axes: Axes, size: Size) -> dict[float, str]:
        """Return the names of the rows of axes by their places, on as many lines as they need; none where these are numbers."""
        formatter = self.formatters[axes.yaxis]
        if is_number_axis(formatter):
            return {}
        places = [float(place) for place in axes.get_yticks()]
        names = formatter.format_ticks(places)
        return {
            place: wrapped(name, 18 if size.is_narrow else 30, MOST_LINES)
            for place, name in zip(places, names, strict=True)
            if name
        }

    def write_axes(self, axes: Axes, size: Size) -> list[Artist]:
        """Write numbers as the language does, with few ticks, and the names of rows; return what was added for this size."""
        for axis in (axes.xaxis, axes.yaxis):
            if is_number_axis(self.formatters[axis]):
                if self.is_free[axis]:
                    axis.set_major_locator(MaxNLocator(nbins=2 if size.is_narrow else 6))
                axis.set_major_formatter(FuncFormatter(partial(self.tick, axis)))
        before, names = list(axes.texts), self.names(axes, size)
        for place, name in names.items():
            named(axes, name, (0, place), (-6, 0), ha="right", xycoords=("axes fraction", "data"), color=INK)
        if names:
            axes.tick_params(axis="y", labelleft=False, length=0)
        return [text for text in axes.texts if text not in before]

    def tick(self, axis: Axis, value: float, _place: int | None) -> str:
        """Return a number of an axis; of one that holds years a year."""
        exact = Decimal(f"{value:.10g}")
        low, high = sorted(axis.get_view_interval())
        if low >= FIRST_YEAR and high <= LAST_YEAR:
            return f"{exact:f}" if exact == exact.to_integral_value() else ""
        return self.say.number(exact)


def is_number_axis(formatter: Formatter) -> bool:
    """Tell whether an axis has numbers and nobody has said how they are written."""
    return isinstance(formatter, ScalarFormatter)


def in_page_colours(svg: str) -> str:
    """Return SVG whose greys, and the book's colours as seaborn mutes them, follow the page as its other figures do."""
    svg = svg.replace("<svg ", '<svg style="fill: var(--ink)" ', 1)
    return COLOUR.sub(lambda found: in_page_colour(found[0]), svg)


def in_page_colour(colour: str) -> str:
    """Return a colour as a variable of the page's style sheet; one that the page does not have as it is."""
    if colour in MUTED:
        return f"var({MUTED[colour]})"
    if grey := GREY.fullmatch(colour):
        level = int(grey[1], 16)
        name = "--ink" if level <= DARKEST else "--soft" if level <= DARK else "--grid" if level <= LIGHT else "--ground"
        return f"var({name})"
    return colour
