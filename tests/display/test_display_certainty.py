"""Chance in plain words: intervals under the figures, a table of what chance could explain, and what can be seen at all."""

from decimal import Decimal

import pytest

from analysis import display
from analysis.display.parts import certainty


@pytest.fixture(scope="module")
def data(root):
    return str(root / "data")


@pytest.fixture(scope="module")
def view(data):
    return display.open_edition(year=2022, as_of="", data=data)


@pytest.fixture(scope="module")
def book(data):
    return display.open_book(as_of="", data=data)


@pytest.fixture(scope="module")
def history(data):
    return display.rows_of_all_editions(data=data)


def cells(table, label):
    return next([cell.text for cell in row] for row in table.rows if row[0].text == label)


def test_a_count_has_its_interval_on_the_second_line(view):
    """67 cases of violence: 52 to 85."""
    tables = display.kriminalitet.tables(view).blocks
    row = next(row for row in tables[0].rows if row[0].text == "Vold/våben")
    assert (row[3].text, row[3].second) == ("67", "95\u00a0%: 52–85")


def test_a_share_without_a_sample_size_has_none(view):
    """The area's 17 % stands alone; the city's 9 % of 2020 does not."""
    table = display.tryghed.question_table(view, "utryg_nabolag")
    rows = {row[0].text: row for row in table.rows}
    assert rows["2022"][1].second == ""
    assert rows["2020"][4].second == "95\u00a0%: 8,2–9,8"


def test_the_table_of_chance_says_it_in_words(view):
    """Ratio, p, p after Holm, and the words."""
    (table,) = [block for block in certainty.chance_tables(view, "kriminalitet").blocks if block]
    assert cells(table, "Narkotika") == ["Narkotika", "1,53", "0,004", "0,030", "Næppe tilfældigt."]
    assert cells(table, "Indbrud") == ["Indbrud", "0,82", "0,824", "1,000", "Kan være tilfældigt."]
    assert any("regnet som ens i de to år" in note for note in table.notes)


def test_what_can_be_seen_is_said_for_every_target(book, history):
    """One sentence for each of the targets that are judged, in all agreements."""
    targets = [t for a in book.facts.agreements for t in a.targets if t.rule != "monitor"]
    said = certainty.visibility_sentences(book, history).paragraphs
    assert len(said) == len(targets)
    assert any(s.startswith("Færre indbrud (2013–2016)") and "i 4\u00a0% af tilfældene" in s and "kræver 3 år" in s for s in said)
    assert any("antallet af svar i området ikke er oplyst" in s for s in said)


def test_what_would_round_to_nothing_is_under_one_per_cent(book, history):
    """244 thefts less 25 %: by luck 0.09 %."""
    table = certainty.visibility_tables(book, history).blocks[-1]
    assert cells(table, "Færre tyverier")[2] == "under 1\u00a0%"


def test_the_figure_of_chances_describes_every_point(book, history):
    """For those who cannot see it."""
    figure = certainty.visibility_figure(book, history)
    assert "Færre indbrud (2013–2016): ved held 4\u00a0%, kan vises 35\u00a0%" in figure.description
    assert figure.svg.startswith("<svg")


@pytest.mark.parametrize(("value", "text"), [("0.0004", "under 0,001"), ("0.00432", "0,004"), ("1.0", "1,000")])
def test_p_values_are_danish(value, text):
    """Three decimals, and never 0,000."""
    assert certainty.p_text(Decimal(value)) == text


def test_a_fall_without_a_number_cannot_have_its_proof_reckoned(book, history):
    """Fewer activations than 6: how many fewer, the agreement does not say."""
    table = certainty.visibility_tables(book, history).blocks[-1]
    assert cells(table, "Ekstraordinære aktiveringer af SSP falder mod et normalt niveau")[3] == "faldet er ikke sat på tal"
