"""Workbooks that no program would write: put together from XML, part by part."""

from pathlib import Path

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
