"""Archives of files that come out in the same bytes each time, and the hash by which others can check a file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

FIXED = (1980, 1, 1, 0, 0, 0)
# Text of a data folder; more than this is no data folder of ours.
LARGEST_BYTES = 100_000_000
READABLE = 0o644 << 16


def sha256(content: bytes) -> str:
    """Return the hash by which others can check a file."""
    return hashlib.sha256(content).hexdigest()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as an archive that says nothing of when or where it was made; the same files give the same bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, READABLE
            archive.writestr(entry, files[name])
    return whole.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive. Raises ``ValueError`` for one that is damaged, too large or leads out of its folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST_BYTES or any(leads_out(entry.filename) for entry in entries):
                raise ValueError
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError from error


def leads_out(name: str) -> bool:
    """Tell whether a name in an archive is no plain path below where it is unpacked."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
