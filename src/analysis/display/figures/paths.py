"""Target paths over the years, in small panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from analysis.display.figures.drawn import Drawn, wrapped
from analysis.display.figures.style import BLUE, ORANGE, canvas, svg_of


@dataclass(frozen=True)
class Path:
    """A target path over the years with what was observed: one small panel."""

    label: str
    baseline: Drawn
    goals: tuple[Drawn, ...]
    observed: tuple[Drawn, ...]

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """Everything that is drawn."""
        return (self.baseline, *self.goals, *self.observed)


def paths(panels: Sequence[Path], *, goal: str, observed: str) -> str:
    """Return a small panel for each target: its path as steps from the baseline, and diamonds for what was observed."""
    rows = -(-len(panels) // 2)
    with canvas(0.6 + 1.55 * rows, rows, 2) as (figure, axes):
        for axis, panel in zip(axes, panels, strict=False):
            draw_path(axis, panel, goal, observed)
        for axis in axes[len(panels) :]:
            axis.set_visible(False)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper left", ncols=2, frameon=False)
        return svg_of(figure)


def draw_path(axis: Axes, panel: Path, goal: str, observed: str) -> None:
    points = [panel.baseline, *panel.goals]
    frame = pd.DataFrame({"year": [point.row.year for point in points], "value": [point.height for point in points]})
    sns.lineplot(
        frame,
        x="year",
        y="value",
        ax=axis,
        color=ORANGE,
        marker="_",
        markersize=12,
        linewidth=1.4,
        label=goal,
        legend=False,
        errorbar=None,
        markeredgecolor=ORANGE,
        markeredgewidth=2,
    )
    seen = [panel.baseline, *panel.observed]
    axis.scatter(
        [point.row.year for point in seen], [point.height for point in seen], color=BLUE, marker="D", s=42, zorder=3, label=observed
    )
    for point in seen:
        above = 8 if point is panel.baseline else -14
        axis.annotate(
            point.text,
            (point.row.year, point.height),
            xytext=(0, above),
            textcoords="offset points",
            ha="center",
            fontsize=9.5,
            color=BLUE,
        )
    last = panel.goals[-1]
    axis.annotate(
        last.text, (last.row.year, last.height), xytext=(8, 0), textcoords="offset points", va="center", fontsize=9.5, color=ORANGE
    )
    axis.set_title(wrapped(panel.label, 34), fontsize=10.5, loc="left")
    years = [point.row.year for point in points]
    axis.set(xlabel="", ylabel="", xticks=years, ylim=(0, (max(point.height for point in panel.drawn) or 1.0) * 1.35))
    axis.set_xticks(years, [f"'{year % 100:02d}" for year in years], fontsize=9)
    axis.set_xlim(years[0] - 0.4, years[-1] + 0.9)
    axis.set_yticks([])
    axis.spines["left"].set_visible(False)
