"""The files of an edition that others take along: its tables as CSV, their description, and an archive of it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.archive import zipped
from analysis.display.view.view import View
from analysis.output.download.csv_files import danish_csv, plain_csv
from analysis.output.download.package import NAME, TableFile, package
from analysis.output.download.readme import NAME as README
from analysis.output.download.readme import readme
from analysis.output.records import Records, records_of

# The tables that people open in a spreadsheet, rather than programs.
FOR_PEOPLE = ("results", "facts")


def data_files(view: View) -> dict[str, bytes]:
    """Return an edition's tables as CSV and their description, by the names of the files."""
    files = table_files(view, records_of(view))
    return {file.path: file.content for file in files} | {NAME: package(view, files)}


def archive_files(view: View, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return ``tal-<year>.zip`` of an edition's files, with a readme that says what they are. ``files``: those of ``data_files``, and more."""
    described = readme(view, table_files(view, records_of(view)), sorted(files))
    return {f"tal-{view.year}.zip": zipped({**files, README: described})}


def table_files(view: View, tables: Iterable[Records]) -> tuple[TableFile, ...]:
    """Return the CSV files of an edition's tables."""
    found: list[TableFile] = []
    for table in tables:
        found.append(TableFile(f"{table.stem}-{view.year}.csv", plain_csv(table), table))
        if table.name in FOR_PEOPLE:
            found.append(TableFile(f"{table.stem}-{view.year}-excel.csv", danish_csv(table), table, danish=True))
    return tuple(found)
