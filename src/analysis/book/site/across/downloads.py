"""Puts the files that lie beside an edition on its first page: what each is, its form and its size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from analysis.book.site.figures import FOLDER, PartFile
from analysis.display.blocks import render
from analysis.display.language.language import Language
from analysis.display.runs import Because, Phrase, name, phrase

HERE = "<!--hent-->"
# The way to an edition's files, for pages of a site that has them.
WAY = re.compile(r"<!--filer-->(.*?)<!--/filer-->", re.DOTALL)
KILO = 1000
SMALLEST_MEGA = 100 * KILO


def list_of_files(folder: Path, parts: Sequence[PartFile], year: str, say: Language) -> str:
    """Return the section with an edition's files as HTML; nothing where it has none."""
    whole = [
        (say(f"download_file.{key}"), *way(file, say))
        for key in say.group("download_file")
        if (file := folder / with_year(key, year)).is_file()
    ]
    if not whole:
        return ""
    each = [(phrase(name(part.title)), *way(file, say)) for part in parts if (file := folder / Path(part.path).name).is_file()]
    heads = {key: say(f"download.{key}", year=int(year)) for key in ("heading", "lead", "parts_heading")}
    return render("downloads.html", whole=whole, parts=each, **heads)


def with_way(text: str, *, has_files: bool) -> str:
    """Return a page with its way to the newest edition's files, or without where there are none."""
    return WAY.sub(r"\1" if has_files else "", text)


def with_year(key: str, year: str) -> str:
    """Return the name of an edition's file: ``bilag.pdf`` of 2022 is ``bilag-2022.pdf``."""
    return key.replace("YEAR", year)


def way(file: Path, say: Language) -> tuple[str, Phrase]:
    """Return the address of a file from its edition's page, and its form and size."""
    form = file.suffix.removeprefix(".").upper()
    return f"{FOLDER}/{file.name}", say("download.form", form=name(form), size=size(file.stat().st_size, say))


def size(count: int, say: Language) -> Because:
    """Return a number of bytes as a reader meets it: 45 kB, 0,3 MB."""
    if count < SMALLEST_MEGA:
        return Because(say("download.kilo", size=say.number(Decimal(max(count, KILO)) / KILO, 0)).text, "code")
    return Because(say("download.mega", size=say.number(Decimal(count) / KILO / KILO, 1)).text, "code")
