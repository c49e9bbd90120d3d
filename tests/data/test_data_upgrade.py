"""A folder of old is shown what it would say today, and written only when that is asked for."""

import shutil
import tomllib

import pytest

from analysis import cli
from analysis.data import load


@pytest.fixture
def folder(mini, tmp_path):
    """The miniature partnership, whose indicators have their roles by their keys alone."""
    return shutil.copytree(mini, tmp_path / "data")


def test_what_would_be_written_is_shown_first_and_nothing_is_written(folder, capsys):
    """The roles that the keys have always had."""
    before = (folder / "indicators.toml").read_bytes()
    assert cli.main(["upgrade-data", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "--- indicators.toml" in said
    assert '+role = "safety"' in said
    assert "-" not in {line[:1] for line in said.splitlines() if not line.startswith("---")}
    assert "run the command again with --write" in said
    assert (folder / "indicators.toml").read_bytes() == before


def test_what_is_written_says_the_same_as_before_and_is_then_up_to_date(folder, capsys):
    """Every indicator and category has the role that it had; every line that stood there still stands."""
    before, lines = load(folder), (folder / "indicators.toml").read_text("utf-8").splitlines()
    assert cli.main(["upgrade-data", "--data", str(folder), "--write"]) == 0
    assert "Written: indicators.toml." in capsys.readouterr().out
    after = load(folder)
    assert after.indicators == before.indicators
    text = (folder / "indicators.toml").read_text("utf-8")
    assert [line for line in text.splitlines() if not line.startswith("role = ")] == lines
    written = tomllib.loads(text)["indicators"]
    assert {key: one.get("role") for key, one in written.items()} == {key: one.role for key, one in before.indicators.items()}
    assert written["bevilling"]["categories"]["ramme"]["role"] == "frame"
    assert cli.main(["upgrade-data", "--data", str(folder)]) == 0
    assert "up to date" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["data", "tests/data/format-2022"])
def test_a_folder_that_says_its_roles_is_up_to_date(root, name, capsys):
    """Nothing else was ever said by habit."""
    assert cli.main(["upgrade-data", "--data", str(root / name)]) == 0
    said = capsys.readouterr().out
    assert "up to date" in said or '+role = "' in said


def test_a_folder_with_faults_is_not_touched(folder, capsys):
    """It is refused as by ``check``."""
    (folder / "observations.csv").write_text("x\n", encoding="utf-8")
    assert cli.main(["upgrade-data", "--data", str(folder), "--write"]) == 1
    assert "observations.csv" in capsys.readouterr().err
    assert "role" not in (folder / "indicators.toml").read_text("utf-8")
