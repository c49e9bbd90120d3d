"""One look for all figures: colours that colour-blind readers can tell apart, type that scales, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import matplotlib as mpl
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.display.language.language import Language

# Okabe and Ito (2008), "Color universal design": eight colours; yellow is left out, it is too light on white.
BLUE, ORANGE, GREEN, RED, PURPLE, SKY, BLACK = "#0072B2", "#D55E00", "#009E73", "#B03A2E", "#AA4A8A", "#4A9CC9", "#222222"
PALETTE = (BLUE, ORANGE, GREEN, PURPLE, SKY, BLACK)
MARKERS = ("o", "s", "D", "^", "v", "X")
GREY = "#6B6B6B"
LIGHT = "#D9D9D9"
WIDTH = 5.6  # inches; the page scales it, and at 350 px wide the type is still about 10 px
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "statusbog",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": BLACK,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "hatch.linewidth": 0.6,
}


# A sign that the measuring font lacks is the reader's own font's to draw; a name too long for the layout is drawn all the same.
HARMLESS = ("Glyph .* missing from font", "constrained_layout not applied", ".*axes sizes collapsed to zero")


@contextmanager
def canvas(height: float, rows: int = 1, columns: int = 1) -> Iterator[tuple[Canvas, list[Axes]]]:
    """Yield a figure and its axes in the book's style; nothing of it stays behind in matplotlib's global state.

    What a user has set there, or in a file of settings, changes nothing.
    """
    with warnings.catch_warnings(), mpl.rc_context():
        for said in HARMLESS:
            warnings.filterwarnings("ignore", said, UserWarning)
        mpl.rcdefaults()
        sns.set_style("white")
        sns.set_context("notebook")
        mpl.rcParams.update(SETTINGS)
        figure = Canvas(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.subplots(rows, columns, squeeze=False)
        yield figure, list(axes.flat)


def svg_of(figure: Canvas) -> str:
    """Return the figure as SVG for use inside a page: no fixed size, no fonts, no date, no rules that leak to the page."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*<style type=\"text/css\">.*?</style>", "", text, flags=re.DOTALL)
    own = hashlib.sha256(text.encode()).hexdigest()[:8]  # two figures on a page must not share the names of their parts
    text = re.sub(r'( id="|href="#|url\(#)([A-Za-z][\w.-]*)', rf"\1\2-{own}", text)
    text = re.sub(r'(<svg [^>]*?) width="[^"]*" height="[^"]*"', r"\1", text, count=1)
    text = text.replace("<svg ", '<svg aria-hidden="true" ', 1).replace("'DejaVu Sans'", "sans-serif")
    return re.sub(r"\n\s*", "\n", text).strip()


def number_axis(axes: Axes, say: Language, axis: str = "y") -> None:
    """Write the numbers of an axis as the language does, with few ticks."""
    chosen = axes.yaxis if axis == "y" else axes.xaxis
    chosen.set_major_locator(MaxNLocator(nbins=5, integer=True))
    chosen.set_major_formatter(FuncFormatter(lambda value, _: say.number(Decimal(str(value)), 0)))
