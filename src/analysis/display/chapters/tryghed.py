"""The chapter tryghed: the survey's questions for the area, the district and the city, and other surveys beside them."""

from __future__ import annotations

from analysis.data import Role
from analysis.display.blocks import Stack, Text
from analysis.display.parts.certainty import no_interval
from analysis.display.parts.series import context_tables, current, is_partnership, levels_table, question_table, survey_figure
from analysis.display.parts.statements import claims as claims_in_words
from analysis.display.parts.statements import explanation
from analysis.display.parts.values import gap_sentences, statement_with_change
from analysis.display.runs import Phrase, joined, phrase
from analysis.display.view.view import View
from analysis.indicators import Result

THEME = "tryghed"


def question(view: View, role: Role) -> Stack:
    """Return all there is about the survey question with a role: text, figure and table; empty when nothing is known."""
    indicator = view.indicator(role)
    if not current(view, indicator):
        return Stack()
    return Stack((question_text(view, indicator), survey_figure(view, indicator), question_table(view, indicator)))


def question_text(view: View, indicator: str) -> Text:
    """Return what the edition's figure says: level, movement, distance to district and city, and how sure it is."""
    newest = [row for row in current(view, indicator) if row.year == view.year and is_partnership(view, row)]
    return Text((*(figure_text(view, row) for row in newest), *[said for row in newest if (said := no_interval(view, row))][:1]))


def figure_text(view: View, row: Result) -> Phrase:
    """Return a figure in a sentence, with its distance to larger areas and its owner's explanation."""
    said = phrase(statement_with_change(view, row), ".")
    return joined(" ", [said, *gap_sentences(view, row), explanation(view, row)])


def levels(view: View) -> Stack:
    """Return the table of levels in the editions that judge them; nothing in later ones."""
    indicator = view.indicator("safety_level")
    judged = view.pick(measure="verdict", indicator=indicator) if indicator else []
    return Stack((levels_table(view, indicator),)) if judged else Stack()


def context(view: View) -> Stack:
    """Return what the sources of the edition's year say about the survey itself, and what other surveys found."""
    rows = [row for row in view.pick(theme=THEME, measure="observed") if view.definition(row).context and is_of_the_year(view, row)]
    return Stack(context_tables(view, rows))


def is_of_the_year(view: View, row: Result) -> bool:
    """Tell whether a figure is about the edition's year, or came out in it."""
    return view.year in (row.year, row.inputs[0].published.year) and row.year <= view.year


def claims(view: View) -> Text:
    """Return what the edition's sources claim about safety in words."""
    return Text(tuple(claims_in_words(view, THEME)))
