"""The chapter midtvejsstatus: how the activities go, at a glance and one by one."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from walking import blocks_of, numbers_in, table_in, texts, words_about

from analysis.display.blocks import Profiles
from analysis.display.chapters import midtvejsstatus, resume
from analysis.indicators import Input


def test_the_glance_counts_the_answers(views):
    """8 of 12 as planned, 4 partly, 2 with a concern."""
    period, plan, concerns = midtvejsstatus.glance(views[2022]).paragraphs
    assert "1. januar 2022 til 30. april 2022" in period.text
    assert words_about(plan, measure="count") == ["12"]
    assert words_about(plan, indicator="paa_plan", measure="total") == ["8", "4"]
    assert words_about(concerns, indicator="bekymring") == ["2"]


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [
        (["yes"] * 8 + ["partly"] * 2 + ["no"], ["11", "8", "2", "1"]),
        (["no"] * 2, ["2", "2"]),
        (["yes", "no"], ["2", "1", "1"]),
        (["partly"], ["1", "1"]),
    ],
)
def test_every_answer_is_counted_also_the_no(mini_facts, view_of, answers, numbers):
    """The parts that are said add up to the whole."""
    view = view_of(answered(mini_facts, answers), 2032)
    _, said, _ = midtvejsstatus.glance(view).paragraphs
    found = [text for run in said for text in ([run.text] if fits_plan(run) else [])]
    assert found == numbers
    assert int(found[0]) == sum(map(int, found[1:]))


def fits_plan(run):
    return any(row.indicator == "paa_plan" for row in getattr(run, "rows", ())) and bool(numbers_in(run.text))


def answered(facts, answers):
    """Facts with so many activities, each with its answer about the plan."""
    activity, status = facts.activities[0], facts.status[0]
    keys = [f"activity-{number}" for number in range(len(answers))]
    return replace(
        facts,
        activities=tuple(activity.model_copy(update={"activity": key}) for key in keys),
        status=tuple(
            status.model_copy(update={"activity": key, "on_plan": answer}) for key, answer in zip(keys, answers, strict=True)
        ),
        budgets=(),
        deliverables=(),
    )


def test_who_has_not_answered_is_named_and_counted(mini_facts, view_of):
    """Of those who were asked, in the midway chapter and in what the edition lacks; where all have answered nothing is said."""
    facts = answered(mini_facts, ["yes", "no", "yes"])
    names = {activity: f"Nummer {place}" for place, activity in enumerate(a.activity for a in facts.activities)}
    named = tuple(a.model_copy(update={"name": names[a.activity], "responsible": "Nogen"}) for a in facts.activities)
    everybody = replace(facts, activities=named)
    view = view_of(replace(everybody, status=facts.status[:1]), 2032)
    _, said, plan, _ = midtvejsstatus.glance(view).paragraphs
    assert said.text == "1 af de 3 aktiviteter, der er spurgt, har svaret. Der mangler svar fra Nummer 1 og Nummer 2."
    assert plan.text == "Af 1 aktiviteter kører 1 som planlagt."
    assert "Midtvejssvar fra Nummer 1 og Nummer 2." in str(resume.missing(view))
    assert len(midtvejsstatus.glance(view_of(everybody, 2032)).paragraphs) == 3
    assert "Midtvejssvar" not in str(resume.missing(view_of(everybody, 2032)))


def test_nobody_is_said_as_nobody(mini_facts, view_of):
    """With the row that counts none behind the word."""
    quiet = tuple(s.model_copy(update={"concern": "no", "adjustment": "no"}) for s in mini_facts.status)
    *_, said = midtvejsstatus.glance(view_of(replace(mini_facts, status=quiet), 2032)).paragraphs
    assert words_about(said, indicator="bekymring", value=0) == ["ingen"]
    assert words_about(said, indicator="justering", value=0) == ["ingen"]


def test_the_table_has_each_activitys_three_answers(views):
    """In the plan's order, with the questions as heads."""
    table = midtvejsstatus.glance_table(views[2022])
    view = views[2022]
    assert [head.text for head in table.columns[1:]] == [
        view.facts.indicators[view.indicator(role)].name for role in ("on_plan", "concern", "adjustment")
    ]
    numbered = {
        row[0].split(".")[0]: [cell.rows[0].value for cell in (c.text for c in cells[1:])]
        for row, cells in zip(texts(table), table.rows, strict=True)
    }
    assert [number for number, given in numbered.items() if given[0] == "partly"] == ["3", "6", "8", "9"]
    assert [number for number, given in numbered.items() if given[1] == "yes"] == ["5", "9"]
    assert len(numbered) == 12


def test_the_source_of_the_answers_is_their_own(mini_facts, view_of):
    """Not the plan's: here another document has the answers."""
    other = tuple(
        s.model_copy(update={"source": "rettelse-2033", "published": mini_facts.sources["status-2032"].published})
        for s in mini_facts.status
    )
    sources = {**mini_facts.sources}
    sources["rettelse-2033"] = sources["rettelse-2033"].model_copy(update={"published": sources["status-2032"].published})
    view = view_of(replace(mini_facts, status=other, sources=sources), 2032)
    (note,) = midtvejsstatus.glance_table(view).notes
    assert note.text.endswith(f"Kilde: {sources['rettelse-2033'].short}.")
    assert {fact.source for row in view.pick(indicator="paa_plan") for fact in row.inputs if isinstance(fact, Input)} == {
        "rettelse-2033"
    }


def profiles_of(view):
    return [item for profiles in blocks_of(midtvejsstatus.one_by_one(view), Profiles) for item in profiles.items]


def test_each_activity_has_answers_words_and_numbers(views):
    """Observed first, then what was promised."""
    profile = next(item for item in profiles_of(views[2022]) if item.heading.text.startswith("8. "))
    assert [badge.text.rows[0].value for badge in profile.badges] == ["partly", "no", "no"]
    assert "4 job, mål: mindst 8 job" in {said.text for _, said in profile.facts}


def test_an_activity_can_be_found_from_the_table(views):
    """Each name leads to the activity's own fold, whose place is its key in the plan."""
    table = table_in(midtvejsstatus.at_a_glance(views[2022]))
    page = BeautifulSoup(midtvejsstatus.one_by_one(views[2022])._repr_html_(), "html.parser")
    assert [cells[0].link for cells in table.rows] == [f"#{details['id']}" for details in page.find_all("details")]
    assert [cells[0].text.text for cells in table.rows] == [item.heading.text for item in profiles_of(views[2022])]


def test_an_activity_without_words_or_numbers_has_its_answers(mini_facts, view_of):
    """Nothing stands for what was not written."""
    silent = tuple(s.model_copy(update={"comment": ""}) for s in mini_facts.status)
    (lys, cafe) = profiles_of(view_of(replace(mini_facts, status=silent, deliverables=()), 2032))
    assert [item.paragraphs for item in (lys, cafe)] == [(), ()]
    assert [[name.text for name, _ in item.facts] for item in (lys, cafe)] == [["Ansvarlig"], []]
    assert [len(item.badges) for item in (lys, cafe)] == [3, 3]


def test_an_edition_without_answers_shows_nothing(views):
    """Of the editions up to 2022 only the last one has a midway status."""
    parts = (midtvejsstatus.glance, midtvejsstatus.at_a_glance, midtvejsstatus.one_by_one)
    assert [year for year, view in views.items() if year <= 2022 and any(part(view) for part in parts)] == [2022]
