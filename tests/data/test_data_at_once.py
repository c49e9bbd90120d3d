"""All faults at once, each once: a broken definition hides nothing and is blamed on nobody, and what is bounded stays bounded."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.data import tables as t
from analysis.data.reading import Findings, check_rows
from analysis.data.reading.rows import MOST_FAULTS, MOST_ROWS

OBSERVATIONS, ACTIVITIES, BUDGETS = "observations.csv", "activities.csv", "budgets.csv"
Change = Callable[[str, str, str], int]
Complaint = Callable[..., str]
SLIPS = [
    ("partnership.toml", "editions_note =", "edition_note ="),
    ("sources.toml", 'precision = "day"', 'precision = "dag"'),
    ("indicators.toml", 'unit = "percent"', 'unit = "procent"'),
    ("plans.toml", "complete = false", 'complete = "nej"'),
    ("agreements/aftale-2017.toml", 'rule = "approaches"', 'rule = "nearer"'),
    ("discrepancies.toml", 'severity = "high"', 'severity = "higher"'),
    (OBSERVATIONS, "ssp_aktiveringer,,distrikt-15", "ssp_aktiveringer,,distrikt-51"),
    (BUDGETS, "tryghedsplan-2013,dialogmoeder", "tryghedsplan-2013,dialogmøder"),
    ("status.csv", ",partly,", ",delvist,"),
    ("significance.csv", "utryg_nabolag,", "utryg_nabo,"),
    ("deliverables.csv", ",ung-i-job,", ",ung-job,"),
    ("agreements/aftale-2021.toml", "threshold = 75", "threshold = 175"),
]


def test_as_many_faults_as_slips(change: Change, complaint: Complaint) -> None:
    """Twelve slips in twelve files are twelve faults: nothing hides another, and none has a second."""
    for slip in SLIPS:
        change(*slip)
    message = complaint()
    assert sorted(line.partition(",")[0].partition(":")[0] for line in message.faults) == sorted(file for file, _, _ in SLIPS), (
        message
    )


@pytest.mark.parametrize("number", range(len(SLIPS)), ids=[file for file, _, _ in SLIPS])
def test_each_slip_alone_is_one_fault(change: Change, complaint: Complaint, number: int) -> None:
    """Whatever uses what it defines."""
    change(*SLIPS[number])
    assert len(complaint().faults) == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("tryghedsplan-2022,blaa-bane,", "tryghedsplan-2022,Blå Bane,", "column activity: found 'Blå Bane'; expected a key"),
        ("tryghedsplan-2022,blaa-bane,", "tryghedsplan-2022,,", "column activity: found ''; expected a key"),
        (
            "tryghedsplan-2022,blaa-bane,",
            "tryghedsplan-2202,blaa-bane,",
            "column plan: found 'tryghedsplan-2202'; expected a known plan",
        ),
        (",2022-05-24\n", ",24-05-2022\n", "column published: found '24-05-2022'; expected a date"),
        (",2022-05-24\n", ",2022-05-25\n", "column published: found 2022-05-25; expected 2022-05-24"),
        ("tryghedsplan-2022,blaa-bane,", "tryghedsplan-2022,blaa-bane,x,", "expected 11 cells, as in the header"),
    ],
)
def test_one_bad_activity_is_one_fault(folder: Path, complaint: Complaint, old: str, new: str, words: str) -> None:
    """Its money, its numbers and its answers are not called wrong because of it."""
    path = folder / ACTIVITIES
    head, mark, tail = path.read_text("utf-8").partition("tryghedsplan-2022,blaa-bane,")
    path.write_text(head + (mark + tail).replace(old, new, 1), "utf-8")
    message = complaint()
    if "11 cells" in words:
        return  # a row that is out of step shows nothing of itself, not even its name
    assert len(message.faults) == 1, message
    assert words in message.faults[0]


def test_a_wrong_name_in_two_hundred_rows_is_one_fault_with_the_first_rows(folder: Path, complaint: Complaint) -> None:
    """And the number of the rest."""
    path = folder / BUDGETS
    count = path.read_text("utf-8").count(",plan-2017,")
    path.write_text(path.read_text("utf-8").replace(",plan-2017,", ",plan-2071,"), "utf-8")
    message = complaint()
    assert len(message.faults) == 1, message
    assert f" and {count - 4} more, column source: found 'plan-2071'; expected a known source; did you mean " in message


def test_a_wrong_name_in_several_files_is_one_fault_that_names_them(change: Change, complaint: Complaint) -> None:
    """Somebody renamed a thing in one place only."""
    change("sources.toml", "[sources.br-2022-09-22]", "[sources.br-2022]")
    message = complaint()
    assert len(message.faults) == 1, message
    assert "'br-2022-09-22'" in message


def test_two_wrong_names_are_two_faults_though_one_id_was_lost(change: Change, complaint: Complaint) -> None:
    """With one id unreadable, one of two undefined names must be wrong, and nobody can tell which."""
    change(ACTIVITIES, "tryghedsplan-2022,blaa-bane,", "tryghedsplan-2022,Blå Bane,")
    change("deliverables.csv", ",ung-i-job,", ",xyz,")
    message = complaint()
    assert message.has_fault(ACTIVITIES, "'Blå Bane'")
    assert message.has_fault("deliverables.csv", "'xyz'")


def test_a_figure_that_is_wrong_by_itself_does_not_make_its_sum_wrong(change: Change, complaint: Complaint) -> None:
    """The total is right; only the part has a point too many."""
    row = change(BUDGETS, "2021,335000,", "2021,335.000,")
    message = complaint()
    assert len(message.faults) == 1, message
    assert message.has_fault(f"{BUDGETS}, row {row}, column amount_dkk: found 335.000; expected a whole number")


def test_the_faults_of_one_column_are_one(folder: Path, complaint: Complaint) -> None:
    """A column that was emptied is one thing to mend."""
    path = folder / "significance.csv"
    path.write_text(path.read_text("utf-8").replace("1. Udviklingen i tryghed", ""), "utf-8")
    message = complaint()
    assert sum("column section" in line for line in message.faults) == 1, message


# Bounds


def rows_of(count: int, **cells: str) -> list[tuple[int, list[str]]]:
    """Return invented observations; ``{n}`` in a cell is the row's number."""
    row = dict.fromkeys(t.Observation.model_fields, "") | {"indicator": "i", "geography": "g", "year": "2022", "value": "1"}
    row |= {"status": "ok", "source": "s", "section": "x", "published": "2022-01-01"} | cells
    return [(n, [cell.format(n=n) for cell in row.values()]) for n in range(2, count + 2)]


HEADER = list(t.Observation.model_fields)


def test_a_row_that_is_said_a_hundred_thousand_times_is_one_fault() -> None:
    """In the time of reading it: a repeat is known by its key and need not be looked into."""
    findings, begun = Findings(), time.perf_counter()
    assert len(check_rows("a.csv", HEADER, rows_of(100_000), t.Observation, findings)) == 1
    (found,) = findings.faults
    assert (found.row, found.more) == (3, 99_995)
    assert time.perf_counter() - begun < 5


def test_after_a_thousand_faults_a_table_is_not_looked_at_any_more() -> None:
    """The message says from which row on, and how many rows there are."""
    findings = Findings()
    check_rows("a.csv", HEADER, rows_of(5_000, value="{n},5", geography="g{n}"), t.Observation, findings)
    assert len(findings.faults) == MOST_FAULTS + 1
    assert str(findings.faults[-1]).startswith(f"a.csv, row {MOST_FAULTS + 2}: found more than 1000 faults in the rows above; ")
    assert "from this row on 4000 rows were not looked at" in str(findings.faults[-1])


def test_a_table_has_a_length_that_facts_can_have() -> None:
    """A register is no table of published figures."""
    findings = Findings()
    rows = rows_of(MOST_ROWS + 1, geography="g{n}")
    assert check_rows("a.csv", HEADER, rows, t.Observation, findings) == []
    assert [fault.found for fault in findings.faults] == ["more than 50000 different rows"]
    assert findings.unread == {"a.csv"}
