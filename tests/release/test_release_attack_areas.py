"""The attack knows which areas make up a larger one, and adds them up."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.data import Facts, load
from analysis.indicators import Result
from analysis.release.attack.found import Shown
from analysis.release.attack.secrets import hidden_of
from analysis.release.attack.sums import recovered_by_sums, shown_numbers, table_of

YEARS = (2031, 2032, 2033)


@pytest.fixture(scope="module")
def facts(mini: Path) -> Facts:
    """Of burglaries 3 in the area, 59 in the town and 56 in the rest of it, from a delivery."""
    read = load(mini)
    counted = next(o for o in read.observations if (o.category, o.geography, o.year) == ("indbrud", "omraade-a", 2031))
    counts = {"omraade-a": 3, "byen": 59, "resten": 56}
    delivered = [counted.model_copy(update={"geography": area, "value": Decimal(value)}) for area, value in counts.items()]
    areas = dict(read.partnership.geographies)
    areas["resten"] = areas["omraade-b"].model_copy(update={"name": "Resten"})
    areas["byen"] = areas["byen"].model_copy(update={"parts": (("omraade-a", "resten"),)})
    return replace(
        read,
        partnership=read.partnership.model_copy(update={"geographies": areas}),
        sources=read.sources | {counted.source: read.sources[counted.source].model_copy(update={"kind": "delivery"})},
        observations=(*(o for o in read.observations if o != counted), *delivered),
    )


def as_found(rows: Iterable[Result]) -> list[Shown]:
    """Rows as a reader finds them in a table."""
    return [Shown("a.csv", r.id, str(r.value), r.measure, tuple(fact.id for fact in r.inputs)) for r in rows if r.value is not None]


def recovered(facts: Facts, more: Iterable[Shown] = ()) -> set[tuple[str, str, str]]:
    hidden = hidden_of(facts, YEARS)
    rows = [found for edition in hidden for found in as_found(edition.shown)]
    table = table_of(hidden, shown_numbers([*rows, *more]))
    return {(one.name, one.how, one.where) for one in recovered_by_sums(table, 5, ("stranger", "insider", "group"))}


def test_what_is_protected_is_not_recovered(facts: Facts) -> None:
    """One of the two larger counts is hidden with the small one."""
    assert not recovered(facts)


def test_a_sum_over_areas_is_found(facts: Facts) -> None:
    """Both larger counts stand somewhere, so the small one follows."""
    delivered = [o for o in facts.observations if o.geography in ("byen", "resten") and o.year == 2031 and o.category == "indbrud"]
    planted = [Shown("b.csv", f"2032.observed.{o.id}", str(o.value), "observed", (o.id,)) for o in delivered]
    names = [f"anmeldelser.indbrud.{area}.2031" for area in ("omraade-a", "byen", "resten")]
    found = recovered(facts, planted)
    assert (names[0], "sum", f"{names[1]} = {names[0]} + {names[2]}") in found


def test_a_small_rest_that_nobody_has_counted_is_found(facts: Facts) -> None:
    """The town and the area are public, and 3 is what is left."""
    kept = [o for o in facts.observations if o.geography != "resten"]
    swapped = {"omraade-a": Decimal(56)}
    counts = tuple(
        o.model_copy(update={"value": swapped.get(o.geography, o.value)}) if (o.category, o.year) == ("indbrud", 2031) else o
        for o in kept
    )
    lacking = replace(facts, observations=counts)
    assert not recovered(lacking)
    delivered = [o for o in counts if o.geography in ("byen", "omraade-a") and (o.category, o.year) == ("indbrud", 2031)]
    planted = [Shown("b.csv", f"2032.observed.{o.id}", str(o.value), "observed", (o.id,)) for o in delivered]
    assert "anmeldelser.indbrud.resten.2031" in {name for name, *_ in recovered(lacking, planted)}
