"""Words follow rows: for every message that says a direction, a row that is changed changes number and word."""

import re
from decimal import Decimal
from string import Formatter

import pytest
from walking import fits, phrases_of

from analysis.display import View
from analysis.display.blocks import Stack, Text
from analysis.display.chapters import index, kriminalitet, maal, midtvejsstatus, tryghed, udvikling
from analysis.display.documents.crime import crime
from analysis.display.documents.goals import goals
from analysis.display.language.language import language
from analysis.display.parts import certainty, series, targets
from analysis.display.parts.indicators import section
from analysis.display.runs import REASONS, Shown

SAY = language("da")
CHANGE = {"measure": "change", "geography": "partnerskab-2021"}
COUNTS = {**CHANGE, "category": "indbrud"}
SHARES = {**CHANGE, "indicator": "utryg_aften_nat"}
NEIGHBOURS = {**CHANGE, "indicator": "utryg_nabolag"}
RATES = {**CHANGE, "indicator": "borgervendt_pr_1000"}
NIGHTS = {
    "measure": "gap",
    "indicator": "utryg_aften_nat",
    "year": 2022,
    "against_area": "koebenhavn",
    "geography": "partnerskab-2021",
}
RATE_GAP = {"measure": "gap", "indicator": "borgervendt_pr_1000", "year": 2021, "against_area": "koebenhavn"}
VERDICT = {"measure": "verdict", "target": "indbrud", "agreement": "aftale-2021"}
FIGURE = {"measure": "observed", "category": "indbrud", "geography": "partnerskab-2021", "year": 2021}
HOLM = {"measure": "p_value", "aspect": "holm", "category": "narkotika"}
CLAIM = {"measure": "change_pct", "status": "source_claim"}
NOBODY = {"measure": "total", "indicator": "bekymring", "category": "yes"}


def nights(view):
    return tryghed.question(view, "utryg_aften_nat")


def reports(view):
    return Stack((kriminalitet.points(view), kriminalitet.reports(view)))


def sentences(view):
    return Text(tuple(targets.sentence(view, agreement, target) for agreement, target in view.targets))


def night_table(view):
    return series.question_table(view, "utryg_aften_nat")


def scores(view):
    return section.section(view, "tryghedsscore")


def costs(view):
    return section.section(view, "udgift")


def grid(view):
    return maal.figure(view, view.rows)


def paper(view):
    return Stack(crime(view))


def promised(view):
    return Stack(goals(view))


def chances(view):
    return certainty.chance_tables(view, "kriminalitet")


# For each message: the part of a page that says it, the row, what the row is changed to, and the number that must stand there.
CASES = {
    "sentence.level_count": (reports, COUNTS, {"value": "0"}, None),
    "sentence.up_one": (reports, COUNTS, {"value": "1"}, "1"),
    "sentence.down_one": (reports, COUNTS, {"value": "-1"}, "1"),
    "sentence.up_count": (reports, COUNTS, {"value": "7"}, "7"),
    "sentence.down_count": (reports, COUNTS, {"value": "-7"}, "7"),
    "sentence.level_rounded": (nights, SHARES, {"value": "0"}, None),
    "sentence.up_percent": (nights, SHARES, {"value": "6"}, "6"),
    "sentence.down_percent": (nights, SHARES, {"value": "-6"}, "6"),
    "sentence.up_per_1000": (reports, RATES, {"value": "2.4"}, "2,4"),
    "sentence.down_per_1000": (reports, RATES, {"value": "-2.4"}, "2,4"),
    "sentence.gap_above_percent": (nights, NIGHTS, {"value": "5"}, "5 procentpoint"),
    "sentence.gap_below_percent": (nights, NIGHTS, {"value": "-5"}, "5 procentpoint"),
    "sentence.gap_level_percent": (nights, NIGHTS, {"value": "0"}, None),
    "sentence.gap_above_other": (reports, RATE_GAP, {"value": "5.5"}, "5,5"),
    "sentence.gap_below_other": (reports, RATE_GAP, {"value": "-5.5"}, "5,5"),
    "sentence.gap_level_other": (reports, RATE_GAP, {"value": "0"}, None),
    "sentence.gap_narrower": (sentences, NIGHTS, {"value": "9"}, "9 procentpoint"),
    "sentence.gap_wider": (sentences, NIGHTS, {"value": "13"}, "13 procentpoint"),
    "sentence.gap_level": (sentences, NIGHTS, {"value": "11"}, "11 procentpoint"),
    "sentence.verdict_met": (sentences, VERDICT, {"value": "met", "flags": ()}, None),
    "sentence.verdict_not_met": (sentences, VERDICT, {"value": "not_met", "flags": ()}, None),
    "sentence.verdict_interim_met": (sentences, VERDICT, {"value": "met", "flags": ("interim",)}, None),
    "sentence.verdict_interim_not_met": (sentences, VERDICT, {"value": "not_met", "flags": ("interim",)}, None),
    "sentence.verdict_undetermined": (sentences, VERDICT, {"value": "undetermined", "flags": ()}, None),
    "sentence.claim_rise": (kriminalitet.claims, CLAIM, {"value": "23"}, "23\u00a0%"),
    "sentence.claim_fall": (kriminalitet.claims, CLAIM, {"value": "-23"}, "23\u00a0%"),
    **{
        f"sentence.{status}": (reports, FIGURE, {"value": None, "status": status}, None)
        for status in ("not_stated", "not_decided", "suppressed", "not_applicable", "no_grant")
    },
    "sentence.hidden_change": (reports, COUNTS, {"value": None, "status": "suppressed"}, None),
    "sentence.gap_hidden": (nights, NIGHTS, {"value": None, "status": "suppressed"}, None),
    "resume.point_hidden": (reports, VERDICT, {"value": "undetermined", "flags": ("suppressed",), "status": "suppressed"}, None),
    "certainty.only_alone": (chances, HOLM, {"value": None, "flags": (), "status": "suppressed"}, None),
    "reason.could_be_chance": (chances, HOLM, {"flags": ("could_be_chance",)}, "0,030"),
    "reason.hardly_chance": (chances, HOLM, {"flags": ("hardly_chance",)}, "0,030"),
    "document.chance_could_be_chance": (paper, HOLM, {"flags": ("could_be_chance",)}, None),
    "document.chance_hardly_chance": (paper, HOLM, {"flags": ("hardly_chance",)}, None),
    "change.published_significant": (night_table, SHARES, {"flags": ("published_significant",)}, None),
    "change.published_not_significant": (night_table, SHARES, {"flags": ("published_not_significant",)}, None),
    "gap.published_significant": (nights, NIGHTS, {"flags": ("published_significant",)}, None),
    "gap.published_not_significant": (nights, NIGHTS, {"flags": ("published_not_significant",)}, None),
    "goals.said_met": (grid, VERDICT, {"value": "met", "flags": ()}, None),
    "goals.said_not_met": (grid, VERDICT, {"value": "not_met", "flags": ()}, None),
    "goals.said_interim_met": (grid, VERDICT, {"value": "met", "flags": ("interim",)}, None),
    "goals.said_interim_not_met": (grid, VERDICT, {"value": "not_met", "flags": ("interim",)}, None),
    "goals.said_undetermined": (grid, VERDICT, {"value": "undetermined", "flags": ()}, None),
    "goals.said_baseline": (grid, VERDICT, {"value": "undetermined", "flags": ("baseline_year",)}, None),
    "trends.significant": (udvikling.significance, {"measure": "significance", "year": 2022}, {"value": "significant"}, None),
    "trends.not_significant": (
        udvikling.significance,
        {"measure": "significance", "year": 2022},
        {"value": "not_significant"},
        None,
    ),
    "front.says_level": (index.answers, NEIGHBOURS, {"value": "0", "flags": ()}, None),
    "front.says_more": (index.answers, NEIGHBOURS, {"value": "6", "flags": ()}, None),
    "front.says_fewer": (index.answers, NEIGHBOURS, {"value": "-6", "flags": ()}, None),
    "front.says_more_sure": (index.answers, NEIGHBOURS, {"value": "6", "flags": ("published_significant",)}, None),
    "front.says_fewer_sure": (index.answers, NEIGHBOURS, {"value": "-6", "flags": ("published_significant",)}, None),
    "midway.none": (midtvejsstatus.glance, NOBODY, {"value": "0"}, None),
    "certainty.smaller": (chances, HOLM, {"value": "0.0002"}, None),
}

# The same on the invented partnership that says everything, in its newest edition.
MOVED = {"measure": "change", "year": 2033, "geography": "kvarter"}
SCORE, COST = {**MOVED, "indicator": "tryghedsscore", "against_year": 2032}, {**MOVED, "indicator": "udgift", "against_year": 2032}
COST_VERDICT = {"measure": "verdict", "indicator": "udgift"}
TRUST_VERDICT = {"measure": "verdict", "target": "tillid-op"}
BROAD = {
    "sentence.up_index": (scores, SCORE, {"value": "3.2"}, "3,2 indekspoint"),
    "sentence.down_index": (scores, SCORE, {"value": "-3.2"}, "3,2 indekspoint"),
    "sentence.up_amount": (costs, COST, {"value": "7.50"}, "7,50 kr. pr. indbygger"),
    "sentence.down_amount": (costs, COST, {"value": "-7.50"}, "7,50 kr. pr. indbygger"),
    "sentence.level_amount": (costs, COST, {"value": "0"}, None),
    "reason.moves_as_wished": (costs, COST_VERDICT, {"flags": ("moves_as_wished",)}, None),
    "reason.moves_against_wish": (costs, COST_VERDICT, {"flags": ("moves_against_wish",)}, None),
    "reason.has_not_moved": (costs, COST_VERDICT, {"flags": ("has_not_moved",)}, None),
    "document.chance_intervals_apart": (promised, TRUST_VERDICT, {"flags": ("intervals_apart",)}, None),
    "document.chance_intervals_overlap": (promised, TRUST_VERDICT, {"flags": ("intervals_overlap",)}, None),
    "document.chance_goal_outside_interval": (promised, TRUST_VERDICT, {"flags": ("goal_outside_interval",)}, None),
    "document.chance_goal_inside_interval": (promised, TRUST_VERDICT, {"flags": ("goal_inside_interval",)}, None),
    "reason.intervals_apart": (sentences, TRUST_VERDICT, {"flags": ("intervals_apart",)}, None),
    "reason.intervals_overlap": (sentences, TRUST_VERDICT, {"flags": ("intervals_overlap",)}, None),
    "reason.goal_outside_interval": (sentences, TRUST_VERDICT, {"flags": ("goal_outside_interval",)}, None),
    "reason.goal_inside_interval": (sentences, TRUST_VERDICT, {"flags": ("goal_inside_interval",)}, None),
}
CASES |= BROAD


# A label of several rows together: they are named beside it, and none of them has a direction.
LABELS = {"resume.on_plan", "resume.concern", "resume.adjustment"}


def word_of(key):
    """Return the word of a message that says its row."""
    (word,) = {spec for _, name, spec, _ in Formatter().parse(SAY.messages[key]) if spec and name not in REASONS}
    return word


def changed(view, wanted, update):
    """Return the view with every row that fits changed, and the first of these."""
    numbers = {"value": Decimal(update["value"])} if re.fullmatch(r"-?[\d.]+", update.get("value") or "") else {}
    rows = tuple(with_fields(row, update | numbers) if fits(row, wanted) else row for row in view.rows.table)
    found = [row for row, before in zip(rows, view.rows.table, strict=True) if fits(before, wanted)]
    assert found
    return View(view.known, view.year, view.as_of, rows), found


def with_fields(row, update):
    return type(row)(**(vars(row) | update))


def shown_of(said, rows):
    """Return the texts of the runs that show just one of some rows."""
    return [
        run.text
        for _, phrase in phrases_of(said)
        for run in phrase
        if isinstance(run, Shown) and run.rows in {(row,) for row in rows}
    ]


@pytest.mark.parametrize("key", CASES)
def test_a_word_and_its_number_follow_the_row(views, broad_views, key):
    """What the page says of the changed row is the word of its new value, and the new number."""
    part, wanted, update, number = CASES[key]
    view, rows = changed(broad_views[2033] if key in BROAD else views[2016 if wanted is CLAIM else 2022], wanted, update)
    texts = shown_of(part(view), rows)
    assert word_of(key) in texts
    assert number is None or number in texts


def kind_of(key):
    """Return what the messages of one kind have in common: page, row, and the fields that decide between them."""
    part, wanted, update, _ = CASES[key]
    return part, str(wanted), tuple(update)


FAMILIES = [keys for kind in dict.fromkeys(map(kind_of, CASES)) if len(keys := [key for key in CASES if kind_of(key) == kind]) > 1]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda keys: keys[0])
def test_no_other_word_of_its_kind_is_said(views, broad_views, family):
    """A row that has fallen is nowhere said to have risen."""
    for key in family:
        part, wanted, update, _ = CASES[key]
        view, rows = changed(broad_views[2033] if key in BROAD else views[2016 if wanted is CLAIM else 2022], wanted, update)
        others = {word_of(other) for other in family} - {word_of(key)}
        assert others.isdisjoint(shown_of(part(view), rows)), key


def test_every_message_that_says_a_row_is_tried():
    """A new direction word needs a case above."""
    saying = {key for key, m in SAY.messages.items() if any(s and n not in REASONS for _, n, s, _ in Formatter().parse(m))}
    assert saying == set(CASES) | LABELS
