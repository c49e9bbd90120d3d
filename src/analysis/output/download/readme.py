"""``LAES-MIG.txt``: what an edition's archive holds, in plain words for whoever opens it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from analysis.data.tables import WITH_VALUE
from analysis.display.runs import Because, name
from analysis.display.view.view import View
from analysis.output.download.package import NAME as PACKAGE
from analysis.output.download.package import TableFile
from analysis.output.download.terms import Terms, terms_of
from analysis.output.records import Records

NAME = "LAES-MIG.txt"


def readme(view: View, files: Iterable[TableFile], names: Iterable[str]) -> bytes:
    """Return what stands in an archive of files with these names; those of tables say which. Opens in any editor, on Windows too."""
    described = {file.path: file for file in files}
    tables = {file.table.name: file.table for file in described.values()}
    said = terms_of(view)
    parts = [
        [said.title, "=" * len(said.title), view.say("take.about", year=view.year, day=view.say.date(view.as_of)).text],
        [heading(view, "files"), *(f"{path}: {about_file(view, path, described)}" for path in names)],
        [heading(view, "numbers"), *numbers(view, tables)],
        [heading(view, "sources"), *sources(view, tables["sources"])],
        [heading(view, "terms"), *terms(view, said)],
    ]
    return ("\r\n\r\n".join("\r\n".join(part) for part in parts) + "\r\n").encode("utf-8-sig")


def heading(view: View, key: str) -> str:
    """Return a heading with a line below it."""
    text = view.say.text(f"readme.{key}")
    return f"{text}\r\n{'-' * len(text)}"


def about_file(view: View, path: str, described: Mapping[str, TableFile]) -> str:
    """Return what a file is."""
    if path in described:
        file = described[path]
        return view.say("take.danish", table=file.table.title).text + "." if file.danish else file.table.about
    if path == PACKAGE:
        return view.say.text("readme.package")
    return view.say.text("readme.workbook" if PurePosixPath(path).suffix == ".xlsx" else "readme.other")


def numbers(view: View, tables: Mapping[str, Records]) -> Iterator[str]:
    """Yield how numbers are written, and the words for those that are missing."""
    for key in ("plain", "danish", "exact", "days"):
        yield view.say.text(f"readme.{key}")
    yield view.say.text("take.marked")
    yield view.say.text("readme.empty")
    yield from (f"  {code}: {said}" for column, code, said in tables["codes"].rows if column == "status" and code not in WITH_VALUE)


def sources(view: View, table: Records) -> Iterator[str]:
    """Yield the sources, a line for each."""
    for key, *_ in table.rows:
        found = view.known.sources[str(key)]
        day = view.say.date(found.published)
        yield view.say("readme.source", title=name(found.title), publisher=name(found.publisher), day=day).text


def terms(view: View, said: Terms) -> Iterator[str]:
    """Yield whose the numbers are and what may be done with them, and of which version and day they are."""
    say, contact = view.say, view.known.partnership.contact
    yield say("readme.publisher", publisher=name(said.publisher)).text
    if contact:
        yield say("readme.contact", contact=name(contact)).text
    if said.licence:
        yield say("take.licence", name=name(said.licence.name), url=name(said.licence.url)).text
    else:
        yield say.text("take.no_licence")
    yield say("readme.version", version=Because(said.version, "version"), day=say.date(view.as_of)).text
