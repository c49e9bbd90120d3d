"""The chapter resume: which targets, which verdicts, what deviates, what needs deciding, what was revised, and what is missing."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from walking import about, blocks_of, first_lines, numbers_in, paragraphs_in, phrases_of, rows_in, table_in, tables_in, words_about

from analysis import display
from analysis.data import Note
from analysis.display.blocks import Fold, Links
from analysis.display.chapters import resume
from analysis.display.parts.targets import NO_RESERVATION, counts_sentence, verdict_row
from analysis.display.runs import Because
from analysis.indicators import JUDGED, has_figure, standing_of

EDITIONS = range(2013, 2023)
WORD = re.compile(r"\w[\w.,-]*")


def test_the_page_is_short(root, chapter):
    """At most 450 words with its table, what is folded, and every heading."""
    source = (root / "notebooks" / "resume.md").read_text(encoding="utf-8").partition("---\n\n")[2]
    prose = re.sub(r"```.*?```|\+\+\+", "", source, flags=re.DOTALL)
    shown = " ".join(said.text for block in chapter("resume", year=2022) for _, said in phrases_of(block))
    assert len(WORD.findall(prose + shown)) <= 450


def test_nothing_is_said_twice(chapter):
    """No sentence stands in two places of the page."""
    said = [
        said.text for block in chapter("resume", year=2022) for part, said in phrases_of(block) if part in ("paragraph", "note")
    ]
    assert len(set(said)) == len(said) > 5


def test_the_introduction_counts_the_verdicts_and_says_from_which_years_the_figures_are(views):
    """First the answer, then the years; of 2022 the survey, of 2021 the police."""
    first, years = resume.introduction(views[2022]).paragraphs
    assert first == counts_sentence(views[2022])
    assert [run.text for run in years if isinstance(run, Because) and run.reason == "year"] == ["2022", "2021", "2022"]


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
    assert not resume.targets(view)
    assert not resume.noteworthy(view)
    assert not resume.decisions(view)


@pytest.mark.parametrize("edition", [2014, 2018])
def test_an_edition_without_figures_is_one_sentence(views, edition):
    """Instead of ten rows that each say so; it speaks for the book's sources, and not of what was published."""
    assert [said.text for said in paragraphs_in(resume.targets(views[edition]))] == [views[edition].say.text("resume.no_figures")]
    assert not tables_in(resume.targets(views[edition]))
    assert "bogens kilder" in views[edition].say.text("resume.no_figures")
    assert not [said for said in paragraphs_in(resume.missing(views[edition])) if "kan ikke afgøres" in said.text]


def test_an_edition_with_one_figure_has_its_table(mini_facts, view_of):
    """And the others in it say that they cannot be decided."""
    rows = tuple(o for o in mini_facts.observations if o.indicator != "utryg_nabolag" or o.year != 2033)
    view = view_of(replace(mini_facts, observations=rows, significance=()), 2033)
    table = table_in(resume.targets(view))
    assert [cells[1].verdict for cells in table.rows] == ["undetermined", "met", "undetermined"]


@pytest.mark.parametrize(
    ("target", "cells"),
    [
        ("vold-vaaben", ["✘ Ikke opfyldt", "67", "53", "Højst 53"]),
        ("indbrud", ["✔ Opfyldt", "9", "11", "Højst 11"]),
        ("borgervendt", ["✘ Ikke opfyldt", "26,0", "24,2", "Højst 24,2"]),
        ("utryg-nabolag-fald", ["✘ Ikke opfyldt", "17\u00a0%", "17\u00a0%", "Under 17\u00a0%"]),
        ("samarbejde", ["✔ Opfyldt", "92\u00a0%", "ingen", "Mindst 75\u00a0%"]),
    ],
)
def test_a_target_has_verdict_figure_the_figure_before_and_goal_on_one_line(views, target, cells):
    """The verdict first."""
    assert first_lines(about(table_in(resume.targets(views[2022])), target=target)) == cells


def test_what_is_only_followed_is_counted_and_not_in_the_table(views):
    """It has no verdict; its chapter shows it."""
    table = table_in(resume.targets(views[2022]))
    shown = [row for row in rows_in(table) if row.measure == "verdict"]
    assert {row.target for row in shown} == {t.id for _, t in views[2022].targets if t.rule != "monitor"}
    assert words_about(resume.introduction(views[2022]).paragraphs[0], category="monitored") == ["4"]


def test_an_interim_reading_is_told_from_a_final_verdict(views):
    """14 points where 11 were to shrink until 2024: not yet, and not failed."""
    cells = about(table_in(resume.targets(views[2022])), target="utryg-aften-nat-by")
    assert first_lines(cells)[:3] == ["○ Endnu ikke", "14 procentpoint", "11 procentpoint"]
    assert cells[1].text.rows[0].value == "not_met"


def test_a_figure_has_its_year_below_it(views):
    """The newest and the one before."""
    for view in (views[2016], views[2022]):
        for table in tables_in(resume.targets(view)):
            for cells in table.rows:
                for one in cells[2:4]:
                    assert [one.second.text for row in one.text.rows] == [str(row.year) for row in one.text.rows]


def test_a_target_leads_to_what_its_chapter_says_of_it(views):
    """The place of its indicator, in the chapter of its theme."""
    table = table_in(resume.targets(views[2022]))
    assert about(table, target="utryg-nabolag-fald")[0].link == "tryghed.html#utryg-nabolag"
    assert about(table, target="borgervendt")[0].link == "kriminalitet.html#borgervendt-pr-1000"
    assert about(table, target="samarbejde")[0].link == "samarbejde.html#samarbejdsandel"


def test_the_edition_in_which_agreements_meet_has_a_table_for_each(views):
    """Eight targets of the new one, eight of the old."""
    new, old = tables_in(resume.targets(views[2016]))
    kept = [sum(t.rule != "monitor" for t in agreement.targets) for agreement in views[2016].agreements]
    assert [len(new.rows), len(old.rows)] == kept
    assert first_lines(about(old, target="vold-trusler"))[1:] == ["66", "73", "Højst 58"]


# Reservations


def reserved(view):
    """What is folded below the tables."""
    return [said for fold in blocks_of(resume.targets(view), Fold) for said in paragraphs_in(fold)]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reservation_is_said_once_with_all_that_it_is_about(views, edition):
    """Every doubt about a verdict that was given is there, and none that is about no verdict."""
    view = views[edition]
    said = reserved(view)
    reasons = [one.text.partition(" (Gælder: ")[0] for one in said]
    assert len(set(reasons)) == len(reasons)
    verdicts = [verdict_row(view, a, t) for a, t in view.targets if t.rule != "monitor"]
    flags = {flag for row in verdicts if standing_of(row) in JUDGED for flag in row.flags if flag not in NO_RESERVATION}
    wanted = {flag for flag in flags if view.say.has(f"reason.{flag}")}
    assert len(said) >= len(wanted)
    assert bool(said) is bool(wanted)


def test_a_reservation_names_what_it_is_about(views):
    """The three counts whose change can be chance; each once, the widest first."""
    said = reserved(views[2022])
    chance = next(one for one in said if words_about(one, measure="verdict") == ["Ændringen kan være tilfældig."])
    assert chance.text.endswith("(Gælder: Indbrud, Tyveri/røveri og Vold/våben.)")
    assert "Om det kan være tilfældigt, kan bogen ikke regne ud" in said[0].text
    assert said[0].text.count("Utrygge i nabolaget") == 1


def test_a_verdict_without_doubt_has_no_reservation(views):
    """The share of all activities: a full count."""
    assert not [one for one in reserved(views[2022]) if "Samarbejdsandel" in one.text]


# What deviates, and what needs deciding


def test_the_one_change_that_is_hardly_chance_stands_out(views):
    """The rise in narcotics, which no target is about."""
    (said,) = resume.noteworthy(views[2022]).paragraphs
    assert words_about(said, category="narkotika", measure="change") == ["41", "flere"]
    assert words_about(said, measure="p_value") == ["Ændringen er næppe tilfældig."]


def test_what_can_be_chance_does_not_stand_out(mini_facts, view_of):
    """Nor what has a target: that is in the table."""
    assert not resume.noteworthy(view_of(mini_facts, 2033))


def test_activities_that_do_not_go_as_planned_need_deciding(views):
    """Those of the answers, by name, each kind of trouble in a sentence with its rows behind it."""
    said = resume.decisions(views[2022]).paragraphs
    plan = views[2022].plan.id
    for sentence, indicator, wanted in zip(said, ("paa_plan", "bekymring"), (("partly", "no"), ("yes",)), strict=True):
        rows = [row for row in views[2022].pick(measure="observed", indicator=indicator) if row.value in wanted]
        assert rows
        assert all(views[2022].activity(plan, row.activity).text in sentence.text for row in rows)
        assert sentence.text.count(" og ") == 1


def test_money_that_is_not_decided_needs_deciding(mini_facts, view_of):
    """The café of 2033, in the editions up to that year; never a year that is gone."""
    for edition in (2032, 2033):
        said = [one for one in resume.decisions(view_of(mini_facts, edition)).paragraphs if words_about(one, status="not_decided")]
        assert ["Café" in one.text and "2033" in one.text for one in said] == [True]
    decided = tuple(b for b in mini_facts.budgets if b.status != "not_decided")
    assert "Budgettet" not in repr(resume.decisions(view_of(replace(mini_facts, budgets=decided), 2032)))


def test_nothing_to_decide_is_nothing_said(mini_facts, view_of):
    """No heading stands over an empty list."""
    quiet = tuple(s.model_copy(update={"on_plan": "yes", "concern": "no", "adjustment": "no"}) for s in mini_facts.status)
    decided = tuple(b for b in mini_facts.budgets if b.status != "not_decided")
    assert not resume.decisions(view_of(replace(mini_facts, status=quiet, budgets=decided), 2032))


# What is missing


def test_a_reader_learns_what_is_missing_and_why(views):
    """Themes without figures, and the way to what could not be had from the documents of the year."""
    view = views[2022]
    assert [said.text for said in paragraphs_in(resume.missing(view))] == ["Ingen nye tal i bogens kilder: SSP."]
    (links,) = blocks_of(resume.missing(view), Links)
    lost = [s for s in view.facts.sources.values() if s.published.year == 2022 and s.role == "primary" and s.missing]
    assert [(link.to, s.short in link.text.text) for link, s in zip(links.links, lost, strict=True)] == [
        ("../kilder.html#dokumenter", True)
    ]


def test_a_figure_that_no_source_has_is_said_to_be_in_none(views):
    """No document was there to leave it out; the word for an empty field would say that one was."""
    said = {cells[2].text.text for table in tables_in(resume.targets(views[2019])) for cells in table.rows}
    assert "ikke i kilderne" in said
    assert "ikke oplyst" not in said


def test_a_target_without_verdict_is_missing_with_its_reason(views):
    """Those that share a reason share a sentence; every undetermined target of an edition with figures is named."""
    said = [one.text for one in paragraphs_in(resume.missing(views[2016]))]
    undecided = {t.label for a, t in views[2016].targets if standing_of(verdict_row(views[2016], a, t)) == "undetermined"}
    assert undecided
    assert all(sum(label in one for one in said) == 1 for label in undecided)


def test_on_the_day_of_the_status_there_was_nothing_to_compare_with(data):
    """The verdict says which side of the comparison is missing."""
    view = display.open_edition(year=2022, as_of="2022-05-24", data=data)
    label = next(t.label for _, t in view.targets if t.id == "utryg-nabolag-by")
    (said,) = [one for one in paragraphs_in(resume.missing(view)) if label in one.text]
    assert said.text.endswith("Det, tallet skal holdes op mod, findes ikke i bogens kilder.")


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


def test_a_hidden_figure_stops_nothing(mini_facts, view_of):
    """A suppressed count with a count before it: the table has the sign for it, and no number of it."""
    cells = about(table_in(resume.targets(view_of(mini_facts, 2033))), target="indbrud")
    assert first_lines(cells)[:2] == ["? Kan ikke afgøres", ".."]
    assert not [row for row in cells[3].text.rows if row.measure == "change"]
    assert not numbers_in(cells[2].text.text)
