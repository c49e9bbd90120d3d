"""The page maal: every target of every agreement, and how it went."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from walking import (
    about,
    blocks_of,
    figure_in,
    labels_of,
    numbers_in,
    paragraphs_in,
    rows_in,
    svgs_of,
    table_in,
    tables_in,
    words_about,
)

from analysis.display.blocks import Fold, Section
from analysis.display.chapters import maal
from analysis.display.view.questions import Rows
from analysis.indicators import JUDGED, all_edition_rows, standing_of


@pytest.fixture(scope="module")
def old(book, history):
    """The table of the agreement of 2013."""
    return next(
        table
        for table in tables_in(maal.agreements(book, history))
        if any(row.agreement == "aftale-2013" for row in rows_in(table))
    )


def test_verdicts_are_counted_over_all_editions(book, history):
    """The numbers are the count rows of the newest edition, and these count the verdicts of all editions."""
    (said,) = maal.counts(book).paragraphs
    standings = Counter(standing_of(row) for row in history if row.measure == "verdict")
    counts = {row.category: row.known for row in said.rows}
    assert {key: counts[key] for key in counts if key != "judged"} == {key: standings[key] for key in counts if key != "judged"}
    assert counts["judged"] == sum(standings[key] for key in JUDGED)
    assert {row.aspect for row in said.rows} == {"so_far"}


def test_each_agreement_has_a_table_newest_first(book, history):
    """With a row for each of its targets."""
    agreements = list(reversed(book.facts.agreements))
    sections, tables = blocks_of(maal.agreements(book, history), Section), tables_in(maal.agreements(book, history))
    assert [(section.name, section.heading.text) for section in sections] == [(a.id, a.name) for a in agreements]
    assert [table.caption.text.split(":")[0] for table in tables] == [agreement.name for agreement in agreements]
    assert [len(table.rows) for table in tables] == [len(agreement.targets) for agreement in agreements]


def test_goals_that_fall_year_by_year_are_all_said(old):
    """The path of vandalism, to 53."""
    row = about(old, target="haervaerk")
    assert (row[1].text.text, row[1].second.text) == ("70", "2012")
    assert row[2].text.text == "Højst 63 i 2013, højst 60 i 2014, højst 56 i 2015 og højst 53 i 2016"
    assert row[3].text.text == "✔ Opfyldt (2015)"


def test_a_goal_that_stands_still_is_said_once(book, history):
    """The same for four years."""
    new = tables_in(maal.agreements(book, history))[0]
    assert about(new, target="vold-vaaben")[2].text.text == "Højst 53"


def test_every_verdict_that_could_be_given_is_in_the_table(book, history):
    """Also an earlier one: the page's cells hold all that the sentence counts."""
    shown = {row for table in tables_in(maal.agreements(book, history)) for row in rows_in(table) if row.measure == "verdict"}
    judged = {row for row in history if row.measure == "verdict" and standing_of(row) in JUDGED and row.rule != "monitor"}
    assert judged <= shown


def test_an_earlier_verdict_names_the_pages_that_it_rests_on(book, history):
    """2019 and 2020 each have their own; the cell shows both verdicts."""
    cells = [row[3] for table in tables_in(maal.agreements(book, history)) for row in table.rows]
    (said,) = [cell.second.text for cell in cells if "(2019)" in cell.text.text]
    assert "(urbanplanen.com 29.6.2020 og kk.dk 2020)" in said
    assert said.endswith("Vurderingen for 2019 bygger på tal fra urbanplanen.com 8.5.2020 og kk.dk 2020.")


def test_what_the_source_says_about_chance_stands_beside_the_verdict(book, history):
    """The two shares that had to fall; the distances to the city are another thing. The page on disagreements promises it."""
    newest = tables_in(maal.agreements(book, history))[0]
    of_2022 = [row for row in newest.rows if row[3].text.text.endswith("(2022)")]
    said = {row[0].text.text for row in of_2022 if "ikke statistisk signifikant" in row[3].second.text}
    must_fall = {"Andelen af utrygge skal falde hvert år", "Andelen af utrygge aften og nat skal falde hvert år"}
    assert said == must_fall & {row[0].text.text for row in of_2022}


def test_what_is_only_followed_is_said_once(book, history):
    """In the target's own words; it has no goal and no verdict."""
    rows = [row for table in tables_in(maal.agreements(book, history)) for row in table.rows if "følges" in row[0].text.text]
    assert len(rows) > 4
    assert {(row[2].text.text, row[3].text.text) for row in rows} == {("–", "● Følges")}


def test_a_target_that_no_edition_could_judge_says_why(mini_facts, view_of):
    """And not that nobody ever counted."""
    reports = tuple(o for o in mini_facts.observations if o.category != "haervaerk" or o.year == 2030)
    facts = replace(mini_facts, observations=reports)
    history = Rows(all_edition_rows(facts), facts, set())
    cell = about(table_in(maal.agreements(view_of(facts, 2033), history)), target="haervaerk")[3]
    assert cell.text.text == "? Kan ikke afgøres (2032)"
    assert cell.second.text == "Tallet for 2032 findes ikke i bogens kilder."


def test_an_interim_reading_has_a_word_of_its_own(mini_facts, view_of):
    """A target for a later year is on its way, not met; the value in the results stays."""
    facts = with_final_year(mini_facts, "utryg", 2040)
    history = Rows(all_edition_rows(facts), facts, set())
    cell = about(table_in(maal.agreements(view_of(facts, 2033), history)), target="utryg")[3]
    (row,) = set(cell.text.rows)
    assert (row.value, standing_of(row)) == ("met", "interim_met")
    assert cell.text.text == "➚ På vej (2033)"


def with_final_year(facts, target, year):
    """Facts in which a target is for a later year."""
    (agreement,) = facts.agreements
    targets = tuple(t.model_copy(update={"final_year": year}) if t.id == target else t for t in agreement.targets)
    return replace(facts, agreements=(agreement.model_copy(update={"targets": targets}),))


def test_the_grid_describes_every_mark(book, history):
    """One mark for each verdict of a target that is not only monitored."""
    figure = maal.figure(book, history)
    verdicts = [row for row in history if row.measure == "verdict" and row.rule != "monitor"]
    assert set(figure.rows) == set(figure.description.rows) == set(verdicts)
    assert len(figure.description.rows) == len(verdicts)
    assert len({row.id for row in verdicts}) == len(verdicts)


def test_the_word_of_a_mark_is_that_of_its_row(book, history):
    """Met is said as met, in the description as in the table."""
    said = maal.figure(book, history).description
    words = {key: book.say(f"goals.said_{key}", row=None).text for key in maal.MARKED}
    for run in (run for run in said if getattr(run, "rows", ())):
        (row,) = run.rows
        assert run.text == words[standing_of(row)]


def test_the_grid_is_the_figure_of_its_section(book, history):
    """It has no numbers beside its marks: a mark is a verdict, which the description says."""
    figure = figure_in(maal.grid(book, history))
    assert figure == maal.figure(book, history)
    assert [labels_of(svg) for svg in svgs_of(figure.picture)] == [[], []]
    assert figure.name == "vurderinger"


def test_whether_a_target_can_be_seen_is_a_figure_with_its_tables_and_the_others_folded(book, history):
    """What chance can be reckoned for is drawn; each of the others has a sentence that says why not."""
    section = maal.visibility(book, history)
    figure, (fold,) = figure_in(section), blocks_of(section, Fold)
    drawn = {(row.agreement, row.target) for row in figure.rows}
    assert {(row.agreement, row.target) for table in tables_in(figure) for row in rows_in(table)} >= drawn
    targets = {(a.id, t.id) for a in book.facts.agreements for t in a.targets if t.rule != "monitor"}
    assert drawn <= targets
    assert len(paragraphs_in(fold)) == len(targets - drawn)


def test_without_results_there_is_no_grid(book, facts):
    """An empty figure, that shows nothing."""
    assert not maal.figure(book, Rows((), facts, set()))
    assert not maal.grid(book, Rows((), facts, set()))


def test_the_page_as_of_an_earlier_day_has_no_later_verdicts(chapter):
    """At the end of 2018 nobody knew how the agreement of 2017 would go in 2019 and 2020."""
    blocks = chapter("maal", as_of="2018-12-31")
    verdicts = {row for block in blocks for row in rows_in(block) if row.measure == "verdict"}
    assert max(row.edition for row in verdicts if standing_of(row) in JUDGED) <= 2018
    assert max(row.year for row in verdicts if standing_of(row) in JUDGED) <= 2018


def test_the_summary_says_what_a_changed_figure_makes_of_it(mini_facts, view_of):
    """One more met, one less not met."""

    def counts(value):
        changed = tuple(
            o.model_copy(update={"value": Decimal(value)}) if (o.category, o.year) == ("haervaerk", 2032) else o
            for o in mini_facts.observations
        )
        (said,) = maal.counts(view_of(replace(mini_facts, observations=changed), 2033)).paragraphs
        return {row.category: int(row.known) for row in said.rows}, numbers_in(said.text)

    (few, written_few), (many, written_many) = counts(5), counts(500)
    assert (few["met"] - many["met"], many["not_met"] - few["not_met"]) == (1, 1)
    assert written_few != written_many


def test_a_verdict_that_could_not_be_given_is_never_called_unpublished(book, history):
    """The book knows its own sources only."""
    said = " ".join(map(repr, tables_in(maal.agreements(book, history)))).lower()
    assert "aldrig opgjort" not in said
    assert words_about(maal.figure(book, history).description, value="undetermined")
