"""The styles that a document is written in, by the names that Word has for them in every language."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

TITLE, SUBTITLE, BODY, BULLET, CAPTION = "Title", "Subtitle", "Body Text", "List Bullet", "Caption"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")
CONTENTS = ("toc 1", "toc 2")
# Word's own, which a template must have.
REQUIRED = (TITLE, SUBTITLE, *HEADINGS, BODY, BULLET, CAPTION, *CONTENTS)
# Those that a template may have, and is given where it has not.
CONTENTS_TITLE, HEADER = "TOC Heading", "Header"
LEAD, NOTE, FIGURE, FOOTER = "Statusbog indledning", "Statusbog note", "Statusbog figur", "Statusbog sidefod"
CELL, SECOND, TABLE = "Statusbog celle", "Statusbog celle 2", "Statusbog tabel"
GIVEN = (CONTENTS_TITLE, HEADER, FOOTER, LEAD, NOTE, FIGURE, CELL, SECOND, TABLE)
KINDS = {TABLE: WD_STYLE_TYPE.TABLE}


def missing(paper: Paper) -> list[str]:
    """Return the names of the required styles that a template has not, or has as another kind of style."""
    return [name for name in REQUIRED if not has(paper, name)]


def has(paper: Paper, name: str) -> bool:
    """Tell whether a template has a style of this name and of the right kind."""
    return name in paper.styles and paper.styles[name].type == KINDS.get(name, WD_STYLE_TYPE.PARAGRAPH)


def give(paper: Paper, look: Paper) -> None:
    """Give a template those styles of the program's look that it may leave out, built on its own."""
    taken = {style.style_id for style in paper.styles}
    for name in GIVEN:
        if has(paper, name):
            continue
        style = copy.deepcopy(look.styles[name].element)
        kind = KINDS.get(name, WD_STYLE_TYPE.PARAGRAPH)
        own = paper.styles.default(kind)
        for tag in ("w:basedOn", "w:next"):
            for said in style.findall(qn(tag)):
                said.set(qn("w:val"), own.style_id) if own is not None else style.remove(said)
        style.set(qn("w:styleId"), next(free for free in free_ids(style.styleId) if free not in taken))
        taken.add(style.styleId)
        paper.styles.element.append(style)


def free_ids(wanted: str) -> Iterator[str]:
    """Yield an id and others like it."""
    yield wanted
    yield from (f"{wanted}x{number}" for number in range(1, 1000))


def ids_of(paper: Paper) -> Mapping[str, str]:
    """Return the ids of the styles by their names; Word writes ids in the language of whoever made the file."""
    return {name: paper.styles[name].style_id for name in (*REQUIRED, *GIVEN)}
