"""What a file says by the mapping that is proposed for it, kind by kind: what is read, and what is asked instead."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_deliveries import delivery_of, keys_of, rows_of, sheet_of

from analysis.data.load import load
from analysis.intake import propose
from analysis.intake.sheets import Area, Table

A, TOWN = "Partnerskabsområdet", "Prøveby"
TITLE = ["Anmeldelser i Prøveby. Antal"]


def understood(facts, *sheets, name="fil.xlsx", form="xlsx"):
    return propose(delivery_of(*sheets, name=name, form=form), facts).understood


def counts(*cells, area="byen", years=(2030, 2031), category="indbrud", first="B3"):
    """Rows of one category: the values of its years, from a cell on."""
    column, row = first[0], int(first[1:])
    return [
        ("anmeldelser", category, area, year, "", str(value), f"{chr(ord(column) + place)}{row}")
        for place, (year, value) in enumerate(zip(years, cells, strict=True))
    ]


# Each: the rows of a sheet, how it looks, the observations, and what is said beside notices.
READ = {
    "years as columns": ([TITLE, ["Gerningstype", 2030, 2031], ["Indbrud", 19, 18]], {}, counts(19, 18), set()),
    "years as rows": (
        [TITLE, ["År", "Indbrud"], [2030, 19], [2031, 18]],
        {},
        [*counts(19, first="B3", years=[2030]), *counts(18, first="B4", years=[2031])],
        set(),
    ),
    "the year in the title": (
        [["Anmeldelser i 2031 i Prøveby. Antal"], ["Gerningstype", "Antal"], ["Indbrud", 18]],
        {},
        counts(18, years=[2031]),
        set(),
    ),
    "two rows of heading, merged": (
        [["Anmeldelser, antal"], ["Gerningstype", TOWN, None], [None, 2030, 2031], ["Indbrud", 19, 18]],
        {"merged": [(2, 1, 3, 1), (2, 2, 2, 3)]},
        counts(19, 18, first="B4"),
        set(),
    ),
    "two rows of heading, not merged": (
        [["Anmeldelser, antal"], [None, TOWN, None, A, None], ["Gerningstype", 2030, 2031, 2030, 2031], ["Indbrud", 19, 18, 7, 8]],
        {},
        [*counts(19, 18, first="B4"), *counts(7, 8, first="D4", area="omraade-a")],
        set(),
    ),
    "names of groups on lines of their own": (
        [["Anmeldelser, antal"], ["Gerningstype", 2030, 2031], [TOWN], ["Indbrud", 19, 18], [A], ["Indbrud", 7, 8]],
        {},
        [*counts(19, 18, first="B4"), *counts(7, 8, first="B6", area="omraade-a")],
        set(),
    ),
    "an area named once for several rows": (
        [["Anmeldelser, antal"], ["Område", "Gerningstype", 2030], [TOWN, "Indbrud", 19], [None, "Hærværk", 5]],
        {},
        [*counts(19, first="C3", years=[2030]), *counts(5, first="C4", years=[2030], category="haervaerk")],
        set(),
    ),
    "an empty row within": (
        [TITLE, ["Gerningstype", 2030, 2031], ["Indbrud", 19, 18], [], ["Hærværk", 5, 6]],
        {},
        [*counts(19, 18), *counts(5, 6, first="B5", category="haervaerk")],
        set(),
    ),
    "an empty column between areas": (
        [
            ["Anmeldelser, antal"],
            ["Gerningstype", TOWN, None, None, A, None],
            [None, 2030, 2031, None, 2030, 2031],
            ["Indbrud", 19, 18, None, 7, 8],
            ["Hærværk", 5, 6, None, 1, 2],
        ],
        {"merged": [(2, 2, 2, 3), (2, 5, 2, 6)]},
        [
            *counts(19, 18, first="B4"),
            *counts(7, 8, first="E4", area="omraade-a"),
            *counts(5, 6, first="B5", category="haervaerk"),
            *counts(1, 2, first="E5", area="omraade-a", category="haervaerk"),
        ],
        set(),
    ),
    "tables over one another": (
        [
            ["Tabel 1. Anmeldelser i Prøveby. Antal"],
            ["Gerningstype", 2030, 2031],
            ["Indbrud", 19, 18],
            ["Kilde: Politiet"],
            [],
            ["Tabel 2. Anmeldelser i partnerskabsområdet. Antal"],
            ["Gerningstype", 2031],
            ["Indbrud", 8],
        ],
        {},
        [*counts(19, 18), *counts(8, first="B8", years=[2031], area="omraade-a")],
        set(),
    ),
    "tables side by side": (
        [
            ["Prøveby, antal anmeldelser", None, None, None, "Partnerskabsområdet, antal anmeldelser"],
            ["Gerningstype", 2030, 2031, None, "Gerningstype", 2030, 2031],
            ["Indbrud", 19, 18, None, "Indbrud", 7, 8],
        ],
        {},
        [*counts(19, 18), *counts(7, 8, first="F3", area="omraade-a")],
        set(),
    ),
    "dates shown as years": (
        [TITLE, ["Gerningstype", dt.date(2030, 12, 31), dt.date(2031, 12, 31)], ["Indbrud", 19, 18]],
        {"formats": {(2, 2): "yyyy", (2, 3): "yyyy"}},
        counts(19, 18),
        set(),
    ),
    "quarters and their year": (
        [TITLE, ["Gerningstype", "2030K1", "2030K2", "2030K3", "2030K4", "I alt 2030"], ["Indbrud", 1, 2, 3, 4, 10]],
        {},
        [("anmeldelser", "indbrud", "byen", 2030, f"2030K{k}", str(k), f"{'ABCDE'[k]}3") for k in (1, 2, 3, 4)]
        + counts(10, first="F3", years=[2030]),
        set(),
    ),
    "two quarters are no year": (
        [TITLE, ["Gerningstype", 2030, None, None], [None, "K1", "K2", "I alt"], ["Indbrud", 1, 2, 3]],
        {"merged": [(2, 2, 2, 4)]},
        [("anmeldelser", "indbrud", "byen", 2030, f"2030K{k}", str(k), f"{'ABC'[k]}4") for k in (1, 2)],
        {("refuse", "part_of_year")},
    ),
    "a total that does not add up": (
        [TITLE, ["Gerningstype", 2030], ["Indbrud", 19], ["Hærværk", 5], ["I alt", 25]],
        {},
        [*counts(19, years=[2030]), *counts(5, first="B4", years=[2030], category="haervaerk")],
        {("warn", "total_differs")},
    ),
    "signs with a key": (
        [
            TITLE,
            ["Gerningstype", 2030, 2031],
            ["Indbrud", "-", ".."],
            ["Hærværk", "7*", "<5"],
            ["- = nul"],
            [".. = fortroligt"],
            ["* = foreløbigt"],
        ],
        {},
        [
            *counts(0, first="B3", years=[2030]),
            *counts("suppressed", first="C3", years=[2031]),
            *counts(7, "suppressed", first="B4", category="haervaerk"),
        ],
        {("warn", "marks")},
    ),
    "signs without a key": (
        [TITLE, ["Gerningstype", 2030, 2031], ["Indbrud", "-", ".."], ["Hærværk", 7, "<5"]],
        {},
        counts(7, "suppressed", first="B4", category="haervaerk"),
        {("warn", "marks"), ("ask", "unknown_sign")},
    ),
    "numbers as text": (
        [TITLE, ["Gerningstype", 2030, 2031], ["Indbrud", "1.734", "1\u00a0810"]],
        {},
        counts(1734, 1810),
        {("warn", "text_number")},
    ),
    "a mark that is a footnote": (
        [TITLE, ["Gerningstype", 2030, 2031], ["Indbrud¹", 19, 18], ["¹ Efter gennemgang."]],
        {},
        counts(19, 18),
        {("warn", "footnote")},
    ),
    "percent formats": (
        [["Andel, der er utrygge i nabolaget"], ["Område", 2031], [TOWN, 0.289]],
        {"formats": {(3, 2): "0.0%"}},
        [("utryg_nabolag", "", "byen", 2031, "", "28.9", "B3")],
        {("warn", "percent_format")},
    ),
    "everybody beside parts of the population": (
        [["Andel, der er utrygge i nabolaget, 2031. Pct."], ["Område", "I alt", "Mænd", "70 år og over"], [TOWN, 18, 16, "(15,3)"]],
        {},
        [("utryg_nabolag", "", "byen", 2031, "", "18", "B3")],
        {("skip", "skipped")},
    ),
    "thousands of kroner": (
        [["Fordeling af bevillingen (1.000 kr.)"], ["Aktivitet", 2033], ["Lys i parken", 335], ["Møder", "?"]],
        {},
        [
            ("bevilling", "lys", "omraade-b", 2033, "", "335000", "B3"),
            ("bevilling", "moeder", "omraade-b", 2033, "", "not_decided", "B4"),
        ],
        {("warn", "marks")},
    ),
    "midway answers": (
        [
            ["Midtvejsstatus 1. januar - 30. april 2033"],
            ["Aktivitet", "Kører aktiviteten som planlagt?", "Bekymringer?", "Bemærkning"],
            ["Café", "delvis", "Ja, men", "=x"],
        ],
        {},
        [("paa_plan", "cafe", "omraade-b", 2033, "2033-01-01/2033-04-30", "partly", "B3")],
        {("ask", "unknown_answer"), ("skip", "skipped")},
    ),
}


@pytest.mark.parametrize("case", READ)
def test_a_layout_is_read_by_its_words(case, facts):
    """The right figures with their cells, and nothing of another kind is said but what has to be."""
    rows, looks, right, said = READ[case]
    found = understood(facts, sheet_of(rows, **looks))
    assert sorted(rows_of(found)) == sorted(right)
    assert {pair for pair in keys_of(found, "warn", "ask", "refuse", "skip") if pair[1] != "totals"} == said


READ |= {
    "an empty column between names and figures": (
        [
            ["Prøveby, antal anmeldelser", None, None, None, None, "Partnerskabsområdet, antal anmeldelser"],
            ["Gerningstype", None, 2030, 2031, None, "Gerningstype", 2030, 2031],
            ["Indbrud", None, 19, 18, None, "Indbrud", 7, 8],
        ],
        {},
        [*counts(19, 18, first="C3"), *counts(7, 8, first="G3", area="omraade-a")],
        set(),
    ),
    "an empty column under a merged year": (
        [TITLE, ["Gerningstype", 2030, None, None], [None, "K1", None, "K2"], ["Indbrud", 1, None, 2]],
        {"merged": [(2, 2, 2, 4)]},
        [("anmeldelser", "indbrud", "byen", 2030, f"2030K{k}", str(k), f"{cell}4") for k, cell in ((1, "B"), (2, "D"))],
        set(),
    ),
    "figures without a heading of their own": (
        [TITLE, ["Gerningstype", 2030, None, None], [None, "K1", None, "K3"], ["Indbrud", 1, 2, 3]],
        {"merged": [(2, 2, 2, 4)]},
        [("anmeldelser", "indbrud", "byen", 2030, f"2030K{k}", str(k), f"{cell}4") for k, cell in ((1, "B"), (3, "D"))],
        {("ask", "unnamed_column")},
    ),
}

# Each: the rows of a sheet, how it looks, and the one thing that must be said; nothing of it becomes an observation.
ASKED = {
    "no area": ([["Anmeldelser, antal"], ["Gerningstype", 2030], ["Indbrud", 19]], {}, ("ask", "no_area")),
    "no year": ([TITLE, ["Gerningstype", "Antal"], ["Indbrud", 19]], {}, ("ask", "no_year")),
    "which of two areas": (
        [["Anmeldelser i partnerskabsområdet. Antal"], ["Gerningstype", 2031, 2033], ["Indbrud", 19, 18]],
        {},
        ("ask", "no_area"),
    ),
    "which of two areas that hold in the year": (
        [["Anmeldelser, antal"], ["Område", "Gerningstype", 2032], [A, "Indbrud", 19]],
        {},
        ("ask", "unknown_area"),
    ),
    "another year within than in the title": (
        [["Andel, der er utrygge i nabolaget, 2031. Pct."], ["Område", "Alle"], ["2032"], [TOWN, 18]],
        {},
        ("ask", "no_year"),
    ),
    "a measure without its category": ([TITLE, ["Område", 2030], [TOWN, 19]], {}, ("ask", "no_category")),
    "a name like another": ([TITLE, ["Gerningstype", 2030], ["Indbrud m.v.", 19]], {}, ("ask", "unknown_name")),
    "a footnote that narrows": (
        [TITLE, ["Gerningstype", 2030], ["Indbrud¹", 19], ["¹ Kun beboelse."]],
        {},
        ("ask", "unknown_name"),
    ),
    "another measure": ([["Sigtelser i Prøveby. Antal"], ["Gerningstype", 2030], ["Indbrud", 19]], {}, ("ask", "asked_by_line")),
    "another unit": (
        [["Anmeldelser i Prøveby pr. 1.000 indbyggere"], ["Gerningstype", 2030], ["Indbrud", 1.9]],
        {},
        ("skip", "other_unit"),
    ),
    "per 100,000": (
        [["Antal anmeldelser pr. 100.000 indbyggere i Prøveby"], ["Gerningstype", 2030], ["Indbrud", 19]],
        {},
        ("skip", "other_unit"),
    ),
    "half a year in the title": (
        [["Anmeldelser i Prøveby, 1. halvår. Antal"], ["Gerningstype", 2030], ["Indbrud", 19]],
        {},
        ("ask", "part_year_note"),
    ),
    "part of a year in a note": (
        [TITLE, ["Gerningstype", 2030], ["Indbrud", 19], [], ["2030 er opgjort til og med september."]],
        {},
        ("ask", "part_year_note"),
    ),
    "a rolling year": (
        [["Anmeldelser i Prøveby, seneste 12 måneder. Antal"], ["Gerningstype", 2030], ["Indbrud", 19]],
        {},
        ("refuse", "rolling_year"),
    ),
    "shares without a format": (
        [["Andel, der er utrygge i nabolaget. Pct."], ["Område", 2031], [TOWN, 0.289]],
        {},
        ("ask", "maybe_share"),
    ),
    "decimals among counts": ([TITLE, ["Gerningstype", 2030, 2031], ["Indbrud", 1.734, 1.81]], {}, ("ask", "decimals")),
    "decimals that a format hides": (
        [TITLE, ["Gerningstype", 2030], ["Indbrud", 1.7]],
        {"formats": {(3, 2): "#,##0"}},
        ("ask", "decimals"),
    ),
    "English thousands": ([TITLE, ["Gerningstype", 2030], ["Indbrud", "1,734"]], {}, ("ask", "decimals")),
    "a rate that may be thousands": (
        [["Andel, der er utrygge i nabolaget. Pct."], ["Område", 2031], [TOWN, "1.734"]],
        {},
        ("ask", "doubtful"),
    ),
    "below nought": ([TITLE, ["Gerningstype", 2030], ["Indbrud", -3]], {}, ("ask", "negative")),
    "in brackets": ([TITLE, ["Gerningstype", 2030], ["Indbrud", "(25)"]], {}, ("ask", "bracketed")),
    "above a hundred": ([["Andel, der er utrygge i nabolaget. Pct."], ["Område", 2031], [TOWN, 173]], {}, ("ask", "above_all")),
    "a mark nobody explains": ([TITLE, ["Gerningstype", 2030], ["Indbrud", "19*"]], {}, ("ask", "unknown_mark")),
    "words for a figure": ([TITLE, ["Gerningstype", 2030, 2031], ["Indbrud", "afventer", 3.5]], {}, ("ask", "no_figure")),
    "a comment that doubts": (
        [TITLE, ["Gerningstype", 2030], ["Indbrud", 19]],
        {"looks": {(3, 2): {"comment": "Er vist forkert"}}},
        ("ask", "doubted"),
    ),
    "a name struck through": (
        [TITLE, ["Gerningstype", 2030], ["Indbrud", 19]],
        {"looks": {(3, 1): {"struck": True}}},
        ("ask", "struck_label"),
    ),
    "a heading twice": ([TITLE, ["Gerningstype", 2030, 2030], ["Indbrud", 19, 18]], {}, ("refuse", "heading_twice")),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_a_file_does_not_settle_is_asked_and_not_read(case, facts):
    """No observation, and the reason."""
    rows, looks, said = ASKED[case]
    found = understood(facts, sheet_of(rows, **looks))
    assert rows_of(found) == []
    assert said in keys_of(found)


@pytest.mark.parametrize(
    "trouble",
    [
        {"struck": True},
        {"error": "#DIV/0!"},
        {"formula": "=A1", "stored": False},
        {"formula": "=A1", "outdated": True},
        {"number_format": ";;;"},
        {"comment": "Skal være 47"},
    ],
)
def test_a_cell_that_the_reading_has_refused_or_asked_about_is_not_read(trouble, facts):
    """Whatever stands in it; the cell beside it is."""
    sheet = sheet_of([TITLE, ["Gerningstype", 2030, 2031], ["Indbrud", 19, 18]], looks={(3, 2): trouble})
    assert rows_of(understood(facts, sheet)) == counts(18, first="C3", years=[2031])


def test_a_sheet_for_each_area_and_one_for_each_year_are_read_by_their_names(facts):
    """The name of a sheet says what nothing else says."""
    rows = [["Gerningstype", 2030, 2031], ["Indbrud", 19, 18]]
    found = understood(facts, sheet_of([["Anmeldelser, antal"], *rows], TOWN), sheet_of([["Anmeldelser, antal"], *rows], A))
    assert {row[2] for row in rows_of(found)} == {"byen", "omraade-a"}
    rows = [["Område", "Indbrud"], [TOWN, 19]]
    found = understood(facts, sheet_of(rows, "2030"), sheet_of(rows, "2031"))
    assert [row[3] for row in rows_of(found)] == [2030, 2031]


@pytest.mark.parametrize(
    ("title", "indicator"),
    [
        ("Anmeldelser af borgervendt kriminalitet pr. 1.000 indbyggere", "borgervendt_pr_1000"),
        ("Borgervendt kriminalitet pr. 1.000 indbyggere", "borgervendt_pr_1000"),
        ("Anmeldelser, antal", "anmeldelser"),
        ("Borgervendt kriminalitet pr. 1.000 indbyggere: indbrud", ""),
    ],
)
def test_the_unit_of_a_title_tells_two_measures_in_it_apart(title, indicator, project_facts):
    """A count that only says what the rate is of gives way to it; a category that the rate has not leaves the title open."""
    rows = [[title], [], ["Område", 2021, 2022], ["Amager Vest", 21, 22], ["København", 34, 38]]
    lines = propose(delivery_of(sheet_of(rows)), project_facts).mapping.lines
    assert [line.indicator for line in lines] == [indicator]


def test_the_name_of_a_file_decides_nothing(facts):
    """Another year in it than in the file is asked about."""
    found = understood(facts, sheet_of(READ["the year in the title"][0]), name="tal-2033.xlsx")
    assert ("ask", "year_of_name") in keys_of(found)
    assert [row[3] for row in rows_of(found)] == [2031]


def test_empty_cells_are_not_stated_or_no_row_at_all(facts):
    """A category that begins where another ends has no figure before; an empty cell within a series is not stated."""
    rows = [
        TITLE,
        ["Gerningstype", 2030, 2031, 2032],
        ["Indbrud", 1, None, 3],
        ["Hærværk", 4, 5, None],
        ["Graffiti", None, None, 6],
    ]
    found = understood(facts, sheet_of(rows))
    assert {row[6]: row[5] for row in rows_of(found)} == {"B3": "1", "C3": "not_stated", "D3": "3", "B4": "4", "C4": "5"}
    assert {("warn", "blank_not_stated"), ("warn", "blank_outside"), ("ask", "unknown_name")} <= keys_of(found)


def test_a_scale_is_added_as_stored_on_its_base(facts):
    """11.36 and 5.95 are 17.3, and the interval of a sum is left empty."""
    rows = [
        ["Hvor tryg eller utryg føler du dig i dit nabolag?"],
        ["Tryghedsmåling 2031"],
        ["Svar", TOWN, None, None, None],
        [None, "Vægtet pct.", "n", "Nedre", "Øvre"],
        ["Tryg", 82.68824, 224, 80.0, 85.0],
        ["Utryg", 11.35971, 32, 6.8, 15.9],
        ["Meget utryg", 5.95205, 16, 2.6, 9.3],
        ["I alt", 100, 272, None, None],
    ]
    sheet = sheet_of(rows, merged=[(3, 1, 4, 1), (3, 2, 3, 5)], formats={(row, 2): "0.0" for row in range(5, 9)})
    proposal = propose(delivery_of(sheet), facts_with_role(facts))
    (row,) = proposal.understood.observations
    assert (str(row.value), str(row.n), row.lower, row.upper, row.cell) == ("17.3", "272", None, None, "B6+B7")
    assert {("ask", "scale"), ("warn", "sum_has_no_interval"), ("warn", "added_as_stored"), ("skip", "other_answers")} <= keys_of(
        proposal.understood
    )


def facts_with_role(facts):
    """The invented facts, whose survey question has the role of safety."""
    about = facts.indicators["utryg_nabolag"].model_copy(update={"role": "safety"})
    return replace(facts, indicators=facts.indicators | {"utryg_nabolag": about})


def test_a_file_from_elsewhere_is_shown_in_its_own_words(facts):
    """Codes are no figures, what no indicator is about is asked, and the figures keep their cells."""
    rows = [["Year", "Country Name", "area_id", "CO2 (kt)"], [2030, "Danmark", "0101", 26.5], [2030, "Norge", "0102", 30]]
    found = understood(facts, sheet_of(rows))
    assert rows_of(found) == [
        ("CO2 (kt)", "", area, 2030, "", value, cell) for area, value, cell in (("Danmark", "26.5", "D2"), ("Norge", "30", "D3"))
    ]
    assert keys_of(found, "ask", "refuse") == {("ask", "no_such_indicator")}


def test_single_cases_are_not_figures(facts):
    """Somebody has to count them first."""
    rows = [["Month", "Longitude", "Latitude", "Crime type"], ["2030-01", 12.5, 55.6, "Burglary"], ["2030-01", 12.6, 55.7, "Drugs"]]
    found = understood(facts, sheet_of(rows))
    assert rows_of(found) == []
    assert ("ask", "asked_by_name") in keys_of(found)


@pytest.mark.parametrize("corner", ["Gerningstype", None])
def test_figures_that_look_like_years_are_figures(corner, facts):
    """Also in the first row below the heading, and below the name of a group."""
    rows = [
        ["Anmeldelser, antal"],
        [corner, 2030, 2031],
        [TOWN],
        ["Indbrud", 2003, 2016],
        [A],
        ["Hærværk", 1999, 2001],
        ["Indbrud", 7, 8],
    ]
    found = understood(facts, sheet_of(rows))
    right = [
        *counts(2003, 2016, first="B4"),
        *counts(1999, 2001, first="B6", area="omraade-a", category="haervaerk"),
        *counts(7, 8, first="B7", area="omraade-a"),
    ]
    assert sorted(rows_of(found)) == sorted(right)


def test_a_table_that_the_spreadsheet_knows_is_read_without_its_totals_row(facts):
    """And what stands beside it is no part of it."""
    rows = [
        ["Tal fra politiet"],
        ["Husk!", "Område", "Gerningstype", "År", "Antal"],
        [None, TOWN, "Indbrud", 2030, 19],
        [None, "Total", None, None, 19],
    ]
    sheet = sheet_of(rows, tables=(Table("tblTal", Area(2, 2, 4, 5), has_totals=True),))
    assert rows_of(understood(facts, sheet)) == counts(19, first="E3", years=[2030])


def test_rows_that_a_filter_or_a_person_hides_are_not_read(facts):
    """What the reading says of them is kept beside what is understood."""
    rows = [["Anmeldelser, antal"], ["Område", "Gerningstype", 2030], [TOWN, "Indbrud", 19], [A, "Indbrud", 7]]
    sheet = sheet_of(rows, hidden_rows=frozenset({4}), filtered_rows=frozenset({4}))
    assert rows_of(understood(facts, sheet)) == counts(19, first="C3", years=[2030])


@given(
    st.permutations([("indbrud", "Indbrud"), ("haervaerk", "Hærværk")]),
    st.permutations([2030, 2031, 2029]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.booleans(),
)
def test_wherever_a_table_stands_and_in_whatever_order_each_figure_finds_its_place(categories, years, right, down, turned):
    """Rows, columns, order and orientation say nothing."""
    facts = load(Path(__file__).parents[1] / "mini" / "data")
    figures = {(category, year): 100 * place + year - 2000 for place, (category, _) in enumerate(categories, 1) for year in years}
    table = [[None, *years], *([name, *(figures[category, year] for year in years)] for category, name in categories)]
    table = [list(row) for row in zip(*table, strict=True)] if turned else table
    rows = [TITLE, *([] for _ in range(down)), *([None] * right + row for row in table)]
    found = understood(facts, sheet_of(rows))
    assert {(row[1], row[3]): int(row[5]) for row in rows_of(found)} == figures


CELLS = st.sampled_from(
    [
        None,
        "",
        "-",
        "..",
        "I alt",
        "2031",
        2031,
        1.5,
        -3,
        "1.734",
        "12,5",
        "(3)",
        "x",
        A,
        TOWN,
        "K1",
        "Ja",
        "5*",
        "<5",
        True,
        "Indbrud",
        "Antal",
        "pct.",
        "¹",
        "=1+1",
        "Aktivitet",
        "Svar",
    ]
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_any_sheet_is_understood_or_asked_about(rows):
    """Nothing that stands in a sheet breaks the reading, and no observation stands twice."""
    facts = load(Path(__file__).parents[1] / "mini" / "data")
    found = understood(facts, sheet_of([*rows, [None]]))
    assert all(one.text("fil.xlsx") for one in found.findings)
    assert len({row.key for row in found.observations}) == len(found.observations)
