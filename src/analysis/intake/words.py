"""When two texts are the same name: white space, line breaks, capitals and footnote marks are not part of one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
# Marks of footnotes at the end of a text: stars, daggers, raised digits with or without a bracket, and "1)" after a word.
MARKS = re.compile(rf"(?:\s*(?:\*+\)?|[\u2020\u2021\u00a7]|[{SUPERSCRIPTS}]+[\u207e)]?|(?<=[^\W\d])\d\)|\s\d\)))+\s*$")
MARK_FIRST = re.compile(rf"^(\*+\)?|[\u2020\u2021\u00a7]|[{SUPERSCRIPTS}]+[\u207e)]?|\d\))\s+(?=\S)")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
BLANKS = re.compile(r"[\s\u00a0\u202f\u2007\u2009]+")
AND = re.compile(r"\s*(?:/|&|\bog\b)\s*")
ASCII = str.maketrans({"\u00e6": "ae", "\u00f8": "oe", "\u00e5": "aa", "\u00e9": "e"})


@lru_cache(maxsize=20_000)
def one_line(text: str) -> str:
    """Return the text with its blanks and line breaks as single spaces."""
    return BLANKS.sub(" ", UNSEEN.sub("", text)).strip()


@lru_cache(maxsize=20000)
def plain(text: str) -> str:
    """Return the form in which names are compared."""
    bare = one_line(unicodedata.normalize("NFC", MARKS.sub("", one_line(text)))).casefold()
    return AND.sub("/", bare).strip(" .:;,")


def mark_of(text: str) -> str:
    """Return the footnote marks at the end of a text, without blanks; empty where there are none."""
    found = MARKS.search(one_line(text))
    return re.sub(r"\s", "", found[0]) if found else ""


def bare(mark: str) -> str:
    """Return a mark without its bracket, as it is compared."""
    return re.sub(r"[)\u207e]", "", mark)


def marked_note(text: str) -> tuple[str, str]:
    """Return the mark that a line begins with, and the rest; ``("", text)`` where it begins with none."""
    line = one_line(text)
    found = MARK_FIRST.match(line)
    return (found[1], line[found.end() :]) if found else ("", line)


def slug(text: str) -> str:
    """Return an id made from a name: small letters, digits and hyphens."""
    bare = plain(text).replace("/", " og ").translate(ASCII)
    bare = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
