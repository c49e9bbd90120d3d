"""Shows results to readers: Danish text, tables and figures. Takes results, never computes one."""

from analysis.display import certainty, cooperation, crime, economy, front, goals, midway, plan, safety, sourcebook, summary, trends
from analysis.display.basis import basis
from analysis.display.view import Answers, Read, View, open_book, open_edition, open_front, reads, rows_of_all_editions

__all__ = [
    "Answers",
    "Read",
    "View",
    "basis",
    "certainty",
    "cooperation",
    "crime",
    "economy",
    "front",
    "goals",
    "midway",
    "open_book",
    "open_edition",
    "open_front",
    "plan",
    "reads",
    "rows_of_all_editions",
    "safety",
    "sourcebook",
    "summary",
    "trends",
]
