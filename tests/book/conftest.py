"""What tests of the book may use. Tests in its rooms import ``book_projects`` from beside this file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def new_project(root: Path, mini: Path) -> Callable[..., Path]:
    """Makes a project in a folder: with chapters of the real book, by name, and with sources that are given."""

    def make(folder: Path, *chapters: str, **sources: str) -> Path:
        shutil.copytree(mini, folder / "data")
        for name in ("_config.yml", "requirements.txt"):
            shutil.copy(root / name, folder)
        (folder / "book").mkdir()
        (folder / "notebooks" / "om").mkdir(parents=True)
        for name in chapters:
            shutil.copy(root / "notebooks" / f"{name}.md", folder / "notebooks")
        for name, text in sources.items():
            (folder / "notebooks" / f"{name.replace('__', '/')}.md").write_text(text, encoding="utf-8")
        return folder

    return make
