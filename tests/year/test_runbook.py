"""The runbook is true: what it tells somebody to run exists and does what it says, and what it names is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from runbook import EXAMPLE, PROGRAM, commands_in

from analysis import cli

# Not there before somebody needs them.
OPTIONAL = (
    "data/statements.csv",
    f"data/kommentar/{EXAMPLE}",
    f"data/draft/{EXAMPLE}",
    "data/draft",
    "data/deliveries",
    "data/deliveries/deliveries.csv",
    "data/intake",
    "data/skabelon.docx",
)


def files_in(text: str) -> set[str]:
    """Every file and folder that is named in quotes with a folder before it, or at the project's top."""
    return {name for name in re.findall(r"`([\w./-]+)`", text) if re.match(r"(?:data|docs|book)/|[\w-]+\.(?:md|toml)$", name)}


def test_every_command_line_is_one_that_the_program_understands(text: str) -> None:
    """With all its options; argparse ends with 2 for another."""
    found = commands_in(text)
    of_the_year = {
        "new-year",
        "forms",
        "status",
        "intake",
        "preview",
        "signoff",
        "publish",
        "verify",
        "correct",
        "fetch",
        "attack",
        "withdraw",
    }
    assert {line.split()[1] for line in found} == {"check", "results", "run", "build", "serve", *of_the_year}
    for line in found:
        cli.parser().parse_args(shlex.split(line)[1:])


def test_every_file_is_there_or_need_not_be(root: Path, text: str) -> None:
    """Chapters' comments are named as their chapters."""
    chapters = {path.name for path in (root / "notebooks").glob("*.md")}
    places = [name for name in files_in(text) if name not in OPTIONAL and name not in chapters]
    assert {"data/observations.csv", "data/agreements", "CHANGELOG.md", "pyproject.toml", "book/_toc.yml"} <= set(places)
    assert not [name for name in places if not (root / name).exists()]


def test_every_table_and_definition_has_its_step(root: Path, text: str) -> None:
    """Whatever lies in the data folder, the runbook says when it is written."""
    files = {
        f"data/{path.name}" for path in (root / "data").iterdir() if path.suffix in (".csv", ".toml") or path.name == "agreements"
    }
    assert files <= files_in(text)


def test_what_is_published_is_built_before_and_after(text: str) -> None:
    """A refusal awaits who publishes pages that are not built, and the pages across show what is published."""
    lines = [line.strip() for block in re.findall(r"```text\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    builds = {f"{PROGRAM} build", "make book"}
    for command in ("publish", "correct"):
        (place,) = [n for n, line in enumerate(lines) if line.startswith(f"{PROGRAM} {command} ")]
        assert {lines[place - 1], lines[place + 1]} <= builds
    assert lines[lines.index("make book") + 1].startswith(f"{PROGRAM} publish ")


def test_steps_are_numbered_without_a_gap(text: str) -> None:
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) < 20


def test_the_pipeline_runs_every_test_on_the_next_year_too(root: Path) -> None:
    """``make test`` leaves to it what takes long; make says what it would do.

    A make that runs this test hands its own variables down; they are left out.
    """
    if not shutil.which("make"):
        pytest.skip("there is no make on this machine")
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "TESTS"))}

    def steps(command: str) -> str:
        done = subprocess.run([*command.split(), "-n"], cwd=root, env=alone, capture_output=True, text=True, check=True)
        return done.stdout

    assert re.search(r'pytest .*-m "not pipeline" --note-looks=\S+\n(?:.*\n)*.*pytest --nbval', steps("make test"))
    commands = re.findall(r"^make .*$", (root / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    every = "".join(map(steps, commands))
    noted = r"pytest .*--note-looks=(\S+)\n(?:.*\n)*.*pytest --nbval(?:.*\n)*.*make_year\.py build/next-year\n(?:.*\n)*"
    assert re.search(rf"{noted}.*pytest .*--leave-out=\1 --ignore tests/year tests\n", every)
    assert "not pipeline" not in every
