"""The front page: the status in a sentence, four questions with their answers, the goals by theme, and what to know first."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from walking import about, numbers_in, paragraphs_in, phrases_of, table_in, words_about

from analysis import display
from analysis.data import Note, Significance
from analysis.display.chapters import index
from analysis.indicators import standing_of

WORD = re.compile(r"\w[\w.,-]*")
FOUR = ["Er vi blevet tryggere?", "Er der mindre kriminalitet?", "Er aftalens mål nået?", "Hvad koster det?"]


@pytest.fixture(scope="module")
def seen(views):
    """The edition 2022, as the front page shows the newest one."""
    return views[2022]


def answer_to(view, question):
    return next(answer for answer in index.answers(view).answers if answer.question.text == question)


# The status in a sentence


def test_the_status_is_one_sentence_with_rows_that_count(seen):
    """How many targets are met, of how many that are judged or read on the way."""
    (said,) = index.answer(seen).paragraphs
    standings = Counter(standing_of(row) for row in seen.pick(measure="verdict"))
    counts = {row.category: row.known for row in said.rows}
    assert counts == {"met": standings["met"], "targets": sum(standings.values()) - standings["monitored"] - standings["baseline"]}
    assert said.text == "Status 2022: 3 af 9 mål er nået"


def test_without_targets_the_status_says_no_more_than_its_year(data):
    """None of 0 would be no answer."""
    view = display.open_edition(year=2022, as_of="2010-01-01", data=data)
    assert [said.text for said in index.answer(view).paragraphs] == ["Status 2022"]
    assert FOUR[2] not in [answer.question.text for answer in index.answers(view).answers]


# Four questions


def test_the_four_questions_stand_in_their_order(seen):
    """Safer, less crime, promises, cost."""
    assert [answer.question.text for answer in index.answers(seen).answers] == FOUR


def test_an_answer_has_the_figure_the_figure_before_and_how_sure_it_is(seen):
    """17 % as the year before, and the source says that it is no significant change; the larger areas beside it."""
    safer = answer_to(seen, FOUR[0])
    assert safer.says.text == "På niveau: 17\u00a0% i 2022 mod 17\u00a0% i 2021"
    assert words_about(safer.lines[0], measure="change") == ["ændringen ikke statistisk signifikant"]
    assert safer.lines[1].text == "Til sammenligning: Amager Vest 3\u00a0% og København 9\u00a0%."
    assert safer.link.to == "2022/tryghed.html#utryg-nabolag"


def test_a_rise_that_cannot_be_judged_is_more_and_no_no(seen):
    """26.0 mod 24.2: the count that the test needs is in no source, and the answer says so."""
    crime = answer_to(seen, FOUR[1])
    assert crime.says.text == "Flere: 26,0 i 2021 mod 24,2 i 2020"
    assert "kan ikke bedømmes" in crime.lines[0].text
    assert crime.link.to == "2022/kriminalitet.html#borgervendt-pr-1000"


def test_promises_are_the_targets_and_what_became_of_the_others(seen):
    """3 of 9, and the 6 others by what they are."""
    promises = answer_to(seen, FOUR[2])
    assert promises.says.text == "3 af 9 mål er nået"
    assert sum(int(run.text) for run in promises.lines[0] if getattr(run, "rows", ())) == 6
    assert promises.link.to == "#maal"


def test_the_cost_is_what_the_plan_shares_out(seen):
    """This year and the year before."""
    cost = answer_to(seen, FOUR[3])
    assert cost.says.text == "1.313.000 kr. i 2022"
    assert cost.lines[0].text == "2021: 1.289.000 kr."
    assert cost.link.to == "2022/tryghedsplan.html"


@pytest.mark.parametrize(("edition", "said"), [(2018, "Mindst 640.000 kr. i 2018"), (2017, "1.200.000 kr. i 2017")])
def test_a_cost_with_unknowns_is_at_least(views, edition, said):
    """The sum is no total."""
    assert answer_to(views[edition], FOUR[3]).says.text == said


# The rule for the bold answer: for each word a data set


def asked(facts, now, significant=None, before="30"):
    """Facts with so many unsafe now and before, and what the source says of the difference."""
    values = {("omraade-b", 2032): before, ("omraade-b", 2033): now}
    rows = tuple(
        o.model_copy(update={"value": Decimal(values[o.geography, o.year])})
        if o.indicator == "utryg_nabolag" and (o.geography, o.year) in values
        else o
        for o in facts.observations
    )
    (said,) = facts.significance
    found = () if significant is None else (said.model_copy(update={"significant": significant}),)
    return replace(facts, observations=rows, significance=found)


@pytest.mark.parametrize(
    ("now", "significant", "word"),
    [
        ("30", None, "På niveau"),
        ("30", "no", "På niveau"),
        ("31", None, "Flere"),
        ("31", "no", "Flere"),
        ("60", "no", "Flere"),
        ("60", None, "Flere"),
        ("31", "yes", "Nej, flere"),
        ("29", None, "Færre"),
        ("29", "no", "Færre"),
        ("2", None, "Færre"),
        ("29", "yes", "Ja, færre"),
    ],
)
def test_the_bold_answer_is_the_measured_direction_and_yes_or_no_only_where_the_source_bears_it(
    mini_facts, view_of, now, significant, word
):
    """The word rests on the change, whatever its size; the figure and the one before are the rows themselves."""
    said = answer_to(view_of(asked(mini_facts, now, significant), 2033), FOUR[0]).says
    assert words_about(said, measure="change") == [word]
    assert words_about(said, measure="observed") == [f"{now}\u00a0%", "30\u00a0%"]
    assert said.text.startswith(f"{word}: ")


def test_a_first_figure_is_said_alone(mini_facts, view_of):
    """There is nothing to compare it with, and no direction."""
    safer = answer_to(view_of(mini_facts, 2032), FOUR[0])
    assert safer.says.text == "30\u00a0% i 2032"
    assert {row.measure for row in safer.says.rows} == {"observed"}


def test_a_figure_on_the_other_side_of_a_break_is_no_before(mini_facts, view_of):
    """Another area's figure of the year before is not what the newest one moved from."""
    rows = tuple(
        o.model_copy(update={"geography": "omraade-a"}) if (o.geography, o.year) == ("omraade-b", 2032) else o
        for o in mini_facts.observations
        if o.indicator == "utryg_nabolag"
    )
    (agreement,) = mini_facts.agreements
    agreement = agreement.model_copy(update={"targets": ()})
    facts = replace(mini_facts, observations=rows, significance=(), agreements=(agreement,))
    assert answer_to(view_of(facts, 2033), FOUR[0]).says.text == "29\u00a0% i 2033"


def test_the_figure_before_is_the_one_that_counts(mini_facts, view_of):
    """A figure that was revised since is not the one that the change leads from."""
    old = next(o for o in mini_facts.observations if (o.indicator, o.geography, o.year) == ("utryg_nabolag", "omraade-b", 2032))
    day = mini_facts.sources["rettelse-2033"].published
    new = old.model_copy(update={"value": Decimal(26), "status": "revised", "source": "rettelse-2033", "published": day})
    facts = replace(mini_facts, observations=(*mini_facts.observations, new), significance=())
    said = answer_to(view_of(facts, 2033), FOUR[0]).says
    assert words_about(said, measure="observed") == ["29\u00a0%", "26\u00a0% (rettet)"]
    assert words_about(said, measure="change") == ["Flere"]


def test_how_sure_an_answer_is_comes_from_the_source_or_from_the_verdicts_doubt(mini_facts, view_of):
    """Never nothing where one of them says something."""
    said = {what: answer_to(view_of(asked(mini_facts, "29", what), 2033), FOUR[0]).lines[0] for what in ("yes", "no", None)}
    assert words_about(said["yes"], measure="change") == ["ændringen statistisk signifikant"]
    assert words_about(said["no"], measure="change") == ["ændringen ikke statistisk signifikant"]
    assert words_about(said[None], measure="verdict") or "tilfældig" in said[None].text


def test_a_question_without_figures_is_not_asked(mini_facts, view_of):
    """The invented partnership has no rate of crime; nothing is said of it, and nothing fails."""
    questions = [answer.question.text for answer in index.answers(view_of(mini_facts, 2033)).answers]
    assert FOUR[1] not in questions
    assert FOUR[0] in questions
    assert not index.answers(view_of(replace(mini_facts, observations=(), agreements=(), plans=(), budgets=()), 2033)).answers


def test_which_indicator_answers_is_a_role_in_the_data(mini_facts, view_of):
    """Another indicator with the role answers, whatever it is called."""
    old = mini_facts.indicators["utryg_nabolag"]
    new = old.model_copy(update={"name": "Andel, der undgår parken", "role": "safety"})
    indicators = {**mini_facts.indicators, "utryg_nabolag": old.model_copy(update={"role": None}), "undgaar": new}
    rows = tuple(
        o.model_copy(update={"indicator": "undgaar", "value": Decimal(55)})
        for o in mini_facts.observations
        if (o.indicator, o.geography, o.year) == ("utryg_nabolag", "omraade-b", 2033)
    )
    facts = replace(mini_facts, indicators=indicators, observations=(*mini_facts.observations, *rows), significance=())
    safer = answer_to(view_of(facts, 2033), FOUR[0])
    assert safer.says.text == "55\u00a0% i 2033"
    assert safer.lines[0].text.startswith("Andel, der undgår parken.")
    assert safer.link.to.endswith("#undgaar")


# The goals


def test_the_goals_stand_by_theme_each_with_its_verdict(seen):
    """Without what is only followed; the standings are those of the results."""
    table = table_in(index.goals(seen))
    verdicts = [row for row in seen.pick(measure="verdict") if standing_of(row) != "monitored"]
    assert Counter(row[1].verdict for row in table.rows) == Counter(map(standing_of, verdicts))
    themes = [next(row.theme for one in cells for row in one.text.rows) for cells in table.rows]
    starts = [place for place, theme in enumerate(themes) if place == 0 or themes[place - 1] != theme]
    assert sorted(table.groups) == starts
    assert [table.groups[place].text for place in starts] == ["Tryghed 2022", "Kriminalitet 2021", "Samarbejde på tværs 2022"]
    assert len(set(themes)) == len(starts)


def test_figures_of_a_theme_that_are_of_several_years_each_have_their_own(mini_facts, view_of):
    """The head of the theme then has none."""
    moved = mini_facts.indicators["utryg_nabolag"].model_copy(update={"theme": "kriminalitet"})
    mixed = replace(mini_facts, indicators={**mini_facts.indicators, "utryg_nabolag": moved})
    one, both = (table_in(index.goals(view_of(facts, 2033))) for facts in (mini_facts, mixed))
    assert [head.text for head in one.groups.values()] == ["Kriminalitet 2032", "Tryghed 2033"]
    assert {cells[2].second.text for cells in one.rows} == {""}
    assert [head.text for head in both.groups.values()] == ["Kriminalitet"]
    assert [cells[2].second.text for cells in both.rows] == ["2032", "2032", "2033"]


def test_a_goal_has_its_figure_the_figure_before_and_leads_to_its_chapter(seen):
    """67, and 53 in 2020."""
    row = about(table_in(index.goals(seen)), target="vold-vaaben")
    assert [cell.text.text for cell in row[1:]] == ["✘ Ikke opfyldt", "67", "53"]
    assert row[3].second.text == "2020"
    assert row[0].link == "2022/kriminalitet.html#anmeldelser"


# Before the figures are used


def test_three_things_are_said_before_the_figures_are_used(seen):
    """About the area, the survey and the reports, each once."""
    said = [paragraph.text for paragraph in paragraphs_in(index.caveats(seen))]
    assert len(said) == len(set(said)) == 3


def test_a_caveat_holds_in_its_years(mini_facts, view_of):
    """That of the reports is the indicator's own."""
    notes = (Note(text="Kun det anmeldte.", to_year=2032), Note(text="Også det uopklarede.", from_year=2033))
    definition = mini_facts.indicators["anmeldelser"].model_copy(update={"caveat": notes})
    facts = replace(mini_facts, indicators={**mini_facts.indicators, "anmeldelser": definition})
    said = {year: [one.text for one in paragraphs_in(index.caveats(view_of(facts, year)))] for year in (2032, 2033)}
    assert "Kun det anmeldte." in said[2032]
    assert "Også det uopklarede." in said[2033]
    assert "Kun det anmeldte." not in said[2033]


def test_a_partnership_without_caveats_has_no_heading_for_them(mini_facts, view_of):
    """The invented one knows how many answered, and its area has no note."""
    assert not index.caveats(view_of(mini_facts, 2032))


def test_the_page_is_short(root, chapter):
    """Under 350 words, with its title, its table and its headings."""
    (title,) = re.findall(r"^# (.*)", (root / "notebooks" / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    texts = [title, *(said.text for block in chapter("index", as_of="2022-12-31") for _, said in phrases_of(block))]
    assert len([word for text in texts for word in WORD.findall(text)]) < 350


def test_every_number_of_the_answers_follows_its_row(mini_facts, view_of):
    """Another figure is another number in the answer, and no trace of the old one is left."""
    before, after = (answer_to(view_of(asked(mini_facts, now, "no"), 2033), FOUR[0]).says.text for now in ("29", "44"))
    assert numbers_in(before)[0] == "29"
    assert numbers_in(after)[0] == "44"
    assert "29" not in after


def test_the_facts_of_significance_are_those_that_the_tests_change(mini_facts):
    """So that the data sets above mean what they say."""
    (said,) = mini_facts.significance
    assert isinstance(said, Significance)
    assert (said.geography, said.year, said.against, said.significant) == ("omraade-b", 2033, "2032", "no")
