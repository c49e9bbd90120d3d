"""The Markdown of comments: CommonMark with tables, without HTML, and with tags, which hold no other marks."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from analysis.data.comments.words import folded, meanings

# The name of the tokens.
TAG = "tag"
WRITTEN = re.compile(r"\{\s*(?P<word>[^\W\d_][^{}:\n]{0,20}?)\s*:(?P<parts>[^{}]*)\}")
WORDS = re.compile(r"\[([^\[\]]*)\]")


def tag(state: StateInline, silent: bool) -> bool:
    """Take a tag, ``{word: parts}``, where one begins; behind a claim also the words that say it, ``[words]``."""
    found = WRITTEN.match(state.src, state.pos) if state.src[state.pos] == "{" else None
    kind = meanings("tags").get(folded(found["word"])) if found else None
    if found is None or kind is None:
        return False
    words = WORDS.match(state.src, found.end()) if kind == "claim" else None
    end = words.end() if words else found.end()
    if not silent:
        token = state.push(TAG, "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"kind": kind, "parts": found["parts"], "words": words[1] if words else ""}
    state.pos = end
    return True


def parser() -> MarkdownIt:
    """Return the parser of comments."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.inline.ruler.before("link", TAG, tag)
    return made


PARSER = parser()
