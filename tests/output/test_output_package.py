"""The data package: valid by its standard, true of the files beside it, and honest about licence and sources."""

import csv
import io
import json
from dataclasses import replace

import frictionless
import pytest

from analysis.archive import sha256
from analysis.data import Licence
from analysis.display.view.view import View
from analysis.indicators import edition_rows
from analysis.output.download.package import NAME
from analysis.output.edition import data_files


def put(folder, files):
    """Write files to a folder and return where the package's description is."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return str(folder / NAME)


def described(files):
    return json.loads(files[NAME])


def view_with(facts, year, **fields):
    """The view of an edition of facts whose partnership says more."""
    changed = replace(facts, partnership=facts.partnership.model_copy(update=fields))
    day = changed.edition(year).as_of
    return View(changed.as_of(day, year), year, day, edition_rows(changed, year, day))


@pytest.mark.parametrize(("name", "year"), [("own", 2013), ("own", 2022), ("mini", 2032), ("broad", 2033)])
def test_the_package_and_its_files_are_valid(view_of, tmp_path, name, year):
    """The description, each file against its schema, and every key that names a row of another file."""
    view = view_of(name, year)
    report = frictionless.validate(put(tmp_path, data_files(view)))
    assert report.flatten(["title", "message"]) == []
    assert report.stats["tasks"] == len([name for name in data_files(view) if name.endswith(".csv")])


@pytest.mark.parametrize(
    ("file", "before", "after", "error"),
    [
        ("grundlag-2022.csv", b"\n2022.", b"\n2022x.", "ForeignKey Error"),
        ("kilder-2022.csv", b"status-2022", b"plan-2017", "PrimaryKey Error"),
        ("resultater-2022-excel.csv", b";partnerskab-2021;2021;", b";partnerskab-2021;i fjor;", "Type Error"),
        ("observationer-2022.csv", b"2022-05-24", b"24. maj", "Type Error"),
        ("koder-2022.csv", b"column,", b"kolonne,", "Incorrect Label"),
    ],
)
def test_a_file_that_is_not_as_described_is_found_out(view_of, tmp_path, file, before, after, error):
    """The check above can fail: with one cell of one file changed."""
    files = data_files(view_of("own", 2022))
    changed = files[file].replace(before, after, 1)
    assert changed != files[file]
    said = described(files)
    for resource in said["resources"]:
        del resource["bytes"], resource["hash"]
    path = put(tmp_path, files | {file: changed, NAME: json.dumps(said).encode()})
    assert error in {title for (title,) in frictionless.validate(path).flatten(["title"])}


def test_each_csv_file_is_described_by_its_size_and_hash(view):
    """And nothing is described that is not there."""
    files = data_files(view)
    resources = {resource["path"]: resource for resource in described(files)["resources"]}
    assert set(resources) == set(files) - {NAME}
    for path, resource in resources.items():
        assert resource["bytes"] == len(files[path])
        assert resource["hash"] == f"sha256:{sha256(files[path])}"
        first = next(csv.reader(io.StringIO(files[path].decode("utf-8-sig")), delimiter=resource["dialect"]["delimiter"]))
        assert first == [field["name"] for field in resource["schema"]["fields"]]


def test_the_files_have_the_names_of_the_contract(view_of):
    """Other people's scripts fetch them by these."""
    names = set(data_files(view_of("own", 2022)))
    assert {"resultater-2022.csv", "resultater-2022-excel.csv", "observationer-2022.csv", "datapackage.json"} <= names


def test_every_field_is_explained_and_figures_name_their_unit(view):
    """In Danish; the unit of a figure stands in a column that is there."""
    for resource in described(data_files(view))["resources"]:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert all(field["title"] and field["description"] for field in fields.values())
        units = {field["unitField"] for field in fields.values() if "unitField" in field}
        assert units <= set(fields)
        assert ("value" in fields) == bool(units)


def test_numbers_of_the_danish_files_have_a_decimal_comma(view):
    """And those of the plain ones a point, which is what a reader takes for granted."""
    for resource in described(data_files(view))["resources"]:
        signs = {f.get("decimalChar", ".") for f in resource["schema"]["fields"] if f["name"] in ("value", "value_to")}
        assert signs <= {"," if resource["path"].endswith("-excel.csv") else "."}


def test_codes_are_explained_where_they_stand(view_of):
    """With the words that the table of codes has."""
    fields = {f["name"]: f for f in described(data_files(view_of("own", 2022)))["resources"][0]["schema"]["fields"]}
    assert {"value": "no_grant", "label": "Ingen bevilling: Kilden siger, at der ikke er givet penge."} in fields["status"][
        "categories"
    ]


def test_the_day_is_the_editions_own(view):
    """No clock: what was public to that day."""
    said = described(data_files(view))
    assert said["created"] == f"{view.as_of}T00:00:00Z"
    assert str(view.year) in said["title"]


def test_the_sources_are_those_of_the_facts(view_of):
    """With their addresses where they have one."""
    view = view_of("own", 2022)
    known = {view.known.sources[fact.source] for row in view.rows.table for fact in row.inputs}
    said = {(source["title"], source.get("path", "")) for source in described(data_files(view))["sources"]}
    assert said == {(source.title, source.address) for source in known}


def test_without_a_licence_none_is_invented(facts_of):
    """It is said that there is none; with one, its name and address stand there."""
    said = described(data_files(view_with(facts_of("own"), 2022, licence=None)))
    assert "licenses" not in said
    assert "ikke oplyst nogen licens" in said["description"]
    licence = Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
    said = described(data_files(view_with(facts_of("own"), 2022, licence=licence)))
    assert said["licenses"] == [{"title": licence.name, "path": licence.url}]
    assert "licens" not in said["description"]


def test_the_publisher_is_the_partnerships(facts_of):
    """With its page, and the partnership itself where nobody else is named."""
    said = described(data_files(view_with(facts_of("own"), 2022, publisher="Sekretariatet", url="https://udgiver.example")))
    assert said["contributors"] == [{"title": "Sekretariatet", "roles": ["publisher"], "path": "https://udgiver.example"}]
    said = described(data_files(view_with(facts_of("own"), 2022, publisher="", url="")))
    assert said["contributors"] == [{"title": facts_of("own").partnership.name, "roles": ["publisher"]}]
