"""The page om/metode: what its text cannot say without a number, from this partnership's own agreements and results."""

from __future__ import annotations

from analysis.data import Agreement, Target
from analysis.display.blocks import Cell, Table, Text, cell
from analysis.display.parts.certainty import p_text, visibility_sentence
from analysis.display.parts.series import FIGURES, is_partnership
from analysis.display.parts.targets import goal_words, is_judged, verdict_words
from analysis.display.parts.values import interval_text, is_current, plain, shown
from analysis.display.runs import NOTHING, Because, Phrase, joined, lower_first, name, phrase, quoted, year
from analysis.display.view.questions import Rows
from analysis.display.view.view import View
from analysis.indicators import DISTANCES, Result, has_figure
from analysis.indicators.edition import Edition
from analysis.indicators.kinds.unproved import unproved_figures

INTERVALS = ("wilson", "rounding", "exact_poisson", "byar")


def partnership(view: View) -> Text:
    """Return who the partnership is, in its own words."""
    return Text((phrase(quoted(view.facts.partnership.about)),))


# Rules


def targets_of(view: View) -> list[tuple[Agreement, Target]]:
    """Return the targets of every agreement, newest agreement first."""
    return [(agreement, target) for agreement in reversed(view.facts.agreements) for target in agreement.targets]


def rules(view: View, history: Rows) -> Table:
    """Return each rule that the agreements use, when a target is met by it, and how one was judged. ``history``: all editions."""
    used = dict.fromkeys((target.rule, target.direction) for _, target in targets_of(view))
    rows = tuple(
        (cell(rule_words(view, "rule", *kind)), cell(rule_words(view, "when", *kind)), cell(example(view, history, *kind)))
        for kind in used
    )
    columns = tuple(view.say(f"method.{key}") for key in ("rule", "when", "example"))
    return Table(view.say("method.rules_caption"), columns, rows)


def rule_words(view: View, what: str, rule: str, direction: str | None) -> Phrase:
    """Return a rule's name, or when it is met, in words; of a rule with a direction in its own, where it has some."""
    directed = f"method.{what}_{rule}_{direction}"
    return view.say(directed if view.say.has(directed) else f"method.{what}_{rule}")


def example(view: View, history: Rows, rule: str, direction: str | None) -> Phrase:
    """Return the newest verdict by a rule with the figure that it is about; that there is none where no figure was judged by it."""
    targets = {(agreement.id, target.id): target for agreement, target in targets_of(view)}
    judged = [row for row in history.pick(measure="verdict", rule=rule) if row.value != "undetermined" and has_figure(row)]
    for row in reversed(judged):
        figure, target = figure_of(history, row), targets[row.agreement, row.target]
        if figure is not None and target.direction == direction:
            return judgement(view, history, target, row, figure)
    return view.say("method.no_example")


def figure_of(history: Rows, verdict: Result) -> Result | None:
    """Return the figure, the share or the gap that a verdict is about."""
    series = {"indicator": verdict.indicator, "geography": verdict.geography, "year": verdict.year, "edition": verdict.edition}
    if verdict.rule in DISTANCES:
        return history.one(measure="gap", against_area=verdict.against_area, **series)
    found = history.pick(measure=("share", *FIGURES), category=verdict.successor or verdict.category, **series)
    return max(filter(is_judged, found), key=lambda row: row.measure == "share", default=None)


def judgement(view: View, history: Rows, target: Target, verdict: Result, figure: Result) -> Phrase:
    about = {"agreement": verdict.agreement, "target": verdict.target, "year": verdict.year, "edition": verdict.edition}
    goal = history.one(measure="target", aspect="", **about)
    said = lower_first(goal_words(view, target, goal, history))
    judged = "method.judged_stop" if said.text.endswith(".") else "method.judged"
    return view.say(
        "method.followed" if target.rule == "monitor" else judged,
        about=view.category(target.indicator, target.category or ""),
        figure=shown(view, figure),
        year=figure.year,
        goal=said,
        verdict=verdict_words(view, verdict),
    )


# What an edition sees


def days(view: View) -> Text:
    """Return the newest edition's day, and how far behind the edition the figures of each owner are."""
    edition = view.facts.edition(view.year)
    said = [view.say("method.cutoff", year=edition.year, as_of=view.say.date(edition.as_of))]
    return Text((joined(" ", [*said, *lags(view)]),))


def lags(view: View) -> list[Phrase]:
    """Return the owners whose figures are of the edition's own year, of the year before, and of an earlier one."""
    agreement = next(reversed(view.facts.agreements), None)
    targets = agreement.targets if agreement else ()
    by_lag: dict[int, list[str]] = {}
    for indicator in dict.fromkeys(target.indicator for target in targets):
        owners = by_lag.setdefault(view.facts.lag_of(indicator, agreement.lags if agreement else {}), [])
        owners.append(view.facts.indicators[indicator].instrument)
    return [lag_sentence(view, lag, list(dict.fromkeys(owners))) for lag, owners in sorted(by_lag.items())]


def lag_sentence(view: View, lag: int, owners: list[str]) -> Phrase:
    said = view.listed(name(view.facts.instruments[owner]) for owner in owners)
    key = {0: "method.lag_none", 1: "method.lag_one"}.get(lag, "method.lag_more")
    return view.say(key, owners=said, years=Because(str(lag), "method"))


# How figures are made


def percent(view: View) -> Text:
    """Return from which size a change of a count is also said in per cent."""
    return Text((view.say("method.percent"),))


# Chance


def intervals(view: View) -> Table:
    """Return each way in which the newest edition says how exact its figures are, with a figure that it is used for."""
    found = [(key, made) for key in INTERVALS if (made := interval_example(view, key))]
    shown_by = [(cell(view.say(f"method.what_{key}")), cell(view.say(f"method.how_{key}")), cell(said)) for key, said in found]
    columns = tuple(view.say(f"method.{key}") for key in ("what", "how", "example"))
    return Table(view.say("method.intervals_caption"), columns, (*shown_by, *tests(view)), (view.say("method.level"),))


def interval_example(view: View, method: str) -> Phrase:
    """Return the newest figure with an interval of a method, in words; nothing where there is none."""
    sampled = [row for row in view.pick(measure="lower", method=method) if view.definition(row).ratio is None]
    lower = max(sampled, key=lambda row: (is_partnership(view, row), row.year), default=None)
    if lower is None:
        return NOTHING
    series = {"indicator": lower.indicator, "category": lower.category, "geography": lower.geography, "year": lower.year}
    figure = next(filter(is_current, view.pick(measure="observed", **series)), None)
    upper = view.one(measure="upper", method=method, **series)
    if figure is None or upper is None:
        return NOTHING
    limits = interval_text(view, figure) or view.say("method.limits", low=plain(view, lower), high=plain(view, upper))
    return view.say("method.figure", about=about(view, figure), value=shown(view, figure), interval=limits)


def about(view: View, row: Result) -> Phrase:
    """Return what a row is about: its category or its indicator, its area and its year."""
    return joined(", ", [view.category(row.indicator, row.category), view.area(row.geography), year(row.year)])


def tests(view: View) -> list[tuple[Cell, ...]]:
    """Return how changes of counts are tested, with the change that is least likely to be chance; nothing where none is."""
    tested = [row for row in view.pick(measure="p_value", aspect="holm") if row.number is not None]
    if not tested:
        return []
    row = min(tested, key=lambda row: row.known)
    alone = view.beside(row, "p_value", aspect="chance", target=row.target)
    said = view.say("method.tested", about=about(view, row), p=p_text(view, alone), holm=p_text(view, row))
    return [(cell(view.say("method.what_test")), cell(view.say("method.how_test")), cell(said))]


def can_it_be_seen(view: View, history: Rows) -> Text:
    """Return, in plain words, whether a target that asks for a fall can be seen to be met, and one that asks for no rise."""
    said: dict[str, Phrase] = {}
    for agreement, target in targets_of(view):
        aspects = {row.aspect for row in history.pick(agreement=agreement.id, target=target.id, aspect=("luck", "power"))}
        kind = "power" if "power" in aspects else "luck" if "luck" in aspects else ""
        if kind and target.rule != "monitor":
            said.setdefault(kind, visibility_sentence(view, agreement, target, history))
    return Text(tuple(said[kind] for kind in ("power", "luck") if kind in said), bullets=True)


# Small counts


def small_counts(view: View, history: Rows) -> Text:
    """Return from which size a delivered count is shown, whether the book hides any, from whom, and what is not proved."""
    limits = view.facts.partnership.disclosure
    limit = Because(str(limits.threshold), "method")
    hides = bool(history.pick(status="suppressed"))
    delivered = any(source.kind == "delivery" for source in view.facts.sources.values())
    key = "method.hidden" if hides else "method.none_hidden" if delivered else "method.no_delivery"
    small = "method.threshold" if limits.zero_is_public else "method.threshold_zero"
    paragraphs = [
        [view.say(small, limit=limit), view.say(key)],
        [
            view.say("method.from_stranger", limit=limit),
            *[view.say(f"method.from_{one}") for one in ("insider", "group") if one in limits.attackers],
        ],
    ]
    if delivered:
        paragraphs.append([view.say("method.not_proved"), *unproved(view)])
    return Text(tuple(joined(" ", said) for said in paragraphs))


def unproved(view: View) -> list[Phrase]:
    """Return how many delivered rates and shares nothing is known of that would tell whether they are harmless; nothing for none."""
    found = len(unproved_figures(Edition(view.facts, view.year)))
    return [view.say("method.unproved", count=Because(str(found), "count"))] if found else []
