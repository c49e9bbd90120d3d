"""Whatever figure is hidden, every chapter can be made: nothing reads a value that is not there."""

import shutil
from pathlib import Path

import pytest

from analysis.data import load
from analysis.display.view import opened
from analysis.indicators import edition_rows
from analysis.indicators.kinds.protected import hide
from analysis.indicators.rows import fact_of_significance

NOTEBOOKS = {path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "notebooks").glob("*.md")}
YEAR = 2032
# How verdicts are counted is known, hidden or not.
COUNTED = "count_of_verdicts"
ABOUT, FROM = f"utryg_nabolag,,kvarter,{YEAR}", "status-2032,Tabel 1,2032-11-01"
CLAIMS = f"{ABOUT},2031,yes,,{FROM}\n{ABOUT},byen,no,,{FROM}\n"
INDICATORS = "utryg_nabolag tillid tryghedsscore behov anmeldelser indbyggere responstid udgift frivillige fraflytning husleje traeer bevilling"


@pytest.fixture(scope="module")
def folder(broad, tmp_path_factory):
    """The partnership that says everything, and what a source says of chance."""
    data = tmp_path_factory.mktemp("hidden") / "data"
    shutil.copytree(broad, data)
    with (data / "significance.csv").open("a", encoding="utf-8") as claims:
        claims.write(CLAIMS)
    return data


@pytest.mark.parametrize("indicator", INDICATORS.split())
def test_every_chapter_can_be_made(folder, chapter, monkeypatch, indicator):
    """With each indicator hidden in turn, as the protection hides it, and all that rests on it."""
    facts = load(folder)
    said = {fact_of_significance(claim).id for claim in facts.significance if claim.indicator == indicator}
    ids = frozenset(said | {o.id for o in facts.observations if o.indicator == indicator})

    def hidden(given, year, day):
        rows = edition_rows(given, year, day)
        return tuple(row if row.method == COUNTED else next(hide([row], ids, frozenset())) for row in rows)

    monkeypatch.setattr(opened, "edition_rows", hidden)
    for name, text in NOTEBOOKS.items():
        year = {"year": YEAR} if "scope: edition" in text else {}
        assert chapter.__wrapped__(name, data=str(folder), **year)
    assert any(row.status == "suppressed" for row in opened.edition_of(facts, YEAR).rows.table)


def test_each_indicator_is_hidden_once(folder):
    """Also one that comes."""
    assert set(INDICATORS.split()) == {o.indicator for o in load(folder).observations}
