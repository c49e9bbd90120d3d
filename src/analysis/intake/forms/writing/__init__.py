"""Writes forms: the same form is the same bytes, as a workbook and as a Word document."""

from analysis.intake.forms.writing.word import document_of
from analysis.intake.forms.writing.workbook import workbook_of

__all__ = ["document_of", "workbook_of"]
