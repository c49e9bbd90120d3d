"""What facts can say: notes with years, breaks, roles, qualifiers, statements; and that a folder without them is as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from analysis.data import Facts, Note, Observation, Statement, load, texts
from analysis.data import definitions as d
from analysis.data.roles import OWNERS, UNITS, keys_of_old, with_roles
from analysis.data.tables import Deliverable

INDICATORS, PARTNERSHIP = "indicators.toml", "partnership.toml"
BEFORE, AFTER = dt.date(2022, 5, 23), dt.date(2022, 5, 24)
DELIVERABLE = {
    "plan": "plan",
    "activity": "lys",
    "deliverable": "lamper",
    "label": "Lamper",
    "year": "2022",
    "kind": "target",
    "at_least": "no",
    "value": "5",
    "value_to": "",
    "unit": "lamper",
    "source": "status-2022",
    "section": "Tabel 1",
    "published": "2022-05-24",
}
STATEMENTS = "kind,indicator,category,geography,year,owner,text,source,section,published\n"
SAID = "explanation,anmeldelser,narkotika,partnerskab-2021,2021,Politiet,Byen åbnede igen.,status-2022,Tabel 1,2022-05-24\n"


# Notes


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", []),
        ("Altid.", ["Altid."]),
        (["Et.", "To."], ["Et.", "To."]),
        ([{"text": "Et."}, "To."], ["Et.", "To."]),
        ({"text": "Et."}, ["Et."]),
        ([], []),
    ],
)
def test_a_note_is_a_text_or_a_list_of_texts_and_tables(given: object, said: list[str]) -> None:
    """What was one text before may still be one."""
    area = d.Geography.model_validate({"name": "Byen", "short": "Byen", "kind": "city", "note": given})
    assert [note.text for note in area.note] == said


@pytest.mark.parametrize("given", [7, [7], [{"text": ""}], [{"txt": "x"}], [["x"]], {"from_year": 2020}, True])
def test_a_note_is_nothing_else(given: object) -> None:
    """A note has a text."""
    with pytest.raises(ValidationError):
        d.Geography.model_validate({"name": "Byen", "short": "Byen", "kind": "city", "note": given})


@pytest.mark.parametrize(
    ("year", "said"), [(2012, "Altid."), (2013, "Altid. Da."), (2016, "Altid. Da."), (2017, "Altid."), (2020, "Altid. Siden.")]
)
def test_texts_are_those_that_hold_in_the_editions_year(year: int, said: str) -> None:
    """Both ends belong to a period, and an end that is not given is open."""
    notes = [Note(text="Altid."), Note(text="Da.", from_year=2013, to_year=2016), Note(text="Siden.", from_year=2020)]
    assert texts(notes, year) == said
    assert texts(notes[1:], 2012) == ""


def test_a_note_is_known_from_the_day_of_its_source(folder: Path, change: Callable[[str, str, str], int]) -> None:
    """Wherever it stands: the partnership, an area, an indicator, a category, an agreement, a target or a plan."""
    late = '[{ text = "Ny viden.", source = "status-2022" }, "Altid."]'
    change(PARTNERSHIP, "editions_note =", f"editions_note = {late} #")
    change(PARTNERSHIP, 'kind = "city"', f'kind = "city"\nnote = {late}')
    change(INDICATORS, "caveat =", f"caveat = {late} #")
    change(INDICATORS, 'name = "Indbrud"', f'name = "Indbrud"\nnote = {late}')
    change("agreements/aftale-2013.toml", "economy_note =", f"economy_note = {late} #")
    change("agreements/aftale-2013.toml", "baseline_year", f"note = {late}\nbaseline_year")
    facts = load(folder)

    def found(then: Facts) -> list[str]:
        indicator, agreement = then.indicators["utryg_nabolag"], then.agreements[0]
        category = then.indicators["anmeldelser"].categories["indbrud"]
        areas = then.partnership.geographies
        notes = [then.partnership.editions_note, areas["koebenhavn"].note, indicator.caveat, category.note]
        return [texts(note, 2013) for note in (*notes, agreement.economy_note, agreement.targets[0].note)]

    assert found(facts.as_of(BEFORE)) == ["Altid."] * 6
    assert found(facts.as_of(AFTER)) == ["Ny viden. Altid."] * 6


def test_what_has_no_late_notes_is_the_same_object_on_every_day(facts: Facts) -> None:
    """So that what was worked out from a definition can be kept with it."""
    then = facts.as_of(BEFORE)
    assert then.partnership is facts.partnership
    assert then.indicators["anmeldelser"] is facts.indicators["anmeldelser"]


# Breaks


def test_a_break_holds_also_before_its_source_was_published(folder: Path, change: Callable[[str, str, str], int]) -> None:
    """How figures may be compared does not wait for a publication."""
    break_ = '{ kind = "supplier", from_year = 2017, before = "Den ene", after = "Den anden", source = "status-2022" }'
    change(INDICATORS, 'unit = "percent"', f'unit = "percent"\nbreaks = [{break_}]')
    facts = load(folder)
    (found,) = facts.as_of(BEFORE).indicators["utryg_nabolag"].breaks
    assert (found.from_year, found.before, found.after, found.geographies) == (2017, "Den ene", "Den anden", ())


# Roles


def test_every_role_says_which_unit_it_can_have_and_which_key_it_had() -> None:
    """A role without would never be found in a folder that says none."""
    assert set(UNITS) == set(d.Role.__args__) == set(keys_of_old()["indicators"])
    assert set(OWNERS) == set(d.CategoryRole.__args__) == set(keys_of_old()["categories"])


def test_a_folder_that_says_no_roles_has_those_of_its_keys(mini: Path) -> None:
    """As it was before there were any."""
    facts = load(mini)
    assert facts.indicator_with("crime") == "anmeldelser"
    assert facts.indicator_with("grant") == "bevilling"
    assert facts.indicator_with("activations") is None
    assert facts.indicators["anmeldelser"].categories["samlet"].role == "total"
    assert facts.indicators["bevilling"].categories["ramme"].role == "frame"


def test_a_role_that_is_said_goes_before_a_key(mini: Path) -> None:
    """Then the indicator with the key of old has none."""
    indicators = load(mini).indicators
    plain = {key: indicator.model_copy(update={"role": None}) for key, indicator in indicators.items()}
    plain["rapporter"] = plain["anmeldelser"].model_copy(update={"role": "crime"})
    found = with_roles(plain)
    assert found["rapporter"].role == "crime"
    assert found["anmeldelser"].role is None


def test_a_key_of_old_with_another_unit_has_no_role(mini: Path) -> None:
    """Somebody else may have meant something else by the word."""
    indicators = load(mini).indicators
    other = {"anmeldelser": indicators["anmeldelser"].model_copy(update={"role": None, "unit": "percent"})}
    assert with_roles(other)["anmeldelser"].role is None


# Qualifiers and statements


@pytest.mark.parametrize(
    ("value", "qualifier", "as_written", "good"),
    [
        ("17", "about", "", True),
        ("43", "up_to", "op mod 43 %", True),
        ("33.3", "in_words", "1/3", True),
        ("33.3", "in_words", "", False),
        ("", "about", "", False),
        ("", "", "1/3", False),
        ("17", "roughly", "", False),
    ],
)
def test_a_figure_can_say_how_exact_its_source_is(value: str, qualifier: str, as_written: str, good: bool) -> None:
    """Words that stand for a figure are written beside it."""
    row = {key: DELIVERABLE[key] for key in ("year", "source", "section", "published")}
    row |= {"indicator": "utryg_nabolag", "category": "", "geography": "byen", "level": "", "n": "", "deff": "", "note": ""}
    row |= {"value": value, "status": "ok" if value else "not_stated", "qualifier": qualifier, "as_written": as_written}
    if good:
        assert Observation.model_validate(row).qualifier == qualifier
    else:
        with pytest.raises(ValidationError):
            Observation.model_validate(row)


@pytest.mark.parametrize(
    ("changes", "good"),
    [
        ({"kind": "hope"}, True),
        ({"kind": "background"}, True),
        ({"qualifier": "about"}, True),
        ({"at_least": "yes"}, True),
        ({"at_least": "yes", "qualifier": "at_least"}, True),
        ({"at_least": "yes", "qualifier": "about"}, False),
        ({"value": "", "qualifier": "about"}, False),
    ],
)
def test_a_deliverable_can_be_hoped_for_or_a_background(changes: dict[str, str], good: bool) -> None:
    """And it has one qualifier at most."""
    if good:
        assert Deliverable.model_validate(DELIVERABLE | changes).kind == changes.get("kind", "target")
    else:
        with pytest.raises(ValidationError):
            Deliverable.model_validate(DELIVERABLE | changes)


def test_a_statement_is_known_from_its_day(folder: Path) -> None:
    """Its columns of no use may be left out, and so may the file."""
    assert load(folder).statements == ()
    (folder / "statements.csv").write_text(STATEMENTS + SAID, "utf-8")
    facts = load(folder)
    assert [(s.owner, s.against, s.note) for s in facts.statements] == [("Politiet", "", "")]
    assert facts.as_of(BEFORE).statements == ()
    assert facts.as_of(AFTER).statements == facts.statements
    assert isinstance(facts.statements[0], Statement)
    assert facts.statements[0].id == "explanation.anmeldelser.narkotika.partnerskab-2021.2021.status-2022"


@pytest.mark.parametrize(
    ("old", "new", "column", "word"),
    [
        ("narkotika", "narko", "category", "did you mean narkotika?"),
        ("explanation", "explanations", "kind", "did you mean explanation?"),
        ("Politiet", "", "owner", "expected a text"),
        (",2021,Po", ",21,Po", "year", "a year with four digits"),
        ("partnerskab-2021", "partnerskab-2012", "geography", "a known geography"),
    ],
)
def test_a_wrong_statement_is_named(
    folder: Path, complaint: Callable[..., str], old: str, new: str, column: str, word: str
) -> None:
    """As any other row is."""
    (folder / "statements.csv").write_text(STATEMENTS + SAID.replace(old, new, 1), "utf-8")
    message = complaint()
    assert message.has_fault(f"statements.csv, row 2, column {column}", word), message
