"""Chance in plain words: a table of what chance could explain, why some figures have no interval, and what can be seen at all."""

from dataclasses import replace
from decimal import Decimal

import pytest
from walking import about, first_lines, labels_of, numbers_in, rows_in, svgs_of, tables_in, words_about

from analysis.display.parts import certainty
from analysis.display.runs import Because


@pytest.fixture(scope="module")
def view(views):
    return views[2022]


@pytest.fixture(scope="module")
def chances(view):
    """The table of what chance could explain of the reports of 2021."""
    (table,) = [block for block in certainty.chance_tables(view, "kriminalitet").blocks if block]
    return table


@pytest.mark.parametrize(
    ("target", "cells", "word"),
    [("narkotika", ["1,53", "0,004", "0,030"], "næppe"), ("indbrud", ["0,82", "0,824", "1,000"], "kan være")],
)
def test_the_table_of_chance_says_it_in_words(chances, target, cells, word):
    """Ratio, p, p after Holm, and the words, which know the row."""
    row = about(chances, target=target)
    assert first_lines(row)[:3] == cells
    assert word in row[4].text.text
    assert [found.aspect for found in row[4].text.rows] == ["holm"]


def test_the_number_of_tests_is_the_family_and_not_the_rows_of_the_table(mini_facts, view_of):
    """A hidden count makes no test: it is a row of the table, and not one of those that are corrected for."""
    view = view_of(mini_facts, 2033)
    tested = view.pick(measure="p_value", aspect="holm")
    family = {row.family for row in tested if row.value is not None}
    counts = [row.known for row in view.pick(measure="count", aspect="holm")]
    assert set(counts) == family
    assert counts == [sum(row.value is not None for row in tested)]


def test_the_note_on_holm_says_the_family(chances, view):
    """Its number is the row that counts the tests of the edition."""
    (note,) = [note for note in chances.notes if words_about(note, measure="count")]
    (row,) = note.rows
    assert row.known == max(found.family for found in view.pick(measure="p_value", aspect="holm"))
    assert numbers_in(words_about(note, measure="count")[0]) == [str(row.known)]


def test_p_is_explained_below_its_table(chances, view):
    """Both columns, in words."""
    (note,) = [note.text for note in chances.notes if "p efter Holm" in note.text]
    assert note.startswith("p er chancen for")
    assert view.say.text("certainty.holm") in note


def test_one_test_alone_is_corrected_for_nothing(mini_facts, view_of):
    """And no note says that several were made."""
    view = view_of(mini_facts, 2033)
    assert [row.known for row in view.pick(measure="count", aspect="holm")] == [1]
    (table,) = [block for block in certainty.chance_tables(view, "kriminalitet").blocks if block]
    assert not [note for note in table.notes if words_about(note, measure="count")]


@pytest.mark.parametrize(
    ("value", "text"), [("0.0004", "under 0,001"), ("0.001", "0,001"), ("0.00432", "0,004"), ("1.0", "1,000"), ("0", "under 0,001")]
)
def test_p_values_are_danish_and_never_nought(view, value, text):
    """Three decimals; the limit of writing is no value of the row, and says so."""
    row = replace(view.one(measure="p_value"), value=Decimal(value))
    said = certainty.p_text(view, row)
    assert said.text == text
    assert said.rows == (row,)
    assert [run.reason for run in said if isinstance(run, Because)] == (["method"] if text.startswith("under") else [])


@pytest.mark.parametrize(
    ("value", "text"), [("0.09", "under 1\u00a0%"), ("0.5", "1\u00a0%"), ("54.4", "54\u00a0%"), ("0", "under 1\u00a0%")]
)
def test_what_would_round_to_nothing_is_under_one_per_cent(view, value, text):
    """244 thefts less 25 %: by luck 0.09 %."""
    row = replace(view.one(measure="p_value"), value=Decimal(value), unit="percent")
    assert certainty.percent(view, row).text == text


def test_without_a_test_nothing_is_said(view):
    """No row, no words."""
    assert not certainty.p_text(view, None)
    assert not certainty.percent(view, None)
    assert not certainty.chance_tables(view, "oekonomi")


def test_what_can_be_seen_is_said_for_every_target_that_has_no_row_in_a_table(book, history):
    """One sentence for each of the targets that chance cannot be reckoned for, in all agreements; the others are in the tables."""
    targets = {(a.id, t.id) for a in book.facts.agreements for t in a.targets if t.rule != "monitor"}
    shown = {(row.agreement, row.target) for row in rows_in(certainty.visibility_tables(book, history))}
    assert shown < targets
    assert len(certainty.visibility_sentences(book, history).paragraphs) == len(targets - shown)


def sentence_about(book, history, agreement, target):
    """What is said of a target's visibility."""
    found = next((a, t) for a in book.facts.agreements for t in a.targets if (a.id, t.id) == (agreement, target))
    return certainty.visibility_sentence(book, *found, history)


def test_chance_and_years_are_two_sentences(book, history):
    """4 % by luck, 35 % of one year each side; three years give 80 %."""
    said = sentence_about(book, history, "aftale-2013", "indbrud")
    assert [words_about(said, aspect=aspect) for aspect in ("luck", "power", "years")] == [["4\u00a0%"], ["35\u00a0%"], ["3"]]
    first, second = said.text.split("35\u00a0%")
    assert "ét år før og ét år efter" in first
    assert second.startswith(". ")
    assert "80\u00a0%" in second


def test_a_target_that_nobody_knows_the_answers_of_says_so(mini_facts, view_of):
    """And one whose number of answers is known does not: it has the fall that could be seen."""
    view = view_of(mini_facts, 2033)
    said = {}
    for answers in (200, None):
        facts = sized(mini_facts, answers)
        view = view_of(facts, 2033)
        (agreement,) = view.facts.agreements
        target = next(t for t in agreement.targets if t.id == "utryg")
        said[answers] = certainty.visibility_sentence(view, agreement, target, view.rows)
    assert "ikke oplyser" in said[None].text
    assert "ikke oplyser" not in said[200].text
    assert words_about(said[200], target="utryg")


def sized(facts, n):
    """Facts in which so many answered in every year."""
    number = None if n is None else Decimal(n)
    rows = tuple(o.model_copy(update={"n": number}) if o.geography == "omraade-b" else o for o in facts.observations)
    return replace(facts, observations=rows)


def test_what_would_be_hit_by_luck_stands_in_the_table(book, history):
    """244 thefts less 25 % is hardly ever hit by luck; fewer activations than 6 says not how many fewer."""
    old = next(
        t for t in tables_in(certainty.visibility_tables(book, history)) if any(r.agreement == "aftale-2013" for r in rows_in(t))
    )
    assert first_lines(about(old, target="tyveri"))[1] == "under 1\u00a0%"
    assert first_lines(about(old, target="ssp"))[2] == "faldet er ikke sat på tal"


def test_the_figure_of_chances_describes_every_point(book, history):
    """For those who cannot see it."""
    tables = certainty.visibility_tables(book, history)
    figure = certainty.visibility_figure(book, history, tables)
    assert set(figure.rows) == set(figure.description.rows)
    assert {row.aspect for row in figure.rows} == {"luck", "power"}
    assert "ved et tilfælde 4\u00a0%, kan vises 35\u00a0%" in figure.description.text
    assert tables_in(figure) == tables_in(tables)
    for svg in svgs_of(figure.picture):
        assert {row for rows, _ in labels_of(svg) for row in rows} == {row.id for row in figure.rows}


@pytest.mark.parametrize(("years", "notes"), [(3, 2), (13, 1), (0, 1)])
def test_only_series_too_short_for_control_limits_are_said_to_be(view, years, notes):
    """13 comparable years are enough; of no series nothing can be said."""
    row = view.one(measure="observed", category="indbrud", year=2021)
    rows = [replace(row, year=2000 + number) for number in range(years)]
    assert len(certainty.notes_on_series(view, rows).paragraphs) == notes
