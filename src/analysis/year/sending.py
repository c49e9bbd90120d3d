"""Writes the forms of an edition into a folder, from where they are sent out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.data import Facts
from analysis.errors import UserError, reason
from analysis.intake.forms import Form, document_of, forms_of, workbook_of
from analysis.messages import message


@dataclass(frozen=True)
class Sent:
    """The forms of an edition, the names of the files that were written, and of those that were there already, just so."""

    forms: tuple[Form, ...]
    written: tuple[str, ...]
    same: tuple[str, ...]


def write_forms(facts: Facts, year: int, out: Path) -> Sent:
    """Write the forms of an edition, each as a workbook and as a Word document.

    A file that is there and says something else may have been filled in: it is not written over. Raises ``UserError`` for such
    files, for an edition that asks nobody for anything, and for a folder that cannot be written into; then nothing is written.
    """
    forms = forms_of(facts, year)
    if not forms:
        raise UserError(message("year.forms.none", year=year))
    files = {f"{form.file}.{ending}": make(form) for form in forms for ending, make in MAKERS.items()}
    try:
        there = {name: (out / name).read_bytes() for name in files if (out / name).exists()}
        others = [name for name, content in there.items() if content != files[name]]
        if others:
            raise UserError(message("year.forms.there", files=", ".join(others), count=len(others), folder=out))
        out.mkdir(parents=True, exist_ok=True)
        written = [name for name in files if name not in there]
        for name in written:
            (out / name).write_bytes(files[name])
    except OSError as error:
        raise UserError(message("year.forms.closed", file=error.filename or out, why=reason(error))) from None
    return Sent(forms, tuple(written), tuple(there))


MAKERS = {"xlsx": workbook_of, "docx": document_of}
