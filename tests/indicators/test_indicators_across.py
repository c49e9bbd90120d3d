"""The same figure of several partnerships: which is the same, which may be held against which, and which has a place in the order."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Break, Facts, load
from analysis.indicators import Result, edition_rows
from analysis.indicators.compare.across import Figure, Standing, Terms, figure_of, standings

TERMS = Terms("percent", "opdigtet", "", "", "undersøgelsen", 2033)


@pytest.fixture(scope="module")
def mini_facts(mini: Path) -> Facts:
    return load(mini)


def row_of(value, measure="observed", status="ok", year=2033):
    number = Decimal(value) if isinstance(value, int) else value
    return Result("x", 2033, "tryghed", "utryg", "", "a", year, measure, number, "percent", status, "published", ())


def figure(value, low=None, high=None, terms=TERMS, status="ok"):
    """A figure with its interval, where it has one."""
    ends = [row_of(end, measure) if end is not None else None for end, measure in ((low, "lower"), (high, "upper"))]
    return Figure(row_of(value, status=status), terms, *ends)


def other(**changed):
    return replace(TERMS, **changed)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (
            [figure(20, 18, 22), figure(10, 8, 12), figure(30, 28, 32)],
            [Standing(2, 3), Standing(1, 3), Standing(3, 3)],
        ),
        (
            [figure(10, 8, 12), figure(20, 18, 22), figure(21, 19, 23)],
            [Standing(1, 3), Standing(None, 3, "overlap", (), (2,)), Standing(None, 3, "overlap", (), (1,))],
        ),
        (  # intervals that touch have a point in common
            [figure(10, 8, 12), figure(14, 12, 16)],
            [Standing(None, 2, "overlap", (), (1,)), Standing(None, 2, "overlap", (), (0,))],
        ),
        (  # one without an interval has no place, and is none of those among whom the others have theirs
            [figure(10, 8, 12), figure(40), figure(20, 18, 22)],
            [Standing(1, 2), Standing(refusal="no_interval"), Standing(2, 2)],
        ),
        ([figure(10), figure(40)], [Standing(refusal="no_interval")] * 2),
        ([figure(10, 8, 12), figure(40)], [Standing(refusal="alone"), Standing(refusal="no_interval")]),
        (
            [figure(10, 8, 12), figure(20, 18, 22), figure(30, 28, 32, other(year=2032, question="hvorfor"))],
            [Standing(1, 2), Standing(2, 2), Standing(refusal="not_comparable", differs=("question", "year"))],
        ),
        (  # of two that have nothing in common the newer one is what is wanted
            [figure(10, 8, 12, other(year=2032)), figure(20, 18, 22)],
            [Standing(refusal="not_comparable", differs=("year",)), Standing(refusal="alone")],
        ),
        (
            [figure(10, 8, 12), figure(None, status="suppressed"), figure(None, status="not_stated"), figure(20, 18, 22)],
            [Standing(1, 2), Standing(refusal="hidden"), Standing(refusal="no_figure"), Standing(2, 2)],
        ),
        ([figure(None, status="suppressed")], [Standing(refusal="hidden")]),
        (
            [figure(10, 8, 12, other(unit="count")), figure(90, 80, 99, other(unit="count"))],
            [Standing(refusal="amount")] * 2,
        ),
        (  # a level is a word: it is comparable, and has no interval
            [figure("lav", terms=other(unit="level")), figure("hoej", terms=other(unit="level"))],
            [Standing(refusal="no_interval")] * 2,
        ),
        ([], []),
    ],
)
def test_a_place_is_given_only_where_it_is_sure(figures: list[Figure], expected: list[Standing]) -> None:
    """Comparable, with an interval that overlaps no other's; and the reason where there is none."""
    assert list(standings(figures)) == expected


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=12))
def test_two_places_never_contradict_their_intervals(drawn: list[tuple[int, int, int]]) -> None:
    """Whoever has a place lies wholly below or above every other one, and as many lie below it as the place says."""
    figures = [figure(value, value - below, value + above) for value, below, above in drawn]
    found = standings(figures)
    for (one, its), (another, others) in combinations(zip(figures, found, strict=True), 2):
        apart = one.limits[1] < another.limits[0] or another.limits[1] < one.limits[0]
        assert apart or (its.refusal == others.refusal == "overlap")
    for one, its in zip(figures, found, strict=True):
        below = sum(another.limits[1] < one.limits[0] for another in figures)
        assert (its.place is None) == (its.refusal == "overlap")
        assert its.place in (None, below + 1)


def with_indicator(facts: Facts, key: str, name: str = "", **changed: object) -> Facts:
    """The facts with an indicator changed, perhaps under another key."""
    indicator = facts.indicators[key].model_copy(update=changed)
    return replace(
        facts, indicators={name or key if k == key else k: indicator if k == key else i for k, i in facts.indicators.items()}
    )


def test_the_figure_is_found_by_its_role_in_the_partnerships_own_area(mini_facts: Facts) -> None:
    """The newest one that counts, with its interval; not the city's, and whatever the indicator is called."""
    rows = edition_rows(mini_facts, 2033)
    found = figure_of(mini_facts, rows, "safety")
    assert (found.row.geography, found.row.year, found.row.value) == ("omraade-b", 2033, 29)
    assert found.lower.known < 29 < found.upper.known
    renamed = [replace(row, indicator="noget") if row.indicator == "utryg_nabolag" else row for row in rows]
    assert figure_of(with_indicator(mini_facts, "utryg_nabolag", "noget"), renamed, "safety").row.value == 29
    assert figure_of(with_indicator(mini_facts, "utryg_nabolag", role=None), rows, "safety") is None
    assert figure_of(mini_facts, rows, "cooperation") is None


def test_of_two_areas_with_the_same_year_the_newer_one_counts(mini_facts: Facts) -> None:
    """Wherever they stand among the rows."""
    rows = edition_rows(mini_facts, 2033)
    old = [replace(row, geography="omraade-a") for row in rows if (row.indicator, row.geography) == ("utryg_nabolag", "omraade-b")]
    for table in ([*rows, *old], [*old, *rows]):
        assert figure_of(mini_facts, table, "safety").row.geography == "omraade-b"


def test_of_crime_it_is_the_total_that_the_sources_state(mini_facts: Facts) -> None:
    """Not the newest category."""
    found = figure_of(mini_facts, edition_rows(mini_facts, 2033), "crime")
    assert (found.row.category, found.row.year, found.row.value) == ("samlet", 2030, 90)


def test_a_figure_that_is_hidden_stays_hidden(mini_facts: Facts) -> None:
    """The newest figure is taken with what became of it; an older one does not stand in for it."""
    rows = [
        replace(row, value=None, status="suppressed") if (row.indicator, row.year) == ("utryg_nabolag", 2033) else row
        for row in edition_rows(mini_facts, 2033)
    ]
    found = figure_of(mini_facts, rows, "safety")
    assert (found.row.year, found.row.value, found.limits) == (2033, None, None)
    assert standings([found, found])[0] == Standing(refusal="hidden")


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({"definition": "OPDIGTET "}, ()),  # the same words
        ({"definition": "Opdigtet på en anden måde."}, ("definition",)),
        ({"instrument": "politiet"}, ("supplier",)),
        ({"breaks": ("question", 2033)}, ("question",)),
        ({"breaks": ("question", 2034)}, ("question",)),  # it asks what nobody else is known to ask
        ({"breaks": ("supplier", 2030)}, ("supplier",)),
        ({"breaks": ("question", 2033, "omraade-a")}, ()),  # a break of another area
    ],
)
def test_what_a_figure_differs_in_is_read_from_its_definition(mini_facts: Facts, changed: dict, differs: tuple) -> None:
    """Definition, question and supplier, as they were in the figure's year and area."""
    if "breaks" in changed:
        kind, year, *areas = changed["breaks"]
        broken = Break(kind=kind, from_year=year, before="før", after="efter", geographies=tuple(areas), source="status-2033")
        changed = {"breaks": (broken,)}
    rows = edition_rows(mini_facts, 2033)
    usual = figure_of(mini_facts, rows, "safety")
    unusual = figure_of(with_indicator(mini_facts, "utryg_nabolag", **changed), rows, "safety")
    assert standings([usual, usual, unusual])[2].differs == differs
