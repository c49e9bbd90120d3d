"""The chapter midtvejsstatus: how the activities go, at a glance and one by one."""

from analysis.display.chapters import midtvejsstatus as midway


def test_the_glance_counts_the_answers(views):
    """8 of 12 as planned, 4 partly, 2 with a concern, none to be adjusted."""
    (said,) = midway.glance(views[2022]).paragraphs
    assert said.startswith("Status dækker perioden 1. januar 2022 til 30. april 2022. ")
    assert said.endswith(
        "Af 12 aktiviteter kører 8 som planlagt og 4 delvist som planlagt. 2 har meldt en bekymring, og ingen har brug for justeringer."
    )


def test_the_table_has_each_activitys_three_answers(views):
    """In the plan's order, with the questions as heads."""
    table = midway.glance_table(views[2022])
    assert table.columns[1:] == ("Kører aktiviteten som planlagt?", "Er der opstået bekymringer?", "Er der behov for justeringer?")
    answers = {row[0].text.split(".")[0]: [cell.text for cell in row[1:]] for row in table.rows}
    assert [number for number, given in answers.items() if given[0] == "Delvist"] == ["3", "6", "8", "9"]
    assert [number for number, given in answers.items() if given[1] == "Ja"] == ["5", "9"]
    assert len(answers) == 12


def test_each_activity_has_answers_words_and_numbers(views):
    """Observed first, then what was promised."""
    profile = next(item for item in midway.one_by_one(views[2022]).items if item.heading == "8. Lommepengejob for 13-15-årige")
    assert [(badge.second, badge.text) for badge in profile.badges] == [
        ("Som planlagt", "Delvist"),
        ("Bekymring", "Nej"),
        ("Justering", "Nej"),
    ]
    assert ("Ansvarlig", "Den boligsociale helhedsplan Amagerplanen") in profile.facts
    assert "4 job, mål: mindst 8 job" in dict(profile.facts).values()


def test_only_one_edition_has_a_midway_status(views):
    """The others show nothing."""
    shown = [year for year, view in views.items() if any((midway.glance(view), midway.glance_table(view), midway.one_by_one(view)))]
    assert shown == [2022]
