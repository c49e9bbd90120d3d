"""The mapping of a register: everything that decides how incidents are counted. It holds nothing that could be run."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from analysis.data.definitions import Definition, check_period
from analysis.data.values import FilledText, Key, Keys, Text, Year, problem
from analysis.intake.microdata.model import MicrodataMapping, Words

Period = Literal["year", "half", "quarter", "month"]
# What stands in the form of a day or time, and what the engine calls it.
PLACES = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "hh": "%H", "mm": "%M", "ss": "%S"}
PLACE = re.compile("|".join(PLACES))
BETWEEN = re.compile(r"[-./: T]*")


def check_form(form: str) -> str:
    """Return the form of a day or time. Raises ``ValueError`` unless it has a year, a month and a day, each once."""
    found = PLACE.findall(form)
    if not {"YYYY", "MM", "DD"} <= set(found) or len(set(found)) < len(found) or not BETWEEN.fullmatch(PLACE.sub("", form)):
        raise problem("day_form")
    return form


def check_one_meaning(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return forms of days. Raises ``ValueError`` where two would read the same text as two days: DD-MM-YYYY and MM-DD-YYYY."""
    alike = [re.sub("DD|MM", "..", form) for form in forms]
    if not forms or len(set(alike)) < len(alike):
        raise problem("day_forms", found=", ".join(forms))
    return forms


Forms = Annotated[tuple[Annotated[FilledText, AfterValidator(check_form)], ...], AfterValidator(check_one_meaning)]


class RegisterColumns(Definition):
    """The headings of the columns that count. ``case`` tells incidents apart, ``registered`` when a row was written.

    Without ``case`` each row is an incident. Without ``registered`` nobody can tell which of two rows of a case holds.
    """

    date: FilledText
    code: Text = ""
    area: Text = ""
    case: Text = ""
    registered: Text = ""
    status: Text = ""


class Codes(Definition):
    """Codes that are counted in the same categories, in the years in which that holds; ``skip`` is why they are in none."""

    codes: Words
    categories: Keys = ()
    skip: Text = ""
    from_year: Year | None = None
    to_year: Year | None = None

    @model_validator(mode="after")
    def is_counted_or_not(self) -> Codes:
        check_period(self.from_year, self.to_year)
        if bool(self.categories) == bool(self.skip):
            raise problem("category_or_skip", found=self.codes[0], column="categories")
        return self


class RegisterMapping(MicrodataMapping):
    """``kind = "register"``: how rows of incidents become counts of an indicator.

    ``from_year`` and ``to_year`` are the years that are counted. ``dates`` are the forms of the day of an incident, ``times`` those
    of when a row was written. ``withdrawn`` are the words of a case that is none.
    """

    kind: Literal["register"]
    indicator: Key
    period: Period = "year"
    from_year: Year
    to_year: Year
    dates: Forms = ("YYYY-MM-DD",)
    times: Forms = ("YYYY-MM-DDThh:mm:ss", "YYYY-MM-DD hh:mm:ss", "YYYY-MM-DD")
    withdrawn: tuple[FilledText, ...] = ()
    columns: RegisterColumns
    codes: tuple[Codes, ...] = ()

    @model_validator(mode="after")
    def is_whole(self) -> RegisterMapping:
        check_period(self.from_year, self.to_year)
        columns = self.columns
        pairs = (
            (columns.code, self.codes, "columns.code"),
            (columns.area, self.areas, "columns.area"),
            (columns.status, self.withdrawn, "columns.status"),
        )
        for heading, entries, place in pairs:
            if bool(heading) != bool(entries):
                raise problem("column_and_entries", found=heading or "", column=place)
        if bool(columns.area) == bool(self.geographies):
            raise problem("area_or_geographies", found=columns.area, column="geographies")
        if columns.registered and not columns.case:
            raise problem("registered_alone", found=columns.registered, column="columns.registered")
        return self


def strptime_of(form: str) -> str:
    """Return the form of a day or time as the engine writes it."""
    return PLACE.sub(lambda place: PLACES[place[0]], form)
