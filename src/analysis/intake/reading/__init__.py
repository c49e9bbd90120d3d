"""From a file to a delivery: recognised by its content, read within bounds, and looked at for what its values do not show."""

from analysis.intake.reading.read import read

__all__ = ["read"]
