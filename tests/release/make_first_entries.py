"""Made the first entries of the ledgers in data/ledger, once: what 2022.1 published and what 2022.2 put in its place.

Kept so that anybody can see where they come from. The numbers of 2022.1 are not written off anything: the program of that
version computed them from its own data, in a checkout of the last commit of 20 November 2026 (1cb4c35). The numbers of 2022.2
are those of the program and the data of its last commit. What differs is exactly what CHANGELOG.md lists under Rettelser; the
reasons below are its words, cut short. 2022.1 had no column for words beside a number (about, in words, read on the way), so
there all are empty.

    git worktree add --detach OLD 1cb4c35
    git worktree add --detach NEW 31e6163
    python tests/release/make_first_entries.py OLD NEW
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import re
import subprocess
import sys
from pathlib import Path

from analysis.archive import sha256
from analysis.book.project import Project
from analysis.data import load
from analysis.data.ledger import VERIFIED, Entry, Number, ledger_name, read_record, written
from analysis.data.writing import put
from analysis.release import publish
from analysis.release.frozen import Release, data_files, frozen, hash_of
from analysis.release.numbers import differences, numbers_of

FIRST, SECOND = ("2022.1", dt.date(2026, 11, 20)), ("2022.2", dt.date(2026, 11, 26))
NOTES = {1: "Første udgivelse af bogen", 2: "Bogen siger kun, hvad dens kilder bærer"}

# What the id of a number (without its edition) begins with, the kind of correction, and why.
REASONS = [
    (
        r"verdict\.aftale-2013\.vold-trusler\.2015",
        "method",
        "Tallet for 2015 har også våben med. Et tal for en bredere gruppe kan vise, at et mål er nået, men ikke, at det er misset",
    ),
    (r"verdict\.", "method", "Målet gælder et senere år, og dette er en aflæsning undervejs"),
    (r"change\.utryg", "method", "Undersøgelsen skiftede leverandør i 2017. Over skiftet bliver der ikke regnet en ændring"),
    (
        r"change\.bevilling|observed\.bevilling\.ramme\.partnerskab-2013\.2013",
        "error",
        "Aftalen nævner intet beløb for 2013. Planen skriver, at der ikke er afsat midler til egne aktiviteter, men kun et trykt 0 er et nul",
    ),
    (
        r".*\.adjustment$|total\..*justering",
        "error",
        "Kilden tager det forbehold, at der ikke er brug for andet end det, der er beskrevet",
    ),
    (r".*koordinationsnetvaerk-18-plus\.moeder", "error", "Kilden skriver, at man havde håbet på det; det er intet mål"),
    (r".*vaertskab\.haendelser", "error", "Tallet er en begrundelse for, at noget ikke blev holdt, og ikke en leverance"),
    (r".*bemandede-legepladser\.interval", "error", "Enheden var forkert læst: Kilden har et arrangement hver anden weekend"),
    (r".*\.loebere\.", "error", "Ordvalg: Kilden skriver deltagere"),
    (r".*undersoegelse_udgaaede", "error", "Kilden siger ikke, hvilket område besvarelserne er fra"),
    (r".*andel-af-byens-maal", "error", "Kilden skriver en femtedel som begrundelse; det er ikke aktivitetens mål"),
    (r".*foraeldreindsats\.ungdomsuddannelse", "error", "Det er regeringens mål og ikke aktivitetens; i bogen er det nu baggrund"),
    (
        r".*\.(fravaer-generelt|fravaer-udsatte|ansatte-unge)\.",
        "error",
        "Planen begrunder aktiviteterne med tallet; ingen har leveret det, og kilden nævner ikke året. I bogen er det nu baggrund",
    ),
    (
        r".*tryghedsplan-(2013|2017)\..*\.(observed|expected)$",
        "error",
        "Planen begrunder aktiviteterne med tallet; i bogen er det nu baggrund",
    ),
]
AS_WRITTEN = ("error", "Samme tal, skrevet som kilden skriver det")
NEW = [
    (r"observed\.bevilling\.ramme", "Aftalen nævner intet beløb for 2013"),
    (r".*\.(background|hope)$|.*undersoegelsen|total\..*justering\.partly", "Samme tal som før, nu som det, kilden bruger det til"),
    (r"observed\.(oensker_indsats|byudvikling)|.*amagerplanen-i-styregruppen", "Nyt tal fra bogens kilder"),
    (r".*", "Det, siderne skriver, står nu også i resultattabellen"),
]


def old_results(old: Path, year: int, name: str = "results") -> str:
    """Return the results table of an edition as the old program prints it."""
    command = [sys.executable, "-m", "analysis.cli", name, "--year", str(year), "--format", "csv"]
    environment = os.environ | {"PYTHONPATH": str(old / "src")}
    return subprocess.run(command, cwd=old, env=environment, capture_output=True, text=True, check=True).stdout


def old_numbers(table: str) -> list[Number]:
    """Return the numbers of an old table."""
    columns = ("id", "indicator", "category", "geography", "measure", "value", "unit", "status")
    rows = csv.DictReader(io.StringIO(table, newline=""))
    return [Number(year=int(row["year"]), qualifier="", **{name: row[name] for name in columns}) for row in rows]


def corrected(before: Number | None, after: Number | None) -> tuple[str, str]:
    """Return the kind of a correction, and why."""
    name = (before or after).id.partition(".")[2]
    if before is None:
        return "new_figure", next(reason for pattern, reason in NEW if re.match(pattern, name))
    if after and (before.value, before.unit) == (after.value, after.unit) and before.measure != "verdict":
        return AS_WRITTEN
    return next((kind, reason) for pattern, kind, reason in REASONS if re.match(pattern, name))


def releases_of(facts, year: int, table: str) -> list[Entry]:
    """Return the lines of an edition in both releases."""
    first = old_numbers(table)
    lines = [Entry(1, FIRST[1], FIRST[0], "first", number, "") for number in first]
    for found in differences({number.id: number for number in first}, numbers_of(facts, year)):
        kind, reason = corrected(found.before, found.after)
        number = found.after or found.before.withdrawn()
        lines.append(Entry(2, SECOND[1], SECOND[0], kind, number, reason))
    return lines


def copy_of(root: Path, ledger, number: int, note: str, table: bytes, as_of: dt.date) -> dict[str, bytes]:
    """Return the frozen copy of a release that a checkout made."""
    data, lines = data_files(root / "data"), [entry for entry in ledger.entries if entry.release <= number]
    notebooks = publish.notebook_hashes(root / "book")
    release = Release(
        edition=ledger.year,
        release=number,
        day=lines[-1].day.isoformat(),
        note=note,
        version=lines[-1].version,
        as_of=as_of.isoformat(),
        data=hash_of(data),
        results=sha256(table),
        lock=sha256((root / "requirements.txt").read_bytes()),
        notebooks={name: mark for name, mark in notebooks.items() if name.startswith(f"{ledger.year}/")},
        lines=len(lines),
        mark=lines[-1].mark,
    )
    return frozen(release, table, data)


def main(old: Path, new: Path) -> None:
    project = Project(Path.cwd(), Path.cwd() / "data")
    facts = load(project.data)
    assert data_files(project.data) == data_files(new / "data"), "the data have moved on since 2022.2"
    assert not read_record(project.data).ledgers, "there are ledgers already"
    files: dict[str, bytes] = {}
    ledgers = {}
    for edition in facts.partnership.editions:
        table = old_results(old, edition.year)
        ledger = publish.extended(None, edition.year, releases_of(facts, edition.year, table))
        ledgers[edition.year] = ledger
        files[ledger_name(edition.year)] = written(ledger.entries).encode()
        files |= copy_of(old, ledger, 1, NOTES[1], table.encode(), edition.as_of)
        files |= copy_of(new, ledger, 2, NOTES[2], publish.results_csv(facts, edition.year), edition.as_of)
    files[VERIFIED] = publish.verified(ledgers, SECOND[1], sum(len(ledger.in_force) for ledger in ledgers.values()))
    put(project.data, files, check=False)


if __name__ == "__main__":
    main(*(Path(name).resolve() for name in sys.argv[1:]))
