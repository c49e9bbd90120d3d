"""A saved mapping and the file of next year: names and units decide, positions never, and what has changed is said."""

import pytest
from made_deliveries import delivery_of, keys_of, sheet_of

from analysis.intake import propose, understand

A, TOWN = "Partnerskabsområdet (fra 2021)", "Prøveby i alt"
HEAD = ["Gerningstype", A, None, TOWN, None]
YEARS = [None, 2030, 2031, 2030, 2031]
BASE = [
    ["Anmeldelser efter område, gerningstype og år"],
    ["Enhed: antal anmeldelser"],
    [],
    HEAD,
    YEARS,
    ["Indbrud", 17, 20, 221, 270],
    ["Hærværk", 35, 34, 114, 349],
    ["I alt", 52, 54, 335, 619],
    [],
    ["Kilde: Politiet."],
]
MERGED = [(4, 1, 5, 1), (4, 2, 4, 3), (4, 4, 4, 5)]
RIGHT = {
    ("indbrud", "omraade-a", 2030): 17,
    ("indbrud", "omraade-a", 2031): 20,
    ("indbrud", "byen", 2030): 221,
    ("indbrud", "byen", 2031): 270,
    ("haervaerk", "omraade-a", 2030): 35,
    ("haervaerk", "omraade-a", 2031): 34,
    ("haervaerk", "byen", 2030): 114,
    ("haervaerk", "byen", 2031): 349,
}


@pytest.fixture(scope="module")
def mapping(facts):
    """The mapping that was made for the base."""
    return propose(delivery_of(base()), facts).mapping


def base(rows=BASE, merged=MERGED, name="Anmeldelser", **more):
    return sheet_of(rows, name, merged=merged, **more)


def changed(*changes, rows=BASE):
    """The base with other texts or figures: (row, column, what stands there now)."""
    found = [list(row) + [None] * (5 - len(row)) for row in rows]
    for row, column, value in changes:
        found[row - 1][column - 1] = value
    return found


def down(by):
    return [(top + by, left, bottom + by, right) for top, left, bottom, right in MERGED]


# Each: the sheet as it came, and what is said beside notices and totals; all figures are the base's.
SAME = {
    "nothing": (base(), set()),
    "a row put in above": (base([*BASE[:2], ["Kontakt: NN"], *BASE[2:]], down(1)), set()),
    "a column put in before": (
        base([[None, *row] for row in BASE], [(top, left + 1, bottom, right + 1) for top, left, bottom, right in MERGED]),
        set(),
    ),
    "areas and years in another order": (
        base(
            [
                *BASE[:3],
                ["Gerningstype", TOWN, None, A, None],
                [None, 2031, 2030, 2031, 2030],
                ["Indbrud", 270, 221, 20, 17],
                ["Hærværk", 349, 114, 34, 35],
            ]
        ),
        set(),
    ),
    "categories in another order": (base([*BASE[:5], BASE[6], BASE[5], *BASE[7:]]), set()),
    "capitals": (base([[value.upper() if isinstance(value, str) else value for value in row] for row in BASE]), set()),
    "line breaks": (base(changed((4, 2, "Partnerskabsområdet\n(fra 2021)"), (4, 4, "Prøveby\n i alt"))), set()),
    "invisible characters": (base(changed((6, 1, "Ind\u00adbrud"), (4, 4, "Prøveby\u00a0i\u00a0alt"))), set()),
    "years as text": (base(changed(*((5, column, str(YEARS[column - 1])) for column in (2, 3, 4, 5)))), set()),
    "the total first": (base([*BASE[:5], BASE[7], BASE[5], BASE[6]]), set()),
    "numbers as text": (base(changed((6, 4, "221"), (6, 5, "270"))), {("warn", "text_number")}),
    "a sheet of another name": (base(name="Ark1"), {("warn", "sheet_renamed")}),
    "a new category": (base([*BASE[:7], ["Graffiti", 1, 2, 3, 4], *BASE[8:]]), {("ask", "unknown_name")}),
    "a footnote": (base(changed((6, 1, "Indbrud 1)"), (10, 1, "1) Inkl. forsøg."))), {("warn", "footnote")}),
    "an unexplained mark": (base(changed((6, 1, "Indbrud*"))), {("warn", "unexplained_mark")}),
    "a sum of categories": (
        base([*BASE[:7], ["Ejendom i alt", 52, 54, 335, 619], BASE[7]]),
        {("warn", "unknown_total")},
    ),
    "a total of years": (
        base(
            [
                *BASE[:3],
                ["Gerningstype", A, None, None, TOWN, None],
                [None, 2030, 2031, "I alt 2030-2031", 2030, 2031],
                ["Indbrud", 17, 20, 37, 221, 270],
                ["Hærværk", 35, 34, 69, 114, 349],
            ],
            [(4, 1, 5, 1), (4, 2, 4, 4), (4, 5, 4, 6)],
        ),
        set(),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_a_file_that_looks_otherwise_gives_the_same_figures(case, mapping, facts):
    """By its words, wherever they stand."""
    sheet, said = SAME[case]
    found = understand(delivery_of(sheet), mapping, facts)
    assert {(row.category, row.geography, row.year): row.value for row in found.observations} == RIGHT
    assert {pair for pair in keys_of(found, "warn", "ask", "refuse") if pair[1] != "names_gone"} == said


# Each: the sheet as it came, and the reason; nothing of it is read.
REFUSED = {
    "another unit": (base(changed((2, 1, "Enhed: anmeldelser pr. 1.000 indbyggere"))), "line_missing"),
    "no unit": (base(changed((2, 1, None))), "line_missing"),
    "another language": (base(changed((2, 1, "Unit: reports"), (4, 2, "The area"), (4, 4, "The town"))), "line_missing"),
    "its names in another language": (base(changed((6, 1, "Burglary"), (7, 1, "Vandalism"), (8, 1, "Total"))), "words_changed"),
    "another area": (base(changed((4, 2, "Søparken"))), "area_changed"),
    "a year twice": (base(changed((5, 3, 2030))), "heading_twice"),
    "a year twice with the same figures": (base(changed((5, 3, 2030), (6, 3, 17), (7, 3, 35))), "heading_twice"),
    "a heading over the wrong columns": (
        base(merged=[(4, 1, 5, 1), (4, 3, 4, 5)], rows=changed((4, 3, TOWN), (4, 4, None))),
        "heading_twice",
    ),
    "none of its sheets": (sheet_of([["Version", 2031]], "Om"), "sheet_missing"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_changed_meaning_is_refused(case, mapping, facts):
    """Nothing is read, and the reason is said."""
    sheet, reason = REFUSED[case]
    found = understand(delivery_of(sheet), mapping, facts)
    assert found.observations == ()
    assert ("refuse", reason) in keys_of(found)
    assert found.outcome == "refuse"


def test_new_years_and_years_that_are_gone_are_said(mapping, facts):
    """With the cells of the headings."""
    rows = changed((5, 2, 2031), (5, 3, 2032), (5, 4, 2031), (5, 5, 2032))
    found = understand(delivery_of(base(rows)), mapping, facts)
    assert {row.year for row in found.observations} == {2031, 2032}
    (said,) = [one for one in found.findings if one.key.endswith("years_moved")]
    assert (said.values["new"], said.values["gone"], said.cells) == ("2032", "2030", "B5:E5")


def test_a_hidden_row_explains_what_the_total_lacks(mapping, facts):
    """Its figures are not read, and the total shows that they belong."""
    found = understand(delivery_of(base(hidden_rows=frozenset({7}))), mapping, facts)
    assert {row.category for row in found.observations} == {"indbrud"}
    assert {("warn", "hidden_in_total"), ("warn", "names_gone")} <= keys_of(found)


def test_a_narrower_footnote_stops_a_name_that_the_mapping_knows(mapping, facts):
    """Until the mapping has the footnote as the name's note."""
    sheet = base(changed((6, 1, "Indbrud 1)"), (10, 1, "1) Kun beboelse.")))
    found = understand(delivery_of(sheet), mapping, facts)
    assert {row.category for row in found.observations} == {"haervaerk"}
    assert ("ask", "narrowed") in keys_of(found)
    noted = tuple(one.model_copy(update={"note": "Kun beboelse."}) if "Indbrud" in one.words else one for one in mapping.names)
    found = understand(delivery_of(sheet), mapping.model_copy(update={"names": noted}), facts)
    assert {row.category for row in found.observations} == {"haervaerk", "indbrud"}


def test_a_name_holds_in_its_years(mapping, facts):
    """Outside them it is asked about."""
    until = tuple(one.model_copy(update={"to_year": 2030}) if "Indbrud" in one.words else one for one in mapping.names)
    found = understand(delivery_of(base()), mapping.model_copy(update={"names": until}), facts)
    assert {row.year for row in found.observations if row.category == "indbrud"} == {2030}
    assert ("ask", "other_years") in keys_of(found)
