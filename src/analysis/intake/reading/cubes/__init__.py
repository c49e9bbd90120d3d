"""Statistics offices' own forms, PX and JSON-stat: a cube becomes a long table, one row for each of its cells."""

from analysis.intake.reading.cubes.jsonstat import read_json
from analysis.intake.reading.cubes.px import read_px

__all__ = ["read_json", "read_px"]
