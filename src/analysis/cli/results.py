"""Printing results: the whole table, some of its measures, or what differs from another folder or another day."""

from __future__ import annotations

import argparse
import difflib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import LAST_YEAR, Commands, add_command, whole_number
from analysis.errors import UserError
from analysis.messages import message

if TYPE_CHECKING:
    from analysis.data import Facts
    from analysis.indicators import Result
    from analysis.indicators.compare import Change, Moved
    from analysis.indicators.judged import Judgement

WIDEST_CELL = 60
# The first columns of a verdict: what it is about, of which area, in which year.
ABOUT_A_VERDICT = 3
# The columns of a row that stand once for both sides of a change, and those that stand for each.
ABOUT = ("edition", "theme", "indicator", "category", "geography", "year", "measure", "unit")
SIDES = ("id", "value", "status", "method", "inputs")


def add_results(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "results", print_results, message("cli.results.about"))
    command.add_argument(
        "--year",
        type=whole_number(1, LAST_YEAR),
        metavar=message("cli.placeholders.year"),
        required=True,
        help=message("cli.options.year"),
    )
    command.add_argument("--as-of", metavar=message("cli.placeholders.date"), help=message("cli.options.as_of"))
    command.add_argument(
        "--only", type=names, default=(), metavar=message("cli.placeholders.measures"), help=message("cli.options.only")
    )
    command.add_argument("--against", metavar=message("cli.placeholders.other"), help=message("cli.options.against"))
    command.add_argument("--format", choices=("csv", "json", "table"), default="table", help=message("cli.options.format"))


def names(text: str) -> tuple[str, ...]:
    """Return the names in a list with commas."""
    return tuple(filter(None, (name.strip() for name in text.split(","))))


def print_results(options: argparse.Namespace) -> int:
    """Print the results table of an edition, or a part of it, or what differs."""
    from analysis.book.days import day_of
    from analysis.book.project import find_project
    from analysis.data import load
    from analysis.indicators import edition_rows

    facts = load(find_project(options.data).data)
    rows = edition_rows(facts, options.year, day_of(facts, options.as_of or ""))
    check_measures(options.only, rows)
    if options.against:
        print_changes(facts, rows, options)
    else:
        print_rows(facts, [row for row in rows if not options.only or row.measure in options.only], options)
    return 0


def check_measures(only: Sequence[str], rows: Iterable[Result]) -> None:
    """Raise ``UserError`` for a measure that no row of the edition has, with the nearest that there is."""
    known = sorted({row.measure for row in rows})
    for measure in only:
        if measure not in known:
            near = difflib.get_close_matches(measure, known, n=1)
            todo = message("results.only.near", near=near[0]) if near else message("results.only.choose")
            raise UserError(message("results.only.unknown", measure=measure, known=", ".join(known), todo=todo))


# The rows of an edition


def print_rows(facts: Facts, rows: Sequence[Result], options: argparse.Namespace) -> None:
    """Print rows: with all columns, or, as a table of chosen measures, in words and no wider than a page."""
    if options.format == "table" and options.only:
        others = [row for row in rows if row.measure != "verdict"]
        print("\n\n".join(filter(None, (verdict_lines(facts, rows, options), row_lines(facts, others)))))
    else:
        print_columns(rows, options.format)


def print_columns(rows: Sequence[Result], form: str) -> None:
    """Print rows with the columns of the results table."""
    import pandas as pd

    from analysis.indicators import csv_of, frame_of
    from analysis.indicators.frame import plain

    if form == "csv":
        print(csv_of(rows), end="")
        return
    table = frame_of(rows)
    table["value"] = [plain(value) for value in table["value"]]
    if form == "json":
        print(table.to_json(orient="records", force_ascii=False, indent=1))
        return
    with pd.option_context("display.max_rows", None, "display.max_columns", None, "display.width", None):
        print(table.to_string(index=False, max_colwidth=WIDEST_CELL))


def verdict_lines(facts: Facts, rows: Sequence[Result], options: argparse.Namespace) -> str:
    """Return a line for each verdict: what it is about, what was judged against which goal, and why there is none."""
    from analysis.book.days import day_of
    from analysis.cli.said import words
    from analysis.cli.said.lines import table
    from analysis.indicators import edition_rows
    from analysis.indicators.judged import judgements

    wanted = {row.id for row in rows if row.measure == "verdict"}
    whole = edition_rows(facts, options.year, day_of(facts, options.as_of or ""))
    found = [one for one in judgements(whole) if one.verdict.id in wanted]
    lines = [
        (
            words.what(facts, one.verdict),
            words.area(facts, one.verdict),
            str(one.verdict.year),
            words.value(one.verdict),
            words.value(one.judged),
            words.goal(one),
            words.why(one),
        )
        for one in found
    ]
    heads = [message(f"results.columns.{key}") for key in ("what", "area", "year", "verdict", "value", "goal", "why")]
    return table(heads, lines, numbers=(4,), below=labels_of_alike(facts, found, lines)) if lines else ""


def labels_of_alike(facts: Facts, found: Sequence[Judgement], lines: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the label of each verdict's target where several verdicts are about the same; else nothing."""
    from analysis.cli.said import words

    about = [line[:ABOUT_A_VERDICT] for line in lines]
    return [words.label(facts, one.verdict) if about.count(same) > 1 else "" for one, same in zip(found, about, strict=True)]


def row_lines(facts: Facts, rows: Sequence[Result]) -> str:
    """Return a line for each row: what it is about, its measure and its value."""
    from analysis.cli.said import words
    from analysis.cli.said.lines import table

    heads = [message(f"results.columns.{key}") for key in ("what", "area", "year", "measure", "value")]
    lines = [(words.what(facts, row), words.area(facts, row), str(row.year), words.measure(row), words.value(row)) for row in rows]
    return table(heads, lines, numbers=(4,)) if lines else ""


# What differs


def print_changes(facts: Facts, rows: Sequence[Result], options: argparse.Namespace) -> None:
    """Print what differs from another data folder, or from the same on another day."""
    from analysis.indicators.compare import changes, moved

    found = list(changes(other_rows(facts, options), rows))
    if options.only:
        found = [change for change in found if change.row.measure in options.only]
    if options.format == "table":
        print(moved_lines(facts, moved(found), len(rows)))
    else:
        print_records([record_of(change) for change in found], options.format)


def other_rows(facts: Facts, options: argparse.Namespace) -> Sequence[Result]:
    """Return the same edition of another data folder, or of this one on another day. Raises ``UserError`` for neither."""
    from analysis.book.days import day_of
    from analysis.data import load
    from analysis.indicators import edition_rows

    if Path(options.against).is_dir():
        other = load(Path(options.against).resolve())
        return edition_rows(other, options.year, day_of(other, options.as_of or ""))
    try:
        return edition_rows(facts, options.year, day_of(facts, options.against))
    except UserError as error:
        raise UserError(message("results.against.missing", found=options.against)) from error


def record_of(change: Change) -> dict[str, object]:
    """Return a change as one flat record: why, what it follows, what it is about, and both sides of what a row says."""
    from analysis.indicators.frame import COLUMNS, columns_of

    sides = {
        name: dict(zip(COLUMNS, columns_of(row), strict=True)) if row else {}
        for name, row in (("old", change.old), ("new", change.new))
    }
    about = sides["new"] or sides["old"]
    said = {f"{column}_{side}": plain_or_empty(sides[side].get(column)) for column in SIDES for side in ("old", "new")}
    return {"cause": change.cause, "follows": change.follows, **{column: about[column] for column in ABOUT}, **said}


def plain_or_empty(value: object) -> str:
    """Return a value as text, and nothing for none."""
    return "" if value is None else value if isinstance(value, str) else f"{value:f}"


def print_records(records: Sequence[dict[str, object]], form: str) -> None:
    """Print records as CSV or JSON."""
    import pandas as pd

    columns = ["cause", "follows", *ABOUT, *(f"{column}_{side}" for column in SIDES for side in ("old", "new"))]
    if form == "json":
        print(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        print(pd.DataFrame(records, columns=columns).to_csv(index=False, lineterminator="\n"), end="")


def moved_lines(facts: Facts, groups: Sequence[Moved], count: int) -> str:
    """Return what moved for a person: how much, then a line for each thing, the largest first, with the verdicts that it turned."""
    from analysis.cli.said.lines import table

    if not groups:
        return message("results.changes.none", count=count)
    heads = [message(f"results.columns.{key}") for key in ("what", "area", "year", "measure", "old", "new", "cause", "followers")]
    lines = [line for group in groups for line in lines_of(facts, group)]
    return "\n".join([*heading(groups), "", table(heads, lines, numbers=(4, 5, 7))])


def heading(groups: Sequence[Moved]) -> list[str]:
    """Return how many things differ, and of each cause how many."""
    rows = sum(1 + len(group.followers) for group in groups)
    causes = Counter(group.root.cause for group in groups)
    said = message(f"results.changes.{'one' if len(groups) == 1 else 'many'}", count=len(groups), rows=rows)
    each = ", ".join(
        message("results.changes.cause", count=number, cause=message(f"results.cause.{cause}"))
        for cause, number in causes.most_common()
    )
    return [message("results.changes.causes", said=said, causes=each)]


def lines_of(facts: Facts, group: Moved) -> list[tuple[str, ...]]:
    """Return the line of a group, and below it one for each verdict that it turned."""
    from analysis.cli.said import words

    root = group.root
    count, cause = str(len(group.followers) or ""), message(f"results.cause.{root.cause}")
    turned = [change for change in group.turned if change is not root]
    below = [message("results.changes.turned", what=words.what(facts, change.row)) for change in turned]
    return [
        (words.what(facts, root.row), *sides_of(facts, root), cause, count),
        *((what, *sides_of(facts, change), "", "") for what, change in zip(below, turned, strict=True)),
    ]


def sides_of(facts: Facts, change: Change) -> tuple[str, ...]:
    """Return where a change is, of what it is, and what stood there and stands there now."""
    from analysis.cli.said import words

    row, before = change.row, words.value(change.before)
    if change.before is not None and change.before.year != row.year:
        before = message("results.changes.earlier", value=before, year=change.before.year)
    now = words.value(change.new) if change.has_moved else message("results.changes.same", value=words.value(change.new))
    return words.area(facts, row), str(row.year), words.measure(row), before, now
