"""The chapter tryghedsplan: the whole plan in its newest edition, what changed in the others; unknowns are never 0."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from walking import blocks_of, labels_of, rows_in, svgs_of, table_in, tables_in, texts, words_about

from analysis.display.blocks import Flow, Fold
from analysis.display.chapters import tryghedsplan as plan
from analysis.display.parts.plans.deliverables import background, deliverables_table

PARTS = (plan.budget, plan.activities, plan.deliverables)


def budget_of(view):
    """The table of a plan's budget, whichever edition shows it."""
    return plan.budget_table(view, view.plan)


def amounts_of(table, activity):
    """Return the amounts of an activity, by its key."""
    cells = next(cells for cells in table.rows if any(row.activity == activity for cell in cells for row in cell.text.rows))
    return [cell.text.text for cell in cells[1:]]


@pytest.mark.parametrize(("edition", "amount"), [(2017, "1.200.000 kr."), (2021, "1.289.000 kr."), (2022, "1.313.000 kr.")])
def test_a_known_sum_is_said_as_a_total(views, edition, amount):
    """All cells of the year are known."""
    said = plan.total_text(views[edition])
    assert words_about(said, measure="total") == [amount]
    assert "mindst" not in said.text


@pytest.mark.parametrize(("edition", "amount"), [(2018, "640.000 kr."), (2019, "235.000 kr."), (2020, "235.000 kr.")])
def test_a_sum_with_unknowns_is_said_as_at_least(views, edition, amount):
    """And that it is no total."""
    said = plan.total_text(views[edition])
    assert words_about(said, measure="lower") == [amount]
    assert f"mindst {amount} i {edition}" in said.text
    assert "ikke en total" in said.text


def test_a_sum_of_estimates_is_an_estimate(views):
    """The plan of 2013 adds "ca." amounts of partners and of other grants, and says both."""
    said = plan.total_text(views[2013])
    (row,) = said.rows
    assert "approximate" in row.flags
    assert f"ca. {words_about(said, measure='lower')[0]}" in said.text
    assert "andre bevillinger" in said.text


def test_a_sum_of_nothing_known_is_not_said(views):
    """The plan of 2013 knows no amount for 2016: nothing is better than at least 0."""
    assert not plan.total_text(views[2016])


def test_the_budget_keeps_the_four_empty_states_apart(views):
    """0 is 0, "-" is a dash, "?" is not decided, and an empty cell is not stated."""
    of_2017, of_2022 = (budget_of(views[edition]) for edition in (2017, 2022))
    assert amounts_of(of_2017, "bylivspuljen")[1] == "ikke fastlagt"
    assert amounts_of(of_2017, "lommepengejob")[1] == "0"
    assert amounts_of(of_2022, "videnspuljen")[1:3] == ["–", "ikke oplyst"]


def test_sums_and_stated_totals_stand_below_the_cells(views):
    """A frame is marked as one, and an empty sum cell stays empty."""
    of_2017, of_2022 = (budget_of(views[edition]) for edition in (2017, 2022))
    assert [cell.text.text for cell in of_2017.rows[-2]][1:] == ["1.200.000", "mindst 640.000", "mindst 235.000", "mindst 235.000"]
    assert [(cell.text.text, cell.second.text) for cell in of_2017.rows[-1]][1:] == [
        ("1.200.000", ""),
        *[("1.200.000", "ramme")] * 3,
    ]
    assert [cell.text.text for cell in of_2022.rows[-2]][1:] == ["1.289.000", "1.313.000", "mindst 531.000", "mindst 506.000"]
    assert [cell.text.text for cell in of_2022.rows[-1]][1:] == ["1.289.000", "1.313.000", "ikke oplyst", "ikke oplyst"]
    assert of_2017.strong_rows == {len(of_2017.rows) - 2, len(of_2017.rows) - 1}


def test_a_footnote_stands_by_its_cell_and_below_the_table(views):
    """165,000 with note 2, never 1,650,002."""
    table = budget_of(views[2017])
    cell = next(c for row in table.rows for c in row if any(r.footnote == "2" and r.number == 165000 for r in c.text.rows))
    assert (cell.text.text, cell.second.text) == ("165.000", "note 2")
    assert any(note.text == f"Note 2: {views[2017].plan.footnotes['2']}" for note in table.notes)


def test_an_estimate_and_a_range_are_shown_as_such(views):
    """About 700,000; one to two million."""
    table = budget_of(views[2013])
    said = {cell.text.text for row in table.rows for cell in row}
    assert {"ca. 700.000", "ca. 1.000.000–2.000.000"} <= said


def test_a_corrected_cell_is_credited_to_its_own_source(mini_facts, view_of):
    """Not to the plan's: the budget's source line names the correction."""
    cell = next(b for b in mini_facts.budgets if b.activity and b.amount_dkk)
    source = "rettelse-2033"
    day = mini_facts.sources[source].published
    new = cell.model_copy(update={"amount_dkk": Decimal(77000), "source": source, "published": day})
    view = view_of(replace(mini_facts, budgets=(*mini_facts.budgets, new)), 2033)
    table = budget_of(view)
    row = next(row for row in rows_in(table) if row.value == 77000)
    assert [fact.source for fact in row.inputs] == [source]
    assert mini_facts.sources[source].short in table.notes[-1].text


def test_the_source_of_the_deliverables_is_their_own(mini_facts, view_of):
    """Not the plan's either."""
    source = "rettelse-2033"
    day = mini_facts.sources[source].published
    items = tuple(d.model_copy(update={"source": source, "published": day}) for d in mini_facts.deliverables)
    (note,) = table_in(plan.deliverables(view_of(replace(mini_facts, deliverables=items), 2033))).notes
    assert note.text == f"Kilde: {mini_facts.sources[source].short}."


def test_the_unknown_activities_are_listed_by_year(views):
    """The reader sees what the "at least" is about."""
    view = views[2022]
    said = plan.unknowns(view, view.plan).paragraphs
    names = {activity.activity: activity.name for activity in view.of_plan("activities", view.plan.id)}
    assert [words_about(s, measure="lower") for s in said] == [["531.000"], ["506.000"]]
    for sentence in said:
        (row,) = sentence.rows
        assert row.unknown
        assert all(names[activity] in sentence.text for activity in row.unknown)


def test_lines_are_parts_of_an_activity_and_not_added_again(views):
    """70,000 and 30,000 are the 100,000 of the activity."""
    lines = plan.lines_table(views[2017], views[2017].plan)
    found = [row for row in rows_in(lines) if row.activity == "laeringsrum" and row.year == 2017] or [
        row for row in rows_in(lines) if row.number in (70000, 30000) and row.year == 2017
    ]
    assert sum(row.known for row in found) == 100000
    assert all(row.line for row in found)


def test_the_figure_draws_the_year_and_describes_every_bar(views):
    """An activity without grant is left out; one that is not decided has its word."""
    of_2022, of_2018 = (plan.figure(views[edition], budget_of(views[edition])) for edition in (2022, 2018))
    assert "videnspuljen" not in {row.activity for row in of_2022.description.rows}
    assert {row.id for row in of_2022.rows} == {row.id for row in of_2022.description.rows}
    undecided = {row.activity for row in of_2018.description.rows if row.status == "not_decided"}
    assert "bylivspuljen" in undecided
    assert undecided.isdisjoint(row.activity for row in of_2018.rows)


def test_the_title_of_the_figure_is_the_years_sum(views):
    """What the plan shares out, with its row; the description has all that is drawn."""
    figure = plan.figure(views[2022], budget_of(views[2022]))
    assert figure.title == plan.total_text(views[2022])
    assert words_about(figure.title, measure="total") == ["1.313.000 kr."]


def test_a_range_is_drawn_by_its_lower_end_and_says_both(mini_facts, view_of):
    """Both ends are among the rows of the figure and behind the words beside the bar."""
    wide = tuple(
        b.model_copy(update={"amount_to_dkk": Decimal(90000)}) if (b.activity, b.line, b.year) == ("lys", "", 2032) else b
        for b in mini_facts.budgets
    )
    view = view_of(replace(mini_facts, budgets=wide), 2032)
    figure = plan.figure(view, budget_of(view))
    for svg in svgs_of(figure.picture):
        (rows,) = [rows for rows, text in labels_of(svg) if text == "60.000–90.000"]
        assert len(rows) == 2
        assert set(rows) <= {row.id for row in figure.rows}


def test_a_budget_of_nothing_known_has_a_table_and_no_figure(mini_facts, view_of):
    """In 2033 one amount is 0 and the others are not known: there is nothing to draw, and nothing is left out."""
    section = plan.budget(view_of(mini_facts, 2033))
    assert section.blocks[0] == budget_of(view_of(mini_facts, 2033))


# Every edition has all of its plan, as it was known then


@pytest.mark.parametrize("edition", [2013, 2016, 2018, 2020, 2022])
def test_an_edition_shows_all_years_of_its_plan(views, edition):
    """As columns, as they are known on its day: a published notebook never waits for a later one."""
    view = views[edition]
    table = tables_in(plan.budget(view))[0]
    assert [column.text for column in table.columns[1:]] == [str(year) for year in view.plan.years]
    found = plan.whole(view)
    assert (found.plan, found.blocks) == (view.plan.id, tuple(part(view) for part in PARTS))
    assert all(found.blocks)


@pytest.mark.parametrize("edition", [2013, 2017])
def test_a_plans_first_year_has_nothing_to_be_held_up_against(views, edition):
    assert not plan.changed(views[edition])


def test_what_changed_is_every_activity_with_another_amount_and_no_other(views):
    """Of 2018 against 2017: unknown against known is a change, and unknown against unknown is none."""
    view = views[2018]
    table = table_in(plan.changed(view))
    assert [column.text for column in table.columns[1:]] == ["2017", "2018"]
    shown = {next(row.activity for one in cells[1:] for row in one.text.rows) for cells in table.rows[:-1]}
    cells = plan.cells_of(view, view.plan)
    both = {activity for activity, line, _ in cells if activity and not line}
    value = {(a, when): [(row.value, row.status) for row in cells.get((a, "", when), ())] for a in both for when in (2017, 2018)}
    assert shown == {a for a in both if value[a, 2017] != value[a, 2018]}
    assert shown < both
    assert [cell.text.text for cell in table.rows[-1]][1:] == ["1.200.000", "mindst 640.000"]
    assert table.strong_rows == {len(table.rows) - 1}


@pytest.mark.parametrize("continues", [True, False])
def test_an_old_edition_asks_nothing_that_a_new_one_changes(mini_facts, view_of, continues):
    """Whether the edition after goes on with the plan or has one of its own, the one before is left as it was."""
    (old,) = mini_facts.plans
    editions = (
        *mini_facts.partnership.editions,
        mini_facts.partnership.editions[-1].model_copy(update={"year": 2034, "as_of": dt.date(2034, 12, 31)}),
    )
    new = old.model_copy(update={"id": "ny", "name": "Plan 2034", "years": (2034,), "source": "status-2034"})
    longer = old.model_copy(update={"years": (*old.years, 2034)})
    source = mini_facts.sources["status-2033"].model_copy(update={"published": dt.date(2034, 5, 1)})
    partnership = mini_facts.partnership.model_copy(update={"editions": editions})
    before = replace(mini_facts, plans=(longer,)) if continues else mini_facts
    plans = (longer,) if continues else (old, new)
    facts = replace(mini_facts, partnership=partnership, plans=plans, sources={**mini_facts.sources, "status-2034": source})
    earlier, later = (view_of(known, 2033) for known in (before, facts))
    for part in (plan.points, plan.changed, plan.whole):
        assert repr(part(earlier)) == repr(part(later))
    assert {question for question in earlier.asked if earlier.answer(question) != later.answer(question)} == set()


def test_an_edition_without_a_plan_shows_nothing(mini_facts, view_of):
    """No part of the chapter, and nothing fails."""
    view = view_of(mini_facts, 2031)
    assert not [part for part in (plan.points, plan.changed, plan.whole, *PARTS) if part(view)]


def test_the_activities_own_budgets_are_folded(views):
    """They are parts of what the figure draws."""
    section = plan.budget(views[2020])
    assert [fold.summary for fold in blocks_of(section, Fold)] == [plan.lines_table(views[2020], views[2020].plan).caption]
    assert len(tables_in(section)) == 2


# Activities


def test_activities_stand_by_effort_area(views):
    """Three areas and what belongs to none."""
    tables = tables_in(plan.activities(views[2020]))
    areas = {a.effort_area for a in views[2020].of_plan("activities", views[2020].plan.id)}
    assert len(tables) == len(areas) == 4
    assert tables[-1].caption.text.endswith("Indsatsområde ikke oplyst")


def test_activities_without_areas_stand_in_one_table_with_their_numbers(views):
    """As in the plan of 2022."""
    view = views[2022]
    table = plan.activities_table(view, view.plan, "", single=True)
    numbered = [a.number for a in view.of_plan("activities", view.plan.id) if a.number.isdigit()]
    assert [cells[0].split(".")[0] for cells in texts(table) if cells[0][0].isdigit()] == numbered
    assert numbered[:3] == ["1", "2", "3"]


def test_how_a_plan_is_to_work_is_a_picture_from_data(mini_facts, view_of):
    """Activities by effort area, what they promise, and the targets that it is all for."""
    view = view_of(mini_facts, 2033)
    (flow,) = blocks_of(plan.activities(view), Flow)
    activities, promises, effects = flow.steps
    assert [(name.text, [link.text.text for link in links]) for name, links in activities.groups] == [
        ("1. Byrum", ["Lys i parken"]),
        ("Indsatsområde ikke oplyst", ["Café", "Møder"]),
    ]
    assert [link.text.text for _, links in promises.groups for link in links] == ["Lamper: mindst 10 lamper"]
    (agreement,) = mini_facts.agreements
    assert [link.text.text for _, links in effects.groups for link in links] == [target.label for target in agreement.targets]


def test_each_activity_of_the_picture_leads_to_its_row(mini_facts, view_of):
    """And each target to what its chapter says of it."""
    section = plan.activities(view_of(mini_facts, 2033))
    page = BeautifulSoup(section._repr_html_(), "html.parser")
    links = [link["href"] for link in page.select(".flow a") if link["href"].startswith("#")]
    assert links == ["#aktivitet-lys", "#aktivitet-cafe", "#aktivitet-moeder"]
    assert all(page.find(id=link.removeprefix("#")) for link in links)
    chapters = {link["href"] for link in page.select(".flow a") if ".html" in link["href"] and "kvit" not in link["href"]}
    assert chapters == {"kriminalitet.html#maaltal", "kriminalitet.html#anmeldelser", "tryghed.html#utryg-nabolag"}


def test_a_picture_without_promises_goes_from_activities_to_effects(mini_facts, view_of):
    """A step with nothing in it is left out; a plan without effort areas has no picture."""
    (flow,) = blocks_of(plan.activities(view_of(replace(mini_facts, deliverables=()), 2033)), Flow)
    assert len(flow.steps) == 2
    (agreement,) = mini_facts.agreements
    facts = replace(mini_facts, agreements=(agreement.model_copy(update={"effort_areas": ()}),))
    assert not blocks_of(plan.activities(view_of(facts, 2033)), Flow)


def delivered(view, key):
    """Return what stands of a deliverable, by its key, in the table's columns."""
    table = deliverables_table(view)
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
    assert "lamper" not in {row.deliverable for row in rows_in(deliverables_table(view))}
    assert {row.deliverable for row in rows_in(background(view))} == {"lamper"}
