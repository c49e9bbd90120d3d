"""The part of the lock that computing needs: a stranger fetches a dozen libraries and not all that make pages."""

from __future__ import annotations

import re

NEEDED = ("highspy", "numpy", "pandas", "pydantic", "scipy", "statsmodels")
BLOCK = re.compile(r"^([A-Za-z0-9._-]+)==.*(?:\n[ \t].*)*", re.MULTILINE)
VIA = re.compile(r"^ +# +(?:via +)?([A-Za-z0-9._-]+)$", re.MULTILINE)


def part_of_lock(lock: str) -> str:
    """Return the blocks of the libraries that computing needs, with those that they need in turn: the lock says which ask for one."""
    # A library may have one block for each version of Python.
    blocks = [(found[1], found[0]) for found in BLOCK.finditer(lock)]
    asked_by = [(name, set(VIA.findall(block)) - {"via"}) for name, block in blocks]
    wanted = set(NEEDED)
    while more := {name for name, askers in asked_by if askers & wanted} - wanted:
        wanted |= more
    return "".join(f"{block}\n" for name, block in blocks if name in wanted)
