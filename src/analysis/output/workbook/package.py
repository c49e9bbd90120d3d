"""Puts a workbook's parts together: the language in its properties, titles as headings, and the same bytes for the same content."""

from __future__ import annotations

import re

from analysis.archive import unzipped, zipped

LANGUAGES = {"da": "da-DK"}
CORE, STYLES = "docProps/core.xml", "xl/styles.xml"
# Headings as a spreadsheet counts its own styles. The formats of titles name them by their place among the styles of cells.
HEADINGS = {1: ("Heading 1", 16), 2: ("Heading 2", 17)}


def packed(content: bytes, language: str) -> bytes:
    """Return a workbook with its language in its properties and its titles marked as headings. The same content gives the same bytes."""
    parts = unzipped(content)
    parts[CORE] = with_language(parts[CORE].decode(), LANGUAGES[language]).encode()
    parts[STYLES] = with_headings(parts[STYLES].decode()).encode()
    return zipped(parts)


def with_language(core: str, language: str) -> str:
    """Return the properties of a document with its language among them; the library that writes them has no name for it."""
    return core.replace("</cp:coreProperties>", f"<dc:language>{language}</dc:language></cp:coreProperties>")


def with_headings(styles: str) -> str:
    """Return the styles of a workbook with those of headings among them, each with the font of the formats that name it."""
    kinds, names = "", ""
    for place, (name, builtin) in HEADINGS.items():
        font = re.search(rf'fontId="(\d+)"[^>]*xfId="{place}"', styles)
        kinds += f'<xf numFmtId="0" fontId="{font[1] if font else 0}" fillId="0" borderId="0" applyFont="1"/>'
        names += f'<cellStyle name="{name}" xfId="{place}" builtinId="{builtin}"/>'
    styles = styles.replace('<cellStyleXfs count="1">', f'<cellStyleXfs count="{1 + len(HEADINGS)}">')
    styles = styles.replace("</cellStyleXfs>", f"{kinds}</cellStyleXfs>")
    styles = styles.replace('<cellStyles count="1">', f'<cellStyles count="{1 + len(HEADINGS)}">')
    return styles.replace("</cellStyles>", f"{names}</cellStyles>")
