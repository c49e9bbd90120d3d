"""``statusbog status``: what an edition has, what it lacks, and who owes it by when."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from year_files import Told, cells_of, write_cells

from analysis.data import Facts, load
from analysis.intake.expected import Answer, Figure, Grant, Reported, key_of
from analysis.year import completeness
from analysis.year.status import state_of, states_of

YEAR = 2034


def states(facts: Facts, year: int) -> dict[object, str]:
    return {owed.subject: owed.state for owed in completeness(facts, year).owed}


def test_what_the_edition_before_had_is_expected_again(data: Path) -> None:
    """Each series of its own year, with the lag of its instrument; an area that has ended is not asked for."""
    found = states(load(data), 2033)
    assert found[Figure("utryg_nabolag", "", "omraade-b", 2033)] == "there"
    assert found[Figure("utryg_nabolag", "", "byen", 2033)] == "there"
    assert found[Figure("anmeldelser", "haervaerk", "omraade-a", 2032)] == "there"
    assert Figure("utryg_nabolag", "", "omraade-a", 2032) not in found


def test_what_targets_need_is_expected_whoever_had_it(data: Path) -> None:
    """A target's year, its baseline, and the area that it is held against."""
    facts = load(data)
    found = {owed.subject: owed.reasons for owed in completeness(facts, 2033).owed}
    assert found[Figure("anmeldelser", "indbrud", "omraade-a", 2032)] == ("last_edition", "target")
    assert found[Figure("anmeldelser", "indbrud", "omraade-a", 2030)] == ("target",)
    (agreement,) = facts.agreements
    approaching = agreement.targets[2].model_copy(update={"rule": "approaches", "reference": "byen"})
    changed = replace(facts, agreements=(agreement.model_copy(update={"targets": (approaching,)}),), observations=())
    wanted = {owed.subject for owed in completeness(changed, 2033).owed if "target" in owed.reasons}
    assert wanted == {Figure("utryg_nabolag", "", area, year) for area in ("omraade-b", "byen") for year in (2032, 2033)}


def test_answers_numbers_and_sums_of_the_plan_are_expected(data: Path) -> None:
    """Of those who answered the year before; a sum that the source has not decided is open, and not missing."""
    found = states(load(data), 2033)
    assert found[Answer("plan", "lys", 2033)] == "missing"
    assert found[Answer("plan", "cafe", 2033)] == "missing"
    assert Answer("plan", "moeder", 2033) not in found
    assert found[Reported("plan", "cafe", "gaester", 2033)] == "missing"
    assert [found[Grant("plan", name, 2033)] for name in ("lys", "cafe", "moeder")] == ["there", "open", "open"]


def test_what_an_edition_cannot_do_without_is_told_apart(data: Path) -> None:
    """What its targets are judged by, its answers and its sums; not what the edition before happened to have."""
    facts = load(data)
    bare = replace(facts, observations=tuple(row for row in facts.observations if row.year < 2032))
    needed = {owed.subject for owed in completeness(bare, 2033).needed}
    assert Figure("anmeldelser", "indbrud", "omraade-a", 2032) in needed
    assert Answer("plan", "lys", 2033) in needed
    assert not [subject for subject in needed if isinstance(subject, Reported)]


def test_what_the_book_makes_itself_is_there_with_its_parts(data: Path) -> None:
    """A total of counts that are all there is not missing; without one of them it is."""
    facts = load(data)
    total = facts.agreements[0].totals[0].model_copy(update={"years": (2030, 2031, 2032)})
    agreement = facts.agreements[0].model_copy(update={"totals": (total,)})
    figure = Figure("anmeldelser", "samlet", "omraade-a", 2031)
    plus = facts.observations[2].model_copy(update={"year": 2030})
    with_total = replace(facts, agreements=(agreement,), observations=(*facts.observations, plus))
    assert states(with_total, 2032)[figure] == "there"
    without = tuple(row for row in with_total.observations if (row.category, row.year) != ("indbrud", 2031))
    assert states(replace(with_total, observations=without), 2032)[figure] == "missing"


def test_what_a_source_has_not_stated_is_no_longer_owed(data: Path, tell: Told) -> None:
    """Typed into the draft as not_stated: neither the figure nor a total that the book would make of it."""
    tell("new-year", YEAR)
    path = data / "draft" / str(YEAR) / "observations.csv"
    rows = cells_of(path)
    owed = [Figure(row["indicator"], row["category"], row["geography"], int(row["year"])) for row in rows]
    before = states(load(data), YEAR)
    write_cells(path, [row | {"status": "not_stated"} for row in rows])
    for source in sorted({row["source"] for row in rows}):
        tell("new-year", YEAR, "--day", source, "2034-02-01")
    tell("new-year", YEAR, "--finish")
    after = states(load(data), YEAR)
    assert {(before[figure], after[figure]) for figure in owed} == {("missing", "open")}
    assert not [found for found in completeness(load(data), YEAR).missing if found.subject in owed]


@pytest.mark.parametrize(
    ("statuses", "state"),
    [(("ok", "ok"), "there"), (("ok", "not_stated"), "open"), (("ok", None), "missing"), (("not_stated", None), "missing")],
)
def test_a_total_stands_as_the_worst_of_its_parts(data: Path, statuses: tuple[str | None, ...], state: str) -> None:
    facts = load(data)
    total = facts.agreements[0].totals[0].model_copy(update={"years": (2031,)})
    part = facts.observations[2]
    parts = tuple(
        part.model_copy(update={"category": category, "year": 2031, "status": status})
        for category, status in zip(total.parts, statuses, strict=True)
        if status
    )
    known = replace(facts, agreements=(facts.agreements[0].model_copy(update={"totals": (total,)}),), observations=parts)
    figure = Figure(total.indicator, total.category, total.geography, 2031)
    assert state_of(known, figure, states_of(known)) == state


def test_a_promise_is_no_report(data: Path) -> None:
    """What an activity has promised for the year leaves the number that it reports owed."""
    facts = load(data)
    row = next(row for row in facts.deliverables if row.deliverable == "gaester")
    subject = Reported("plan", "cafe", "gaester", 2033)
    for kind, state in (("target", "missing"), ("expected", "there"), ("observed", "there")):
        more = row.model_copy(update={"year": 2033, "kind": kind})
        assert states(replace(facts, deliverables=(*facts.deliverables, more)), 2033)[subject] == state


def test_only_what_is_public_on_the_editions_day_is_there(data: Path) -> None:
    """A figure that comes later is missing in the edition."""
    facts = load(data)
    early = tuple(
        e.model_copy(update={"as_of": e.as_of.replace(month=4, day=1)}) if e.year == 2033 else e for e in facts.partnership.editions
    )
    earlier = replace(facts, partnership=facts.partnership.model_copy(update={"editions": early}))
    figure = Figure("utryg_nabolag", "", "omraade-b", 2033)
    assert (states(facts, 2033)[figure], states(earlier, 2033)[figure]) == ("there", "missing")


def test_who_owes_is_the_supplier_or_who_is_responsible(data: Path) -> None:
    """With the day in the edition's year; who names no day comes last."""
    found = completeness(load(data), 2033).by_owner()
    assert [(owner.id, owner.name, str(owner.due)) for owner in found] == [
        ("politi", "Politiet i Prøveby", "2033-03-01"),
        ("kommunen", "Kommunen", "2033-05-10"),
        ("proeveby-partnerskab", "Prøveby Partnerskab", "2033-05-10"),
        ("institut", "Instituttet", "None"),
        ("sekretariatet", "Sekretariatet", "None"),
    ]


def test_the_whole_of_the_projects_own_newest_edition_is_accounted_for(root: Path) -> None:
    """Every target of the agreement has what it needs, or it is named."""
    facts = load(root / "data")
    found = completeness(facts, 2022)
    kinds = Counter(type(owed.subject).__name__ for owed in found.owed)
    assert kinds["Answer"] == 12
    assert not [owed for owed in found.missing if "target" in owed.reasons]
    assert len({(type(owed.subject), owed.subject) for owed in found.owed}) == len(found.owed)


def test_the_table_counts_and_the_list_names(data: Path, tell: Told) -> None:
    said = tell("status", 2033)
    assert said.startswith("Edition 2033: of 14 things ")
    assert "2033-05-10  Kommunen" in said
    assert "Kommunen owes 1 by 2033-05-10:\n  answer: Lys i parken\n" in said
    assert "Comments not written: resume, tryghed, kriminalitet" in said
    assert max(map(len, said.splitlines())) < 160


def test_the_same_as_json(data: Path, tell: Told) -> None:
    found = json.loads(tell("status", 2033, "--format", "json"))
    assert found["complete"] is False
    (police,) = [owner for owner in found["owners"] if owner["id"] == "politi"]
    assert police["due"] == "2033-03-01"
    assert {key: value for key, value in police["owes"][0].items() if key not in ("reasons", "state")} == {
        "kind": "figures",
        "indicator": "anmeldelser",
        "category": "indbrud",
        "geography": "omraade-a",
        "year": 2032,
        "period": "",
        "breakdown": "",
        "group": "",
    }


def test_an_edition_that_is_not_there_is_said(tell: Told) -> None:
    assert "edition 2040: no such edition; expected one of 2031, 2032, 2033" in tell("status", 2040, code=1)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Børne- og Ungdomsforvaltningen", "boerne-og-ungdomsforvaltningen"),
        ("Blå bane – arena", "blaa-bane-arena"),
        ("  ÅBEN?  ", "aaben"),
        ("a/../b:c?*", "a-b-c"),
    ],
)
def test_a_name_becomes_a_key_that_every_system_can_have(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "ж", "", "Ø" * 100])
def test_a_name_that_gives_no_key_gets_one(name: str) -> None:
    """Devices of Windows, letters that are not ours, and what is too long."""
    key = key_of(name)
    assert key
    assert len(key) <= 60
    assert key not in {"con", "nul", "com1"}
    assert key == key_of(name) != key_of(name + "x")
