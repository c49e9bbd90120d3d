"""Protection of small counts: what is hidden, that it stays hidden, and that no more is hidden than that takes."""

import math
from decimal import Decimal
from itertools import chain, combinations, pairwise

import numpy as np
import pytest
from exact import is_safe, table
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from analysis.errors import UserError
from analysis.indicators.disclosure import THRESHOLD, Total, TotalsDisagree, Unprotectable, primary, protect, ranges

OFFENCES = {"indbrud": 3, "tyveri": 12, "haervaerk": 8, "samlet": 23}
OFFENCE_TOTALS = (Total("samlet", ("indbrud", "tyveri", "haervaerk")),)


def is_protected(cells, totals, hidden, threshold=THRESHOLD):
    """Whether nothing that is shown narrows a hidden cell down to less than the threshold."""
    return all(high - low >= threshold for low, high in ranges(cells, totals, hidden).values())


class TwoByTwo:
    """All tables of two rows and columns near one, written out, to see which of them a reader cannot tell apart."""

    def __init__(self, rows):
        a, b, c, d = np.indices([max(map(max, rows)) + 6] * 4).reshape(4, -1)
        self.values = {"r0c0": a, "r0c1": b, "r1c0": c, "r1c1": d, "r0": a + b, "r1": c + d}
        self.values |= {"c0": a + c, "c1": b + d, "all": a + b + c + d}
        self.cells, self.totals = table(rows)
        self.agrees = {name: values == self.cells[name] for name, values in self.values.items()}

    def protected(self, hidden):
        """Whether each hidden cell has two values five or more apart among the tables that look like this one."""
        shown = [self.agrees[name] for name in self.values if name not in hidden]
        same = np.flatnonzero(np.logical_and.reduce(shown)) if shown else slice(None)
        return all(np.ptp(self.values[name][same]) >= 5 for name in hidden)


def choices(small, names):
    """Every set of names that contains the small ones."""
    others = sorted(set(names) - small)
    return (small | set(more) for more in chain.from_iterable(combinations(others, k) for k in range(len(others) + 1)))


@st.composite
def tables(draw, smallest=2, largest=4, highest=12):
    height, width = draw(st.integers(smallest, largest)), draw(st.integers(smallest, largest))
    count = st.integers(0, highest) | st.integers(0, 5)
    return draw(st.lists(st.lists(count, min_size=width, max_size=width), min_size=height, max_size=height))


# Small cells


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (4, True), (5, False), (1289, False)])
def test_a_count_from_one_to_four_is_small(count, small):
    """0 is about nobody, and 5 is enough."""
    assert primary({"celle": count}) == ({"celle"} if small else set())
    assert primary({"celle": Decimal(count)}) == ({"celle"} if small else set())


@pytest.mark.parametrize(("threshold", "small"), [(0, set()), (1, set()), (3, {"a", "b"}), (5, {"a", "b", "c"}), (10, set("abcd"))])
def test_what_is_small_can_be_set(threshold, small):
    """Statistics Denmark's minimum is 3."""
    assert primary({"nul": 0, "a": 1, "b": 2, "c": 4, "d": 9}, threshold) == small


@pytest.mark.parametrize("value", [-1, Decimal("26.5"), math.nan, math.inf, Decimal("NaN"), None, "3", 2**70])
def test_a_rate_is_refused(value):
    """A figure that is no count would pass by the rule unseen."""
    with pytest.raises(ValueError, match=r"celle is .*; a count is a whole number"):
        primary({"celle": value})


def test_every_value_that_is_no_count_is_named_at_once():
    """Whatever kind of number the counts are written as."""
    with pytest.raises(ValueError, match=r"a is nan, c is -1; a count is a whole number"):
        protect({"a": math.nan, "b": 3, "c": -1}, [])
    assert protect({"a": np.int64(3), "b": 9.0, "ab": Decimal(12)}, [Total("ab", ["a", "b"])]) == {"a", "b"}


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"attackers": ("insiders",)}, ValueError, "found insiders; expected some of stranger, insider, group"),
        ({"attackers": "insider"}, TypeError, "attackers is one text, 'insider'"),
        ({"published": "ab"}, TypeError, "published is one text, 'ab'"),
        ({"primaries": "ab"}, TypeError, "primaries is one text, 'ab'"),
    ],
)
def test_a_slip_that_would_leave_somebody_out_is_refused(asked, error, said):
    """A word that is no attacker protects against nobody, and a text is not its letters."""
    with pytest.raises(error, match=said):
        protect(OFFENCES, OFFENCE_TOTALS, **asked)
    with pytest.raises(TypeError, match="parts is one text, 'abc'"):
        Total("sum", "abc")


# What a reader can work out


def test_a_cell_alone_in_its_total_is_given_away():
    """23 less 12 and 8 is 3."""
    assert ranges(OFFENCES, OFFENCE_TOTALS, {"indbrud"}) == {"indbrud": (3, 3)}
    assert not is_protected(OFFENCES, OFFENCE_TOTALS, {"indbrud"})


def test_two_cells_of_a_total_share_what_is_left():
    """23 less 12 leaves 11 for the two together."""
    hidden = {"indbrud", "haervaerk"}
    assert ranges(OFFENCES, OFFENCE_TOTALS, hidden) == {"haervaerk": (0, 11), "indbrud": (0, 11)}
    assert is_protected(OFFENCES, OFFENCE_TOTALS, hidden)


def test_a_range_does_not_depend_on_the_hidden_values():
    """A reader does not know them."""
    hidden = {"indbrud", "haervaerk"}
    other = OFFENCES | {"indbrud": 1000, "haervaerk": 0}
    assert ranges(OFFENCES, OFFENCE_TOTALS, hidden) == ranges(other, OFFENCE_TOTALS, hidden)


def test_a_hidden_total_has_no_upper_end():
    """With a part of it hidden it is at least the shown parts."""
    assert ranges(OFFENCES, OFFENCE_TOTALS, {"indbrud", "samlet"}) == {"indbrud": (0, math.inf), "samlet": (20, math.inf)}


def test_a_cell_without_totals_can_be_anything():
    """Nothing is known of it but that it is a count."""
    assert ranges({"celle": 3}, (), {"celle"}) == {"celle": (0, math.inf)}
    assert is_protected({"celle": 3}, (), {"celle"})


def test_nothing_hidden_is_nothing_to_give_away():
    """An empty choice is protected."""
    assert ranges(OFFENCES, OFFENCE_TOTALS, ()) == {}
    assert is_protected(OFFENCES, OFFENCE_TOTALS, ())


def test_a_reader_knows_that_counts_are_whole():
    """p and r are equal and s is 3 less both of them: with p at 1.5 it could be 0, but no count is 1.5."""
    cells = {"p": 1, "q": 1, "r": 1, "s": 1, "pq": 2, "qr": 2, "prs": 3}
    totals = [Total("pq", ("p", "q")), Total("qr", ("q", "r")), Total("prs", ("p", "r", "s"))]
    assert ranges(cells, totals, {"p", "q", "r", "s"}) == {"p": (0, 1), "q": (1, 2), "r": (0, 1), "s": (1, 3)}


def test_figures_that_nobody_has_are_unknown():
    """A part that is not stated can be anything from 0, so the whole does not give its other part away, only bound it."""
    totals = [Total("samlet", ("indbrud", "ikke-oplyst"))]
    assert ranges({"indbrud": 3, "samlet": 9}, totals, {"indbrud"}) == {"indbrud": (0, 9)}
    assert protect({"indbrud": 3, "samlet": 9}, totals) == {"indbrud"}


def test_a_whole_that_nobody_has_gives_nothing_away():
    """Only the total that somebody has needs a second hidden part."""
    cells = {"a": 3, "b": 5, "c": 8, "ac": 11}
    assert protect(cells, [Total("ab", ("a", "b")), Total("ac", ("a", "c"))]) == {"a", "c"}


def test_shown_figures_that_contradict_each_other_are_reported():
    """Parts that exceed their whole leave nothing for the hidden one."""
    with pytest.raises(TotalsDisagree, match="no counts that agree"):
        ranges({"a": 3, "b": 9, "ab": 7}, [Total("ab", ("a", "b"))], {"a"})


# What is hidden


def test_without_small_counts_nothing_is_hidden():
    """The default of the book: everything in it is 9 or more."""
    assert protect(OFFENCES | {"indbrud": 9, "samlet": 29}, OFFENCE_TOTALS) == set()


def test_a_small_count_outside_every_total_is_hidden_alone():
    """Nothing gives it back."""
    assert protect({"ssp": 3, "andet": 40}, ()) == {"ssp"}


def test_one_small_part_takes_the_next_smallest_with_it():
    """Otherwise the total gives it back."""
    assert protect(OFFENCES, OFFENCE_TOTALS) == {"indbrud", "haervaerk"}


def test_of_equal_parts_the_first_by_name_is_hidden():
    """The order in which they come does not matter."""
    cells = {"d": 20, "c": 8, "b": 8, "a": 4, "sum": 40}
    total = [Total("sum", ("d", "c", "b", "a"))]
    assert protect(cells, total) == protect(dict(sorted(cells.items())), total) == {"a", "b"}


def test_two_single_reports_need_a_third_cell():
    """A shown total of 2 for the two together would tell that neither is more than 2."""
    cells = {"a": 1, "b": 1, "c": 7, "d": 30, "sum": 39}
    assert protect(cells, [Total("sum", ("a", "b", "c", "d"))]) == {"a", "b", "c"}


def test_two_small_counts_that_make_five_need_no_other():
    """Each of them can be 0 to 5."""
    cells = {"a": 2, "b": 3, "c": 7, "sum": 12}
    assert protect(cells, [Total("sum", ("a", "b", "c"))]) == {"a", "b"}


def test_a_small_total_is_hidden_with_its_parts():
    """And zero parts stay shown: they tell nothing of the others."""
    cells = {"a": 1, "b": 2, "c": 0, "sum": 3}
    assert protect(cells, [Total("sum", ("a", "b", "c"))]) == {"a", "b", "sum"}


def test_a_zero_is_no_protection():
    """A reader may know that there was none; the next count that is more than 0 is hidden instead."""
    cells = {"a": 3, "b": 0, "c": 9, "d": 11, "sum": 23}
    assert protect(cells, [Total("sum", ("a", "b", "c", "d"))]) == {"a", "c"}


def test_a_total_whose_only_part_is_small_is_hidden_too():
    """The rest are zeros: part and total are the same count."""
    cells = {"a": 3, "b": 0, "sum": 3, "rest": 40, "all": 43}
    hidden = protect(cells, [Total("sum", ("a", "b")), Total("all", ("sum", "rest"))])
    assert {"a", "sum"} < hidden
    assert is_protected(cells, [Total("sum", ("a", "b")), Total("all", ("sum", "rest"))], hidden)


def test_a_threshold_of_three_hides_less():
    """Then 3 is published."""
    assert protect(OFFENCES, OFFENCE_TOTALS, threshold=3) == set()


def test_overlapping_totals_are_all_heeded():
    """The year, its first half, and the offences outdoors each give the count back if one part of them is shown too many."""
    cells = {"a": 2, "b": 9, "c": 11, "d": 14, "half": 11, "year": 36, "outdoors": 13}
    totals = [Total("half", ("a", "b")), Total("year", ("half", "c", "d")), Total("outdoors", ("a", "c"))]
    hidden = protect(cells, totals)
    assert is_safe(cells, totals, hidden)
    assert "year" not in hidden
    assert all(not is_safe(cells, totals, hidden - {name}) for name in hidden - {"a"})


def test_totals_that_do_not_add_up_are_reported():
    """Nothing can be proved from them; no figure stands in the message."""
    with pytest.raises(TotalsDisagree, match=r"samlet = indbrud \+ tyveri \+ haervaerk: found parts that do not add up"):
        protect(OFFENCES | {"samlet": 24}, OFFENCE_TOTALS)


def test_hiding_looks_at_nothing_but_the_figures():
    """The order of cells and totals changes nothing, and neither is changed."""
    cells, totals = table([[1, 7, 3], [9, 0, 6], [8, 8, 2]])
    before = dict(cells)
    hidden = protect(cells, totals)
    assert hidden == protect(dict(reversed(cells.items())), totals[::-1]) == protect(cells, iter(totals))
    assert cells == before


# Tables


def test_a_single_small_cell_of_a_table_takes_a_rectangle():
    """Its row, its column, and the corner that closes them."""
    cells, totals = table([[3, 6, 20], [7, 9, 21], [22, 23, 24]])
    assert protect(cells, totals) == {"r0c0", "r0c1", "r1c0", "r1c1"}


def test_of_equal_rectangles_the_first_by_name_is_hidden():
    """Each total that gives a hidden cell away by itself is mended before the others are looked at."""
    cells, totals = table([[20, 20, 7], [7, 7, 4]])
    assert protect(cells, totals) == {"r1c2", "r0c2", "r1c0", "r0c0"}


def test_sums_are_hidden_before_a_zero():
    """The fourth corner of this rectangle is a zero, so the sums of the rows are hidden instead."""
    cells, totals = table([[0, 6], [6, 3]])
    assert protect(cells, totals) == {"r0c1", "r1c1", "r0", "r1"}


def test_of_two_ways_out_the_one_that_shows_the_larger_figures_is_taken():
    """The larger cells are the first to be shown again; here a whole row of the table and its sums."""
    cells, totals = table([[0, 7], [2, 6]])
    assert primary(cells) == {"r1c0", "c0"}
    assert protect(cells, totals) == {"r1c0", "c0", "r1c1", "c1"}


def test_cells_far_from_the_small_ones_are_hidden_when_it_takes_them():
    """Zeros block the short way, so that cells of other rows and columns have to help."""
    cells, totals = table([[6, 0, 6], [2, 6, 0], [2, 6, 0]])
    hidden = protect(cells, totals)
    assert {"r0c2", "c2"} < hidden
    assert is_safe(cells, totals, hidden)


# The small counts of this table stand two or three in every row and column and add up to enough in each. But those of the
# first two rows and those of the first two columns are the same but for one: the difference of the sums is that cell.
BRIDGE = [[2, 4, 11, 12], [4, 2, 3, 13], [14, 15, 4, 2], [16, 17, 2, 4]]


def test_two_hidden_cells_in_each_row_and_column_can_still_give_one_away():
    """The sum of two rows less the sum of two columns is exactly 3."""
    cells, totals = table(BRIDGE)
    naive = primary(cells)
    lines = [[f"r{i}c{j}" for j in range(4)] for i in range(4)] + [[f"r{i}c{j}" for i in range(4)] for j in range(4)]
    assert all(len(naive.intersection(line)) >= 2 for line in lines)
    found = ranges(cells, totals, naive)
    assert found["r1c2"] == (3, 3)
    assert all(high - low >= 5 for name, (low, high) in found.items() if name != "r1c2")
    assert not is_protected(cells, totals, naive)


def test_such_a_table_comes_out_protected():
    """More is hidden, until the cell has a range like the others, and none of that is too much."""
    cells, totals = table(BRIDGE)
    hidden = protect(cells, totals)
    assert primary(cells) < hidden
    low, high = ranges(cells, totals, hidden)["r1c2"]
    assert high - low >= 5
    assert is_safe(cells, totals, hidden)
    assert not any(is_safe(cells, totals, hidden - {name}) for name in hidden - primary(cells))


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 5, 9], [5, 9, 5], [9, 5, 2]],
        [[0, 0, 3], [0, 8, 0], [6, 0, 7]],
        [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
        [[3, 0, 0], [0, 90, 80], [0, 70, 60]],
        [[1, 50, 60, 70], [50, 2, 60, 70], [60, 50, 3, 70], [70, 60, 50, 4]],
        [[0, 1, 0, 9], [7, 0, 6, 0], [0, 12, 0, 2], [8, 0, 11, 5]],
        [[4, 4, 0, 0], [4, 4, 0, 0], [0, 0, 4, 4], [0, 0, 4, 4]],
    ],
)
def test_a_table_with_margins_comes_out_protected(rows):
    """Tables of three and four rows, with zeros, small margins and small counts everywhere."""
    cells, totals = table(rows)
    hidden = protect(cells, totals)
    assert primary(cells) <= hidden
    assert is_safe(cells, totals, hidden)
    assert not any(is_safe(cells, totals, hidden - {name}) for name in hidden - primary(cells))


@settings(deadline=None, max_examples=20)
@given(rows=tables(), threshold=st.sampled_from([3, 5]))
def test_any_table_comes_out_protected_with_nothing_hidden_needlessly(rows, threshold):
    """By another program's account of it, and the same the second time."""
    cells, totals = table(rows)
    hidden = protect(cells, totals, threshold=threshold)
    small = primary(cells, threshold)
    assert small <= hidden
    assert is_safe(cells, totals, hidden, threshold)
    assert not any(is_safe(cells, totals, hidden - {name}, threshold) for name in hidden - small)
    assert hidden == protect(dict(sorted(cells.items())), totals, threshold=threshold)
    event(f"{len(hidden - small)} hidden for others' sake")


@settings(deadline=None, max_examples=12)
@given(rows=tables(2, 2, 7))
def test_no_choice_within_the_hidden_cells_would_do(rows):
    """By writing out every table that looks the same, for every smaller choice that hides the small counts."""
    every = TwoByTwo(rows)
    hidden = protect(every.cells, every.totals)
    small = primary(every.cells)
    assert every.protected(hidden)
    assert [other for other in choices(small, hidden) if other < hidden and every.protected(other)] == []


# What is public already


def test_a_published_cell_is_never_hidden():
    """Its owner has shown it, small or not; another one is hidden instead."""
    assert protect(OFFENCES, OFFENCE_TOTALS, published={"indbrud"}) == set()
    assert protect(OFFENCES, OFFENCE_TOTALS, published={"haervaerk"}) == {"indbrud", "tyveri"}


def test_a_published_total_is_not_the_way_out():
    """With every other part published, too, the count is given away, and the message says by what and tells no figure."""
    with pytest.raises(Unprotectable) as caught:
        protect(OFFENCES, OFFENCE_TOTALS, published={"samlet", "tyveri", "haervaerk"})
    message = str(caught.value)
    assert isinstance(caught.value, UserError)
    assert message.startswith("indbrud: found a count to be hidden that is given away by samlet = indbrud + tyveri + haervaerk")
    assert "with samlet, tyveri, haervaerk known" in message
    assert "withdrawn by its owner" in message
    assert not any(str(count) in message for count in OFFENCES.values() if count > 5)


def test_the_message_names_only_the_totals_that_it_takes():
    """The count stands in three totals; the second alone gives it away."""
    cells = {"a": 3, "b": 6, "c": 7, "d": 9, "ab": 9, "ac": 10, "ad": 12}
    totals = [Total("ab", ("a", "b")), Total("ac", ("a", "c")), Total("ad", ("a", "d"))]
    with pytest.raises(Unprotectable) as caught:
        protect(cells, totals, published={"ab", "ac", "ad", "c"})
    assert "given away by ac = a + c, with ac, c known;" in str(caught.value)


def test_a_published_figure_gives_away_through_figures_that_nobody_has():
    """The row is the cell, and the table is the row."""
    totals = [Total("row", ("cell",)), Total("table", ("row",))]
    with pytest.raises(Unprotectable, match=r"table: .* given away by row = cell and table = row"):
        protect({"cell": 4, "table": 4}, totals, published={"cell"})


def test_counts_that_go_in_steps_of_two_are_protected_in_those_steps():
    """Twice the half and the rest are a public 27; the rest is 1 and can be 3, 5 and 7, so it takes a step beyond the threshold."""
    cells, totals = {"half": 13, "rest": 1, "twice": 27}, [Total("twice", ("half", "half", "rest"))]
    assert protect(cells, totals, threshold=5, published={"twice"}) == {"half", "rest"}


def test_an_earlier_edition_can_give_a_count_away():
    """It showed the total of two categories; this one shows a third category's total with one of them."""
    cells = {"trusler": 4, "vold": 30, "vaaben": 9, "trusler_vold": 34, "vold_vaaben": 39}
    totals = [Total("trusler_vold", ("trusler", "vold")), Total("vold_vaaben", ("vold", "vaaben"))]
    assert protect(cells, totals, published={"trusler_vold"}) == {"trusler", "vold", "vaaben"}
    with pytest.raises(Unprotectable, match=r"given away by trusler_vold = .* and vold_vaaben = "):
        protect(cells, totals, published={"trusler_vold", "vold_vaaben", "vaaben"})


def test_a_small_published_total_gives_both_its_parts_away():
    """1 + 2: a reader who knows that they are 3 together knows each to within less than five."""
    cells = {"a": 1, "b": 2, "sum": 3}
    with pytest.raises(Unprotectable) as caught:
        protect(cells, [Total("sum", ("a", "b"))], published={"sum"})
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == ["a", "b"]
    assert str(caught.value).count("by sum = a + b, with sum known;") == 2


def test_a_cell_that_published_ones_give_away_hides_nothing():
    """b follows from the published total, so it cannot stand in for a; c does."""
    cells = {"a": 3, "b": 6, "c": 9, "abc": 18, "p": 10, "bp": 16}
    totals = [Total("abc", ("a", "b", "c")), Total("bp", ("b", "p"))]
    assert protect(cells, totals, published={"p", "bp", "abc"}) == {"a", "c"}


def test_a_published_name_that_is_no_cell_is_refused():
    """A slip in a name would leave something unprotected."""
    with pytest.raises(ValueError, match="published, but no cell: indbrd"):
        protect(OFFENCES, OFFENCE_TOTALS, published={"indbrd"})


@settings(deadline=None, max_examples=12)
@given(rows=tables(2, 2, 7), data=st.data())
def test_protection_is_refused_only_when_there_is_none(rows, data):
    """Whatever is published: either the result is protected, or no choice at all would have been."""
    every = TwoByTwo(rows)
    published = data.draw(st.sets(st.sampled_from(sorted(every.cells))))
    small = primary(every.cells) - published
    assume(small)
    try:
        hidden = protect(every.cells, every.totals, published=published)
    except Unprotectable:
        event("unprotectable")
        assert not any(every.protected(other) for other in choices(small, set(every.cells) - published))
    else:
        event("protected")
        assert small <= hidden
        assert not hidden & published
        assert every.protected(hidden)


def test_the_hidden_cells_of_a_growing_choice_have_growing_ranges():
    """What the search for a choice rests on: hiding more never tells more."""
    cells, totals = table(BRIDGE)
    order = sorted(cells, key=lambda name: (cells[name], name))
    found = [ranges(cells, totals, order[:k]) for k in range(1, len(order), 4)]
    for fewer, more in pairwise(found):
        assert all(more[name][0] <= low and high <= more[name][1] for name, (low, high) in fewer.items())
