"""What people wrote beside the cells of a sheet: comments, and conversations about a cell."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from analysis.intake.reading.workbook.parts import Parts, SheetPart, elements
from analysis.intake.reading.workbook.scan.styles import child, number


def comments(parts: Parts, sheet: SheetPart) -> dict[str, str]:
    """Return the whole comment of each cell by the cell's address.

    A conversation takes the place of the comment that stands in for it in older programs. Who wrote is not kept.
    """
    found: dict[str, str] = {}
    for path in sheet.tied.get("comments", ()):
        found |= dict(plain(parts.tree(path)))
    talked: dict[str, list[str]] = {}
    for path in sheet.tied.get("threadedComment", ()):
        for said in elements(parts.tree(path), "threadedComment"):
            text = child(said, "text")
            talked.setdefault(said.get("ref", ""), []).append((text.text or "").strip() if text is not None else "")
    return found | {place: "\n".join(filter(None, said)) for place, said in talked.items()}


def plain(tree: Element | None) -> Iterator[tuple[str, str]]:
    """Yield each cell's address and comment, without the name that the program puts in front."""
    authors = [author.text or "" for author in elements(tree, "author")]
    for comment in elements(tree, "comment"):
        body = child(comment, "text")
        text = "".join(piece.text or "" for piece in elements(body, "t")).strip()
        place = number(comment, "authorId")
        if place < len(authors) and authors[place]:
            text = text.removeprefix(f"{authors[place]}:").strip()
        if text:
            yield comment.get("ref", ""), text
