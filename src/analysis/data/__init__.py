"""Reads and checks a partnership's facts. The only package that opens data files."""

from analysis.data.checks.comments import warnings_of_comment
from analysis.data.definitions import (
    Agreement,
    Break,
    Category,
    CategoryRole,
    Discrepancy,
    Edition,
    Geography,
    Indicator,
    Note,
    Partnership,
    Plan,
    Role,
    RuleName,
    Source,
    Target,
    Theme,
    Total,
    texts,
)
from analysis.data.facts import Facts
from analysis.data.fingerprint import fingerprint, fingerprint_of_data, fingerprint_of_files
from analysis.data.folder import text_files
from analysis.data.load import examine, find_data, load, load_content, load_portfolio, parse_day
from analysis.data.roles import key_of_total
from analysis.data.tables import Activity, ActivityStatus, Budget, Deliverable, Observation, Qualifier, Significance, Statement

__all__ = [
    "Activity",
    "ActivityStatus",
    "Agreement",
    "Break",
    "Budget",
    "Category",
    "CategoryRole",
    "Deliverable",
    "Discrepancy",
    "Edition",
    "Facts",
    "Geography",
    "Indicator",
    "Note",
    "Observation",
    "Partnership",
    "Plan",
    "Qualifier",
    "Role",
    "RuleName",
    "Significance",
    "Source",
    "Statement",
    "Target",
    "Theme",
    "Total",
    "examine",
    "find_data",
    "fingerprint",
    "fingerprint_of_data",
    "fingerprint_of_files",
    "key_of_total",
    "load",
    "load_content",
    "load_portfolio",
    "parse_day",
    "text_files",
    "texts",
    "warnings_of_comment",
]
