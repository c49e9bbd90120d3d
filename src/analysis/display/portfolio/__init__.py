"""The page across many partnerships, and what it says of each."""

from analysis.display.portfolio.page import page
from analysis.display.portfolio.summary import VERDICTS, Absent, Book, Summary, summary_of

__all__ = ["VERDICTS", "Absent", "Book", "Summary", "page", "summary_of"]
