"""The runbook as tests read it."""

from __future__ import annotations

import re

RUNBOOK = "docs/aarlig-opdatering.md"
EXAMPLE = 2023  # the year that the runbook has as its example
PROGRAM = ".venv/bin/statusbog"


def commands_in(text: str) -> list[str]:
    """Every command line of the program, in blocks and in sentences, without what a shell does with its output."""
    blocks = [
        line.strip()
        for block in re.findall(r"^ *```text\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]
    quoted = re.findall(r"`([^`\n]+)`", re.sub(r"^ *```text\n.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE))
    return [line.partition(" > ")[0] for line in (*blocks, *quoted) if line.startswith(f"{PROGRAM} ")]
