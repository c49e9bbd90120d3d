"""The ledger: lines that follow from one another, so that one that is changed or lost is noticed, with one message."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import examine, fingerprint_of_data
from analysis.data.ledger import VERIFIED, Entry, Number, chained, parse, read_record, written
from analysis.errors import DataFaults

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
NUMBERS = st.builds(Number, *[TEXT] * 4, st.integers(1900, 2199), *[TEXT] * 5)
ENTRIES = st.builds(
    Entry,
    st.integers(1, 9),
    st.dates(dt.date(2026, 1, 1)),
    TEXT,
    st.sampled_from(["first", "new_figure", "revision", "method", "error"]),
    NUMBERS,
    TEXT,
)


@given(st.lists(ENTRIES, min_size=1, max_size=6))
def test_what_is_written_is_read(entries):
    """Whatever the cells hold, and no fault is found in it."""
    lines = list(chained(entries, "2032"))
    assert parse(written(lines), "x.csv", "2032") == (lines, [])


@given(st.lists(ENTRIES, min_size=2, max_size=6, unique_by=lambda entry: entry.number.id), st.data())
def test_a_line_that_is_lost_or_moved_is_noticed(entries, data):
    """All but the loss of the last lines, which the record beside the ledgers knows."""
    lines = list(chained(entries, "2032"))
    gone = data.draw(st.integers(0, len(lines) - 2))
    _, faults = parse(written([line for place, line in enumerate(lines) if place != gone]), "x.csv", "2032")
    assert [fault.row for fault in faults] == [gone + 2]
    swapped = [*lines[:gone], lines[gone + 1], lines[gone], *lines[gone + 2 :]]
    assert parse(written(swapped), "x.csv", "2032")[1]


def ledger(project: Path, year: int = 2031) -> Path:
    return project / "data" / "ledger" / f"{year}.csv"


def faults_of(project: Path) -> list[str]:
    with pytest.raises(DataFaults) as error:
        read_record(project / "data")
    return [str(fault) for fault in error.value.faults]


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def test_a_line_that_was_changed_by_hand_is_one_message(project, statusbog):
    """Which line, what to do; and every command that would add to it says so and adds nothing."""
    lines = lines_of(ledger(project))
    place = next(n for n, line in enumerate(lines) if ",53," in line)
    lines[place] = lines[place].replace(",53,", ",54,")
    ledger(project).write_text("".join(lines), encoding="utf-8")
    found = faults_of(project)
    assert len(found) == 1
    assert found[0].startswith(f"ledger/2031.csv, row {place + 1}: found a line (2031.")
    assert "one of the two was changed by hand, or lines between them are lost" in found[0]
    before = ledger(project, 2032).read_bytes()
    for command in (["verify"], ["publish", "2033", "--note", "x"], ["correct", "2032", "--reason", "x", "--kind", "error"]):
        code, _, said = statusbog(*command)
        assert (code, said.count("ledger/2031.csv")) == (1, 1)
    assert ledger(project, 2032).read_bytes() == before


@pytest.mark.parametrize(
    ("cut", "row", "said"),
    [
        (slice(3, 4), 4, "a line (2031."),
        (slice(3, 9), 4, "a line (2031."),
        (slice(-1, None), None, "another last line than the one that was written on 2033-12-01"),
        (slice(-5, None), None, "another last line than the one that was written on 2033-12-01"),
        (slice(1, None), None, "no line"),
        (slice(0, 1), 1, "another first line"),
    ],
)
def test_lost_lines_are_one_message(project, cut, row, said):
    """In the middle by the mark of the next, at the end by the record of the last publishing."""
    lines = lines_of(ledger(project))
    del lines[cut]
    ledger(project).write_text("".join(lines), encoding="utf-8")
    found = faults_of(project)
    assert len(found) == 1
    assert said in found[0]
    assert row is None or f"row {row}:" in found[0]


def test_a_ledger_that_is_gone_or_new_is_noticed(project):
    """Both by the record."""
    ledger(project).rename(ledger(project, 2033))
    found = [said.partition("; expected")[0] for said in faults_of(project)]
    assert "ledger/2031.csv: found no ledger" in found
    assert "ledger/2033.csv: found a ledger that no publishing has recorded" in found


def test_two_who_published_at_once_are_noticed(project):
    """Their lines were joined by hand, or by a merge of git's."""
    lines = lines_of(ledger(project))
    ledger(project).write_text("".join([*lines, *lines[1:3]]), encoding="utf-8")
    assert any("two people have published at once" in said for said in faults_of(project))
    ledger(project).write_text("".join([*lines, "<<<<<<< HEAD\n"]), encoding="utf-8")
    assert any("a line that the program has not written" in said for said in faults_of(project))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"day": "i dag"}', "\x00"])
def test_a_record_that_is_damaged_is_one_message(project, text):
    """And so is one that is gone."""
    (project / "data" / VERIFIED).write_text(text, encoding="utf-8")
    assert [said.partition("; expected")[0] for said in faults_of(project)] == [
        f"{VERIFIED}: found a record that the program has not written"
    ]
    (project / "data" / VERIFIED).unlink()
    assert [said.partition("; expected")[0] for said in faults_of(project)] == [f"{VERIFIED}: found no such file beside ledger/"]


def test_spreadsheet_line_ends_change_nothing(project):
    """Nor does a mark of the byte order: the cells count."""
    text = ledger(project).read_text(encoding="utf-8")
    ledger(project).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_record(project / "data").ledgers[2031].entries


def test_what_was_published_is_no_fact(project):
    """Ledgers and frozen copies change neither what the data say nor what notebooks are made of."""
    data = project / "data"
    before = fingerprint_of_data(data)
    for name in ("ledger/2099.csv", "published/data/x.zip", "deliveries/a.xlsx", "intake/observations.csv", "intake/m.toml"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("id\n", encoding="utf-8")
    assert fingerprint_of_data(data) == before
    assert not [
        str(warning)
        for warning in examine(data)[1]
        if warning.file.partition("/")[0] in {"ledger", "published", "deliveries", "intake"}
    ]


def test_the_record_says_what_agreed(project):
    """The day, how many of how many, and where each ledger ends."""
    record = read_record(project / "data")
    said = json.loads((project / "data" / VERIFIED).read_text(encoding="utf-8"))
    assert said["agreed"] == said["of"] == sum(len(ledger.in_force) for ledger in record.ledgers.values()) > 50
    assert record.last_day == record.verified.day == dt.date(2033, 12, 1)
