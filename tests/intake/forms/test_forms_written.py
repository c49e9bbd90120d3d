"""What people write into a cell, and what it means: a table of cases for fixed words, numbers and sums."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.forms.model import Question
from analysis.intake.forms.reading.written import written
from analysis.intake.sheets import Look
from analysis.messages import message, speaking

CHOICE = Question("q", "", "", "choice", "status.csv", {}, "on_plan", options=(("ja", "yes"), ("delvist", "partly"), ("nej", "no")))
PEOPLE = Question("q", "", "", "number", "deliverables.csv", {}, "value", unit="personer")
WORDS = Question("q", "", "", "words", "status.csv", {}, "comment")
COUNT = Question("q", "", "", "number", "observations.csv", {}, "value", unit="antal", unit_kind="count")
SHARE = Question("q", "", "", "number", "observations.csv", {}, "value", unit="%", unit_kind="percent")
FREE = Question("q", "", "", "number", "deliverables.csv", {}, "value")
SUM = Question("q", "", "", "number", "budgets.csv", {}, "amount_dkk", unit="kr.", unit_kind="dkk")


@pytest.mark.parametrize(
    ("value", "code", "key"),
    [
        ("ja", "yes", ""),
        ("Ja", "yes", ""),
        ("NEJ", "no", ""),
        (" delvist ", "partly", ""),
        ("Ja!", "yes", "choice_read"),
        ("ja.", "yes", "choice_read"),
        ("(nej)", "no", "choice_read"),
        ("", None, ""),
        ("   ", None, ""),
        (None, None, ""),
        ("ja, delvist", None, "choice"),
        ("Ja, men forsinket", None, "choice"),
        ("Både og", None, "choice"),
        ("x", None, "choice"),
        ("X", None, "choice"),
        ("jaja", None, "choice"),
        ("ja/nej", None, "choice"),
        (True, None, "choice"),
        (1.0, None, "choice"),
        (dt.date(2033, 5, 1), None, "choice"),
        ("=ja", None, "choice"),
    ],
)
def test_fixed_words(value, code: str | None, key: str) -> None:
    """One of the words and nothing more; a sign behind it is said, anything else is asked about."""
    found = written(CHOICE, value)
    assert found.cells == ({"on_plan": code} if code else {})
    assert found.key == key
    assert found.kind == {"": "read", "choice_read": "warn", "choice": "ask"}[key]


@pytest.mark.parametrize(
    ("question", "value", "cells", "key"),
    [
        (PEOPLE, 35.0, {"value": "35"}, ""),
        (PEOPLE, 7.5, {"value": "7.5"}, ""),
        (PEOPLE, "35", {"value": "35"}, ""),
        (PEOPLE, "7,5", {"value": "7.5"}, ""),
        (PEOPLE, "7.5", {"value": "7.5"}, "number_read"),
        (PEOPLE, "1.250", {"value": "1250"}, "number_read"),
        (PEOPLE, "1 250", {"value": "1250"}, "number_read"),
        (PEOPLE, "1.289.000", {"value": "1289000"}, "number_read"),
        (PEOPLE, "35 personer", {"value": "35"}, "number_read"),
        (PEOPLE, "35 Personer.", {"value": "35"}, "number_read"),
        (PEOPLE, "35 stk.", {"value": "35"}, "number_read"),
        (PEOPLE, "ca. 40", {"value": "40", "qualifier": "about"}, "number_read"),
        (PEOPLE, "Cirka 40 personer", {"value": "40", "qualifier": "about"}, "number_read"),
        (PEOPLE, "knap 40", {"value": "40", "qualifier": "nearly"}, "number_read"),
        (PEOPLE, "mindst 40", {"value": "40", "qualifier": "at_least"}, "number_read"),
        (PEOPLE, "op mod 40", {"value": "40", "qualifier": "up_to"}, "number_read"),
        (PEOPLE, "mere end 40", {"value": "40", "qualifier": "more_than"}, "number_read"),
        (PEOPLE, "under 40", {"value": "40", "qualifier": "less_than"}, "number_read"),
        (PEOPLE, "40-50", {"value": "40", "value_to": "50"}, "number_read"),
        (PEOPLE, "40 – 50 personer", {"value": "40", "value_to": "50"}, "number_read"),
        (PEOPLE, "40 til 50", {"value": "40", "value_to": "50"}, "number_read"),
        (PEOPLE, "0", {"value": "0"}, ""),
        (PEOPLE, 0.0, {"value": "0"}, ""),
        (PEOPLE, "50-40", {}, "no_number"),
        (PEOPLE, "35 unge", {}, "no_number"),
        (PEOPLE, "35 og 40", {}, "no_number"),
        (PEOPLE, "35 personer og 2 hunde", {}, "no_number"),
        (PEOPLE, "fire", {}, "no_number"),
        (PEOPLE, "ja", {}, "no_number"),
        (PEOPLE, "højst 40", {}, "no_number"),
        (PEOPLE, "12/3", {}, "no_number"),
        (PEOPLE, dt.date(2033, 5, 4), {}, "no_number"),
        (PEOPLE, True, {}, "no_number"),
        (PEOPLE, "-", {}, "marker"),
        (PEOPLE, "?", {}, "marker"),
        (PEOPLE, "x", {}, "marker"),
        (PEOPLE, -3.0, {}, "unlikely"),
        (PEOPLE, 7.123, {}, "unlikely"),
        (PEOPLE, None, {}, ""),
        (COUNT, 12.0, {"value": "12", "status": "ok"}, ""),
        (COUNT, "12 antal", {"value": "12", "status": "ok"}, "number_read"),
        (COUNT, 12.5, {}, "unlikely"),
        (COUNT, "40-50", {}, "range"),
        (COUNT, "ca. 40", {"value": "40", "status": "ok", "qualifier": "about"}, "number_read"),
        (SHARE, 17.0, {"value": "17", "status": "ok"}, ""),
        (SHARE, "17 %", {"value": "17", "status": "ok"}, "number_read"),
        (SHARE, "17,5 pct.", {"value": "17.5", "status": "ok"}, "number_read"),
        (SHARE, 0.17, {}, "fraction"),
        (SHARE, 0.0, {"value": "0", "status": "ok"}, ""),
        (SUM, 60000.0, {"amount_dkk": "60000", "status": "ok"}, ""),
        (SUM, "60.000 kr.", {"amount_dkk": "60000", "status": "ok"}, "number_read"),
        (SUM, "60.000,-", {"amount_dkk": "60000", "status": "ok"}, "number_read"),
        (SUM, "ca. 60.000", {"amount_dkk": "60000", "status": "ok", "approximate": "yes"}, "number_read"),
        (SUM, "50.000-60.000", {"amount_dkk": "50000", "status": "ok", "amount_to_dkk": "60000"}, "number_read"),
        (SUM, "mindst 60.000", {}, "qualifier"),
        (SUM, "-", {"status": "no_grant", "sign": "-"}, "marker_read"),
        (SUM, "?", {"status": "not_decided", "sign": "?"}, "marker_read"),
        (SUM, "x", {}, "marker"),
        (SUM, 100.5, {}, "unlikely"),
    ],
)
def test_numbers(question: Question, value, cells: dict[str, str], key: str) -> None:
    """What is read in another way than it stands is said; what can be meant in two ways is asked about."""
    found = written(question, value)
    assert dict(found.cells) == cells
    assert found.key == key
    assert found.kind == ("read" if not key else "warn" if key.endswith("_read") else "ask")


@pytest.mark.parametrize(
    ("question", "value", "part", "english", "danish"),
    [
        (PEOPLE, "Cirka 40 personer", "todo", "nothing: it is read as about 40", "gør ikke noget: det er læst som cirka 40"),
        (PEOPLE, "mindst 40", "todo", "nothing: it is read as at least 40", "gør ikke noget: det er læst som mindst 40"),
        (PEOPLE, "40 til 50", "todo", "nothing: it is read as 40-50", "gør ikke noget: det er læst som 40-50"),
        (PEOPLE, "fire", "expected", "a number of personer", "et tal (personer)"),
        (FREE, "fire", "expected", "a number of what was counted", "et tal (det, der er talt)"),
    ],
)
def test_what_a_number_is_read_as_is_said_in_the_analysts_language(
    question: Question, value: str, part: str, english: str, danish: str
) -> None:
    """How exact it is and what it counts, in words: no code and no empty place."""
    for language, said in (("en", english), ("da", danish)):
        with speaking(language):
            found = written(question, value)
            assert message(f"intake.forms.{found.key}.{part}", **found.values) == said


@pytest.mark.parametrize(
    ("question", "value", "look", "cells", "key"),
    [
        (SHARE, 0.289, Look(number_format="0.0%"), {"value": "28.9", "status": "ok"}, ""),
        (SHARE, 0.07, Look(number_format="0%"), {"value": "7", "status": "ok"}, ""),
        (PEOPLE, 0.35, Look(number_format="0%"), {}, "percent"),
        (PEOPLE, 35.0, Look(struck=True), {}, "struck"),
        (PEOPLE, None, Look(error="#DIV/0!"), {}, "error"),
        (PEOPLE, None, Look(formula="=A1+1", stored=False), {}, "not_worked_out"),
        (PEOPLE, 35.0, Look(formula="=30+5"), {"value": "35"}, ""),
        (CHOICE, "ja", Look(struck_part="delvist"), {}, "struck"),
    ],
)
def test_what_was_seen_at_a_cell_counts(question: Question, value, look: Look, cells: dict[str, str], key: str) -> None:
    """A percentage exactly a hundred times what is stored, what is struck through by nobody's leave."""
    found = written(question, value, look)
    assert (dict(found.cells), found.key) == (cells, key)


def test_words_are_taken_as_they_are() -> None:
    """On one line; what looks like code is text."""
    assert written(WORDS, " =cmd|' /C calc'!A0\n<b>Godt</b> ").cells == {"comment": "=cmd|' /C calc'!A0 <b>Godt</b>"}


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_any_number_as_danes_write_it_is_read_exactly(number: Decimal) -> None:
    """With points between thousands and a comma, or without points."""
    whole, _, part = f"{number:.2f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    for text in (f"{grouped},{part}", f"{whole},{part}"):
        assert Decimal(str(written(PEOPLE, text).cells["value"])) == number


@given(st.text(max_size=12))
def test_no_text_stops_the_reading_or_becomes_a_choice_by_chance(text: str) -> None:
    """Whatever stands there, it is an answer, nothing, or a question to its writer."""
    for question in (CHOICE, PEOPLE, SHARE, SUM, WORDS):
        found = written(question, text)
        assert found.cells or found.kind == "ask" or not text.strip()
    assert not written(CHOICE, text).cells or any(word in text.casefold() for word in ("ja", "delvist", "nej"))
