"""Every number of every page comes from a row that says it, or has a reason why it needs none."""

import re
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from walking import number_of, numbers_in, phrases_of, says

from analysis.display.runs import REASONS, Because, Shown

NOTEBOOKS = sorted(path.stem for path in (Path(__file__).parents[2] / "notebooks").glob("*.md"))
# What a reason's digits can be; any where it is not named. ``axis`` is for pictures, which are no phrases.
FITTING = {
    "year": re.compile(r"(19|20)\d\d"),
    "date": re.compile(r"\d{1,4}"),
    "unit": re.compile(r"1\.000|1000|100|95"),
    "count": re.compile(r"\d{1,4}"),
    "ordinal": re.compile(r"\d{1,3}"),
}


@pytest.fixture(scope="module", params=product(("own", "mini"), NOTEBOOKS), ids="-".join)
def runs(request, pages_of):
    """Every run of a notebook's pages, with the sentence that it stands in and where."""
    return [
        (run, f"{edition or request.param[1]}, {where}: {said}")
        for edition, blocks in pages_of(*request.param).items()
        for block in blocks
        for where, said in phrases_of(block)
        for run in said
    ]


def test_pages_say_something(runs):
    """So that the tests below have something to look at."""
    assert runs


def test_no_digit_stands_in_plain_words(runs):
    """Where a number is written, there is a row behind it or a reason for having none."""
    assert [(run, where) for run, where in runs if isinstance(run, str) and numbers_in(run)] == []


def test_a_number_without_row_has_a_reason_that_fits(runs):
    """One of the Contract's; a year is a year, and what is counted or numbered is small."""
    found = [(run, where) for run, where in runs if isinstance(run, Because)]
    assert {run.reason for run, _ in found} <= REASONS - {"axis"}
    assert [(run.text, run.reason, where) for run, where in found if not fits(run)] == []


def fits(run):
    wanted = FITTING.get(run.reason)
    return wanted is None or all(wanted.fullmatch(number) for number in numbers_in(run.text))


def test_what_is_shown_of_rows_has_rows(runs):
    """A number, a direction and a word for why there is no number: each knows what it says."""
    assert [(run.text, where) for run, where in runs if isinstance(run, Shown) and not run.rows] == []


def test_a_number_is_the_value_of_its_row(runs):
    """Rounded half up to the decimals that are shown; a source's own words are the source's."""
    assert [(run.text, where) for run, where in runs if isinstance(run, Shown) and not is_of_its_rows(run)] == []


def is_of_its_rows(run):
    """Tell whether each number of a run is the value of one of its rows."""
    if any(row.as_written and run.text == row.as_written for row in run.rows):
        return True
    values = [row.number for row in run.rows if row.number is not None]
    return all(any(says(number, value) for value in values) for number in numbers_in(run.text))


@pytest.mark.parametrize(
    ("written", "value", "said"),
    [("1.289.000", 1289000, True), ("1.289", 1289000, True), ("26,0", 26, True), ("26", 27, False), ("1,2,3", 1, False)],
)
def test_the_reader_of_numbers_reads_danish(written, value, said):
    """Point per thousand, comma before decimals, amounts in whole thousands too."""
    assert says(written, Decimal(value)) is said if number_of(written) is not None else not said
