"""Reads and checks a partnership's facts. The only package that opens data files."""

from analysis.data.definitions import (
    Agreement,
    Discrepancy,
    Edition,
    Indicator,
    Partnership,
    Plan,
    Source,
    Target,
    Theme,
)
from analysis.data.facts import Facts, find_data, load, load_content, load_portfolio, parse_day
from analysis.data.fingerprint import fingerprint, fingerprint_of_data, fingerprint_of_files
from analysis.data.tables import Activity, ActivityStatus, Budget, Deliverable, Observation, Significance

__all__ = [
    "Activity",
    "ActivityStatus",
    "Agreement",
    "Budget",
    "Deliverable",
    "Discrepancy",
    "Edition",
    "Facts",
    "Indicator",
    "Observation",
    "Partnership",
    "Plan",
    "Significance",
    "Source",
    "Target",
    "Theme",
    "find_data",
    "fingerprint",
    "fingerprint_of_data",
    "fingerprint_of_files",
    "load",
    "load_content",
    "load_portfolio",
    "parse_day",
]
