"""What has been published, number by number: read from ``ledger/`` and ``published/`` of a data folder. They are no facts.

Facts are what sources say; the ledger is what the book has said. Nothing that is computed ever reads it.
"""

from analysis.data.ledger.entries import CAUSES, COLUMNS, KINDS, WITHDRAWAL, Cause, Entry, Kind, Number, chained, parse, written
from analysis.data.ledger.record import (
    SUPPRESSED,
    VERIFIED,
    Change,
    Ledger,
    Record,
    Verified,
    fingerprint_of_record,
    ledger_name,
    read_ledger,
    read_record,
)

__all__ = [
    "CAUSES",
    "COLUMNS",
    "KINDS",
    "SUPPRESSED",
    "VERIFIED",
    "WITHDRAWAL",
    "Cause",
    "Change",
    "Entry",
    "Kind",
    "Ledger",
    "Number",
    "Record",
    "Verified",
    "chained",
    "fingerprint_of_record",
    "ledger_name",
    "parse",
    "read_ledger",
    "read_record",
    "written",
]
