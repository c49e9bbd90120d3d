"""What an edition is expected to have, and who owes it: what forms ask for, and what an edition's status counts."""

from analysis.intake.expected.days import period, shifted
from analysis.intake.expected.expected import REPORTED, edition_before, expected, lag_of
from analysis.intake.expected.names import key_of
from analysis.intake.expected.owners import owner_of, responsible_owner, supplier_of
from analysis.intake.expected.sources import source_key
from analysis.intake.expected.subjects import Answer, Figure, Grant, Owner, Reason, Reported, State, Subject

__all__ = [
    "REPORTED",
    "Answer",
    "Figure",
    "Grant",
    "Owner",
    "Reason",
    "Reported",
    "State",
    "Subject",
    "edition_before",
    "expected",
    "key_of",
    "lag_of",
    "owner_of",
    "period",
    "responsible_owner",
    "shifted",
    "source_key",
    "supplier_of",
]
