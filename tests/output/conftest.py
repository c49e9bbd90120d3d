"""What the tests of analysis.output share: views of editions of three partnerships, and of one whose counts are of a register."""

from dataclasses import replace
from decimal import Decimal

import pytest
from looking import cache
from workbooks import EDITIONS

from analysis.data import load
from analysis.display.view.opened import Opening, look


def counted(facts):
    """Return facts as if all counts of the status of 2032 were counted from a register, two of them small."""
    small = {"indbrud": Decimal(3), "haervaerk": Decimal(2)}
    told = [
        row
        if row.source != "status-2032" or facts.indicators[row.indicator].unit != "count"
        else row.model_copy(update={"counted_rows": Decimal(20000), "value": small.get(row.category, row.value)})
        for row in facts.observations
    ]
    delivery = facts.sources["status-2032"].model_copy(update={"kind": "delivery"})
    return replace(facts, observations=tuple(told), sources=facts.sources | {"status-2032": delivery})


@pytest.fixture(scope="session")
def facts_of(root, mini, broad):
    """The facts of a partnership by its name: ``own``, ``mini``, ``broad`` or ``counted``."""

    @cache
    def facts(name):
        return counted(load(mini)) if name == "counted" else load({"own": root / "data", "mini": mini, "broad": broad}[name])

    return facts


@pytest.fixture(scope="session")
def view_of(facts_of):
    """The view of an edition by its partnership's name and its year."""
    return cache(lambda name, year: look(Opening("edition", year, ""), facts_of(name)))


@pytest.fixture(scope="session", params=EDITIONS, ids=lambda edition: f"{edition[0]}-{edition[1]}")
def view(request, view_of):
    """Each edition of each partnership."""
    return view_of(*request.param)
