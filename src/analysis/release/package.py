"""The package with which a stranger computes an edition's numbers again: data, ledger, frozen copies, program and lock in one file.

It needs no git and no copy of the project. The same project gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from analysis.archive import zipped
from analysis.book.files import files_below
from analysis.book.progress import tell
from analysis.book.project import Project
from analysis.data import Facts
from analysis.data.folder import PUBLISHED
from analysis.data.ledger import Ledger, Record, ledger_name, read_record
from analysis.display.chapters.rettelser import package_file
from analysis.messages import message
from analysis.release.crate import METADATA, Crate, metadata
from analysis.release.frozen import data_files, frozen_facts, read_release
from analysis.release.lock import part_of_lock

PACKAGE = Path(__file__).parents[1]
# What computes numbers, and what holds them against the ledger. Nothing that makes notebooks or pages.
PROGRAM = ("data", "indicators", "messages", "release")
FILES = ("__init__.py", "archive.py", "errors.py")
SUFFIXES = (".py", ".toml", ".md")
COMMAND, ABOUT, LOCK, LICENCE = "efterproev.py", "LAES-MIG.md", "requirements.txt", "LICENSE"


def write_packages(project: Project, facts: Facts, site: Path) -> None:
    """Write the package of each published edition to its place in a site. Raises ``DataFaults`` where a frozen copy is not there.

    Data with small counts that their owner has not published are given to nobody: then there is none, and that is said.
    """
    record = read_record(project.data)
    if record.ledgers and has_small_counts(project.data, facts, record):
        tell(message("release.package.private"))
        return
    common = program() | lock_of(project.root) | in_data(data_files(project.data))
    for year, ledger in record.ledgers.items():
        place = site / package_file(year)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(package(project, facts, ledger, common))


def has_small_counts(folder: Path, facts: Facts, record: Record) -> bool:
    """Tell whether the data, or the frozen data of any release, hold counts that the pages hide."""
    releases = (read_release(folder, year, release) for year, ledger in record.ledgers.items() for release in ledger.releases)
    return hides(facts) or any(hides_then(folder, data) for data in {release.data for release in releases})


def hides_then(folder: Path, data: str) -> bool:
    """Tell whether frozen data hold counts that the pages hide."""
    with frozen_facts(folder, data) as then:
        return hides(then)


def hides(facts: Facts) -> bool:
    """Tell whether any count below the limit comes from what its owner has not published; a nought counts too."""
    limit = facts.partnership.disclosure.threshold
    return any(
        facts.sources[o.source].kind == "delivery"
        and facts.indicators[o.indicator].unit == "count"
        and o.value is not None
        and o.value < limit
        for o in facts.observations
    )


def package(project: Project, facts: Facts, ledger: Ledger, common: Mapping[str, bytes]) -> bytes:
    """Return an edition's package. ``common`` is what the packages of all editions have."""
    content = {**common, **in_data(published_files(project.data, ledger)), **templates(facts, ledger)}
    crate = Crate(facts.partnership, ledger.year, ledger.last.day, ledger.last.version, COMMAND)
    return zipped(content | {METADATA: metadata(crate, content)})


def in_data(content: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files of a data folder with their place in the package."""
    return {f"data/{name}": text for name, text in content.items()}


def program() -> dict[str, bytes]:
    """Return the source that computes and compares, with its place in the package."""
    paths = [PACKAGE / name for name in FILES]
    paths += [path for room in PROGRAM for path in files_below(PACKAGE / room) if path.suffix in SUFFIXES]
    return {f"src/analysis/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in paths}


def lock_of(root: Path) -> dict[str, bytes]:
    """Return the part of the lock that computing needs, and the licence of the program where it has one."""
    found = {name: (root / name).read_bytes() for name in (LOCK, LICENCE) if (root / name).is_file()}
    return found | ({LOCK: part_of_lock(found[LOCK].decode("utf-8")).encode()} if LOCK in found else {})


def published_files(folder: Path, ledger: Ledger) -> dict[str, bytes]:
    """Return an edition's ledger and the frozen copies of all its releases. Raises ``DataFaults`` where one is not there."""
    names = {ledger_name(ledger.year)}
    for release in ledger.releases:
        found = read_release(folder, ledger.year, release)
        names |= {f"{PUBLISHED}/{ledger.year}/{release}.json", f"{found.name}.zip", found.data_name}
    return {name: (folder / name).read_bytes() for name in names}


def templates(facts: Facts, ledger: Ledger) -> dict[str, bytes]:
    """Return what a stranger reads first, and the one command."""
    here = files("analysis.release").joinpath("stranger")
    said = {"partnership": facts.partnership.name, "year": ledger.year, "count": len(ledger.in_force)}
    about = Template(read(here, ABOUT)).substitute({key: str(value) for key, value in said.items()})
    return {ABOUT: about.encode(), COMMAND: read(here, COMMAND).encode()}


def read(folder: Traversable, name: str) -> str:
    return folder.joinpath(name).read_text(encoding="utf-8")
