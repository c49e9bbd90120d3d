"""Makes text that people write beside the facts into Markdown that can do nothing but be read.

Paragraphs, lists, quotations, tables, code and links to the web stay what they are. Directives, roles, HTML, pictures and links
to files come out as the text that they are made of, so that what a data folder says can neither include a file nor run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

from analysis.data.comments import PARSER as COMMENT_PARSER
from analysis.data.comments import TAG

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What has a meaning wherever it stands, and what has one where a line begins.
SPECIAL = re.compile(r"([\\`*_{}\[\]<>&#!$~^|])")
FIRST = re.compile(r"^([+\-=:%(@]|\d+(?=[.)]))")
DEEPEST_HEADING = 6


def plain_markdown(text: str, level: int, shown: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a text as plain Markdown; its headings, of whatever level, become headings of this level.

    ``shown`` is the HTML that stands in place of a tag, by the tag as it is written; one that is not in it stands as it is.
    """
    tree = Node(COMMENT_PARSER.parse(unicodedata.normalize("NFC", text)))
    for node in tree.walk():
        if node.type == TAG:
            node.meta["shown"] = shown.get(node.content, escaped(node.content))
    return blocks_of(tree, f"{'#' * min(level, DEEPEST_HEADING)} ")


def blocks_of(node: Node, heading: str = "") -> str:
    """Return the blocks in a node. Without a mark for headings those are paragraphs, for they stand inside something else."""
    said = (
        heading_of(child, heading) if heading and child.type == "heading" else BLOCKS[child.type](child) for child in node.children
    )
    return "\n\n".join(filter(None, said))


def heading_of(node: Node, mark: str) -> str:
    text = safe_start(on_one_line(node))
    return f"{mark}{text}" if text else ""


def on_one_line(node: Node) -> str:
    """Return what stands in a heading or a cell, whatever line breaks it has."""
    for part in node.walk():
        if part.type == "hardbreak" and part.token:
            part.token.type = "softbreak"
    return " ".join("".join(map(inline_of, node.children)).split())


def paragraph_of(node: Node) -> str:
    lines = (line.strip() for line in inline_of(node.children[0]).split("\n"))
    return "\n".join(filter(None, (safe_start(line) for line in lines)))


def safe_start(line: str) -> str:
    """Return a line whose beginning means nothing: no heading, list, comment, definition, place or fence."""
    found = FIRST.match(line)
    if not found:
        return line
    return f"{found[1]}\\{line[found.end() :]}" if found[1].isdigit() else f"\\{line}"


def indented(text: str, first: str, others: str) -> str:
    """Return a text whose lines begin with marks; empty lines have none but that of a quotation."""
    return "\n".join(f"{first if number == 0 else others}{line}".rstrip() for number, line in enumerate(text.split("\n")))


def list_of(node: Node) -> str:
    """Return a list; items in which nothing stands are left out."""
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    items = [text for item in node.children if (text := blocks_of(item))]
    marks = ("- " if start is None else f"{start + number}. " for number in range(len(items)))
    return "\n\n".join(indented(text, mark, " " * len(mark)) for mark, text in zip(marks, items, strict=True))


def quotation_of(node: Node) -> str:
    text = blocks_of(node)
    return indented(text, "> ", "> ") if text else ""


def code_of(node: Node) -> str:
    """Return code as it stands; what would have been a directive with the fence that makes it one."""
    is_directive = node.type == "fence" and node.info.strip().startswith("{")
    text = f"{node.markup}{node.info}\n{node.content}{node.markup}" if is_directive else node.content.rstrip()
    fence = "`" * max(3, longest_run(text) + 1)
    return f"{fence}text\n{text}\n{fence}" if text.strip() else ""


def table_of(node: Node) -> str:
    rows = [row for part in node.children for row in part.children]
    lines = [f"| {' | '.join(map(table_cell, row.children))} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0].children)}", *lines[1:]])


def table_cell(node: Node) -> str:
    return on_one_line(node).replace(r"\|", "|").replace("|", r"\|")


BLOCKS: dict[str, Callable[[Node], str]] = {
    "paragraph": paragraph_of,
    "heading": paragraph_of,
    "bullet_list": list_of,
    "ordered_list": list_of,
    "blockquote": quotation_of,
    "fence": code_of,
    "code_block": code_of,
    "table": table_of,
    "hr": lambda _: r"\* \* \*",
}


# Inside a paragraph


def inline_of(node: Node) -> str:
    """Return what stands inside a paragraph, a cell or a link."""
    return "".join(INLINE[child.type](child) for child in node.children)


def escaped(text: str) -> str:
    """Return text of which nothing means anything."""
    return SPECIAL.sub(r"\\\1", CONTROL.sub(" ", text))


def plain_text(node: Node) -> str:
    """Return the text in a node, without marks."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(plain_text, node.children)) if node.children else node.content


def marked(mark: str, node: Node) -> str:
    """Return a text between marks, which stand close to it."""
    before, text, after = re.fullmatch(r"(\s*)(.*?)(\s*)", inline_of(node), re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{before}{mark}{text}{mark}{after}" if text else before


def code_span_of(node: Node) -> str:
    fence, text = "`" * (longest_run(node.content) + 1), CONTROL.sub(" ", node.content)
    return f"{fence} {text} {fence}" if text.startswith(("`", " ")) or text.endswith(("`", " ")) else f"{fence}{text}{fence}"


def link_of(node: Node) -> str:
    """Return a link that leads out of the book; one to anywhere else as text with the address behind it."""
    address, label = str(node.attrs["href"]), inline_of(node)
    if is_on_the_web(address):
        return f"[{label}](<{address.translate(IN_ADDRESS)}>)"
    return f"{label} ({escaped(address)})"


def is_on_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "mailto" or (parts.scheme in ("http", "https") and bool(parts.netloc))


def picture_of(node: Node) -> str:
    return f"{escaped(plain_text(node))} ({escaped(str(node.attrs['src']))})"


def longest_run(text: str) -> int:
    """Return how many backticks stand beside one another at most."""
    return max(map(len, re.findall("`+", text)), default=0)


def joined(mark: str, _node: Node) -> str:
    return mark


IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "&": "&amp;"})
INLINE: dict[str, Callable[[Node], str]] = {
    "text": lambda node: escaped(node.content),
    "softbreak": partial(joined, "\n"),
    "hardbreak": partial(joined, "\\\n"),
    "em": partial(marked, "*"),
    "strong": partial(marked, "**"),
    "code_inline": code_span_of,
    "link": link_of,
    "image": picture_of,
    TAG: lambda node: str(node.meta["shown"]),
}
