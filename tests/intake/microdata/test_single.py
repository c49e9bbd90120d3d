"""A file with a row for each incident or person is no delivery: without a mapping for it, nothing of it is shown or kept."""

from pathlib import Path

import pytest
from made_rows import made_answers, made_rows, write, write_answers
from openpyxl import Workbook
from test_nothing_of_persons_is_kept import NAME, PLANTED, planted

from analysis.errors import UserError
from analysis.intake.microdata.single import is_single, refuse_single, refuse_single_text
from analysis.intake.reading import read


def test_a_register_without_its_mapping_is_refused_in_one_message(tell, data: Path, tmp_path: Path) -> None:
    """With names in its rows and lines that are none; neither taken in nor proposed for."""
    path = write(tmp_path / "januar.csv", planted(made_rows(60, seed=1)))
    path.write_bytes(path.read_bytes() + f'"{NAME}\n'.encode())
    before = {file: file.read_bytes() for file in data.rglob("*") if file.is_file()}
    for more in ([], ["--propose", "-o", tmp_path / "ny.toml"]):
        code, out, error = tell(path, *more)
        assert (code, out) == (1, "")
        assert "write a mapping of kind register (incidents) or answers (persons)" in error
        assert not any(word in error for word in (*PLANTED, "sag", "navn", "Bakken", "110"))
    assert {file: file.read_bytes() for file in data.rglob("*") if file.is_file()} == before
    assert not (tmp_path / "ny.toml").exists()


def test_answers_without_their_mapping_are_refused(tmp_path: Path) -> None:
    """By running numbers of persons, and without these because rows say the same."""
    rows = made_answers(1200, seed=2)
    unnamed = [{name: cell for name, cell in row.items() if name not in ("nr", "stratum", "klynge")} for row in rows]
    for number, some in enumerate((rows, unnamed)):
        with pytest.raises(UserError, match="a row for each incident or person"):
            refuse_single_text(write_answers(tmp_path / f"{number}.csv", some))


def test_a_workbook_of_incidents_is_refused(tmp_path: Path) -> None:
    """Its days and times are stored as such."""
    book = Workbook()
    for row in [list(made_rows(1, seed=1)[0]), *(list(row.values()) for row in made_rows(60, seed=1))]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="a row for each incident or person"):
        refuse_single(read(tmp_path / "a.xlsx"))


AREAS = [f"Rode {number}" for number in range(400)]


@pytest.mark.parametrize(
    ("rows", "single"),
    [
        ([(f"S-{number:05d}", f"2025-01-{number % 28 + 1:02d}", "110") for number in range(30)], True),
        ([(f"S-{number:05d}", "110") for number in range(400)], True),
        ([("x", f"{number % 24:02d}:{number % 60:02d}") for number in range(30)], True),
        ([("x", f"0101{number}-1234") for number in range(60, 70)], True),
        ([(area, number * 7919 % 1000, number * 31 % 500) for number, area in enumerate(AREAS)], False),
        ([(area, year, len(area) + year) for area in AREAS for year in range(2015, 2020)], False),
        ([(f"2025-{number // 28 + 1:02d}-{number % 28 + 1:02d}", number % 9) for number in range(330)], False),
        ([(f"E{number:08d}", number * 7919 % 1000) for number in range(200)], False),
        ([(str(year), f"31.12.{year}", year * 7919 % 1000) for year in range(1950, 2025)], False),
        ([(str(year), "1.234", "15-29") for year in range(1990, 2025)], False),
    ],
)
def test_a_table_of_figures_is_none(rows: list[tuple], single: bool) -> None:
    """Areas, years, days and codes have a row each there too."""
    assert is_single([("a", "b", "c"), *rows]) == single


def test_more_rows_than_a_table_has_are_refused_before_they_are_read(tmp_path: Path) -> None:
    """Whatever stands in them."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 100_002)
    with pytest.raises(UserError, match="a row for each incident or person"):
        refuse_single_text(path)
