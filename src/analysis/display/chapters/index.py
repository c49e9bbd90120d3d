"""The front page: four questions with their answers, the goals by theme, and what to know before using the figures."""

from __future__ import annotations

from analysis.data import Geography
from analysis.display.blocks import Answer, Answers, Link, Section, Text
from analysis.display.parts.pictures import slug
from analysis.display.parts.plans.budget import is_grant, sum_of, sum_text
from analysis.display.parts.series import current, is_partnership
from analysis.display.parts.targets import chance_of_series, overview_table
from analysis.display.parts.values import amount, change_of, figure_before, is_hidden, shown, significance, statement_with_change
from analysis.display.runs import NOTHING, Phrase, joined, name, phrase
from analysis.display.view.view import View
from analysis.indicators import Result


def answer(view: View) -> Text:
    """Return the status in one sentence, and what the book is about."""
    counts = {row.category: row for row in view.pick(measure="count", aspect="verdicts", theme="")}
    said = view.say("front.answer", year=view.year, met=shown(view, counts["met"]), targets=shown(view, counts["targets"]))
    return Text((said if counts["targets"].known else view.say("front.no_targets", year=view.year),), lead=True)


def answers(view: View) -> Answers:
    """Return the four questions that most readers come with: safer, less crime, promises kept, and what it costs."""
    found = (
        measured(view, "safer", view.indicator("safety"), "tryghed"),
        measured(view, "crime", view.indicator("crime_rate"), "kriminalitet"),
        promises(view),
        cost(view),
    )
    return Answers(tuple(one for one in found if one is not None))


def measured(view: View, question: str, indicator: str, chapter: str) -> Answer | None:
    """Return how an indicator of the partnership's area moved: the direction, how sure that is, and the figure of the whole city."""
    own = [row for row in current(view, indicator) if is_partnership(view, row)]
    rows = [row for row in own if row.number is not None]
    row = max(rows, key=lambda row: row.year, default=None)
    if row is None:
        return None
    change = change_of(view, row)
    lines = (
        joined(" ", [view.say("front.measure", indicator=name(view.definition(row).name)), certainty(view, row, change)]),
        others(view, row),
        *(phrase(statement_with_change(view, later), ".") for later in own if is_hidden(later) and later.year > row.year),
    )
    link = way(view, row.theme, chapter, f"#{slug(indicator)}")
    return Answer(view.say(f"front.{question}"), direction(view, row, change), tuple(filter(None, lines)), link)


def way(view: View, theme: str, chapter: str, place: str) -> Link:
    """Return the way to a chapter of the edition; without news of its theme there is none, and the years together have the place."""
    if theme not in view.news:
        return Link(f"udvikling.html{place}", view.say("front.over_time"))
    said = view.say("front.more", chapter=view.say(f"chapter.{chapter}"), year=view.year)
    return Link(f"{view.year}/{chapter}.html{place}", said)


def direction(view: View, row: Result, change: Result | None) -> Phrase:
    """Return the measured direction in plain words. Yes and no only where the source calls the change significant."""
    if change is None or change.number is None:
        return view.say("front.says_only", value=shown(view, row), year=row.year)
    values = {
        "value": shown(view, row),
        "before": shown(view, figure_before(view, row, change)),
        "earlier": change.against_year,
        "year": row.year,
        "change": change,
    }
    if change.known == 0:
        return view.say("front.says_level", **values)
    moved = "fewer" if change.known < 0 else "more"
    sure = "_sure" if "published_significant" in change.flags else ""
    return view.say(f"front.says_{moved}{sure}", **values)


def certainty(view: View, row: Result, change: Result | None) -> Phrase:
    """Return how sure a change is: what the source says, or what the verdict's doubt is."""
    said = significance(view, change, "change")
    return said or chance_of_series(view, row)


def others(view: View, row: Result) -> Phrase:
    """Return the figures of the larger areas in the same year."""
    found = [
        other
        for other in current(view, row.indicator)
        if other.year == row.year and not is_partnership(view, other) and other.category == row.category
    ]
    parts = view.listed(view.say("front.other", area=view.area(other.geography), value=shown(view, other)) for other in found)
    return view.say("front.others", parts=parts) if parts else NOTHING


def promises(view: View) -> Answer | None:
    """Return how many targets are met, and how many are read on the way or cannot be judged."""
    counts = {row.category: row for row in view.pick(measure="count", aspect="verdicts", theme="")}
    if not counts["targets"].known:
        return None
    says = view.say("front.says_targets", met=shown(view, counts["met"]), targets=shown(view, counts["targets"]))
    rest = [key for key in ("not_met", "interim_met", "interim_not_met", "undetermined") if counts[key].known]
    line = view.say(
        "front.rest", parts=view.listed(view.say(f"resume.count_{key}", count=shown(view, counts[key])) for key in rest)
    )
    link = Link("#maal", view.say("front.see_targets"))
    return Answer(view.say("front.promises"), says, (line,) if rest else (), link)


def cost(view: View) -> Answer | None:
    """Return what the plan shares out in the edition's year, and in the year before."""
    plan = next((plan for plan in view.facts.plans_of(view.year) if is_grant(view, plan)), None)
    row = sum_of(view, plan, view.year) if plan else None
    if plan is None or row is None or not row.number:
        return None
    before = sum_of(view, plan, view.year - 1)
    says = view.say(
        "front.says_cost" if row.measure == "total" else "front.says_cost_at_least",
        sum=amount(view, row, unit="dkk"),
        year=view.year,
    )
    lines = (
        view.say("front.cost_before", sum=sum_text(view, before), year=view.year - 1) if before and before.number else NOTHING,
        view.say("front.cost_what"),
    )
    link = Link(f"{view.year}/tryghedsplan.html", view.say("front.more", chapter=view.say("chapter.tryghedsplan"), year=view.year))
    return Answer(view.say("front.cost"), says, tuple(filter(None, lines)), link)


def goals(view: View) -> Section:
    """Return each target with its newest figure and verdict, by theme."""
    return Section("maal", view.say("front.goals"), (overview_table(view, f"{view.year}/"),))


def caveats(view: View) -> Section:
    """Return what must be known before the figures are used: about the area, the survey, and the reports to the police."""
    crime, area = view.indicator("crime"), newest_area(view)
    said = [
        view.note(area.note) if area else NOTHING,
        unknown_samples(view),
        view.note(view.facts.indicators[crime].caveat) if crime else NOTHING,
    ]
    return Section("forbehold", view.say("front.caveats"), (Text(tuple(filter(None, said)), bullets=True),))


def newest_area(view: View) -> Geography | None:
    """Return the partnership's own area that holds now; ``None`` where the data name none."""
    areas = [area for area in view.facts.partnership.geographies.values() if area.kind == "partnership"]
    return max(areas, key=lambda area: area.from_year or 0, default=None)


def unknown_samples(view: View) -> Phrase:
    """Return that no source says how many answered, where that is so for a target of the edition."""
    unknown = any("unknown_sample_size" in row.flags for row in view.pick(measure="verdict"))
    return view.say("front.unknown_samples") if unknown else NOTHING
