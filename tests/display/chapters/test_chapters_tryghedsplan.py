"""The chapter tryghedsplan: activities, budget with its unknowns, and what is promised in numbers."""

from dataclasses import replace
from decimal import Decimal

import pytest
from walking import rows_in, texts, words_about

from analysis.display.chapters import tryghedsplan as plan


def column(table, head):
    place = [column.text for column in table.columns].index(head)
    return {row[0].text.text: row[place].text.text for row in table.rows}


def amounts_of(table, activity):
    """Return the amounts of an activity, by its key."""
    cells = next(cells for cells in table.rows if any(row.activity == activity for cell in cells for row in cell.text.rows))
    return [cell.text.text for cell in cells[1:]]


@pytest.mark.parametrize(("edition", "amount"), [(2017, "1.200.000 kr."), (2021, "1.289.000 kr."), (2022, "1.313.000 kr.")])
def test_a_known_sum_is_said_as_a_total(views, edition, amount):
    """All cells of the year are known."""
    (said,) = plan.total_text(views[edition]).paragraphs
    assert words_about(said, measure="total") == [amount]
    assert "mindst" not in said.text


@pytest.mark.parametrize(("edition", "amount"), [(2018, "640.000 kr."), (2019, "235.000 kr."), (2020, "235.000 kr.")])
def test_a_sum_with_unknowns_is_said_as_at_least(views, edition, amount):
    """And that it is no total."""
    (said,) = plan.total_text(views[edition]).paragraphs
    assert words_about(said, measure="lower") == [amount]
    assert f"mindst {amount} i {edition}" in said.text
    assert "ikke en total" in said.text


def test_a_sum_of_estimates_is_an_estimate(views):
    """The plan of 2013 adds "ca." amounts of partners and of other grants, and says both."""
    (said,) = plan.total_text(views[2013]).paragraphs
    (row,) = said.rows
    assert "approximate" in row.flags
    assert f"ca. {words_about(said, measure='lower')[0]}" in said.text
    assert "andre bevillinger" in said.text


def test_a_sum_of_nothing_known_is_not_said(views):
    """The plan of 2013 knows no amount for 2016: nothing is better than at least 0."""
    assert not plan.total_text(views[2016])


def test_the_budget_keeps_the_four_empty_states_apart(views):
    """0 is 0, "-" is a dash, "?" is not decided, and an empty cell is not stated."""
    of_2017, of_2022 = (plan.budget(views[edition]).blocks[0] for edition in (2017, 2022))
    assert amounts_of(of_2017, "bylivspuljen")[1] == "ikke fastlagt"
    assert amounts_of(of_2017, "lommepengejob")[1] == "0"
    assert amounts_of(of_2022, "videnspuljen")[1:3] == ["–", "ikke oplyst"]


def test_sums_and_stated_totals_stand_below_the_cells(views):
    """A frame is marked as one, and an empty sum cell stays empty."""
    of_2017, of_2022 = (plan.budget(views[edition]).blocks[0] for edition in (2017, 2022))
    assert [cell.text.text for cell in of_2017.rows[-2]][1:] == ["1.200.000", "mindst 640.000", "mindst 235.000", "mindst 235.000"]
    assert [(cell.text.text, cell.second.text) for cell in of_2017.rows[-1]][1:] == [
        ("1.200.000", ""),
        *[("1.200.000", "ramme")] * 3,
    ]
    assert [cell.text.text for cell in of_2022.rows[-2]][1:] == ["1.289.000", "1.313.000", "mindst 531.000", "mindst 506.000"]
    assert [cell.text.text for cell in of_2022.rows[-1]][1:] == ["1.289.000", "1.313.000", "ikke oplyst", "ikke oplyst"]
    assert of_2017.strong_rows == {len(of_2017.rows) - 2}


def test_a_footnote_stands_by_its_cell_and_below_the_table(views):
    """165,000 with note 2, never 1,650,002."""
    table = plan.budget(views[2017]).blocks[0]
    cell = next(c for row in table.rows for c in row if any(r.footnote == "2" and r.number == 165000 for r in c.text.rows))
    assert (cell.text.text, cell.second.text) == ("165.000", "note 2")
    assert any(note.text == f"Note 2: {views[2017].plan.footnotes['2']}" for note in table.notes)


def test_an_estimate_and_a_range_are_shown_as_such(views):
    """About 700,000; one to two million."""
    table = plan.budget(views[2013]).blocks[0]
    said = {cell.text.text for row in table.rows for cell in row}
    assert {"ca. 700.000", "ca. 1.000.000–2.000.000"} <= said


def test_a_corrected_cell_is_credited_to_its_own_source(mini_facts, view_of):
    """Not to the plan's: the budget's source line names the correction."""
    cell = next(b for b in mini_facts.budgets if b.activity and b.amount_dkk)
    source = "rettelse-2033"
    day = mini_facts.sources[source].published
    new = cell.model_copy(update={"amount_dkk": Decimal(77000), "source": source, "published": day})
    view = view_of(replace(mini_facts, budgets=(*mini_facts.budgets, new)), 2033)
    table = plan.budget(view).blocks[0]
    row = next(row for row in rows_in(table) if row.value == 77000)
    assert [fact.source for fact in row.inputs] == [source]
    assert mini_facts.sources[source].short in table.notes[-1].text


def test_the_source_of_the_deliverables_is_their_own(mini_facts, view_of):
    """Not the plan's either."""
    source = "rettelse-2033"
    day = mini_facts.sources[source].published
    items = tuple(d.model_copy(update={"source": source, "published": day}) for d in mini_facts.deliverables)
    (note,) = plan.deliverables(view_of(replace(mini_facts, deliverables=items), 2033)).notes
    assert note.text == f"Kilde: {mini_facts.sources[source].short}."


def test_the_unknown_activities_are_listed_by_year(views):
    """The reader sees what the "at least" is about."""
    view = views[2022]
    said = plan.budget(view).blocks[1].paragraphs
    names = {activity.activity: activity.name for activity in view.of_plan("activities", view.plan.id)}
    assert [words_about(s, measure="lower") for s in said] == [["531.000"], ["506.000"]]
    for sentence in said:
        (row,) = sentence.rows
        assert row.unknown
        assert all(names[activity] in sentence.text for activity in row.unknown)


def test_lines_are_parts_of_an_activity_and_not_added_again(views):
    """70,000 and 30,000 are the 100,000 of the activity."""
    lines = plan.budget(views[2017]).blocks[2]
    found = [row for row in rows_in(lines) if row.activity == "laeringsrum" and row.year == 2017] or [
        row for row in rows_in(lines) if row.number in (70000, 30000) and row.year == 2017
    ]
    assert sum(row.known for row in found) == 100000
    assert all(row.line for row in found)


def test_the_figure_draws_the_year_and_describes_every_bar(views):
    """An activity without grant is left out; one that is not decided has its word."""
    of_2022, of_2018 = (plan.figure(views[edition]) for edition in (2022, 2018))
    assert "videnspuljen" not in {row.activity for row in of_2022.description.rows}
    assert {row.id for row in of_2022.rows} == {row.id for row in of_2022.description.rows}
    undecided = {row.activity for row in of_2018.description.rows if row.status == "not_decided"}
    assert "bylivspuljen" in undecided
    assert undecided.isdisjoint(row.activity for row in of_2018.rows)


def test_activities_stand_by_effort_area(views):
    """Three areas and what belongs to none; the plan of 2022 has no areas, and its activities their numbers."""
    tables = plan.activities(views[2017]).blocks
    areas = {a.effort_area for a in views[2017].of_plan("activities", views[2017].plan.id)}
    assert len(tables) == len(areas) == 4
    assert tables[-1].caption.text.endswith("Indsatsområde ikke oplyst")
    (only,) = plan.activities(views[2022]).blocks
    numbered = [a.number for a in views[2022].of_plan("activities", views[2022].plan.id) if a.number.isdigit()]
    assert [cells[0].split(".")[0] for cells in texts(only) if cells[0][0].isdigit()] == numbered
    assert numbered[:3] == ["1", "2", "3"]


def delivered(view, key):
    """Return what stands of a deliverable, by its key, in the table's columns."""
    table = plan.deliverables(view)
    heads = [column.text for column in table.columns]
    cells = next(cells for cells in table.rows if any(row.deliverable == key for cell in cells for row in cell.text.rows))
    return dict(zip(heads[1:], [cell.text.text for cell in cells[1:]], strict=True))


@pytest.mark.parametrize(
    ("update", "head", "said"),
    [
        ({"at_least": "yes", "value": Decimal(10)}, "Mål", "mindst 10 lamper"),
        ({"at_least": "yes", "value": Decimal("1.289")}, "Mål", "mindst 1,289 lamper"),
        ({"at_least": "no", "value": Decimal(1289), "value_to": Decimal(1400)}, "Mål", "1.289–1.400 lamper"),
        ({"at_least": "no", "kind": "expected"}, "Ventet", "10 lamper"),
        ({"at_least": "no", "kind": "hope"}, "Håb", "10 lamper"),
        ({"at_least": "no", "kind": "observed", "value": Decimal("7.5")}, "Opnået", "7,5 lamper"),
        ({"at_least": "no", "kind": "observed", "qualifier": "about"}, "Opnået", "ca. 10 lamper"),
        ({"at_least": "no", "kind": "observed", "qualifier": "up_to"}, "Opnået", "op mod 10 lamper"),
        ({"at_least": "no", "kind": "observed", "qualifier": "in_words", "as_written": "1/3"}, "Opnået", "1/3"),
    ],
)
def test_deliverables_stand_as_what_they_are(mini_facts, view_of, update, head, said):
    """Target, expectation, hope or result; ranges as ranges, minima as minima, with unit and the source's own qualifier."""
    items = tuple(d.model_copy(update=update) if d.deliverable == "lamper" else d for d in mini_facts.deliverables)
    assert delivered(view_of(replace(mini_facts, deliverables=items), 2032), "lamper")[head] == said


def test_a_background_figure_is_nothing_that_anybody_delivered(mini_facts, view_of):
    """It stands in a table of its own, not under what was achieved."""
    items = tuple(
        d.model_copy(update={"kind": "background", "at_least": "no"}) if d.deliverable == "lamper" else d
        for d in mini_facts.deliverables
    )
    view = view_of(replace(mini_facts, deliverables=items), 2032)
    assert "lamper" not in {row.deliverable for row in rows_in(plan.deliverables(view))}
    assert {row.deliverable for row in rows_in(plan.background(view))} == {"lamper"}
