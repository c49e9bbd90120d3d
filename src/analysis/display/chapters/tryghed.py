"""The chapter tryghed: the survey's questions for the area, the district and the city, and other surveys beside them."""

from __future__ import annotations

from analysis.display.blocks import Fold, Section, Stack, Text
from analysis.display.parts.certainty import no_interval
from analysis.display.parts.indicators.section import details, newest_rows, section, unplaced
from analysis.display.parts.pictures import slug
from analysis.display.parts.series import (
    context_tables,
    current,
    is_partnership,
    levels_table,
    question_table,
    survey_figure,
    survey_indicators,
)
from analysis.display.parts.statements import claims as claims_in_words
from analysis.display.parts.statements import explanations
from analysis.display.parts.targets import verdict_point
from analysis.display.parts.values import change_of, gap_sentences, significance, statement_with_change
from analysis.display.runs import NOTHING, Phrase, joined, name, phrase
from analysis.display.view.view import View
from analysis.indicators import Result

THEME = "tryghed"
MOST_POINTS = 5


def newest(view: View, indicator: str) -> Result | None:
    """Return the figure of the edition's own year in the partnership's area."""
    return next((row for row in current(view, indicator) if row.year == view.year and is_partnership(view, row)), None)


def points(view: View) -> Text:
    """Return the chapter's main points: each question's figure and movement, and how the targets about it stand."""
    rows = [row for indicator in survey_indicators(view, THEME) if (row := newest(view, indicator))]
    sure = (significance(view, change_of(view, row), "change") for row in rows)
    said = [joined(" ", [phrase(statement_with_change(view, row), "."), word]) for row, word in zip(rows, sure, strict=True)]
    verdicts = [verdict_point(view, a, t) for a, t in view.targets if view.facts.indicators[t.indicator].theme == THEME]
    others = [key for key in unplaced(view, [THEME]) if key not in survey_indicators(view, THEME)]
    said += [phrase(statement_with_change(view, row), ".") for key in others for row in newest_rows(view, key)[:1]]
    return Text(tuple([*said, *filter(None, verdicts)][:MOST_POINTS]), bullets=True)


def questions(view: View) -> Stack:
    """Return a section for each question that the survey asks, in the order of the data, and for whatever else there is."""
    asked = {key for key in survey_indicators(view, THEME) if view.facts.indicators[key].role}
    beyond = set(unplaced(view, [THEME]))
    told = [key for key in view.facts.indicators if key in asked | beyond]
    return Stack(tuple(question(view, key) if key in asked else section(view, key) for key in told))


def question(view: View, indicator: str) -> Section:
    """Return all there is about a question: the finding, the distance to larger areas, a figure with its table, one caveat."""
    row, definition = newest(view, indicator), view.facts.indicators[indicator]
    heading = statement_with_change(view, row) if row else phrase(name(definition.name))
    gaps = gap_sentences(view, row) if row else []
    title = gaps[-1] if gaps else phrase(name(definition.short))
    figure = survey_figure(view, indicator, title)
    text = joined(" ", [*gaps[:-1], *explanations(view, [row] if row else [])])
    caveat = no_interval(view, row) if row else NOTHING
    return Section(
        slug(indicator),
        heading,
        (
            Text(tuple(filter(None, (text,)))),
            figure or question_table(view, indicator),
            *details(view, indicator),
            Text(tuple(filter(None, (caveat,))), note=True),
        ),
    )


def levels(view: View) -> Section:
    """Return the table of levels in the editions that judge them; nothing in later ones."""
    indicator = view.indicator("safety_level")
    judged = view.pick(measure="verdict", indicator=indicator) if indicator else []
    heading = phrase(name(view.facts.indicators[indicator].name)) if indicator else NOTHING
    return Section(slug(indicator or THEME), heading, (levels_table(view, indicator),) if judged else ())


def context(view: View) -> Section:
    """Return what the sources of the edition's year say about the survey itself, and what other surveys found."""
    rows = [row for row in view.pick(theme=THEME, measure="observed") if view.definition(row).context and is_of_the_year(view, row)]
    own, other = context_tables(view, rows)
    folds = (Fold(own.caption, (own,) if own else ()), Fold(other.caption, (other,) if other else ()))
    return Section("andre-undersoegelser", view.say("series.beside"), folds)


def is_of_the_year(view: View, row: Result) -> bool:
    """Tell whether a figure is about the edition's year, or came out in it."""
    return view.year in (row.year, row.inputs[0].published.year) and row.year <= view.year


def claims(view: View) -> Section:
    """Return what the edition's sources claim about safety in words."""
    said: tuple[Phrase, ...] = tuple(claims_in_words(view, THEME))
    return Section("paastande", view.say("statement.heading"), (Text(said),))
