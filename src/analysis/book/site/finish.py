"""What is made when all pages of a book are there, and what the frame of every page says."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.book.site.theme import STATIC
from analysis.data import Facts
from analysis.display.language.language import language


def frame_of_pages(facts: Facts) -> dict[str, Any]:
    """Return what the theme shows around pages: the reader's words, each edition's day, the version, and who publishes."""
    partnership = facts.partnership
    say = language(partnership.language)
    return {
        "words": say.group("site"),
        "days": {str(edition.year): say.date(edition.as_of).text for edition in partnership.editions},
        "version": version("statusbog"),
        "home": partnership.address.rstrip("/"),
        **{key: getattr(partnership, key) for key in ("publisher", "contact", "url")},
    }


@dataclass(frozen=True)
class Finishing:
    """Makes, in a folder with all pages of a book, what needs them all."""

    facts: Facts
    title: str

    def __call__(self, folder: Path) -> None:
        """Add to the folder."""
        shutil.copytree(STATIC, folder / "_static")
