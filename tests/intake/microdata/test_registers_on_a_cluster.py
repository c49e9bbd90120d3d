"""A register that is counted on a Dask cluster: the same numbers, also where a correction lies in another file."""

from pathlib import Path

import pytest
from distributed import LocalCluster
from made_rows import MAPPING, counted_slowly, made_rows, write
from test_registers import found, mapping_of

from analysis.errors import UserError
from analysis.intake.registers import cluster
from analysis.intake.registers.read import read_register


@pytest.fixture(scope="module")
def address():
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0", silence_logs=50) as made:
        yield made.scheduler_address


def on(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have ``found`` count on the cluster."""
    monkeypatch.setattr("test_registers.read_register", lambda paths, mapping: read_register(paths, mapping, address))


def test_the_counts_are_the_same(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of a case are in all three files."""
    rows = made_rows(500, seed=31)
    paths = [write(tmp_path / f"{number}.csv", rows[number::3], separator=",;,"[number]) for number in range(3)]
    here = found(paths, mapping_of())
    on(address, monkeypatch)
    assert found(paths, mapping_of()) == here == counted_slowly(rows)
    apart = [counted_slowly(rows[number::3])[0] for number in range(3)]
    assert apart[0] + apart[1] + apart[2] != here[0]


def test_without_cases_parts_are_added(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row is an incident, wherever it stands."""
    text = MAPPING.format(period="month").replace('case = "Sag"\n', "").replace('registered = "Skrevet"\n', "")
    rows = made_rows(200, seed=32)
    paths = [write(tmp_path / f"{number}.csv", rows[number::2]) for number in range(2)]
    here = found(paths, mapping_of(text))
    on(address, monkeypatch)
    assert found(paths, mapping_of(text)) == here


def test_what_is_wrong_over_there_is_told(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the engine, a file that a worker cannot read, and no scheduler."""
    path = write(tmp_path / "a.csv", made_rows(30, seed=33))
    monkeypatch.setattr(cluster, "TIMEOUT", "0.3s")
    with pytest.raises(UserError, match="no scheduler that answers"):
        read_register([path], mapping_of(), "tcp://127.0.0.1:9")
    monkeypatch.undo()
    monkeypatch.setattr(cluster, "version_there", lambda: "0.1")
    with pytest.raises(UserError, match=r"found DuckDB 0\.1; expected"):
        read_register([path], mapping_of(), address)
    monkeypatch.undo()
    monkeypatch.setattr(cluster.counting, "slim_rows", unreadable)
    monkeypatch.setattr(cluster.tasks, "slim_rows", unreadable)
    with pytest.raises(UserError, match="a worker that cannot read the files"):
        read_register([path], mapping_of(), address)


def test_nothing_that_workers_are_sent_is_looked_for_there() -> None:
    """What they run comes from the modules that are sent: they may have another version of the program, or none."""
    run = (
        cluster.version_there,
        cluster.tasks.read_part,
        cluster.tasks.settle_part,
        cluster.counting.slim_rows,
        cluster.cases.settle,
    )
    assert {one.__module__ for one in run} <= {module.__name__ for module in cluster.SENT}


def unreadable(plan):
    raise OSError("S-00001 Ib Hansen")
