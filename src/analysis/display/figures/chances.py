"""Chances of hitting a goal by luck and of proving it, on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.display.figures.drawn import Drawn, wrapped
from analysis.display.figures.style import BLUE, LIGHT, ORANGE, canvas, number_axis, svg_of
from analysis.display.language.language import Language


@dataclass(frozen=True)
class Chance:
    """Two chances in per cent: of hitting a goal by luck, and of proving it; the second ``None`` where there is none."""

    label: str
    luck: Drawn
    proof: Drawn | None


def chances(rows: Sequence[Chance], *, luck: str, proof: str, say: Language) -> str:
    """Return a row for each goal on an axis from 0 to 100 per cent, luck hollow, proof filled, each with its number."""
    with canvas(0.9 + 0.33 * len(rows)) as (figure, (axes,)):
        places = list(range(len(rows)))
        axes.hlines(places, 0, 100, color=LIGHT, linewidth=0.7, zorder=0)
        axes.scatter(
            [row.luck.height for row in rows], places, facecolor="white", edgecolor=ORANGE, linewidth=1.6, s=46, label=luck
        )
        proved = [(place, row.proof) for place, row in zip(places, rows, strict=True) if row.proof is not None]
        axes.scatter(
            [drawn.height for _, drawn in proved], [place for place, _ in proved], color=BLUE, marker="D", s=40, label=proof
        )
        for place, row in zip(places, rows, strict=True):
            for drawn, colour in ((row.luck, ORANGE), (row.proof, BLUE)):
                if drawn is not None:
                    axes.annotate(
                        drawn.text,
                        (drawn.height, place),
                        xytext=(7, 0),
                        textcoords="offset points",
                        va="center",
                        fontsize=9,
                        color=colour,
                    )
        axes.set_yticks(places, [wrapped(row.label, 44, 1) for row in rows], fontsize=8.5)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlim(-2, 108)
        axes.set(xlabel="", ylabel="")
        number_axis(axes, say, "x")
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside upper left", ncols=2, frameon=False, fontsize=9.5)
        return svg_of(figure)
