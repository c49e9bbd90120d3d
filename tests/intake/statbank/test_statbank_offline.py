"""Nobody is asked for anything unless the command that fetches is run: no other command opens a connection."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from false_bank import Tell

# Every process that Python starts with this writes down which hosts it asks for, and is refused all but this machine.
WATCH = """
import os, sys

LOCAL = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}


def host_of(event, arguments):
    address = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    return address[0] if isinstance(address, tuple) else "" if event == "socket.connect" else address


def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        host = host_of(event, arguments)
        if host not in LOCAL:
            with open(os.environ["ASKED_HOSTS"], "a") as file:
                file.write(f"{host}\\n")
            raise OSError("not allowed")


sys.addaudithook(watch)
"""
NOTEBOOK = """---
kernelspec: {name: python3, display_name: Python 3, language: python}
statusbog: {scope: SCOPE, order: 1}
---

# Titel

```{code-cell} ipython3
:tags: [parameters]

YEARas_of: str = ""
data: str = "data"
```

```{code-cell} ipython3
1 + 1
```
"""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked for of the network, none of which is had."""
    asked: list[object] = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    return asked


def test_a_table_that_was_fetched_is_used_without_asking_again(
    tell: Tell, data: Path, mapping: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Check, results, status, intake and taking back read what was kept; and the test would see a connection."""
    assert tell("fetch", "FOLK1A")[0] == 0
    copy = shutil.copy(data / "deliveries" / "127-0-0-1-FOLK1A.json", tmp_path / "folketal.json")
    opened = request.getfixturevalue("opened")
    for arguments in (("check",), ("results", "--year", "2033"), ("status", "2033"), ("fetch", "--undo"), ("check",)):
        assert tell(*arguments)[0] == 0
    assert tell("intake", copy, "--mapping", mapping, "--source", "status-2033", "--dry-run")[0] == 0
    assert opened == []
    assert tell("fetch", "FOLK1A")[0] == 1
    assert len(opened) == 1


def test_what_other_commands_load_could_not_open_a_connection(root: Path) -> None:
    """Taking in, checking and proposing bring nothing that can ask another machine."""
    modules = "analysis.intake.applying.apply, analysis.intake.applying.held, analysis.intake.proposing, analysis.cli"
    code = f"import sys, {modules}; print(sorted({{'http.client', 'ssl', 'urllib.request'}} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def watched(root: Path, mini: Path, tmp_path: Path) -> tuple[Path, dict[str, str], Path]:
    """A small project, the environment in which every process is watched, and the list of hosts that were asked for."""
    project, hosts = tmp_path / "project", tmp_path / "hosts"
    shutil.copytree(mini, project / "data")
    for name in ("_config.yml", "requirements.txt"):
        shutil.copy(root / name, project)
    (project / "book").mkdir()
    (project / "notebooks").mkdir()
    for name, scope, year in (("index", "front", ""), ("alt", "edition", "year: int = 2032\n")):
        text = NOTEBOOK.replace("SCOPE", scope).replace("YEAR", year)
        (project / "notebooks" / f"{name}.md").write_text(text, encoding="utf-8")
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    hosts.touch()
    path = os.pathsep.join([str(tmp_path / "watch"), str(root / "src")])
    return project, {**os.environ, "PYTHONPATH": path, "ASKED_HOSTS": str(hosts)}, hosts


def test_no_process_of_a_command_asks_another_machine(watched: tuple[Path, dict[str, str], Path]) -> None:
    """Kernels and the site's own processes among them; and the watch sees the one command that does."""
    project, environment, hosts = watched
    fetch = ("fetch", "FOLK1A", "Tid=(1)", "--bank", "https://bank.invalid/v1", "--propose")
    for arguments, code, asked in ((("build", "-j", "1"), 0, []), (("run",), 0, []), (fetch, 1, ["bank.invalid"])):
        command = [sys.executable, "-m", "analysis.cli", *arguments]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        assert hosts.read_text(encoding="utf-8").split() == asked
