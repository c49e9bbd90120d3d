"""Every delivery of the corpus with a right answer, held against it: row by row and finding by finding."""

import csv
import io
import re
from collections import defaultdict
from pathlib import Path

import pytest

from analysis.intake import propose, understand
from analysis.intake.reading import read
from analysis.intake.sheets import Refused

CORPUS = Path(__file__).parent / "deliveries"
FIELDS = ("indicator", "category", "geography", "year", "period", "value", "unit", "status", "n", "lower", "upper", "sheet", "cell")
# What may be said where a kind is expected: the same, or something graver.
GRAVER = {
    "read": {"read", "warn", "ask", "refuse", "skip"},
    "warn": {"warn", "ask", "refuse"},
    "ask": {"ask", "refuse"},
    "refuse": {"refuse"},
    "skip": {"skip"},
}
# Only somebody who has last year's delivery can know that it was sent again.
NEEDS_LAST_DELIVERY = {"made/20-politi-anmeldelser-2024.xlsx"}


def lines_of(path):
    """The lines of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def expected():
    """What has to be said, by file."""
    found = defaultdict(list)
    path = CORPUS / "expect.csv"
    for line in lines_of(path) if path.exists() else ():
        found[line["file"]].append(line)
    return found


EXPECTED = expected()
OWN = [file for file in EXPECTED if file not in NEEDS_LAST_DELIVERY]


def answer(path):
    """The right rows of a file; none where it has no answer."""
    beside = path.with_name(f"{path.name.rsplit('.', 1)[0]}.answer.csv")
    return lines_of(beside) if beside.exists() else []


def as_text(row):
    """An observation as a row of the answers."""
    values = {name: getattr(row, name) for name in FIELDS}
    values["value"] = row.level or row.value
    return {name: "" if value is None else str(value) for name, value in values.items()}


def cells_in(text):
    """The cells of addresses, and the letters of whole columns."""
    cells, columns = set(), set()
    for part in filter(None, text.split(",")):
        found = re.fullmatch(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", part)
        if found:
            left, top, right, bottom = (found[1], int(found[2]), found[3] or found[1], int(found[4] or found[2]))
            rows = range(top, min(bottom, top + 3000) + 1)
            cells |= {(row, column) for row in rows for column in range(number(left), number(right) + 1)}
        elif re.fullmatch(r"[A-Z]{1,2}", part):
            columns.add(number(part))
    return cells, columns


def number(letters):
    """The number of a column."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def touches(wanted, finding):
    """Whether a finding is about the cells that are expected; where none are, any will do."""
    if wanted["sheet"] and finding.sheet and wanted["sheet"] != finding.sheet:
        return False
    cells, columns = cells_in(wanted["cells"])
    if not cells and not columns:
        return True
    found, _ = cells_in(finding.cells)
    return bool(cells & found) or any(column in columns for _, column in found)


@pytest.fixture(scope="module")
def base(corpus, project_facts):
    """The mapping that was made for the base of the drifted files."""
    return propose(read(corpus / "layout_drift" / "00-base.xlsx"), project_facts).mapping


def outcome_of(path, facts, mapping):
    """What a file says, by a mapping or, without one, by the mapping that is proposed for it."""
    try:
        delivery = read(path)
    except Refused as refused:
        return (), refused.findings, "refuse"
    found = understand(delivery, mapping, facts) if mapping else propose(delivery, facts).understood
    return found.observations, found.findings, found.outcome


@pytest.mark.parametrize("file", OWN)
def test_a_delivery_gives_the_rows_of_its_answer_and_says_what_must_be_said(file, corpus, project_facts, base):
    """No row that is not in the answer, none missing unless the file is refused, and a finding for each line of expect.csv."""
    path = corpus / file
    rows, findings, outcome = outcome_of(path, project_facts, base if file.startswith("layout_drift") else None)
    right = {tuple(row[name] for name in FIELDS) for row in answer(path)}
    got = {tuple(as_text(row).values()) for row in rows}
    assert got - right == set(), "silent errors"
    assert got == right or outcome == "refuse"
    assert outcome in EXPECTED[file][0]["allowed"].split("|")
    unsaid = [line["sense"] for line in EXPECTED[file] if line["kind"] not in {"", "read"} and not is_said(line, findings)]
    assert unsaid == []


def is_said(wanted, findings):
    """Whether one of the findings is of an allowed kind and about the right cells."""
    return any(finding.kind in GRAVER[wanted["kind"]] and touches(wanted, finding) for finding in findings)


@pytest.mark.parametrize("path", sorted((CORPUS / "remade").iterdir()), ids=lambda path: path.name)
def test_a_file_from_elsewhere_becomes_no_figure_of_the_book(path, project_facts):
    """Its measures are no indicators of the data: what is shown of it has its own words, and nothing of it can be taken in unasked."""
    rows, findings, outcome = outcome_of(path, project_facts, None)
    assert outcome in {"ask", "refuse"}
    assert findings
    assert {row.indicator for row in rows} & set(project_facts.indicators) == set()
