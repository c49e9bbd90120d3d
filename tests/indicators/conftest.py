"""What the tests of analysis.indicators share: the project's facts and results, invented rows, hand-worked expectations."""

import csv
import datetime as dt
from decimal import Decimal

import pytest

from analysis.data import Budget, Observation, load
from analysis.indicators import edition_rows


@pytest.fixture(scope="session")
def facts(root):
    return load(root / "data")


@pytest.fixture(scope="session")
def editions(facts):
    """The results rows of every edition, by its year."""
    return {edition.year: edition_rows(facts, edition.year) for edition in facts.partnership.editions}


@pytest.fixture(scope="session")
def expected(root):
    """Reads a table of hand-worked expectations; its first lines say who worked them out and how."""

    def read(name):
        lines = (root / "tests" / "expected" / name).read_text(encoding="utf-8").splitlines()
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))

    return read


@pytest.fixture(scope="session")
def observe():
    """Makes an invented observation; a value is written as text, so that its decimals are its own."""

    def make(value=None, **fields):
        row = {"indicator": "utryg", "category": "", "geography": "kvarter", "year": 2020, "level": "", "status": "ok"}
        row |= {"n": None, "deff": None, "note": "", "source": "plan", "section": "1", "published": dt.date(2021, 1, 1)}
        return Observation.model_validate(row | {"value": None if value is None else Decimal(value)} | fields)

    return make


@pytest.fixture(scope="session")
def cell():
    """Makes an invented budget cell."""

    def make(amount=None, status="ok", to=None, activity="cafe"):
        row = {"plan": "plan", "activity": activity, "line": "", "year": 2020, "approximate": "no", "sign": "", "footnote": ""}
        row |= {"note": "", "source": "plan", "section": "1", "published": dt.date(2021, 1, 1)}
        return Budget.model_validate(row | {"amount_dkk": amount, "amount_to_dkk": to, "status": status})

    return make
