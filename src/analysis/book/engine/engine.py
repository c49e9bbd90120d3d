"""Executes a notebook: with the kernel in this process, or in a process beside it where processes cannot be copied."""

from __future__ import annotations

import os
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.engines import Engine, NBClientEngine

from analysis.book.engine import inprocess
from analysis.book.engine.settings import drop_the_users_settings, hidden_from_kernels

KERNELS_COUNT = 3


class InProcessEngine(Engine):  # type: ignore[misc]
    """Runs a notebook as papermill's own engine does, but with the kernel in this process, which must be made for it.

    Whoever made the process sets its time limit and waits for the whole notebook, so nothing is saved after each cell.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        with inprocess.kernel_client() as client:
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, km=client, **options)


def execute(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook with its outputs, also one that an error stopped. This process must be made for it."""
    drop_the_users_settings()
    if hasattr(os, "fork"):
        return InProcessEngine.execute_notebook(notebook, NATIVE_KERNEL_NAME, progress_bar=False)
    with hidden_from_kernels():
        return in_ordinary_kernel(notebook)


def in_ordinary_kernel(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook with its outputs. A kernel that dies before it is there has run nothing, and another one is started.

    Kernels find free ports first and take them later, so two that start at once can want the same one.
    """
    for _ in range(KERNELS_COUNT - 1):
        try:
            return NBClientEngine.execute_notebook(notebook, NATIVE_KERNEL_NAME, progress_bar=False)
        except DeadKernelError:
            raise
        except RuntimeError:
            continue
    return NBClientEngine.execute_notebook(notebook, NATIVE_KERNEL_NAME, progress_bar=False)
