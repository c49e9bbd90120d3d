"""Computes the results table from facts. Pure functions; knows no files, labels or colours."""

from analysis.indicators.results import results, results_of_all_editions
from analysis.indicators.rounding import half_up

__all__ = ["half_up", "results", "results_of_all_editions"]
