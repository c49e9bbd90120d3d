"""Leads from where a chapter first uses a term to its line in the glossary.

The terms are those that stand in bold in the glossary: words that a reader needs to have explained. An inflected form is a
use too; what is a link, a heading, a table or a number already is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from analysis.book.site.markup import pieces_of, plain
from analysis.book.site.places import ABOUT
from analysis.book.site.search import WORD, Rules
from analysis.book.site.whole import SIDE

GLOSSARY = f"{ABOUT}/ordliste"
BOLD = re.compile(r"(<tr\b[^>]*>\s*<t[hd]\b[^>]*>(?:<p>)?)<strong>(.*?)</strong>", re.DOTALL)
APART = re.compile(r"\s|-")  # what may stand between the words of a term
LEFT_ALONE = {"a", "table", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figure", "button", "label", "strong"}
Stems = tuple[str, ...]


@dataclass
class Terms:
    """The terms of a glossary: the stems of each, and its place on the page."""

    rules: Rules
    places: dict[Stems, str] = field(default_factory=dict)

    def stems(self, text: str) -> Stems:
        """Return the stems of the words of a text."""
        return tuple(self.rules.stem(word) for word in WORD.findall(text.lower()))

    def named(self, page: str) -> str:
        """Return the glossary with a place at each term, and remember them; a sign is none, and of two with one stem the first is."""

        def with_place(found: re.Match[str]) -> str:
            term = self.stems(plain(found[2]))
            if not term or term in self.places:
                return found[0]
            place = self.places[term] = "-".join(["ord", *WORD.findall(self.rules.fold(plain(found[2])))])
            return f'{found[1]}<strong id="{place}">{found[2]}</strong>'

        return BOLD.sub(with_place, page)

    def linked(self, text: str, way: str) -> str:
        """Return a page's text with a link at the first use of each term. ``way`` leads from the page to the glossary."""
        unused = dict(self.places)
        pieces = pieces_of(text, lambda tag, piece: tag in LEFT_ALONE or 'class="verdict' in piece)
        return "".join(self.first_uses(piece, way, unused) if is_text else piece for piece, is_text in pieces)

    def first_uses(self, text: str, way: str, unused: dict[Stems, str]) -> str:
        """Return a piece of text with links at the terms that are not used yet, which are then used."""
        words = list(WORD.finditer(text))
        stems = [self.rules.stem(word[0].lower()) for word in words]
        longest = max(map(len, unused), default=0)
        said, done, at = list[str](), 0, 0
        while at < len(words):
            for count in range(min(longest, len(words) - at), 0, -1):
                term, start, end = tuple(stems[at : at + count]), words[at].start(), words[at + count - 1].end()
                if term in unused and is_one(text, words[at : at + count]):
                    said += [text[done:start], f'<a class="term" href="{way}#{unused.pop(term)}">{text[start:end]}</a>']
                    done, at = end, at + count - 1
                    break
            at += 1
        return "".join([*said, text[done:]])


def is_one(text: str, words: list[re.Match[str]]) -> bool:
    """Tell whether words stand beside each other, and are no parts of longer ones."""
    between = [text[one.end() : other.start()] for one, other in pairwise(words)]
    around = text[max(words[0].start() - 1, 0) : words[0].start()] + text[words[-1].end() : words[-1].end() + 1]
    return all(APART.fullmatch(gap) for gap in between) and "-" not in around


def with_terms(pages: Mapping[str, str], chapters: tuple[str, ...], rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the glossary and the chapters whose terms lead to it; nothing for a book without a glossary."""
    if GLOSSARY not in pages:
        return
    terms = Terms(rules)
    yield GLOSSARY, terms.named(pages[GLOSSARY])
    for page in chapters:
        if page in pages and not page.startswith(f"{ABOUT}/"):
            way = f"{'../' * page.count('/')}{GLOSSARY}.html"
            yield page, SIDE.sub(partial(linked_side, terms, way), pages[page])


def linked_side(terms: Terms, way: str, found: re.Match[str]) -> str:
    return terms.linked(found[0], way)
