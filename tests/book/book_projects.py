"""Small projects of their own about the invented partnership: how to write them, and how to look at them."""

import os
import subprocess
import sys
from pathlib import Path

HEAD = """---
kernelspec:
  name: python3
  display_name: Python 3
  language: python
statusbog:
  scope: SCOPE
  order: 1
---

TITLE

```{code-cell} ipython3
:tags: [parameters]

YEARas_of: str = ""
data: str = "data"
```
"""


def source_text(text: str, scope: str = "across", title: str = "# Titel") -> str:
    """A notebook source whose cells come after its parameters."""
    year = "year: int = 2032\n" if scope == "edition" else ""
    return f"{HEAD.replace('SCOPE', scope).replace('TITLE', title).replace('YEAR', year)}\n{text}"


def cell(code: str) -> str:
    return f"```{{code-cell}} ipython3\n{code}\n```\n"


def command(project: Path, *arguments: str, env: dict[str, str] | None = None, **options) -> "subprocess.CompletedProcess[str]":
    """A command of the program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "analysis.cli", *arguments],
        cwd=project,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold, by their names."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
