"""What is done to the HTML of a page's text before it stands in its frame. Plain text in, plain text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from markupsafe import escape

from analysis.book.site.places import ABOUT, RECEIPTS

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
SPACE = re.compile(r"[ \t\r\n]+")
HIDDEN = re.compile(r"<(script|style|svg|pre|nav)\b.*?</\1>", re.DOTALL)
HEADING = re.compile(r"(<h[1-6]\b[^>]*>)(.*?)(</h[1-6]>)", re.DOTALL)
YEAR = re.compile(r"(?<![\w.,])((?:19|20)\d\d)(?![\w.,]*\d)")
POINT = re.compile(r'<ul class="[^"]*\b(?:statusbog-list|points)\b[^"]*">\s*<li\b[^>]*>(.*?)</li>', re.DOTALL)
PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"}
LONG_ROWS_COUNT = 15
PIECES = re.compile(r"(<!--.*?-->|<[^>]+>|&#?\w+;)", re.DOTALL)
TAG_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
NO_TEXT = frozenset({"script", "style", "pre", "code", "svg", "nav", "template", "title"})
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "area", "base", "embed", "track"})
BLOCKS = frozenset({"table", "figure", "details", "ul", "ol", "dl", "p"})
DESCRIPTION_LENGTH = 300


def plain(html: str) -> str:
    """Return what a piece of HTML says, on one line; spaces that hold a number and its unit together stay."""
    return SPACE.sub(" ", unescape(TAG.sub("", HIDDEN.sub("", html)))).strip()


def dressed(body: str, page: str) -> str:
    """Return the text of a page with years in headings marked, tables that can be stacked, and ways to its receipts."""
    body = with_reasons(stacked(HEADING.sub(marked_years, body)))
    return body.replace(f'href="{RECEIPTS}.html', f'href="../{RECEIPTS}.html') if page.startswith(f"{ABOUT}/") else body


def with_reasons(body: str) -> str:
    """Return a page's text in which each number that nothing says the origin of is marked as quoted.

    What the book generates says it itself; what is left comes from texts that people have written beside the data.
    """
    return "".join(
        NUMBER.sub(r'<span data-no-rows="quoted">\g<0></span>', piece) if is_text and not piece.startswith("&") else piece
        for piece, is_text in pieces_of(body, lambda _tag, piece: "data-rows=" in piece or "data-no-rows=" in piece)
    )


def pieces_of(body: str, holds: Callable[[str, str], bool]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a page's text: tags, comments, entities, and what stands between; and whether each is open text.

    What stands in an element that ``holds`` picks by its name and its tag, or in one that is no text, is not.
    """
    inside: list[str] = []  # the open elements from the first of these on
    for piece in PIECES.split(body):
        if not piece.startswith("<"):
            yield piece, not inside
            continue
        yield piece, False
        name = TAG_NAME.match(piece)
        if name is None or piece.endswith("/>") or name[2] in VOID:
            continue
        if name[1]:
            inside = inside[:-1]
        elif inside or name[2] in NO_TEXT or holds(name[2], piece):
            inside.append(name[2])


def marked_years(heading: re.Match[str]) -> str:
    """Return a heading whose years say that they are years, unless its digits have their reasons already."""
    start, text, end = heading.groups()
    return start + (text if "data-" in text else YEAR.sub(r'<span data-no-rows="year">\1</span>', text)) + end


def stacked(body: str) -> str:
    """Return a text whose tables can be stacked on a phone."""
    return TABLE.sub(lambda found: stackable(found[0]), body)


def stackable(table: str) -> str:
    """Return a table whose cells name their column, and that stays a table to screen readers when its rows are stacked."""
    head, _, rest = table.partition("</thead>")
    if not rest:
        return with_roles(table)
    labels = labels_of(ROW.findall(head)[-1])
    table = f"{head}</thead>{ROW.sub(lambda row: labelled(row[0], labels), rest)}"
    return with_roles(with_class(table, "long") if rest.count("<tr") > LONG_ROWS_COUNT else table)


def labels_of(row: str) -> list[str]:
    """Return what the cells of a row of heads say, once for each column that they span."""
    return [plain(text) for _, attributes, text in CELL.findall(row) for _ in range(span_of(attributes))]


def span_of(attributes: str) -> int:
    found = re.search(r'colspan="(\d+)"', attributes)
    return int(found[1]) if found else 1


def labelled(row: str, labels: list[str]) -> str:
    """Return a row whose cells, but for its head and those that stand alone in it, name their columns."""
    place = 0

    def named(cell: re.Match[str]) -> str:
        nonlocal place
        tag, attributes, text = cell.groups()
        label = labels[place] if place < len(labels) else ""
        first, place = place == 0, place + span_of(attributes)
        if tag == "td" and label and not (first and "scope" not in row) and "data-label" not in attributes:
            attributes += f' data-label="{escape(label)}"'
            text = text and f'<div class="v">{text}</div>'  # one thing beside its label, whatever is in it
        return f"<{tag}{attributes}>{text}</{tag}>"

    return CELL.sub(named, row)


def with_class(table: str, name: str) -> str:
    """Return a table with one class more."""
    start, bracket, rest = table.partition(">")
    start = start.replace('class="', f'class="{name} ', 1) if 'class="' in start else f'{start} class="{name}"'
    return start + bracket + rest


def with_roles(table: str) -> str:
    """Return a table whose parts say what they are, which display: block would take from them."""
    head, mark, rest = table.partition("</thead>")
    head = re.sub(r"<th\b(?![^>]*\bscope=)", '<th scope="col"', head)
    table = head + mark + rest
    for tag, role in ROLES.items():
        table = re.sub(rf"<{tag}\b(?![^>]*\brole=)", f'<{tag} role="{role}"', table)
    table = re.sub(r'<th\b(?![^>]*\brole=)(?=[^>]*scope="row)', '<th role="rowheader"', table)
    table = re.sub(r"<th\b(?![^>]*\brole=)", '<th role="columnheader"', table)
    return re.sub(r"<td\b(?![^>]*\brole=)", '<td role="cell"', table)


def before_block(body: str, place: int, note: str) -> str:
    """Return a text with a note before what holds a place: the outermost table, figure, fold, list or paragraph."""
    inside: list[tuple[str, int]] = []
    for tag in TAG_NAME.finditer(body, 0, place):
        if tag[1]:
            while inside and inside.pop()[0] != tag[2]:
                pass
        elif tag[2] not in VOID:
            inside.append((tag[2], tag.start()))
    start = next((at for name, at in inside if name in BLOCKS), place)
    return body[:start] + note + body[start:]


def first_point(body: str) -> str:
    """Return the first main point of a page in plain words, or its first paragraph where it has no points."""
    found = POINT.search(body) or next((p for p in PARAGRAPH.finditer(body) if plain(p[1])), None)
    said = plain(found[1]) if found else ""
    return said if len(said) <= DESCRIPTION_LENGTH else said[:DESCRIPTION_LENGTH].rpartition(" ")[0] + " …"


def parted(body: str) -> tuple[str, str]:
    """Return a page's text up to the end of its title, and the rest."""
    opening, mark, rest = body.partition("</h1>")
    return (opening + mark, rest) if mark else ("", body)
