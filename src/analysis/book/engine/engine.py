"""A papermill engine. Papermill imports this module by its entry point; nothing else should, for each would wait for the other."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbclient.exceptions import DeadKernelError
from papermill.engines import Engine, NBClientEngine

from analysis.book.engine import inprocess, warm
from analysis.book.engine.processes import kill, stand_alone

PATIENCE = 5


class WarmEngine(Engine):  # type: ignore[misc]
    """Runs a notebook as papermill's own engine does, but in a copy of a warm process instead of a new kernel.

    With ``here=True`` it runs in this process, which must be made for it. Whoever made the process sets its time limit and
    waits for the whole notebook, so papermill's saving after each cell is left out.
    """

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, output_path: Any = None, *, here: bool = False, **options: Any) -> Any:
        return super().execute_notebook(nb, kernel_name, None if here else output_path, here=here, **options)

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, here: bool = False, **options: Any) -> None:
        with client_of(kernel_name, here=here) as client:
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, km=client, **options)


def client_of(kernel_name: str, *, here: bool) -> AbstractContextManager[inprocess.Client | None]:
    """Return the client of a warm kernel; none for a kernel of another name, and where processes cannot be copied."""
    if here:
        return inprocess.here()
    server = warm.server() if kernel_name == NATIVE_KERNEL_NAME else None
    return beside(server) if server else nullcontext()


@contextmanager
def beside(server: Any) -> Iterator[inprocess.Client]:
    """Yield the client of a kernel in a process of its own. When it is done, nothing is left of it."""
    client = Beside(server)
    try:
        yield client
        client.hang_up()
        client.process.join(PATIENCE)
    except DeadKernelError as error:
        client.process.join()
        raise DeadKernelError(f"the notebook's process ended by itself, with exit code {client.process.exitcode}") from error
    finally:
        kill(client.process)
        client.hang_up()


class Beside(inprocess.Client):
    """The client of a kernel in a copy of the warm process."""

    loop: asyncio.AbstractEventLoop | None = None

    def __init__(self, server: Any) -> None:
        super().__init__()
        self.connection, other_end = server.Pipe()
        self.process = server.Process(target=serve, args=(other_end, dict(os.environ)))
        with warm.no_main_module():
            self.process.start()
        other_end.close()

    async def start_channels(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.loop.add_reader(self.connection.fileno(), self.listen)

    def listen(self) -> None:
        try:
            self.hear(*self.connection.recv())
        except (EOFError, ConnectionResetError):
            self.hang_up()

    async def ask(self, frames: inprocess.Frames) -> None:
        # Whether the process is still there, nbclient asks by itself.
        with suppress(OSError):
            self.connection.send(frames)

    def is_alive(self) -> bool:
        return bool(self.process.is_alive())

    def hang_up(self) -> None:
        if self.loop and not self.connection.closed:
            self.loop.remove_reader(self.connection.fileno())
        self.connection.close()


def serve(connection: Connection, environment: dict[str, str]) -> None:
    """Be the kernel at the other end of a connection, until it is closed."""
    stand_alone()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(environment)
    with suppress(EOFError, DeadKernelError):
        asyncio.run(answer(connection))


async def answer(connection: Connection) -> None:
    """Answer requests. A notebook's threads may speak too, so one has to wait for the other."""
    lock = Lock()

    def say(channel: str, frames: inprocess.Frames) -> None:
        with lock:
            connection.send((channel, frames))

    kernel = inprocess.start(say)
    try:
        while True:
            await kernel.answer(connection.recv())
    finally:
        kernel.close()
