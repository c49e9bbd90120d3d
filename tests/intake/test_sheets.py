"""Addresses, and what a finding says."""

import openpyxl.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.sheets import Area, Finding, Look, Refused, Sheet, address, letters, place_of, span, spans


@given(st.integers(1, 16_384))
def test_the_letters_of_a_column_are_those_of_spreadsheet_programs(column):
    """As openpyxl writes them."""
    assert letters(column) == openpyxl.utils.get_column_letter(column)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], ""),
        ([(4, 2)], "B4"),
        ([(4, 2), (4, 3), (4, 4), (5, 2), (5, 3), (5, 4)], "B4:D5"),
        ([(7, 1), (4, 1), (4, 2), (7, 2)], "A4:B4,A7:B7"),
        ([(1, 1), (3, 1), (2, 1), (2, 2)], "A1,A2:B2,A3"),
    ],
)
def test_cells_are_said_as_few_rectangles(cells, said):
    """In the order in which one reads."""
    assert spans(cells) == said


@given(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=40))
def test_the_rectangles_of_some_cells_hold_these_and_no_others(cells):
    """Whatever the cells."""
    found = [openpyxl.utils.range_boundaries(part) for part in spans(list(cells)).split(",") if part]
    listed = [
        (row, column) for left, top, right, bottom in found for row in range(top, bottom + 1) for column in range(left, right + 1)
    ]
    assert sorted(listed) == sorted(cells)


def test_a_sheet_is_empty_beyond_its_end():
    """Rows differ in length, and nothing lies before A1."""
    sheet = Sheet("Tal", ((), ("a", None, 3.0)), looks={(2, 3): Look(bold=True)})
    assert [sheet.value(*cell) for cell in ((2, 1), (2, 3), (2, 4), (9, 1), (0, 1), (2, 0))] == ["a", 3.0, None, None, None, None]
    assert (sheet.look(2, 3).bold, sheet.look(1, 1).bold) == (True, False)
    assert place_of(sheet, 2, 3) == address(2, 3) == "C2"


def test_an_area_knows_its_cells():
    """Both ends are within."""
    area = Area(2, 1, 4, 3)
    assert ((2, 1) in area, (4, 3) in area, (5, 3) in area, (4, 4) in area) == (True, True, False, False)
    assert str(area) == "A2:C4" == span(2, 1, 4, 3)


def test_a_finding_says_where_what_and_what_to_do():
    """In the shape of all messages, without a trace of how it was made."""
    finding = Finding("refuse", "intake.reading.error_cells", "Tal", "E8", {"errors": "#DIV/0!"})
    said = "x.xlsx, Tal!E8: found cells that are errors: #DIV/0!; expected figures; ask the supplier to mend the formulas."
    assert finding.text("x.xlsx") == said
    assert str(Refused("x.xlsx", finding)) == f"The file cannot be read:\n  {said}"
    assert str(Refused("x.xlsx", finding, finding)).startswith("The file cannot be read, for 2 reasons:\n")
