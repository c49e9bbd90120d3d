"""A figure as a picture in the text, with its description for those who do not see it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from docx.document import Document as Paper
from docx.image.image import Image
from docx.oxml import OxmlElement
from docx.shared import Emu

from analysis.display.blocks import Figure
from analysis.output.word.markup import made, on_one_line, paragraph
from analysis.output.word.styles import FIGURE

TWENTIETH = 635  # how many units of pictures are a twentieth of a point
# Of the height of the text, so that a tall picture has its caption on the same page.
MOST_OF_A_PAGE = 0.75


def picture_of(paper: Paper, figure: Figure, png: bytes, number: int, styles: Mapping[str, str]) -> Any:
    """Return a paragraph with a picture as wide as the text, or as high as goes with its caption; ``number`` is its own."""
    width, height = size_in(paper, png)
    inline: Any = paper.part.new_pic_inline(io.BytesIO(png), Emu(width), Emu(height))
    shape = inline.docPr
    shape.set("id", str(number))
    shape.set("name", figure.name or str(number))
    shape.set("descr", on_one_line(figure.description.text or figure.title.text))
    shape.set("title", on_one_line(figure.title.text))
    run: Any = OxmlElement("w:r")
    run.append(made("drawing", inline))
    return paragraph(styles[FIGURE], run)


def size_in(paper: Paper, png: bytes) -> tuple[int, int]:
    """Return the width and height of a picture on a page."""
    section, image = paper.sections[-1], Image.from_blob(png)
    width, height = image.scaled_dimensions(width=Emu(text_width(paper) * TWENTIETH), height=None)
    page = (section.page_height or 0) - (section.top_margin or 0) - (section.bottom_margin or 0)
    most = int(page * MOST_OF_A_PAGE)
    return (width, height) if height <= most else image.scaled_dimensions(width=None, height=Emu(most))


def text_width(paper: Paper) -> int:
    """Return the width of the text in twentieths of a point."""
    section = paper.sections[-1]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0) - (section.gutter or 0)
    return width // TWENTIETH
