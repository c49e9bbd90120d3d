"""The engine: what a notebook shows is what it shows in a Jupyter kernel, and nothing is left behind."""

import json
import os
import re
import sys
from itertools import groupby
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.engines import NBClientEngine, papermill_engines

from analysis.book.engine import warm
from analysis.book.engine.engine import InProcessEngine, in_ordinary_kernel
from analysis.book.engine.processes import Limits, run_each

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
pytestmark = [pytest.mark.pipeline, pytest.mark.skipif(warm.server() is None, reason="this system cannot copy processes")]

# A kernel reads in threads what subprocesses write, and is given time for it.
# Cells that say "fails" are tagged for it; "quietly": with nothing but text. The last but one stops the notebook.
SHOWN = r"""
import os, subprocess, sys, threading, time
def settle(): time.sleep(0.3)
x = 20
print('out'); print('err', file=sys.stderr); print('more')
x + 1
# ----

# ----
_, _1, In[1][:6], len(Out), get_ipython().execution_count
# ----
from IPython.display import *
display(HTML('<b>b</b>'), SVG('<svg xmlns="http://www.w3.org/2000/svg"/>'), Latex('$x$'), Markdown('*m*'), JSON({'a': [1, None, (2, 3)]}))
# ----
import base64
Image(base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), width=3)
# ----
display({'application/vnd.x+json': {'a': (1, 2), 3: 'x'}, 'text/plain': 'p'}, raw=True, metadata={'k': ('v', 1)})
# ----
class Rich:
    def _repr_html_(self): return '<i>i</i>'
    def _repr_mimebundle_(self, include=None, exclude=None): return {'text/x': 'y'}, {'text/x': {'q': 1}}
display(Rich()); Rich()
# ----
class Bad:
    def _repr_html_(self): raise ValueError('no html')
Bad()  # fails
# ----
import numpy as np, pandas as pd
wide = pd.DataFrame(np.arange(2500).reshape(100, 25))
display(wide); wide.head(2).style
# ----
handle = display('first', display_id='mine')
display('second', display_id='mine')
# ----
handle.update('changed'); update_display('nobody', display_id='unknown')
# ----
print('gone'); display('gone too'); clear_output(); print('stays')
# ----
for i in range(3):
    clear_output(wait=True); print(i); display(i)
# ----
print('a', flush=True); display(1); print('b'); display(2); print('c', file=sys.stderr, flush=True); print('d')
# ----
print('before'); os.system('echo system; echo bad >&2'); settle(); print('between'); os.write(1, b'direct\n'); os.write(2, b'direct\n'); settle()
_ = subprocess.run(['echo', 'run æøå']); settle(); print('after')
# ----
_ = os.system('echo one >/dev/stderr; echo two >/dev/stderr; echo three >&2; cat'); settle()
# ----
_ = subprocess.run([sys.executable, '-c', 'import sys; sys.stdout.write("abcdefghij" * 30000)']); settle()
# ----
def inner(a):
    return a / 0

def outer():
    try:
        inner(1)
    except ZeroDivisionError as error:
        raise KeyError('k') from error
print('before the error')
outer()  # fails
# ----
1 +  # fails
# ----
import json; json.loads('{')  # fails
# ----
raise KeyboardInterrupt  # fails
# ----
raise ExceptionGroup('group', [ValueError(1), TypeError('t')])  # fails quietly
# ----
sys.exit(3)  # fails
# ----
raise SystemExit  # fails
# ----
input('name? ')  # fails
# ----
import getpass; getpass.getpass()  # fails
# ----
sys.stdin.read(), sys.stdout.isatty(), sys.stdout.encoding, sys.stdout.name, hasattr(sys.stdout, 'buffer')
# ----
import warnings
warnings.warn('careful')
warnings.warn('old', DeprecationWarning)
np.array([1.0]) / np.array([0.0])
# ----
import logging
logging.warning('watch'); logging.info('not shown')
logging.getLogger('other').error('%s', logging.LogRecord('n', 0, 'p', 0, 'm', (), None).processName)
# ----
import asyncio
await asyncio.sleep(0.01)
print('slept')
await asyncio.gather(asyncio.sleep(0, 'a'), asyncio.sleep(0, 'b'))
# ----
async def late():
    await asyncio.sleep(0)
    raise OSError('async')
await late()  # fails
# ----
task = asyncio.create_task(asyncio.sleep(0, 'done'))
asyncio.get_running_loop().is_running()
# ----
await asyncio.sleep(0.05)
task.done(), task.result()
# ----
import contextvars, decimal
kept = contextvars.ContextVar('kept'); kept.set('kept'); decimal.getcontext().prec = 5; _ = np.seterr(all='raise')
# ----
kept.get(), decimal.Decimal(1) / 3, np.geterr()
# ----
import matplotlib, matplotlib.pyplot as plt
matplotlib.get_backend(auto_select=False), plt.isinteractive()
# ----
plt.figure(figsize=(1, 1)); plt.plot([1, 2]); plt.figure(figsize=(1, 1)); plt.plot([2, 1])
# ----
fig, ax = plt.subplots(figsize=(1, 1)); print('drawn'); plt.show(); print('shown'); fig
# ----
%matplotlib inline
%config InlineBackend.figure_formats = ['svg']
plt.rcParams['svg.hashsalt'] = 's'; plt.rcParams['svg.fonttype'] = 'none'
plt.figure(figsize=(1, 1)); _ = plt.plot([1, 2])
# ----
%%time
print('timed')
7
# ----
%%capture kept
print('k'); display(1); 5
# ----
kept.stdout, len(kept.outputs), kept.show()
# ----
%%bash
echo bash; echo bash err >&2
# ----
%%bash
exit 3  # fails
# ----
!echo shell
# ----
%nonsense  # fails quietly
# ----
%history -n 1-3
# ----
%cd -q ..
there = os.path.basename(os.getcwd())
%cd -q -
there == os.path.basename(os.getcwd())
# ----
%run beside.py
import beside
beside.WORD, __name__, sys.modules['__main__'].x
# ----
ip = get_ipython()
type(ip).__name__, 'IPKernelApp' in ip.config, ip.kernel.execution_count, [os.environ.get(k) for k in ('MPLBACKEND', 'TERM')]
# ----
thread = threading.Thread(target=lambda: (print('thread'), display('from a thread'))); thread.start(); thread.join()
# ----
import multiprocessing
def double(n): return 2 * n
with multiprocessing.get_context('fork').Pool(2) as pool:
    print(pool.map(double, [1, 2]), multiprocessing.get_start_method())
# ----
pid = os.fork()
if pid == 0:
    print('child'); os._exit(0)
_ = os.waitpid(pid, 0); settle()
# ----
class Loud:
    def write(self, text): quiet.write(text.upper())
    def flush(self): quiet.flush()
quiet, sys.stdout = sys.stdout, Loud()
print('loud')
# ----
print('still'); sys.stdout = quiet; print('quiet')
# ----
import comm
widget = comm.create_comm(target_name='jupyter.widget', data={'state': {'_model_name': 'OutputModel', '_model_module': '@jupyter-widgets/output', 'outputs': [], 'msg_id': ''}})
heard = []
widget.on_msg(heard.append)
# ----
widget.send({'method': 'update', 'state': {'msg_id': ip.get_parent()['header']['msg_id']}})
print('in the widget'); display('that too')
widget.send({'method': 'update', 'state': {'msg_id': ''}})
print('out again')
# ----
await asyncio.sleep(0.1)
heard[-1]['content']['data']
# ----
%xmode Minimal
# ----
outer()  # fails
# ----
1 / 0
# ----
print('never')
"""
CELLS = SHOWN.split("\n# ----\n")

SETS = """
import builtins, decimal, os, random, sys, types, warnings
import matplotlib, numpy as np, pandas as pd
left = 1
builtins.left = 2
pd.set_option('display.max_rows', 3)
pd.DataFrame.left = 4
matplotlib.rcParams['lines.linewidth'] = 9
os.environ['LEFT'] = '5'
random.seed(6); np.random.seed(6)
os.makedirs('left'); os.chdir('left')
sys.modules['left'] = types.ModuleType('left'); sys.path.insert(0, 'left')
decimal.getcontext().prec = 7; np.seterr(all='raise'); warnings.simplefilter('error')
open_file = open('file.txt', 'w'); open_file.write('whole')
sys.stdout = None
"""
LOOKS = """
import builtins, decimal, os, random, sys, warnings
import matplotlib, numpy as np, pandas as pd
{'global': 'left' in globals(), 'builtin': hasattr(builtins, 'left'), 'option': pd.get_option('display.max_rows'),
 'class': hasattr(pd.DataFrame, 'left'), 'rc': matplotlib.rcParams['lines.linewidth'], 'environment': os.environ.get('LEFT'),
 'dice': [random.random() == random.Random(6).random(), np.random.rand() == np.random.RandomState(6).rand()],
 'folder': os.path.basename(os.getcwd()), 'module': 'left' in sys.modules, 'path': 'left' in sys.path,
 'precision': decimal.getcontext().prec, 'numpy': np.geterr(),
 'warnings': any(kind[0] == 'error' for kind in warnings.filters), 'file': os.path.exists('file.txt')}
"""


def notebook(*sources):
    cells = [new_code_cell(source, metadata={"tags": ["raises-exception"]} if "# fails" in source else {}) for source in sources]
    return new_notebook(cells=[new_markdown_cell("# Title"), *cells], metadata={"kernelspec": KERNEL})


def in_kernel(sources, folder, attempts=3):
    """The notebook as papermill leaves it with a kernel of its own, and what it raised.

    Cells that fork are a danger to a kernel with threads, and sometimes it never answers. Then another one is tried.
    """
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # a kernel that sees it leaves the file descriptors to pytest
    folder.mkdir(exist_ok=True)
    (folder / "beside.py").write_text("WORD = 'word'\nprint('beside', __name__)\n")
    options = {"progress_bar": False, "request_save_on_cell_execute": False, "execution_timeout": 20}
    error = ""
    try:
        papermill.execute_notebook(notebook(*sources), folder / "out.ipynb", cwd=folder, **options)
    except CellTimeoutError:
        assert attempts > 1
        return in_kernel(sources, folder, attempts - 1)
    except Exception as raised:  # noqa: BLE001 - the tests say which
        error = f"{type(raised).__name__}: {raised}"
    return read(folder / "out.ipynb"), error


@pytest.fixture(autouse=True)
def in_copies_of_a_warm_process(monkeypatch):
    """Not of this one, which pytest has changed."""
    monkeypatch.setattr(warm, "has_one_thread", lambda: False)


def execute_here(job):
    """Run a notebook with the kernel in this process."""
    sources, folder = job
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    papermill_engines.register("in-process", InProcessEngine)
    os.chdir(folder)
    papermill.execute_notebook(notebook(*sources), folder / "out.ipynb", engine_name="in-process", progress_bar=False)


def run(sources, folder):
    """The notebook as our engine leaves it, in a clean process, and what it raised."""
    folder.mkdir(exist_ok=True)
    (folder / "beside.py").write_text("WORD = 'word'\nprint('beside', __name__)\n")
    (ended,) = run_each(execute_here, [(sources, folder)], workers=1, limits=Limits(60))
    return read(folder / "out.ipynb"), ended.why


def read(path):
    """A notebook without papermill's marks at the cell that stopped it."""
    found = nbformat.read(path, as_version=4)
    found.cells = [cell for cell in found.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    return found


def comparable(text):
    """Text without what differs from process to process."""
    text = re.sub(r"(ipykernel_|pid=)\d+", r"\1PID", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "ADDRESS", text)
    text = re.sub(r"T_[0-9a-f]{5}", "T_ID", text)
    text = re.sub(r"<dc:date>.*?</dc:date>", "", text)
    text = re.sub(r"CPU times: .*?total: |Wall time: ", "", text)
    return re.sub(r"[\d.]+ [mµμn]?s\\n", "SECONDS", text)


def outputs(cell):
    """A cell's outputs; text between two others is one for each stream, for a kernel cuts it up by the clock."""
    found = []
    for is_text, some in groupby(cell.get("outputs", []), lambda output: output.output_type == "stream"):
        texts = {}
        for output in some:
            if is_text:
                texts[output.name] = texts.get(output.name, "") + output.text
            else:
                found.append(output)
        found += [texts] if is_text else []
    return comparable(json.dumps(found, ensure_ascii=False, sort_keys=True))


def marks(cell):
    """A cell's metadata without times."""
    papermill_marks = {key: cell.metadata.papermill[key] for key in ("exception", "status")}
    return {**cell.metadata, "papermill": papermill_marks, "execution": sorted(cell.metadata.get("execution", []))}


def assert_alike(one, other):
    assert [cell.source for cell in one.cells] == [cell.source for cell in other.cells]
    for mine, yours in zip(one.cells, other.cells, strict=True):
        if outputs(mine) != outputs(yours):
            pytest.fail(f"{mine.source}\n{outputs(mine):.2000}\n{outputs(yours):.2000}")
        assert mine.get("execution_count") == yours.get("execution_count"), mine.source
        assert marks(mine) == marks(yours), mine.source
    assert one.metadata.language_info == other.metadata.language_info
    assert one.metadata.kernelspec == other.metadata.kernelspec
    states = [nb.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"] for nb in (one, other)]
    assert [*states[0].values()] == [*states[1].values()]


def shown(cell):
    """What a cell's only output says."""
    (output,) = cell.outputs
    return output.data["text/plain"] if "data" in output else output.text


def test_a_notebook_shows_what_it_shows_in_a_kernel(tmp_path):
    """Cell by cell, with the same error."""
    real, error = in_kernel(CELLS, tmp_path / "real")
    failed = [cell.source for cell in real.cells if any(output.output_type == "error" for output in cell.get("outputs", []))]
    assert failed == [source for source in CELLS if source.endswith(("# fails", "1 / 0"))]
    here, same_error = run(CELLS, tmp_path / "here")
    assert_alike(here, real)
    assert comparable(error) == comparable(same_error)


def test_text_stands_where_it_was_written(tmp_path):
    """Also what subprocesses and forked processes write, however much it is; in a kernel that is a matter of luck."""
    cell = """
import os, subprocess, sys
print('a'); os.system('echo b'); print('c'); os.write(1, b'd\\n'); _ = subprocess.run(['sh', '-c', 'yes ææææ | head -n 300000'])
if (pid := os.fork()) == 0: print('e'); os._exit(0)
os.waitpid(pid, 0); print('f')
"""
    found, _ = run([cell, "print('g')"], tmp_path)
    said = "".join(output.text for output in found.cells[1].outputs if output.name == "stdout")  # newer Pythons warn of forks
    assert said.count("ææææ\n") == 300_000
    assert said.replace("ææææ\n", "") == "a\nb\nc\nd\ne\nf\n"
    assert shown(found.cells[2]) == "g\n"


def test_nothing_leaks(tmp_path):
    """One notebook changes all that it can; the next one, and this process, are as before."""
    before, _ = run([LOOKS], tmp_path)
    mine = (Path.cwd(), dict(os.environ), sys.stdout, sys.stderr, sys.modules["__main__"])
    _, error = run([SETS], tmp_path)
    assert error == ""
    after, _ = run([LOOKS], tmp_path)
    assert shown(after.cells[1]) == shown(before.cells[1])
    assert (Path.cwd(), dict(os.environ), sys.stdout, sys.stderr, sys.modules["__main__"]) == mine
    assert (tmp_path / "left" / "file.txt").read_text() == "whole"


def test_two_notebooks_throw_different_dice(tmp_path):
    """Copies of one process, but not of its random numbers."""
    throws = [shown(run(["import numpy; numpy.random.rand()"], tmp_path)[0].cells[1]) for _ in range(2)]
    assert throws[0] != throws[1]


def test_a_cell_after_one_that_left_is_an_error(tmp_path):
    """What was shown before is kept."""
    found, error = run(["import os; 1", "exit()", "2"], tmp_path)
    assert error == "DeadKernelError: found another cell after one that called exit(); end the notebook there"
    assert shown(found.cells[1]) == "1"
    assert not found.cells[3].outputs


def test_a_process_runs_one_notebook_only(tmp_path):
    """What the first one left would be the second one's: from inside a notebook no other one is run."""
    nested = """
from analysis.book.engine.inprocess import kernel_client
with kernel_client(): pass"""
    _, error = run([nested], tmp_path)
    assert "found an IPython shell in this process; expected a process made for this notebook; start another" in error


@pytest.mark.parametrize(("deaths", "error"), [(2, None), (3, RuntimeError)])
def test_a_kernel_that_never_came_is_started_again(monkeypatch, deaths, error):
    """Two that start at once can want the same port; the third time it is said."""
    left = [RuntimeError("Kernel died before replying to kernel_info")] * deaths

    def execute(found, *_, **__):
        if left:
            raise left.pop()
        return found

    monkeypatch.setattr(NBClientEngine, "execute_notebook", execute)
    if error:
        with pytest.raises(error):
            in_ordinary_kernel(notebook("1"))
    else:
        assert in_ordinary_kernel(notebook("1")).cells


def test_a_kernel_that_dies_at_work_is_not_started_again(monkeypatch):
    """What it has run is not run twice."""
    died = []

    def execute(*_, **__):
        died.append(1)
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr(NBClientEngine, "execute_notebook", execute)
    with pytest.raises(DeadKernelError):
        in_ordinary_kernel(notebook("1"))
    assert died == [1]
