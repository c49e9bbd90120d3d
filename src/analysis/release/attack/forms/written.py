"""What stands in a text that somebody wrote in Markdown, as the page shows it that is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis.release.attack.forms.pages import Reader
from analysis.release.attack.found import Found, Said

MARKDOWN = MarkdownIt("commonmark").enable("table")


def found_in_markdown(file: str, text: str) -> Iterator[Found]:
    """Yield what stands in a text, its tables cell by cell, with the line behind the file's name. Names of addresses are read too."""
    reader, references = Reader(file), dict[str, Any]()
    for block in blocks_of(MARKDOWN.parse(text, references)):
        first = next((token.map[0] for token in block if token.map), 0)
        reader.file = f"{file}:{first + 1}"
        reader.feed(MARKDOWN.renderer.render(block, MARKDOWN.options, references))
    reader.close()
    yield from reader.found
    for reference in references.get("references", {}).values():
        yield Said(f"{file}:{reference['map'][0] + 1}", "", f"{reference['title']} {reference['href']}", is_bare=True)


def blocks_of(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens of each paragraph, table, list and whatever else stands below nothing."""
    begun, depth = 0, 0
    for place, token in enumerate(tokens, 1):
        depth += token.nesting
        if depth == 0:
            yield tokens[begun:place]
            begun = place
