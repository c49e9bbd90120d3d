"""Where the pages of a book stand: editions with their chapters, pages across, pages about, and the ways between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ABOUT = "om"
CHANGES = f"{ABOUT}/aendringer"
METHOD, SMALL_COUNTS = f"{ABOUT}/metode", "sma-tal"  # the place is named by its heading
CORRECTIONS = "rettelser"
ROOT, RECEIPTS, WHOLE, SEARCH, LOST, ACCESS = "index", "kvitteringer", "samlet", "search", "404", "om/tilgaengelighed"


@dataclass(frozen=True)
class Link:
    """A way to a page: its name (none: the page does not exist), what the reader reads, and whether it is the page itself."""

    page: str
    text: str
    here: bool = False


@dataclass(frozen=True)
class Places:
    """All pages of a book in their order, each with its title."""

    titles: Mapping[str, str]

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the editions, as the contents have them."""
        return tuple(dict.fromkeys(year for page in self.titles if (year := year_of(page))))

    @property
    def newest(self) -> str:
        """The year of the newest edition; empty without editions."""
        return max(self.years, default="")

    def chapters(self, year: str) -> list[str]:
        """Return the pages of an edition."""
        return [page for page in self.titles if year and year_of(page) == year]

    def across(self) -> list[str]:
        """Return the pages that belong to no edition and are not about the book, without the first page."""
        return [page for page in list(self.titles)[1:] if not year_of(page) and not page.startswith(f"{ABOUT}/")]

    def about(self) -> list[str]:
        """Return the pages about the book."""
        return [page for page in self.titles if page.startswith(f"{ABOUT}/")]

    def short(self, page: str) -> str:
        """Return a page's title without the year of its edition."""
        return self.titles[page].removesuffix(year_of(page)).rstrip(" ,") or self.titles[page]

    def links(self, pages: Iterable[str], page: str) -> list[Link]:
        """Return ways to pages, seen from one of them or from another."""
        return [Link(one, self.short(one), one == page) for one in pages]

    def same_chapter(self, page: str) -> list[Link]:
        """Return the years of all editions, newest first, with the way to the same chapter where there is one."""
        name = page.partition("/")[2]
        years = sorted(self.years, reverse=True)
        return [Link(other if (other := f"{year}/{name}") in self.titles else "", year, year == year_of(page)) for year in years]

    def beside(self, page: str) -> tuple[Link | None, Link | None]:
        """Return the ways to the page before and the page after among those of the same kind."""
        group = self.chapters(year_of(page)) or next((g for g in (self.across(), self.about()) if page in g), [])
        if page not in group:
            return None, None
        place = group.index(page)
        ways = self.links(group, page)
        return ways[place - 1] if place else None, ways[place + 1] if place + 1 < len(ways) else None


def year_of(page: str) -> str:
    """Return the year of the edition that a page belongs to; empty when it belongs to none."""
    first, slash, _ = page.partition("/")
    return first if slash and first.isdigit() else ""


def way_to_small_counts(start: str) -> str:
    """Return the address of what the book says of small counts, seen from a page."""
    return f"{'../' * start.count('/')}{METHOD}.html#{SMALL_COUNTS}"


def around(places: Places, page: str) -> dict[str, Any]:
    """Return what the theme shows around a page: the edition it is in or stands beside, its chapters, and the ways onwards."""
    year = year_of(page)
    inside = page in places.titles
    before, after = places.beside(page)
    return {
        "year": year,
        "shown_year": year or places.newest,
        "opening": next(iter(places.chapters(year or places.newest)), ""),
        "chapters": places.links(places.chapters(year), page),
        "chips": places.same_chapter(page) if year and inside else [],
        "group": [] if year else places.links(next((g for g in (places.across(), places.about()) if page in g), []), page),
        "is_about": page.startswith(f"{ABOUT}/"),
        "before": before,
        "after": after,
        "editions": [(y, places.links(places.chapters(y), page)) for y in sorted(places.years, reverse=True)],
        "across": places.links(places.across(), page),
        "about": {one.page.partition("/")[2]: one for one in places.links(places.about(), page)},
    }
