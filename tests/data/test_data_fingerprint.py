"""Hashes of content: the same for the same content wherever and whenever it was written, another for any other."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import fingerprint, fingerprint_of_data, fingerprint_of_files, load

PARTS = st.lists(st.binary(max_size=4), max_size=4)


@given(PARTS, PARTS)
def test_only_the_same_parts_have_the_same_fingerprint(one: list[bytes], other: list[bytes]) -> None:
    """Their order and the borders between them count, and so does an empty one."""
    assert (fingerprint(*one) == fingerprint(*other)) is (one == other)


def test_a_fingerprint_is_the_same_in_every_process_and_version() -> None:
    """It stands in published notebooks: 16 hexadecimal digits."""
    assert fingerprint(b"a", b"b") == "e5a01fee14e0ed5c"
    assert fingerprint() == "e3b0c44298fc1c14"


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """Two files, one in a folder."""
    (tmp_path / "folder").mkdir()
    paths = [tmp_path / "one.csv", tmp_path / "folder" / "two.csv"]
    for path in paths:
        path.write_text(path.stem, encoding="utf-8")
    return paths


def test_files_are_told_apart_by_name_and_content(two: list[Path], tmp_path: Path) -> None:
    """Each of them; a file more or less is another set."""
    found = {fingerprint_of_files(two, tmp_path), fingerprint_of_files(two[:1], tmp_path), fingerprint_of_files([], tmp_path)}
    two[1].write_text("three", encoding="utf-8")
    found.add(fingerprint_of_files(two, tmp_path))
    moved = two[1].rename(tmp_path / "two.csv")
    found.add(fingerprint_of_files([two[0], moved], tmp_path))
    assert len(found) == 5


def test_neither_order_nor_place_nor_time_tells_files_apart(two: list[Path], tmp_path: Path) -> None:
    """Only the names below the folder that is given count."""
    before = fingerprint_of_files(two, tmp_path)
    assert fingerprint_of_files(reversed(two), tmp_path) == before
    for path in two:
        os.utime(path, (1, 1))
    assert fingerprint_of_files(two, tmp_path) == before
    copy = shutil.copytree(tmp_path, tmp_path / "copy")
    assert fingerprint_of_files([copy / path.relative_to(tmp_path) for path in two], copy) == before


def test_two_files_that_exchange_their_content_are_others(two: list[Path], tmp_path: Path) -> None:
    """A name belongs to its content."""
    before = fingerprint_of_files(two, tmp_path)
    two[0].write_text("two", encoding="utf-8")
    two[1].write_text("one", encoding="utf-8")
    assert fingerprint_of_files(two, tmp_path) != before


@pytest.mark.parametrize(
    "name",
    [
        "partnership.toml",
        "sources.toml",
        "indicators.toml",
        "plans.toml",
        "discrepancies.toml",
        "agreements/aftale-2013.toml",
        "observations.csv",
        "significance.csv",
        "activities.csv",
        "budgets.csv",
        "deliverables.csv",
        "status.csv",
    ],
)
def test_every_file_of_facts_counts(folder: Path, name: str) -> None:
    """Down to its last byte."""
    before = fingerprint_of_data(folder)
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    assert fingerprint_of_data(folder) != before


def test_what_is_no_fact_does_not_count(folder: Path) -> None:
    """The description of the data, and what editors leave behind."""
    before = fingerprint_of_data(folder)
    (folder / "README.md").write_text("", encoding="utf-8")
    (folder / "observations.csv.bak").write_text("", encoding="utf-8")
    assert fingerprint_of_data(folder) == before


def test_the_same_content_is_read_once_and_another_anew(folder: Path, change: object) -> None:
    """So that what was worked out from facts can be kept with them, and is never kept too long."""
    facts = load(folder)
    os.utime(folder / "observations.csv", (1, 1))
    assert load(folder) is facts
    change("partnership.toml", "arbejder sammen", "samarbejder")
    assert "samarbejder" in load(folder).partnership.about
