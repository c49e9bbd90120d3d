"""What stands in a file, by its form; what lies in an archive is read too."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from analysis.archive import unzipped
from analysis.errors import UserError
from analysis.messages import message
from analysis.release.attack.forms.data import found_in_json, found_in_script, found_in_value
from analysis.release.attack.forms.office import found_in_parts, found_in_workbook
from analysis.release.attack.forms.pages import found_in_page
from analysis.release.attack.forms.paper import attachments, found_in_pdf
from analysis.release.attack.forms.tables import found_in_csv, read_by_people
from analysis.release.attack.forms.written import found_in_markdown
from analysis.release.attack.found import Found, Said

PAGES = ("html", "svg", "xml", "vml")
JSON = ("json", "jsonld", "map")
OFFICE = ("docx", "xlsx")
PARTS_READ = ("xml", "rels")
# What is packed as one stream, and what its name becomes when it is unpacked.
STREAMS = {"gz": "", "tgz": ".tar"}
ZIP = b"PK\x03\x04"
# Pictures of pixels and letters: nothing is read in them.
UNREAD = frozenset({"png", "jpg", "jpeg", "gif", "webp", "ico", "emf", "wmf", "woff", "woff2", "ttf", "odttf"})
File = tuple[str, bytes]


def form_of(name: str) -> str:
    """Return the form of a file, as its name ends."""
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def is_archive(name: str, content: bytes) -> bool:
    """Tell whether a file is an archive whose files are read each for itself."""
    return form_of(name) == "zip" or (content.startswith(ZIP) and form_of(name) not in OFFICE)


def unpacked(files: Iterable[File]) -> Iterator[File]:
    """Yield files with what lies in archives, in documents and in PDF files, at any depth, after them.

    Raises ``UserError`` for a damaged archive.
    """
    for name, content in files:
        yield name, content
        form = form_of(name)
        if is_archive(name, content):
            yield from unpacked((f"{name}/{inner}", text) for inner, text in parts_of(name, content).items())
        elif form in OFFICE:
            parts = parts_of(name, content).items()
            yield from unpacked((f"{name}/{inner}", text) for inner, text in parts if form_of(inner) not in PARTS_READ)
        elif form in STREAMS:
            yield from unpacked([(name.rpartition(".")[0] + STREAMS[form], unzipped_stream(name, content))])
        elif form == "tar":
            yield from unpacked((f"{name}/{inner}", text) for inner, text in files_of_tape(name, content))
        elif form == "pdf":
            yield from unpacked((f"{name}/{inner}", text) for inner, text in attachments(content))


def parts_of(name: str, content: bytes) -> dict[str, bytes]:
    """Return the files in an archive. Raises ``UserError`` for one that is damaged: what cannot be read is not proved harmless."""
    try:
        return unzipped(content)
    except ValueError:
        raise unread(name) from None


def files_of_tape(name: str, content: bytes) -> Iterator[File]:
    """Yield the files of an archive that is not packed itself. Raises ``UserError`` for one that is damaged."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            yield from ((one.name, found.read()) for one in archive if (found := archive.extractfile(one)))
    except tarfile.TarError:
        raise unread(name) from None


def unzipped_stream(name: str, content: bytes) -> bytes:
    """Return what is packed in one stream. Raises ``UserError`` for a damaged one."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        raise unread(name) from None


def unread(name: str) -> UserError:
    """Return that a file cannot be read."""
    return UserError(message("release.attack.unread", file=name))


def found_in(name: str, content: bytes) -> Iterator[Found]:
    """Yield what stands in a file, and in its name. Raises ``UserError`` where it is not of the form that its name says."""
    form = form_of(name)
    yield Said(name, "", name.rpartition("/")[2].rpartition(".")[0], is_bare=True)
    try:
        if form == "xlsx":
            yield from found_in_workbook(name, content, parts_of(name, content))
        elif form == "docx":
            yield from found_in_parts(name, parts_of(name, content))
        elif form == "pdf":
            yield from found_in_pdf(name, content)
        elif form not in (*UNREAD, *STREAMS, "tar") and not is_archive(name, content):
            yield from found_in_text(name, form, text_of(content))
    except ValueError:
        raise unread(name) from None


def text_of(content: bytes) -> str:
    """Return a file as text, as programs write it here. Raises ``ValueError`` for one that is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\0" in content:
        raise ValueError
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def found_in_text(name: str, form: str, text: str) -> Iterator[Found]:
    """Yield what stands in a file that is text."""
    if form in PAGES:
        yield from found_in_page(name, text)
    elif form in ("csv", "tsv"):
        yield from found_in_csv(name, text)
    elif form == "ipynb":
        yield from found_in_notebook(name, text)
    elif form in JSON:
        yield from found_in_json(name, text)
    elif form == "jsonl":
        for line in filter(str.strip, text.splitlines()):
            yield from found_in_json(name, line)
    elif form == "js":
        yield from found_in_script(name, text)
    elif form == "md":
        yield from found_in_markdown(name, text)
    else:
        yield from (Said(f"{name}:{number}", "", line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def found_in_notebook(name: str, text: str) -> Iterator[Found]:
    """Yield what the cells of a notebook show, and what stands in them unseen."""
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield from (replace(one, file=name) for one in found_in_markdown(name, source))
        else:
            yield from (Said(name, "", line, is_bare=True) for line in source.splitlines())
        yield from found_in_value(name, {key: value for key, value in cell.items() if key not in ("source", "outputs")})
        for output in cell.get("outputs", ()):
            yield from found_in_output(name, output)


def found_in_output(name: str, output: Mapping[str, object]) -> Iterator[Found]:
    """Yield what one output of a cell says: in its forms, as printed lines, or as an error."""
    forms = output.get("data", {})
    for kind, shown in forms.items() if isinstance(forms, Mapping) else ():
        if isinstance(shown, Mapping):
            yield from found_in_value(name, shown)
            continue
        whole = shown if isinstance(shown, str) else "".join(map(str, shown))
        yield from found_in_page(name, whole) if kind in ("text/html", "image/svg+xml") else found_in_plain(name, kind, whole)
    printed = "".join(map(str, output.get("text", ())))  # type: ignore[call-overload]
    yield from (Said(name, "", line) for line in printed.splitlines())
    yield from found_in_value(name, {key: value for key, value in output.items() if key not in ("data", "text")})


def found_in_plain(name: str, kind: str, text: str) -> Iterator[Said]:
    """Yield the lines of an output as plain text, in which a table has a line for each row."""
    lines = [line for line in text.splitlines() if line.strip()]
    yield from (Said(name, kind, line) for line in lines)
    yield from read_by_people(name, kind, [line.split(" | ") for line in lines if " | " in line])
