"""What no form may tell, and what every form must: a hidden count, and a figure that has changed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from pdf_tree import opened, tags

from analysis.data import load
from analysis.display.view.opened import edition_of
from analysis.output.documents import all_composed, document_files
from analysis.output.edition import archive_files, data_files
from analysis.output.workbook import workbook_of

ROOT = Path(__file__).parents[2]
SOURCE, AREA = "status-2022", "partnerskab-2021"
# Counts of 2021 that a stated total holds together: with one below the limit another is hidden with it.
SMALL, OTHER, STATED = "trusler", "haervaerk", "samlet"


def with_counts(facts, **counts):
    """The facts with other counts of 2021."""
    changed = tuple(
        o.model_copy(update={"value": Decimal(counts[o.category])})
        if o.source == SOURCE and o.year == 2021 and o.geography == AREA and o.category in counts
        else o
        for o in facts.observations
    )
    return replace(facts, observations=changed)


def delivered(facts, **counts):
    """The same, from a delivery that its owner has not published."""
    sources = facts.sources | {SOURCE: facts.sources[SOURCE].model_copy(update={"kind": "delivery"})}
    return replace(with_counts(facts, **counts), sources=sources)


def files_of(facts) -> dict[str, bytes]:
    """Every file to take along from 2022."""
    view = edition_of(facts, 2022)
    documents = all_composed(view, {})
    files = data_files(view) | {"status-2022.xlsx": workbook_of(view, documents["status"])} | document_files(documents)
    return files | archive_files(view, files)


@pytest.fixture(scope="module")
def facts():
    return load(ROOT / "data")


@pytest.mark.parametrize("pair", [((4, 35), (3, 36)), ((2, 37), (1, 38))])
def test_no_form_tells_a_hidden_count(facts, pair):
    """Two partnerships that differ in nothing but hidden counts have the same files, byte for byte: text, notes, properties and all."""
    one, other = (files_of(delivered(facts, **{SMALL: small, OTHER: large, STATED: 220})) for small, large in pair)
    assert {name for name in one if one[name] != other.get(name)} == set()
    assert one.keys() == other.keys()
    assert one["resultater-2022.csv"].count(b",suppressed,") > 2


def test_a_hidden_count_is_told_when_its_owner_publishes_it(facts):
    """The same two, published: so the test above can fail."""
    one, other = (files_of(with_counts(facts, **counts)) for counts in ({SMALL: 3, OTHER: 36}, {SMALL: 2, OTHER: 37}))
    said = {
        "resultater-2022.csv",
        "observationer-2022.csv",
        "status-2022.xlsx",
        "bilag-2022.pdf",
        "bilag-2022.docx",
        "tal-2022.zip",
    }
    assert {name for name in one if one[name] != other[name]} >= said


NEW = 4711


def text_of_pdf(content: bytes) -> str:
    with opened(content) as file:
        return tags(file).text


def text_of_docx(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    return " ".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)


def values_of_workbook(content: bytes) -> str:
    with closing(openpyxl.load_workbook(io.BytesIO(content), read_only=True)) as book:
        return " ".join(f"{sheet.title}={value}" for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def text_of_archive(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("resultater-2022.csv").decode()


READ = {
    "resultater-2022.csv": bytes.decode,
    "resultater-2022-excel.csv": bytes.decode,
    "observationer-2022.csv": bytes.decode,
    "observationer-2022-excel.csv": bytes.decode,
    "status-2022.xlsx": values_of_workbook,
    "bilag-2022.pdf": text_of_pdf,
    "bilag-2022.docx": text_of_docx,
    "tal-2022.zip": text_of_archive,
}


def test_one_row_that_changes_changes_every_form(facts):
    """Burglaries of 2021: the new number stands in each form, and each file that says it is another one."""
    before, after = files_of(facts), files_of(with_counts(facts, indbrud=NEW))
    for name, read in READ.items():
        assert before[name] != after[name], name
        assert re.search(r"4\.?711", read(after[name])), name
        assert not re.search(r"4\.?711", read(before[name])), name
    assert json.loads(before["datapackage.json"])["resources"] != json.loads(after["datapackage.json"])["resources"]
