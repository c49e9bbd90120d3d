"""Target paths over the years, in small panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from analysis.display.blocks import Picture
from analysis.display.figures.drawn import Drawn, beside, wrapped
from analysis.display.figures.style import AREA, OLD, Size, bare, canvas, picture, svg_of


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


def paths(panels: Sequence[Path], *, goal: str, observed: str) -> Picture:
    """Return a small panel for each target: its path as steps from the baseline, and diamonds for what was observed."""
    return picture(lambda size: draw_paths(size, panels, goal, observed))


def draw_paths(size: Size, panels: Sequence[Path], goal: str, observed: str) -> str:
    columns = 1 if size.is_narrow else 2
    rows = -(-len(panels) // columns)
    with canvas(size, 40 + 130 * rows, rows, columns) as (figure, axes):
        for axis, panel in zip(axes, panels, strict=False):
            draw_path(axis, panel, goal, observed)
        for axis in axes[len(panels) :]:
            axis.set_visible(False)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper left", ncols=2)
        return svg_of(figure)


def draw_path(axis: Axes, panel: Path, goal: str, observed: str) -> None:
    points = [panel.baseline, *panel.goals]
    frame = pd.DataFrame({"year": [point.row.year for point in points], "value": [point.height for point in points]})
    look = {"color": OLD, "marker": "_", "markersize": 12, "linewidth": 1.4, "markeredgecolor": OLD, "markeredgewidth": 2}
    sns.lineplot(frame, x="year", y="value", ax=axis, label=goal, legend=False, errorbar=None, **look)
    seen = [panel.baseline, *panel.observed]
    where = [point.row.year for point in seen], [point.height for point in seen]
    axis.scatter(*where, color=AREA, marker="D", s=42, zorder=3, label=observed)
    for point in seen:
        above = 11 if point is panel.baseline else -13
        beside(axis, point, (point.row.year, point.height), (0, above), ha="center", color=AREA)
    last = panel.goals[-1]
    beside(axis, last, (last.row.year, last.height), (9, 0), ha="left", color=OLD)
    axis.set_title(wrapped(panel.label, 36), loc="left")
    years = [point.row.year for point in points]
    axis.set(ylim=(0, (max(point.height for point in panel.drawn) or 1.0) * 1.4), xlim=(years[0] - 0.4, years[-1] + 0.9))
    axis.set_xticks(years, [str(year) for year in years])
    axis.set_yticks([])
    bare(axis)
