"""Many partnerships: their books, made side by side, and the page across them."""

from analysis.book.portfolio.make import Elsewhere, Sites, make_all_notebooks, make_all_sites, tasks
from analysis.book.portfolio.members import Failures, Portfolio, all_said, read_portfolio

__all__ = [
    "Elsewhere",
    "Failures",
    "Portfolio",
    "Sites",
    "all_said",
    "make_all_notebooks",
    "make_all_sites",
    "read_portfolio",
    "tasks",
]
