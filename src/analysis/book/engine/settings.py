"""Keeps what users have set for notebooks of their own out of the book's: the same data look the same whoever runs them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

# Jupyter and IPython look there for settings, start-up files and kernels of the user's.
FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
OTHERS = ("MPLBACKEND", "PYTHONSTARTUP", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH")


def drop_the_users_settings() -> None:
    """Undo what a user's settings have done to this process, which must be made for a notebook."""
    for name in OTHERS:
        os.environ.pop(name, None)
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcdefaults()


@contextmanager
def hidden_from_kernels() -> Iterator[None]:
    """Let the kernels that this process starts find none of the user's settings."""
    with TemporaryDirectory(prefix="statusbog-", ignore_cleanup_errors=True) as folder:
        started = Path(folder) / "profile_default" / "startup" / "figures.py"
        started.parent.mkdir(parents=True)
        started.write_text('__import__("matplotlib").rcdefaults()\n', encoding="utf-8")
        os.environ |= dict.fromkeys(FOLDERS, folder)
        yield
