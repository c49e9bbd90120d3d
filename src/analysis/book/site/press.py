"""Builds the pages of many books: each in a copy of a process that has imported jupyter-book once, and that no other book has touched."""

from __future__ import annotations

import gc
import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from importlib import import_module
from multiprocessing.connection import Client, Connection
from multiprocessing.util import get_temp_dir
from pathlib import Path
from typing import NoReturn

# Where the press of this process, and of those that it starts, is asked; empty where each book has a new process of its own.
ADDRESS: ContextVar[str] = ContextVar("press", default="")
START = "from analysis.book.site.press import serve; serve(**{})"
EXTENSIONS = ("myst_nb", "jupyter_book", "sphinx_comments", "sphinx_external_toc", "analysis.book.site.extension")
WAITING_COUNT = 128
# The same bytes each time, and none of the user's settings.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "0",
    "NO_COLOR": "1",
    "TZ": "UTC",
    "PYTHONUTF8": "1",
    "DOCUTILSCONFIG": os.devnull,
}


@contextmanager
def press(environment: Mapping[str, str], *, at_once: bool = False) -> Iterator[None]:
    """Have a press for what is built inside, where the system can copy processes.

    It imports nothing until it is first asked, or ``at_once``: then it is ready when the notebooks of a book are.
    """
    if not hasattr(os, "fork"):
        yield
        return
    address = str(Path(get_temp_dir()) / f"press-{os.getpid()}")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(WAITING_COUNT)
        command = [sys.executable, "-c", START.format({"listening": listening.fileno(), "at_once": at_once})]
        process = subprocess.Popen(  # noqa: S603 - our own
            command, stdin=subprocess.PIPE, env=environment, pass_fds=[listening.fileno()], start_new_session=True
        )
    before = ADDRESS.set(address)
    try:
        yield
    finally:
        ADDRESS.reset(before)
        process.kill()  # it may still be importing what nobody waits for any more
        process.communicate()
        Path(address).unlink()


def by_press(arguments: Sequence[str], log: Path, meanwhile: Callable[[], None]) -> int:
    """Have the press run jupyter-book, what it says written to a file, within this process's own limit of memory; return its exit code.

    Something else is done meanwhile. Raises ``OSError`` where there is no press any more.
    """
    import resource  # noqa: PLC0415 - not on Windows

    with Client(ADDRESS.get()) as connection, suppress(EOFError):
        connection.send_bytes(json.dumps([list(arguments), str(log), resource.getrlimit(resource.RLIMIT_DATA)]).encode())
        meanwhile()
        return int(connection.recv_bytes())
    return 1


# In the press


def serve(listening: int, *, at_once: bool) -> None:
    """Make a copy of this process for each book that is asked for, until whoever started it has gone."""
    if at_once:
        get_ready()
    with socket.socket(fileno=listening) as waiting:
        while waiting in select.select([waiting, sys.stdin], [], [])[0]:
            asked, _ = waiting.accept()
            get_ready()
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            if os.fork() == 0:
                waiting.close()
                print_book(Connection(asked.detach()))
            asked.close()


def get_ready() -> None:
    """Import what jupyter-book imports when it builds. Nothing is built: that would leave its traces."""
    if "jupyter_book.sphinx" not in sys.modules:
        from sphinx.application import builtin_extensions  # noqa: PLC0415 - when the first book is asked for, and not before

        for name in ("jupyter_book.cli.main", *builtin_extensions, *EXTENSIONS, "jupyter_book.sphinx"):
            import_module(name)
        gc.collect()
        gc.freeze()


def print_book(connection: Connection) -> NoReturn:
    """Run jupyter-book as it is asked to, send its exit code, and end; also when whoever asked has gone."""
    import resource  # noqa: PLC0415 - not on Windows

    from jupyter_book.cli.main import main  # noqa: PLC0415 - as in ``get_ready``

    arguments, log, limits = json.loads(connection.recv_bytes())
    resource.setrlimit(resource.RLIMIT_DATA, tuple(limits))
    threading.Thread(target=lambda: (connection.poll(None), os._exit(1)), daemon=True).start()
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    for descriptor in (1, 2):
        os.dup2(output, descriptor)
    code = 1
    try:
        main(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 - whatever it is, the log says it
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    connection.send_bytes(str(code).encode())
    os._exit(0)
