"""Every number of every page comes from a row that says it, or has a reason why it needs none."""

import re
from decimal import Decimal
from itertools import chain, product
from pathlib import Path

import pytest
from walking import figures_in, labels_of, number_of, numbers_in, others_of, phrases_of, says, svgs_of

from analysis.display.runs import REASONS, Because, Shown

FOLDER = Path(__file__).parents[2] / "notebooks"
SOURCES = [*FOLDER.glob("*.md"), *(FOLDER / "egne").glob("*.md")]
NOTEBOOKS = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in SOURCES)
# What a reason's digits can be; any where it is not named. ``axis`` is for pictures, which are no phrases.
FITTING = {
    "year": re.compile(r"(19|20)\d\d"),
    "date": re.compile(r"\d{1,4}"),
    "unit": re.compile(r"1\.000|1000|100|95"),
    "count": re.compile(r"\d{1,4}"),
    "ordinal": re.compile(r"\d{1,3}"),
}


@pytest.fixture(scope="module", params=product(("own", "mini", "broad"), NOTEBOOKS), ids="-".join)
def pages(request, pages_of):
    """What a notebook's cells show, by edition."""
    return pages_of(*request.param)


@pytest.fixture(scope="module")
def runs(pages):
    """Every run of a notebook's pages, with the sentence that it stands in and where."""
    return [
        (run, f"{edition}, {where}: {said}")
        for edition, blocks in pages.items()
        for block in blocks
        for where, said in phrases_of(block)
        for run in said
    ]


def test_pages_say_something(runs):
    """So that the tests below have something to look at."""
    assert runs


def test_no_digit_stands_in_plain_words(runs):
    """Where a number is written, there is a row behind it or a reason for having none."""
    assert [(run, where) for run, where in runs if isinstance(run, str) and numbers_in(run)] == []


def test_a_number_without_row_has_a_reason_that_fits(runs):
    """One of the Contract's; a year is a year, and what is counted or numbered is small."""
    found = [(run, where) for run, where in runs if isinstance(run, Because)]
    assert {run.reason for run, _ in found} <= REASONS - {"axis"}
    assert [(run.text, run.reason, where) for run, where in found if not fits(run)] == []


def fits(run):
    wanted = FITTING.get(run.reason)
    return wanted is None or all(wanted.fullmatch(number) for number in numbers_in(run.text))


def test_what_is_shown_of_rows_has_rows(runs):
    """A number, a direction and a word for why there is no number: each knows what it says."""
    assert [(run.text, where) for run, where in runs if isinstance(run, Shown) and not run.rows] == []


def test_a_number_is_the_value_of_its_row(runs):
    """Rounded half up to the decimals that are shown; a source's own words are the source's."""
    assert [(run.text, where) for run, where in runs if isinstance(run, Shown) and not is_of_its_rows(run)] == []


def is_of_its_rows(run):
    """Tell whether each number of a run is the value of one of its rows."""
    if any(row.as_written and run.text == row.as_written for row in run.rows):
        return True
    values = [row.number for row in run.rows if row.number is not None]
    return all(any(says(number, value) for value in values) for number in numbers_in(run.text))


# Pictures


@pytest.fixture(scope="module")
def figures(pages):
    """The figures of a notebook's pages, by edition."""
    return {year: [figure for block in blocks for figure in figures_in(block)] for year, blocks in pages.items()}


def test_a_number_in_a_picture_is_the_value_of_its_row(figures):
    """What a figure writes beside a mark leads to a row that is drawn there, and is its value."""
    for figure in chain.from_iterable(figures.values()):
        rows = {row.id: row for row in figure.rows}
        for svg in svgs_of(figure.picture):
            for ids, text in labels_of(svg):
                values = [rows[row].known for row in ids]
                assert numbers_in(text), figure.name
                assert [number for number in numbers_in(text) if not any(says(number, value) for value in values)] == [], text


def test_any_other_text_in_a_picture_says_why_it_has_no_row(figures):
    """It is a name, or it stands on an axis or in the legend."""
    for figure in chain.from_iterable(figures.values()):
        for svg in svgs_of(figure.picture):
            assert {reason for reason, _ in others_of(svg)} <= {"axis", "name"}, figure.name


def test_a_figure_has_a_title_a_measure_and_a_description(figures):
    """And a name, which no other figure of the page has."""
    for shown in figures.values():
        assert len({figure.name for figure in shown}) == len(shown)
        assert all(figure.title and figure.subtitle and figure.description and figure.name for figure in shown)


def test_a_figure_is_described_with_the_rows_it_draws(figures):
    """Who cannot see the picture gets the same values: all but the ends of intervals, the parts of a column, and the goals between
    the first and the last."""
    for figure in chain.from_iterable(figures.values()):
        left = set(figure.rows) - set(figure.description.rows)
        assert figure.rows
        assert [
            r.id for r in left if r.measure not in ("lower", "upper", "target") and not r.effort_area and r.method != "remainder"
        ] == []


def test_no_row_is_drawn_twice(figures):
    """Each once, and only with a number or a verdict."""
    for figure in chain.from_iterable(figures.values()):
        assert len(set(figure.rows)) == len(figure.rows)
        assert all(row.number is not None or row.measure == "verdict" for row in figure.rows)


def test_figures_of_a_page_share_no_names(figures):
    """Whatever they draw."""
    for shown in figures.values():
        svgs = [svg for figure in shown for svg in svgs_of(figure.picture)]
        names = [name for svg in svgs for name in re.findall(r' id="([^"]+)"', svg)]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("written", "value", "said"),
    [("1.289.000", 1289000, True), ("1.289", 1289000, True), ("26,0", 26, True), ("26", 27, False), ("1,2,3", 1, False)],
)
def test_the_reader_of_numbers_reads_danish(written, value, said):
    """Point per thousand, comma before decimals, amounts in whole thousands too."""
    assert says(written, Decimal(value)) is said if number_of(written) is not None else not said
