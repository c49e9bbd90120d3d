"""What is published, as files: the built site, or what an edition would put into it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from analysis.book.files import files_below
from analysis.book.project import Project, pages_of, site_of
from analysis.data import Facts, comments_of
from analysis.data.ledger import Ledger, written
from analysis.display.view.opened import edition_of
from analysis.errors import UserError
from analysis.indicators import csv_of, edition_rows
from analysis.messages import message
from analysis.output.documents import all_composed, document_files
from analysis.output.edition import data_files
from analysis.output.word import template_in
from analysis.output.workbook import workbook_of
from analysis.release.attack.forms.reading import File


def files_of_site(project: Project, facts: Facts) -> Iterator[File]:
    """Yield every file of the built site by its address. Raises ``UserError`` where none is built."""
    site = site_of(project, facts) / "html"
    if not (site / "index.html").is_file():
        raise UserError(message("release.attack.unbuilt", site=named(site, project.root)))
    yield from ((path.relative_to(site).as_posix(), path.read_bytes()) for path in sorted(files_below(site)))


def named(path: Path, root: Path) -> str:
    """Return a path as seen from the project."""
    return path.relative_to(root).as_posix() if root in path.parents else str(path)


def files_of_edition(project: Project, facts: Facts, year: int, ledgers: Collection[Ledger]) -> Iterator[File]:
    """Yield what is published of an edition, made now: its notebooks and all others, its files, and the tables of all, with ledgers."""
    pages = pages_of(project, facts)
    for path in files_below(pages):
        if path.suffix == ".ipynb":
            yield path.relative_to(pages).as_posix(), path.read_bytes()
    for edition in facts.partnership.editions:
        if edition.year != year:
            yield f"{edition.year}/results.csv", csv_of(edition_rows(facts, edition.year)).encode()
    for ledger in ledgers:
        yield f"{ledger.year}/ledger.csv", written(ledger.for_readers()).encode()
    view = edition_of(facts, year)
    documents = all_composed(view, comments_of(project.data, year))
    made = data_files(view) | {f"status-{year}.xlsx": workbook_of(view, documents["status"])}
    for name, content in (made | document_files(documents, template_in(project.data))).items():
        yield f"{year}/{name}", content
