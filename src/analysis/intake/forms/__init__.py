"""Forms that owners and suppliers fill in: what they ask, how they are written, and how they are read when they come back."""

from analysis.intake.forms.layout import forms_of
from analysis.intake.forms.model import Form, Mark
from analysis.intake.forms.reading import Filled, delivery_of, read, recognise
from analysis.intake.forms.writing import document_of, workbook_of

__all__ = [
    "Filled",
    "Form",
    "Mark",
    "delivery_of",
    "document_of",
    "forms_of",
    "read",
    "recognise",
    "workbook_of",
]
