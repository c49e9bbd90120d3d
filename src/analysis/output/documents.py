"""The documents of an edition as files: which there are, what they are called, and their two forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from analysis.display.documents.document import Document
from analysis.display.documents.plan import plan
from analysis.display.documents.status import status
from analysis.display.view.view import View
from analysis.errors import UserError
from analysis.output import pictures
from analysis.output.pdf import pdf_of
from analysis.output.typesetting import demand, is_there
from analysis.output.word import docx_of

Kind = Literal["status", "plan"]
Form = Literal["pdf", "docx"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FORMS: tuple[Form, ...] = get_args(Form)
NAMES: Mapping[str, str] = {"status": "bilag", "plan": "tryghedsplan"}


def file_name(kind: str, year: int, form: str) -> str:
    """Return what the file of a document is called."""
    return f"{NAMES[kind]}-{year}.{form}"


def composed(view: View, kind: str, comments: Mapping[str, str]) -> Document:
    """Return a document of an edition, with what people wrote for its chapters.

    Raises ``UserError`` for a plan where no plan covers the edition's year, and ``DataFaults`` for comments that say what is not so.
    """
    return plan(view) if kind == "plan" else status(view, comments)


def all_composed(view: View, comments: Mapping[str, str]) -> dict[Kind, Document]:
    """Return the documents that an edition has. Raises ``DataFaults`` as ``composed`` does."""
    return {kind: composed(view, kind, comments) for kind in KINDS if kind != "plan" or view.plan is not None}


def written(document: Document, form: str, template: bytes | None = None) -> bytes:
    """Return a document in a form; Word by an organisation's own template where there is one.

    Raises ``UserError`` for a PDF without the libraries that make it. Then Word has no pictures: their tables say the same.
    """
    if form == "pdf":
        return pdf_of(document)
    return docx_of(document, template=template, picture=pictures.png_of if is_there() else None)


def document_files(documents: Mapping[Kind, Document], template: bytes | None = None) -> dict[str, bytes]:
    """Return documents in every form that can be made here, by the names of the files."""
    forms = [form for form in FORMS if form != "pdf" or is_there()]
    return {
        file_name(kind, document.year, form): written(document, form, template)
        for kind, document in documents.items()
        for form in forms
    }


def lacking() -> str:
    """Return what is not installed and so cannot be made, with the command that installs it; nothing where all is there."""
    try:
        demand()
    except UserError as error:
        return str(error)
    return ""
