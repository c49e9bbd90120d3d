"""The streaming format: what is left out, what is there without a number, and what may not be taken for either."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.statbank.bulk import bulk_sheet
from analysis.intake.statbank.question import Asked
from analysis.intake.statbank.trouble import Trouble

ASKED = (
    Asked("OMRÅDE", "område", is_time=False, codes={"101": "Bredeby", "147": "Naboby"}),
    Asked("Tid", "tid", is_time=True, codes={"2032K1": "2032K1", "2032K2": "2032K2"}),
)
HEAD = "OMRÅDE;TID;INDHOLD\r\n"


def figures(text: str, left_out: str = "0") -> list[tuple[object, object]]:
    """The figures of the long table and the signs beside them, in the order of the codes."""
    rows = bulk_sheet(text, ASKED, left_out, content="Folketal", unit="Antal").rows
    assert rows[0] == ("område", "Indhold", "tid", "value", "status", "unit", "note")
    assert [row[:3] for row in rows[1:]] == [
        (area, "Folketal", time) for area in ("Bredeby", "Naboby") for time in ("2032K1", "2032K2")
    ]
    return [(row[3], row[4]) for row in rows[1:]]


def test_a_row_that_is_left_out_is_nought_and_one_without_a_number_is_missing() -> None:
    """In whatever order the rows come, and however the bank writes the columns."""
    text = HEAD + "147;2032K2;..\r\n101;2032K1;12,50\r\n147;2032K1;\r\n"
    assert figures(text) == [(Decimal("12.50"), None), (0, None), (None, ".."), (None, "..")]
    turned = "INDHOLD;tid;område\n7;2032K1;101\n"
    assert figures(turned) == [(7, None), (0, None), (0, None), (0, None)]


def test_what_a_row_stands_for_that_is_left_out_the_bank_says() -> None:
    """A sign, and then it is missing; nothing, and then nobody knows."""
    assert figures(HEAD + "101;2032K1;1\r\n", "..")[1:] == [(None, "..")] * 3
    with pytest.raises(Trouble, match="left_out"):
        figures(HEAD + "101;2032K1;1\r\n", "")
    whole = HEAD + "".join(f"{area};{time};1\r\n" for area in ("101", "147") for time in ("2032K1", "2032K2"))
    assert figures(whole, "") == [(1, None)] * 4


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (HEAD + "101;2032K1;5", "cut_line"),
        (HEAD + "101;2032K1;53\r\n101;20", "cut_line"),
        ("", "cut_line"),
        (HEAD + "101;2032K1\r\n", "width"),
        (HEAD + "101;2032K1;1;2\r\n", "width"),
        (HEAD + "102;2032K1;1\r\n", "not_asked"),
        (HEAD + "101;2032K1;1\r\n101;2032K1;1\r\n", "row_twice"),
        (HEAD + "101;2032K1;5.300\r\n", "number"),
        (HEAD + "101;2032K1;5 300\r\n", "number"),
        (HEAD + "101;2032K1;1e3\r\n", "number"),
        (HEAD + "101;2032K1;x\r\n", "number"),
        ("OMRÅDE;INDHOLD\r\n101;1\r\n", "columns"),
        ("OMRÅDE;KØN;TID;INDHOLD\r\n101;1;2032K1;1\r\n", "columns"),
        ("OMRÅDE,TID,INDHOLD\r\n101,2032K1,1\r\n", "columns"),
        (HEAD + '101;2032K1;"1\r\n', "form"),
    ],
)
def test_a_stream_that_is_not_whole_or_of_something_else_is_refused(text: str, key: str) -> None:
    """For what is missing would count as nought."""
    with pytest.raises(Trouble, match=f"^{key}$"):
        figures(text)


@given(
    st.dictionaries(st.sampled_from([("101", "2032K1"), ("101", "2032K2"), ("147", "2032K1"), ("147", "2032K2")]), st.integers()),
    st.randoms(),
)
def test_the_order_of_rows_says_nothing(said: dict[tuple[str, str], int], chance: object) -> None:
    """Every figure comes back, and the others are nought."""
    rows = [f"{area};{time};{value}" for (area, time), value in said.items() if abs(value) < 10**15]
    chance.shuffle(rows)  # type: ignore[attr-defined]
    keys = [(area, time) for area in ("101", "147") for time in ("2032K1", "2032K2")]
    kept = {key: value for key, value in said.items() if abs(value) < 10**15}
    assert figures("\r\n".join([HEAD.strip(), *rows]) + "\r\n") == [(kept.get(key, 0), None) for key in keys]
