"""What browsers have open, which content they show, and what is wrong now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition

from analysis.data import fingerprint

# How often it is looked whether a browser that waits is still there, and after how often it is told that nothing is new.
LOOK_SECONDS, LOOKS_COUNT = 0.5, 40


@dataclass(frozen=True)
class News:
    """What a browser has seen, or is to be told: the version of its page (empty where it is not there), and what is wrong.

    ``mark`` is the hash of ``fault``, so that a browser need not repeat what it was told.
    """

    version: str
    mark: str
    fault: str = ""


class Shown:
    """The site in a folder, and who looks at it. Shared by the threads that answer browsers and by the one that makes pages."""

    def __init__(self, html: Path) -> None:
        self.html = html
        self.fault = ""
        self.changed = Condition()
        self.asking: dict[str, int] = {}  # the one that asked last comes last
        self.is_open = True

    def version(self, page: str) -> str:
        """Return the version of a page: a hash of what it says."""
        try:
            return fingerprint((self.html / f"{page}.html").read_bytes())
        except OSError:
            return ""

    def news(self, page: str, seen: News, is_gone: Callable[[], bool]) -> News:
        """Return what is other than what a browser has seen, as soon as something is; the same again after a while, or when it is gone."""
        with self.changed:
            self.asking[page] = self.asking.pop(page, 0) + 1
            try:
                for _ in range(LOOKS_COUNT):
                    if self.changed.wait_for(lambda: not self.is_open or self.is_news(page, seen), LOOK_SECONDS) or is_gone():
                        break
                return self.told(page, seen)
            finally:
                self.asking[page] -= 1

    def is_news(self, page: str, seen: News) -> bool:
        """Tell whether there is something that a browser has not seen."""
        told = self.told(page, seen)
        return (told.version, told.mark) != (seen.version, seen.mark)

    def told(self, page: str, seen: News) -> News:
        """Return what a browser is to be told; a page that is gone keeps the version that it was seen with."""
        return News(self.version(page) or seen.version, fingerprint(self.fault.encode()) if self.fault else "", self.fault)

    def open_pages(self) -> list[str]:
        """Return the pages that browsers have open, the one that was opened last first, also when it asks for nothing just now."""
        with self.changed:
            pages = list(reversed(self.asking))
            return [page for place, page in enumerate(pages) if place == 0 or self.asking[page]]

    def tell(self, fault: str) -> None:
        """Have every browser look again, and say what is wrong: nothing when the text is empty."""
        with self.changed:
            self.fault = fault
            self.changed.notify_all()

    def close(self) -> None:
        """Answer everybody who waits, for the last time."""
        with self.changed:
            self.is_open = False
            self.changed.notify_all()
