"""Holds two sets of results against each other: what moved, why, and what only follows from something else that moved."""

from analysis.indicators.compare.changes import Cause, Change, changes
from analysis.indicators.compare.groups import Moved, moved

__all__ = ["Cause", "Change", "Moved", "changes", "moved"]
