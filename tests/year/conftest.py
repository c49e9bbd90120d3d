"""What the tests of a year share."""

from pathlib import Path

import pytest
from runbook import RUNBOOK


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / RUNBOOK).read_text(encoding="utf-8")
