"""Computes the results table from facts. Pure functions; knows no files, labels or colours."""

from analysis.indicators.coverage import themes_with_news
from analysis.indicators.edition import Result
from analysis.indicators.results import all_edition_rows, edition_rows, results
from analysis.indicators.rounding import half_up

__all__ = ["Result", "all_edition_rows", "edition_rows", "half_up", "results", "themes_with_news"]
