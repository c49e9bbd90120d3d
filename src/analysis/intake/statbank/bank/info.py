"""What a bank says of a table: its variables with their codes, when it was updated, and what a row that is left out means."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from analysis.intake.statbank.trouble import Trouble

FilledText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
OptionalText = Annotated[str, BeforeValidator(lambda found: "" if found is None else found)]


class Part(BaseModel):
    """What is taken of a part of the answer; the rest is left: names of persons are not read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Code(Part):
    """A value of a variable: its code, and the text that readers see."""

    id: FilledText
    text: FilledText


class Variable(Part):
    """A variable: ``elimination`` tells whether it may be left out, and is then summed over by the bank."""

    id: FilledText
    text: FilledText
    elimination: bool = False
    time: bool = False
    values: tuple[Code, ...]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each code, in the order of the table."""
        return {code.id: code.text for code in self.values}


class Footnote(Part):
    """A note on the whole table."""

    text: OptionalText = ""


class TableInfo(Part):
    """The description of a table. ``suppressedDataValue`` is what a row that a streaming format leaves out stands for."""

    id: FilledText
    text: FilledText
    unit: OptionalText = ""
    suppressedDataValue: OptionalText = ""  # noqa: N815 - the bank's name
    updated: dt.datetime
    active: bool = True
    footnote: Footnote | None = None
    variables: tuple[Variable, ...]

    @property
    def published(self) -> dt.date:
        """The day of the table's last update."""
        return self.updated.date()

    def variable(self, name: str) -> Variable | None:
        """Return a variable by its code, capitals or not; None for one that the table does not have."""
        wanted = compared(name)
        return next((one for one in self.variables if compared(one.id) == wanted), None)


def compared(name: str) -> str:
    """Return the form in which codes of variables are compared."""
    return unicodedata.normalize("NFC", name).casefold()


def info_of(found: dict[str, object], table: str) -> TableInfo:
    """Return a description of a table. Raises ``Trouble`` for JSON that is none, or that is of another table."""
    try:
        info = TableInfo.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        raise Trouble("form", what=".".join(map(str, first["loc"])) or str(first["type"])) from error
    if compared(info.id) != compared(table):
        raise Trouble("other_table", found=info.id, table=table)
    if not info.variables or len({compared(one.id) for one in info.variables}) < len(info.variables):
        raise Trouble("form", what="variables")
    return info
