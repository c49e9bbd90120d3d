"""Small counts that their owner has not published are hidden everywhere, and nothing shown gives them back."""

import datetime as dt
from dataclasses import astuple, replace
from decimal import Decimal

import pytest
from invented import day_of, money, plan, reports, seen, target, world
from rows_in_tests import ids_of, verdict_of

from analysis.indicators import Input, Result, all_edition_rows, columns_of, edition_rows
from analysis.indicators.disclosure import Unprotectable
from analysis.indicators.kinds.protected import hide

NEW = "partnerskab-2021"


def delivered(facts, source="status-2022", **values):
    """Return the facts as if the source were an unpublished delivery, with other counts for 2021 and the total that follows."""
    observations = [
        o.model_copy(update={"value": Decimal(values[o.category])})
        if o.source == source and o.year == 2021 and o.category in values
        else o
        for o in facts.observations
    ]
    sources = facts.sources | {source: facts.sources[source].model_copy(update={"kind": "delivery"})}
    return replace(facts, observations=tuple(observations), sources=sources)


def of_2021(rows, measure="observed"):
    return {
        r.category: (r.value, r.status)
        for r in rows
        if r.measure == measure and r.geography == NEW and r.year == 2021 and r.indicator == "anmeldelser"
    }


def test_figures_that_their_owner_published_are_never_hidden(facts):
    """The status of 2022 is public, so a 3 in it would stay."""
    assert not [row for row in edition_rows(facts, 2022) if row.status == "suppressed"]


def test_a_small_count_takes_one_more_with_it(facts):
    """Threats 3 of a stated total: with only that cell hidden, the total gives it back."""
    rows = edition_rows(delivered(facts, trusler=3, samlet=220), 2022)
    hidden = {category for category, (_, status) in of_2021(rows).items() if status == "suppressed"}
    assert "trusler" in hidden
    assert len(hidden) >= 2
    assert all(value is None for category, (value, _) in of_2021(rows).items() if category in hidden)


def test_nothing_derived_gives_a_hidden_count_away(facts):
    """No change, percentage, interval, p-value or ratio rests on a hidden figure and still has a number."""
    rows = edition_rows(delivered(facts, trusler=3, samlet=220), 2022)
    hidden = {ids_of(r)[0] for r in rows if r.measure == "observed" and r.status == "suppressed"}
    derived = [
        r for r in rows if hidden & set(ids_of(r)) and r.measure not in ("verdict", "total") and r.method != "count_of_verdicts"
    ]
    assert any(r.aspect == "holm" and r.category == "indbrud" for r in derived), "Holm's correction rests on the whole family"
    assert {r.aspect for r in derived} >= {"interval", "ratio", "chance", "holm"}
    assert derived
    assert all(r.value is None and r.status == "suppressed" for r in derived)


def test_a_verdict_on_a_hidden_count_is_undetermined_and_says_why(facts):
    """Burglary 2 in 2021 would be met; the word would tell that it is at most 11."""
    rows = edition_rows(delivered(facts, indbrud=2), 2022)
    verdict = verdict_of(rows, "indbrud", "aftale-2021")
    assert (verdict.value, verdict.status, verdict.flags) == ("undetermined", "suppressed", ("suppressed",))


def test_the_threshold_is_the_partnerships_own(facts):
    """Raised to 10, a 9 is hidden too."""
    strict = facts.partnership.model_copy(update={"disclosure": facts.partnership.disclosure.model_copy(update={"threshold": 10})})
    given = delivered(facts)
    assert of_2021(edition_rows(given, 2022))["indbrud"] == (Decimal(9), "ok")
    assert of_2021(edition_rows(replace(given, partnership=strict), 2022))["indbrud"] == (None, "suppressed")


def test_a_count_that_published_figures_give_away_is_refused(facts):
    """When all but one part of a total, and the total, are public, hiding the last part would be pretence."""
    given = delivered(facts, trusler=3, samlet=220)
    observations = []
    for o in given.observations:
        moved = o.geography == NEW and o.year == 2021 and o.category in ("chikane", "haervaerk", "narkotika", "samlet")
        observations.append(o.model_copy(update={"source": "br-2022-09-22"}) if moved else o)
    with pytest.raises(Unprotectable, match="trusler"):
        edition_rows(replace(given, observations=tuple(observations)), 2022)


def test_an_older_delivery_of_a_hidden_count_is_hidden_too(facts):
    """A newer delivery says 3, an older one 2: neither is shown."""
    given = delivered(facts, trusler=3, samlet=220)
    old = next(o for o in given.observations if o.category == "trusler" and o.year == 2021)
    source = given.sources["status-2022"].model_copy(update={"published": old.published.replace(month=4)})
    older = old.model_copy(update={"value": Decimal(2), "source": "foer", "published": source.published})
    both = replace(given, observations=(*given.observations, older), sources=given.sources | {"foer": source})
    shown = [
        row for row in edition_rows(both, 2022) if row.measure == "observed" and row.category == "trusler" and row.year == 2021
    ]
    assert [row.value for row in shown] == [None, None]


def test_a_figure_that_a_published_source_repeats_is_public(facts):
    """A page that says the same makes the delivery's 3 public; nothing is hidden."""
    given = delivered(facts, trusler=3, samlet=220)
    old = next(o for o in given.observations if o.category == "trusler" and o.year == 2021)
    page = old.model_copy(update={"source": "br-2022-09-22"})
    rows = edition_rows(replace(given, observations=(*given.observations, page)), 2022)
    assert of_2021(rows)["trusler"] == (Decimal(3), "ok")


def test_what_an_earlier_edition_showed_cannot_give_a_later_one_away(facts):
    """Revised in the year after: the old total and the old parts are known, so the hidden part stays protected."""
    given = delivered(facts, trusler=3, samlet=220)
    first = {c for c, (_, s) in of_2021(edition_rows(given, 2022)).items() if s == "suppressed"}
    until = [edition for edition in given.partnership.editions if edition.year <= 2022]
    later = until[-1].model_copy(update={"year": 2023, "as_of": dt.date(2023, 12, 31)})
    wider = replace(given, partnership=given.partnership.model_copy(update={"editions": (*until, later)}))
    again = {c for c, (_, s) in of_2021(edition_rows(wider, 2023)).items() if s == "suppressed"}
    assert again == first


# Hiding in the results table


def row(name, measure="observed", value="17", inputs="", **fields):
    """An invented row of the results table."""
    what = {
        "edition": 2022,
        "theme": "kriminalitet",
        "indicator": "anmeldelser",
        "category": "",
        "geography": "kvarter",
        "year": 2021,
    }
    rest = {"unit": "count", "status": "ok", "method": "published", "rule": "at_most_baseline" if measure == "verdict" else ""}
    number = Decimal(value) if value.lstrip("-")[0].isdigit() else value
    facts = tuple(Input(part, "status", "1", dt.date(2022, 5, 1)) for part in (inputs or name).split())
    return Result(**what | rest | {"id": name, "measure": measure, "value": number, "inputs": facts} | fields)


ROWS = (
    row("indbrud", value="3"),
    row("tyveri", value="12"),
    row("haervaerk", value="8"),
    row("samlet", value="23"),
    row("sum", "total", "23", "indbrud tyveri haervaerk"),
    row("sum-af-to", "total", "15", "indbrud tyveri"),
    row("change", "change", "-2", "indbrud-2020 indbrud"),
    row("change_pct", "change_pct", "-40", "indbrud-2020 indbrud"),
    row("gap", "gap", "5", "indbrud by"),
    row("share", "share", "25", "indbrud tyveri"),
    row("rate", "rate", "1.5", "indbrud folk"),
    row("lower", "lower", "0.6", "indbrud"),
    row("upper", "upper", "8.8", "indbrud"),
    row("p", "p_value", "0.7", "indbrud-2020 indbrud"),
    row("baseline", "baseline", "3", "indbrud"),
    row("target", "target", "2", "indbrud"),
    row("verdict", "verdict", "met", "indbrud indbrud-2020", method="rule"),
    row("monitored", "verdict", "monitored", "indbrud", method="rule", rule="monitor"),
    row("tyveri-verdict", "verdict", "not_met", "tyveri", method="rule"),
    row("tyveri-change", "change", "2", "tyveri-2020 tyveri"),
    row("goal", "target", "75", " "),
)


def applied(hidden, safe_totals=()):
    return {row.id: row for row in hide(ROWS, frozenset(hidden), frozenset(safe_totals))}


def test_everything_that_comes_from_a_hidden_count_is_hidden():
    """Changes, percentages, gaps, shares, rates, intervals, tests, baselines, targets and sums."""
    found = applied({"indbrud"})
    suppressed = {name for name, row in found.items() if row.value is None}
    assert suppressed == {
        *("indbrud", "sum", "sum-af-to", "change", "change_pct", "gap", "share", "rate"),
        *("lower", "upper", "p", "baseline", "target"),
    }
    assert {found[name].status for name in suppressed} == {"suppressed"}


def test_a_verdict_on_a_hidden_count_is_undetermined():
    """Met or not met would bound the count; the flag says why there is no verdict."""
    found = applied({"indbrud"})["verdict"]
    assert (found.value, found.status, columns_of(found)[11]) == ("undetermined", "suppressed", "at_most_baseline; suppressed")


def test_what_is_only_monitored_stays_so():
    """That is the agreement's word, not the figure's."""
    assert applied({"indbrud"})["monitored"] == row("monitored", "verdict", "monitored", "indbrud", method="rule", rule="monitor")


def test_what_does_not_come_from_a_hidden_count_is_untouched():
    """A name that only begins like a hidden one is another name."""
    found = applied({"indbrud"})
    kept = {"tyveri", "haervaerk", "samlet", "monitored", "tyveri-verdict", "tyveri-change", "goal"}
    assert {name for name, row in found.items() if row in ROWS} == kept


def test_a_total_that_was_proved_harmless_is_kept():
    """The other total over the same hidden part was not, and is hidden; so is a proved one that is itself to be hidden."""
    found = applied({"indbrud", "haervaerk"}, {"sum", "share"})
    assert (found["sum"].value, found["sum"].status) == (23, "ok")
    assert found["sum-af-to"].value is None
    assert found["share"].value is None
    assert applied({"indbrud", "sum"}, {"sum"})["sum"].value is None


def test_a_total_is_hidden_by_its_own_name():
    """When protection takes it as well as a part."""
    found = applied({"sum"})
    assert {name for name, row in found.items() if row.status == "suppressed"} == {"sum"}
    assert found["sum"].value is None


def test_hiding_changes_nothing_but_what_a_suppressed_row_must():
    """Order, names and inputs stay; the rows that came in are as they were."""
    before = [astuple(row) for row in ROWS]
    found = list(hide(iter(ROWS), frozenset({"indbrud"}), frozenset()))
    assert [astuple(row) for row in ROWS] == before
    assert [
        replace(new, value=old.value, status=old.status, flags=old.flags) for old, new in zip(ROWS, found, strict=True)
    ] == list(ROWS)


def test_the_sources_own_words_for_a_hidden_figure_are_hidden():
    """Three reports written as a word, and that they are about so many."""
    written = row("indbrud", value="3", as_written="tre", qualifier="approximate")
    (found,) = hide([written], frozenset({"indbrud"}), frozenset())
    assert (found.value, found.as_written, found.qualifier) == (None, "", "")


def test_a_hidden_count_is_never_zero():
    """A zero would be a figure."""
    assert not any(row.value == 0 for row in applied({part for row in ROWS for part in ids_of(row)}).values())


def test_with_nothing_hidden_the_rows_are_the_same():
    """The book as it is today."""
    assert tuple(applied(()).values()) == ROWS


def test_hiding_twice_is_hiding_once_but_for_the_word():
    """Values and statuses do not change again."""
    once = list(hide(ROWS, frozenset({"indbrud"}), frozenset()))
    again = hide(once, frozenset({"indbrud"}), frozenset())
    assert [(row.value, row.status) for row in again] == [(row.value, row.status) for row in once]


def test_the_projects_own_rows_can_be_hidden(editions):
    """A figure of the real table, with all that comes from it."""
    rows = editions[2022]
    observed = next(row for row in rows if row.indicator == "anmeldelser" and row.measure == "observed")
    observation = ids_of(observed)[0]
    found = list(hide(rows, frozenset({observation}), frozenset()))
    changed = [(old, new) for old, new in zip(rows, found, strict=True) if old != new]
    assert observed in [old for old, _ in changed]
    assert all(observation in ids_of(old) for old, _ in changed)
    assert {new.status for _, new in changed} == {"suppressed"}
    assert {new.value for _, new in changed} <= {None, "undetermined"}


# Every kind of row that can rest on a hidden count


def delivery(year, value, category="indbrud", **fields):
    return reports(year, value, category, source="levering", **fields)


def rest_on(rows, hidden):
    """The rows that came from one of these observations, but for verdicts and counts of them."""
    found = [row for row in rows if hidden & set(ids_of(row)) and row.method != "count_of_verdicts"]
    return [row for row in found if row.measure != "verdict"]


def test_intervals_ratios_tests_and_their_number_are_hidden_with_the_count():
    """2 reports from a delivery: what rests on them alone, and what the family has of them."""
    counts = [reports(2020, "40"), delivery(2021, "2"), reports(2020, "30", "haervaerk"), reports(2021, "20", "haervaerk")]
    goals = [target("at_most_baseline", id=key, category=key) for key in ("indbrud", "haervaerk")]
    rows = edition_rows(world(*counts, targets=goals), 2021)
    found = rest_on(rows, {"anmeldelser.indbrud.kvarter.2021.levering"})
    assert {row.aspect for row in found} >= {"interval", "ratio", "chance", "holm"}
    assert {row.measure for row in found} >= {"observed", "change", "change_pct", "rate", "lower", "upper", "p_value", "count"}
    assert {(row.value, row.status) for row in found} == {(None, "suppressed")}
    assert verdict_of(rows, "haervaerk").flags == ("unjudged_suppressed",)
    assert verdict_of(rows, "indbrud").flags == ("suppressed",)


def test_no_word_about_chance_is_left_of_a_hidden_test():
    """A corrected p-value that is hidden does not say "hardly chance" either."""
    facts = world(reports(2020, "40"), delivery(2021, "2"), targets=[target("at_most_baseline")])
    rows = edition_rows(facts, 2021)
    words = " ".join(str(columns_of(row)[11]) for row in rows if row.status == "suppressed")
    assert words
    assert "chance" not in words


@pytest.mark.parametrize("count", ["1", "4"])
def test_which_side_of_a_limit_a_hidden_count_lies_on_is_not_said(count):
    """The figure of a broader category that is hidden: neither met nor that it decides nothing; 1 and 4 look the same."""
    goal = target("at_most_baseline", category="tyveri")
    facts = world(reports(2020, "2", "tyveri"), delivery(2021, count, "tyveri_roeveri"), targets=[goal], follows="broader")
    row = verdict_of(edition_rows(facts, 2021), "maal")
    assert (row.value, row.status, row.flags) == ("undetermined", "suppressed", ("category_changed", "suppressed"))


def test_the_size_of_a_hidden_baseline_shows_nowhere():
    """Goals, steps, what could be seen, luck, power and years all rest on the 3 of the delivery."""
    goal = target("reduce_by", percent_by_year=dict.fromkeys(range(2021, 2025), 50))
    rows = edition_rows(world(delivery(2020, "3"), reports(2021, "40"), targets=[goal]), 2021)
    found = rest_on(rows, {"anmeldelser.indbrud.kvarter.2020.levering"})
    assert {row.aspect for row in found} >= {"step", "visible", "luck", "power", "years", "interval"}
    assert {row.measure for row in found} >= {"baseline", "target"}
    assert {(row.value, row.status) for row in found} == {(None, "suppressed")}


def test_the_limits_of_rounding_and_how_many_answered_are_no_counts_of_reports():
    """A share from a delivery is shown with its size; of a hidden count of activities the share that is made of it is hidden."""
    figures = [
        seen("utryg", 2021, "17", n=Decimal(900), source="levering"),
        seen("med", 2021, "3", source="levering"),
        seen("alle", 2021, "12"),
    ]
    goals = [target("at_most_baseline", "utryg"), target("at_least", "andel", id="andel", threshold=75)]
    rows = edition_rows(world(*figures, targets=goals), 2021)
    assert [row.value for row in rows if row.measure in ("observed", "n") and row.indicator == "utryg"] == [17, 900]
    assert [(row.value, row.status) for row in rows if row.measure == "share"] == [(None, "suppressed")]
    assert verdict_of(rows, "andel").value == "undetermined"


def test_money_is_no_count_and_what_remains_of_it_is_shown():
    """3 kroner from a delivery are 3 kroner."""
    tables = {"plans": (plan(),), "budgets": (money("lys", 1),)}
    facts = world(
        seen("penge", 2022, "3", category="ramme", source="levering"), reports(2021, "2", source="levering"), tables=tables
    )
    rows = edition_rows(facts, 2022)
    assert [(row.value, row.status) for row in rows if row.aspect == "remainder"] == [(2, "ok")]
    assert [row.status for row in rows if row.measure == "observed" and row.category == "indbrud"] == ["suppressed"]


# An old total beside new parts


TOTAL = {
    "indicator": "anmeldelser",
    "category": "samlet",
    "geography": "kvarter",
    "years": [2021],
    "parts": ["indbrud", "haervaerk"],
}


def published(indbrud="70", haervaerk="20", samlet="90"):
    """What a status of 2021 says."""
    given = (("indbrud", indbrud), ("haervaerk", haervaerk), ("samlet", samlet))
    return [reports(2021, count, key) for key, count in given if count]


@pytest.mark.parametrize("revised", ["72", "3", "95"])
def test_a_delivery_may_revise_one_part_of_a_published_total(revised):
    """The old total of 90 and the new part stand side by side; the book's own sum follows the new part."""
    facts = world(
        *published(), reports(2021, revised, status="revised", source="levering", published=day_of("s2022")), totals=[TOTAL]
    )
    assert edition_rows(facts, 2021)
    rows = edition_rows(facts, 2022)
    stated = [row for row in rows if row.measure == "observed" and row.category == "samlet"]
    assert [(row.value, row.status) for row in stated] == [(90, "ok")]
    small = int(revised) < 5
    new = next(row for row in rows if row.measure == "observed" and row.status in ("revised", "suppressed"))
    assert (new.value, new.status) == ((None, "suppressed") if small else (int(revised), "revised"))
    sums = [row.value for row in rows if row.method == "sum_of_parts"]
    assert sums == ([None] if small else [int(revised) + 20])


def test_an_old_total_and_the_old_part_still_give_a_delivered_part_away():
    """90 in all and 87 burglaries were published: the 3 of the delivery follows, whatever burglary was revised to since."""
    new = reports(2021, "88", status="revised", source="levering", published=day_of("s2022"))
    facts = world(*published("87", None), delivery(2021, "3", "haervaerk"), new, totals=[TOTAL])
    with pytest.raises(Unprotectable, match="haervaerk"):
        edition_rows(facts, 2022)


def test_a_revised_part_beyond_the_total_leaves_the_rest_hidden():
    """95 of 90 cannot be: the old total binds nothing any more. The book's own sum would give the 3 away beside the 95."""
    new = reports(2021, "95", status="revised", source="levering", published=day_of("s2022"))
    rows = edition_rows(world(*published("70", None, "90")[1:], new, delivery(2021, "3", "haervaerk"), totals=[TOTAL]), 2022)
    shown = {row.category: row.value for row in rows if row.measure == "observed" and row.year == 2021}
    assert (shown["samlet"], shown["haervaerk"]) == (90, None)
    assert None in (shown["indbrud"], next(row.value for row in rows if row.method == "sum_of_parts"))


def test_the_editions_need_not_stand_in_order_for_what_was_shown_before():
    """What the edition 2021 showed is known in 2022, wherever the two stand in the file."""
    facts = world(*published(), reports(2021, "3", status="revised", source="levering", published=day_of("s2022")), totals=[TOTAL])
    turned = replace(facts, partnership=facts.partnership.model_copy(update={"editions": facts.partnership.editions[::-1]}))
    assert edition_rows(turned, 2022) == edition_rows(facts, 2022)
    assert [row.edition for row in all_edition_rows(turned)] == [row.edition for row in all_edition_rows(facts)]
