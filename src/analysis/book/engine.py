"""A papermill engine. Papermill imports this module by its entry point; nothing else should, for each would wait for the other."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from threading import Lock
from types import ModuleType
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbclient.exceptions import DeadKernelError
from papermill.engines import Engine, NBClientEngine

from analysis.book import inprocess, warm
from analysis.book.processes import kill, stand_alone


class WarmEngine(Engine):  # type: ignore[misc]
    """Runs a notebook as papermill's own engine does, but in a copy of a warm process instead of a new kernel.

    With ``here=True`` it runs in this process, which must be made for it; whoever made the process sets its time limit,
    and waits for the whole notebook, so nothing is saved before the end.
    """

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, output_path: Any = None, *, here: bool = False, **options: Any) -> Any:
        return super().execute_notebook(nb, kernel_name, None if here else output_path, here=here, **options)

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, here: bool = False, **options: Any) -> None:
        with client_for(kernel_name, here=here) as client:
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, km=client, **options)


def client_for(kernel_name: str, *, here: bool) -> AbstractContextManager[inprocess.Client | None]:
    """Return the client of a warm kernel; none for kernels of another name, and where processes cannot be copied."""
    if here:
        return inprocess.here()
    server = warm.server() if kernel_name == NATIVE_KERNEL_NAME else None
    return nullcontext() if server is None else beside(server)


@contextmanager
def beside(context: ForkServerContext) -> Iterator[inprocess.Client]:
    """Yield the client of a kernel in a process of its own, of which nothing is left afterwards."""
    client = Beside(context)
    try:
        yield client
        client.say_goodbye()
    except (DeadKernelError, BrokenPipeError) as error:
        client.process.join()
        raise DeadKernelError(f"the notebook's process ended by itself, with exit code {client.process.exitcode}") from error
    finally:
        kill(client.process)


class Beside(inprocess.Client):
    """The client of a kernel in a copy of the warm process."""

    def __init__(self, context: ForkServerContext) -> None:
        super().__init__()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, dict(os.environ)))
        with no_main_module():
            self.process.start()
        theirs.close()

    async def start_channels(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.loop.add_reader(self.connection.fileno(), self.take)

    def take(self) -> None:
        try:
            self.hear(*self.connection.recv())
        except (EOFError, ConnectionResetError):
            self.loop.remove_reader(self.connection.fileno())

    async def ask(self, frames: inprocess.Frames) -> None:
        self.connection.send(frames)

    def is_alive(self) -> bool:
        return self.process.is_alive()

    def say_goodbye(self) -> None:
        self.loop.remove_reader(self.connection.fileno())
        self.connection.close()
        self.process.join(5)


STARTING = Lock()


@contextmanager
def no_main_module() -> Iterator[None]:
    """Keep a copy from running this process's main module again, as multiprocessing would have it do."""
    with STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def serve(connection: Connection, environment: dict[str, str]) -> None:
    """Be the kernel at the other end of a connection, until it is closed."""
    stand_alone()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(environment)
    with suppress(EOFError):
        asyncio.run(answer_all(connection))


async def answer_all(connection: Connection) -> None:
    lock = Lock()

    def deliver(channel, frames):
        with lock:
            connection.send((channel, frames))

    with inprocess.kernel(deliver) as kernel:
        while True:
            await kernel.answer(connection.recv())
