"""Computes the results table from facts. Pure functions; knows no files, labels or colours."""

from analysis.indicators.claims import Judged, Why, judged, row_of
from analysis.indicators.coverage import OTHERS, THEMES_OF_PLANS, has_figure, is_unplaced, themes_with_news
from analysis.indicators.frame import columns_of, csv_of, frame_of
from analysis.indicators.kinds.counts import JUDGED, Standing, standing_of
from analysis.indicators.methods.rounding import half_up
from analysis.indicators.methods.targets import DISTANCES
from analysis.indicators.results import all_edition_rows, edition_rows, forget_rows, results
from analysis.indicators.rows import Flag, Input, Result

__all__ = [
    "DISTANCES",
    "JUDGED",
    "OTHERS",
    "THEMES_OF_PLANS",
    "Flag",
    "Input",
    "Judged",
    "Result",
    "Standing",
    "Why",
    "all_edition_rows",
    "columns_of",
    "csv_of",
    "edition_rows",
    "forget_rows",
    "frame_of",
    "half_up",
    "has_figure",
    "is_unplaced",
    "judged",
    "results",
    "row_of",
    "standing_of",
    "themes_with_news",
]
