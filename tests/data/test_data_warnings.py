"""What is legal and unlikely: asked about, apart from the faults, and answered by whoever knows the sources."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import cli
from analysis.data import examine, load

OBSERVATIONS, PARTNERSHIP = "observations.csv", "partnership.toml"
Change = Callable[[str, str, str], int]


def asked(folder: Path) -> list[str]:
    """Return the warnings about a folder, one line each."""
    return [str(warning) for warning in examine(folder)[1]]


def test_the_projects_own_data_need_no_second_look(data: Path) -> None:
    """A rule that asks about what is right would soon be read past."""
    assert asked(data) == []


def test_the_invented_data_need_no_second_look(mini: Path) -> None:
    """So that tests see what they change and nothing else."""
    assert asked(mini) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            OBSERVATIONS,
            "2012,77,",
            "2012,777,",
            "found 48, after 777 in 2012 (row 5); expected a figure nearer to the one before it",
        ),
        (OBSERVATIONS, "2022,17,", "2022,57,", "found 57, after 17 in 2021"),
        (OBSERVATIONS, "2022,17,", "2022,0.17,", "found 0.17; expected per cent, not a share of one; write 17 if that is meant"),
        (OBSERVATIONS, "2021,26.0,", "2021,2.60,", "found 2.60, after"),
        (
            OBSERVATIONS,
            "anmeldelser,indbrud,partnerskab-2021,2021",
            "anmeldelser,indbrud,partnerskab-2013,2021",
            "column geography: found partnerskab-2013 in 2021; expected a year in which the area is counted: 2012-2020",
        ),
        (
            OBSERVATIONS,
            "utryg_nabolag,,partnerskab-2021,2022",
            "utryg_nabolag,,partnerskab-2021,2023",
            "column year: found 2023, after status-2022 was published on 2022-05-24",
        ),
        (
            PARTNERSHIP,
            "as_of = 2015-12-31",
            "as_of = 2010-12-31",
            "column editions.2014.as_of: found 2010-12-31; expected a day on or after",
        ),
        (
            PARTNERSHIP,
            "as_of = 2018-12-31",
            "as_of = 2017-06-01",
            "column editions.2017.as_of: found 2017-06-01; expected a day on or after 2017-12-31",
        ),
        (
            "agreements/aftale-2013.toml",
            "to_year = 2016",
            "to_year = 2017",
            "column from_year: found 2017, while agreements/aftale-2013.toml holds until 2017",
        ),
        (
            "plans.toml",
            "frame_years = [2018, 2019, 2020]",
            "frame_years = [2018, 2019, 2021]",
            "column plans.tryghedsplan-2017.frame_years: found [2021]",
        ),
        (
            "budgets.csv",
            "tryghedsplan-2022,videnspuljen,,2024",
            "tryghedsplan-2022,videnspuljen,,2042",
            "column year: found 2042; expected a year of tryghedsplan-2022",
        ),
    ],
)
def test_what_is_unlikely_is_asked_about(folder: Path, change: Change, file: str, old: str, new: str, said: str) -> None:
    """The message says what was found, beside what, and what to make sure of; nothing is refused."""
    change(file, old, new)
    found = asked(folder)
    assert any(said in line for line in found), found
    assert load(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2022,17,", "2022,31,"), ("2012,6,,ok", "2012,15,,ok"), ("2021,9,,ok", "2021,0,,ok"), ("2013,0,,ok", "2013,1,,ok")],
)
def test_what_can_well_be_is_not_asked_about(folder: Path, change: Change, old: str, new: str) -> None:
    """A small count trebles easily, and money is as it is decided."""
    change(OBSERVATIONS, old, new)
    assert asked(folder) == []


def test_a_break_between_two_figures_explains_their_distance(folder: Path, change: Change) -> None:
    """Another supplier need not find the same."""
    change(OBSERVATIONS, "2022,17,", "2022,57,")
    assert len(asked(folder)) == 1
    break_ = '{ kind = "supplier", from_year = 2022, before = "Den ene", after = "Den anden", source = "status-2022" }'
    change("indicators.toml", 'unit = "percent"', f'unit = "percent"\nbreaks = [{break_}]')
    assert asked(folder) == []


def test_an_old_total_may_stand_beside_new_parts(mini: Path, tmp_path: Path) -> None:
    """It is asked about, with both rows, and not refused: the new total may not have been published."""
    folder = Path(shutil.copytree(mini, tmp_path / "data"))
    path = folder / OBSERVATIONS
    new = "anmeldelser,indbrud,omraade-a,2030,68,,revised,,,,rettelse-2033,Tabel 1,2033-06-01\n"
    path.write_text(path.read_text("utf-8") + new, "utf-8")
    (line,) = asked(folder)
    found = "found a part that was published after its total samlet, which is from 2031-03-01 (row 4)"
    assert line.startswith(f"{OBSERVATIONS}, row 17, column value: {found}; ")


def test_a_new_total_may_stand_beside_old_parts(mini: Path, tmp_path: Path) -> None:
    """It is asked about where it is not what the parts make, and not where it is."""
    folder = Path(shutil.copytree(mini, tmp_path / "data"))
    path = folder / OBSERVATIONS
    before = path.read_text("utf-8")
    new = "anmeldelser,samlet,omraade-a,2030,{},,revised,,,,rettelse-2033,Tabel 1,2033-06-01\n"
    path.write_text(before + new.format(68), "utf-8")
    (line,) = asked(folder)
    found = "found 68, a total that was published after its parts, which are from 2031-03-01; expected 90, the sum of those"
    assert line.startswith(f"{OBSERVATIONS}, row 17, column value: {found}")
    path.write_text(before + new.format(90), "utf-8")
    assert asked(folder) == []


# The command


def test_check_lists_warnings_after_it_says_that_there_are_no_faults(
    folder: Path, change: Change, capsys: pytest.CaptureFixture[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 0; with --strict 1 and a message, after the same list."""
    monkeypatch.chdir(root)
    change(OBSERVATIONS, "2022,17,", "2022,57,")
    assert cli.main(["check", "--data", str(folder)]) == 0
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("No faults: ")
    assert second == "1 warning:"
    assert third.startswith(f"  {OBSERVATIONS}, row ")
    assert cli.main(["check", "--data", str(folder), "--strict"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [first, second, third]
    assert "--strict" in said.err


def test_check_without_warnings_is_as_strict_as_one_likes(
    folder: Path, capsys: pytest.CaptureFixture[str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, exit 0."""
    monkeypatch.chdir(root)
    assert cli.main(["check", "--data", str(folder), "--strict"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("No faults: ")


def test_the_same_of_several_years_is_said_once(folder: Path, change: Change) -> None:
    """With the years."""
    text = (folder / OBSERVATIONS).read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("anmeldelser,indbrud,partnerskab-2021,2021"))
    more = [row.replace("partnerskab-2021,2021", f"partnerskab-2021,{year}") for year in (2015, 2016, 2018)]
    (folder / OBSERVATIONS).write_text("\n".join([text.rstrip("\n"), *more, ""]), encoding="utf-8")
    found = [line for line in asked(folder) if "column geography" in line]
    assert len(found) == 1
    assert "found partnerskab-2021 in 2015-2016, 2018; expected a year in which the area is counted" in found[0]


def test_a_count_of_a_year_that_was_not_over_is_asked_about(folder: Path, change: Change) -> None:
    """Of what happens; how many activities there are can be told at any time."""
    text = (folder / OBSERVATIONS).read_text(encoding="utf-8")
    assert "aktiviteter_i_alt,,partnerskab-2021,2022,12" in text
    row = next(line for line in text.splitlines() if line.startswith("anmeldelser,indbrud,partnerskab-2021,2021"))
    early = row.replace("partnerskab-2021,2021", "partnerskab-2021,2022")
    (folder / OBSERVATIONS).write_text(f"{text.rstrip()}\n{early}\n", encoding="utf-8")
    found = [line for line in asked(folder) if "which was not over when its source was published" in line]
    assert len(found) == 1
    assert "column year: found 2022, which was not over" in found[0]
