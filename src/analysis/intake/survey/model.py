"""The mapping of answers: everything that decides how they become shares. It holds nothing that could be run."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from analysis.data.definitions import Definition
from analysis.data.values import FilledText, Flag, Key, Text, Whole, Year, check_not_empty, problem, within
from analysis.intake.microdata.model import MicrodataMapping, Words


class AnswerColumns(Definition):
    """The headings of the columns that count. ``stratum`` and ``cluster`` are those of the sample's design."""

    year: Text = ""
    area: Text = ""
    weight: Text = ""
    stratum: Text = ""
    cluster: Text = ""


class Question(Definition):
    """A question that an indicator is made of: the share of those who gave one of the ``counts`` among all who answered.

    ``others`` are the other answers of the scale. Who did not know is in the base or out of it as ``dont_know_in_base`` says,
    which has to be said. A blank is no answer and is in no base.
    """

    column: FilledText
    indicator: Key
    category: Text = ""
    counts: Words
    others: Words
    dont_know: tuple[FilledText, ...] = ()
    dont_know_in_base: Flag | None = None

    @model_validator(mode="after")
    def says_what_not_to_know_is(self) -> Question:
        if bool(self.dont_know) != (self.dont_know_in_base is not None):
            raise problem("dont_know", found=", ".join(self.dont_know), column="dont_know_in_base")
        texts = [*self.counts, *self.others, *self.dont_know]
        if len(set(texts)) < len(texts):
            raise problem("unique", found=", ".join(texts), column="others")
        return self


class Group(Definition):
    """Words of a column that mean a group of a breakdown."""

    group: Key
    words: Words


class Breakdown(Definition):
    """A way to part those who were asked: the key that indicators have it under, its column, and its groups."""

    breakdown: Key
    column: FilledText
    groups: Annotated[tuple[Group, ...], AfterValidator(check_not_empty)]


class AnswersMapping(MicrodataMapping):
    """``kind = "answers"``: how rows of persons become shares.

    ``numbers`` is how weights are written. Without a column of weights each answer counts the same, and that is said. ``year`` is
    the year of the survey where no column says it. ``decimals`` are those of a share.
    """

    kind: Literal["answers"]
    numbers: Literal["danish", "point"] = "point"
    decimals: Annotated[Whole, within(0, 6)] = 1
    year: Year | None = None
    columns: AnswerColumns
    questions: Annotated[tuple[Question, ...], AfterValidator(check_not_empty)]
    breakdowns: tuple[Breakdown, ...] = ()

    @model_validator(mode="after")
    def is_whole(self) -> AnswersMapping:
        if bool(self.columns.year) == (self.year is not None):
            raise problem("year_or_column", found=self.columns.year, column="year")
        if bool(self.columns.area) != bool(self.areas):
            raise problem("column_and_entries", found=self.columns.area, column="columns.area")
        if bool(self.columns.area) == bool(self.geographies):
            raise problem("area_or_geographies", found=self.columns.area, column="geographies")
        return self
