"""The index of the book's search: inflected forms meet in a stem, and a compound is found by its parts.

The letters, endings and words that are Danish stand in the reader's catalogue. The script of the search page
(``theme/static/soeg.js``) takes a question apart as this module takes the pages: with the rules that stand in the index.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import unescape

from analysis.book.site.places import ABOUT, LOST, RECEIPTS, ROOT, SEARCH, WHOLE, year_of

MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
UNREAD = re.compile(r"<(script|style|nav|pre|code)\b.*?</\1>", re.DOTALL)
TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
HEADINGS = re.compile(r"<(?:h[2-6]|caption|figcaption)\b[^>]*>(.*?)</(?:h[2-6]|caption|figcaption)>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}\b)")
VOWELS = frozenset("aeiouy")
LEFT_LENGTH, RIGHT_LENGTH, UNKNOWN_LENGTH = 3, 4, 5
# Pages that say where everything comes from, and so name everything.
REFERENCE = ("kilder",)
# How much a word says about a page, from 1 to 11: how often it stands there, and whether in a heading or in the title.
OFTEN_COUNTS = (2, 5, 12, 30)
IN_HEADING, IN_TITLE = 2, 6
DIGITS = "0123456789ab"


@dataclass(frozen=True)
class Rules:
    """How a language takes words apart, from its catalogue."""

    words: Mapping[str, str]
    known: dict[str, str] = field(default_factory=dict)

    @cached_property
    def letters(self) -> dict[str, str]:
        """Letters, and how they are written on a keyboard that has not got them."""
        return dict(pair.split("=") for pair in self.words["letters"].split())

    @cached_property
    def stop(self) -> frozenset[str]:
        """Words that are not searched for, folded."""
        return frozenset(self.fold(word) for word in self.words["stop"].split())

    @cached_property
    def same(self) -> dict[str, str]:
        """Stems of words, each with the stem of another word that it also asks for."""
        pairs = (pair.split("=") for pair in self.words["same"].split())
        return {self.stem(one): self.stem(other) for one, other in pairs}

    def fold(self, word: str) -> str:
        """Return a word in small letters that every keyboard has."""
        return "".join(self.letters.get(letter, letter) for letter in word.lower())

    def stem(self, word: str) -> str:
        """Return what a word and its inflected forms have in common. A number is itself, without points between thousands."""
        if word not in self.known:
            self.known[word] = self.stem_of(self.fold(word))
        return self.known[word]

    def stem_of(self, word: str) -> str:
        """Return the stem of a folded word."""
        if word[:1].isdigit():
            return THOUSANDS.sub("", word)
        endings, derived = self.words["endings"].split(), self.words["derived"].split()
        found = self.stripped(self.stripped(word, endings, repeat=True), derived, repeat=False)
        return self.stripped(found, endings, repeat=True)

    def stripped(self, word: str, endings: list[str], *, repeat: bool) -> str:
        """Return a word without endings, as long as what is left can be a word and is none of those that are not searched for."""
        short = int(self.words["short"])
        for ending in filter(word.endswith, endings):
            left = without_double(word.removesuffix(ending))
            if len(left) >= short and VOWELS & set(left) and left not in self.stop:
                return self.stripped(left, endings, repeat=True) if repeat else left
        return word


def without_double(word: str) -> str:
    """Return a word whose double consonant at the end is a single one."""
    return word[:-1] if len(word) > LEFT_LENGTH and word[-1] == word[-2] and word[-1] not in VOWELS else word


def words_of(text: str) -> Iterator[str]:
    """Yield the words and numbers of a text in small letters."""
    yield from WORD.findall(text.lower())


@dataclass
class Vocabulary:
    """All words of a book, with the stems by which each is found."""

    rules: Rules
    words: frozenset[str]
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of words that are long enough to be part of another."""
        long = (word for word in self.words if len(word) >= LEFT_LENGTH and not word[0].isdigit())
        return frozenset(stem for word in long if (stem := self.rules.stem(word)) not in self.rules.stop)

    def keys(self, word: str) -> tuple[str, ...]:
        """Return the stem of a word, and those of its parts where it is made of others."""
        if word not in self.found:
            self.found[word] = tuple(dict.fromkeys([self.rules.stem(word), *self.parts(word)]))
        return self.found[word]

    def parts(self, word: str) -> Iterator[str]:
        """Yield the stems of the parts of a compound; none where it is no compound of words that the book has."""
        for prefix in self.rules.words["prefixes"].split():
            if word.startswith(prefix) and (rest := self.part(word.removeprefix(prefix), RIGHT_LENGTH)):
                yield rest
        for place in range(LEFT_LENGTH, len(word) - RIGHT_LENGTH + 1):
            left, right = self.left(word[:place]), self.right(word[place:])
            if left or place >= UNKNOWN_LENGTH:
                yield from [left] if left and right and place > LEFT_LENGTH else []
                yield from right

    def part(self, text: str, least: int) -> str:
        """Return the stem of a part that is a word of the book; empty where it is none."""
        stem = self.rules.stem(text) if len(text) >= least else ""
        return stem if stem in self.stems else ""

    def left(self, text: str) -> str:
        """Return the stem of the first part of a compound, without what joins it to the next."""
        joined = (text.removesuffix(joint) for joint in self.rules.words["joints"].split())
        return next((found for one in (text, *joined) if (found := self.part(one, LEFT_LENGTH))), "")

    def right(self, text: str) -> list[str]:
        """Return the stem of the last part of a compound, with those of its own parts."""
        own = self.part(text, RIGHT_LENGTH)
        return [own] if own else list(self.parts(text))


@dataclass(frozen=True)
class Page:
    """What a page says, as words, with those of its headings and of its title."""

    name: str
    title: str
    words: Counter[str]
    headings: frozenset[str]
    in_title: frozenset[str]


def page_of(name: str, html: str) -> Page:
    """Return a page taken apart, without its frame and its code."""
    found = MAIN.search(html)
    body = UNREAD.sub(" ", found[0] if found else "")
    heads = " ".join(HEADINGS.findall(body))
    title = said("".join(TITLE.findall(body)[:1]))
    return Page(name, title, Counter(words_of(said(body))), frozenset(words_of(said(heads))), frozenset(words_of(title)))


def said(html: str) -> str:
    """Return what HTML says, with a space where a tag was."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


def is_found(name: str) -> bool:
    """Tell whether a page can be found: not the search itself, nor pages that repeat what others say."""
    return name.rpartition("/")[2] not in (SEARCH, LOST, RECEIPTS, WHOLE)


def weights(page: Page, keys: Callable[[str], Iterable[str]], stop: frozenset[str]) -> dict[str, int]:
    """Return the stems of a page with how much each says about it."""
    counts: Counter[str] = Counter()
    place: dict[str, int] = {}
    for word, count in page.words.items():
        extra = IN_TITLE if word in page.in_title else IN_HEADING if word in page.headings else 0
        for stem in keys(word):
            counts[stem] += count
            place[stem] = max(place.get(stem, 0), extra)
    return {stem: 1 + bisect_right(OFTEN_COUNTS, count) + place[stem] for stem, count in counts.items() if stem not in stop}


def index_of(pages: Mapping[str, str], order: Sequence[str], rules: Rules) -> dict[str, object]:
    """Return the index: pages in the order in which they are shown among equals, and for each stem where it stands.

    A stem's places are written as one digit for each page. Stems that stand in the same places are kept together.
    """
    newest = max(filter(str.isdigit, (year_of(name) for name in pages)), default="")
    read = [page_of(name, pages[name]) for name in sorted(filter(is_found, pages), key=partial(rank, order))]
    vocabulary = Vocabulary(rules, frozenset(word for page in read for word in page.words))
    levels = [weights(page, vocabulary.keys, rules.stop) for page in read]
    places: dict[str, list[str]] = {}
    for stem in sorted({stem for level in levels for stem in level}):
        places.setdefault("".join(DIGITS[level.get(stem, 0)] for level in levels).rstrip("0"), []).append(stem)
    return {
        "rules": {key: rules.words[key] for key in ("letters", "endings", "derived", "joints", "short", "stop")},
        "same": rules.same,
        "pages": [[page.name, page.title, kind_of(page.name, newest)] for page in read],
        "stems": {where: " ".join(stems) for where, stems in sorted(places.items())},
    }


def kind_of(name: str, newest: str) -> int:
    """Return how near a page is to what readers ask about: the newest edition, other chapters, reference pages, the first page."""
    if name == ROOT:
        return 0
    return 1 if is_reference(name) else 3 if year_of(name) == newest else 2


def is_reference(name: str) -> bool:
    """Tell whether a page is there to look things up in."""
    return name.startswith(f"{ABOUT}/") or name in REFERENCE


def rank(order: Sequence[str], name: str) -> tuple[bool, int, int, str]:
    """Order pages as they are shown where they say a word equally loudly: newest edition first, as the contents have them.

    The opening of an edition, which sums the others up, comes after them.
    """
    year = year_of(name)
    opening = next((page for page in order if year and year_of(page) == year), "")
    place = order.index(name) if name in order and name != opening else len(order)
    return is_reference(name), -int(year or 0), place, name


def written(index: Mapping[str, object]) -> str:
    """Return the index as a script, which also a page from a folder may load."""
    return f"window.statusbogIndex={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"
