"""PX and JSON-stat: the figures of a cube in a long table, whatever order and form the file has them in."""

import json
from decimal import Decimal

import pytest
from raw_workbooks import DELIVERIES

from analysis.intake.reading import read
from analysis.intake.sheets import Refused

REMADE = DELIVERIES / "remade"
PX = 'CHARSET="ANSI";\nSTUB="a";\nHEADING="tid";\nVALUES("a")="x","y";\nVALUES("tid")="2020","2021";\n{}DATA=\n{};\n'


def refused_key(read_text, content):
    with pytest.raises(Refused) as refused:
        read_text(content, "x.px")
    return refused.value.findings[0].key.removeprefix("intake.reading.")


def test_a_px_file_in_three_languages_is_read_in_danish():
    """Labels, title, notes and the notes on single figures, those on a whole row among them."""
    delivery = read(REMADE / "05-tre-sprog-forkert-codepage.px")
    rows = delivery.sheets[0].rows
    assert (delivery.form, delivery.encoding) == ("px", "utf-8")
    assert rows[0] == ("distrikt", "tid", "value", "status", "unit", "note")
    assert rows[1] == ("I alt", "2020", Decimal(12), None, "Antal", None)
    assert [row[-1] for row in rows[1:]] == [None] * 5 + ["Tallene er fra 2021", "Skøn", "Skøn", "Skøn"]
    assert delivery.meta["title"] == "Antal vagthunde efter distrikt og tid"
    assert delivery.meta["notes"] == "distrikt: Tallene for 2020 er rettet i 2021"
    assert "Nobody" not in str(delivery.meta)


def test_signs_stand_beside_the_figures_that_they_stand_for():
    """Dots are kept as they are: what they mean, a person says. Decimals are those of the file."""
    delivery = read(REMADE / "07-prikker.px")
    rows = delivery.sheets[0].rows
    assert rows[1][:5] == ("01 Montaña", "05 Carbón", "2021M02", None, "..")
    assert [(row[3], row[4]) for row in rows[3:9]] == [
        (Decimal("101.5"), None),
        (Decimal("100.0"), None),
        (None, "."),
        (None, "."),
        (Decimal("98.25"), None),
        (Decimal("-1.5"), None),
    ]
    assert rows[8][1] == "07 Minería; otros"
    assert str(rows[4][3]) == "100.0"


@pytest.mark.parametrize(
    ("more", "data", "figures"),
    [
        ("", "1 2\n3 4", [1, 2, 3, 4]),
        ("", '1,2,\t"-" 4.50', [1, 2, "-", Decimal("4.50")]),
        ("", "1e3 2 3 4 ", [1000, 2, 3, 4]),
        ('KEYS("a")=VALUES;\n', '"y",3,4', ["(no row)", "(no row)", 3, 4]),
        ('CODES("a")="1","2";\nKEYS("a")=CODES;\n', '"2",3 4\n"1",1 2', [1, 2, 3, 4]),
    ],
)
def test_the_figures_of_px_in_every_form(read_text, more, data, figures):
    """Separated by blanks or commas, with signs, or with the rows' keys before them."""
    rows = read_text(PX.format(more, data), "x.px").sheets[0].rows[1:]
    assert [row[2] if row[2] is not None else row[3] for row in rows] == figures
    assert [row[:2] for row in rows] == [("x", "2020"), ("x", "2021"), ("y", "2020"), ("y", "2021")]


def test_units_of_categories_go_before_that_of_the_file(read_text):
    """Where one of the dimensions is what is counted."""
    more = 'UNITS="antal";\nCONTVARIABLE="a";\nUNITS("y")="pct.";\n'
    rows = read_text(PX.format(more, "1 2 3 4"), "x.px").sheets[0].rows
    assert [row[4] for row in rows[1:]] == ["antal", "antal", "pct.", "pct."]


@pytest.mark.parametrize(
    ("times", "found"), [('TLIST(A1),"2020","2021"', ("2020", "2021")), ('TLIST(A1,"2020"-"2021")', ("2020", "2021"))]
)
def test_periods_may_stand_in_a_time_list_alone(read_text, times, found):
    """One by one, or from the first to the last."""
    text = PX.format("", "1 2 3 4").replace('VALUES("tid")="2020","2021"', f'TIMEVAL("tid")={times}')
    assert {row[1] for row in read_text(text, "x.px").sheets[0].rows[1:]} == set(found)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (PX.format("", "1 2 3"), "px_few"),
        (PX.format("", "1 2 3 4 5"), "px_many"),
        (PX.format("", "1 2 3 4")[:-2], "px_cut_off"),
        (PX.format("", "")[:80], "px_cut_off"),
        (PX.format("", "1 2 3 4").replace("DATA=", "data here"), "px_damaged"),
        (PX.format("", "1 2 3 4").replace('VALUES("a")="x","y";', ""), "px_lacks"),
        (PX.format("", "1").replace('STUB="a";', "").replace('HEADING="tid";', ""), "px_lacks"),
        (PX.format("", "1").replace('"2020","2021"', ",".join(f'"{year}"' for year in range(300_000))), "many_text_cells"),
        (PX.format('KEYS("a")=VALUES;\n', '"z",3,4'), "px_lacks"),
    ],
)
def test_a_px_file_whose_figures_do_not_fit_is_refused(read_text, content, key):
    """Too few, too many, cut off, damaged, without names, too large."""
    assert refused_key(read_text, content) == key


@pytest.mark.parametrize(
    ("codepage", "codec", "said"),
    [
        ("iso-8859-15", "iso-8859-15", []),
        ("windows-1252", "windows-1252", []),
        ("windows-1252", "utf-8", ["codepage"]),
        ("utf-8", "windows-1252", ["codepage"]),
        ("windows-1252", "cp850", ["codepage"]),
        ("cp850", "cp850", []),
        ("no-such-page", "windows-1252", ["one_byte"]),
        ("", "windows-1252", ["one_byte"]),
        ("", "utf-8", []),
    ],
)
def test_what_a_px_file_says_of_its_letters_is_held_against_them(read_text, codepage, codec, said):
    """Believed where it can be true, and the contradiction said where it cannot."""
    head = f'CODEPAGE="{codepage}";\n' if codepage else ""
    text = PX.format("", "1 2 3 4").replace('"x","y"', '"Østerå","Nørreby"')
    delivery = read_text((head + text).encode(codec), "x.px")
    assert {row[0] for row in delivery.sheets[0].rows[1:]} == {"Østerå", "Nørreby"}
    assert [finding.key.rpartition(".")[2] for finding in delivery.findings] == said


def test_both_versions_of_json_stat_are_read():
    """The wrapper of the first, the sparse figures and the order of the index of the second."""
    first = read(REMADE / "08-jsonstat-1.json").sheets[0].rows
    assert first[0] == ("bevægelsesart", "Indhold", "tid", "value", "status", "unit", "note")
    assert first[1] == ("Befolkning (i 1000)", "Nøgletal", "2021", Decimal("41.2"), None, "Antal", None)
    assert first[3][3:5] == (None, "..")
    second = read(REMADE / "08-jsonstat-2.json")
    assert [row[:4] for row in second.sheets[0].rows[1:]] == [
        ("Nordby", "2021", Decimal("17.5"), ""),
        ("Nordby", "2022", None, ".."),
        ("Østerå", "2021", None, ".."),
        ("Østerå", "2022", 20, ""),
    ]
    assert second.meta == {"title": "Utryghed", "source": "Opdigtet kontor", "updated": "2023-01-01", "notes": "Opdigtet"}


DATASET = {
    "class": "dataset",
    "id": ["a"],
    "size": [2],
    "dimension": {"a": {"category": {"label": {"1": "x", "2": "y"}}}},
    "value": [1, None],
}


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"value": [1]}, "json_sizes"),
        ({"value": {"7": 1}}, "json_sizes"),
        ({"size": [3]}, "json_sizes"),
        ({"id": ["b"]}, "json_form"),
        ({"dimension": {"a": {}}}, "json_form"),
        ({"size": ["x"]}, "json_form"),
        ({"value": "none"}, "json_sizes"),
        ({"size": [900_000]}, "many_text_cells"),
    ],
)
def test_json_stat_whose_figures_do_not_fit_is_refused(read_text, changed, key):
    """Nothing is filled up and nothing left out."""
    assert refused_key(read_text, json.dumps(DATASET | changed)) == key


def test_several_data_sets_are_several_sheets(read_text):
    """Each under its name."""
    delivery = read_text(json.dumps({"one": DATASET, "two": DATASET | {"status": "e"}}), "x.json")
    assert [(sheet.name, len(sheet.rows)) for sheet in delivery.sheets] == [("one", 3), ("two", 3)]
    assert delivery.sheets[1].rows[1] == ("x", 1, "e", None, None)
