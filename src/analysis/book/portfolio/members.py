"""A portfolio's partnerships: where each one's data and book lie, and why one of them could not be made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.book.claims import kind_of
from analysis.book.project import Project, site_named
from analysis.data import Facts, Named, load_portfolio
from analysis.display.portfolio import Absent
from analysis.errors import SomeFailed, UserError, reason
from analysis.messages import message

# So many partnerships that failed for the same reason are named; the rest of them is counted.
NAMED_COUNT = 5
# The exit code of what is no fault of the data: a notebook that failed, a disk that is full.
FAILED_CODE = 3


@dataclass(frozen=True)
class Failure:
    """Why a partnership's book could not be made, and the exit code that this would have for one partnership alone."""

    said: str
    exit_code: int


@dataclass(frozen=True)
class Member:
    """A partnership of a portfolio, as the portfolio names it, in the project that makes its book."""

    project: Project
    named: Named

    @property
    def name(self) -> str:
        """What the partnership is called; its folder where its own name cannot be read."""
        return self.named.name or self.named.written

    @property
    def html(self) -> Path | None:
        """The folder of its pages, there or not; ``None`` where it is not known what the folder is called."""
        return site_named(self.project, self.named.id) / "html" if self.named.id else None

    def load(self) -> Facts:
        """Return its facts. Raises ``DataFaults``."""
        return self.named.load()


@dataclass(frozen=True)
class Portfolio:
    """Several partnerships whose books are made by one project."""

    title: str
    root: Path
    members: tuple[Member, ...]

    @property
    def front(self) -> Path:
        """The page that leads to the books."""
        return self.root / "build" / "portfolio" / "index.html"


Failures = dict[Member, Failure]


def read_portfolio(path: Path, root: Path) -> Portfolio:
    """Return the portfolio that a file names. Raises ``DataFaults`` with every fault of the file; those of its partnerships wait."""
    title, found = load_portfolio(path)
    return Portfolio(title, root, tuple(Member(Project(root, named.folder), named) for named in found))


def failure_of(error: UserError | OSError) -> Failure:
    """Return why a partnership failed, from what was raised."""
    if isinstance(error, UserError):
        return Failure(str(error), error.exit_code)
    where = f"{error.filename}: " if error.filename else ""
    return Failure(message("cli.program.disk", where=where, why=reason(error)), FAILED_CODE)


def absent(member: Member, way: str) -> Absent:
    """Return what the page says of a partnership that failed: the ``way`` leads to its pages of before, where there are any."""
    is_there = member.html is not None and kind_of(member.html) == "site" and (member.html / "index.html").is_file()
    return Absent(member.name, way if is_there else "")


def all_said(portfolio: Portfolio, failures: Failures, *, made: bool = True) -> SomeFailed:
    """Return the error that names every partnership that failed, with its message; those that failed alike have one.

    With nothing ``made`` it says no more than that they cannot be.
    """
    alike: dict[str, list[str]] = {}
    for member in portfolio.members:
        if member in failures:
            alike.setdefault(failures[member].said, []).append(member.named.written)
    lines = [message("book.portfolio.member", who=who(names), said=said) for said, names in alike.items()]
    counts = {"failed": len(failures), "count": len(portfolio.members)}
    head = message("book.portfolio.failed" if made else "book.portfolio.cannot", **counts, page=portfolio.front)
    return SomeFailed("\n".join([head, *lines]), max(failure.exit_code for failure in failures.values()))


def who(names: list[str]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - NAMED_COUNT
    shown = ", ".join(names[:NAMED_COUNT])
    return message("book.portfolio.more", names=shown, count=more) if more > 0 else shown
