"""The documents of an edition as files: which there are, what they are called, and their two forms."""

from __future__ import annotations

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
COMPOSED = {"status": status, "plan": plan}
NAMES: dict[Kind, str] = {"status": "bilag", "plan": "tryghedsplan"}


def file_name(kind: Kind, year: int, form: Form) -> str:
    """Return what the file of a document is called."""
    return f"{NAMES[kind]}-{year}.{form}"


def composed(view: View, kind: Kind) -> Document:
    """Return a document of an edition. Raises ``UserError`` for a plan where no plan covers the edition's year."""
    return COMPOSED[kind](view)


def written(document: Document, form: Form, template: bytes | None = None) -> bytes:
    """Return a document in a form; Word by an organisation's own template where there is one.

    Raises ``UserError`` for a PDF without the library that makes it. Then Word has no pictures: their tables say the same.
    """
    if form == "pdf":
        return pdf_of(document)
    return docx_of(document, template=template, picture=pictures.png_of if is_there() else None)


def document_files(view: View, template: bytes | None = None) -> dict[str, bytes]:
    """Return every document of an edition in every form that can be made here, by the names of the files."""
    kinds = [kind for kind in KINDS if kind == "status" or view.plan is not None]
    forms = [form for form in FORMS if form != "pdf" or is_there()]
    made = {kind: composed(view, kind) for kind in kinds}
    return {file_name(kind, view.year, form): written(made[kind], form, template) for kind in kinds for form in forms}


def lacking() -> str:
    """Return what is not installed and so cannot be made, with the command that installs it; nothing where all is there."""
    try:
        demand()
    except UserError as error:
        return str(error)
    return ""
