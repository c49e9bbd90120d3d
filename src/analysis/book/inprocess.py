"""An IPython kernel in this process, with the classes and messages of a Jupyter kernel, and the client that nbclient asks."""

from __future__ import annotations

import asyncio
import atexit
import codecs
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import copy_context
from multiprocessing.connection import wait
from queue import Empty
from threading import Thread
from types import SimpleNamespace
from typing import Any

import numpy as np
import traitlets
import zmq
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from traitlets.config import Config

Frames = list[bytes]
# Takes what a kernel says: on which channel, and the message's parts.
Listener = Callable[[str, Frames], None]

# The second tells libraries that they are in a notebook.
CONFIG = {"HistoryManager": {"enabled": False}, "IPKernelApp": {}}
# Imported before there was a shell, they have to be imported again to find it, as they do in a new kernel.
LOOK_FOR_SHELL = ("matplotlib_inline", "matplotlib_inline.backend_inline")


class Wire(IOPubThread):
    """Hands messages over at once, where ipykernel's own has a thread and a socket."""

    thread: Any = None
    io_loop: Any = None

    def __init__(self, channel: str, listener: Listener) -> None:
        self.channel, self.listener = channel, listener

    def send_multipart(self, frames: Any, **_options: Any) -> None:
        self.listener(self.channel, [bytes(frame) for frame in frames])


class Stream(OutStream):
    """What a notebook writes to a standard stream, and what its subprocesses write to the stream's file descriptor.

    ipykernel passes text on five times a second. Here it is passed on when the notebook flushes, shows something or ends a
    cell, so that the same text always comes in the same pieces.
    """

    _fid: Any = None

    def _setup_stream_redirects(self, name: str) -> None:
        """Make the pipe that the descriptor leads to while a cell runs. The thread only keeps it from filling up."""
        self._fid, self._entrance = os.pipe()
        os.set_blocking(self._fid, False)
        self._original_stdstream_fd = {"stdout": 1, "stderr": 2}[name]
        self._original_stdstream_copy = os.dup(self._original_stdstream_fd)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.watch_fd_thread = Thread(target=self._watch_pipe_fd, daemon=True)
        self.watch_fd_thread.start()

    def _watch_pipe_fd(self) -> None:
        while self._should_watch:
            wait([self._fid])
            self.take()

    def take(self) -> None:
        """Take what has come through the pipe."""
        if self._should_watch:
            with self._buffer_lock, suppress(BlockingIOError):
                while data := os.read(self._fid, 2**16):
                    super().write(self._decoder.decode(data))

    def write(self, string: str) -> Any:
        if os.getpid() != self._master_pid:
            return os.write(self._original_stdstream_fd, string.encode())
        self.take()
        return super().write(string)

    def flush(self) -> None:
        if os.getpid() == self._master_pid:
            self.take()
            self._flush()

    def _schedule_flush(self) -> None:
        """Leave it to the notebook."""

    def divert(self, *, here: bool) -> None:
        """Let the file descriptor lead here, or to where it led before."""
        if self._should_watch:
            os.dup2(self._entrance if here else self._original_stdstream_copy, self._original_stdstream_fd)

    def close(self) -> None:
        if self._should_watch:
            self._should_watch = False
            os.write(self._entrance, b"\0")
            self.watch_fd_thread.join()
        self.pub_thread = None  # type: ignore[assignment]


class Kernel(IPythonKernel):
    """A kernel that is asked with ``answer``. While it works, the standard streams of this process are the notebook's."""

    debugger_class = traitlets.Any()
    shell_stream = traitlets.Any()
    streams: Sequence[Stream] = ()
    idle: tuple[Any, Any]
    _supports_kernel_subshells = False

    async def answer(self, frames: Frames) -> None:
        """Do what a request asks. All of them have one context, in which libraries may keep their settings."""
        self.switch(here=True)
        try:
            await asyncio.create_task(self.dispatch_shell([zmq.Frame(frame) for frame in frames]), context=self.requests)
        finally:
            self.switch(here=False)

    def switch(self, *, here: bool) -> None:
        """Exchange the standard streams for the notebook's, or the other way round."""
        (sys.stdout, sys.stderr), self.idle = self.idle, (sys.stdout, sys.stderr)
        for stream in self.streams:
            stream.divert(here=here)

    def _abort_queues(self, _subshell: str | None = None) -> None:
        """Do nothing: requests come one at a time."""


@contextmanager
def kernel(listener: Listener) -> Iterator[Kernel]:
    """Yield a kernel that runs in this process, which must be made for it: no other shell was in it, and none will be."""
    if InteractiveShell.initialized():
        raise RuntimeError("found an IPython shell in this process; expected a process made for this notebook; start another")
    for module in LOOK_FOR_SHELL:
        sys.modules.pop(module, None)
    np.random.seed()  # noqa: NPY002 - a copy of a process would throw the same dice
    started = start(listener)
    try:
        yield started
    finally:
        atexit.unregister(started.shell.atexit_operations)
        started.shell.atexit_operations()
        for stream in started.streams:
            stream.close()


def start(listener: Listener) -> Kernel:
    app = IPKernelApp.instance(config=Config(CONFIG))
    session, wire = Session(key=b""), Wire("iopub", listener)
    # ipykernel would import a debugger, which takes longer than all else.
    sys.modules["ipykernel.debugger"] = SimpleNamespace(_is_debugpy_available=False)
    started = Kernel.instance(
        session=session,
        iopub_socket=wire,
        shell_stream=Wire("shell", listener),
        # Top-level await asks this for the thread to which Ctrl-C comes. None does.
        shell_channel_thread=SimpleNamespace(parent_thread=None),
        profile_dir=ProfileDir(),
        parent=app,
        log=logging.Logger("kernel", logging.ERROR),
    )
    del sys.modules["ipykernel.debugger"]
    app.kernel, app.shell = started, started.shell
    app.init_path()
    app.init_gui_pylab()
    started.requests = copy_context()
    started.streams = [Stream(session, wire, "stdout"), Stream(session, wire, "stderr")]
    started.idle = tuple(started.streams)
    return started


class Channel:
    """The messages that have come on one of a kernel's channels, for nbclient to get."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        try:
            return await asyncio.wait_for(self.messages.get(), timeout)
        except TimeoutError:
            raise Empty from None


class Client:
    """What nbclient takes for the client of a kernel, and for its manager. ``ask`` brings a request to the kernel."""

    has_kernel = True

    ask: Callable[[Frames], Awaitable[None]]

    def __init__(self) -> None:
        self.session = Session(key=b"")
        self.shell_channel, self.iopub_channel = Channel(), Channel()

    def hear(self, channel: str, frames: Frames) -> None:
        """Take in what the kernel says."""
        _, frames = self.session.feed_identities(frames)
        heard = self.shell_channel if channel == "shell" else self.iopub_channel
        heard.messages.put_nowait(self.session.deserialize(frames))

    async def execute(self, code: str, **options: Any) -> str:
        content = {"code": code, "silent": False, "user_expressions": {}, "allow_stdin": False, **options}
        request = self.session.msg("execute_request", content)
        await self.ask(self.session.serialize(request))
        return request["header"]["msg_id"]

    def kernel_info(self) -> str:
        """Give the answer that every kernel would give."""
        request = self.session.msg("kernel_info_request")
        reply = self.session.msg("kernel_info_reply", {"language_info": Kernel.language_info}, parent=request)
        self.shell_channel.messages.put_nowait(reply)
        return request["header"]["msg_id"]

    def client(self) -> Client:
        return self

    def is_alive(self) -> bool:
        return True

    def start_channels(self) -> None: ...

    def wait_for_ready(self, timeout: float) -> None: ...


@contextmanager
def here() -> Iterator[Client]:
    """Yield the client of a kernel in this process."""
    client = Client()
    with kernel(client.hear) as started:
        client.ask = started.answer
        yield client
