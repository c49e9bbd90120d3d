"""What a notebook imports, imported once: a process that has imported this module is warm, and clean copies are forked from it.

Nothing may be imported before this module that starts threads, and nothing here may start any: a process with threads cannot
be forked safely.
"""

from __future__ import annotations

import gc
import os

# Linear algebra would start a thread for each processor. Nothing in the book is large enough to gain from it.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import IPython.core.logger  # noqa: E402, F401 - the first cell that runs imports it
import jupytext  # noqa: E402, F401
import matplotlib_inline.backend_inline  # noqa: E402, F401
import papermill  # noqa: E402, F401 - with our engine, and so with ipykernel and nbclient
import stack_data  # noqa: E402, F401 - the first error imports it

import analysis.display  # noqa: E402, F401

# The garbage collector need not look at all this again, in this process or in any copy, which would also copy its memory.
gc.collect()
gc.freeze()
