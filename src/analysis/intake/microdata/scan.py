"""How the engine reads files of rows: each cell as text, by what it is about.

This module is sent to workers of a cluster as it stands, so it knows nothing but the engine.
"""

from __future__ import annotations

import codecs
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from threading import Thread

from analysis.intake.microdata.engine import quoted

BLANKS = " \t\r\n\u00a0"
# The first sign that is no blank and none of those that steer a printer; the blank that does not break comes far behind it.
FIRST_SIGN, FIXED_BLANK = "!", "\u00a0"
# More lines than this that are no rows are not counted; a file that has so many is refused.
MOST_BROKEN = 100_000
BLOCK = 1 << 20


@dataclass(frozen=True)
class Scan:
    """Files that are read alike: ``columns`` are all headings, ``picked`` the place of each that counts, by what it is about.

    ``encoding`` is the name of the text's encoding. ``dated`` is what a Parquet file has stored as a day or a time. ``skip`` is
    the number of lines before the first row.
    """

    paths: tuple[str, ...]
    form: str
    columns: tuple[str, ...]
    picked: Mapping[str, int]
    encoding: str = "utf-8"
    separator: str = ","
    skip: int = 1
    dated: frozenset[str] = field(default_factory=frozenset)


@contextmanager
def in_utf8(scans: Sequence[Scan]) -> Iterator[list[Scan]]:
    """Yield scans whose files are all in UTF-8: those in other encodings come through pipes, a block at a time.

    A pipe has a name in a private folder, which is removed, and no content on disk.
    """
    folder = tempfile.mkdtemp(prefix="statusbog-") if any(scan.encoding != "utf-8" for scan in scans) else ""
    pipes: list[str] = []
    try:
        yield [scan if scan.encoding == "utf-8" else piped(scan, folder, pipes) for scan in scans]
    finally:
        for pipe in pipes:
            with suppress(OSError):  # whoever still waits for a reader gets one that goes away
                os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def piped(scan: Scan, folder: str, pipes: list[str]) -> Scan:
    """Return a scan of pipes through which its files come in UTF-8; add their names to ``pipes``."""
    own = []
    for path in scan.paths:
        pipe = os.path.join(folder, str(len(pipes)))  # noqa: PTH118 - a name for the engine, which wants text
        os.mkfifo(pipe, 0o600)
        pipes.append(pipe)
        own.append(pipe)
        Thread(target=feed, args=(path, pipe, scan.encoding), daemon=True).start()
    return replace(scan, paths=tuple(own), encoding="utf-8")


def feed(path: str, pipe: str, encoding: str) -> None:
    """Write a file into a pipe in UTF-8. Letters that its encoding does not have become the sign for a lost one."""
    letters = codecs.getincrementaldecoder(encoding)(errors="replace")
    with suppress(BrokenPipeError), open(path, "rb") as source, open(pipe, "wb") as target:  # noqa: PTH123 - names of the engine
        while block := source.read(BLOCK):
            target.write(letters.decode(block).encode("utf-8"))
        target.write(letters.decode(b"", final=True).encode("utf-8"))


def rows_sql(scans: Sequence[Scan], roles: Sequence[str]) -> str:
    """Return the query for all rows of files: a column for each role, as the text that stands there, never null.

    A role that a file has stored as a day or time is in ISO's form. A role that no column has is an empty text.
    """
    return "\nUNION ALL\n".join(
        f"SELECT {', '.join(f'{cell(scan, role)} AS {role}' for role in roles)} FROM {table(scan)}"  # noqa: S608
        for scan in scans
    )


def cell(scan: Scan, role: str) -> str:
    """Return the expression for what a row says in a role."""
    if role not in scan.picked:
        return "''"
    column = f"c{scan.picked[role]}" if scan.form == "csv" else identifier(scan.columns[scan.picked[role]])
    if role in scan.dated:
        return f"coalesce(strftime(CAST({column} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S'), '')"
    text = column if scan.form == "csv" else f"CAST({column} AS VARCHAR)"
    return f"coalesce({text}, '')"


def trimmed(text: str) -> str:
    """Return the expression for a text without blanks around it. To look at both ends costs a third of what taking away costs."""
    may_have = (
        f"{text} < {quoted(FIRST_SIGN)} OR right({text}, 1) < {quoted(FIRST_SIGN)} OR contains({text}, {quoted(FIXED_BLANK)})"
    )
    return f"(CASE WHEN {may_have} THEN trim({text}, {quoted(BLANKS)}) ELSE {text} END)"


def identifier(name: str) -> str:
    """Return the name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def table(scan: Scan) -> str:
    """Return the expression for the rows of files that are read alike."""
    paths = f"[{', '.join(map(quoted, scan.paths))}]"
    if scan.form == "parquet":
        return f"read_parquet({paths})"
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(scan.columns)))
    return (
        f"read_csv({paths}, columns={{{columns}}}, header=false, skip={scan.skip}, delim={quoted(scan.separator)}, "
        f"quote='\"', escape='\"', auto_detect=false, strict_mode=true, "
        f"ignore_errors=true, store_rejects=true, rejects_limit={MOST_BROKEN})"
    )


# Lines that are no rows, in memory alone; what stands in them is never looked at.
BROKEN_SQL = "SELECT count(*) FROM (SELECT DISTINCT scan_id, file_id, line FROM reject_errors)"


def fold(text: str) -> str:
    """Return the expression for a text in a form in which cells are compared (``words.forms_of``)."""
    return f"lower({trimmed(text)})"


def paths_of(scans: Sequence[Scan]) -> list[str]:
    """Return every file of some scans."""
    return [path for scan in scans for path in scan.paths]


def has_text(scans: Sequence[Scan]) -> bool:
    """Tell whether a file among them is a text, and so may have lines that are no rows."""
    return any(scan.form == "csv" for scan in scans)
