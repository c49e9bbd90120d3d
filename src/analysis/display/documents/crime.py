"""Reports to the police on paper: the rate, the counts with and without targets, and the path of targets over the years."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Agreement, Target
from analysis.display.blocks import Block, Figure, Section, Stack, Table, Text, cell
from analysis.display.chapters.kriminalitet import (
    THEME,
    by_years,
    certain_changes,
    change_figure,
    counted_rows,
    finding,
    followed_table,
    is_path,
    judged_targets,
    path,
    rated,
    targets_table,
    unnamed_table,
)
from analysis.display.documents.goals import chance_words
from analysis.display.documents.told import told
from analysis.display.parts.indicators.section import details, unplaced
from analysis.display.parts.pictures import slug, under
from analysis.display.parts.series import years_of
from analysis.display.parts.statements import explanations
from analysis.display.parts.targets import chance_of_change, judged_row
from analysis.display.runs import NOTHING, joined, lower_first, phrase
from analysis.display.view.view import View


def crime(view: View) -> tuple[Block, ...]:
    """Return the rate and what else targets are about, the counts, the path of targets, and other indicators of the theme."""
    if THEME not in view.news:
        return ()
    # The areas have few years of a rate in common: a line would show more than is known.
    rates = (told(view, key, pictured=False) for key in rated(view))
    return (*rates, counts(view), path(view), *(told(view, key) for key in unplaced(view, [THEME])))


def counts(view: View) -> Section:
    """Return the counts: the changes that are hardly chance, how their owner explains them, a figure with the tables behind it."""
    certain = tuple(joined(" ", [finding(view, row), chance_of_change(view, a, t)]) for a, t, row in certain_changes(view))
    rows = counted_rows(view)
    indicator = view.indicator("crime")
    tables = count_tables(view)
    figure = change_figure(view)
    return Section(
        slug(indicator or THEME),
        view.say("document.counts"),
        (
            Text(certain, bullets=len(certain) > 1),
            Text(tuple(explanations(view, rows))),
            on_paper(view, figure, tables) or tables,
            *details(view, indicator),
        ),
    )


def on_paper(view: View, figure: Figure, tables: Stack) -> Figure:
    """Return the figure of baseline and newest count, named by what it shows; what was found is said in the text."""
    if not figure:
        return figure
    first, *_, last = years_of(figure.rows)
    title = view.say("crime.figure_caption", first=first, last=last)
    return under(figure, title, view.say("certainty.figure_bars"), tables)


def count_tables(view: View) -> Stack:
    """Return the tables of what has a target, of what is only followed, and of what no agreement names, agreement by agreement."""
    tables: list[Table] = []
    for agreement in view.agreements:
        targets = [t for t in judged_targets(view, agreement) if not is_path(t)]
        kept, followed = ([t for t in targets if (t.rule == "monitor") is follows] for follows in (False, True))
        tables += [targets_table(view, agreement, group) for group in with_news(view, agreement, kept)]
        tables += [with_chance(view, agreement, group) for group in with_news(view, agreement, followed)]
    return Stack(tuple(themed(view, table) for table in (*tables, unnamed_table(view)) if table))


def with_news(view: View, agreement: Agreement, targets: list[Target]) -> list[list[Target]]:
    """Return targets in groups of the same two years, without groups of which nothing newer than their start is known."""
    return [group for group in by_years(view, agreement, targets) if any(judged_row(view, agreement, t) for t in group)]


def with_chance(view: View, agreement: Agreement, targets: list[Target]) -> Table:
    """Return the table of what is only followed, with what chance can explain of each change; as it is where nothing is tested."""
    table = followed_table(view, agreement, targets)
    tests = [view.of_target(agreement, target, "p_value", "holm") for target in targets]
    said = [chance_words(view, found[0]) if found else NOTHING for found in tests]
    if not any(said):
        return table
    said += [view.say("document.no_chance")] * (len(table.rows) - len(said))
    rows = tuple((*row, cell(words or view.say("document.no_chance"))) for row, words in zip(table.rows, said, strict=True))
    return replace(table, columns=(*table.columns, view.say("document.chance")), rows=rows)


def themed(view: View, table: Table) -> Table:
    """Return a table whose caption names what it is about, for it may stand at the top of a page."""
    return replace(table, caption=view.say("document.themed", theme=view.theme(THEME), caption=lower_first(phrase(table.caption))))
