"""The typed shape of a mapping: what the words of a supplier's files mean. It holds no positions, and nothing that could be run.

Names decide: a name is compared without white space, line breaks, capitals and footnote marks. ``{time}`` in a line or a sheet's
name stands for a year, a date or a stretch of days. Unknown keys are faults.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from analysis.data.definitions import Definition, check_period
from analysis.data.tables import Status
from analysis.data.values import FilledText, Flag, Key, Name, Text, Whole, Year, check_not_empty, problem, within

Holds = Literal["geography", "category", "indicator", "unit", "year", "period", "answer", "activity", "names", "nothing"]
Figure = Literal["value", "n", "lower", "upper"]
Numbers = Literal["danish", "point"]
Blank = Literal["not_stated", "no_row"]
Words = Annotated[tuple[FilledText, ...], AfterValidator(check_not_empty)]
Dated = Literal["period", "first_day"]
AskedFormat = Literal["JSONSTAT", "BULK"]


class Meaning(Definition):
    """What a text says of the figures that it stands over or beside. Empty fields are left to other texts.

    ``times`` is what the figures are multiplied by: 1000 where they are written in thousands.
    """

    indicator: Text = ""
    category: Text = ""
    geography: Text = ""
    unit: Text = ""
    times: Annotated[Whole, within(1, 1_000_000)] = 1


class Named(Meaning):
    """Names in headings and label columns that mean the same, in the years from ``from_year`` to ``to_year``.

    ``figure``: which figure of an observation stands there. ``total``: a sum, used as a check and never read as an observation.
    ``whole``: no restriction (all ages). ``skip``: why figures under the name are not read; ``ask``: what a person has to answer before they are. Unless ``confirmed``, the
    name itself is asked about.
    """

    words: Words
    figure: Figure | None = None
    status: Status | None = None
    total: Flag = False
    whole: Flag = False
    skip: Text = ""
    ask: Text = ""
    from_year: Year | None = None
    to_year: Year | None = None
    note: Text = ""
    confirmed: Flag = True

    @model_validator(mode="after")
    def says_something(self) -> Named:
        check_period(self.from_year, self.to_year)
        if (
            not any(
                (
                    self.indicator,
                    self.category,
                    self.geography,
                    self.unit,
                    self.figure,
                    self.status,
                    self.total,
                    self.whole,
                    self.skip,
                    self.ask,
                )
            )
            and self.times == 1
        ):
            raise problem("says_nothing", found=self.words[0], column="words")
        return self


class Column(Definition):
    """A heading of a column that says what its rows are about, and what stands in it; ``nothing``: it is not read, and why.

    ``own_words``: names in it that the mapping does not know are taken as they stand. Such rows can be shown and never written.
    """

    heading: Text
    holds: Holds
    own_words: Flag = False
    why: Text = ""


class TitleLine(Meaning):
    """A line of text over a table and what it says of the figures under it. ``required``: without it the file is refused.

    ``time``: the year or period in it, at the place ``{time}``, is the one that the figures are about. ``ask``: nothing under the line
    is read before a person has answered this.
    """

    text: FilledText
    time: Flag = False
    required: Flag = False
    ask: Text = ""
    confirmed: Flag = True


class Mark(Definition):
    """A sign that stands where a figure would or behind one, and what it means. ``zero``: it is the number nought."""

    sign: FilledText
    status: Status
    zero: Flag = False
    why: Text = ""
    confirmed: Flag = True


class Scale(Definition):
    """Answers of a scale that together make an indicator: added up, or stated as one row in the table (``stated``).

    ``base`` is the row with the number of answers. ``title`` is the line over the table that it holds for.
    """

    title: FilledText
    indicator: Key
    add: tuple[FilledText, ...] = ()
    stated: Text = ""
    base: Text = ""
    confirmed: Flag = True

    @model_validator(mode="after")
    def has_answers(self) -> Scale:
        if bool(self.add) == bool(self.stated):
            raise problem("answers", found=str(len(self.add)), column="add")
        return self


class Answer(Definition):
    """Texts that mean the same answer of an indicator with levels."""

    words: Words
    level: Key
    confirmed: Flag = True


class OtherSheet(Definition):
    """A sheet that is not read, and why."""

    name: FilledText
    why: FilledText


class Defaults(Meaning):
    """What the file does not say of its figures, said by a person."""

    year: Year | None = None
    confirmed: Flag = True


class Fetch(Definition):
    """What is asked of a bank of statistics, and kept so that it can be asked again.

    ``bank`` is the name of one that the program knows, or an address. ``values`` are the codes of each variable, as the bank writes
    them, or patterns of codes (``*K1``, ``>=2018K1``). ``variables`` are those that the table had when the mapping was made.
    """

    bank: FilledText = "dst"
    table: FilledText
    format: AskedFormat = "JSONSTAT"
    values: dict[FilledText, Words] = Field(default_factory=dict)
    variables: tuple[FilledText, ...] = ()


class FileMapping(Definition):
    """``intake/<name>.toml``: how the files of one supplier are read.

    ``sheets`` are the names of those that are read, with ``{time}`` for a year; without any, all that hold a table.
    ``seen_years`` are the years of the file that the mapping was made for: what has come or gone since is said.
    ``dated`` says what the figures of a quarter are about: the whole of it (``period``), or, of a stock, its ``first_day``. With
    ``fetch`` the files are got from a bank of statistics.
    """

    format: Literal[1] = 1
    about: Name
    numbers: Numbers = "danish"
    blank: Blank = "not_stated"
    dated: Dated = "period"
    fetch: Fetch | None = None
    sheets: tuple[FilledText, ...] = ()
    other_sheets: tuple[OtherSheet, ...] = ()
    seen_years: tuple[Year, ...] = ()
    defaults: Defaults = Defaults()
    columns: tuple[Column, ...] = ()
    lines: tuple[TitleLine, ...] = ()
    names: tuple[Named, ...] = ()
    marks: tuple[Mark, ...] = ()
    answers: tuple[Answer, ...] = ()
    scales: tuple[Scale, ...] = ()
