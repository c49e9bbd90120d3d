"""An IPython kernel in this process, with the classes and messages of a Jupyter kernel, and the client that nbclient asks."""

from __future__ import annotations

import asyncio
import atexit
import codecs
import logging
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import Context, copy_context
from multiprocessing.connection import wait
from queue import Empty
from threading import Thread
from types import SimpleNamespace
from typing import Any

import comm
import traitlets
import zmq
from ipykernel.inprocess.constants import INPROCESS_KEY
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core import completerlib, oinspect  # noqa: F401 - a shell imports them when it starts
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError
from traitlets.config import Config

from analysis.messages import message

Packet = dict[str, Any]
# The parts of one of Jupyter's messages, as they go over a wire.
Frames = list[bytes]
# Takes what a kernel says: on which channel, and the message's parts.
Listener = Callable[[str, Frames], None]

# The second tells libraries that they are in a notebook.
CONFIG = {"HistoryManager": {"enabled": False}, "IPKernelApp": {}}
# These look for a shell when they are imported. In a copy of a warm process they have to be imported again to find it.
LOOK_FOR_SHELL = ("matplotlib_inline", "matplotlib_inline.backend_inline", "tqdm.auto", "tqdm.autonotebook")
DESCRIPTORS = {"stdout": 1, "stderr": 2}

LOG = logging.getLogger(__name__)
LOG.setLevel(logging.WARNING)  # or a notebook that asks for everything would get what the kernel says to itself


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
        self._original_stdstream_copy = os.dup(DESCRIPTORS[name])
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
            return os.write(DESCRIPTORS[self.name], string.encode())
        self.take()
        return super().write(string)

    def flush(self) -> None:
        if os.getpid() == self._master_pid:
            self.take()
            self._flush()  # type: ignore[no-untyped-call]

    def _schedule_flush(self) -> None:
        """Leave it to the notebook."""

    def divert(self, *, here: bool) -> None:
        """Let the file descriptor lead here, or to where it led before."""
        if self._should_watch:
            os.dup2(self._entrance if here else self._original_stdstream_copy, DESCRIPTORS[self.name])

    def close(self) -> None:
        if self._should_watch:
            self._should_watch = False
            os.write(self._entrance, b"\0")
            self.watch_fd_thread.join()
        self.pub_thread = None


class Kernel(IPythonKernel):
    """A kernel that is asked with ``handle``. While it works, the standard streams of this process are the notebook's."""

    shell: Any
    debugger_class = traitlets.Any()
    shell_stream = traitlets.Any()
    _supports_kernel_subshells = False
    # All requests have one context, in which libraries keep settings from cell to cell.
    context: Context
    streams: tuple[Stream, Stream]
    other_streams: tuple[Any, Any]

    def __init__(self, **traits: Any) -> None:
        """Start like any IPython kernel, but without a debugger, which would take longer than all else."""
        super(IPythonKernel, self).__init__(**traits)  # type: ignore[no-untyped-call]
        self.shell = self.shell_class.instance(
            parent=self,
            kernel=self,
            ipython_dir="",  # nobody's: else the user's would be made, with a warning where it cannot be
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
            compiler_class=self.compiler_class,
        )
        for publisher in (self.shell.displayhook, self.shell.display_pub):
            publisher.session, publisher.pub_socket = self.session, self.iopub_socket
        self.shell.displayhook.topic = self._topic("execute_result")  # type: ignore[no-untyped-call]
        self.comm_manager = comm.get_comm_manager()
        for kind in ("comm_open", "comm_msg", "comm_close"):
            self.shell_handlers[kind] = getattr(self.comm_manager, kind)

    async def handle(self, frames: Frames) -> None:
        """Do what a request asks."""
        if self.shell.exit_now:
            raise DeadKernelError(message("book.engine.left"))
        self.exchange_streams(here=True)
        try:
            await asyncio.create_task(self.dispatch_shell([zmq.Frame(frame) for frame in frames]), context=self.context)
        finally:
            self.exchange_streams(here=False)

    def exchange_streams(self, *, here: bool) -> None:
        """Exchange this process's standard streams for the notebook's, or the other way round."""
        (sys.stdout, sys.stderr), self.other_streams = self.other_streams, (sys.stdout, sys.stderr)
        for stream in self.streams:
            stream.divert(here=here)

    def close(self) -> None:
        """Leave the process. What the notebook still held is let go, so that its files are written to the end."""
        atexit.unregister(self.shell.atexit_operations)
        self.exchange_streams(here=True)
        self.shell.atexit_operations()
        self.exchange_streams(here=False)
        for stream in self.streams:
            stream.close()

    def _abort_queues(self, _subshell: str | None = None) -> None:
        """Do nothing: requests come one at a time."""


def start(listener: Listener) -> Kernel:
    """Start a kernel in this process, which must be made for it: no other shell has been in it, and none will be."""
    if InteractiveShell.initialized():
        raise RuntimeError(message("book.engine.shell"))
    app = IPKernelApp.instance()
    session, wire = Session(key=INPROCESS_KEY), Wire("iopub", listener)
    kernel = Kernel.instance(
        parent=app,
        config=Config(CONFIG),
        session=session,
        iopub_socket=wire,
        shell_stream=Wire("shell", listener),
        # Top-level await asks this for the thread that hears of Ctrl-C. None does.
        shell_channel_thread=SimpleNamespace(parent_thread=None),
        profile_dir=ProfileDir(),
        _execute_sleep=0,
        log=LOG,
    )
    app.kernel, app.shell = kernel, kernel.shell
    app.init_path()  # type: ignore[no-untyped-call]
    app.init_gui_pylab()  # type: ignore[no-untyped-call]
    be_as_new()
    kernel.context = copy_context()
    out, err = (Stream(session, wire, name) for name in DESCRIPTORS)  # type: ignore[no-untyped-call]
    kernel.streams = kernel.other_streams = (out, err)
    return kernel


def be_as_new() -> None:
    """Undo what tells a copy of a warm process from a new process in which a kernel has started."""
    for module in LOOK_FOR_SHELL:
        sys.modules.pop(module, None)
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    if pandas := sys.modules.get("pandas"):
        pandas.set_option("display.max_columns", 20)  # chosen when pandas is imported, by whether there is a kernel
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # or each copy would throw the same dice
    multiprocessing.set_start_method(None, force=True)
    multiprocessing.current_process().name = "MainProcess"


class Channel:
    """One of a kernel's channels: the messages that have come by it, and the requests that have yet to go."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[Packet] = asyncio.Queue()
        self.requests: deque[Packet] = deque()

    def send(self, request: Packet) -> None:
        self.requests.append(request)

    async def get_msg(self, timeout: float | None = None) -> Packet:  # noqa: ASYNC109 - nbclient's word
        try:
            return await asyncio.wait_for(self.messages.get(), timeout)
        except TimeoutError:
            raise Empty from None


class Client:
    """A kernel in this process, and what nbclient takes for its client and for its manager."""

    has_kernel = True

    def __init__(self) -> None:
        self.session = Session(key=INPROCESS_KEY)
        self.shell_channel, self.iopub_channel = Channel(), Channel()
        self.kernel = start(self.hear)

    def hear(self, channel: str, frames: Frames) -> None:
        """Take in what the kernel says."""
        _, parts = self.session.feed_identities(frames)
        heard = self.shell_channel if channel == "shell" else self.iopub_channel
        heard.messages.put_nowait(self.session.deserialize(parts))

    async def execute(self, code: str, **options: Any) -> Any:
        content = {"code": code, "silent": False, "user_expressions": {}, "allow_stdin": False, **options}
        request = self.session.msg("execute_request", content)
        self.shell_channel.send(request)
        while self.shell_channel.requests:
            await self.kernel.handle(self.session.serialize(self.shell_channel.requests.popleft()))
        return request["header"]["msg_id"]

    def kernel_info(self) -> Any:
        """Give the answer that the kernel would give."""
        request = self.session.msg("kernel_info_request")
        reply = self.session.msg("kernel_info_reply", {"language_info": Kernel.language_info}, parent=request)
        self.shell_channel.messages.put_nowait(reply)
        return request["header"]["msg_id"]

    def client(self) -> Client:
        return self

    def is_alive(self) -> bool:
        return True

    async def start_channels(self) -> None: ...

    async def wait_for_ready(self, **_options: Any) -> None: ...


@contextmanager
def kernel_client() -> Iterator[Client]:
    """Yield the client of a kernel in this process."""
    client = Client()
    try:
        yield client
    finally:
        client.kernel.close()
