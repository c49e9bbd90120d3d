"""Areas that make up a larger one: what can be said of them, and that the figures of a source agree with it."""

import pytest

from analysis.data.definitions import Geography

AREA = {"name": "By", "short": "By", "kind": "city"}
WEST = '[geographies.amager-vest]\nname = "Bydelen Amager Vest"'


@pytest.mark.parametrize(("written", "read"), [(["a", "b"], (("a", "b"),)), ([["a", "b"], ["c"]], (("a", "b"), ("c",))), ([], ())])
def test_parts_are_one_list_or_several(written, read):
    """One for each way of parting an area."""
    assert Geography.model_validate(AREA | {"parts": written}).parts == read


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ('["partnerskab-2021", "distrikt-15"]', "the part distrikt-15, which does not lie in amager-vest"),
        ('["partnerskab-2021", "partnerskab-2022"]', "did you mean partnerskab-2021?"),
        ('["partnerskab-2021", "partnerskab-2021"]', "partnerskab-2021"),
        ('["amager-vest"]', "the part amager-vest, which does not lie in amager-vest"),
        ("[[]]", "parts"),
        ('"partnerskab-2021"', "parts"),
    ],
)
def test_parts_that_cannot_be_are_told(broken, parts, said):
    """The message names the part and what is wrong with it."""
    message = broken("partnership.toml", WEST, f"{WEST}\nparts = {parts}")
    assert message.has_fault("partnership.toml", "geographies.amager-vest.parts", said)


def test_a_part_of_a_part_is_told(broken):
    """It would be counted twice."""
    old = '[geographies.koebenhavn]\nname = "København"'
    message = broken("partnership.toml", old, f'{old}\nparts = ["amager-vest", "partnerskab-2021"]')
    assert message.has_fault("partnership.toml", "the part partnerskab-2021, which lies in the part amager-vest")


def test_figures_of_a_source_that_do_not_add_up_are_told(broken, change):
    """A part that is larger than the whole, so the parts or a figure are wrong."""
    row = "anmeldelser,indbrud,{},2021,{},,ok,,,,status-2022,Tabel 1,2022-05-24\n"
    head = "indicator,category,geography,year,value,level,status,n,deff,note,source,section,published\n"
    change("observations.csv", head, head + row.format("amager-vest", 3))
    message = broken("partnership.toml", WEST, f'{WEST}\nparts = ["partnerskab-2021"]')
    assert message.has_fault(
        "observations.csv, row 2, column value", "found 3; expected 9", "the sum of the areas partnerskab-2021"
    )
