"""nbval is the guard of the published numbers: it must fail when one of them changes, in text, table or picture."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def tampered(root: Path):
    """A place inside the project for a notebook that somebody has changed."""
    folder = root / "build" / "tampered"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    shutil.rmtree(folder)


def changed_digit(text: str, pattern: str) -> str:
    """Change the digit that the pattern's group finds, once."""
    match = re.search(pattern, text)
    assert match, pattern
    at = match.start(1)
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


@pytest.mark.parametrize(
    ("where", "pattern"),
    [("table", r'num\\">6(7)'), ("sentence", r"om vold/våben 6(7)"), ("picture", r"M \d+\.(\d)")],
    ids=["table", "sentence", "picture"],
)
def test_a_changed_digit_is_caught(root: Path, tampered: Path, where: str, pattern: str) -> None:
    """One digit in a published notebook, and the check fails."""
    text = (root / "book" / "2022" / "kriminalitet.ipynb").read_text(encoding="utf-8")
    notebook = tampered / f"{where}.ipynb"
    notebook.write_text(changed_digit(text, pattern), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-W", "default", "-q", "-p", "no:xdist", str(notebook)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 1, done.stdout[-2000:]
    assert "1 failed" in done.stdout
