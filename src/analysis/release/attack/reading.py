"""What stands in a file, by its form; what lies in an archive is read too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from analysis.archive import unzipped
from analysis.errors import UserError
from analysis.messages import message
from analysis.release.attack.found import Found, Said
from analysis.release.attack.office import found_in_parts, found_in_workbook
from analysis.release.attack.pages import found_in_page
from analysis.release.attack.paper import attachments, found_in_pdf
from analysis.release.attack.tables import found_in_csv, found_in_json

PAGES = ("html", "svg", "xml")
JSON = ("json", "jsonld")
# Pictures, letters and looks: nothing to read in them.
UNREAD = frozenset({"png", "jpg", "ico", "woff", "woff2", "ttf", "css", "map"})
File = tuple[str, bytes]


def form_of(name: str) -> str:
    """Return the form of a file, as its name ends."""
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def unpacked(files: Iterable[File]) -> Iterator[File]:
    """Yield files with what lies in archives and in PDF files, at any depth, after them. Raises ``UserError`` for a damaged archive."""
    for name, content in files:
        yield name, content
        if form_of(name) == "zip":
            yield from unpacked((f"{name}/{inner}", text) for inner, text in parts_of(name, content).items())
        elif form_of(name) == "pdf":
            yield from unpacked((f"{name}/{inner}", text) for inner, text in attachments(content))


def parts_of(name: str, content: bytes) -> dict[str, bytes]:
    """Return the files in an archive. Raises ``UserError`` for one that is damaged: what cannot be read is not proved harmless."""
    try:
        return unzipped(content)
    except ValueError:
        raise UserError(message("release.attack.unread", file=name)) from None


def found_in(name: str, content: bytes) -> Iterator[Found]:
    """Yield what stands in a file. Raises ``UserError`` where it is not of the form that its name says."""
    form = form_of(name)
    try:
        if form == "xlsx":
            yield from found_in_workbook(name, content, parts_of(name, content))
        elif form == "docx":
            yield from found_in_parts(name, parts_of(name, content))
        elif form == "pdf":
            yield from found_in_pdf(name, content)
        elif form not in UNREAD and form != "zip":
            yield from found_in_text(name, form, content.decode("utf-8-sig", "replace"))
    except ValueError:
        raise UserError(message("release.attack.unread", file=name)) from None


def found_in_text(name: str, form: str, text: str) -> Iterator[Found]:
    """Yield what stands in a file that is text."""
    if form in PAGES:
        yield from found_in_page(name, text)
    elif form == "csv":
        yield from found_in_csv(name, text)
    elif form == "ipynb":
        yield from found_in_notebook(name, text)
    elif form in JSON:
        yield from found_in_json(name, text)
    else:
        parts = (part for line in text.splitlines() for part in (line.split('"') if form == "js" else [line]))
        yield from (Said(name, "", part) for part in parts)


def found_in_notebook(name: str, text: str) -> Iterator[Found]:
    """Yield what the cells of a notebook show."""
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "markdown":
            yield Said(name, "", "".join(cell["source"]), is_bare=True)
        for output in cell.get("outputs", ()):
            for kind, shown in output.get("data", {}).items():
                whole = shown if isinstance(shown, str) else "".join(map(str, shown))
                yield from found_in_page(name, whole) if kind in ("text/html", "image/svg+xml") else [Said(name, kind, whole)]
