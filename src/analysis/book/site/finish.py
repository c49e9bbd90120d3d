"""What is made when all pages of a book are there, and what the frame of every page says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.book.files import files_below, write_new
from analysis.book.site.across.corrections import with_corrections
from analysis.book.site.across.downloads import HERE as HERE_ARE_FILES
from analysis.book.site.across.downloads import list_of_files, with_way
from analysis.book.site.across.glossary import with_terms
from analysis.book.site.across.hidden import with_signs_explained
from analysis.book.site.across.plans import folded_plans
from analysis.book.site.across.receipts import Known, Pages, filled_receipts, with_later_figures
from analysis.book.site.feed import feed, releases, robots, sitemap
from analysis.book.site.figures import FOLDER, PartFile, figure_files
from analysis.book.site.places import ACCESS, CHANGES, WHOLE, year_of
from analysis.book.site.search import Rules, index_of, written
from analysis.book.site.tables import table_files
from analysis.book.site.theme import STATIC
from analysis.book.site.whole import whole_edition
from analysis.data import Facts
from analysis.data.ledger import Record
from analysis.data.ledger import written as written_ledger
from analysis.display.chapters.rettelser import ledger_file, package_file
from analysis.display.language.language import language
from analysis.display.parts.access import access_html

HERE = "<!--her-->"


def frame_of_pages(facts: Facts) -> dict[str, Any]:
    """Return what the theme shows around pages: the reader's words, each edition's day, the version, and who publishes."""
    partnership = facts.partnership
    say = language(partnership.language)
    return {
        "words": say.group("site"),
        "days": {str(edition.year): say.date(edition.as_of).text for edition in partnership.editions},
        "version": version("statusbog"),
        "home": partnership.address.rstrip("/"),
        **{key: getattr(partnership, key) for key in ("about", "publisher", "contact", "url")},
    }


@dataclass(frozen=True)
class Finishing:
    """Makes, in a folder with all pages of a book, what needs them all. ``beside`` adds what the book itself does not know."""

    facts: Facts
    title: str
    contents: tuple[str, ...] = ()
    record: Record = field(default_factory=Record)
    beside: Callable[[Path], None] | None = None

    def __call__(self, folder: Path) -> None:
        """Add to the folder."""
        shutil.copytree(STATIC, folder / "_static")
        pages, known = read_pages(folder), Known(self.facts)
        for part in self.parts(pages, known):
            write_new(folder / part.path, part.text)
        if self.beside:
            self.beside(folder)
        completed = self.completed(pages, known, folder)
        pages |= completed
        receipts = list(filled_receipts(pages, known))
        changed = completed | self.rewritten(pages, known.published)
        pages |= changed
        for page in changed:
            write_new(folder / f"{page}.html", pages[page])
        for page, text in [
            *receipts,
            *self.whole_editions(pages),
            (ACCESS, access_html(self.facts.partnership)),
        ]:
            pages[page] = pages[page].replace(HERE, text)
            write_new(folder / f"{page}.html", pages[page])
        for name, text in self.files(pages):
            write_new(folder / name, text)

    def own(self, pages: Pages) -> Pages:
        """Return the pages that the contents name."""
        return {page: pages[page] for page in self.contents if page in pages}

    def completed(self, pages: Pages, known: Known, folder: Path, only: Sequence[str] = ()) -> Pages:
        """Return the pages that say something of what is not on them: what was corrected, and the files in the site's folder.

        With ``only`` some pages wanted, the files of others may be left out.
        """
        found = dict(with_corrections(pages, known, self.record, self.packages(folder)))
        say = language(self.facts.partnership.language)
        for front in self.contents[:1]:
            newest = str(self.facts.newest_edition().year)
            has_files = any((folder / newest / FOLDER).glob(f"*-{newest}.zip"))
            found[front] = with_way((pages | found)[front], has_files=has_files)
        for page, text in (pages | found).items():
            if HERE_ARE_FILES in text and (not only or page in only):
                chapters = {name: said for name, said in pages.items() if year_of(name) == year_of(page)}
                files = list_of_files(folder / year_of(page) / FOLDER, self.parts(chapters, known), year_of(page), say)
                found[page] = text.replace(HERE_ARE_FILES, files)
        return found

    def parts(self, pages: Pages, known: Known) -> list[PartFile]:
        """Return the files of all figures and tables of pages."""
        own = self.own(pages)
        return [*figure_files(own, known.rows), *table_files(own, known.rows)]

    def packages(self, folder: Path) -> list[int]:
        """Return the editions whose package lies in the folder."""
        return [year for year in self.record.ledgers if (folder / package_file(year)).is_file()]

    def rewritten(self, pages: Pages, published: Collection[str], only: Sequence[str] = ()) -> Pages:
        """Return the pages that say something else because of other pages: of plans, of terms, and of what came after the editions.

        ``published`` are the ids of all editions' rows. With ``only`` some pages wanted, others may be left out.
        """
        wanted = [page for page in self.contents if page in pages and (not only or page in only)]
        found = dict(folded_plans(pages, self.contents, self.words))
        found |= with_terms(pages | found, tuple(page for page in wanted if page != self.contents[0]), self.rules)
        across = [page for page in wanted if not year_of(page)]
        found |= {page: with_later_figures((pages | found)[page], published) for page in across}
        return found | dict(with_signs_explained(pages | found, wanted, language(self.facts.partnership.language)))

    @property
    def words(self) -> dict[str, str]:
        """What the frame of a page says."""
        return language(self.facts.partnership.language).group("site")

    @property
    def rules(self) -> Rules:
        """How the reader's language takes words apart."""
        return Rules(language(self.facts.partnership.language).group("search"))

    def files(self, pages: Pages) -> Iterator[tuple[str, str]]:
        """Yield the files that stand beside the pages, with what they say. A list of addresses needs the book to have one."""
        partnership = self.facts.partnership
        say, home = language(partnership.language), partnership.address.rstrip("/")
        yield "soegeindeks.js", written(index_of(pages, self.contents, self.rules))
        yield "nyt.xml", feed(partnership, self.title, releases(pages.get(CHANGES, ""), say), say)
        yield "robots.txt", robots(home)
        yield from ((ledger_file(year), written_ledger(ledger.for_readers())) for year, ledger in self.record.ledgers.items())
        if home:
            yield "sitemap.xml", sitemap(home, [*self.contents, ACCESS])

    def whole_editions(self, pages: Pages) -> Iterator[tuple[str, str]]:
        """Yield the page of each whole edition with its text."""
        for place in (page for page in pages if page.rpartition("/")[2] == WHOLE):
            chapters = [page for page in self.contents if year_of(page) == year_of(place)]
            yield place, whole_edition((page.rpartition("/")[2], pages[page]) for page in chapters if page in pages)


def read_pages(folder: Path) -> Pages:
    """Return the pages of a site by their names."""
    found = (path for path in files_below(folder) if path.suffix == ".html")
    return {path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in found}
