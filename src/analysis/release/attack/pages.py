"""What stands on a page, in a picture of it and in its head: texts with the rows that they show, hidden ones too."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote, unquote_to_bytes

from analysis.release.attack.data import found_in_script
from analysis.release.attack.found import Drawn, Found, Said
from analysis.release.attack.tables import read_by_people

# Elements that text runs on through; every other one begins a text of its own.
INLINE = frozenset(
    "a abbr b bdi br cite code em i mark q small span strong sub sup tspan u wbr".split()  # noqa: SIM905 - names of HTML
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
# Elements that name what stands below them.
NAMES = frozenset("h1 h2 h3 h4 h5 h6 caption dt summary legend label".split())  # noqa: SIM905
CELLS = ("td", "th")
ROWS = "data-rows"
DRAWN = "data-drawn"
# What says why a number that is about no row stands there.
OTHER = "data-no-rows"
ADDRESSES = ("href", "src")
# Attributes that lay a page out; all others are read.
LAYOUT = frozenset(
    f"{ROWS} {OTHER} {DRAWN} class id d x y x1 x2 y1 y2 width height viewbox cx cy r points transform colspan rowspan for rel type charset"
    " tabindex scope xmlns fill stroke".split()
)


@dataclass
class Grid:
    """A table that is being read: its heading and its rows of cells, without numbers that are accounted for."""

    heading: str
    rows: list[list[str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads a page into texts; ``found`` has them when it is closed."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.found: list[Found] = []
        self.open: list[tuple[str, tuple[str, ...], bool]] = []
        self.bare: list[str] = []
        self.heading = ""
        self.grids: list[Grid] = []
        self.picture: list[str] = []

    @property
    def ids(self) -> tuple[str, ...]:
        """The rows that the innermost element that names any shows."""
        return next((ids for _, ids, _ in reversed(self.open) if ids), ())

    @property
    def is_accounted(self) -> bool:
        """Whether the text here shows rows, or says why it is about none."""
        return any(ids or is_other for _, ids, is_other in self.open)

    @property
    def is_drawn(self) -> bool:
        """Whether this is inside a picture."""
        return any(tag == "svg" for tag, _, _ in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in INLINE:
            self.end_text(is_name=tag in ("ul", "ol"))
        ids = tuple(given.get(ROWS, "").split())
        self.read_attributes(given, ids or self.ids)
        if tag not in VOID:
            self.open.append((tag, ids, OTHER in given))
        if tag == "table":
            self.grids.append(Grid(self.heading))
        elif tag == "tr" and self.grids:
            self.grids[-1].rows.append([])
        elif tag in CELLS and self.grids and self.grids[-1].rows:
            self.grids[-1].rows[-1].append("")

    def read_attributes(self, given: dict[str, str], ids: tuple[str, ...]) -> None:
        """Keep what attributes say, each for itself and all that carry data together."""
        for name, value in given.items():
            if name == DRAWN:
                self.found.append(Drawn(self.file, tuple(value.split())))
            elif name in ADDRESSES:
                self.found += found_in_address(self.file, value)
            elif name not in LAYOUT and (name != "style" or "--" in value) and any(letter.isalnum() for letter in value):
                self.found.append(Said(self.file, name, value, ids, below=self.heading if name == "value" else ""))
        data = [f"{name.removeprefix('data-')}: {value}" for name, value in given.items() if name not in LAYOUT and "data-" in name]
        if data:
            self.found.append(Said(self.file, "data", " | ".join(data)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_text(is_name=tag in NAMES)
        if any(tag == name for name, _, _ in self.open):
            while self.open.pop()[0] != tag:
                pass
        if tag == "table" and self.grids:
            grid = self.grids.pop()
            self.found += (replace(one, where="", is_bare=True) for one in read_by_people(self.file, grid.heading, grid.rows))
        elif tag == "svg" and not self.is_drawn:
            self.end_picture()

    def handle_data(self, data: str) -> None:
        inside = self.open[-1][0] if self.open else ""
        if not data.strip():
            return
        if inside == "script":
            self.found += found_in_script(self.file, data)
            return
        if inside == "style":
            self.found += (Said(self.file, inside, rule) for rule in data.split("}"))
            return
        if self.ids:
            self.found.append(Said(self.file, "", data, self.ids))
        # What is accounted for stays as words around the rest, without its numbers.
        self.bare.append("".join(" " if letter.isdigit() else letter for letter in data) if self.is_accounted else data)

    def handle_comment(self, data: str) -> None:
        self.found.append(Said(self.file, "<!-- -->", data, is_bare=True))

    def unknown_decl(self, data: str) -> None:
        self.found += found_in_page(self.file, data.partition("CDATA[")[2])

    def end_text(self, *, is_name: bool = False) -> None:
        """Keep what was read since the last element that is no part of a text, with the heading that it stands below."""
        text = " ".join(" ".join(self.bare).split())
        self.bare = []
        if not text:
            return
        if is_name:
            self.heading = text
        self.found.append(Said(self.file, "", text, is_bare=True, below="" if is_name or self.is_drawn else self.heading))
        if self.grids and self.grids[-1].rows and self.grids[-1].rows[-1]:
            self.grids[-1].rows[-1][-1] += f" {text}" if self.grids[-1].rows[-1][-1] else text
        if self.is_drawn:
            self.picture.append(text)

    def end_picture(self) -> None:
        """Keep the numbers of a picture that no row accounts for; on a page every label says its row. Its words name them."""
        if self.open:
            words = " ".join(self.picture)
            numbers = (text for text in self.picture if any(letter.isdigit() for letter in text))
            self.found += (Said(self.file, "svg", text, is_bare=True, below=words) for text in numbers)
        self.picture = []

    def close(self) -> None:
        super().close()
        self.end_text()


def found_in_page(file: str, text: str) -> list[Found]:
    """Return what stands on a page or in a vector picture."""
    reader = Reader(file)
    reader.feed(text)
    reader.close()
    return reader.found


def found_in_address(file: str, address: str) -> list[Found]:
    """Return what an address says that carries data itself, or asks for something."""
    if not address.startswith("data:"):
        return [Said(file, "href", unquote(address), is_bare=True)] if "?" in address else []
    kind, _, content = address.partition(",")
    try:
        data = base64.b64decode(unquote(content)) if kind.endswith(";base64") else unquote_to_bytes(content)
    except binascii.Error:
        return []
    return found_in_page(file, data.decode("utf-8", "replace"))
