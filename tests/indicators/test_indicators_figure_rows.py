"""What was observed and what follows from it alone: sizes, limits of rounding, changes, what sources say, revisions."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from invented import broken, reports, said, seen, target, world
from rows_in_tests import ids_of, only, pick

from analysis.data import load
from analysis.indicators import all_edition_rows, columns_of, edition_rows, frame_of

UNSAFE = target("at_most_baseline", "utryg")

# How many answered


def test_how_many_answered_is_a_row_for_each_figure_whose_source_says_so():
    """1,200 of the quarter; of the city nothing is said, and nothing is shown."""
    facts = world(seen("utryg", 2021, "17", n=Decimal(1200), deff=Decimal("1.5")), seen("utryg", 2021, "9", geography="by"))
    row = only(edition_rows(facts, 2021), measure="n")
    assert (row.value, row.unit, row.geography, row.method) == (1200, "count", "kvarter", "published")
    assert (row.id, ids_of(row)) == ("2021.n.utryg.kvarter.2021.s2021", ["utryg.kvarter.2021.s2021"])


def test_a_source_that_repeats_a_figure_may_be_the_one_that_says_how_many_answered():
    """The document counts, the page has the number: the row rests on the page."""
    figures = (seen("utryg", 2021, "17"), seen("utryg", 2021, "17.2", source="side", n=Decimal(800)))
    rows = edition_rows(world(*figures, targets=[UNSAFE]), 2021)
    assert ids_of(only(rows, measure="n")) == ["utryg.kvarter.2021.side"]
    assert {row.n for row in pick(rows, aspect="interval")} == {800}
    assert pick(rows, aspect="rounding") == []


def test_a_size_that_belongs_to_a_contradicting_figure_is_not_borrowed():
    """800 answered what gave 18 %; of the 17 % nobody says."""
    figures = (seen("utryg", 2021, "17"), seen("utryg", 2021, "18", source="side", n=Decimal(800)))
    rows = edition_rows(world(*figures, targets=[UNSAFE]), 2021)
    assert pick(rows, measure="n") == pick(rows, aspect="interval") == []


def test_figures_that_only_stand_beside_others_have_a_size_too():
    """Of context there is no interval, and how many answered is still said."""
    row = only(edition_rows(world(seen("andet", 2021, "40", n=Decimal(64))), 2020, dt.date(2024, 12, 31)), measure="n")
    assert (row.indicator, row.value) == ("andet", 64)


# Between which limits a rounded share lies


@pytest.mark.parametrize(
    ("share", "lower", "upper"),
    [
        ("17", "16.5", "17.5"),
        ("18.2", "18.15", "18.25"),
        ("0", "0", "0.5"),
        ("0.0", "0", "0.05"),
        ("0.3", "0.25", "0.35"),
        ("100", "99.5", "100"),
        ("99.9", "99.85", "99.95"),
        ("100.0", "99.95", "100"),
    ],
)
def test_a_rounded_share_lies_half_a_unit_of_its_last_decimal_either_way(share, lower, upper):
    """Never below none and never above all."""
    rows = pick(edition_rows(world(seen("utryg", 2021, share), targets=[UNSAFE]), 2021), aspect="rounding")
    assert {row.measure: row.value for row in rows} == {"lower": Decimal(lower), "upper": Decimal(upper)}
    assert {columns_of(row)[11] for row in rows} == {"half a unit of the last published decimal"}
    assert {row.unit for row in rows} == {"percent"}


def test_only_shares_of_targets_without_a_size_have_limits_of_rounding():
    """A count was never rounded, a size makes an interval instead, and without a target nothing leans on the figure."""
    with_size = world(seen("utryg", 2021, "17", n=Decimal(900)), targets=[UNSAFE])
    assert pick(edition_rows(with_size, 2021), aspect="rounding") == []
    assert pick(edition_rows(world(seen("utryg", 2021, "17")), 2021), aspect="rounding") == []
    assert pick(edition_rows(world(reports(2021, "17"), targets=[target("at_most_baseline")]), 2021), aspect="rounding") == []


def test_the_area_that_a_target_is_held_against_has_limits_too():
    """The city's 9 % is as rounded as the quarter's 17 %."""
    facts = world(
        seen("utryg", 2021, "17"), seen("utryg", 2021, "9", geography="by"), targets=[target("approaches", "utryg", reference="by")]
    )
    assert {row.geography for row in pick(edition_rows(facts, 2021), aspect="rounding")} == {"kvarter", "by"}


# What sources say of differences


@pytest.mark.parametrize(("answer", "word"), [("yes", "significant"), ("no", "not_significant")])
@pytest.mark.parametrize(("against", "year", "area"), [("2021", 2021, ""), ("by", None, "by")])
def test_what_a_source_says_of_a_difference_is_a_row(answer, word, against, year, area):
    """Against a year or against an area, with the source's own day; and a flag on the change or gap that it is about."""
    figures = [seen("utryg", when, share, geography=area) for when, area, share in (
        (2021, "kvarter", "18"), (2022, "kvarter", "17"), (2022, "by", "9"),
    )]  # fmt: skip
    facts = world(*figures, tables={"significance": (said(2022, against, significant=answer),)})
    rows = edition_rows(facts, 2022)
    row = only(rows, measure="significance")
    assert (row.value, row.against_year, row.against_area, row.unit) == (word, year, area, "answer")
    assert row.inputs[0].published == dt.date(2022, 11, 1)
    about = only(rows, measure="gap" if area else "change", year=2022)
    assert about.flags == (f"published_{word}",)
    assert pick(edition_rows(facts, 2021), measure="significance") == []


# Changes


def test_a_change_since_the_baseline_stands_beside_the_one_since_the_last_measurement():
    """40, 30, 25: since 2021 five fewer, since the baseline of 2020 fifteen, each with its own id."""
    counts = [reports(year, count) for year, count in ((2020, "40"), (2021, "30"), (2022, "25"))]
    rows = edition_rows(world(*counts, targets=[target("at_most_baseline")]), 2022)
    found = {row.id: (row.value, row.against_year) for row in pick(rows, measure="change")}
    assert found == {
        "2022.change.anmeldelser.indbrud.kvarter.2022": (-5, 2021),
        "2022.change.anmeldelser.indbrud.kvarter.2022.since.2020": (-15, 2020),
    }
    percent = {row.id: (row.value, row.against_year) for row in pick(rows, measure="change_pct")}
    assert percent == {
        "2022.change_pct.anmeldelser.indbrud.kvarter.2022": (Decimal(-500) / 30, 2021),
        "2022.change_pct.anmeldelser.indbrud.kvarter.2022.since.2020": (Decimal("-37.5"), 2020),
    }


def test_where_the_baseline_is_the_last_measurement_there_is_one_change():
    """Its id is the one that it always had."""
    rows = edition_rows(world(reports(2020, "40"), reports(2022, "25"), targets=[target("at_most_baseline")]), 2022)
    assert [row.id for row in pick(rows, measure="change")] == ["2022.change.anmeldelser.indbrud.kvarter.2022"]


def test_each_baseline_of_each_agreement_has_its_change():
    """Two targets on one series, from 2020 and from 2021."""
    goals = [target("at_most_baseline", id=f"fra-{year}", baseline_year=year) for year in (2020, 2021)]
    counts = [reports(year, count) for year, count in ((2020, "40"), (2021, "30"), (2022, "28"), (2023, "25"))]
    rows = edition_rows(world(*counts, targets=goals), 2023)
    assert {row.against_year: row.value for row in pick(rows, measure="change")} == {2022: -3, 2021: -5, 2020: -15}


def test_a_baseline_across_a_break_has_no_change_and_the_last_measurement_has():
    """The break is from 2021."""
    counts = [reports(year, count) for year, count in ((2020, "40"), (2021, "30"), (2022, "25"))]
    rows = edition_rows(world(*counts, targets=[target("at_most_baseline")], breaks=[broken(from_year=2021)]), 2022)
    assert [row.against_year for row in pick(rows, measure="change")] == [2021]


def test_a_baseline_after_the_editions_year_is_no_change():
    """An agreement can name a baseline that is still to come."""
    goal = target("at_most_baseline", baseline_year=2022, years=[2023])
    rows = edition_rows(world(reports(2021, "40"), reports(2022, "25"), targets=[goal]), 2021)
    assert pick(rows, measure="change") == []


# Revisions


FIRST, REVISED = reports(2021, "30", source="s2021"), reports(2021, "33", source="s2022", status="revised")


def test_a_revised_figure_and_the_one_it_takes_the_place_of_are_both_in_the_table():
    """33 counts, 30 stands beside it with a flag; each has its own source."""
    rows = pick(edition_rows(world(FIRST, REVISED), 2022), measure="observed", year=2021)
    found = [(row.value, row.status, columns_of(row)[11], [fact.source for fact in row.inputs]) for row in rows]
    assert found == [
        (33, "revised", "published", ["s2022"]),
        (30, "ok", "published; superseded by a newer figure", ["s2021"]),
    ]


def test_an_edition_from_before_a_revision_is_byte_for_byte_the_same():
    """On its own day nobody knew: the table of 2021 is that of facts without the revision."""
    baseline, goal = reports(2020, "31"), target("at_most_baseline")
    tables = [frame_of(edition_rows(world(baseline, FIRST, *later, targets=[goal]), 2021)).to_csv() for later in ((), (REVISED,))]
    assert tables[0] == tables[1]
    verdicts = [only(edition_rows(world(baseline, FIRST, REVISED, targets=[goal]), year, day), measure="verdict").value
                for year, day in ((2021, None), (2021, dt.date(2022, 12, 31)))]  # fmt: skip
    assert verdicts == ["met", "not_met"]


def test_what_was_computed_rests_on_the_revised_figure_alone():
    """Change, interval and verdict of the later edition; the old figure is an input of its own row only."""
    rows = edition_rows(world(reports(2020, "31"), FIRST, REVISED, reports(2022, "20"), targets=[target("at_most_baseline")]), 2022)
    assert only(rows, measure="change", against_year=2021).value == -13
    resting = [row for row in rows if "anmeldelser.indbrud.kvarter.2021.s2021" in ids_of(row)]
    assert {row.measure for row in resting if row.aspect != "so_far"} == {"observed"}
    assert [row.category for row in resting if row.aspect == "so_far"] == ["met", "judged", "targets"], (
        "the verdict of the edition before"
    )


LATER = {"source": "levering", "published": dt.date(2022, 12, 30), "status": "revised"}
REVISED_SHARE, REVISED_CITY = seen("utryg", 2022, "19", **LATER), seen("utryg", 2022, "12", geography="by", **LATER)


@pytest.mark.parametrize(
    ("revised", "change", "gap"),
    [((), True, True), ((REVISED_SHARE,), False, False), ((REVISED_CITY,), True, False)],
)
def test_what_a_source_says_of_a_difference_holds_for_the_figures_that_it_knew(revised, change, gap):
    """Of a figure that was revised after it nothing has been said, at either end of a difference."""
    figures = [seen("utryg", 2021, "15"), seen("utryg", 2022, "17"), seen("utryg", 2022, "9", geography="by")]
    claims = (said(2022, "2021", significant="yes"), said(2022, "by", significant="yes"))
    rows = edition_rows(world(*figures, *revised, tables={"significance": claims}), 2022)
    about = {"geography": "kvarter", "year": 2022}
    found = ["published_significant" in only(rows, measure=measure, **about).flags for measure in ("change", "gap")]
    assert found == [change, gap]


@pytest.mark.parametrize("folder", ["data", "tests/mini/data"])
def test_old_editions_do_not_see_a_revision_that_comes_after_all_of_them(root, folder):
    """Every figure revised by a source of a day after the last edition's: not a byte of any edition changes."""
    facts = load(root / folder)
    day = max(edition.as_of for edition in facts.partnership.editions) + dt.timedelta(days=1)
    source = next(iter(facts.sources.values())).model_copy(update={"published": day, "role": "primary"})
    late = {"source": "rettelse", "published": day, "status": "revised"}
    new = [o.model_copy(update=late | {"value": o.value + 1}) for o in facts.observations if o.value is not None]
    revised = replace(facts, sources=facts.sources | {"rettelse": source}, observations=(*facts.observations, *new))
    assert all_edition_rows(revised) == all_edition_rows(facts)
    newest = facts.newest_edition().year
    flags = [row.flags for row in edition_rows(revised, newest, day) if row.measure == "observed" and row.flags]
    assert ("superseded",) in flags
