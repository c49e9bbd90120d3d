"""A small count that was published by mistake is taken back whole: no file has it any more, and the rest of the record still holds."""

import re
import zipfile
from pathlib import Path

import pytest
from released import edit

from analysis import cli
from analysis.data import load
from analysis.data.ledger import read_record

ROW = "2032.observed.anmeldelser.indbrud.omraade-a.2031.status-2032"
TAKE_BACK = ("withdraw", "2032", ROW, "--reason", "Udgivet ved en fejl", "--day", "2034-02-01")
# As the book published it first, and as it was corrected: both are small beside the limit of these tests.
FIRST, SECOND = "53", "577"


@pytest.fixture(scope="session")
def mistaken_once(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has published a small count, and another one in its place."""
    folder = tmp_path_factory.mktemp("mistaken") / "project"
    copy(published_once, folder)
    partnership = folder / "data" / "partnership.toml"
    partnership.write_text(partnership.read_text(encoding="utf-8") + "\n[disclosure]\nthreshold = 1000\n", encoding="utf-8")
    edit(folder / "data" / "observations.csv", f"omraade-a,2031,{FIRST},", f"omraade-a,2031,{SECOND},")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.main(["run", "-j", "2"]) == 0
        said = ["correct", "2032", "--kind", "error", "--reason", f"{FIRST} var {SECOND}", "--day", "2034-01-02", "-j", "2", "--accept", "-"]
        assert cli.main(said) == 0
    return folder


def copy(source: Path, target: Path) -> None:
    import shutil

    shutil.copytree(source, target)


@pytest.fixture
def mistaken(mistaken_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the test is."""
    copy(mistaken_once, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def traces(folder: Path, value: str) -> list[str]:
    """Every file below a folder, and in its archives, that has a number."""
    number = re.compile(rb"(?<![\w.-])" + value.encode() + rb"(?![\w-]|[.,]\d)")
    found = []
    for name, text in content(folder).items():
        parts = {name: text}
        if name.endswith(".zip"):
            with zipfile.ZipFile(folder / name) as archive:
                parts = {f"{name}/{inner}": archive.read(inner) for inner in archive.namelist()}
        found += [f"{part}: {line!r}" for part, said in parts.items() for line in said.splitlines() if number.search(line)]
    return found


def told(project: Path, value: str) -> list[str]:
    """Every line that has a number, but for the target, which happens to be the first figure and follows from none."""
    return [line for line in traces(project / "data", value) if ".target.aftale.indbrud" not in line]


def test_no_file_has_the_value_and_the_rest_verifies(mistaken, statusbog):
    """Neither that which was published first nor that which took its place, in data, ledgers, copies or what was built."""
    build = mistaken / "build"
    (build / "along").mkdir(exist_ok=True)
    (build / "along" / "a.csv").write_text(f"indbrud;{SECOND}", encoding="utf-8")
    assert told(mistaken, FIRST)
    assert told(mistaken, SECOND)
    code, out, err = statusbog(*TAKE_BACK)
    assert (code, err) == (0, "")
    print(out)
    assert told(mistaken, FIRST) == []
    assert told(mistaken, SECOND) == traces(build, SECOND) == []
    code, out, err = statusbog("verify")
    print(out, err)
    assert (code, err) == (0, "")
