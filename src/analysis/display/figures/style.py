"""One look for all figures: two sizes, type that can be read on a phone, colours that follow the page, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.display.blocks import Picture
from analysis.display.language.language import Language

# Colours are drawn in their light form and written as variables of the page's style sheet, which has both forms.
# Told apart also by colour-blind readers (after Okabe and Ito 2008), and at least 4.5:1 against the ground, light and dark.
AREA, OLD, DISTRICT, CITY = "#0b5c8a", "#a34700", "#00704f", "#6b5b95"
INK, SOFT, GRID, GROUND = "#1b2730", "#52606d", "#dde3e8", "#ffffff"
VARIABLES = {
    AREA: "--area",
    OLD: "--old",
    DISTRICT: "--dist",
    CITY: "--city",
    INK: "--ink",
    SOFT: "--soft",
    GRID: "--grid",
    GROUND: "--ground",
}
PALETTE = (AREA, OLD, DISTRICT, CITY, INK, SOFT)
MARKERS = ("o", "s", "D", "^", "v", "X")
POINTS_PER_INCH = 72
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"


@dataclass(frozen=True)
class Size:
    """A size that a figure is drawn in: its width in points, which are pixels of a page at that width, and its type."""

    name: str
    width: int
    type: float

    @property
    def is_narrow(self) -> bool:
        """Whether the figure is for a phone."""
        return self.name == "narrow"

    @property
    def letter(self) -> float:
        """How wide a letter is, in points, a little more than less: the page's font is not known here."""
        return 0.56 * self.type


WIDE, NARROW = Size("wide", 704, 13.5), Size("narrow", 350, 12.5)


SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "statusbog",
    "font.family": "DejaVu Sans",
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "axes.xmargin": 0.05,
}
TYPE = ("font.size", "xtick.labelsize", "ytick.labelsize", "axes.labelsize", "axes.titlesize", "legend.fontsize")
# A sign that the measuring font lacks is the reader's own font's to draw; a name too long for the layout is drawn all the same.
HARMLESS = ("Glyph .* missing from font", "constrained_layout not applied", ".*axes sizes collapsed to zero")


def picture(draw: Callable[[Size], str]) -> Picture:
    """Return what a function draws, in both sizes."""
    return Picture(partial(draw, WIDE), partial(draw, NARROW))


def settings(size: Size) -> Any:
    """Return the settings of matplotlib that make the book's look in a size."""
    return SETTINGS | dict.fromkeys(TYPE, size.type)


@contextmanager
def drawing(size: Size) -> Iterator[None]:
    """Let what is drawn inside have the book's look; nothing of it stays behind in matplotlib's global state.

    What a user has set there, or in a file of settings, changes nothing.
    """
    with warnings.catch_warnings(), mpl.rc_context():
        for said in HARMLESS:
            warnings.filterwarnings("ignore", said, UserWarning)
        mpl.rcdefaults()
        sns.set_style("white")
        mpl.rcParams.update(settings(size))
        yield


@contextmanager
def canvas(size: Size, height: float, rows: int = 1, columns: int = 1) -> Iterator[tuple[Canvas, list[Axes]]]:
    """Yield a figure of a height in points, and its axes, in the book's look."""
    with drawing(size):
        figure = Canvas(figsize=(size.width / POINTS_PER_INCH, height / POINTS_PER_INCH), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False)
        yield figure, list(axes.flat)


def svg_of(figure: Canvas) -> str:
    """Return the figure as SVG for use inside a page: real text, the page's colours, links to receipts, ids of its own."""
    buffer = io.StringIO()
    # Not ``savefig``, which draws a figure twice: once for its layout, and the layout is made by drawing anyhow.
    FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})  # type: ignore[no-untyped-call]
    for prefix, address in (("", SVG), ("xlink", XLINK)):
        ET.register_namespace(prefix, address)
    root = ET.fromstring(buffer.getvalue())  # noqa: S314 - matplotlib's own
    undress(root)
    link_labels(root)
    dress(root)
    return re.sub(r"\n\s*", "\n", ET.tostring(root, encoding="unicode")).strip()


def undress(root: ET.Element) -> None:
    """Take away what a page has itself: a fixed size, rules of style, and data about the file."""
    for parent in list(root.iter()):
        for unwanted in [child for child in parent if child.tag.rpartition("}")[2] in ("metadata", "style")]:
            parent.remove(unwanted)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.attrib |= {"aria-hidden": "true", "focusable": "false"}


def link_labels(root: ET.Element) -> None:
    """Let each label say where it comes from: a link to the receipt of its rows, or the reason why it has none."""
    named = set[int]()
    for element in root.iter():
        kind, _, what = element.get("id", "").partition(":")
        if kind == "row":
            element.tag = f"{{{SVG}}}a"
            address = f"kvitteringer.html#{what.partition(' ')[0]}"
            element.attrib = {"data-rows": what, "href": address, "class": "r", "tabindex": "-1"}
        elif kind == "no":
            element.attrib = {"data-no-rows": what}
        if kind in ("row", "no"):
            named |= {id(text) for text in element.iter()}
    for text in root.iter(f"{{{SVG}}}text"):
        if id(text) not in named:
            text.set("data-no-rows", "axis")


def dress(root: ET.Element) -> None:
    """Give the page's colours as variables, the page's font, and ids that no other figure has."""
    own = hashlib.sha256(ET.tostring(root)).hexdigest()[:8]
    for element in root.iter():
        rules = [f"{name}: {element.attrib.pop(name)}" for name in ("fill", "stroke") if name in element.attrib]
        if rules or "style" in element.attrib:
            element.set("style", renamed(styled("; ".join([*rules, *filter(None, [element.get("style")])])), own))
        for name in ("href", f"{{{XLINK}}}href", "clip-path"):
            if element.get(name, "").startswith(("#", "url(#")):
                element.set(name, renamed(element.get(name, ""), own))
        if "id" in element.attrib:
            element.set("id", f"{element.attrib['id']}-{own}")


def renamed(value: str, own: str) -> str:
    """Return a value with the names of other parts of the picture as ids that no other figure has."""
    return re.sub(r"^#.+|(?<=url\(#)[^)]+", rf"\g<0>-{own}", value)


def styled(rules: str) -> str:
    """Return rules of style with the page's colours and its font."""
    for colour, variable in VARIABLES.items():
        rules = re.sub(colour, f"var({variable})", rules, flags=re.IGNORECASE)
    return re.sub(r"font-family: [^;]+", "font-family: inherit", rules)


def alone(text: str) -> str:
    """Return SVG as a file of its own: with the light colours themselves, a font, and no links."""
    for colour, variable in VARIABLES.items():
        text = text.replace(f"var({variable})", colour)
    text = re.sub(r'<a\b[^>]*class="r"[^>]*>', "<g>", text).replace("</a>", "</g>")
    text = text.replace("font-family: inherit", "font-family: sans-serif")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def number_axis(axes: Axes, say: Language, axis: str = "y") -> None:
    """Write the numbers of an axis as the language does, with few ticks."""
    chosen = axes.yaxis if axis == "y" else axes.xaxis
    chosen.set_major_locator(MaxNLocator(nbins=5, integer=True))
    chosen.set_major_formatter(FuncFormatter(lambda value, _: say.number(Decimal(str(value)), 0)))


def bare(axes: Axes, *, left: bool = False) -> None:
    """Take away what carries nothing: axis titles, the marks of categories, and the left line unless it is wanted."""
    axes.set(xlabel="", ylabel="")
    axes.spines["left"].set_visible(left)
    axes.tick_params(axis="y", length=0)
