"""The engine keeps to itself: nothing on disk, nothing from the net, no file but those that were named, and no word of its own."""

from pathlib import Path

import duckdb
import pytest
from made_rows import made_rows, write

from analysis.intake.microdata.engine import engine
from analysis.intake.microdata.scan import Scan, fold, rows_sql
from analysis.intake.microdata.words import folded, forms_of

SETTINGS = {
    "temp_directory": "",
    "enable_progress_bar": False,
    "enable_progress_bar_print": False,
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_file_cache": False,
    "enable_logging": False,
    "lock_configuration": True,
}


def test_everything_that_would_leave_a_trace_is_off(tmp_path: Path) -> None:
    """And cannot be put on again."""
    with engine([str(tmp_path / "a.csv")]) as connection:
        assert {name: connection.execute(f"SELECT current_setting('{name}')").fetchall()[0][0] for name in SETTINGS} == SETTINGS
        for statement in (
            f"COPY (SELECT 1) TO '{tmp_path / 'b.csv'}'",
            f"ATTACH '{tmp_path / 'b.db'}'",
            f"SELECT * FROM read_csv('{Path(__file__)}')",
            "SET temp_directory = '/tmp'",
            "INSTALL httpfs",
            "LOAD httpfs",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement).fetchall()
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_fit_in_memory_is_refused_and_not_put_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks has to ask for less."""
    monkeypatch.setattr("analysis.intake.microdata.engine.MEMORY_MB", 20)
    monkeypatch.chdir(tmp_path)
    with engine([]) as connection, pytest.raises(duckdb.OutOfMemoryException):
        connection.execute("SELECT count(*) FROM (SELECT range || 'x', count(*) FROM range(3000000) GROUP BY 1)").fetchall()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", [" Søparken ", "\tSØPARKEN\u00a0", "A\u030agade", "\u00c5GADE", "x y", "", " ", "\u00a0", "ÉÜß", "a\u00a0b"]
)
def test_cells_and_names_are_compared_in_the_same_form(text: str, tmp_path: Path) -> None:
    """What the engine makes of a cell is what a mapping's name becomes."""
    path = tmp_path / "a.csv"
    path.write_text(f'x,y\n"{text}",1\n', encoding="utf-8")
    scan = Scan((str(path),), "csv", ("x", "y"), {"area": 0})
    with engine([str(path)]) as connection:
        found = connection.execute(f"SELECT {fold('area')} FROM ({rows_sql([scan], ['area'])})").fetchall()
    assert found[0][0] in forms_of(text)
    assert folded(found[0][0]) == folded(text)


def test_a_path_is_no_statement(tmp_path: Path) -> None:
    """Quotes in names of files and columns are letters like others."""
    folder = tmp_path / 'o\'hare "x"'
    folder.mkdir()
    path = write(folder / "a'; SELECT 1.csv", made_rows(5, seed=1))
    scan = Scan((str(path),), "csv", tuple("abcdefg"), {"case_id": 0})
    with engine([str(path)]) as connection:
        assert len(connection.execute(rows_sql([scan], ["case_id"])).fetchall()) == 6
