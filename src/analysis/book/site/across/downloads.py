"""Puts the files that lie beside an edition on its first page: what each is, its form and its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from analysis.book.site.across.receipts import Pages
from analysis.book.site.places import year_of
from analysis.display.blocks import render
from analysis.display.language.language import Language
from analysis.display.runs import Because, Phrase, name, phrase

HERE = "<!--hent-->"
FOLDER = "hent"
KILO = 1000
SMALLEST_MEGA = 100 * KILO


def with_downloads(pages: Pages, site: Path, named: Mapping[str, str], say: Language) -> Iterator[tuple[str, str]]:
    """Yield the pages that list the files of their edition in a site. ``named``: what is told by a figure's or table's file, by its path."""
    for page, text in pages.items():
        if HERE in text:
            yield page, text.replace(HERE, listed(site, year_of(page), named, say))


def listed(site: Path, year: str, named: Mapping[str, str], say: Language) -> str:
    """Return the section with an edition's files as HTML; nothing where it has none."""
    files = {path.name: path for path in sorted((site / year / FOLDER).glob("*")) if path.is_file()}
    words = {known: key for key in say.group("download_file") if (known := with_year(key, year)) in files}
    whole = [(say(f"download_file.{key}"), *way(files[known], say)) for known, key in words.items()]
    parts = [(phrase(name(told)), *way(files[path.name], say)) for path, told in of_edition(named, year) if path.name in files]
    if not whole:
        return ""
    heads = {key: say(f"download.{key}", year=int(year)) for key in ("heading", "lead", "parts_heading")}
    return render("downloads.html", whole=whole, parts=parts, **heads)


def with_year(key: str, year: str) -> str:
    """Return the name of an edition's file: ``bilag.pdf`` of 2022 is ``bilag-2022.pdf``."""
    return key.replace("YEAR", year)


def of_edition(named: Mapping[str, str], year: str) -> Iterable[tuple[Path, str]]:
    """Return the files of an edition's figures and tables with what is told by each."""
    return [(Path(path), told) for path, told in named.items() if year_of(path) == year]


def way(file: Path, say: Language) -> tuple[str, Phrase]:
    """Return the address of a file from its edition's page, and its form and size."""
    form = file.suffix.removeprefix(".").upper()
    return f"{FOLDER}/{file.name}", say("download.form", form=name(form), size=size(file.stat().st_size, say))


def size(count: int, say: Language) -> Because:
    """Return a number of bytes as a reader meets it: 45 kB, 0,3 MB."""
    if count < SMALLEST_MEGA:
        return Because(say("download.kilo", size=say.number(Decimal(max(count, KILO)) / KILO, 0)).text, "code")
    return Because(say("download.mega", size=say.number(Decimal(count) / KILO / KILO, 1)).text, "code")
