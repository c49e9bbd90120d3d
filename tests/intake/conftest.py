"""The invented partnership that deliveries are sent to, the corpus of deliveries, and files that are written and read by a test."""

import zipfile
from pathlib import Path

import pytest
from raw_workbooks import parts_of, sheet_xml

from analysis.data.load import load
from analysis.intake.reading import read


@pytest.fixture(scope="session")
def facts(mini):
    """What the invented partnership knows: two areas in a town, offences, a survey, activities and money."""
    return load(mini)


@pytest.fixture(scope="session")
def project_facts(root):
    """What the project's own data folder knows; the corpus of deliveries is about it."""
    return load(root / "data")


@pytest.fixture(scope="session")
def corpus():
    """The folder of deliveries with right answers."""
    return Path(__file__).parent / "deliveries"


@pytest.fixture
def raw(tmp_path):
    """Writes a workbook from rows of XML, or from whole parts, and returns its path."""

    def write(rows="", *, before="", after="", parts=None, name="raw.xlsx", **more):
        contents = parts or parts_of({"Tal": sheet_xml(rows, before, after)}, **more)
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in contents.items():
                archive.writestr(part, content)
        return path

    return write


@pytest.fixture
def read_text(tmp_path):
    """Writes bytes or UTF-8 text to a file and reads it as a delivery."""

    def write_and_read(content, name="delivery.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path)

    return write_and_read
