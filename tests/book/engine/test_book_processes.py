"""Processes: a clean one for each task, none beyond its limits, none left behind."""

import json
import multiprocessing
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from analysis.book.engine import processes
from analysis.book.engine.processes import Ended, Limits, ended, fair_limits, run_each, source_of_processes

pytestmark = pytest.mark.pipeline

PATIENCE = 60
SEEN: list[int] = []


def square(number: int) -> int:
    return number * number


def seen(number: int) -> tuple[int, int]:
    """What this process has seen so far, and its group."""
    SEEN.append(number)
    return len(SEEN), os.getpgrp() - os.getpid()


def end(how: str) -> str:
    """End as a task should not, or well."""
    if how == "busy":
        while True:
            pass
    if how == "asleep":
        time.sleep(PATIENCE)
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "left":
        os._exit(7)
    if how == "raised":
        raise ZeroDivisionError("nothing is left")
    return how


def several(count: int) -> list[tuple[int, str]]:
    """Tasks within a task: in which process each ended, and how; the second of them fails."""
    ends = run_each(inner, range(count), workers=4, limits=Limits(PATIENCE))
    return [(one.result or os.getpid(), one.why) for one in ends]


def inner(number: int) -> int:
    if number == 1:
        raise ZeroDivisionError("nothing is left")
    return os.getpid()


def take(size: int) -> str:
    try:
        return str(len(bytearray(size)))
    except MemoryError:
        return "MemoryError"


def large(size: int) -> str:
    return "x" * size


def linger(folder: str) -> list[int]:
    """Start a process, note both, and stay; without a folder say at once which they are."""
    child = subprocess.Popen(["sleep", str(10 * PATIENCE)])
    pids = [os.getpid(), child.pid]
    if folder:
        note(Path(folder), pids)
        time.sleep(10 * PATIENCE)
    return pids


def note(folder: Path, pids: Iterable[int]) -> None:
    for pid in pids:
        (folder / str(pid)).touch()


def noted(folder: Path, count: int) -> set[int]:
    """The processes that were noted in a folder, when there are so many."""
    until(lambda: len(list(folder.iterdir())) >= count)
    return {int(path.name) for path in folder.iterdir()}


def until(true: object) -> None:
    """Wait until something is true, with patience."""
    last = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < last, "waited in vain"
        time.sleep(0.02)


def is_there(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def leaves_a_fork(how: str) -> str:
    """A task whose copy holds its pipe open, and which then ends as it should not."""
    if os.fork() == 0:
        time.sleep(2 * PATIENCE)
        os._exit(0)
    return end(how)


def as_script(what: str, threads: str, given: str) -> None:
    """What the tests below run in a process of its own, with one thread or with several."""
    if threads == "several":
        threading.Thread(target=time.sleep, args=(10 * PATIENCE,), daemon=True).start()
    way = source_of_processes().get_start_method()
    if what == "results":
        tell([way, *sorted(e.result for e in all_of(square, [1, 2, 3]))])
    elif what == "lingers":
        all_of(linger, [given, given], limits=Limits(10 * PATIENCE))
    elif what == "forks":
        tell([e.why for e in all_of(leaves_a_fork, [given], limits=Limits(1))])
    elif what == "limited":
        resource.setrlimit(resource.RLIMIT_DATA, (2**33, 2**33))
        tell([e.result for e in all_of(square, [3], limits=Limits(PATIENCE, 2**34))])
    os._exit(0)


def tell(found: object) -> None:
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()


def script(*arguments: str) -> list[str]:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import test_book_processes as t; t.as_script(*sys.argv[2:])"
    return [sys.executable, "-c", code, str(Path(__file__).parent), *arguments]


def told(folder: Path, *arguments: str) -> object:
    """What a script tells. Into a file: a pipe would be held open by whatever the script leaves behind."""
    with (folder / "told").open("w+", encoding="utf-8") as file:
        subprocess.run(script(*arguments), stdout=file, timeout=PATIENCE, check=True)
        file.seek(0)
        return json.load(file)


def all_of(function: object, tasks: Iterable[object], workers: int = 2, limits: Limits = Limits(PATIENCE)) -> list[Ended]:  # noqa: B008
    return list(run_each(function, tasks, workers=workers, limits=limits))


def test_each_task_gives_its_result() -> None:
    """However many processes there are, with the task that it belongs to."""
    for workers in (1, 5):
        found = all_of(square, range(1, 5), workers)
        assert sorted((e.task, e.result, e.why) for e in found) == [(n, n * n, "") for n in range(1, 5)]


def test_no_tasks_are_no_work() -> None:
    """And no processes."""
    assert all_of(square, []) == []


def test_each_task_has_a_process_of_its_own() -> None:
    """What one task changes the next does not see, nor does this process; each heads a group, which Ctrl-C does not reach."""
    assert [e.result for e in all_of(seen, range(3))] == [(1, 0)] * 3
    assert SEEN == []


def test_a_result_may_be_large() -> None:
    """Larger than what a pipe holds."""
    assert [len(e.result) for e in all_of(large, [3_000_000, 3_000_001], workers=1)] == [3_000_000, 3_000_001]


def test_a_task_that_gives_nothing_says_why_and_the_others_are_done() -> None:
    """Too slow, busy or waiting; killed; left; fallen over."""
    hows = ["busy", "asleep", "killed", "left", "raised", "well"]
    found = {e.task: e for e in all_of(end, hows, limits=Limits(1.5))}
    assert {how: found[how].result for how in hows} == dict.fromkeys(hows) | {"well": "well"}
    for how in ("busy", "asleep"):
        assert found[how].why.startswith("stopped after 1.5 seconds, the time limit")
    assert "killed by the system, most likely because memory ran out" in found["killed"].why
    assert found["left"].why == "its process ended with code 7 and said nothing"
    assert found["raised"].why == "ZeroDivisionError: nothing is left"
    assert found["well"].why == ""


@pytest.mark.parametrize(("limit", "result"), [(2**30, "MemoryError"), (None, "1500000000")])
def test_memory_is_limited_by_the_system(limit: int | None, result: str) -> None:
    """What goes beyond the limit is refused to the task; without a limit it is not."""
    assert [e.result for e in all_of(take, [1_500_000_000], limits=Limits(PATIENCE, limit))] == [result]


def test_the_free_memory_is_shared_out_among_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that all of them together cannot use it up."""
    monkeypatch.setattr(processes.psutil, "virtual_memory", lambda: SimpleNamespace(available=9_000))
    assert fair_limits(5, 3) == Limits(5, 3_000)


def test_a_limit_that_the_system_sets_already_is_no_obstacle(tmp_path: Path) -> None:
    """Where this process may not have as much as its share, its tasks get what it may have."""
    assert told(tmp_path, "limited", "one", "") == [9]


def test_tasks_are_taken_when_there_is_room_for_them() -> None:
    """And not before."""
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(6):
            taken.append(number)
            yield number

    with closing(run_each(square, tasks(), workers=2, limits=Limits(PATIENCE))) as ends:
        assert taken == []
        for done, _ in enumerate(ends):
            assert len(taken) <= done + 2
    assert taken == list(range(6))


@pytest.mark.parametrize("how", ["closed", "thrown", "tasks"])
def test_what_still_runs_is_killed_with_all_that_it_started(tmp_path: Path, how: str) -> None:
    """When the iterator is closed, when an exception comes to it, and when the tasks themselves raise one."""

    def tasks() -> Iterator[str]:
        yield from (str(tmp_path), str(tmp_path), "")
        noted(tmp_path, 4)
        raise ZeroDivisionError

    ends = run_each(linger, tasks(), workers=3, limits=Limits(10 * PATIENCE))
    assert next(ends).task == ""
    pids = noted(tmp_path, 4)
    assert all(map(is_there, pids))
    if how == "closed":
        ends.close()
    else:
        with pytest.raises(ZeroDivisionError):
            ends.throw(ZeroDivisionError()) if how == "thrown" else next(ends)
    until(lambda: not any(map(is_there, pids)))


def test_what_a_finished_task_started_is_gone() -> None:
    """It would hold memory that the next one counts on."""
    [done] = all_of(linger, [""])
    assert len(done.result) == 2
    until(lambda: not any(map(is_there, done.result)))


@pytest.mark.parametrize(
    ("threads", "how", "why"), [("several", "busy", "stopped after 1 seconds"), ("one", "killed", "killed by the system")]
)
def test_a_copy_that_a_task_made_of_itself_hides_its_end_from_nobody(tmp_path: Path, threads: str, how: str, why: str) -> None:
    """The limits hold also for a notebook that has worker processes of its own."""
    [said] = told(tmp_path, "forks", threads, how)
    assert said.startswith(why)


def test_a_message_that_breaks_off_is_no_result() -> None:
    """The process was ended while it spoke: the others go on."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    os.write(writer.fileno(), struct.pack("!i", 100_000) + b"x")
    writer.close()
    gone = SimpleNamespace(exitcode=-signal.SIGALRM, pid=2**22 + 1, join=lambda: None, kill=lambda: None, is_alive=lambda: False)
    assert ended("task", gone, reader, Limits(3)).why.startswith("stopped after 3 seconds")


@pytest.mark.parametrize(("threads", "way"), [("one", "fork"), ("several", "forkserver")])
def test_copies_are_made_of_this_process_or_of_a_warm_one(tmp_path: Path, threads: str, way: str) -> None:
    """A process with several threads cannot be copied safely; the results are the same."""
    assert told(tmp_path, "results", threads, "") == [way, 1, 4, 9]


@pytest.mark.parametrize("threads", ["one", "several"])
def test_nothing_survives_the_parent(tmp_path: Path, threads: str) -> None:
    """However it ends, here with a kill that it cannot hear."""
    parent = subprocess.Popen(script("lingers", threads, str(tmp_path)))
    try:
        pids = noted(tmp_path, 4) | {process.pid for process in psutil.Process(parent.pid).children(recursive=True)}
    finally:
        parent.kill()
        parent.wait()
    until(lambda: not any(map(is_there, pids)))


def test_a_task_makes_its_own_tasks_itself() -> None:
    """In its own process, one after the other: several at once would each take as many processors as there are."""
    (found,) = run_each(several, [3], workers=1, limits=Limits(PATIENCE))
    assert found.result is not None
    assert len({process for process, _ in found.result}) == 1
    assert found.result[0][0] != os.getpid()
    assert [why for _, why in found.result] == ["", "ZeroDivisionError: nothing is left", ""]
