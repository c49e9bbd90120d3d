"""What is said of single cells: why one is not read, and what is noticed at one that is."""

from __future__ import annotations

from analysis.intake.said import status_said
from analysis.intake.sheets import Cell, Kind, Sheet
from analysis.intake.understanding.figures import Figure
from analysis.intake.understanding.results import Remark

# What the reading of the file says already, cell by cell.
SAID_ALREADY = frozenset({"struck", "error", "no_result", "outdated", "unseen", "another_figure"})
# What is said of all such cells of a table at once, and how loudly.
SAID: dict[str, tuple[Kind, str]] = {
    "percent_format": ("warn", "percent_format"),
    "text_number": ("warn", "text_number"),
    "rounded": ("warn", "rounded"),
    "footnote": ("warn", "footnote"),
    "label_status": ("warn", "label_status"),
}
WHOLE = frozenset({"count", "dkk"})
NEVER_NEGATIVE = frozenset({"count", "dkk", "percent", "per_1000"})
ALL = 100


def trouble_of(figure: Figure, unit: str, part: str) -> str:
    """Return why a figure is not read, its unit considered; empty where it is."""
    if figure.trouble or figure.value is None:
        return figure.trouble
    if figure.doubtful and unit not in WHOLE and part != "n":
        return "doubtful"
    if figure.value < 0 and unit in NEVER_NEGATIVE and part != "lower":
        return "negative"
    stored = figure.value if figure.stored is None else figure.stored
    if (unit in WHOLE or part == "n") and stored != stored.to_integral_value():
        return "decimals"
    if unit == "percent" and part != "n" and figure.value > ALL:
        return "above_all"
    return ""


def remarks_on(figure: Figure, cell: Cell, sheet: Sheet) -> list[Remark]:
    """Return what is to be said of a cell."""
    values: dict[str, object] = {
        "text": figure.note if "footnote" in figure.said else figure.text,
        "comment": figure.note,
        "sign": figure.sign,
        "status": status_said(figure.status),
    }
    if figure.trouble in SAID_ALREADY:
        return []
    if figure.trouble:
        about = sheet.look(*cell).comment if figure.trouble == "doubted" else figure.text
        return [Remark("ask", figure.trouble, cell, about, values)]
    found = [Remark(SAID[said][0], SAID[said][1], cell, "", values) for said in figure.said if said in SAID]
    if figure.qualifier:
        found.append(Remark("warn", "qualifier", cell, figure.text, values | {"qualifier": figure.qualifier}))
    return found
