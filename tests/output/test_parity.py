"""The same numbers everywhere: the files of every edition, as they lie beside its pages, are read back and say what the results say."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from contextlib import closing
from decimal import Decimal
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest
from looking import cache
from pdf_tree import opened, tags

from analysis.data import comments_of, load
from analysis.display.language.language import language
from analysis.display.runs import Phrase, Shown
from analysis.display.view.opened import edition_of
from analysis.indicators.frame import plain
from analysis.output.documents import KINDS, composed, file_name
from analysis.output.sequence import Heading, NumberedFigure, NumberedTable, Paragraph, sequence

ROOT = Path(__file__).parents[2]
YEARS = sorted(edition.year for edition in load(ROOT / "data").partnership.editions)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LINK = re.compile(r'<a\b[^>]*\bdata-rows="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
MARK = re.compile(r"<[^>]+>")
EACH_YEAR = pytest.mark.parametrize("year", YEARS)


@cache
def view(year: int):
    return edition_of(load(ROOT / "data"), year)


@cache
def results(year: int) -> dict[str, str]:
    """What the results say: each row's value as the public table writes it."""
    return {row.id: plain(row.value) for row in view(year).rows.table}


@cache
def documents(year: int):
    """The edition's documents: what they say in their order."""
    kinds = [kind for kind in KINDS if kind != "plan" or view(year).plan]
    return {kind: composed(view(year), kind, comments_of(ROOT / "data", year)) for kind in kinds}


# Forms that name the row of each number


# A cell of a workbook holds a number with no more digits than these.
DIGITS = 14


def same(found: str, wanted: str, digits: int | None = None) -> bool:
    """A number is the same however many noughts it ends with, a word to the letter."""
    try:
        one, other = Decimal(found), Decimal(wanted)
    except ArithmeticError:
        return found == wanted
    return one == other if digits is None else abs(one - other) <= abs(other).scaleb(-digits)


def differing(found: dict[str, str], wanted: dict[str, str], digits: int | None = None) -> dict[str, tuple[str, str]]:
    pairs = {key: (found.get(key, "missing"), wanted.get(key, "missing")) for key in found.keys() | wanted.keys()}
    return {key: pair for key, pair in pairs.items() if not same(*pair, digits)}


def values_of(content: bytes, encoding: str = "utf-8", sign: str = ",") -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(content.decode(encoding), newline=""), delimiter=sign)
    return {row["id"]: row["value"] for row in rows}


def from_csv(place: Path, year: int) -> dict[str, str]:
    return values_of((place / f"resultater-{year}.csv").read_bytes())


def from_danish_csv(place: Path, year: int) -> dict[str, str]:
    found = values_of((place / f"resultater-{year}-excel.csv").read_bytes(), "utf-8-sig", ";")
    return {row: value.replace(",", ".") if re.fullmatch(r"-?\d+,\d+", value) else value for row, value in found.items()}


def from_archive(place: Path, year: int) -> dict[str, str]:
    with zipfile.ZipFile(place / f"tal-{year}.zip") as archive:
        return values_of(archive.read(f"resultater-{year}.csv"))


def from_workbook(place: Path, year: int) -> dict[str, str]:
    with closing(openpyxl.load_workbook(place / f"status-{year}.xlsx", read_only=True)) as book:
        for sheet in book:
            rows = sheet.iter_rows(values_only=True)
            for row in rows:
                if {"Id", "Værdi", "Status", "Metode"} <= set(row):
                    spots = [row.index(title) for title in ("Id", "Værdi")]
                    said = (tuple(one[spot] for spot in spots) for one in rows if one[spots[0]])
                    return {name: as_text(value) for name, value in said}
    raise AssertionError("no sheet has all results")


def as_text(value: object) -> str:
    """A cell's value as the public table writes it; the word for none stands beside it."""
    return format(Decimal(repr(value)), "f") if isinstance(value, int | float) else str(value)


EMPTY = set(language("da").group("status").values())
FORMS = {"csv": from_csv, "danish csv": from_danish_csv, "archive": from_archive, "workbook": from_workbook}


@EACH_YEAR
@pytest.mark.parametrize("form", FORMS)
def test_every_row_stands_with_its_value(site, year, form):
    """All rows of the results and no others; a workbook, in which no cell is empty, has a word where there is no value."""
    found, wanted = FORMS[form](site / str(year) / "hent", year), results(year)
    if form == "workbook":
        assert found.keys() == wanted.keys()
        assert {found[row] for row, value in wanted.items() if not value} <= EMPTY
        assert differing(only_numbers(found), only_numbers(wanted), DIGITS) == {}
    else:
        assert differing(found, wanted) == {}


def only_numbers(values: dict[str, str]) -> dict[str, str]:
    return {row: value for row, value in values.items() if is_number(value)}


def is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?([eE]-?\d+)?", text) is not None


def test_json_says_the_same(root):
    """As the command prints it."""
    command = [sys.executable, "-m", "analysis.cli", "results", "--year", str(YEARS[-1]), "--format", "json"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert differing({row["id"]: row["value"] for row in json.loads(done.stdout)}, results(YEARS[-1])) == {}


# Forms made of text


def said_by(document) -> list[Phrase]:
    """What a document says, in its order, without the words around it."""
    found = [document.title, document.subtitle, *(phrase for fact in document.facts for phrase in fact)]
    for part in sequence(document):
        match part:
            case Heading() | Paragraph():
                found.append(part.text)
            case NumberedFigure():
                found += [part.figure.title, part.figure.subtitle]
            case NumberedTable():
                found += [part.table.caption, *part.table.columns]
                for number, row in enumerate(part.table.rows):
                    found += [part.table.groups[number]] if number in part.table.groups else []
                    found += [said for cell in row for said in (cell.text, cell.second)]
                found += part.table.notes
    return found


def numbers_in(texts) -> list[str]:
    return [number for text in texts for number in NUMBER.findall(text)]


def numbers_of_pdf(path: Path) -> list[str]:
    """Every number that is read aloud, in its order, but for the list of contents and what describes a picture."""
    with opened(path.read_bytes()) as file:
        return numbers_in(text_of(tag) for tag in tags(file).kids)


def text_of(tag) -> str:
    if tag.kind in ("/TOC", "/Figure"):
        return ""
    return "".join(
        f" {text_of(kid)} " if hasattr(kid, "kind") and kid.kind not in INLINE else getattr(kid, "text", kid) for kid in tag.below
    )


INLINE = ("/Span", "/Link", "/Strong", "/Em", "/Lbl")


def numbers_of_docx(path: Path) -> list[str]:
    """Every number in the text of a Word file, in its order."""
    found = []
    for item in docx.Document(str(path)).iter_inner_content():
        found += [cell.text for row in item.rows for cell in row.cells] if hasattr(item, "rows") else [item.text]
    return numbers_in(found)


CAPTION = re.compile(r"^(?:Tabel|Figur) \d+: ")


@EACH_YEAR
def test_paper_says_the_numbers_of_the_document_in_their_order(site, year):
    """PDF and Word: all of them, and none beside them but the numbers of tables and figures."""
    for kind, document in documents(year).items():
        wanted = numbers_in(said.text for said in said_by(document))
        numbered = [part for part in sequence(document) if isinstance(part, NumberedTable | NumberedFigure)]
        for form, read in (("pdf", numbers_of_pdf), ("docx", numbers_of_docx)):
            found = read(site / str(year) / "hent" / file_name(kind, year, form))
            assert without_labels(found, wanted) == [str(part.number) for part in numbered], (kind, form)


def without_labels(found: list[str], wanted: list[str]) -> list[str]:
    """What is found beside all that is wanted, which stands there in its order."""
    beside, waiting = [], iter(found)
    for number in wanted:
        for one in waiting:
            if one == number:
                break
            beside.append(one)
        else:
            raise AssertionError(f"{number} is missing")
    return [*beside, *waiting]


# What a verdict or an empty state is called, the longest first: one may be part of another.
WORDS = sorted(
    (word.lower() for key in ("verdict", "status") for word in language("da").group(key).values()), key=len, reverse=True
)


@cache
def shown_on_pages(site: Path, year: int) -> dict[str, set[str]]:
    """What the edition's pages show of each row."""
    found: dict[str, set[str]] = {}
    for page in sorted((site / str(year)).glob("*.html")):
        if page.stem not in ("kvitteringer", "samlet"):
            for rows, text in LINK.findall(page.read_text(encoding="utf-8")):
                for row in unescape(rows).split():
                    found.setdefault(row, set()).add(unescape(MARK.sub("", text)))
    return found


@EACH_YEAR
def test_paper_and_pages_round_alike_and_use_the_same_words(site, year):
    """What a document shows of a row, a page of the edition shows of it too: number for number, word for word."""
    pages = shown_on_pages(site, year)
    shown = {
        (run.rows, run.text)
        for document in documents(year).values()
        for said in said_by(document)
        for run in said
        if isinstance(run, Shown)
    }
    told = [(rows, text) for rows, text in shown if any(row.id in pages for row in rows)]
    assert told
    for rows, text in told:
        texts = {said for row in rows for said in pages.get(row.id, ())}
        numbers = set(numbers_in([text]))
        assert not numbers or any(numbers <= set(numbers_in([said])) for said in texts), (rows[0].id, text, texts)
        if len(rows) == 1 and (rows[0].measure == "verdict" or rows[0].value is None):
            words = [word for word in WORDS if word in text.lower()]
            assert all(any(word in said.lower() for said in texts) for word in words[:1]), (rows[0].id, text, texts)
