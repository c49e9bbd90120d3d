"""What people have written about an edition, as blocks of a document: paragraphs, lists and tables, with their numbers as the book's.

What can do something on a page (HTML, pictures, directives) comes out as the text that it is made of.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from markdown_it.tree import SyntaxTreeNode as Node

from analysis.data.comments import PARSER, TAG, tags_of
from analysis.display.blocks import Block, Section, Table, Text, cell
from analysis.display.parts.comments import said_by_tag
from analysis.display.runs import NOTHING, Because, Phrase, phrase, quoted
from analysis.display.view.view import View
from analysis.errors import DataFaults, Fault

Said = dict[str, Phrase]


def comment(view: View, chapter: str, text: str) -> Section:
    """Return what people wrote for a chapter of the edition, under a heading of its own; empty where nothing stands there.

    Raises ``DataFaults`` with every number and claim in it that the results do not say.
    """
    said: Said = {}
    faults: list[Fault] = []
    for tag in tags_of(text):
        found = said_by_tag(view, tag, f"kommentar/{view.year}/{chapter}.md")
        if isinstance(found, Phrase):
            said[tag.written] = found
        else:
            faults += found
    if faults:
        raise DataFaults(faults)
    tree = Node(PARSER.parse(unicodedata.normalize("NFC", text)))
    return Section(f"kommentar-{chapter}", view.say("document.comment"), tuple(blocks_of(view, tree, said)))


def blocks_of(view: View, node: Node, said: Said) -> Iterator[Block]:
    """Yield the blocks in a node; what holds others is its content."""
    for child in node.children:
        match child.type:
            case "paragraph" | "heading":
                yield Text((inline(child, said),))
            case "bullet_list" | "ordered_list":
                yield Text(tuple(items(child, said)), bullets=True)
            case "table":
                yield table_of(view, child, said)
            case "blockquote":
                yield from blocks_of(view, child, said)
            case "fence" | "code_block":
                yield Text((phrase(quoted(child.content.strip())),))


def items(node: Node, said: Said) -> Iterator[Phrase]:
    """Yield what stands in each item of a list, those of an ordered one with their numbers."""
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, first):
        mark = Because(f"{number}. ", "ordinal") if node.type == "ordered_list" else NOTHING
        yield phrase(mark, inline(item, said))


def table_of(view: View, node: Node, said: Said) -> Table:
    """Return a table; its first row names its columns."""
    head, *rows = ([inline(one, said) for one in row.children] for part in node.children for row in part.children)
    return Table(view.say("document.comment_table"), tuple(head), tuple(tuple(map(cell, row)) for row in rows))


def inline(node: Node, said: Said) -> Phrase:
    """Return the text in a node, without marks: tags as they are filled, a link with its address behind it."""
    if node.type == TAG:
        return said.get(node.content, phrase(quoted(node.content)))
    if node.type in ("softbreak", "hardbreak"):
        return phrase(" ")
    if node.type in ("link", "image"):
        address = str(node.attrs.get("href") or node.attrs.get("src") or "")
        return phrase(parts(node.children, said), quoted(f" ({address})"))
    return parts(node.children, said) if node.children else phrase(quoted(node.content))


def parts(nodes: Iterable[Node], said: Said) -> Phrase:
    """Return the text in nodes after one another; paragraphs of one item with a space between them."""
    pieces: list[Phrase] = []
    for node in nodes:
        pieces += [phrase(" ")] if pieces and node.type == "paragraph" else []
        pieces.append(inline(node, said))
    return phrase(*pieces)
