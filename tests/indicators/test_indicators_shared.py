"""What one book hides and another one shows of the same area."""

import shutil
from dataclasses import replace

import pytest

from analysis.data import load
from analysis.indicators import all_edition_rows
from analysis.indicators.compare.shared import Known, given_away, known_of

HIDDEN = "anmeldelser,indbrud,omraade-a,2032,,,suppressed,"
SHOWN = "anmeldelser,indbrud,omraade-a,2032,3,,ok,"


def book(mini, folder, *changes):
    """What a book says whose data differ in some texts."""
    shutil.copytree(mini, folder)
    for name, before, after in changes:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
    facts = load(folder)
    return known_of(facts, all_edition_rows(facts))


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ((), 0),
        ([("observations.csv", HIDDEN, SHOWN)], 1),
        ([("observations.csv", HIDDEN, SHOWN), ("partnership.toml", "Område A (Søparken)", "OMRÅDE A  (søparken)")], 1),
        ([("observations.csv", HIDDEN, SHOWN), ("partnership.toml", "Område A (Søparken)", "Et andet område")], 0),
    ],
)
def test_a_figure_that_another_book_shows_is_found(mini, tmp_path, changes, count):
    """By the words of its area, indicator and category, whatever its keys; not where both hide it, and not of another area."""
    one, other = book(mini, tmp_path / "en"), book(mini, tmp_path / "to", *changes)
    found = given_away([one, other])
    assert [(pair.hidden_in, pair.shown_in) for pair in found] == [(0, 1)] * count
    assert all(
        (told.area, told.category, told.year) == ("område a (søparken)", "indbrud", 2032) for pair in found for told in pair.figures
    )


def test_what_a_book_shows_in_one_of_its_editions_it_does_not_hide(mini, tmp_path):
    """And a figure of another year, or of a group, is another figure."""
    known = book(mini, tmp_path / "en")
    (hidden,) = known.hidden
    assert not known.shown & known.hidden
    for other in (replace(hidden, year=2031), replace(hidden, breakdown="alder", group="unge")):
        assert given_away([Known(hidden=frozenset({hidden})), Known(shown=frozenset({other}))]) == []
