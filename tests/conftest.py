"""What every test may use: where the project lies."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def mini(root: Path) -> Path:
    """The data folder of an invented partnership: two areas, three years, every status."""
    return root / "tests" / "mini" / "data"
