"""A kernel that is forked from a warm process is an ordinary kernel that starts sooner: it behaves the same and leaves nothing."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from analysis.book.engine import kernel, warm

WARM, ORDINARY = "statusbog-warm", "local-provisioner"
PYTHON = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
FORKS = pytest.mark.skipif(warm.server() is None, reason="this system cannot fork a warm process")
CELLS = {
    "streams": "import sys\nprint('out')\nprint('err', file=sys.stderr)",
    "result": "import pandas as pd\npd.DataFrame({'a': [1.5]})",
    "display": "from IPython.display import HTML, display\ndisplay(HTML('<b>b</b>'))\ndisplay('c')",
    "figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2]);\nplt.show()",
    "error": "def divide(a, b):\n    return a / b\ndivide(1, 0)",
    "input": "input()",
    "command": "!echo from outside",
    "folder": "import os\nos.getcwd()",
    "environment": "[os.environ.get(name) for name in ('PATH', 'STATUSBOG_TEST', 'OMP_NUM_THREADS', 'MPLBACKEND')]",
    "arguments": "import pathlib, sys\npathlib.Path(sys.argv[0]).stem, sys.argv[1], len(sys.argv)",
    "interpreter": "sys.executable, __name__, sys.modules['__main__'].__name__",
    "handlers": "import signal\nstr(signal.getsignal(signal.SIGINT)), str(signal.getsignal(signal.SIGTERM))",
    "own group": "os.getpgid(0) == os.getsid(0) == os.getpid()" if hasattr(os, "getsid") else "True",
    "leaving": "raise SystemExit(3)",
    "child": "import multiprocessing\nmultiprocessing.current_process().daemon",
}


@contextmanager
def started(provisioner, argv=PYTHON, **launch):
    """A running kernel: its manager and a client that is ready."""
    factory = KernelProvisionerFactory.instance()
    before, factory.default_provisioner_name = factory.default_provisioner_name, provisioner
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=argv, language="python", interrupt_mode="signal")
    manager.start_kernel(**launch)
    factory.default_provisioner_name = before
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


pytestmark = pytest.mark.pipeline


def said(client, code):
    """What a cell says, message by message, as a notebook would keep it."""
    messages = []
    client.execute_interactive(code, timeout=60, allow_stdin=False, output_hook=messages.append)
    return [
        (message["msg_type"], message["content"]) for message in messages if message["msg_type"] not in ("status", "execute_input")
    ]


def result(client, code):
    """The value of the last expression of a cell, as text."""
    [(_, content)] = said(client, code)
    return content["data"]["text/plain"]


def alive(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def gone(pid):
    """Whether a process ends, given time."""
    deadline = time.monotonic() + 20
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """What a warm and an ordinary kernel say to the same cells."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STATUSBOG_TEST", "as the owner has it")
        folder = str(tmp_path_factory.mktemp("kernel"))
        answers = {}
        for provisioner in (WARM, ORDINARY):
            with started(provisioner, cwd=folder) as (_, client):
                answers[provisioner] = {name: said(client, code) for name, code in CELLS.items()}
    return answers


@pytest.mark.parametrize("cell", CELLS)
def test_a_warm_kernel_says_what_an_ordinary_one_says(both, cell):
    assert both[WARM][cell] == both[ORDINARY][cell] != []


@pytest.mark.parametrize("provisioner", [WARM, ORDINARY])
def test_a_kernel_can_be_interrupted_and_goes_on(provisioner):
    """The interrupt reaches the cell, not the kernel."""
    with started(provisioner) as (manager, client):
        client.execute("import time\nprint('begun', flush=True)\ntime.sleep(60)", stop_on_error=False)
        while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        while (message := client.get_iopub_msg(timeout=20))["msg_type"] != "error":
            pass
        assert message["content"]["ename"] == "KeyboardInterrupt"
        assert result(client, "1 + 1") == "2"


def test_kernels_share_no_state():
    """What one notebook sets, no other one sees, whether it runs beside it or after it."""
    setting = "import os, pandas, sys\nx = 1\npandas.set_option('display.max_rows', 7)\nos.environ['X'] = '1'\nsys.path.append('x')"
    looking = "'x' in globals(), pandas.get_option('display.max_rows') == 7, 'X' in os.environ, 'x' in sys.path"
    with started(WARM) as (_, first), started(WARM) as (_, beside):
        said(first, setting)
        assert result(first, looking) == "(True, True, True, True)"
        said(beside, "import os, pandas, sys")
        assert result(beside, looking) == "(False, False, False, False)"
    with started(WARM) as (_, after):
        said(after, "import os, pandas, sys")
        assert result(after, looking) == "(False, False, False, False)"


@pytest.mark.parametrize("now", [True, False])
def test_nothing_is_left_after_a_shutdown(now):
    """Neither the kernel nor what it started, whether it is killed or asked to go."""
    with started(WARM) as (manager, client):
        child = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).pid"
        pids = result(client, f"import os, subprocess, sys\nos.getpid(), {child}").strip("()").split(", ")
        assert manager.is_alive()
        manager.shutdown_kernel(now=now)
        assert not manager.is_alive()
    assert all(gone(int(pid)) for pid in pids)


def test_a_kernel_that_was_restarted_has_forgotten():
    with started(WARM) as (manager, client):
        pid = int(result(client, "x = 1\nimport os\nos.getpid()"))
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=60)
        assert result(client, f"import os\n'x' in globals(), os.getpid() == {pid}") == "(False, False)"


def test_a_kernel_ends_with_its_owner(tmp_path: Path):
    """The owner is killed and cannot clean up. It is a script that has no guard against being imported, too."""
    owner = tmp_path / "owner.py"
    owner.write_text(
        "from jupyter_client.manager import start_new_kernel\n"
        "manager, client = start_new_kernel()\n"
        "print(manager.provisioner.process.pid, flush=True)\n"
        "input()\n"
    )
    env = {**os.environ, "JUPYTER_DEFAULT_PROVISIONER_NAME": WARM}
    with subprocess.Popen([sys.executable, owner], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env) as process:
        pid = int(process.stdout.readline())
        assert alive(pid)
        process.kill()
    assert gone(pid)


@pytest.mark.parametrize("provisioner", [WARM, ORDINARY])
def test_a_kernel_that_does_not_get_up_is_reported(provisioner):
    with pytest.raises(RuntimeError, match="died"), started(provisioner, [*PYTHON, "--IPKernelApp.kernel_class=none.Such"]):
        pass


@FORKS
def test_a_kernel_of_this_python_is_forked():
    with started(WARM) as (manager, _):
        assert isinstance(manager.provisioner.process, kernel.Forked)


@pytest.mark.parametrize("argv", [PYTHON, pytest.param(["/usr/bin/env", *PYTHON], marks=FORKS)], ids=["system", "other"])
def test_what_cannot_be_forked_is_started_as_usual(monkeypatch, argv):
    """On a system that cannot fork a warm process, and where the kernel is not one of this Python."""
    if argv == PYTHON:
        monkeypatch.setattr(kernel, "server", lambda *_: None)
    with started(WARM, argv) as (manager, client):
        assert isinstance(manager.provisioner.process, subprocess.Popen)
        assert result(client, "1 + 1") == "2"
