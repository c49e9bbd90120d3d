"""Which partnerships a portfolio names: of two with the same folder, id or name the later one is at fault."""

import shutil

import pytest

from analysis.data import load_portfolio
from analysis.errors import DataFaults


def named(folder, mini, ids, folders):
    """The partnerships of a portfolio: the data folders with their ids and names, and the folders that the file names."""
    for place, (key, name) in ids.items():
        shutil.copytree(mini, folder / place)
        path = folder / place / "partnership.toml"
        text = path.read_text(encoding="utf-8").replace('"proeveby"', f'"{key}"').replace("Prøveby Partnerskab", name)
        path.write_text(text, encoding="utf-8")
    lines = "".join(f'[[partnerships]]\ndata = "{place}"\n' for place in folders)
    (folder / "portfolio.toml").write_text(f'title = "Alle"\n{lines}', encoding="utf-8")
    return load_portfolio(folder / "portfolio.toml")[1]


@pytest.mark.parametrize(
    ("second", "folders", "expected"),
    [
        (("to", "To"), ("en", "Æblegård by"), ""),
        (
            ("en", "To"),
            ("en", "Æblegård by"),
            "Æblegård by/partnership.toml, column id: found 'en'; expected an id that en does not have",
        ),
        (
            ("to", "En"),
            ("en", "Æblegård by"),
            "Æblegård by/partnership.toml, column name: found 'En'; expected a name that en does not have",
        ),
        (
            ("to", "To"),
            ("en", "./en"),
            "portfolio.toml, column data: found ./en; expected each data folder once, and en is the same one",
        ),
    ],
)
def test_what_only_one_can_have(mini, tmp_path, second, folders, expected):
    """The first one is as it was; a folder that is named twice is known as one that stands there already."""
    first, other = named(tmp_path, mini, {"en": ("en", "En"), "Æblegård by": second}, folders)
    assert first.load().partnership.name == "En"
    if expected:
        with pytest.raises(DataFaults) as caught:
            other.load()
        assert expected in str(caught.value)
    assert bool(other.faults) == bool(expected)
    assert other.is_again == ("./en" in folders)
