"""Real Jupyter kernels that start at once: each is forked from a warm process, not started from nothing.

Jupyter uses them where ``JUPYTER_DEFAULT_PROVISIONER_NAME`` is ``statusbog-warm``.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty
from typing import Any

from ipykernel.kernelapp import IPKernelApp
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analysis.book.engine.processes import stand_alone
from analysis.book.engine.settings import drop_the_users_settings
from analysis.book.engine.warm import no_main_module, server

LAUNCHER = "ipykernel_launcher"
START_SECONDS = END_SECONDS = 60.0


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel of this Python by forking a warm process, and any other kernel as usual."""

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        # A kernel imports its debugger when it starts.
        context, streams = server(__name__, "ipykernel.debugger"), [kwargs.get("stdout"), kwargs.get("stderr")]
        ours = cmd[0] == sys.executable and LAUNCHER in cmd and not any(isinstance(stream, int) for stream in streams)
        if context is None or not ours:
            return await super().launch_kernel(cmd, **kwargs)
        self.cwd = Path(kwargs.get("cwd") or Path.cwd())
        ready, starting = context.Pipe(duplex=False)
        output = [sendable(stream, fd) for fd, stream in enumerate(streams, start=1)]
        arguments = (cmd[cmd.index(LAUNCHER) :], kwargs["env"], self.cwd, starting, *output)
        # A kernel that is not a daemon would keep this process from ending.
        self.process = Forked(context.Process(target=become_kernel, args=arguments, daemon=True))
        self.pid = self.process.pid
        starting.close()
        # A client that comes too early waits a tenth of a second before it comes again. A kernel that has ended is found out later.
        manager: Any = self.parent
        with suppress(EOFError):
            if ready.poll(START_SECONDS) and ready.recv() and manager.client_factory is BlockingKernelClient:
                manager.client_factory = PromptClient
        return self.connection_info


class Forked:
    """A forked process, with what a local provisioner uses of a ``Popen``."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        with no_main_module():
            process.start()
        self.process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, signum: int) -> None:
        """Send a signal to the process and its children, which are a group."""
        if self.poll() is None:
            os.killpg(self.pid, signum)
        # A kernel manager would look for the end only every tenth of a second.
        if signum == signal.SIGKILL:
            self.process.join(END_SECONDS)


class PromptClient(BlockingKernelClient):
    """A client of a kernel that was ready before the client was made: one answer on each channel, and it is ready as well."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        while True:
            self.kernel_info(reply=True, timeout=timeout)
            with suppress(Empty):
                self.get_iopub_msg(timeout=1)
                return


def sendable(stream: Any, otherwise: int) -> Connection:
    """Wrap a stream, or what stands for none, in what can be sent to another process."""
    return Connection(os.dup(otherwise if stream is None else stream.fileno()))


class KernelApp(IPKernelApp):
    """A kernel that looks for no settings and no start-up files of the user's."""

    def load_config_file(self, *_arguments: Any, **_options: Any) -> None: ...

    def _run_startup_files(self) -> None: ...


def become_kernel(
    argv: list[str], env: dict[str, str], cwd: Path, starting: Connection, stdout: Connection, stderr: Connection
) -> None:
    """Become, in a forked process, what ``python -m ipykernel_launcher`` would be, but look for modules where the owner does."""
    stand_alone()
    os.dup2(stdout.fileno(), 1)
    os.dup2(stderr.fileno(), 2)
    os.environ.clear()
    os.environ.update(env)
    drop_the_users_settings()
    os.chdir(cwd)
    sys.argv = argv
    # A kernel may have children of its own.
    multiprocessing.current_process().daemon = False
    app: Any = KernelApp.instance(parent_handle=os.getppid())
    app.initialize()
    # Matplotlib, imported before there was a shell, has not told it how to show figures.
    app.shell.enable_matplotlib("inline")
    starting.send("ready")
    app.start()
