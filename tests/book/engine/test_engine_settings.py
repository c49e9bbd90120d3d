"""Whoever runs the book: what he has set for notebooks of his own is not in it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from book_projects import cell, command, source_text, tree

pytestmark = pytest.mark.pipeline

# Two values of which a shell shows the last, a picture of matplotlib's own, and what start-up files may leave behind.
OWN = (
    cell("1\n2")
    + cell(
        "import matplotlib.pyplot as plt\nplt.rcParams['svg.hashsalt'] = 's'\nfigure = plt.figure(figsize=(1, 1))\n_ = plt.plot([1, 2])"
    )
    + cell("import builtins\nhasattr(builtins, 'left'), plt.rcParams['lines.linewidth'], plt.rcParams['axes.formatter.use_locale']")
)
MATPLOTLIBRC = (
    "savefig.bbox: tight\nlines.linewidth: 9\nfont.size: 30\naxes.formatter.use_locale: True\naxes.grid: True\nsvg.fonttype: path\n"
)
IPYTHON = "c = get_config()\nc.InteractiveShell.ast_node_interactivity = 'all'\nc.InlineBackend.rc = {'figure.dpi': 10}\n"
FILES = {
    ".config/matplotlib/matplotlibrc": MATPLOTLIBRC,
    ".ipython/profile_default/ipython_config.py": IPYTHON,
    ".ipython/profile_default/ipython_kernel_config.py": IPYTHON,
    ".ipython/profile_default/startup/00.py": "import builtins\nbuiltins.left = 1\nprint('good morning')\n",
    ".jupyter/jupyter_config.py": "raise SystemError('read')\n",
    ".local/share/jupyter/kernels/python3/kernel.json": '{"argv": ["false"], "display_name": "False", "language": "python"}',
    ".docutils": "[general]\nraw_enabled: no\n",
    "startup.py": "import builtins\nbuiltins.left = 2\n",
    "matplotlibrc": MATPLOTLIBRC.replace("9", "11"),
}


@pytest.fixture(scope="module")
def project(new_project: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One chapter with figures of the book's, and one of its own kind."""
    return new_project(tmp_path_factory.mktemp("settings"), "kriminalitet", egen=source_text(OWN, "edition"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who has set all that can be set."""
    folder = tmp_path_factory.mktemp("home")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def settings_of(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "MATPLOTLIBRC": str(home / "matplotlibrc"),
        "MPLBACKEND": "pdf",
        "PYTHONSTARTUP": str(home / "startup.py"),
        "JUPYTER_PATH": str(home / ".local/share/jupyter"),
        "IPYTHONDIR": str(home / ".ipython"),
    }


# The ways in which a notebook is run: in a copy of this process, of a warm one beside it, and in an ordinary kernel.
WAYS = {
    "copy": "pass",
    "copy of another": "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    "kernel": "import analysis.book.engine.engine as e, types; e.os = types.SimpleNamespace(environ=e.os.environ)",
}


def made(project: Path, out: Path, way: str, env: dict[str, str]) -> dict[str, bytes]:
    code = f"import os, sys\n{WAYS[way]}\nfrom analysis.cli import main\ncode = main()\nsys.stdout.flush()\nos._exit(code)"
    arguments = ["run", "--year", "2033", "--out", str(out), "-j", "2"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=project, env=os.environ | env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return tree(out)


@pytest.fixture(scope="module")
def plain(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The notebooks of somebody who has set nothing."""
    return made(project, tmp_path_factory.mktemp("plain"), "copy", {"HOME": str(tmp_path_factory.mktemp("empty"))})


@pytest.mark.parametrize("way", WAYS)
def test_a_users_settings_change_no_notebook(
    project: Path, home: Path, plain: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Matplotlib's, IPython's and Jupyter's, and files that are run when Python or a shell starts; also such in this folder."""
    monkeypatch.setattr(Path, "cwd", Path.cwd)
    (project / "matplotlibrc").write_text(MATPLOTLIBRC, encoding="utf-8")
    try:
        assert made(project, tmp_path / "out", way, settings_of(home)) == plain
    finally:
        (project / "matplotlibrc").unlink()


def test_the_settings_would_show(plain: dict[str, bytes]) -> None:
    """A figure of the book's, a picture of matplotlib's, and values that the settings are about."""
    text = plain["2033/egen.ipynb"].decode()
    assert "(False, 1.5, False)" in text
    assert "image/png" in text
    assert "<svg" in plain["2033/kriminalitet.ipynb"].decode()


def test_a_kernel_for_checking_has_no_settings_of_the_users(home: Path, tmp_path: Path) -> None:
    """``make nbval`` runs what is published in such kernels."""
    (tmp_path / "matplotlibrc").write_text(MATPLOTLIBRC, encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from jupyter_client.kernelspec import KernelSpec\n"
        "from jupyter_client.manager import KernelManager\n"
        "manager = KernelManager()\n"
        "argv = [sys.executable, '-m', 'ipykernel_launcher', '-f', '{connection_file}']\n"
        "manager._kernel_spec = KernelSpec(argv=argv, language='python')\n"
        "manager.start_kernel()\n"
        "client = manager.client()\n"
        "client.start_channels()\n"
        "client.wait_for_ready(timeout=60)\n"
        'code = \'import builtins, matplotlib\\n1\\nhasattr(builtins, "left"), matplotlib.rcParams["lines.linewidth"]\'\n'
        "client.execute_interactive(code, output_hook=lambda m: print(m['content'].get('data', {}).get('text/plain', '')))\n"
        "manager.shutdown_kernel(now=True)\n",
        encoding="utf-8",
    )
    env = os.environ | settings_of(home) | {"JUPYTER_DEFAULT_PROVISIONER_NAME": "statusbog-warm"}
    done = subprocess.run([sys.executable, script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["(False,", "1.5)"], done.stderr


def test_a_long_name_of_the_temporary_folder_is_no_obstacle(project: Path, tmp_path: Path, plain: dict[str, bytes]) -> None:
    """The path of a socket may not have more than about a hundred bytes, and a user's folder has more."""
    long = tmp_path / ("m" * 70) / ("n" * 70)
    long.mkdir(parents=True)
    assert made(project, tmp_path / "out", "copy of another", {"TMPDIR": str(long)}) == plain


def test_the_pages_are_the_same_too(project: Path, home: Path, tmp_path: Path) -> None:
    """The program that builds them reads settings as well."""
    (project / "notebooks" / "index.md").write_text(source_text(cell("1 + 1"), "front"), encoding="utf-8")
    for name, env in (("plain", {}), ("set", settings_of(home))):
        done = command(project, "build", "--out", str(tmp_path / name), env=env)
        assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "plain" / "html") == tree(tmp_path / "set" / "html")
