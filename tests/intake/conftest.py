"""Workbooks that no program would write: put together from XML, part by part."""

import zipfile
from pathlib import Path

import pytest

from analysis.intake.reading import read

DELIVERIES = Path(__file__).parent / "deliveries"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def ties(**targets):
    """The part that ties another to its own: id and kind from the name, as ``r1_worksheet``."""
    rows = (
        f'<Relationship Id="{name.split("_")[0]}" Type="{OFFICE}/{name.split("_")[1]}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def sheet_xml(rows, before="", after=""):
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts_of(sheets, shared="", styles="", **more):
    """The parts of a workbook whose sheets are given by name as XML."""
    names = "".join(f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>' for number, name in enumerate(sheets, 1))
    tied = {f"r{number}_worksheet": f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)}
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ties(r1_officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": ties(**tied, s1_sharedStrings="sharedStrings.xml", s2_styles="styles.xml"),
        **{f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(sheets.values(), 1)},
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return parts | more


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
