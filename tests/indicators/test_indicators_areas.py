"""Areas that make up a larger one: a hidden count of one of them does not follow from the others, whichever are shown."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from invented import measured, reports, seen, world
from scipy.optimize import linprog

from analysis.data import Facts
from analysis.indicators import edition_rows
from analysis.indicators.disclosure import Unprotectable

THRESHOLD = 5
# Streets that do not overlap, and the areas that are made of them. Two ways of parting the city cross each other.
CITY = {"by": "abde", "vest": "ab", "oest": "de", "nord": "ad", "syd": "be", "kvarter": "a", "vest-uden": "b", "d": "d", "e": "e"}
PARTS = {
    "by": [["vest", "oest"], ["nord", "syd"]],
    "vest": [["kvarter", "vest-uden"]],
    "oest": [["d", "e"]],
    "nord": [["kvarter", "d"]],
    "syd": [["vest-uden", "e"]],
}


def city(*observations, parts=None, totals=(), editions=None, indicators=None) -> Facts:
    """An invented partnership whose areas lie in each other."""
    facts = world(*observations, totals=totals, indicators=indicators)
    like = facts.partnership.geographies["nabo"].model_dump()
    parted = PARTS if parts is None else parts
    above = {key: [whole for whole, lists in parted.items() if any(key in one for one in lists)] for key in CITY}
    areas = {key: like | {"name": key, "short": key, "part_of": above[key], "parts": parted.get(key, ())} for key in CITY}
    fields = facts.partnership.model_dump() | {"geographies": areas}
    if editions:
        fields["editions"] = [edition for edition in fields["editions"] if edition["year"] in editions]
    return replace(facts, partnership=type(facts.partnership).model_validate(fields))


def delivered(area: str, value: object, year: int = 2020, category: str = "indbrud", **fields):
    return reports(year, str(value), category, geography=area, **{"source": "levering"} | fields)


def shown(rows, measures=("observed", "total")) -> dict[tuple[str, str], Decimal | None]:
    """The counts of a year as a reader sees them, by area and category; ``None`` is hidden."""
    kept = [r for r in rows if r.indicator == "anmeldelser" and r.measure in measures and r.year == 2020 and r.span.is_year]
    return {(r.geography, r.category): r.value for r in kept}


def range_of(wanted: Iterable[tuple[str, str]], seen_counts: Mapping[tuple[str, str], Decimal | None], kinds: str) -> float:
    """How wide a range everything that is shown leaves to a sum of quarters; it knows nothing of totals."""
    places = {(quarter, kind): n for n, (quarter, kind) in enumerate((q, k) for q in "abde" for k in kinds.split())}
    sums = [(area, kind, value) for (area, kind), value in seen_counts.items() if value is not None]
    rows = [[float(q in CITY[area] and kind in (k, "samlet")) for q, k in places] for area, kind, _ in sums]
    goal = np.array([float(place in set(wanted)) for place in places])
    known = {"A_eq": rows, "b_eq": [float(value) for *_, value in sums]} if sums else {}
    ends = [linprog(sign * goal, **known, bounds=(0, None)) for sign in (1, -1)]
    assert all(end.status in (0, 3) for end in ends)
    return float("inf") if 3 in (end.status for end in ends) else -ends[1].fun - ends[0].fun


def narrowest(counts: Mapping[tuple[str, str], Decimal | None], kinds: str) -> float:
    """The narrowest range of a hidden count."""
    hidden = [key for key, value in counts.items() if value is None]
    assert hidden
    atoms = [[(q, k) for q in CITY[area] for k in (kinds.split() if kind == "samlet" else [kind])] for area, kind in hidden]
    return min(range_of(wanted, counts, kinds) for wanted in atoms)


CASES = {
    "the part": [("vest", 69), ("kvarter", 3), ("vest-uden", 66)],
    "the rest": [("vest", 69), ("kvarter", 66), ("vest-uden", 3)],
    "the whole": [("vest", 3), ("kvarter", 1), ("vest-uden", 2), ("oest", 50), ("by", 53)],
    "three levels": [("by", 100), ("oest", 31), ("vest", 69), ("kvarter", 3), ("vest-uden", 66)],
    "no figure between": [("by", 100), ("oest", 31), ("kvarter", 3), ("vest-uden", 66)],
    "two ways": [("by", 100), ("vest", 97), ("oest", 3), ("nord", 40), ("syd", 60)],
}


@pytest.mark.parametrize("case", CASES)
def test_a_hidden_count_does_not_follow_from_other_areas(case: str) -> None:
    """Unless the partnership does not say that they are its parts: then it does, so the test can see it."""
    rows = [delivered(area, value) for area, value in CASES[case]]
    assert narrowest(shown(edition_rows(city(*rows, editions=(2020,)), 2020)), "indbrud") >= THRESHOLD
    blind = shown(edition_rows(city(*rows, parts={}, editions=(2020,)), 2020))
    assert case == "the whole" or narrowest(blind, "indbrud") < THRESHOLD


def test_a_small_rest_without_figures_is_not_left_between_two_shown_counts() -> None:
    """Nobody has counted the area outside the quarter, but 69 and 66 would tell of 3 there. A large one may be worked out."""
    counts = shown(edition_rows(city(delivered("vest", 69), delivered("kvarter", 66), editions=(2020,)), 2020))
    assert range_of([("b", "indbrud")], counts, "indbrud") >= THRESHOLD
    large = shown(edition_rows(city(delivered("vest", 69), delivered("kvarter", 60), editions=(2020,)), 2020))
    assert None not in large.values()
    alone = shown(edition_rows(city(delivered("vest", 69), delivered("kvarter", 3), editions=(2020,)), 2020))
    assert alone["vest", "indbrud"] == 69, "what nobody has a figure of hides the part already"


def total_of(area: str) -> dict[str, object]:
    """That all reports of an area are its burglaries and damage."""
    return {"indicator": "anmeldelser", "category": "samlet", "geography": area, "years": [2020], "parts": ["indbrud", "haervaerk"]}


def test_a_total_that_the_book_adds_up_is_a_part_of_the_larger_areas_total() -> None:
    """Its owner has published the damage, so the sum of the quarter is hidden with the burglaries; 123 less 90 would give it back."""
    rows = [delivered("kvarter", 3), delivered("kvarter", 30, category="haervaerk", source="s2020")]
    rows += [delivered("vest-uden", 40), delivered("vest-uden", 50, category="haervaerk")]
    rows += [delivered("vest", 123, category="samlet")]
    totals = [total_of("kvarter"), total_of("vest-uden")]
    counts = shown(edition_rows(city(*rows, totals=totals, editions=(2020,)), 2020))
    assert narrowest(counts, "indbrud haervaerk") >= THRESHOLD


def test_who_is_in_a_rest_is_in_its_total_too() -> None:
    """The two of the rest are the same two in all reports: they know nothing of anybody else, and nothing is refused."""
    rows = [delivered(area, count, category="haervaerk") for area, count in (("vest", 22), ("kvarter", 20))]
    rows += [delivered("vest", 0), delivered("kvarter", 0), delivered("vest", 22, category="samlet")]
    totals = [total_of("vest"), total_of("kvarter")]
    assert None in shown(edition_rows(city(*rows, totals=totals, editions=(2020,)), 2020)).values()


@pytest.mark.parametrize("seed", range(12))
def test_no_register_gives_a_hidden_count_away(seed: int) -> None:
    """Counted into areas that lie in each other, in two ways, with areas that have no figure; a program of another making tries."""
    dice = random.Random(seed)
    kinds = "indbrud haervaerk"
    atoms = {(q, k): dice.choice([0, 1, 2, 3, 7, 20]) for q in "abde" for k in kinds.split()}
    areas = [area for area in CITY if dice.random() < 0.8]
    rows = [delivered(area, sum(atoms[q, k] for q in CITY[area]), category=k) for area in areas for k in kinds.split()]
    counts = shown(edition_rows(city(*rows, editions=(2020,)), 2020))
    assert None not in counts.values() or narrowest(counts, kinds) >= THRESHOLD
    for area in (area for area in CITY if area not in areas):
        for kind in kinds.split():
            rest = [(q, kind) for q in CITY[area]]
            if 0 < sum(atoms[place] for place in rest) < THRESHOLD:
                assert range_of(rest, counts, kinds) >= THRESHOLD


def test_parts_of_a_year_count_for_themselves() -> None:
    """A quarter of the year, in areas that lie in each other."""
    counts = (("vest", 69), ("kvarter", 3), ("vest-uden", 66))
    rows = [delivered(area, value, period="2020K1") for area, value in counts]
    found = [r for r in edition_rows(city(*rows, editions=(2020,)), 2020) if r.measure == "observed"]
    assert [r.geography for r in found if r.value is None][:1] == ["kvarter"]
    assert sum(r.value is None for r in found) == 2


def test_sources_that_disagree_bind_nothing_and_a_published_whole_stays() -> None:
    """What the owner has published of the whole is shown; the part and another one are hidden."""
    rows = [delivered("vest", 69, source="s2020"), delivered("kvarter", 3), delivered("vest-uden", 66)]
    counts = shown(edition_rows(city(*rows, editions=(2020,)), 2020))
    assert counts == {("vest", "indbrud"): 69, ("kvarter", "indbrud"): None, ("vest-uden", "indbrud"): None}
    rows[0] = delivered("vest", 80, source="s2020")
    counts = shown(edition_rows(city(*rows, editions=(2020,)), 2020))
    assert counts["vest-uden", "indbrud"] == 66


def test_what_is_public_of_all_others_is_refused() -> None:
    """Hiding the third would be pretence; a small rest that is public is nobody's secret."""
    rows = [delivered("vest", 69, source="s2020"), delivered("vest-uden", 66, source="s2020")]
    with pytest.raises(Unprotectable, match="kvarter"):
        edition_rows(city(*rows, delivered("kvarter", 3), editions=(2020,)), 2020)
    extra = [delivered("oest", 3), delivered("oest", 40, category="haervaerk")]
    counts = shown(edition_rows(city(*rows, *extra, editions=(2020,)), 2020))
    assert counts["vest", "indbrud"] == 69


def test_an_earlier_edition_and_a_revision_are_remembered() -> None:
    """The whole of the first edition was shown; its revised figure and the rest that belongs to it are cells of their own."""
    first = [delivered("vest", 69), delivered("kvarter", 3)]
    later = [delivered("vest", 71, source="s2021", status="revised"), delivered("vest-uden", 68, source="s2021")]
    facts = city(*first, *later, editions=(2020, 2021))
    facts = replace(facts, sources=facts.sources | {"s2021": facts.sources["s2021"].model_copy(update={"kind": "delivery"})})
    assert shown(edition_rows(facts, 2020)) == {("vest", "indbrud"): 69, ("kvarter", "indbrud"): None}
    found = {(r.geography, r.value) for r in edition_rows(facts, 2021) if r.measure == "observed" and r.year == 2020}
    assert ("kvarter", None) in found
    assert len({("vest", 71), ("vest-uden", 68)} & found) == 1


@pytest.mark.parametrize("delivered_rates", [{}, {"vest": "3.45", "kvarter": "0.60", "vest-uden": "4.40"}])
def test_a_rate_does_not_say_what_is_hidden(delivered_rates: Mapping[str, str]) -> None:
    """Neither the book's own nor the delivery's: of each hidden count."""
    people = {"vest": 20000, "kvarter": 5000, "vest-uden": 15000}
    rate = {"unit": "per_1000", "decimals": 2, "theme": "kriminalitet"}
    counted = {"counted_by": {"indicator": "anmeldelser", "category": "indbrud", "population": "folk"}}
    common = {"name": "N", "short": "N", "instrument": "maaling", "definition": "Opdigtet."}
    indicators = {"pr_1000": common | rate | counted, "folk": common | {"unit": "count", "theme": "kriminalitet", "adds_up": False}}
    rows = [delivered(area, value) for area, value in (("vest", 69), ("kvarter", 3), ("vest-uden", 66))]
    rows += [seen("folk", 2020, str(number), geography=area, source="s2020") for area, number in people.items()]
    rows += [seen("pr_1000", 2020, rate, geography=area, source="levering") for area, rate in delivered_rates.items()]
    found = edition_rows(city(*rows, editions=(2020,), indicators=indicators), 2020)
    hidden = {key[0] for key, value in shown(found).items() if value is None}
    assert len(hidden) == 2
    assert {r.geography for r in found if r.indicator == "pr_1000" and r.value is None} == hidden


def test_a_published_zero_tells_of_what_nobody_has_counted() -> None:
    """None in the east, so none in either of its halves, and the 3 of the north are those of the quarter, which are public."""
    rows = [delivered("oest", 0, source="s2020"), delivered("kvarter", 3, source="s2020"), delivered("nord", 3)]
    with pytest.raises(Unprotectable, match="nord"):
        edition_rows(city(*rows, editions=(2020,)), 2020)


SHARES = {"utryg": measured("percent")}


@pytest.mark.parametrize(
    ("also_public", "hidden"),
    [((), {"kvarter", "vest-uden"}), (("vest-uden",), {"kvarter", "vest"}), (("vest",), {"kvarter", "vest-uden"})],
)
def test_a_hidden_share_of_an_area_is_not_what_is_left_of_a_larger_one(also_public, hidden):
    """2 of 40 in a quarter; 20 of 100 around it and 22 of 140 in both would give them away."""
    asked = {"kvarter": ("5", 40), "vest-uden": ("20", 100), "vest": ("15.7", 140)}
    figures = [
        seen("utryg", 2020, share, n=Decimal(n), geography=area, source="side" if area in also_public else "levering")
        for area, (share, n) in asked.items()
    ]
    rows = edition_rows(city(*figures, indicators=SHARES), 2020)
    assert {r.geography for r in rows if r.indicator == "utryg" and r.measure == "observed" and r.value is None} == hidden


def test_a_hidden_share_goes_up_through_the_areas_around_it():
    """With the areas beside it public, the larger ones of a hidden share are hidden one after the other."""
    asked = {"kvarter": ("5", 40), "vest-uden": ("20", 100), "vest": ("15.7", 140), "oest": ("30", 200), "by": ("24", 340)}
    figures = [
        seen("utryg", 2020, share, n=Decimal(n), geography=area, source="side" if area in {"vest-uden", "oest"} else "levering")
        for area, (share, n) in asked.items()
    ]
    rows = edition_rows(city(*figures, indicators=SHARES), 2020)
    hidden = {r.geography for r in rows if r.indicator == "utryg" and r.measure == "observed" and r.value is None}
    assert hidden == {"kvarter", "vest", "by"}
