"""What Typst leaves out of the tags of tables: the first cell of each row as its head, and now and then the table's caption.

Typst can say that a cell is the head of its row, but only behind a switch that its Python package lacks. And it leaves the caption
outside the table where a page ended between the two. Imported where it is used: pikepdf is installed with the extra ``appendix``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, ObjectStreamMode, String
from pikepdf import open as opened

# Elements are what pikepdf makes of a file's objects: their keys are attributes.
Element = Any


def with_whole_tables(pdf: bytes) -> bytes:
    """Return a tagged PDF in which each table has its caption, and each row of its body a row header that its cells name.

    The same bytes for the same file.
    """
    with opened(io.BytesIO(pdf)) as file:
        root = file.Root.StructTreeRoot
        for group in elements(root, "/Div"):
            take_in_caption(group)
        if "/IDTree" in root:  # without a table there is none
            names = NameTree(root.IDTree)
            for number, table in enumerate(elements(root, "/Table")):
                rows = (row for body in elements(table, "/TBody") for row in elements(body, "/TR"))
                for place, row in enumerate(rows):
                    mark(names, children(row), f"row-{number:04}-{place:04}")
        written = io.BytesIO()
        file.save(written, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return written.getvalue()


def take_in_caption(group: Element) -> None:
    """Move the caption of a group that is otherwise one table into that table."""
    kids = children(group)
    if [kid.S for kid in kids] != ["/Caption", "/Div"]:
        return
    caption, rest = kids
    for table in elements(rest, "/Table"):
        caption.P = table
        table.K = Array([caption, *table.K])
        group.K = Array([rest])


def children(element: Element) -> list[Element]:
    """Return the elements directly below one; what is on a page is none."""
    kids = element.get("/K")
    below = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in below if isinstance(kid, Dictionary) and "/S" in kid]


def elements(above: Element, kind: str) -> Iterator[Element]:
    """Yield the elements of a kind below one, in their order, and none inside another of that kind."""
    for kid in children(above):
        if kind == kid.S:
            yield kid
        else:
            yield from elements(kid, kind)


def mark(names: NameTree, cells: list[Element], name: str) -> None:
    """Make the first cell of a row its head, under a name; a row that is a head itself stays as it is."""
    if not cells or cells[0].S != "/TD":
        return
    head, *others = cells
    head.S, head.ID = Name.TH, String(name)
    place_of(head).Scope = Name.Row
    names[name] = head
    for cell in others:
        place = place_of(cell)
        place.Headers = Array([*place.get("/Headers", Array()), String(name)])


def place_of(cell: Element) -> Element:
    """Return what a cell says about its place in its table; it says it from now on where it said nothing."""
    said = cell.get("/A", Array())
    every = list(said) if isinstance(said, Array) else [said]
    for one in every:
        if one.O == "/Table":
            return one
    cell.A = Array([*every, Dictionary(O=Name.Table)])
    return cell.A[len(every)]
