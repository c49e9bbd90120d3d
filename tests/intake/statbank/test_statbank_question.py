"""What is asked of a table: codes and patterns against the table's description, all that is wrong at once."""

from __future__ import annotations

import json

import pytest
from false_bank import PERIODS, tableinfo

from analysis.intake.mapping.model import Fetch
from analysis.intake.statbank.bank.banks import bank_of
from analysis.intake.statbank.bank.info import info_of
from analysis.intake.statbank.question import matching, question_of, refuse_table, values_of
from analysis.intake.statbank.trouble import Trouble, Troubles

INFO = info_of(tableinfo(), "folk1a")
AGES = [str(age) for age in range(12)]


def keys_of(**asked: object) -> list[str]:
    with pytest.raises(Troubles) as found:
        question_of(Fetch(table="FOLK1A", **asked), INFO)  # type: ignore[arg-type]
    return [trouble.key for trouble in found.value.troubles]


@pytest.mark.parametrize(
    ("pattern", "known", "found"),
    [
        ("*", PERIODS, list(PERIODS)),
        ("*K1", PERIODS, ["2032K1", "2033K1"]),
        ("2032*", PERIODS, list(PERIODS[:4])),
        ("2032K?", PERIODS, list(PERIODS[:4])),
        (">=2032K3", PERIODS, ["2032K3", "2032K4", "2033K1"]),
        ("<=2032K2", PERIODS, ["2032K1", "2032K2"]),
        (">=2032K2<=2032K3", PERIODS, ["2032K2", "2032K3"]),
        (">=2020K1<=2032K1", PERIODS, ["2032K1"]),
        (">=2034K1", PERIODS, []),
        (">=9", AGES, ["9", "10", "11"]),
        ("(1)", PERIODS, ["2033K1"]),
        ("(2)", PERIODS, ["2032K4"]),
        ("(-n+3)", PERIODS, ["2032K3", "2032K4", "2033K1"]),
        ("(-n+9)", PERIODS, []),
        ("(0)", PERIODS, []),
        ("2032K9", PERIODS, []),
        ("[2032K1]*", PERIODS, []),
        ("", PERIODS, []),
    ],
)
def test_a_pattern_stands_for_codes_of_the_table(pattern: str, known: list[str], found: list[str]) -> None:
    """As the bank itself would understand it."""
    assert matching(pattern, list(known)) == found


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["OMRÅDE=101"], {"OMRÅDE": ("101",)}),
        (["OMRA\u030aDE=101"], {"OMR\u00c5DE": ("101",)}),
        (["OMRÅDE=101, 147,", "Tid=>=2018K1"], {"OMRÅDE": ("101", "147"), "Tid": (">=2018K1",)}),
    ],
)
def test_arguments_name_variables_and_codes(arguments: list[str], found: dict[str, tuple[str, ...]]) -> None:
    """However the letter with the ring was typed."""
    assert values_of(arguments) == found


@pytest.mark.parametrize("argument", ["101", "=101", "Tid=", "Tid>=2018K1", "Tid=,"])
def test_an_argument_that_is_none_is_told(argument: str) -> None:
    """A sign that the shell or the analyst has taken away."""
    with pytest.raises(Troubles, match="argument"):
        values_of([argument])


def test_a_variable_is_named_once() -> None:
    """Its codes stand together."""
    with pytest.raises(Troubles, match="twice"):
        values_of(["Tid=2032K1", "Tid=2032K2"])


@pytest.mark.parametrize("table", ["", "FOLK 1A", "../v2", "FOLK1A?x=1", "æ", "A" * 41])
def test_a_table_has_a_code(table: str) -> None:
    """And nothing that would lead elsewhere."""
    with pytest.raises(Trouble, match="table_code"):
        refuse_table(table)


def test_everything_that_is_wrong_with_a_question_is_said_at_once() -> None:
    """A variable, a code, a sum and a time that was forgotten."""
    assert keys_of(values={"ALDER": ("IALT",), "OMRÅDE": ("102",), "KØN": ("sum(1;2)",)}) == [
        "variable",
        "not_chosen",
        "code",
        "sum",
    ]
    assert keys_of(values={"Tid": ("*",)}, format="BULK") == ["not_chosen", "not_chosen"]
    assert keys_of(values={"Tid": ("*",)}, variables=("Tid", "OMRÅDE")) == ["variables_changed"]


def test_a_question_says_every_code_in_the_order_of_the_table() -> None:
    """And leaves out what the bank sums over itself."""
    question = question_of(Fetch(table="folk1a", values={"tid": ("2033K1", "*K1"), "område": ("101",)}), INFO)
    assert json.loads(question.body) == {
        "table": "FOLK1A",
        "format": "JSONSTAT",
        "lang": "da",
        "valuePresentation": "Value",
        "variables": [{"code": "OMRÅDE", "values": ["101"]}, {"code": "Tid", "values": ["2032K1", "2033K1"]}],
    }


def test_a_question_about_more_than_can_be_read_is_not_asked() -> None:
    """It says of which variable to choose fewer."""
    many = [
        (name, name.lower(), {str(code): str(code) for code in range(count)})
        for name, count in (("A", 900), ("B", 700), ("Tid", 1))
    ]
    with pytest.raises(Troubles) as found:
        question_of(
            Fetch(table="T", values={"A": ("*",), "B": ("*",), "Tid": ("*",)}), info_of(tableinfo("T", variables=many), "T")
        )
    trouble = found.value.troubles[0]
    assert (trouble.key, trouble.values["variable"], trouble.values["count"]) == ("many", "A", 630_000)


def test_the_banks_that_have_a_name_are_asked_by_https() -> None:
    """Statistics Denmark's, and Copenhagen's own by its path."""
    assert bank_of("dst").address == "https://api.statbank.dk/v1"
    assert bank_of("kk").address == "https://api.statbank.dk/v1/s30"
    assert bank_of("https://statbank.example/v1/").address == "https://statbank.example/v1"
