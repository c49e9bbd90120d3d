"""The chapter tryghedsplan: activities, budget with its unknowns, and what is promised in numbers."""

import pytest

from analysis.display.chapters import tryghedsplan as plan


def column(table, head):
    place = table.columns.index(head)
    return {row[0].text: row[place].text for row in table.rows}


@pytest.mark.parametrize(
    ("edition", "text"),
    [
        (2017, "Tryghedsplan 2017 fordeler 1.200.000 kr. i 2017."),
        (2021, "Tryghedsplan 2022 fordeler 1.289.000 kr. i 2021."),
        (2022, "Tryghedsplan 2022 fordeler 1.313.000 kr. i 2022."),
    ],
)
def test_a_known_sum_is_said_as_a_total(views, edition, text):
    """All cells of the year are known."""
    assert plan.total_text(views[edition]).paragraphs == (text,)


@pytest.mark.parametrize(("edition", "amount"), [(2018, "640.000"), (2019, "235.000"), (2020, "235.000"), (2013, "1.550.000")])
def test_a_sum_with_unknowns_is_said_as_at_least(views, edition, amount):
    """And that it is no total."""
    (said,) = plan.total_text(views[edition]).paragraphs
    assert f"mindst {amount} kr. i {edition}" in said
    assert "ikke en total" in said


def test_a_sum_of_nothing_known_is_not_said(views):
    """The plan of 2013 knows no amount for 2016: nothing is better than at least 0."""
    assert not plan.total_text(views[2016])


def test_the_budget_keeps_the_four_empty_states_apart(views):
    """0 is 0, "-" is a dash, "?" is not decided, and an empty cell is not stated."""
    of_2017, of_2022 = (plan.budget(views[edition]).blocks[0] for edition in (2017, 2022))
    assert column(of_2017, "2018")["Bylivspuljen"] == "ikke fastlagt"
    assert column(of_2017, "2018")["Lommepengejob"] == "0"
    assert column(of_2022, "2022")["Videnspuljen"] == "–"
    assert column(of_2022, "2023")["Videnspuljen"] == "ikke oplyst"


def test_sums_and_stated_totals_stand_below_the_cells(views):
    """A frame is marked as one, and an empty sum cell stays empty."""
    of_2017, of_2022 = (plan.budget(views[edition]).blocks[0] for edition in (2017, 2022))
    assert [cell.text for cell in of_2017.rows[-2]][1:] == ["1.200.000", "mindst 640.000", "mindst 235.000", "mindst 235.000"]
    assert [(cell.text, cell.second) for cell in of_2017.rows[-1]][1:] == [("1.200.000", ""), *[("1.200.000", "ramme")] * 3]
    assert [cell.text for cell in of_2022.rows[-2]][1:] == ["1.289.000", "1.313.000", "mindst 531.000", "mindst 506.000"]
    assert [cell.text for cell in of_2022.rows[-1]][1:] == ["1.289.000", "1.313.000", "ikke oplyst", "ikke oplyst"]
    assert of_2017.strong_rows == {len(of_2017.rows) - 2}


def test_a_footnote_stands_by_its_cell_and_below_the_table(views):
    """165,000 with note 2, never 1,650,002."""
    table = plan.budget(views[2017]).blocks[0]
    cell = next(row[2] for row in table.rows if row[0].text == "Opsøgende familierådgiver")
    assert (cell.text, cell.second) == ("165.000", "note 2")
    assert "Note 2: Socialforvaltningen (SOF) skal efterhånden overtage udgiften." in table.notes


def test_an_estimate_and_a_range_are_shown_as_such(views):
    """About 700,000; one to two million."""
    table = plan.budget(views[2013]).blocks[0]
    assert column(table, "2013")["FerieCamp"] == "ca. 700.000"
    assert column(table, "2014")["Nærgenbrugsstationen"] == "ca. 1.000.000–2.000.000"


def test_the_unknown_activities_are_listed_by_year(views):
    """The reader sees what the "at least" is about."""
    assert plan.budget(views[2022]).blocks[1].paragraphs == (
        "2023: mindst 531.000. Ikke kendt: Videnspuljen og Samfundshjælperne.",
        "2024: mindst 506.000. Ikke kendt: Videnspuljen og Samfundshjælperne.",
    )


def test_lines_are_parts_of_an_activity_and_not_added_again(views):
    """70,000 and 30,000 are the 100,000 of the activity."""
    lines = plan.budget(views[2017]).blocks[2]
    found = [[cell.text for cell in row[1:3]] for row in lines.rows if row[0].text == "Ungeengagement i læringsrum"]
    assert found == [["Lønmidler", "70.000"], ["Aktivitetsmidler", "30.000"]]


def test_the_figure_draws_the_year_and_describes_every_bar(views):
    """An activity without grant is left out; one that is not decided has its word."""
    of_2022, of_2018 = (plan.figure(views[edition]).description for edition in (2022, 2018))
    assert "Dialog, kommunikation og værtskab, inkl. produkter: 335.000;" in of_2022
    assert "Videnspuljen" not in of_2022
    assert "Bylivspuljen: ikke fastlagt;" in of_2018


def test_activities_stand_by_effort_area(views):
    """Three areas and the meetings that belong to none; the plan of 2022 has no areas."""
    captions = [table.caption for table in plan.activities(views[2017]).blocks]
    assert captions[0] == "Aktiviteter i Tryghedsplan 2017: 1. Dialog og kommunikation"
    assert captions[-1].endswith("Indsatsområde ikke oplyst")
    (only,) = plan.activities(views[2022]).blocks
    assert [cell.text for cell in only.rows[4]] == [
        "4. Aktiviteter for unge omkring containeren i Remiseparken",
        "Børne- og Ungdomsforvaltningen",
        "Børn og unge i området",
    ]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Lommepengejob", ["mindst 8 job", "", "4 job"]),
        ("Løbere til Løb mellem husene", ["", "200–400 løbere", ""]),
        ("Deltagere i Fredagsidræt i gennemsnit", ["", "", "7,5 deltagere"]),
        ("Aktive deltagere i containercuppen", ["", "", "55 deltagere"]),
        ("Arrangementer", ["mindst 12 arrangementer", "", "3 arrangementer"]),
        ("Samtaler i alt", ["", "100 samtaler", ""]),
    ],
)
def test_deliverables_stand_as_target_expectation_and_result(views, label, cells):
    """Ranges as ranges, minima as minima, and each with its unit."""
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in plan.deliverables(views[2022]).rows}
    assert rows[label] == cells


def test_a_long_name_is_wrapped_on_two_lines_at_most():
    """For the side of a figure."""
    assert (
        plan.wrapped("Bemandede legepladser som arena for et tryggere lokalmiljø")
        == "Bemandede legepladser som\narena for et tryggere…"
    )
