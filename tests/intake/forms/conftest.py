"""The facts of the invented partnership, whose forms are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data import Facts, load


@pytest.fixture(scope="session")
def invented(mini: Path) -> Facts:
    return load(mini)
