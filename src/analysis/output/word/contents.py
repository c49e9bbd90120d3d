"""The contents list: a field that Word can make anew, filled in with a link to each heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.output.sequence import Heading
from analysis.output.word.markup import field, made, paragraph, run
from analysis.output.word.styles import CONTENTS, CONTENTS_TITLE

# A number of its own, for Word.
BLOCK = 20130101


def contents_of(title: str, headings: Sequence[tuple[Heading, str]], styles: Mapping[str, str]) -> Iterator[Any]:
    """Yield the contents list of headings and the names of their places; without headings there is none.

    It holds no page numbers: only a program that lays out pages knows them, and wrong ones are worse than none. Word writes them when a
    reader has it make the list anew. It is not told to do so at opening (``w:updateFields``), for it would ask every reader first.
    """
    listed = [(heading, name) for heading, name in headings if heading.level <= len(CONTENTS)]
    if not listed:
        return
    begin, instruction, separate, _, end = field(f'TOC \\o "1-{len(CONTENTS)}" \\h \\z \\u', "")
    entries = [paragraph(styles[CONTENTS[heading.level - 1]], link_to(name, heading)) for heading, name in listed]
    for place, element in enumerate((begin, instruction, separate), 1):
        entries[0].insert(place, element)
    entries[-1].append(end)
    gallery = made("docPartObj", made("docPartGallery", val="Table of Contents"), made("docPartUnique"))
    content = made("sdtContent", paragraph(styles[CONTENTS_TITLE], run(title), keep=True), *entries)
    yield made("sdt", made("sdtPr", made("id", val=BLOCK), gallery), content)


def link_to(name: str, heading: Heading) -> Any:
    """Return a link to a heading in the same document."""
    return made("hyperlink", run(heading.text.text), anchor=name, history=1)
