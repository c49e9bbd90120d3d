"""Stronger readers than a stranger: those behind a hidden count, a whole group, and who knows linked or three-way tables."""

import json
from itertools import product
from pathlib import Path

import pytest
from exact import gives_groups_away, is_safe, spans, table, unsafe_from_insiders
from hypothesis import event, given, settings
from hypothesis import strategies as st

from analysis.indicators.disclosure import Total, Unprotectable, primary, protect, ranges

KNOWN = {known["id"]: known for known in json.loads((Path(__file__).parent / "known_tables.json").read_text(encoding="utf-8"))}
# From which size their publishers have shown counts, where they have said so.
THRESHOLDS = {"sdctable-linked-8": 4, "ssb-z1": 4, "sdctable-microdata1-counts": 3}
ATTACKERS = [(), ("insider",), ("group",), ("insider", "group")]


def known(name):
    """A published table as cells, totals, what its publisher hid for its own sake, and the threshold."""
    found = KNOWN[name]
    totals = [Total(total["whole"], tuple(total["parts"])) for total in found["totals"]]
    return found["cells"], totals, found["hidden_naive"], THRESHOLDS.get(name, 5)


@st.composite
def tables(draw, largest=3):
    height, width = draw(st.integers(2, largest)), draw(st.integers(2, largest))
    count = st.sampled_from([0, 0, 1, 1, 2, 3, 6, 8, 12])
    return draw(st.lists(st.lists(count, min_size=width, max_size=width), min_size=height, max_size=height))


@pytest.mark.parametrize("attackers", ATTACKERS, ids=" ".join)
@pytest.mark.parametrize("name", KNOWN)
def test_a_published_table_comes_out_protected(name, attackers):
    """By another program's account of what a stranger, an insider and a group are told."""
    cells, totals, own, threshold = known(name)
    hidden = protect(cells, totals, threshold=threshold, primaries=own, attackers=attackers)
    assert (set(own) if own else primary(cells, threshold)) <= hidden
    assert is_safe(cells, totals, hidden, threshold)
    if "insider" in attackers:
        assert unsafe_from_insiders(cells, totals, hidden, threshold) == []
    if "group" in attackers:
        assert gives_groups_away(cells, totals, hidden) == []


@pytest.mark.parametrize("name", [name for name, found in KNOWN.items() if "secondary_known" in found])
def test_no_more_is_hidden_than_in_the_published_solution(name):
    """With what its publisher hid for its own sake, and without insiders."""
    cells, totals, own, threshold = known(name)
    hidden = protect(cells, totals, threshold=threshold, primaries=own)
    assert len(hidden) - len(own) <= KNOWN[name]["secondary_known"]


@pytest.mark.parametrize("name", [name for name, found in KNOWN.items() if found.get("exact")])
def test_what_hiding_too_little_gives_away_is_found(name):
    """The cells that their publishers say can be worked out exactly."""
    cells, totals, own, _ = known(name)
    found = ranges(cells, totals, own)
    for cell, count in KNOWN[name]["exact"].items():
        assert found[cell] == (count, count)


def test_without_thinking_of_them_an_insider_works_another_count_out():
    """Which is why they are thought of: the one behind B|arbeid knows that B|annet is 7."""
    cells, totals, own, threshold = known("ssb-z1")
    hidden = protect(cells, totals, threshold=threshold, primaries=own)
    assert ("B|annet", "B|arbeid") in unsafe_from_insiders(cells, totals, hidden, threshold)
    assert ranges(cells, totals, hidden, insider="B|arbeid")["B|annet"] == (7, 7)


def test_without_thinking_of_groups_a_row_says_that_all_are_in_one_cell():
    """k6: six accidents, all of them serious."""
    cells, totals, _, _ = known("ssb-mun-accidents")
    assert "k6" in {total.whole.partition("|")[0] for total in gives_groups_away(cells, totals, protect(cells, totals))}


@settings(deadline=None, max_examples=25)
@given(rows=tables(), attackers=st.sampled_from(ATTACKERS), threshold=st.sampled_from([3, 5]))
def test_any_table_comes_out_protected_from_everybody(rows, attackers, threshold):
    """Never is a cell called protected that is not, by another program's account of it."""
    cells, totals = table(rows)
    hidden = protect(cells, totals, threshold=threshold, attackers=attackers)
    assert primary(cells, threshold) <= hidden
    assert is_safe(cells, totals, hidden, threshold)
    if "insider" in attackers:
        assert unsafe_from_insiders(cells, totals, hidden, threshold) == []
    event(f"{len(hidden - primary(cells, threshold))} hidden for others' sake")


@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_linked_tables_come_out_protected(data):
    """Any sums of any cells, in no order of rows and columns: moves with fractions are no proof, and what is exposed is hidden more."""
    names = "abcdefg"
    cells = {name: data.draw(st.sampled_from([0, 1, 2, 3, 6, 9])) for name in names}
    totals = []
    for number in range(data.draw(st.integers(1, 4))):
        parts = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True))
        cells[f"sum{number}"] = sum(cells[part] for part in parts)
        totals.append(Total(f"sum{number}", tuple(parts)))
    public = data.draw(st.sets(st.sampled_from(sorted(cells)), max_size=2))
    try:
        hidden = protect(cells, totals, published=public)
    except Unprotectable:
        event("given away by what is public")
        everything = set(cells) - public
        exposed = {name for name, span in spans(cells, totals, everything).items() if span < 5}
        assert exposed, "hiding everything would have done"
    else:
        assert primary(cells) - public <= hidden <= set(cells) - public
        assert is_safe(cells, totals, hidden)


def test_a_three_way_table_comes_out_protected():
    """Rows, columns and layers with all their margins; bounds of such a table can be fractions."""
    size = range(3)
    counts = {place: (sum(place) * 7 + place[0] * place[1] * 5 + place[2]) % 11 for place in product(size, repeat=3)}
    cells, totals = {}, []
    for place in product([*size, "T"], repeat=3):
        chosen = [own for own in counts if all(p in ("T", o) for p, o in zip(place, own, strict=True))]
        cells["".join(map(str, place))] = sum(counts[own] for own in chosen)
        for axis in (axis for axis in size if place[axis] == "T"):
            parts = tuple("".join(map(str, (*place[:axis], i, *place[axis + 1 :]))) for i in size)
            totals.append(Total("".join(map(str, place)), parts))
    hidden = protect(cells, totals)
    assert primary(cells) < hidden
    assert is_safe(cells, totals, hidden)


def test_where_only_others_cells_would_be_known_the_small_ones_are_still_protected():
    """A published year of 12 in two halves of 2 and 10: whoever is behind the 2 knows the 10, which is no small count."""
    cells, total = {"first": 2, "second": 10, "year": 12}, Total("year", ("first", "second"))
    assert protect(cells, [total], published={"year"}, attackers=("insider",)) == {"first", "second"}
    assert protect(cells, [total], attackers=("insider",)) == {"first", "second", "year"}


def test_one_of_two_knows_that_their_cell_is_not_empty():
    """A published 5 of a 2 and a figure that nobody has: to a stranger 0 to 5, to one of the two at most 1 to 5."""
    cells, total = {"a": 2, "ab": 5}, Total("ab", ("a", "b"))
    assert protect(cells, [total], published={"ab"}) == {"a"}
    with pytest.raises(Unprotectable, match="a: found a count to be hidden that somebody behind"):
        protect(cells, [total], published={"ab"}, attackers=("insider",))
    assert protect(cells | {"ab": 6}, [total], published={"ab"}, attackers=("insider",)) == {"a"}


def test_an_insider_whom_nothing_stops_is_told_of():
    """1 and 4 of a published 5: whoever is behind the 1 knows the 4, and that is a small count."""
    cells, total = {"a": 1, "b": 4, "ab": 5}, Total("ab", ("a", "b"))
    assert protect(cells, [total], published={"ab"}) == {"a", "b"}
    with pytest.raises(
        Unprotectable, match=r"b: found a count to be hidden that somebody behind another hidden count can work out"
    ):
        protect(cells, [total], published={"ab"}, attackers=("insider",))


def test_a_group_that_published_figures_give_away_is_told_of():
    """All nine of a published total are in b; that a and c have none follows from a published sum of those two."""
    cells = {"a": 0, "b": 9, "c": 0, "abc": 9, "ac": 0}
    totals = [Total("abc", ("a", "b", "c")), Total("ac", ("a", "c"))]
    with pytest.raises(Unprotectable, match="abc - b: found that everybody is in one cell"):
        protect(cells, totals, published={"abc", "ac"}, attackers=("group",))
    assert protect(cells, totals, published={"abc", "ac"}) == set()


def test_a_group_that_is_public_already_hides_nothing():
    """Its total and its full part, or all its empty ones, have been published."""
    cells, total = {"a": 0, "b": 9, "ab": 9}, Total("ab", ("a", "b"))
    assert protect(cells, [total], attackers=("group",)) != set()
    assert protect(cells, [total], published={"b", "ab"}, attackers=("group",)) == set()
    assert protect(cells, [total], published={"a"}, attackers=("group",)) == set()


def test_a_zero_can_be_a_count_to_be_hidden():
    """Where zeros are not public they are hidden like a 1, with what gives them away."""
    cells, total = {"a": 0, "b": 9, "c": 8, "abc": 17}, Total("abc", ("a", "b", "c"))
    assert protect(cells, [total]) == set()
    assert protect(cells, [total], zero_is_public=False) == {"a", "c"}


def test_a_name_to_be_hidden_that_is_no_cell_is_refused():
    """A slip in a name would leave something unprotected."""
    with pytest.raises(ValueError, match="to be hidden, but no cell: indbrd"):
        protect({"indbrud": 9}, [], primaries={"indbrd"})
