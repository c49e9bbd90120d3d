"""Rates, shares, words and rows that rest on a hidden count: none of them tells anything of it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from invented import day_of, measured, reports, said, seen, target, world
from rows_in_tests import pick

from analysis.data.definitions import Disclosure
from analysis.indicators import columns_of, edition_rows
from analysis.indicators.disclosure import Unprotectable
from analysis.indicators.kinds.unproved import warnings_of_protection

COUNTED = {"indicator": "anmeldelser", "category": "indbrud", "population": "folk"}
RATES = {
    "pr_1000": measured("per_1000", decimals=1, theme="kriminalitet", counted_by=COUNTED),
    "folk": measured("count", theme="samarbejde"),
    "aendring": measured("percent_change"),
    "utryg": measured("percent", breakdowns={"koen": {"name": "K", "groups": {"kvinder": "K", "maend": "M", "andre": "A"}}}),
}


def delivered(indicator, value, year=2021, **fields):
    return seen(indicator, year, value, source="levering", **fields)


def limited(facts, **limits):
    """The facts of a partnership with other limits."""
    kept = facts.partnership.disclosure.model_dump() | limits
    return replace(facts, partnership=facts.partnership.model_copy(update={"disclosure": Disclosure.model_validate(kept)}))


def shown(facts, indicator, year=2021, measure="observed"):
    """The values of an indicator's rows."""
    return [row.value for row in pick(edition_rows(facts, year), indicator=indicator, measure=measure, year=year)]


def published_table(facts, year=2021):
    return [columns_of(row) for row in edition_rows(facts, year)]


# Rates


def test_the_rate_of_a_hidden_count_is_hidden():
    """0.4 per 1,000 of 8,000 people is 3."""
    facts = world(reports(2021, "3", source="levering"), delivered("pr_1000", "0.4"), seen("folk", 2021, "8000"), indicators=RATES)
    assert shown(facts, "pr_1000") == [None]
    assert shown(facts, "folk") == [8000]


def test_the_rate_that_the_book_makes_of_a_hidden_count_is_hidden():
    """No source has it; it rests on the count."""
    facts = world(reports(2021, "3", source="levering"), seen("folk", 2021, "8000"), indicators=RATES)
    assert shown(facts, "pr_1000", measure="rate") == [None]


@pytest.mark.parametrize(
    ("rate", "people", "hidden"),
    [("0.4", "8000", True), ("0.4", "800000", False), ("10.4", "8000", False), ("0.0", "8000", False), ("0.0", "100000", False)],
)
def test_a_rate_without_its_count_is_hidden_when_it_tells_of_a_small_one(rate, people, hidden):
    """The count is 3, about 320, about 83, 0, and from 0 to 4 or more."""
    facts = world(delivered("pr_1000", rate), seen("folk", 2021, people), indicators=RATES)
    assert shown(facts, "pr_1000") == [None if hidden else Decimal(rate)]


def test_a_published_rate_makes_the_count_behind_it_public():
    """1.5 per 1,000 of 2,000 people can be nothing but 3, and everybody can know it."""
    facts = world(reports(2021, "3", source="levering"), seen("pr_1000", 2021, "1.5"), seen("folk", 2021, "2000"), indicators=RATES)
    assert shown(facts, "anmeldelser") == [3]
    assert shown(facts, "pr_1000") == [Decimal("1.5")]
    assert warnings_of_protection(facts) == []


def test_a_published_rate_that_narrows_a_hidden_count_is_told_of():
    """0.2 per 1,000 of 9,000 people is 2: the count is 1.8 to 2.2; of 15,000 it is 3, 2.25 to 3.75; of 16,000 it is 3 or so, 2.4 to 4."""
    facts = world(
        reports(2021, "3", source="levering"), seen("pr_1000", 2021, "0.2"), seen("folk", 2021, "16000"), indicators=RATES
    )
    assert shown(facts, "anmeldelser") == [None]
    (told,) = warnings_of_protection(facts)
    assert told.found == (
        "the published figure pr_1000.kvarter.2021.s2021 tells the hidden count anmeldelser.indbrud.kvarter.2021.levering "
        "to within less than 5"
    )


# Shares


@pytest.mark.parametrize(
    ("share", "n", "hidden"),
    [
        ("5", 20, True),  # 1 of 20
        ("95", 20, True),  # all but 1
        ("50", 20, False),  # 10 of 20
        ("0", 20, True),  # nobody: everybody answered the same
        ("17", 900, False),  # about 153
        ("1", 900, False),  # 5 to 13
        ("0.3", 900, True),  # 3
        ("50", 4, True),  # two of four
    ],
)
def test_a_share_of_few_is_hidden_with_how_many_answered(share, n, hidden):
    """Of those who said so, and of those who did not."""
    facts = world(delivered("utryg", share, n=Decimal(n)))
    assert shown(facts, "utryg") == [None if hidden else Decimal(share)]
    assert [value for value in shown(facts, "utryg", measure="n") if value is not None] == ([] if hidden else [n])


def test_that_all_answered_the_same_may_be_said_where_the_partnership_says_so():
    """Without groups among the attackers 0 of 20 is shown, unless zeros are not public."""
    facts = world(delivered("utryg", "0", n=Decimal(20)))
    assert shown(limited(facts, attackers=["insider"]), "utryg") == [0]
    assert shown(limited(facts, attackers=[], zero_is_public=False), "utryg") == [None]


def test_a_published_share_is_shown():
    """1 of 20, and everybody can know it; so too when a delivery says the same."""
    facts = world(seen("utryg", 2021, "5", n=Decimal(20)), delivered("utryg", "5", n=Decimal(20)))
    assert shown(facts, "utryg") == [5]


def test_what_an_earlier_edition_showed_stays_shown():
    """A rate whose population was published a year later only: that it is of 3 people is known since, and so is the rate."""
    given = [delivered("pr_1000", "0.4"), seen("folk", 2021, "8000", source="s2022")]
    facts = world(*given, indicators=RATES)
    assert shown(facts, "pr_1000") == [Decimal("0.4")]
    assert [row.value for row in pick(edition_rows(facts, 2022), indicator="pr_1000", year=2021)] == [Decimal("0.4")]
    late = replace(facts, partnership=facts.partnership.model_copy(update={"editions": facts.partnership.editions[2:]}))
    assert [row.value for row in pick(edition_rows(late, 2022), indicator="pr_1000", year=2021)] == [None]


def test_a_hidden_share_of_a_group_takes_another_groups_with_it():
    """The groups are everybody: 2 of 40 women, and everybody's share less the others' would be theirs."""
    groups = [("kvinder", "5", 40), ("maend", "30", 50), ("andre", "40", 60)]
    figures = [delivered("utryg", share, n=Decimal(n), breakdown="koen", group=group) for group, share, n in groups]
    facts = world(*figures, delivered("utryg", "27", n=Decimal(150)), indicators=RATES)
    hidden = {row.group for row in pick(edition_rows(facts, 2021), indicator="utryg", measure="observed") if row.value is None}
    assert hidden == {"kvinder", "maend"}


def test_the_share_of_a_hidden_count_is_hidden_where_a_delivery_gives_it():
    """3 of 12 are 25 %."""
    facts = world(delivered("med", "3"), seen("alle", 2021, "12"), delivered("andel", "25"))
    assert shown(facts, "andel") == [None]


# What cannot be proved is said


@pytest.mark.parametrize("figure", [("utryg", "5"), ("pr_1000", "0.4"), ("aendring", "-40")])
def test_what_nothing_tells_the_size_of_is_shown_and_said(figure):
    """A share without n, a rate without a population, a change without a count."""
    facts = world(delivered(*figure), indicators=RATES)
    (told,) = warnings_of_protection(facts)
    assert told.file == "observations.csv"
    assert told.found == f"{figure[0]}.kvarter.2021.levering comes from a delivery, and nothing says how many people it is about"
    assert shown(facts, figure[0]) == [Decimal(figure[1])] or figure[0] == "aendring"


def test_nothing_is_said_of_what_can_be_proved_or_is_published():
    """With n, with the count, or from a source of its own."""
    proved = world(
        delivered("utryg", "17", n=Decimal(900)),
        reports(2021, "30"),
        delivered("pr_1000", "3.1"),
        seen("andet", 2021, "4"),
        indicators=RATES,
    )
    assert warnings_of_protection(proved) == []
    assert warnings_of_protection(world(seen("utryg", 2021, "5"))) == []


def test_check_says_what_cannot_be_protected_at_all():
    """Before any results are made."""
    total = {
        "indicator": "anmeldelser",
        "category": "samlet",
        "geography": "kvarter",
        "years": [2021],
        "parts": ["indbrud", "haervaerk"],
    }
    known = [reports(2021, "23", "samlet"), reports(2021, "20", "haervaerk")]
    with pytest.raises(Unprotectable, match="indbrud"):
        warnings_of_protection(world(*known, reports(2021, "3", source="levering"), totals=[total]))


# Nothing depends on what is hidden


TOTAL = {
    "indicator": "anmeldelser",
    "category": "samlet",
    "geography": "kvarter",
    "years": [2021],
    "parts": ["indbrud", "haervaerk"],
}
GOALS = [
    target("at_most_baseline"),
    target("reduce_by", id="ned", category="haervaerk", percent_by_year=dict.fromkeys(range(2021, 2025), 10)),
    target("falls_each_year", id="falder", category="tyveri"),
]


def lived(count, baseline="40", *, other="16", year=2021, words="no"):
    """A partnership whose delivery has a small count, in a total that is published with another part of it from the delivery too."""
    figures = [
        reports(2020, baseline),
        reports(2020, "30", "haervaerk"),
        reports(2020, "30", "tyveri"),
        reports(2021, "20", "tyveri"),
        reports(year, count, source="levering", as_written=f"{count} i alt"),
        reports(2021, other, "haervaerk", source="levering"),
        reports(2021, str(int(count) + int(other)), "samlet"),
        delivered("pr_1000", str(Decimal(count) / 8)[:3].ljust(3, "0"), year),
        seen("folk", year, "8000"),
    ]
    facts = world(*figures, targets=GOALS, totals=[TOTAL], indicators=RATES)
    word = said(2021, "2020", significant=words, indicator="anmeldelser").model_copy(
        update={"category": "indbrud", "source": "levering", "published": day_of("levering")}
    )
    return replace(facts, significance=(word,))


@pytest.mark.parametrize("year", [2021, 2022])
@pytest.mark.parametrize(("count", "other"), [("1", "18"), ("2", "17"), ("4", "15")])
def test_two_partnerships_that_differ_in_what_is_hidden_publish_the_same(count, other, year):
    """Every row, value, method, flag and word: whether the count is 1, 2, 3 or 4, and what is hidden beside it."""
    assert published_table(lived(count, other=other), year) == published_table(lived("3", other="16"), year)


def test_what_a_delivery_says_about_a_hidden_figure_is_hidden():
    """That it differs from last year's, or not."""
    tables = [published_table(lived("3", words=word)) for word in ("yes", "no")]
    assert tables[0] == tables[1]
    assert any(row[7] == "significance" and row[8] is None for row in tables[0])


@pytest.mark.parametrize(("before", "after"), [("1", "4"), ("3", "2")])
def test_a_hidden_baseline_shows_in_no_row(before, after):
    """Nor by the rows that are there: a change in per cent is there from a base of 20 only, and power only where there is something."""
    facts = [world(reports(2020, base, source="levering"), reports(2021, "40"), targets=GOALS[:1]) for base in (before, after)]
    assert published_table(facts[0]) == published_table(facts[1])
    assert pick(edition_rows(facts[0], 2021), measure="change_pct")


def test_the_method_does_not_give_the_size_of_a_hidden_count_away():
    """Exact below 10 and Byar's from 10: of a hidden 3 it is the same as of a hidden 12."""
    rows = edition_rows(lived("3"), 2021)
    methods = {row.method for row in rows if row.status == "suppressed" and row.aspect == "interval" and row.category}
    assert methods == {"byar"}


def test_what_is_shown_is_as_it_was():
    """Hiding one figure changes no other: not the theft, nor its change."""
    rows = edition_rows(lived("3"), 2021)
    assert [row.value for row in pick(rows, category="tyveri", measure="change")] == [-10]
    assert [row.value for row in pick(rows, category="samlet", measure="observed")] == [19]


# Settings


@pytest.mark.parametrize("limits", [{"attackers": ["neighbour"]}, {"zero_is_public": "maybe"}, {"attackers": "insider"}])
def test_a_limit_that_cannot_be_is_refused(limits):
    """Unknown attackers, and what is neither true nor false."""
    with pytest.raises(ValueError, match=next(iter(limits))):
        Disclosure.model_validate(limits)


def test_the_limits_of_a_folder_that_names_none_are_the_safe_ones():
    """5, zeros public, and against insiders and groups."""
    limits = Disclosure()
    assert (limits.threshold, limits.zero_is_public, limits.attackers) == (5, True, ("insider", "group"))
