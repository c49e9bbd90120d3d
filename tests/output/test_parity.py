"""The same numbers everywhere: every form of an edition is read back, and says what the results say."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from analysis.data import load
from analysis.display.documents.document import Document
from analysis.display.view.opened import edition_of
from analysis.indicators.frame import plain
from analysis.output.documents import composed

ROOT = Path(__file__).parents[2]
YEARS = sorted(edition.year for edition in load(ROOT / "data").partnership.editions)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LINK = re.compile(r'<a\b[^>]*\bdata-rows="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


@cache
def view(year: int):
    return edition_of(load(ROOT / "data"), year)


@cache
def results(year: int) -> dict[str, str]:
    """What the results say: each row's value as the public table writes it."""
    return {row.id: plain(row.value) for row in view(year).rows.table}


@cache
def document(year: int) -> Document:
    return composed(view(year), "status")


def same(found: str, wanted: str) -> bool:
    """A number is the same however many noughts it ends with; a word to the letter."""
    try:
        return Decimal(found) == Decimal(wanted)
    except ArithmeticError:
        return found == wanted


def differing(found: dict[str, str], wanted: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    keys = found.keys() | wanted.keys()
    return {
        key: (found.get(key), wanted.get(key)) for key in keys if not same(found.get(key, "missing"), wanted.get(key, "missing"))
    }


# Forms that name the row of each number


def from_csv(place: Path, year: int) -> dict[str, str]:
    text = (place / f"resultater-{year}.csv").read_bytes().decode("utf-8")
    return {row["id"]: row["value"] for row in csv.DictReader(io.StringIO(text, newline=""))}


def from_danish_csv(place: Path, year: int) -> dict[str, str]:
    text = (place / f"resultater-{year}-excel.csv").read_bytes().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return {row["id"]: row["value"].replace(",", ".") if is_number(row["value"]) else row["value"] for row in rows}


def is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(,\d+)?", text) is not None


def from_workbook(place: Path, year: int) -> dict[str, str]:
    book = openpyxl.load_workbook(place / f"status-{year}.xlsx", read_only=True)
    for sheet in book:
        rows = sheet.iter_rows(values_only=True)
        for row in rows:
            heads = [str(cell) for cell in row]
            if {"Id", "Værdi", "Måling"} <= set(heads):
                spot, value = heads.index("Id"), heads.index("Værdi")
                return {str(row[spot]): as_text(row[value]) for row in rows if row[spot]}
    raise AssertionError("no sheet has all results")


def as_text(value: object) -> str:
    return "" if value is None else format(Decimal(repr(value)), "f") if isinstance(value, int | float) else str(value)


def from_archive(place: Path, year: int) -> dict[str, str]:
    with zipfile.ZipFile(place / f"tal-{year}.zip") as archive:
        text = archive.read(f"resultater-{year}.csv").decode("utf-8")
    return {row["id"]: row["value"] for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("read", [from_csv, from_danish_csv, from_workbook, from_archive])
def test_every_row_stands_with_its_value(site, year, read):
    """The same rows with the same values, all of them and no others."""
    assert differing(read(site / str(year) / "hent", year), results(year)) == {}


def test_json_says_the_same(root):
    """As the command prints it."""
    command = [sys.executable, "-m", "analysis.cli", "results", "--year", str(YEARS[-1]), "--format", "json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert differing({row["id"]: row["value"] for row in json.loads(done.stdout)}, results(YEARS[-1])) == {}
