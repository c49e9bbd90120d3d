"""What stands on a page, in a picture of it and in its head: texts with the rows that they show, hidden ones too."""

from __future__ import annotations

from html.parser import HTMLParser

from analysis.release.attack.found import Said

# Elements that text runs on through; every other one begins a text of its own.
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "tspan", "u"}
)
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
ROWS = "data-rows"
# What says why a number that is about no row stands there.
OTHER = "data-no-rows"
UNREAD = frozenset({"style", "template-style"})
# Attributes that lay a page out; all others are read.
LAYOUT = frozenset(
    {
        ROWS,
        OTHER,
        "class",
        "style",
        "href",
        "src",
        "id",
        "d",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "width",
        "height",
        "viewbox",
        "cx",
        "cy",
    }
    | {
        "r",
        "points",
        "transform",
        "colspan",
        "rowspan",
        "for",
        "rel",
        "type",
        "charset",
        "tabindex",
        "scope",
        "xmlns",
        "fill",
        "stroke",
    }
)


class Reader(HTMLParser):
    """Reads a page into texts; ``said`` has them when it is closed."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.said: list[Said] = []
        self.open: list[tuple[str, tuple[str, ...], bool]] = []
        self.bare: list[str] = []

    @property
    def ids(self) -> tuple[str, ...]:
        """The rows that the innermost element that names any shows."""
        return next((ids for _, ids, _ in reversed(self.open) if ids), ())

    @property
    def is_accounted(self) -> bool:
        """Whether the text here shows rows, or says why it is about none."""
        return any(ids or is_other for _, ids, is_other in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in INLINE:
            self.end_text()
        ids = tuple(given.get(ROWS, "").split())
        for name, value in given.items():
            if name not in LAYOUT and any(letter.isalnum() for letter in value):
                self.said.append(Said(self.file, name, value, ids or self.ids))
        if tag not in VOID:
            self.open.append((tag, ids, OTHER in given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_text()
        if any(tag == name for name, _, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        inside = self.open[-1][0] if self.open else ""
        if inside in UNREAD or not data.strip():
            return
        if inside == "script":
            self.said += [Said(self.file, inside, part) for part in data.split('"')]
            return
        if self.ids:
            self.said.append(Said(self.file, "", data, self.ids))
        # What is accounted for stays as words around the rest, without its numbers.
        self.bare.append("".join(" " if letter.isdigit() else letter for letter in data) if self.is_accounted else data)

    def handle_comment(self, data: str) -> None:
        self.said.append(Said(self.file, "<!-- -->", data, is_bare=True))

    def end_text(self) -> None:
        """Keep what was read since the last element that is no part of a text."""
        if self.bare:
            self.said.append(Said(self.file, "", " ".join(" ".join(self.bare).split()), is_bare=True))
            self.bare = []

    def close(self) -> None:
        super().close()
        self.end_text()


def found_in_page(file: str, text: str) -> list[Said]:
    """Return what stands on a page or in a vector picture."""
    reader = Reader(file)
    reader.feed(text)
    reader.close()
    return reader.said
