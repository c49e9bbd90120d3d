"""Goes through a sheet's XML once and notes what its values do not show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from analysis.intake.reading.workbook.parts import TRUE
from analysis.intake.reading.workbook.scan.listening import Attributes, XmlListener
from analysis.intake.reading.workbook.scan.looks import Looks
from analysis.intake.reading.workbook.scan.references import area_of, column_number, moved
from analysis.intake.reading.workbook.scan.shared import Piece, SharedTexts, struck_of
from analysis.intake.sheets import NO_LOOK, Area, Cell, Look

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
SEEN = 0.5  # points of height or letters of width: nobody sees a row or column of less


@dataclass
class Seen:
    """What the XML of a sheet says: looks of cells, areas, what is hidden, filters, and the last row and column that hold something."""

    looks: Looks
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: list[Area] = field(default_factory=list)
    filter_mode: bool = False
    protected: bool = False
    bottom: int = 0
    right: int = 0


class CellScan(XmlListener):
    """Listens to the XML of one sheet; of the cells before it keeps what is worth saying, of the one it is in all."""

    def __init__(self, styles: list[Look | None], shared: SharedTexts) -> None:
        super().__init__()
        self.styles, self.shared = styles, shared
        self.seen = Seen(Looks(styles))
        self.row = self.column = self.style = 0
        self.kind = self.row_name = ""
        self.formula: str | None = None
        self.follows = ""
        self.result = ""
        self.holds = False
        self.pieces: list[Piece] = []
        self.struck = False
        self.masters: dict[str, tuple[Cell, str]] = {}
        self.columns: dict[str, int] = {}
        self.filter: Area | None = None

    def run(self, content: bytes, part: str) -> Seen:
        """Return what the sheet says. Raises ``Unreadable`` for a part that is not XML."""
        self.hear(content, part)
        return self.seen

    def start_row(self, attributes: Attributes) -> None:
        self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
        self.row_name, self.column = str(self.row), 0
        if self.row > LAST_ROW:
            raise ValueError(self.row_name)
        if attributes.get("hidden") in TRUE or ("customHeight" in attributes and is_nothing(attributes, "ht", "customHeight")):
            self.seen.hidden_rows.add(self.row)

    def start_col(self, attributes: Attributes) -> None:
        if attributes.get("hidden", "0") in TRUE or is_nothing(attributes, "width", "customWidth"):
            last = min(int(attributes["max"]), LAST_COLUMN)
            self.seen.hidden_columns.update(range(int(attributes["min"]), last + 1))

    def start_c(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference:
            name = reference.rstrip("0123456789")
            self.column = self.columns.get(name) or self.new_column(name)
            if reference[len(name) :] != self.row_name:
                raise ValueError(reference)
        else:
            self.column += 1
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))
        self.formula, self.follows, self.holds, self.result = None, "", False, ""
        self.pieces = []

    def new_column(self, name: str) -> int:
        """Return a column's number, and remember it. Raises ``ValueError`` for letters of no column."""
        if not name.isascii() or not name.isalpha() or not name.isupper() or column_number(name) > LAST_COLUMN:
            raise ValueError(name)
        self.columns[name] = column_number(name)
        return self.columns[name]

    def start_v(self, _: Attributes) -> None:
        self.holds = True
        if self.formula is not None or self.kind == "e" or (self.kind == "s" and self.shared.struck):
            self.listen()

    def end_v(self) -> None:
        if self.parser.CharacterDataHandler is not None:
            self.result = self.heard()

    def start_f(self, attributes: Attributes) -> None:
        self.follows = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        self.formula = ""
        self.listen()

    def end_f(self) -> None:
        self.formula = self.heard()
        here = (self.row, self.column)
        if self.follows and self.formula:
            self.masters[self.follows] = (here, self.formula)
        elif self.follows and self.follows in self.masters:
            master, formula = self.masters[self.follows]
            self.formula = moved(formula, here[0] - master[0], here[1] - master[1])

    def start_is(self, _: Attributes) -> None:
        self.holds, self.struck = True, False

    def start_strike(self, attributes: Attributes) -> None:
        self.struck = attributes.get("val", "1") in TRUE

    def start_r(self, _: Attributes) -> None:
        self.struck = False

    def start_t(self, _: Attributes) -> None:
        self.listen()

    def end_t(self) -> None:
        self.pieces.append((self.heard(), self.struck))

    def end_c(self) -> None:
        if not self.holds and self.formula is None:
            return
        seen = self.seen
        seen.bottom, seen.right = max(seen.bottom, self.row), max(seen.right, self.column)
        look = self.styles[self.style] if self.style < len(self.styles) else None
        own = self.own_look(look or NO_LOOK)
        if own is not None:
            seen.looks.own[self.row, self.column] = own
        elif look is not None:
            seen.looks.style(self.row, self.column, self.style)

    def own_look(self, look: Look) -> Look | None:
        """Return the look of a cell that has more than its style's; None where it has not."""
        if self.formula is None and self.kind == "n":
            return None
        if self.formula is not None:
            stored = bool(self.result) or self.kind == "str"
            look = replace(look, formula=f"={self.formula}", stored=stored)
        if self.kind == "e":
            look = replace(look, error=self.result)
        struck = self.struck_text()
        if struck:
            look = replace(look, struck=True) if struck[1] else replace(look, struck_part=struck[0])
        return look if self.formula is not None or self.kind == "e" or struck else None

    def struck_text(self) -> Piece | None:
        """Return the part of the cell's text that is struck through, and whether it is all of it."""
        if self.kind == "s" and self.shared.struck and self.result.isdecimal():
            return self.shared.struck.get(int(self.result))
        if any(gone for _, gone in self.pieces):
            return struck_of(self.pieces)
        return None

    def start_mergeCell(self, attributes: Attributes) -> None:  # noqa: N802 -- the element's name
        area = area_of(attributes.get("ref", ""))
        if area:
            self.seen.merged.append(area)

    def start_autoFilter(self, attributes: Attributes) -> None:  # noqa: N802 -- the element's name
        self.filter = area_of(attributes.get("ref", ""))

    def start_filterColumn(self, _: Attributes) -> None:  # noqa: N802 -- the element's name
        if self.filter and self.filter not in self.seen.filtered:
            self.seen.filtered.append(self.filter)

    def start_sheetPr(self, attributes: Attributes) -> None:  # noqa: N802 -- the element's name
        self.seen.filter_mode = attributes.get("filterMode", "0") in TRUE

    def start_sheetProtection(self, attributes: Attributes) -> None:  # noqa: N802 -- the element's name
        self.seen.protected = attributes.get("sheet", "0") in TRUE


def is_nothing(attributes: Attributes, size: str, by_hand: str) -> bool:
    """Return whether a row or column has been drawn together until nothing of it shows."""
    if attributes.get(by_hand, "0") not in TRUE:
        return False
    try:
        return float(attributes.get(size, "1")) < SEEN
    except ValueError:
        return False
