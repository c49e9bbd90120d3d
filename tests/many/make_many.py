"""Makes a portfolio of invented partnerships from the invented one of the tests: other names, areas and numbers, the same each time.

Run as a program: ``python tests/many/make_many.py FOLDER COUNT`` writes ``FOLDER/portfolio.toml`` and a data folder for each. Every
tenth differs in what a comparison has to see: its definition, its question, no number of answers, no figure this year.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

MINI = Path(__file__).parents[1] / "mini" / "data"
FIRST = ("Birke", "Enge", "Graa", "Hasle", "Klint", "Lynge", "Moelle", "Nord", "Skov", "Strand", "Vester", "Oester")
LAST = ("bjerg", "by", "dal", "holm", "lund", "mark", "rup", "sted", "toft", "vang")
MOST = len(FIRST) * len(LAST)
Row = dict[str, str]


def name_of(number: int) -> str:
    """Return the name of a place that is not there, another one for each number below 120."""
    return f"{FIRST[number % len(FIRST)]}{LAST[number // len(FIRST) % len(LAST)]}"


def drawn(number: int, what: str, least: int, most: int) -> int:
    """Return a whole number within limits that follows from the partnership's number and what it is for."""
    return least + int(hashlib.sha256(f"{number} {what}".encode()).hexdigest(), 16) % (most - least + 1)


def make_many(folder: Path, count: int, mini: Path = MINI) -> Path:
    """Write so many partnerships (at most 120) below a folder, and the portfolio that names them; return the portfolio's file."""
    if count > MOST:
        raise ValueError(count)
    members = []
    for number in range(count):
        key = name_of(number).lower()
        make_one(folder / key / "data", number, mini)
        members.append(f'[[partnerships]]\ndata = "{key}/data"\n')
    path = folder / "portfolio.toml"
    path.write_text("".join(['title = "Opdigtede partnerskaber"\n', *members]), encoding="utf-8")
    return path


def make_one(folder: Path, number: int, mini: Path) -> None:
    """Write one partnership's data."""
    shutil.copytree(mini, folder)
    place = name_of(number)
    words = {
        "omraade-a": f"{place.lower()}-a",
        "omraade-b": f"{place.lower()}-b",
        "Område A": f"{place} A",
        "Område B": f"{place} B",
        "Prøveby": place,
        "proeveby": place.lower(),
        "Søparken": f"{place}parken",
        "Bakken": f"{place}bakken",
    }
    for path in (path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("|".join(words), lambda found: words[found[0]], text), encoding="utf-8")
    change_rows(folder / "observations.csv", lambda row: other_numbers(row, number))
    WAYS.get(number % 10, lambda _: None)(folder)


def change_rows(path: Path, change: Callable[[Row], Row | None]) -> None:
    """Write the rows of a table as they are changed; those of which nothing is left are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        heads, rows = list(reader.fieldnames or ()), [changed for row in reader if (changed := change(row)) is not None]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def other_numbers(row: Row, number: int) -> Row:
    """Return a row of observations with a number of this partnership's own: parts still make the total."""
    counts = {category: drawn(number, category, 12, 60) for category in ("indbrud", "haervaerk")}
    if row["indicator"] == "anmeldelser" and row["value"]:
        more = counts if row["category"] == "samlet" else {row["category"]: counts[row["category"]]}
        return row | {"value": str(int(row["value"]) + sum(more.values()))}
    if row["indicator"] == "utryg_nabolag" and row["value"] and not row["geography"].endswith("byen"):
        return row | {"value": str(int(row["value"]) + drawn(number, "utryg", 0, 30)), "n": str(drawn(number, "n", 150, 900))}
    return row


# What some differ in


def another_definition(folder: Path) -> None:
    """Ask about something else: the words of the first indicator's definition are others."""
    replace_in(folder / "indicators.toml", 'definition = "Opdigtet."', 'definition = "Opdigtet på en anden måde."')


def another_question(folder: Path) -> None:
    """Ask in another way from 2033 on."""
    broken = (
        "[[indicators.utryg_nabolag.breaks]]\n"
        'kind = "question"\nfrom_year = 2033\nbefore = "Er du utryg?"\nafter = "Føler du dig utryg?"\nsource = "status-2033"\n\n'
    )
    replace_in(folder / "indicators.toml", "[indicators.anmeldelser]\n", f"{broken}[indicators.anmeldelser]\n")
    change_rows(folder / "significance.csv", lambda _: None)


def unknown_answers(folder: Path) -> None:
    """Say of no share how many answered."""
    change_rows(folder / "observations.csv", lambda row: row | {"n": "", "deff": ""})


def nothing_new(folder: Path) -> None:
    """Have no share of the newest year."""
    change_rows(folder / "significance.csv", lambda _: None)
    is_new = {"indicator": "utryg_nabolag", "year": "2033"}
    change_rows(folder / "observations.csv", lambda row: None if is_new.items() <= row.items() else row)


WAYS = {3: another_definition, 5: another_question, 7: unknown_answers, 9: nothing_new}


def replace_in(path: Path, before: str, after: str) -> None:
    """Replace the first of a text in a file. Raises ``ValueError`` where it is not there."""
    text = path.read_text(encoding="utf-8")
    if before not in text:
        raise ValueError(before)
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(f"{make_many(Path(sys.argv[1]), int(sys.argv[2]))}\n")
