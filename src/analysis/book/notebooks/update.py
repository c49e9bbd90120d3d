"""Brings notebooks up to date: does what is due, and writes what comes out. What somebody else has written is kept."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from analysis.book.claims import claim, emptied
from analysis.book.engine.processes import Ended, cores, fair_limits, run_each
from analysis.book.engine.warm import warm_up
from analysis.book.files import files_below, write_whole
from analysis.book.notebooks.chapters import Job
from analysis.book.notebooks.run import Made, render_notebook, run_notebook
from analysis.book.notebooks.stale import Due, is_as_made, is_ours
from analysis.book.progress import Progress, tell
from analysis.book.project import Place
from analysis.errors import RunFailed, UserError, reason
from analysis.messages import message


@dataclass(frozen=True)
class Task:
    """What is due, where it is run, and the folder of the book that it is for."""

    due: Due
    place: Place
    pages: Path

    @property
    def name(self) -> str:
        """What a message calls the task: the notebook, and of another partnership's book also whose it is."""
        build = self.place.root / "build"
        whose = f"{self.pages.relative_to(build).parts[0]}/" if build in self.pages.parents else ""
        return f"{whose}{self.due.job.name}"

    @property
    def target(self) -> Path:
        """Where the notebook is published."""
        return self.pages / self.due.job.target


class Runner(Protocol):
    """Runs notebooks somewhere and yields how each ended, as it ends. Tasks are taken when there is room for them."""

    def __call__(self, tasks: Iterable[Task]) -> Generator[Ended[Task, Made]]: ...


def local_runner(workers: int | None, seconds: float) -> Runner:
    """Return the runner on this machine: so many processes at once, so many seconds for each notebook."""
    at_once = workers or cores()

    def run_here(tasks: Iterable[Task]) -> Generator[Ended[Task, Made]]:
        warm_up()
        return run_each(run_task, tasks, workers=at_once, limits=fair_limits(seconds, at_once))

    return run_here


def run_task(task: Task) -> Made:
    """Run a task's notebook in this process, which is made for it."""
    return run_notebook(task.due, task.place)


@dataclass(frozen=True)
class Updated:
    """How many notebooks were run, were rendered and were current, and what was said of those that failed, by their task."""

    counts: Counter[str]
    failed: tuple[tuple[Task, str], ...]


def update(tasks: Iterable[Task], runner: Runner, *, total: int | None = None) -> Counter[str]:
    """Do what is due, in order, and return how many notebooks were run, were rendered, and were current.

    Raises ``RunFailed`` at the end, when the others are done, with every notebook that failed or did not come to its end.
    """
    found = update_all(tasks, runner, total=total)
    if found.failed:
        done = found.counts["run"] + found.counts["render"]
        said = sorted(error for _, error in found.failed)
        raise RunFailed("\n".join([message("book.run.failed", failed=len(said), done=done), *said]))
    return found.counts


def update_all(tasks: Iterable[Task], runner: Runner, *, total: int | None = None, far: Callable[[], str] = str) -> Updated:
    """Do what is due, in order, and return what was done and what failed or did not come to its end.

    ``far`` says how far that is where nobody knows the ``total`` before the end.
    """
    counts: Counter[str] = Counter()
    errors: list[tuple[Task, str]] = []
    under_way: dict[Path, Task] = {}

    def to_run() -> Iterator[Task]:
        for task in tasks:
            counts[task.due.what] += 1
            if task.due.what == "render":
                errors.append((task, keep(task, render_notebook(task.due, task.target))))
            elif task.due.what == "run":
                under_way[task.target] = task
                yield task

    waiting = to_run()
    with closing(runner(waiting)) as ends, Progress(total, far) as progress:
        for ended in ends:
            del under_way[ended.task.target]
            errors.append((ended.task, keep(ended.task, ended.result or Made(error=ended.why))))
            progress.advance()
    deque(waiting, maxlen=0)  # what nobody has taken is not done either
    lost = ((task, message("book.run.no_end", name=task.name)) for task in under_way.values())
    return Updated(counts, tuple((task, error) for task, error in [*errors, *lost] if error))


def bring_up(task: Task, runner: Runner) -> None:
    """Do what is due with one notebook. Raises ``RunFailed`` when it did not come to its end; what was published stands."""
    made = [Made()]
    if task.due.what == "render":
        made = [render_notebook(task.due, task.target)]
    elif task.due.what == "run":
        made = [ended.result or Made(error=ended.why) for ended in runner([task])]
    if task.due.what != "nothing" and (error := keep(task, made[0])):
        raise RunFailed(error)


def keep(task: Task, made: Made) -> str:
    """Write a notebook that was made, or the draft of one that was not. Return the error, or nothing.

    What was published before stands until the new one is whole.
    """
    if made.error:
        draft = made.draft and write_draft(task, made.draft)
        return message("book.run.draft" if draft else "book.run.error", name=task.name, error=made.error, draft=draft)
    try:
        set_aside(task)
        write_whole(task.target, made.text)
    except OSError as error:
        return message("book.run.unwritten", name=task.name, target=task.target, why=reason(error))
    return ""


def set_aside(task: Task) -> None:
    """Keep what stands where a notebook is published, and say so, when it is not as we made it."""
    if not task.target.is_file() or is_as_made(task.target):
        return
    text = task.target.read_bytes()
    folder = task.place.root / "build" / "changed-by-hand"
    names = (folder / f"{task.name}{f'-{number}' if number > 1 else ''}.ipynb" for number in count(1))
    kept = next(path for path in names if not path.exists() or path.read_bytes() == text)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(text)
    tell(message("book.run.changed", target=task.target, kept=kept))


# Drafts


def drafts_of(root: Path) -> Path:
    """Return the folder of the notebooks that failed in the last run."""
    return root / "build" / "failed"


def forget_drafts(root: Path) -> None:
    """Remove the drafts of the run before. Raises ``UserError`` when their folder is the user's."""
    if drafts_of(root).exists():
        emptied(drafts_of(root), "drafts")


def write_draft(task: Task, text: str) -> Path | None:
    """Write a notebook as far as it came, and return where; ``None`` where it cannot be written."""
    draft = drafts_of(task.place.root) / f"{task.name}.ipynb"
    with suppress(OSError, UserError):
        claim(drafts_of(task.place.root), "drafts")
        write_whole(draft, text)
        return draft
    return None


# Notebooks that the book does not have


def prune(pages: Path, jobs: Iterable[Job]) -> None:
    """Remove notebooks that the book no longer has and that are as we made them; say which others lie there."""
    planned = {pages / job.target for job in jobs}
    for path in files_below(pages):
        if path.suffix == ".ipynb" and path not in planned and not is_hidden(path.relative_to(pages)):
            if is_as_made(path):
                path.unlink()
            else:
                tell(message("book.run.foreign", path=path))


def is_hidden(path: Path) -> bool:
    """Tell whether a file or a folder that it lies in is hidden, as editors' own are."""
    return any(part.startswith(".") for part in path.parts)


def check_targets(pages: Path, jobs: Iterable[Job]) -> None:
    """Raise ``UserError`` with every notebook in a user's folder that one of ours would replace and that is not ours."""
    found = [pages / job.target for job in jobs if (pages / job.target).exists() and not is_ours(pages / job.target)]
    if found:
        raise UserError(message("book.run.others", paths=", ".join(map(str, found))))
