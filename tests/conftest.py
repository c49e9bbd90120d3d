"""What every test may use: where the project lies, and examples that are the same in every run."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

settings.register_profile("statusbog", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("statusbog")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def mini(root: Path) -> Path:
    """The data folder of an invented partnership: two areas, three years, every status."""
    return root / "tests" / "mini" / "data"
