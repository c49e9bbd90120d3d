"""What the tests of analysis.output share: views of editions of three partnerships."""

import pytest
from looking import cache
from workbooks import EDITIONS

from analysis.data import load
from analysis.display.view.opened import Opening, look


@pytest.fixture(scope="session")
def facts_of(root, mini, broad):
    """The facts of a partnership by its name: ``own``, ``mini`` or ``broad``."""
    return cache(lambda name: load({"own": root / "data", "mini": mini, "broad": broad}[name]))


@pytest.fixture(scope="session")
def view_of(facts_of):
    """The view of an edition by its partnership's name and its year."""
    return cache(lambda name, year: look(Opening("edition", year, ""), facts_of(name)))


@pytest.fixture(scope="session", params=EDITIONS, ids=lambda edition: f"{edition[0]}-{edition[1]}")
def view(request, view_of):
    """Each edition of each partnership."""
    return view_of(*request.param)
