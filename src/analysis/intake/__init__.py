"""What suppliers deliver: files are read as they stand, and become observations by a mapping that a person has confirmed."""

from analysis.intake.mapping import FileMapping, read_mapping, read_mappings
from analysis.intake.proposing import Proposal, propose
from analysis.intake.understanding import Delivered, Understood, understand
from analysis.intake.understanding.find import Fit, find_mapping

__all__ = [
    "Delivered",
    "FileMapping",
    "Fit",
    "Proposal",
    "Understood",
    "find_mapping",
    "propose",
    "read_mapping",
    "read_mappings",
    "understand",
]
