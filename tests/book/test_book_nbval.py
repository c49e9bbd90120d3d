"""nbval is the guard of the published numbers: it must fail when one of them changes, in text, table or picture."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PLACES = {"table": r'class=\\"num[^>]*>(?:<[^>]*>)*(\d)', "sentence": r">6(7)</a> tilfælde", "picture": r"M \d+\.(\d)"}


@pytest.fixture
def tampered(root: Path):
    """A place inside the project for notebooks that somebody has changed."""
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


def test_a_changed_digit_is_caught(root: Path, tampered: Path) -> None:
    """One digit in a published notebook, and the check fails there and nowhere else, with the kernels of ``make nbval``."""
    text = (root / "book" / "2022" / "kriminalitet.ipynb").read_text(encoding="utf-8")
    (tampered / "nothing.ipynb").write_text(text, encoding="utf-8")
    for where, pattern in PLACES.items():
        (tampered / f"{where}.ipynb").write_text(changed_digit(text, pattern), encoding="utf-8")
    options = ["--nbval", "--nbval-current-env", "-W", "default", "-q", "-p", "no:xdist"]
    env = {**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": "statusbog-warm"}
    command = [sys.executable, "-m", "pytest", *options, str(tampered)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, env=env)
    assert done.returncode == 1, done.stdout[-2000:]
    failed = re.findall(r"^FAILED \S+/(\w+)\.ipynb", done.stdout, re.MULTILINE)
    assert sorted(failed) == sorted(PLACES), done.stdout[-2000:]
