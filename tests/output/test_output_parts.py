"""The files of single figures and tables in an edition's description."""

import json

import frictionless
import pytest

from analysis.indicators import csv_of
from analysis.output.download.package import NAME, with_parts
from analysis.output.edition import data_files

CASES = [("own", 2022), ("mini", 2032), ("broad", 2033)]


def described_in(tmp_path, view, change=lambda text: text):
    """An edition's files below a folder with those of two parts, and the report of the judge on all of them."""
    rows = [row for row in view.rows.table if row.is_whole][:5]
    parts = {"hent/tabel-et.csv": change(csv_of(rows)).encode(), "hent/tabel-to.csv": csv_of(view.rows.table[:2]).encode()}
    files = data_files(view)
    files |= parts | {NAME: with_parts(files[NAME], parts, view.say)}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return frictionless.validate(str(tmp_path / NAME)), json.loads(files[NAME])["resources"]


@pytest.mark.parametrize(("name", "year"), CASES)
def test_a_part_has_rows_of_the_results_and_says_so(view_of, tmp_path, name, year):
    """Also where the results have columns about parts of a year that the part has not; whoever reads it finds each row there."""
    report, resources = described_in(tmp_path, view_of(name, year))
    assert report.flatten(["title", "message"]) == []
    assert report.stats["tasks"] == len(resources)
    assert [one["path"] for one in resources[-2:]] == ["hent/tabel-et.csv", "hent/tabel-to.csv"]
    assert resources[-1]["title"] == "Rækkerne bag tabel-to"
    assert resources[-1]["schema"]["foreignKeys"][0]["reference"] == {"resource": resources[0]["name"], "fields": ["id"]}


def test_a_row_that_the_results_have_not_is_found_out(view_of, tmp_path):
    """The judge follows the key."""
    report, _ = described_in(tmp_path, view_of("own", 2022), lambda text: text.replace("\n2022.", "\n2021.", 1))
    assert "ForeignKey Error" in {title for (title,) in report.flatten(["title"])}
