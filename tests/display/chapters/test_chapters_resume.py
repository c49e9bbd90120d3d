"""The chapter resume: which years, which targets, which verdicts, what was revised, and what is missing."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from walking import about, first_lines, numbers_in, texts, words_about

from analysis import display
from analysis.data import Note
from analysis.display.chapters import resume
from analysis.display.parts.targets import counts_sentence, verdict_row
from analysis.display.runs import Because
from analysis.indicators import has_figure, standing_of

EDITIONS = range(2013, 2023)


def test_the_introduction_says_which_edition_it_is_and_until_which_day(views):
    """The edition 2022 ends with the year."""
    first = resume.introduction(views[2022]).paragraphs[0]
    assert views[2022].facts.partnership.name in first.text
    assert [run.text for run in first if isinstance(run, Because) and run.reason == "date"] == ["31. december 2022"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_verdicts_baselines_and_monitored_figures_are_counted_apart(views, edition):
    """Every target is in one of the numbers; a baseline is no verdict, and neither is a figure without target."""
    view = views[edition]
    standings = Counter(standing_of(verdict_row(view, agreement, target)) for agreement, target in view.targets)
    said = counts_sentence(view)
    assert {row.category: row.known for row in said.rows} == dict(standings)
    assert [int(number) for number in numbers_in(said.text)] == [row.known for row in said.rows]


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_instrument_is_named_only_with_a_figure_that_a_verdict_rests_on(views, edition):
    """With the newest year of such a figure, whatever its owner and theme are called."""
    view = views[edition]
    years = {}
    for row in view.pick(measure="verdict"):
        if has_figure(row):
            name = view.facts.instruments[view.definition(row).instrument]
            years[name] = max(row.year, years.get(name, 0))
    said = resume.years_of_instruments(view)
    assert Counter(tuple(run.text for run in s if isinstance(run, Because)) for s in said) == Counter(
        (name, str(year)) for name, year in years.items()
    )


def test_figures_of_another_owner_in_a_theme_have_their_own_year(mini_facts, view_of):
    """Fires counted by the fire service of another year are not the police's."""
    fires = mini_facts.indicators["anmeldelser"].model_copy(
        update={"instrument": "brandvaesenet", "name": "Brande", "short": "Brande", "categories": {}, "role": None, "sentence": ""}
    )
    (agreement,) = mini_facts.agreements
    target = next(t for t in agreement.targets if t.id == "haervaerk")
    target = target.model_copy(update={"id": "brande", "indicator": "brande", "category": None, "years": (2031, 2032, 2033)})
    agreement = agreement.model_copy(
        update={"targets": (*agreement.targets, target), "lags": {**agreement.lags, "brandvaesenet": 0}}
    )
    model = next(o for o in mini_facts.observations if o.category == "haervaerk" and o.year == 2030)
    counts = [
        model.model_copy(update={"indicator": "brande", "category": "", "year": year, "value": Decimal(3), "published": day})
        for year, day in ((2030, model.published), (2033, mini_facts.sources["status-2033"].published))
    ]
    facts = replace(
        mini_facts,
        instruments={**mini_facts.instruments, "brandvaesenet": "Brandvæsenet"},
        indicators={**mini_facts.indicators, "brande": fires},
        agreements=(agreement,),
        observations=(*mini_facts.observations, *counts),
    )
    said = {s.runs[1].text: s for s in resume.years_of_instruments(view_of(facts, 2033))}
    assert numbers_in(said["Brandvæsenet"].text) == ["2033"]
    assert numbers_in(said["Politiet"].text) == ["2032"]


def test_before_any_agreement_the_chapter_says_so(data):
    """And shows no tables; the book's sources have none, which is all that it can know."""
    view = display.open_edition(year=2022, as_of="2010-01-01", data=data)
    assert counts_sentence(view).text == "Ingen aftale med mål findes i bogens kilder for denne udgave."
    assert not resume.target_tables(view)
    assert not resume.sentences(view)


@pytest.mark.parametrize(
    ("target", "cells"),
    [
        ("vold-vaaben", ["✘ Ikke opfyldt", "67", "+14", "Højst 53", "53"]),
        ("indbrud", ["✔ Opfyldt", "9", "\u22122", "Højst 11", "11"]),
        ("borgervendt", ["✘ Ikke opfyldt", "26,0", "+1,8", "Højst 24,2", "24,2"]),
        ("utryg-nabolag-fald", ["✘ Ikke opfyldt", "17\u00a0%", "0 pct.point", "Under 17\u00a0%", "17\u00a0%"]),
        ("samarbejde", ["✔ Opfyldt", "92\u00a0%", "", "Mindst 75\u00a0%", ""]),
        ("narkotika", ["● Følges uden mål", "119", "+41", "Intet mål", "78"]),
    ],
)
def test_a_target_has_verdict_figure_change_goal_and_baseline_on_one_line(views, target, cells):
    """The verdict first."""
    (table,) = resume.target_tables(views[2022]).blocks
    assert first_lines(about(table, target=target)) == cells


def test_an_interim_reading_is_told_from_a_final_verdict(views):
    """14 points where 11 were to shrink until 2024: not yet, and not failed."""
    (table,) = resume.target_tables(views[2022]).blocks
    cells = about(table, target="utryg-aften-nat-by")
    assert first_lines(cells)[:2] == ["○ Endnu ikke", "14 pct.point"]
    assert cells[1].text.rows[0].value == "not_met"
    assert first_lines(cells)[4] == "11 pct.point"


def test_a_change_names_the_year_it_is_from(views):
    """Below it."""
    (table,) = resume.target_tables(views[2022]).blocks
    for cells in table.rows:
        for change in cells[3].text.rows:
            assert cells[3].second.text == f"fra {change.against_year}"


def test_the_edition_in_which_agreements_meet_has_a_table_for_each(views):
    """Ten targets of the new one, eight of the old."""
    new, old = resume.target_tables(views[2016]).blocks
    assert (len(new.rows), len(old.rows)) == (10, 8)
    cells = first_lines(about(old, target="vold-trusler"))
    assert cells[1:] == ["66", "", "Højst 58", "73"]


@pytest.mark.parametrize(
    ("target", "numbers"),
    [
        ("utryg-nabolag-fald", {"17"}),
        ("utryg-aften-nat-by", {"14", "11"}),
        ("vold-vaaben", {"67", "14", "53"}),
        ("narkotika", {"119", "41"}),
        ("samarbejde", {"92", "75"}),
    ],
)
def test_a_sentence_says_figure_movement_and_goal(views, target, numbers):
    """One for each of the thirteen targets; its numbers are those of the target's rows."""
    said = resume.sentences(views[2022]).paragraphs
    assert len(said) == 13
    (agreement,) = [a for a, t in views[2022].targets if t.id == target]
    found = resume.sentence(views[2022], agreement, next(t for _, t in views[2022].targets if t.id == target))
    assert found in said
    shown = {number for run in found if getattr(run, "rows", ()) for number in numbers_in(run.text)}
    assert shown == numbers


def test_the_one_change_that_is_hardly_chance_is_said_where_it_stands(views):
    """The rise in narcotics, which no target is about."""
    said = resume.sentences(views[2022]).paragraphs
    hardly = [s for s in said if words_about(s, measure="p_value") and "næppe" in s.text]
    assert [s.rows[0].category for s in hardly] == ["narkotika"]


def test_a_rounded_figure_that_stands_still_is_said_as_rounded(views):
    """17 and 17 per cent are the same when rounded, and no more is claimed."""
    said = next(s for s in resume.sentences(views[2022]).paragraphs if words_about(s, target="utryg-nabolag-fald"))
    assert "Afrundet er det det samme som i 2021" in said.text


def test_a_sentence_without_a_figure_says_that_the_books_sources_lack_it(views):
    """And does not guess, nor say that nobody published it."""
    for edition in (2014, 2018):
        for said in resume.sentences(views[edition]).paragraphs:
            assert "offentliggjort" not in said.text
    burglary = next(s for s in resume.sentences(views[2014]).paragraphs if words_about(s, target="indbrud"))
    assert "tallet for 2013 findes ikke i bogens kilder" in burglary.text
    assert words_about(burglary, measure="target") == ["69"]


def test_the_distance_to_the_city_is_said_in_the_baseline_year(views):
    """6 points in 2016, and that it is where the target starts from."""
    said = next(s for s in resume.sentences(views[2016]).paragraphs if words_about(s, measure="gap", indicator="utryg_nabolag"))
    assert words_about(said, measure="gap") == ["6 procentpoint"]
    assert "Det er udgangspunktet for målet" in said.text


def test_a_reader_learns_what_is_missing_and_why(views):
    """Themes without figures, targets without verdict, and pictures in the documents of the year."""
    view = views[2022]
    missing = dict(texts(resume.missing(view)))
    assert missing["SSP"] == "Bogens kilder har ingen nye tal for emnet i denne udgave."
    assert "Kriminalitet" not in missing
    pictures = {
        what
        for source in view.facts.sources.values()
        if source.published.year == 2022 and source.role == "primary"
        for what in source.missing
    }
    assert pictures <= set(missing)
    undecided = {t.label for a, t in views[2014].targets if verdict_row(views[2014], a, t).value == "undetermined"}
    assert undecided <= set(dict(texts(resume.missing(views[2014]))))


def test_on_the_day_of_the_status_there_was_nothing_to_compare_with(data):
    """The verdict says which side of the comparison is missing."""
    view = display.open_edition(year=2022, as_of="2022-05-24", data=data)
    why = dict(texts(resume.missing(view)))
    label = next(t.label for _, t in view.targets if t.id == "utryg-nabolag-by")
    assert why[label] == "Det, tallet skal holdes op mod, findes ikke i bogens kilder."


def test_a_revised_figure_is_listed_beside_the_new_one(mini_facts, view_of):
    """20 before, 19 now, and where it was revised; an edition without revisions has no list."""
    (cells,) = resume.revised(view_of(mini_facts, 2033)).rows
    assert [cell.text.text for cell in cells[1:]] == ["2032", "20", "19 (rettet)", mini_facts.sources["rettelse-2033"].short]
    assert cells[2].text.rows[0].flags == ("superseded",)
    assert not resume.revised(view_of(mini_facts, 2032))


def test_a_note_on_the_editions_stands_only_in_the_years_in_which_it_holds(mini_facts, view_of):
    """So that an old edition does not know the future."""
    notes = (Note(text="Gammel note.", to_year=2031), Note(text="Ny note.", from_year=2033))
    partnership = mini_facts.partnership.model_copy(update={"editions_note": notes})
    said = {y: repr(resume.introduction(view_of(replace(mini_facts, partnership=partnership), y))) for y in (2031, 2032, 2033)}
    assert ["Gammel note." in said[y] for y in said] == [True, False, False]
    assert ["Ny note." in said[y] for y in said] == [False, False, True]


def test_a_hidden_figure_that_changed_stops_nothing(mini_facts, view_of):
    """A suppressed count with a count before it: the sentence says that it is hidden, and no number of it."""
    view = view_of(mini_facts, 2033)
    said = next(s for s in resume.sentences(view).paragraphs if words_about(s, target="indbrud"))
    assert "skjult" in said.text
    assert not [
        run
        for run in said
        if any(row.measure in ("observed", "change") for row in getattr(run, "rows", ())) and numbers_in(run.text)
    ]
