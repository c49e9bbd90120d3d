"""A document as a PDF file for paper, screen and screen reader."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

from analysis.display.documents.document import Document
from analysis.output.pdf.said import said_of
from analysis.output.typesetting import demand, typeset

# For archives, and for those who cannot see it.
STANDARDS = ["a-2a", "ua-1"]


def pdf_of(document: Document) -> bytes:
    """Return a document as PDF/A-2a and PDF/UA-1, the same bytes each time; its date is the document's day.

    Raises ``NotInstalled`` where the typesetter is missing.
    """
    demand()
    from analysis.output.pdf.tagged import with_whole_tables  # noqa: PLC0415 - needs what may be missing

    template = files("analysis.output.pdf").joinpath("template.typ").read_bytes()
    day = dt.datetime.combine(document.day, dt.time(), dt.UTC)
    return with_whole_tables(typeset(template, said_of(document), "pdf", pdf_standards=STANDARDS, timestamp=day))
