"""From the tables of a delivery and a mapping to observations."""

from analysis.intake.understand.results import Delivered, Understood
from analysis.intake.understand.understand import understand

__all__ = ["Delivered", "Understood", "understand"]
