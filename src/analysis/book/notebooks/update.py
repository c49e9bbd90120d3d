"""Brings notebooks up to date: does what is due, and writes what comes out."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tqdm import tqdm

from analysis.book.engine.processes import Ended, cores, fair_limits, run_each
from analysis.book.files import write_whole
from analysis.book.notebooks.run import Made, render_notebook, run_notebook
from analysis.book.notebooks.stale import Due
from analysis.book.project import Place
from analysis.errors import RunFailed

tqdm.monitor_interval = 0  # its thread would keep this process from being copied


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


class Runner(Protocol):
    """Runs notebooks somewhere and yields how each ended, as it ends. Tasks are taken when there is room for them."""

    def __call__(self, tasks: Iterable[Task]) -> Generator[Ended[Task, Made]]: ...


def local_runner(workers: int | None, seconds: float) -> Runner:
    """Return the runner on this machine: so many processes at once, so many seconds for each notebook."""
    count = workers or cores()

    def run(tasks: Iterable[Task]) -> Generator[Ended[Task, Made]]:
        return run_each(run_task, tasks, workers=count, limits=fair_limits(seconds, count))

    return run


def run_task(task: Task) -> Made:
    """Run a task's notebook in this process, which is made for it."""
    return run_notebook(task.due, task.place)


def update(tasks: Iterable[Task], run: Runner, *, total: int | None = None) -> None:
    """Do what is due, in order. Raises ``RunFailed`` at the end, when the others are done, with every notebook that failed."""
    errors: list[str] = []
    done = 0

    def to_run() -> Iterator[Task]:
        nonlocal done
        for task in tasks:
            if task.due.what == "render":
                done += 1
                errors.append(keep(task, render_notebook(task.due, task.pages / task.due.job.target)))
            elif task.due.what == "run":
                yield task

    with closing(run(to_run())) as ends, tqdm(total=total, unit="notebook", desc="run", disable=total == 0) as bar:
        for ended in ends:
            done += 1
            errors.append(keep(ended.task, ended.result or Made(error=ended.why)))
            bar.update()
    found = sorted(filter(None, errors))
    if found:
        raise RunFailed(f"{len(found)} of {done} notebooks failed; the others are done.\n" + "\n".join(found))


def keep(task: Task, made: Made) -> str:
    """Write a notebook that was made, or the draft of one that was not. Return the error, or nothing.

    What was published before stands until the new one is whole.
    """
    target, draft = task.pages / task.due.job.target, task.place.root / "build" / "failed" / f"{task.name}.ipynb"
    if not made.error:
        try:
            write_whole(target, made.text)
        except OSError as error:
            return (
                f"{task.name}: could not be written to {target}: {error.strerror or error}; what stood there still does; "
                "make room, or choose another folder with --out"
            )
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        return ""
    if not made.draft:
        return f"{task.name}: {made.error}"
    try:
        write_whole(draft, made.draft)
    except OSError:
        return f"{task.name}, {made.error}"
    return f"{task.name}, {made.error}; see {draft}"
