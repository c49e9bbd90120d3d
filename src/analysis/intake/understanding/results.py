"""What understanding a delivery gives: observations with the cell of each, and everything that has to be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.intake.sheets import Cell, Finding, Kind, Sheet, spans
from analysis.intake.tables import Table
from analysis.intake.understanding.figures import Figure
from analysis.intake.understanding.senses import Sense


@dataclass(frozen=True)
class Delivered:
    """One observation of a delivery, and where it stands.

    ``period`` is empty for a whole calendar year, else ``2023K1``, a day, or two days with a stroke between them: such a row is no
    year. ``value`` has the decimals that the source shows and is empty where ``status`` says why; ``level`` holds answers.
    ``cell`` may be a sum (``B9+B10``). ``indicator`` is in the file's own words where the data have none of the name.
    """

    indicator: str
    category: str
    geography: str
    year: int | None
    period: str
    value: Decimal | None
    level: str
    unit: str
    status: str
    n: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    note: str
    qualifier: str
    as_written: str
    sheet: str
    cell: str

    @property
    def key(self) -> tuple[str, str, str, int | None, str]:
        """What the observation is about."""
        return self.indicator, self.category, self.geography, self.year, self.period


@dataclass(frozen=True)
class Understood:
    """What a delivery says by a mapping. With a finding that refuses the whole file there are no observations."""

    observations: tuple[Delivered, ...]
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> str:
        """The gravest of the findings: ``refuse``, ``ask``, ``warn`` or ``read``.

        Totals that were only checked weigh nothing; a part that is refused, where the rest is read, is a warning.
        """
        kinds = {weight_of(finding) for finding in self.findings}
        if self.observations and "refuse" in kinds:
            kinds = (kinds - {"refuse"}) | {"warn"}
        return next((kind for kind in ("refuse", "ask", "warn") if kind in kinds), "read")


# What is skipped as a matter of course: nobody has to look at it.
LIGHT = frozenset({"totals", "no_table", "frame", "text_column", "other_sheet"})


def weight_of(finding: Finding) -> str:
    """Return how much a finding weighs: a skipped part as a warning, unless it is skipped as a matter of course."""
    if finding.kind != "skip":
        return finding.kind
    return "read" if finding.key.rsplit(".", 1)[-1] in LIGHT else "warn"


@dataclass(frozen=True)
class Read:
    """A cell with a figure, and what its labels say of it."""

    table: Table
    row: int
    column: int
    sense: Sense
    figure: Figure

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return self.row, self.column


@dataclass(frozen=True)
class Remark:
    """One thing to say of a cell; those alike are said together. ``about`` is what it is said of, beside the cell."""

    kind: Kind
    key: str
    cell: Cell
    about: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


# Said once for all cells of a sheet, with the first few texts.
MERGED = frozenset(
    {
        "above_all",
        "bracketed",
        "decimals",
        "doubtful",
        "negative",
        "no_figure",
        "other_style",
        "qualifier",
        "unknown_answer",
        "unknown_mark",
        "unknown_sign",
    }
)
MOST_APART, MOST_NAMED = 12, 5


def findings_of(sheet: Sheet, remarks: list[Remark]) -> list[Finding]:
    """Return the remarks about a sheet as findings: what is the same is one finding with all its cells."""
    alike: dict[tuple[str, str, str], list[Remark]] = {}
    for remark in remarks:
        about = "" if remark.key in MERGED else remark.about
        alike.setdefault((remark.kind, remark.key, about), []).append(remark)
    groups: dict[tuple[str, str], list[list[Remark]]] = {}
    for (kind, key, _), same in alike.items():
        groups.setdefault((kind, key), []).append(same)
    found: list[Finding] = []
    for several in groups.values():
        parts = several if len(several) <= MOST_APART else [[remark for same in several for remark in same]]
        found.extend(finding_of(sheet, same) for same in parts)
    return found


def finding_of(sheet: Sheet, same: list[Remark]) -> Finding:
    """Return remarks that are alike as one finding; of what they are about, the first few."""
    cells = {remark.cell for remark in same}
    abouts = list(dict.fromkeys(remark.about for remark in same if remark.about))
    about = ", ".join(abouts[:MOST_NAMED]) + (" \u2026" if len(abouts) > MOST_NAMED else "")
    values = {**same[0].values, "about": about, "count": len(cells)}
    return Finding(same[0].kind, f"intake.understand.{same[0].key}", sheet.name, spans(list(cells)), values)
