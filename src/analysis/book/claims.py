"""Which folders are ours. Those that we make carry a mark; a folder with other things in it and no mark is the user's.

What is deleted or replaced as a whole lies in a folder with a mark. Everything else is refused by name, before any work.
"""

from __future__ import annotations

import shutil
import tomllib
from contextlib import suppress
from pathlib import Path

from analysis.book.files import write_whole
from analysis.errors import UserError, reason
from analysis.messages import LANGUAGES, catalogue, message

MARK = ".statusbog"
CONTENTS = "_toc.yml"


def kind_of(folder: Path) -> str:
    """Return what the mark of a folder says that it is; nothing where there is none."""
    with suppress(OSError, ValueError):
        return str(tomllib.loads((folder / MARK).read_text(encoding="utf-8")).get("kind", ""))
    return ""


def fault_of(folder: Path, kind: str) -> str:
    """Return why a folder cannot be ours; nothing when it is of this kind, is empty, or is not there yet."""
    try:
        if folder.is_symlink():
            return message("book.claims.link", folder=folder)
        if not folder.exists():
            return fault_above(folder)
        if not folder.is_dir():
            return message("book.claims.file", folder=folder)
        if kind_of(folder) == kind or not any(folder.iterdir()):
            return ""
    except OSError as error:
        return message("book.claims.closed", folder=folder, why=reason(error))
    return message("book.claims.foreign", folder=folder, mark=MARK)


def fault_above(folder: Path) -> str:
    """Return why a folder cannot be made where it is to lie."""
    file = next((above for above in folder.parents if above.exists() and not above.is_dir()), None)
    return message("book.claims.file", folder=file) if file else ""


def refuse(*faults: str) -> None:
    """Raise ``UserError`` with all faults, when there are any."""
    if found := [fault for fault in faults if fault]:
        raise UserError("\n".join(found))


def mark_of(kind: str) -> str:
    """Return the text of a mark. What is made is the same whatever language is spoken here, so it speaks all of them."""
    words = [catalogue(language)["book.claims.mark"].strip() for language in LANGUAGES]
    return "\n".join([*words, f'kind = "{kind}"', ""])


def claim(folder: Path, kind: str) -> None:
    """Make a folder with our mark, or see that it has it. Raises ``UserError`` for one that is the user's."""
    refuse(fault_of(folder, kind))
    if kind_of(folder) != kind:
        try:
            write_whole(folder / MARK, mark_of(kind))
        except OSError as error:
            raise UserError(message("book.claims.closed", folder=folder, why=reason(error))) from None


def emptied(folder: Path, kind: str) -> None:
    """Claim a folder and remove what is in it."""
    claim(folder, kind)
    for path in folder.iterdir():
        if path.name != MARK:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def fault_of_out(out: Path, root: Path, data: Path) -> str:
    """Return why a folder that a user named with ``--out`` (resolved) cannot be written into; nothing when it can.

    It may be a new or an empty one, one below ``build/`` or outside the project; not in a book or a site, nor among what
    the project is made of.
    """
    try:
        if fault := fault_above(out / MARK):
            return fault
        for folder in (out, *out.parents):
            if (folder / CONTENTS).exists() or kind_of(folder) not in ("", "out"):
                return message("book.claims.book", out=out, folder=folder)
    except OSError as error:
        return message("book.claims.closed", folder=out, why=reason(error))
    if out == root or data in (out, *out.parents) or (root in out.parents and is_taken(root, out)):
        return message("book.claims.project", out=out)
    return ""


def take_out(out: Path, root: Path) -> None:
    """Mark a folder in the project that a user named with ``--out``, so that it can be used again."""
    if root in out.parents and root / "build" not in (out, *out.parents):
        claim(root / out.relative_to(root).parts[0], "out")


def is_taken(root: Path, out: Path) -> bool:
    """Tell whether a folder below the project's root would lie in one of the project's own."""
    top = root / out.relative_to(root).parts[0]
    return top.name != "build" and bool(fault_of(top, "out"))
