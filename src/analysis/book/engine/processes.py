"""Runs a function on many tasks: a clean process for each, several at once, none beyond its limits, none left behind."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pickle import UnpicklingError
from typing import Any, Generic, TypeVar

import psutil

from analysis.book.engine import warm
from analysis.messages import message, speaking, spoken

Task = TypeVar("Task")
Result = TypeVar("Result")


# Whether this process was made for a task. What that task would have made in processes of its own it makes itself, one after the
# other: it is one of several, and each of them would take as many processors as there are.
AT_WORK: ContextVar[bool] = ContextVar("at work", default=False)


@dataclass(frozen=True)
class Limits:
    """What one task may use: seconds on the clock, and bytes of memory (``None``: as much as there is)."""

    seconds: float = 600
    memory_bytes: int | None = None


@dataclass(frozen=True)
class Ended(Generic[Task, Result]):
    """How a task ended: with a result, or with the reason why there is none."""

    task: Task
    result: Result | None
    why: str = ""


def fair_limits(seconds: float, workers: int) -> Limits:
    """Return limits under which so many tasks at once cannot use up the memory that is free now."""
    return Limits(seconds, psutil.virtual_memory().available // workers)


def run_each(
    function: Callable[[Task], Result], tasks: Iterable[Task], *, workers: int, limits: Limits
) -> Generator[Ended[Task, Result]]:
    """Yield how each task ends, as it ends. Tasks are taken from the iterable when there is a process free for them.

    Closing the iterator, or an exception, kills what still runs. Inside another task's process they run in it, within its limits.
    """
    if AT_WORK.get():
        yield from (Ended(task, *outcome(function, task)) for task in tasks)
        return
    context, waiting = source_of_processes(), iter(tasks)
    running: dict[Connection, tuple[Task, Any]] = {}
    try:
        while True:
            while len(running) < workers and (task := next(waiting, None)) is not None:
                reader, writer = context.Pipe(duplex=False)
                process = context.Process(target=work, args=(function, task, limits, spoken(), writer))
                process.start()
                writer.close()
                running[reader] = (task, process)
            if not running:
                return
            for ready in wait(list(running)):
                task, process = running.pop(ready)  # type: ignore[call-overload]
                yield ended(task, process, ready, limits)  # type: ignore[arg-type]
    finally:
        for _, process in running.values():
            kill(process)


def source_of_processes() -> Any:
    """Return where clean processes come from: copies of this one, of a warm one beside it, or new ones."""
    if "fork" in multiprocessing.get_all_start_methods() and warm.has_one_thread():
        return multiprocessing.get_context("fork")
    return warm.server() or multiprocessing.get_context("spawn")


def work(function: Callable[[Task], Result], task: Task, limits: Limits, language: str, writer: Connection) -> None:
    """Run a task in this process, which is made for it, send the result, and end without looking back.

    What is to be said of the task is said in the language.
    """
    stand_alone()
    if hasattr(os, "register_at_fork"):
        # A copy that the task makes of itself would keep the connection open, and nobody would see this process end.
        os.register_at_fork(after_in_child=writer.close)
    restrict(limits)
    AT_WORK.set(True)
    with speaking(language):
        writer.send(outcome(function, task))
    writer.close()
    os._exit(0)


def outcome(function: Callable[[Task], Result], task: Task) -> tuple[Result | None, str]:
    """Return a task's result, or ``None`` and the reason why there is none."""
    try:
        return function(task), ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is how the task ended
        return None, f"{type(error).__name__}: {error}"


def stand_alone() -> None:
    """Make this process the head of a group that ends with its parent, however that ends, and that no Ctrl-C reaches."""
    parent = multiprocessing.parent_process()
    if parent is None or not hasattr(os, "setsid"):
        return
    os.setsid()

    def follow() -> None:
        wait([parent.sentinel])
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=follow, daemon=True).start()


def restrict(limits: Limits) -> None:
    """Have the system enforce the limits on this process, where it can."""
    if not hasattr(signal, "setitimer"):
        return
    import resource  # noqa: PLC0415 - not on Windows

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    if limits.memory_bytes is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        memory = limits.memory_bytes if hard == resource.RLIM_INFINITY else min(limits.memory_bytes, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


def ended(task: Task, process: Any, reader: Connection, limits: Limits) -> Ended[Task, Any]:
    """Return how a task ended whose process has sent its result or is gone."""
    try:
        result, why = reader.recv()
    except (EOFError, OSError, UnpicklingError):
        process.join()
        kill(process)
        return Ended(task, None, reason(process.exitcode, limits))
    finally:
        reader.close()
    kill(process)
    return Ended(task, result, why)


def reason(code: int | None, limits: Limits) -> str:
    """Return why a process ended without a result."""
    if code == -getattr(signal, "SIGALRM", 0):
        return message("book.processes.time", seconds=f"{limits.seconds:g}")
    if code == -getattr(signal, "SIGKILL", 9):
        return message("book.processes.killed")
    return message("book.processes.silent", code=code)


def kill(process: Any) -> None:
    """End a process and everything that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    process.join()


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
