"""Reads files into typed definitions and rows, and says of each fault where it is and what to do."""

from analysis.data.reading.documents import read_document, read_toml
from analysis.data.reading.files import read_text
from analysis.data.reading.findings import Findings
from analysis.data.reading.rows import check_rows, read_csv
from analysis.data.reading.validate import suggestion

__all__ = ["Findings", "check_rows", "read_csv", "read_document", "read_text", "read_toml", "suggestion"]
