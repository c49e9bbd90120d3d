"""What is shown of deliveries: what would be added, changed and refused, every trap by name, and each figure with its cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Literal

from analysis.intake.applying.apply import Weighed
from analysis.intake.applying.changes import Change, Given, What
from analysis.intake.said import cell_said
from analysis.intake.sheets import Finding, Kind
from analysis.messages import message

Format = Literal["table", "csv", "json"]
COLUMNS = (
    "indicator",
    "category",
    "geography",
    "year",
    "period",
    "breakdown",
    "group",
    "value",
    "unit",
    "status",
    "n",
    "lower",
    "upper",
    "sheet",
    "cell",
)
# What is shown of a row in words: those columns that tell rows apart, and what it says.
TOLD = {
    "observations.csv": ("indicator", "category", "geography", "year", "period", "breakdown", "group", "value", "level", "status"),
    "budgets.csv": ("plan", "activity", "line", "year", "amount_dkk", "status"),
    "deliverables.csv": ("plan", "activity", "deliverable", "year", "kind", "value", "unit"),
    "status.csv": ("plan", "activity", "year", "on_plan", "concern", "adjustment"),
}
ORDER: tuple[Kind, ...] = ("refuse", "ask", "warn", "skip", "read")
WHATS: tuple[What, ...] = ("refused", "revised", "added", "known")


def shown(weighed: Sequence[Weighed], how: Format, *, done: bool) -> str:
    """Return packages as text: for people, as CSV with a row for each figure, or as JSON with everything.

    The CSV's columns are those of ``COLUMNS``, and what counted figures rest on; of budgets and answers, ``category`` is the
    activity.
    """
    if how == "csv":
        return as_csv(weighed)
    if how == "json":
        return json.dumps([as_object(one) for one in weighed], ensure_ascii=False, indent=1)
    return "\n\n".join(in_words(one, done=done) for one in weighed)


def as_csv(weighed: Iterable[Weighed]) -> str:
    """Return every figure that was read, a row each."""
    text, weighed = io.StringIO(), list(weighed)
    counted = [name for one in weighed if one.package.notes for row in one.package.figures for name in row]
    writer = csv.DictWriter(text, dict.fromkeys([*COLUMNS, *counted]), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for one in weighed:
        writer.writerows({name: "" if value is None else value for name, value in row.items()} for row in one.package.figures)
    return text.getvalue().rstrip("\n")


def as_object(one: Weighed) -> dict[str, object]:
    """Return a package as JSON has it."""
    name = one.package.path.name
    return {
        "file": name,
        "sha256": one.package.sha256,
        "mapping": one.package.mapping,
        "source": one.package.source,
        "observations": [{key: None if value is None else str(value) for key, value in row.items()} for row in one.package.figures],
        "changes": {what: [told(change) for change in one.changes.of(what)] for what in WHATS},
        "findings": [as_finding(name, finding) for finding in all_findings(one)],
        "to_accept": [as_finding(name, finding) for finding in one.to_accept],
    }


def as_finding(name: str, finding: Finding) -> dict[str, str]:
    """Return a finding as JSON has it."""
    place = {"sheet": finding.sheet, "cells": finding.cells}
    return {"kind": finding.kind, "key": finding.key, **place, "text": finding.text(name)}


def all_findings(one: Weighed) -> list[Finding]:
    """Return everything that is said of a package, the gravest first."""
    accepted = {id(finding) for finding in one.to_accept}
    found = [*one.package.findings, *one.refusals]
    once = list({id(finding): finding for finding in found if id(finding) not in accepted}.values())
    return sorted(once, key=lambda finding: ORDER.index(finding.kind))


def in_words(one: Weighed, *, done: bool) -> str:
    """Return a package for people: what was said of it, what has to be accepted, and what changes."""
    name = one.package.path.name
    key = "intake.shown.counted" if one.package.notes else "intake.shown.file"
    first = message(key, name=name, count=len(one.package.given), rows=one.package.row_count)
    lines = [first, said(name, all_findings(one))]
    if one.to_accept:
        lines += [message("intake.shown.accept") + ":", *(f"  {finding.text(name)}" for finding in one.to_accept)]
    for what in WHATS:
        changes = one.changes.of(what)
        if changes:
            lines += [message(f"intake.shown.{what}", count=len(changes)) + ":", *(f"  {line(change)}" for change in changes)]
    lines.append(message("intake.shown.done" if done else "intake.shown.dry"))
    return "\n".join(filter(None, lines))


def said(name: str, findings: Iterable[Finding]) -> str:
    """Return what is said of a file, by kind, the gravest first."""
    lines = []
    found = list(findings)
    for kind in ORDER:
        of_kind = [finding for finding in found if finding.kind == kind]
        if of_kind:
            lines += [message(f"intake.shown.{kind}") + ":", *(f"  {sentence(name, finding)}" for finding in of_kind)]
    return "\n".join(lines)


def sentence(name: str, finding: Finding) -> str:
    """Return what is said of a file at one place; of what needs nothing done only what was found."""
    if finding.kind not in ("read", "skip"):
        return finding.text(name)
    fault = finding.fault(name)
    return f"{fault.file}: {fault.found.removesuffix('.')}."


def told(change: Change) -> dict[str, str]:
    """Return a change as JSON has it: the row, where it was read, and the row that stands there now."""
    before = {} if change.before is None else {"was": value_of(change.before.model_dump()), "was_from": change.before.source}
    cells = {key: str(value) for key, value in change.given.cells.items() if value not in (None, "")}
    return {"table": change.given.table, **cells, "sheet": change.given.sheet, "cell": change.given.cell, **before}


def line(change: Change) -> str:
    """Return a change as one line for people: where, what, and the figure that it comes beside."""
    given = change.given
    filled = {name: str(given.cells[name]) for name in TOLD[given.table] if given.cells.get(name) not in (None, "", "ok")}
    cells = " ".join(cell_said(name, value) for name, value in filled.items())
    was = (
        ""
        if change.before is None or change.what == "known"
        else f"  ({cell_said(*said_first(change.before.model_dump()))}, {change.before.source})"
    )
    place = "!".join(filter(None, (given.sheet, given.cell)))
    return f"{'  '.join(filter(None, (place, cells)))}{was}{rests_on(given)}"


def rests_on(given: Given) -> str:
    """Return what a weighted share rests on; nothing for other rows, and for a share that is not given."""
    beside = given.beside
    if not beside or given.cells["status"] == "suppressed":
        return ""
    numbers = {name: f"{beside[name]:.1f}" for name in ("weighted_total", "n_effective")}
    effect = message(f"intake.shown.{beside['deff_is']}", deff=f"{beside['deff_exact']:.4f}")
    return "; " + message("intake.shown.rests_on", n=given.cells["n"], effect=effect, **numbers)


def value_of(row: dict[str, object]) -> str:
    """Return what a row says, its figure or its answer."""
    return said_first(row)[1]


def said_first(row: dict[str, object]) -> tuple[str, str]:
    """Return the column that holds what a row says, its figure or its answer, and that; two empty texts for a row that says nothing."""
    names = ("value", "amount_dkk", "level", "on_plan", "status")
    return next(((name, str(row[name])) for name in names if row.get(name) not in (None, "")), ("", ""))
