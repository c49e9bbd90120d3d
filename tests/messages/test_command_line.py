"""The command line in both languages: where it is chosen, its help, and a fault from one end to the other."""

import argparse
import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import cli
from analysis.cli.said.speech import language_of
from analysis.messages import catalogue, spoken

COMMANDS = sorted(next(action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)).choices)
# What argparse tells the programmer, and what no parser of ours can be made to say.
PROGRAMMERS = re.compile(
    r"not defined|conflict|must be|is required for|not callable|cannot (merge|have)|argument for positionals|\"-\" with mode"
    r"|can't open|unexpected option string|default: |deprecated|invalid option string|invalid conflict"
)
ENGLISH_HELP = re.compile(r"\b(usage|options|arguments|show|the|default|exit codes|examples|DIR|FILE|DATE|VALUE|SECONDS|COMMAND)\b")


@pytest.fixture(autouse=True)
def in_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "en"),
        (["check"], "en"),
        (["--language", "da"], "da"),
        (["--language", "da", "check"], "da"),
        (["check", "--language", "da"], "da"),
        (["check", "--data", "x", "--language=da", "--strict"], "da"),
        (["--language", "en", "check", "--language", "da"], "da"),
        (["check", "--language", "fr"], "en"),
        (["check", "--language"], "en"),
        (["check", "--", "--language", "da"], "en"),
    ],
)
def test_the_language_is_chosen_anywhere_among_the_arguments(arguments: list[str], language: str) -> None:
    """Before the command and after it; the last one holds, as with every option."""
    assert language_of(arguments) == language


def test_without_a_choice_the_systems_language_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a choice overrides it."""
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    assert language_of(["check"]) == "da"
    assert language_of(["check", "--language", "en"]) == "en"


def help_of(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)], ids=" ".join)
def test_every_command_has_its_help_in_both_languages(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each in its own, no word of the other's, with the same options."""
    english, danish = (help_of([*command, "--language", language], capsys) for language in ("en", "da"))
    assert english.startswith("usage: statusbog")
    assert danish.startswith("brug: statusbog")
    assert ENGLISH_HELP.findall(danish) == []
    assert set(re.findall(r"(?<![\w-])--?[a-z-]+", english)) == set(re.findall(r"(?<![\w-])--?[a-z-]+", danish))
    assert {"slutkoder:", "tilvalg:"} <= set(danish.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "statusbog: fejl: der mangler KOMMANDO"),
        (["nothing"], "fejl: KOMMANDO: kan ikke være 'nothing' (vælg imellem 'check',"),
        (["check", "--nothing"], "statusbog: fejl: kender ikke --nothing"),
        (["check", "--language", "fr"], "--language: kan ikke være 'fr' (vælg imellem 'en', 'da')"),
        (["results"], "der mangler --year"),
        (["results", "--year"], "--year: mangler en værdi"),
        (["results", "--year", "x"], "--year: fandt x; forventede et helt tal fra 1 til 9999"),
        (["results", "--year", "2022", "--format", "xml"], "--format: kan ikke være 'xml'"),
        (["run", "--year"], "--year: mangler mindst én værdi"),
        (["run", "--all", "--year", "2022"], "--year: kan ikke bruges sammen med --all"),
        (["run", "-p", "year"], "-p: skal have 2 værdier"),
        (["run", "--all=ja"], "--all: kan ikke have en værdi ('ja')"),
        (["run", "--timeout", "0"], "forventede sekunder, mere end 0 og højst 604.800"),
    ],
)
def test_wrong_usage_is_said_in_danish(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The parser's own words too."""
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert said in (heard := " ".join(capsys.readouterr().err.split()))
    assert heard.startswith("brug: statusbog")


def test_the_parser_has_its_own_words_back_afterwards(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever else uses it in this process hears nothing of ours."""
    before = argparse._, argparse.ngettext
    with pytest.raises(SystemExit):
        cli.main(["--language", "da", "nothing"])
    assert (argparse._, argparse.ngettext) == before
    assert spoken() == "en"


def test_every_word_of_the_parser_is_in_the_catalogue() -> None:
    """Of the Python that runs this: another one may say more."""
    source = inspect.getsource(argparse)
    words = re.findall(r"""(?<!\w)_\((["'])(.*?)\1[,)]""", source) + re.findall(r"""ngettext\((["'])(.*?)\1""", source)
    said = {text.encode().decode("unicode_escape") for _, text in words}
    assert "usage: " in said
    known = {text for key, text in catalogue("en").items() if key.startswith("cli.argparse.")}
    assert {text for text in said if not PROGRAMMERS.search(text)} <= known


@pytest.fixture
def faulty(root: Path, tmp_path: Path) -> Path:
    """A data folder in which a figure has a Danish comma, and a source is not known."""
    data = shutil.copytree(root / "tests" / "mini" / "data", tmp_path / "data")
    path = data / "observations.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    cells = lines[1].split(",")
    cells[header.index("value")] = '"26,0"'
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:], ""]), encoding="utf-8")
    return data


def test_a_fault_in_the_data_is_said_in_danish(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where, what was found, what was expected, what to do: all of it."""
    assert cli.main(["check", "--data", str(faulty), "--language", "da"]) == 1
    said = (
        "  observations.csv, række 2, kolonne value: fandt '26,0'; forventede et tal med decimalpunktum og ikke dansk decimalkomma; "
        "skriv 26.0; ret værdien."
    )
    assert capsys.readouterr().err.splitlines() == ["statusbog: 1 fejl i data:", said]


@pytest.mark.parametrize(
    ("environment", "said"),
    [({"LC_ALL": "", "LANG": "da_DK.UTF-8"}, "1 fejl i data"), ({"LC_ALL": "C", "LANG": "da_DK.UTF-8"}, "1 fault in the data")],
)
def test_a_command_of_its_own_speaks_the_systems_language(faulty: Path, environment: dict[str, str], said: str) -> None:
    """As a shell starts it; also where the system's letters are ASCII."""
    variables = os.environ | {"LC_MESSAGES": ""} | environment
    command = [sys.executable, "-m", "analysis.cli", "check", "--data", str(faulty)]
    done = subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert said in done.stderr
