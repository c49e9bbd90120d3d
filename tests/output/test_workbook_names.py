"""Names of sheets and tables: what a spreadsheet takes, whatever they are made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.output.workbook.names import numbered_name, sheet_name, table_name

UNFINISHED = frozenset({"uden", "og", "i"})


@pytest.mark.parametrize(
    ("caption", "short", "name"),
    [
        ("Tal med mål", "", "Tabel 4 Tal med mål"),
        ("Tal med mål, 2020 og 2021", "", "Tabel 4 Tal med mål"),
        ("Mål, vurdering, nyeste tal og måltal: Aftalen", "", "Tabel 4 Mål, vurdering"),
        ("Tal, der følges uden mål, 2020 og 2021", "", "Tabel 4 Tal, der følges"),
        ("Andel, der er utrygge i nabolaget, procent", "Utrygge", "Tabel 4 Utrygge"),
        ("Budget i 3B's plan", "", "Tabel 4 Budget i 3B"),
        ("Ekstraordinæreaktiveringerafberedskabet", "", "Tabel 4 Ekstraordinæreaktivering"[:31]),
    ],
)
def test_a_sheet_is_named_after_its_table(caption, short, name):
    """With the caption where there is room, else in short, else with as much as ends well."""
    assert numbered_name("Tabel 4", caption, short, [], UNFINISHED) == name


@given(st.lists(st.text(min_size=1, max_size=40).map(lambda text: f"x{text}"), max_size=6))
def test_any_texts_become_names_that_a_spreadsheet_takes(texts):
    """Short enough, of allowed signs, and no two the same, whatever the case of their letters."""
    names = []
    for text in texts:
        names.append(sheet_name(text, names))
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)
    assert not any(re.search(r"[\[\]:*?/\\']", name) for name in names)


@pytest.mark.parametrize(
    ("sheet", "name"), [("Tabel 1 Mål, vurdering", "Tabel_1_Mål_vurdering"), ("Alle tal", "Alle_tal"), ("Koder", "Koder")]
)
def test_a_table_is_named_after_its_sheet(sheet, name):
    """As one word."""
    assert table_name(sheet) == name
