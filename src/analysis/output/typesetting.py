"""The typesetter, which is installed with the extra ``appendix``, and the letters that it has. It asks no network and no system font."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import matplotlib as mpl

from analysis.errors import UserError
from analysis.messages import message

NEEDED = ("typst", "pikepdf")
LETTERS = "fontpkg_pt_sans"
# The figures' letters are measured in the second; it also has the signs that the first lacks.
FAMILIES = ("PT Sans", "DejaVu Sans")


class NotInstalled(UserError):
    """What PDF files and pictures for print are made with is not installed."""


def is_there() -> bool:
    """Tell whether PDF files and pictures for print can be made here."""
    return all(map(find_spec, NEEDED))


def demand() -> None:
    """Raise ``NotInstalled``, with the command that installs it, where something is missing."""
    missing = [name for name in NEEDED if not find_spec(name)]
    if missing:
        raise NotInstalled(message("output.pdf.not_installed", missing=", ".join(missing)))


@cache
def fonts() -> Any:
    """Return the fonts of the packages that are installed; none of the system's, which differ from machine to machine."""
    places = [str(Path(mpl.get_data_path()) / "fonts" / "ttf")]
    if find_spec(LETTERS):
        places.insert(0, str(Path(str(files(LETTERS))) / "files"))
    return import_module("typst").Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=places)


def families() -> tuple[str, ...]:
    """Return the families that text is set in, first the one that is wanted."""
    there = set(fonts().families())
    return tuple(name for name in FAMILIES if name in there)


def typeset(template: bytes, said: Mapping[str, object], form: str, **options: Any) -> bytes:
    """Return what a template makes of what is said, as ``pdf``, or as ``png`` of one page.

    What is said comes to the template as JSON in ``sys.inputs.said`` and is never part of its source, so nothing in it is read as
    markup. Raises ``NotInstalled``.
    """
    demand()
    values = {"said": json.dumps({**said, "families": families()}, ensure_ascii=False)}
    made: bytes | Sequence[bytes] = import_module("typst").compile(
        template, format=form, sys_inputs=values, font_paths=fonts(), ignore_system_fonts=True, **options
    )
    return made if isinstance(made, bytes) else made[0]
