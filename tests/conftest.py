"""What every test may use: where the project lies, and examples that are the same in every run."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# What a shell runs in the background does not hear Ctrl-C, and neither would the commands that tests start there.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests know what is said in English, whatever the system of whoever runs them speaks.
os.environ["LC_ALL"] = "C.UTF-8"

settings.register_profile("statusbog", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("statusbog")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def mini(root: Path) -> Path:
    """The data folder of an invented partnership: two areas, three years, every status."""
    return root / "tests" / "mini" / "data"


@pytest.fixture(scope="session")
def broad(root: Path) -> Path:
    """The data folder of an invented partnership that says everything that can be said beside whole years."""
    return root / "tests" / "broad" / "data"
