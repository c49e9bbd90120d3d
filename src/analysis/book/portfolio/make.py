"""Makes the books of many partnerships, and the page across them. One that fails stops no other, and is named at the end.

This process holds the facts of one partnership at a time, and of the others only what the page across says.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from analysis.book.claims import claim, fault_of, refuse
from analysis.book.engine.parcels import Parcel
from analysis.book.engine.processes import Ended, cores, fair_limits, run_each
from analysis.book.engine.warm import settle_in_a_short_folder, warm_up
from analysis.book.files import write_if_changed
from analysis.book.make import Beside, Choice, claim_book, plan, tasks_of, tell_of_own, write_contents
from analysis.book.notebooks.chapters import read_chapters
from analysis.book.notebooks.update import Runner, Task, Updated, forget_drafts, update_all
from analysis.book.portfolio.away import Brought, parcel_of, unpack
from analysis.book.portfolio.finish import Finish, finish, is_built, way
from analysis.book.portfolio.members import FAILED_CODE, Failure, Failures, Member, Portfolio, absent, all_said, failure_of
from analysis.book.progress import tell
from analysis.book.project import pages_of
from analysis.book.site.markup import stacked
from analysis.book.site.press import ENVIRONMENT, press
from analysis.book.site.theme import STATIC
from analysis.display.portfolio import Absent, Summary, page
from analysis.errors import UserError
from analysis.indicators import forget_rows
from analysis.indicators.compare.shared import given_away
from analysis.messages import message

# How many times as long as a notebook a partnership's pages, with all that lies beside them, may take.
TIMES_COUNT = 6
LINES_COUNT = 10


# What yields how tasks end elsewhere, given what is sent of each.
Elsewhere = Callable[[Callable[[Finish], Parcel], Iterable[Finish]], Iterable[Ended[Finish, Brought]]]


@dataclass(frozen=True)
class Sites:
    """How pages are built: what adds files to them, how many partnerships at once (``None``: one for each processor), and a limit.

    ``seconds`` is the time limit of one notebook. ``elsewhere`` builds them on other machines, where there are any.
    """

    beside: Beside | None = None
    workers: int | None = None
    seconds: float = 600
    elsewhere: Elsewhere | None = None


def make_all_notebooks(portfolio: Portfolio, choice: Choice, runner: Runner) -> Counter[str]:
    """Do what is due in every book, write each book's contents, and the page across; return how much was done.

    Raises ``SomeFailed`` at the end with every partnership that failed, and ``UserError`` before anything is done when the
    folder of the page is the user's or the notebooks' sources are at fault.
    """
    return make_all(portfolio, choice, runner, Sites(), with_pages=False)


def make_all_sites(portfolio: Portfolio, runner: Runner, sites: Sites) -> None:
    """Bring every book up to date and build its pages, several books at once, and the page across. Raises as ``make_all_notebooks``."""
    make_all(portfolio, Choice(), runner, sites, with_pages=True)


def make_all(portfolio: Portfolio, choice: Choice, runner: Runner, sites: Sites, *, with_pages: bool) -> Counter[str]:
    """Make all books and the page across them."""
    refuse(fault_of(portfolio.front.parent, "portfolio"))
    read_chapters(portfolio.members[0].project.notebooks)
    forget_drafts(portfolio.root)
    failures: Failures = {}
    done = make_notebooks(portfolio, choice, runner, failures)
    tell_of_own_chapters(portfolio, choice, failures)
    summaries = finish_all(portfolio, sites, failures, with_pages=with_pages)
    write_front(portfolio, summaries)
    tell_what_is_given_away(summaries)
    if failures:
        raise all_said(portfolio, failures)
    return done.counts


# Notebooks


def make_notebooks(portfolio: Portfolio, choice: Choice, runner: Runner, failures: Failures) -> Updated:
    """Do what is due with the notebooks of all partnerships, and add those that failed to the failures."""
    books = len(portfolio.members)
    begun: set[Member] = set()
    due = tasks(portfolio, choice, failures, write=True, begun=begun)
    done = update_all(due, runner, far=lambda: message("book.portfolio.begun", begun=len(begun), books=books))
    by_data = {member.named.folder: member for member in portfolio.members if not member.named.faults}
    said: dict[Member, list[str]] = {}
    for task, error in done.failed:
        said.setdefault(by_data[task.place.cwd / str(dict(task.due.job.parameters)["data"])], []).append(error)
    for member, errors in said.items():
        failures[member] = Failure(
            "\n".join([message("book.portfolio.notebooks", count=len(errors)), *sorted(errors)]), FAILED_CODE
        )
    return done


def tell_of_own_chapters(portfolio: Portfolio, choice: Choice, failures: Failures) -> None:
    """Say of each partnership with own chapters whose notebooks are done what is said where it is made alone."""
    for member in portfolio.members:
        project = member.project
        if member not in failures and project.own_notebooks.is_dir():
            facts = member.load()
            tell_of_own(project, plan(project, facts, choice), pages_of(project, facts))


def tasks(
    portfolio: Portfolio, choice: Choice, failures: Failures, *, write: bool = False, begun: set[Member] | None = None
) -> Iterator[Task]:
    """Yield what is to be done in one book after the other; write each book's contents on the way, and add it to those ``begun``.

    The next partnership's data are read when the notebooks of the one before have been handed out, and those are then forgotten.
    """
    for member in portfolio.members:
        if begun is not None:
            begun.add(member)
        try:
            found = tasks_of_member(member, choice, write=write)
        except (UserError, OSError) as error:
            failures[member] = failure_of(error)
        else:
            yield from found
        forget_rows()


def tasks_of_member(member: Member, choice: Choice, *, write: bool) -> list[Task]:
    """Return what is to be done in one partnership's book. Raises ``UserError`` when its data or its folders are at fault."""
    project, facts = member.project, member.load()
    jobs, pages = plan(project, facts, choice), pages_of(project, facts)
    found = tasks_of(project, jobs, pages, force=choice.force)
    if write:
        claim_book(project, pages)
        write_contents(facts, jobs, pages)
    return found


# Pages


def finish_all(portfolio: Portfolio, sites: Sites, failures: Failures, *, with_pages: bool) -> dict[Member, Summary]:
    """Return what the page across says of each partnership that is done, and add those that failed to the failures."""
    found: dict[Member, Summary] = {}
    wanted = [member for member in portfolio.members if member not in failures]
    due = (Finish(member, portfolio.title, portfolio.front, with_pages, sites.beside) for member in wanted)
    for number, (member, result) in enumerate(finished(due, sites), 1):
        if isinstance(result, Failure):
            failures[member] = result
        else:
            found[member] = result
        if with_pages:
            tell_how_far(number, len(wanted))
    return found


def finished(due: Iterable[Finish], sites: Sites) -> Iterator[tuple[Member, Summary | Failure]]:
    """Yield each partnership with what became of it. What is already built is only looked at, and that is done here."""
    tasks = list(due)
    far = [task for task in tasks if sites.elsewhere and task.with_pages and not is_built(task)]
    here = [task for task in tasks if task not in far]
    workers = sites.workers or cores()
    warm_up()
    settle_in_a_short_folder()  # for the press too
    with press(os.environ | ENVIRONMENT):
        for ended in run_each(finish, here, workers=workers, limits=fair_limits(TIMES_COUNT * sites.seconds, workers)):
            yield ended.task.member, ended.result or Failure(ended.why, FAILED_CODE)
    if sites.elsewhere:
        for brought in sites.elsewhere(partial(parcel_of, seconds=TIMES_COUNT * sites.seconds), far):
            result = unpack(brought.task, brought.result) if brought.result else Failure(brought.why, FAILED_CODE)
            yield brought.task.member, result


def tell_how_far(done: int, total: int) -> None:
    """Say how many books have their pages, ten times in all."""
    if done % (-(-total // LINES_COUNT)) == 0 or done == total:
        tell(message("book.portfolio.line", done=done, total=total))


def write_front(portfolio: Portfolio, summaries: dict[Member, Summary]) -> None:
    """Write the page across: what is known of each partnership, and of one that failed that it did. One named twice stands there once."""
    style = (STATIC / "statusbog.css").read_text(encoding="utf-8")
    entries = [summaries.get(member) or gone(member, portfolio) for member in portfolio.members if not member.named.is_again]
    claim(portfolio.front.parent, "portfolio")
    write_if_changed(portfolio.front, stacked(page(portfolio.title, entries, style)))


def tell_what_is_given_away(summaries: Mapping[Member, Summary]) -> None:
    """Say which figures one book hides and another one shows, a line for each two books."""
    found = given_away([summary.known for summary in summaries.values()])
    names = [member.named.written for member in summaries]
    for pair in found:
        about = pair.figures[0].said
        hiding, showing = names[pair.hidden_in], names[pair.shown_in]
        tell(message("book.portfolio.given_away", hiding=hiding, showing=showing, count=len(pair.figures), about=about))


def gone(member: Member, portfolio: Portfolio) -> Absent:
    """Return what the page says of a partnership that failed."""
    return absent(member, way(portfolio.front.parent, member.html) if member.html is not None else "")
