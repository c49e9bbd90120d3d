"""What mappings of registers and of answers have in common: how the files are read, and which areas are meant by which names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from analysis.data.definitions import Definition, check_period
from analysis.data.values import FilledText, Keys, Name, Text, Year, check_not_empty, problem

Encoding = Literal["", "utf-8", "windows-1252", "iso8859-1", "iso8859-15", "macintosh", "cp850"]
Separator = Literal["", ",", ";", "\t", "|"]
Words = Annotated[tuple[FilledText, ...], AfterValidator(check_not_empty)]


class Area(Definition):
    """Names of an area as they are typed, and the areas of the book that it lies in, in the years in which that holds.

    ``skip`` is why an area that is known is none of the book's.
    """

    names: Words
    geographies: Keys = ()
    skip: Text = ""
    from_year: Year | None = None
    to_year: Year | None = None

    @model_validator(mode="after")
    def is_in_the_book_or_not(self) -> Area:
        check_period(self.from_year, self.to_year)
        if bool(self.geographies) == bool(self.skip):
            raise problem("area_or_skip", found=self.names[0], column="geographies")
        return self


class MicrodataMapping(Definition):
    """How rows of incidents or persons are read.

    ``encoding`` and ``separator`` of text files are found out where they are left empty. ``geographies`` are the areas that
    all rows lie in, where no column says it.
    """

    format: Literal[1] = 1
    about: Name
    encoding: Encoding = ""
    separator: Separator = ""
    geographies: Keys = ()
    areas: tuple[Area, ...] = ()
