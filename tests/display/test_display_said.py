"""What can be said beside whole years, as a reader meets it: sentence, verdict, chance, figure, section, row on maal, receipt."""

from dataclasses import replace
from decimal import Decimal

import pytest
from walking import phrases_of

from analysis import display
from analysis.data import load
from analysis.display.chapters import andre, maal, resume, tryghed, udvikling
from analysis.display.language.language import language
from analysis.display.parts import receipts, series, targets, values
from analysis.display.parts.certainty import no_interval
from analysis.display.parts.indicators import groups, periods, section
from analysis.indicators import all_edition_rows

SAY = language("da")
TOGETHER = "\u00a0"


@pytest.fixture(scope="module")
def view(broad_views):
    return broad_views[2033]


@pytest.fixture(scope="module")
def history(broad):
    return display.rows_of_all_editions(data=str(broad))


def figure(view, indicator, year, **wanted):
    return next(filter(values.is_current, view.pick(indicator=indicator, year=year, measure=series.FIGURES, **wanted)))


# Words


@pytest.mark.parametrize(
    ("indicator", "year", "wanted", "said"),
    [
        ("anmeldelser", 2032, {"category": "indbrud", "aspect": "made"}, "I 2032 blev der anmeldt 30 indbrud, 5 færre end i 2031"),
        (
            "anmeldelser",
            2032,
            {"is_whole": False, "period": "2032K1"},
            "I 1. kvartal 2032 blev der anmeldt 7 indbrud, 2 færre end i 1. kvartal 2031",
        ),
        (
            "fraflytning",
            2032,
            {"is_whole": False, "period": "2032M11"},
            "I november 2032 blev 6 boliger fraflyttet, 1 mere end i november 2031",
        ),
        (
            "fraflytning",
            2032,
            {"is_whole": False, "period": "2032-04-01/2033-03-31"},
            "Fraflytninger: 45 (1. april 2032 til 31. marts 2033), −2 fra 1. april 2031 til 31. marts 2032",
        ),
        ("indbyggere", 2032, {"is_whole": False, "period": "2032-01-01"}, "Indbyggere: 5.300 (1. januar 2032)"),
        ("tryghedsscore", 2033, {"geography": "kvarter"}, "I 2033 var tryghedsscoren 101,2, 0,4 indekspoint lavere end i 2032"),
        ("responstid", 2032, {"geography": "kvarter"}, "I 2032 var responstiden 8,0 minutter, 1,0 minutter mindre end i 2031"),
        (
            "udgift",
            2033,
            {},
            "I 2033 var udgiften 201,00 kr. pr. indbygger, 14,25 kr. pr. indbygger mindre end i 2032",
        ),
        ("husleje", 2032, {}, "I 2032 var huslejen 104,00 kr., 2,75 kr. mere end i 2031"),
        ("anmeldelser_pr_1000", 2032, {}, "I 2032 var der 35,8 anmeldelser pr. 1.000 indbyggere, 8,4 færre end i 2031"),
        (
            "utryg_nabolag",
            2033,
            {"is_whole": False, "group": "maend"},
            f"Utrygge, Mænd: 18{TOGETHER}% (2033), −2 procentpoint fra 2032",
        ),
    ],
)
def test_a_figure_is_said_with_its_time_its_unit_and_its_change(view, indicator, year, wanted, said):
    """A part of a year with the same part of the year before, in the unit's own words."""
    assert values.statement_with_change(view, figure(view, indicator, year, **wanted)).text == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1", "minutes", "1 minut"),
        ("2", "minutes", "2 minutter"),
        ("1.5", "minutes", "1,5 minutter"),
        ("1", "index_points", "1 indekspoint"),
    ],
)
def test_one_minute_is_one(value, unit, said):
    """And no other number is."""
    assert SAY.quantity(Decimal(value), unit) == said


# Targets: sentence, verdict, chance, and their row on the page of all targets

TARGETS = {
    "utryg-by": ("Højst 5 procentpoint over niveauet i Bredeby", "✔ Opfyldt", "holder tallet op mod et andet område"),
    "tillid-op": ("Over 61 %", "✔ Opfyldt", "Kildens egne intervaller for de to tal overlapper; det afgør ikke"),
    "tillid-graense": ("Mindst 60 %", "✔ Opfyldt", "Grænsen ligger uden for kildens eget interval."),
    "tillid-by": ("Højst 3 procentpoint fra niveauet i Bredeby", "✔ Opfyldt", "holder tallet op mod et andet område"),
    "score": ("Mindst 98,4", "✔ Opfyldt", "bogens kilder siger ikke, hvor sikkert tallet er"),
    "score-by": ("Højst 2,5 indekspoint under niveauet i Bredeby", "✘ Ikke opfyldt", "holder tallet op mod et andet område"),
    "ro": ("Mindst trinet »middel«", "✔ Opfyldt", ""),
    "indbrud": ("Under 35", "✔ Opfyldt", "Ændringen kan være tilfældig."),
    "rate": ("Højst 46,2", "✔ Opfyldt", "Ændringen er næppe tilfældig."),
    "respons": ("Højst 1,1 gange tallet for Bredeby: 8,91 minutter", "✔ Opfyldt", "holder tallet op mod et andet område"),
    "frivillige": ("Mindst 40", "✔ Opfyldt", "Ændringen kan være tilfældig."),
    "husleje": ("Højst 103 kr.", "✘ Ikke opfyldt", "målet er en fast grænse"),
    "traeer": ("Over 318", "✔ Opfyldt", "Ændringen kan være tilfældig."),
}


@pytest.mark.parametrize("key", TARGETS)
def test_a_target_says_its_goal_its_verdict_and_how_sure_it_is(view, key):
    """In a sentence, and as a line of the summary."""
    goal, verdict, doubt = TARGETS[key]
    agreement, target = next((a, t) for a, t in view.targets if t.id == key)
    assert targets.goal_text(view, agreement, target).text.replace(TOGETHER, " ") == goal
    assert targets.verdict_words(view, targets.verdict_row(view, agreement, target)).text == verdict
    said = targets.sentence(view, agreement, target).text
    assert doubt in said
    assert {"✔ Opfyldt": "Målet er opfyldt", "✘ Ikke opfyldt": "Målet er ikke opfyldt"}[verdict] in said
    line = targets.target_row(view, agreement, target)
    assert line[2].text.text not in ("", "ikke i kilderne")
    assert line[0].link


@pytest.mark.parametrize("key", TARGETS)
def test_a_target_has_its_row_and_its_mark_on_the_page_of_all_targets(view, history, key):
    """With every verdict of every edition."""
    agreement, target = next((a, t) for a, t in view.targets if t.id == key)
    cells = maal.target_row(view, agreement, target, history)
    assert TARGETS[key][1] in cells[3].text.text
    assert TARGETS[key][0].lower() in cells[2].text.text.replace(TOGETHER, " ").lower()
    drawn = maal.figure(view, history)
    assert [row for row in drawn.rows if row.target == key and row.edition == 2033]


def test_what_is_only_followed_says_whether_it_goes_the_wished_way(view, history):
    """In its section and on the page of all targets."""
    agreement, target = next((a, t) for a, t in view.targets if t.id == "udgift")
    said = "Siden udgangspunktet er det gået den ønskede vej."
    assert said in targets.standing_sentence(view, agreement, target).text
    assert maal.target_row(view, agreement, target, history)[3].second.text == said


# Sections


@pytest.mark.parametrize(
    ("stack", "places"),
    [
        (tryghed.questions, ["utryg-nabolag", "tillid", "tryghedsscore", "behov"]),
        (andre.everything, ["fraflytning", "husleje", "traeer", "udgift"]),
    ],
)
def test_sections_follow_the_list_of_indicators(view, stack, places):
    """An indicator gets one by being there; a population, of which a rate is made, gets none."""
    assert [block.name for block in stack(view).blocks] == places


def test_a_new_indicator_of_any_unit_gets_a_section_in_its_chapter_and_over_the_years(broad, view_of):
    """The complaint that began this: a new one reached the summary and no chapter."""
    facts = load(broad)
    new = facts.indicators["tryghedsscore"].model_copy(update={"name": "Naboskab", "short": "Naboskab", "sentence": ""})
    figures = [row.model_copy(update={"indicator": "nyt"}) for row in facts.observations if row.indicator == "tryghedsscore"]
    changed = replace(facts, indicators={**facts.indicators, "nyt": new}, observations=(*facts.observations, *figures))
    view = view_of(changed, 2033)
    assert "nyt" in [block.name for block in tryghed.questions(view).blocks]
    assert "nyt" in [block.name for block in udvikling.activations(view).blocks]
    assert "Naboskab" in repr(display.method(view, "tryghed"))


def test_a_theme_of_the_data_says_who_answers_for_it_and_is_missed_where_it_has_nothing(view, broad_views):
    """Under its figures, and in the summary of an edition without any."""
    said = repr(section.section(view, "husleje"))
    assert "Bolig og byrum: Boligforeningen svarer for tallene." in said
    without = [row for row in view.rows.table if row.theme != "klima"]
    lacking = display.View(view.known, view.year, view.as_of, tuple(without))
    assert "Klima" in repr(resume.missing(lacking))
    assert "Klima" not in repr(resume.missing(view))


def test_a_made_figure_says_of_what_it_was_made(view):
    """The count, the population and its day; the parts of the year."""
    rate = repr(section.section(view, "anmeldelser_pr_1000"))
    assert "Det er 190 (Anmeldelser) delt med 5.300 indbyggere (1. januar 2032) og ganget med 1.000." in rate
    crime = "\n".join(map(repr, section.details(view, "anmeldelser")))
    assert "Indbrud, Kvarteret, 2032: 30 er summen af årets dele." in crime


# Parts of years and groups


@pytest.mark.parametrize(
    ("indicator", "part", "has_figure", "rows"),
    [("anmeldelser", "kvartaler", True, 12), ("fraflytning", "måneder", True, 35), ("fraflytning", "andre perioder", False, 2)],
)
def test_parts_of_years_have_a_table_and_where_they_follow_each_other_a_figure(view, indicator, part, has_figure, rows):
    """Spans lie over each other and are not drawn."""
    fold = next(fold for fold in periods.parts_of_years(view, indicator) if part in fold.summary.text)
    block = fold.blocks[1]
    assert (type(block).__name__ == "Figure") is has_figure
    table = block.behind[0] if has_figure else block
    assert len(table.rows) == rows
    if has_figure:
        assert len(block.rows) == rows
        assert block.description.text.count(" i ") >= rows
        assert block.rows[-1].id in block.picture.wide


def test_an_indicator_of_whole_years_has_neither_parts_nor_groups(views):
    """Nothing is added to a page of old."""
    own = views[2022]
    assert [key for key in own.facts.indicators if any(section.details(own, key))] == []


def test_groups_are_shown_in_the_order_of_the_data_with_everybody_below(view):
    """Lines over the years, bars in one; few answers are said."""
    sex, age = groups.groups_of(view, "utryg_nabolag")
    drawn, bars = sex.blocks[0], age.blocks[0]
    assert [row[0].text.text for row in drawn.behind[0].rows] == ["Kvinder", "Mænd", "Alle"]
    assert [row[0].text.text for row in bars.behind[0].rows] == ["15–29 år", "30–64 år", "65 år og derover", "Alle"]
    assert bars.behind[0].strong_rows == {3}
    assert "45 svar: få svar" in bars.behind[0].rows[0][1].second.text
    assert [row.group for row in bars.rows] == ["unge", "voksne", "aeldre"]
    assert {row.group for row in drawn.rows} == {"kvinder", "maend"}


def test_a_sources_own_interval_is_said_to_be_the_sources(view):
    """In the table, in the receipt, and nowhere is it said that nothing is known."""
    row = figure(view, "tillid", 2033, geography="kvarter")
    assert values.interval_text(view, row).text == "kildens eget interval: 62–70"
    assert not no_interval(view, row)
    assert "kildens eget interval: 62–70" in {said.text for _, said in receipts.lines(view, row)}


# Receipts


def test_every_row_has_a_receipt_with_its_time_and_its_group(broad_views, broad):
    """What, when, how, and from which figures; a part of a year says which."""
    for row in all_edition_rows(load(broad)):
        view = broad_views[row.edition]
        found = receipts.receipt(view, receipts.Use(row, ("x",), ()))
        lines = {name: said.text for name, said in found.lines}
        assert lines["Tallet er"], row.id
        assert lines["Sådan er det fundet"], row.id
        if row.indicator:
            assert values.time_of(view, row).text in lines["År"], row.id
        if row.breakdown:
            assert view.definition(row).breakdowns[row.breakdown].groups[row.group] in lines["Tallet er"], row.id
        assert not row.inputs or found.inputs, row.id


def test_a_made_rates_receipt_names_the_day_of_the_population(view):
    """And the count."""
    row = figure(view, "anmeldelser_pr_1000", 2032)
    inputs = [said.text for said in receipts.receipt(view, receipts.Use(row, ("x",), ())).inputs]
    assert inputs[0].startswith("190 (Kvarteret, 2032)")
    assert inputs[1].startswith("5.300 (Kvarteret, 1. januar 2032)")


def test_whoever_knows_nothing_of_parts_gets_none(view):
    """A page that asks for figures gets those of whole years and of everybody."""
    assert all(row.is_whole for row in view.pick(measure="observed"))
    assert any(not row.is_whole for row in view.pick(measure="observed", is_whole=(True, False)))
    assert {row.group for row in view.pick(measure="observed", breakdown="koen")} == {"kvinder", "maend"}


def test_no_digit_of_a_section_stands_without_a_row_or_a_reason(view):
    """As everywhere."""
    for key in ("anmeldelser", "utryg_nabolag", "fraflytning", "tryghedsscore"):
        for _, said in phrases_of(section.section(view, key)):
            assert all(not isinstance(run, str) or not any(map(str.isdigit, run)) for run in said), said.text
