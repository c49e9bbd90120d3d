"""A partnership's year: its data folder begun, an edition begun from the one before, and what an edition lacks and who owes it."""

from analysis.year.status import Completeness, Owed, completeness

__all__ = ["Completeness", "Owed", "completeness"]
