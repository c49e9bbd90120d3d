"""A table that was got, held against what was got before: an older update is refused, and figures that have changed are asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.intake.applying.changes import Change, Changes
from analysis.intake.applying.kept import FOLDER, kept_in, standing
from analysis.intake.sheets import Finding
from analysis.intake.statbank.bank.info import compared
from analysis.intake.statbank.fetch import Got
from analysis.intake.statbank.record import record_beside
from analysis.intake.statbank.trouble import KEYS, Trouble, refusal

MOST_NAMED = 5


def refuse_older(got: Got, folder: Path) -> None:
    """Raise ``DataFaults`` for an update of a table that is older than one that was taken in; ``Refused`` for a damaged record."""
    records = [record_beside(folder / FOLDER / line.file) for line in standing(kept_in(folder))]
    own = (got.record.bank, compared(got.record.table))
    kept = [record.updated for record in records if record and (record.bank, compared(record.table)) == own]
    if kept and clock(got.info.updated) < clock(max(kept, key=clock)):
        values = {"updated": got.info.updated.isoformat(sep=" "), "kept": max(kept, key=clock).isoformat(sep=" ")}
        raise refusal(where(got), Trouble("older", **values))


def clock(moment: dt.datetime) -> dt.datetime:
    """Return a moment as the bank's own clock shows it: whether it names a zone may differ from one answer to the next."""
    return moment.replace(tzinfo=None)


def refuse_other_figures(got: Got, changes: Changes) -> None:
    """Raise ``DataFaults`` where the same source says other figures already: the bank has changed them on one day, or somebody has."""
    other = [change for change in changes.of("refused") if change.before is not None]
    if other:
        values = {"count": len(other), "figures": figures(other), "day": got.info.published}
        raise refusal(where(got), Trouble("other_figures", **values))


def revisions(got: Got, changes: Changes) -> Iterator[Finding]:
    """Yield a question where figures that are there already have been changed: what they were, and what they are now."""
    revised = changes.of("revised")
    if revised:
        values = {"count": len(revised), "figures": figures(revised)}
        yield Finding("ask", f"{KEYS}revised", got.delivery.sheets[0].name, values=values)


def figures(changes: Sequence[Change]) -> str:
    """Return what figures were and are: of many the first few."""
    named = "; ".join(
        f"{' '.join(filter(None, change.given.key))} {before_of(change)} → {now_of(change)}" for change in changes[:MOST_NAMED]
    )
    return f"{named}; …" if len(changes) > MOST_NAMED else named


def before_of(change: Change) -> str:
    """Return the figure that is there, or why there is none."""
    return said(getattr(change.before, "value", None), getattr(change.before, "status", ""))


def now_of(change: Change) -> str:
    """Return the figure that came, or why there is none."""
    return said(change.given.cells.get("value"), change.given.cells.get("status"))


def said(value: object, status: object) -> str:
    """Return a figure, or the status that stands for none."""
    return str(status) if value in (None, "") else f"{value}"


def where(got: Got) -> str:
    """Return the bank and the table."""
    return f"{got.record.bank}, {got.record.table}"
