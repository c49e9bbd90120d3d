"""What can be owed to an edition: a figure, an answer about an activity, a number that it reports, and a sum of its plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

# Why an edition is expected to have something: a target is judged by it, the edition before had it, or the plan has a cell for it.
Reason = Literal["target", "last_edition", "plan"]
# ``open``: the source was asked and has not said, or has not decided.
State = Literal["there", "open", "missing"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of ``observations.csv``, whoever says it. ``year`` is the year that it is about.

    ``period`` is a part of it as the table writes it, ``breakdown`` and ``group`` the part of those asked; empty for the whole.
    """

    indicator: str
    category: str
    geography: str
    year: int
    period: str = ""
    breakdown: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How an activity goes half-way through the edition's year: a row of ``status.csv``."""

    plan: str
    activity: str
    year: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A number that an activity reports for the edition's year: a row of ``deliverables.csv``."""

    plan: str
    activity: str
    deliverable: str
    year: int


@dataclass(frozen=True, slots=True)
class Grant:
    """What an activity gets in a year: a cell of ``budgets.csv``."""

    plan: str
    activity: str
    year: int


Subject = Figure | Answer | Reported | Grant


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owes something, by which day; ``due`` is ``None`` where the data name no day."""

    id: str
    name: str
    due: dt.date | None = None
