"""Frozen copies: what a release was made from, kept beside the facts so that it can be made again when they have moved on.

``published/<year>/<release>.json`` says what a release was made of, ``<release>.zip`` beside it has its results table, and
``published/data/<hash>.zip`` the data files, once for all releases that were made from the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.archive import leads_out, sha256, unzipped, zipped
from analysis.data import Facts, fingerprint, load
from analysis.data.folder import PUBLISHED, files_read
from analysis.errors import DataFaults, Fault, fault

FROZEN_DATA = f"{PUBLISHED}/data/"


@dataclass(frozen=True)
class Release:
    """One release of an edition, and hashes of what it was made of. ``data`` is the hash of the data files by their content.

    ``accepted`` is why what the edition lacked did not stand in the way.
    """

    edition: int
    release: int
    day: str
    note: str
    version: str
    as_of: str
    data: str
    results: str
    lock: str
    notebooks: dict[str, str]
    lines: int
    mark: str
    accepted: str = ""

    @property
    def data_name(self) -> str:
        """The path of the frozen data below the data folder."""
        return f"{FROZEN_DATA}{self.data}.zip"

    @property
    def name(self) -> str:
        """The path of what it was made of, below the data folder and without its ending."""
        return f"{PUBLISHED}/{self.edition}/{self.release}"

    @property
    def results_name(self) -> str:
        """The name of the results table in its archive."""
        return f"resultater-{self.edition}.csv"


# Freezing


def data_files(folder: Path) -> dict[str, bytes]:
    """Return every file that a data folder's content is in, by its path below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files_read(folder) if path.is_file()}


def hash_of(data: Mapping[str, bytes]) -> str:
    """Return one hash of data files: of their names and what they say, and not of which files a program knows."""
    return fingerprint(*(part for name in sorted(data) for part in (name.encode(), data[name])))


def frozen(release: Release, results: bytes, data: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a frozen copy by their paths below the data folder."""
    said = json.dumps(asdict(release), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {
        f"{release.name}.json": said.encode(),
        f"{release.name}.zip": zipped({release.results_name: results}),
        release.data_name: zipped(data),
    }


# Reading frozen copies


def read_release(folder: Path, year: int, release: int) -> Release:
    """Return what a release was made of. Raises ``DataFaults`` where that is not there or is not as it was written."""
    name = f"{PUBLISHED}/{year}/{release}.json"
    try:
        found = Release(**json.loads((folder / name).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise DataFaults([fault("release.frozen.gone", file=name)]) from None
    except (OSError, ValueError, TypeError):
        raise DataFaults([fault("release.frozen.damaged", file=name)]) from None
    if (found.edition, found.release) != (year, release) or leads_out(found.data) or "/" in found.data:
        raise DataFaults([fault("release.frozen.damaged", file=name)])
    return found


def read_archive(folder: Path, name: str) -> dict[str, bytes]:
    """Return the files of a frozen archive. Raises ``DataFaults``."""
    try:
        return unzipped((folder / name).read_bytes())
    except FileNotFoundError:
        raise DataFaults([fault("release.frozen.gone", file=name)]) from None
    except (OSError, ValueError):
        raise DataFaults([fault("release.frozen.damaged", file=name)]) from None


def frozen_results(folder: Path, release: Release) -> str:
    """Return the results table of a release as it was published. Raises ``DataFaults``."""
    name = f"{release.name}.zip"
    content = read_archive(folder, name).get(release.results_name, b"")
    if sha256(content) != release.results:
        raise DataFaults([fault("release.frozen.damaged", file=name)])
    return content.decode("utf-8")


@contextmanager
def frozen_facts(folder: Path, data: str) -> Iterator[Facts]:
    """Yield the facts of a frozen copy by the hash of its data. Raises ``DataFaults``, also where it can no longer be read."""
    name = f"{FROZEN_DATA}{data}.zip"
    files = read_archive(folder, name)
    if hash_of(files) != data:
        raise DataFaults([fault("release.frozen.damaged", file=name)])
    with TemporaryDirectory() as place:
        for path, content in files.items():
            target = Path(place) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        try:
            facts = load(Path(place))
        except DataFaults as error:
            raise DataFaults([unreadable(name, error.faults[0])]) from None
        yield facts


def unreadable(name: str, first: Fault) -> Fault:
    """Return that a frozen copy cannot be read by this program, with the first reason."""
    return fault("release.frozen.unreadable", file=name, why=f"{first.file}: {first.found}")
