"""Runs: what text is made of, and how runs are put together without losing a row."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis.display.runs import NOTHING, Because, Phrase, Shown, joined, lower_first, name, phrase, year
from analysis.indicators import Result

ROW = Result("x", 2022, "", "", "", "", 2022, "observed", None, "count", "ok", "published", ())
OTHER = Result("y", 2022, "", "", "", "", 2022, "observed", None, "count", "ok", "published", ())
RUNS = st.one_of(
    st.text(max_size=5),
    st.builds(Shown, st.sampled_from([(ROW,), (OTHER,), (ROW, OTHER)]), st.text(min_size=1, max_size=5)),
    st.builds(name, st.text(min_size=1, max_size=5)),
)


def said_by(parts):
    return "".join(part if isinstance(part, str) else part.text for part in parts)


@given(st.lists(RUNS, max_size=6))
def test_a_phrase_says_its_parts_and_knows_their_rows(parts):
    """In their order, each row once."""
    said = phrase(*parts)
    assert said.text == str(said) == said_by(parts)
    assert said.rows == tuple(dict.fromkeys(row for part in parts if isinstance(part, Shown) for row in part.rows))
    assert bool(said) is bool(said.text)


@given(st.lists(RUNS, max_size=6), st.lists(RUNS, max_size=6))
def test_phrases_put_together_are_one_phrase(first, second):
    """However they were put together before."""
    assert phrase(phrase(*first), phrase(*second)) == phrase(*first, *second) == phrase(*first) + phrase(*second)


@given(st.lists(RUNS, max_size=6))
def test_plain_words_that_meet_are_one_run_and_nothing_is_no_run(parts):
    """So that equal phrases are equal."""
    runs = phrase(*parts).runs
    assert all(not (isinstance(a, str) and isinstance(b, str)) for a, b in pairwise(runs))
    assert all(runs)


@given(RUNS)
def test_a_letter_changed_keeps_the_row(part):
    """A phrase inside a sentence begins small."""
    said = lower_first(part)
    text = said_by([part])
    assert said.text == text[:1].lower() + text[1:]
    assert said.rows == phrase(part).rows


def test_what_says_nothing_is_not_joined():
    """No separator stands alone."""
    assert joined(", ", ["a", "", NOTHING, "b"]) == phrase("a, b")
    assert joined(", ", []) == NOTHING
    assert not lower_first(NOTHING)


def test_a_year_is_text_with_a_reason():
    """Without point per thousand."""
    assert phrase("i ", year(2021)) == Phrase(("i ", Because("2021", "year")))
