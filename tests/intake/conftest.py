"""Files that are written and read again by a test."""

import zipfile

import pytest
from raw_workbooks import parts_of, sheet_xml

from analysis.intake.reading import read


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
