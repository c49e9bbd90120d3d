"""What a mapping is and how it is read."""

from analysis.intake.mapping.model import FileMapping
from analysis.intake.mapping.read import kind_of, read_mapping, read_mappings

__all__ = ["FileMapping", "kind_of", "read_mapping", "read_mappings"]
