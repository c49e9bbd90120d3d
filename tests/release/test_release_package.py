"""The package for a stranger: everything that computing again needs, the same bytes twice, described for machines."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from released import edit
from rocrate.rocrate import ROCrate

from analysis.archive import sha256
from analysis.book.project import Project
from analysis.data import load
from analysis.data.ledger import read_record
from analysis.display.chapters.rettelser import package_file
from analysis.release.again import main
from analysis.release.lock import NEEDED, part_of_lock
from analysis.release.package import write_packages


def packed(project: Path, site: Path) -> Path:
    """Write the packages of a project and return that of 2032."""
    data = project / "data"
    write_packages(Project(project, data), load(data), site)
    return site / package_file(2032)


@pytest.fixture(scope="module")
def archive(published_once, tmp_path_factory):
    return packed(published_once, tmp_path_factory.mktemp("site"))


@pytest.fixture
def unpacked(archive, tmp_path):
    """The package on a stranger's machine, in a folder of any name."""
    place = tmp_path / "Hentede filer æøå"
    with zipfile.ZipFile(archive) as found:
        found.extractall(place)
    return place


def run(place: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run the one command, from another folder, with nothing of this project at hand."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "GIT_DIR")}
    command = [sys.executable, str(place / "efterproev.py")]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


def test_a_stranger_computes_every_number_again(unpacked, tmp_path, published_once):
    """One command, without git, and nothing in the package is changed by it but what Python keeps for itself."""
    before = {path: path.read_bytes() for path in unpacked.rglob("*") if path.is_file()}
    done = run(unpacked, tmp_path)
    of = len(read_record(published_once / "data").ledgers[2032].in_force)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{of} of {of} published numbers agree")
    assert {path: path.read_bytes() for path in before} == before


def test_a_stranger_is_told_what_does_not_agree(unpacked, capsys):
    """A number of the data, and a line of the ledger."""
    data, ledger = unpacked / "data", unpacked / "data/ledger/2032.csv"
    edit(data / "observations.csv", "omraade-a,2031,21,", "omraade-a,2031,22,")
    assert main(data) == 1
    assert "published 21 (provisional) on 2033-12-01, now 22 (provisional)" in capsys.readouterr().err
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(lines[:-1]), encoding="utf-8")
    assert main(data) == 1
    assert "does not end as its newest release does" in capsys.readouterr().err
    ledger.write_text("".join([*lines[:3], *lines[4:]]), encoding="utf-8")
    assert main(data) == 1
    assert "ledger/2032.csv, row 4" in capsys.readouterr().err


def test_the_same_project_gives_the_same_bytes(published_once, archive, tmp_path):
    """Whenever and wherever it is packed; and nothing in it tells where."""
    assert packed(published_once, tmp_path).read_bytes() == archive.read_bytes()
    with zipfile.ZipFile(archive) as found:
        content = b"".join(found.read(name) for name in found.namelist())
    for place in (published_once, Path(__file__).parents[2], Path.home()):
        assert str(place).encode() not in content or str(place) == "/"


@pytest.mark.parametrize(("kind", "value", "made"), [("delivery", "3", False), ("delivery", "53", True), ("status", "3", True)])
def test_small_counts_that_nobody_has_published_are_given_to_nobody(project, tmp_path, capsys, kind, value, made):
    """Then there is no package at all, for the data are in it as they are."""
    path = project / "data/sources.toml"
    head, found, rest = path.read_text(encoding="utf-8").partition("[sources.status-2032]")
    path.write_text(head + found + rest.replace('kind = "status"', f'kind = "{kind}"', 1), encoding="utf-8")
    edit(project / "data/observations.csv", "indbrud,omraade-a,2031,53,", f"indbrud,omraade-a,2031,{value},")
    assert packed(project, tmp_path).exists() is made
    assert ("small counts that their owner has not published" in capsys.readouterr().err) is not made


def test_it_has_only_its_own_edition(archive):
    """And no code that makes pages."""
    with zipfile.ZipFile(archive) as found:
        names = found.namelist()
    assert {"LAES-MIG.md", "efterproev.py", "requirements.txt", "data/ledger/2032.csv", "data/published/2032/1.json"} <= set(names)
    assert not [name for name in names if "2031" in name or name.startswith(("src/analysis/book", "src/analysis/display"))]


def test_the_description_is_read_back(unpacked, tmp_path):
    """By the library that others use: the whole, each file with its hash, what made what; and written again it says the same."""
    crate = ROCrate(unpacked)
    files = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()} - {"ro-crate-metadata.json"}
    described = {entity.id: entity for entity in crate.get_by_type("File")}
    assert set(described) == files
    assert all(entity["sha256"] == sha256((unpacked / name).read_bytes()) for name, entity in described.items())
    assert crate.name == "Prøveby Partnerskab 2032"
    assert str(crate.datePublished)[:10] == "2033-12-01"
    assert crate.mainEntity.id == "efterproev.py"
    (action,) = crate.get_by_type("CreateAction")
    assert [entity.id for entity in action["result"]] == ["data/ledger/2032.csv"]
    assert "data/observations.csv" in [entity.id for entity in action["object"]]
    assert action["instrument"]["name"] == "statusbog"
    crate.write(tmp_path / "again")
    was, now = (graph_of(folder) for folder in (unpacked, tmp_path / "again"))
    assert was == now


def graph_of(folder: Path) -> dict:
    """Return what is said of each entity, without the order of what is listed."""
    graph = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]

    def plain(value):
        return sorted(map(str, value)) if isinstance(value, list) else value

    return {entity["@id"]: {key: plain(value) for key, value in entity.items()} for entity in graph}


def test_the_lock_of_the_package_has_what_computing_needs_and_no_more(root):
    """With what that needs in turn, and each of a library's blocks."""
    lock = """# made
a==1 ; python_version < '3.12' \\
    --hash=sha256:1
    # via pandas
a==2 ; python_version >= '3.12' \\
    --hash=sha256:2
    # via
    #   pandas
    #   sphinx
b==1 \\
    --hash=sha256:3
    # via a
pandas==3 \\
    --hash=sha256:4
    # via statusbog (pyproject.toml)
sphinx==7 \\
    --hash=sha256:5
    # via statusbog (pyproject.toml)
"""
    assert [line.split(" ")[0] for line in part_of_lock(lock).splitlines() if "==" in line] == ["a==1", "a==2", "b==1", "pandas==3"]
    real = part_of_lock((root / "requirements.txt").read_text(encoding="utf-8"))
    assert all(f"\n{name}==" in f"\n{real}" for name in NEEDED)
    assert "\nsphinx==" not in real
