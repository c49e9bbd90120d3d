"""From the tables of a delivery and a mapping to observations."""

from analysis.intake.understanding.find import find_mapping
from analysis.intake.understanding.results import Delivered, Understood
from analysis.intake.understanding.understand import understand

__all__ = ["Delivered", "Understood", "find_mapping", "understand"]
