"""What the program writes into a partnership's folder for people to read: texts and templates that lie beside the code."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from string import Template


@lru_cache(maxsize=32)
def template(name: str) -> Template:
    """Return a file below ``templates/``; a place in it is written ``$name``."""
    return Template(files("analysis.year").joinpath("templates", *name.split("/")).read_text(encoding="utf-8"))


def written(name: str, /, **values: object) -> str:
    """Return a template with its places filled. Raises ``KeyError`` for a place without a value."""
    return template(name).substitute({key: str(value) for key, value in values.items()})
