"""Files are written whole: whoever looks finds the old one or the new one, and nothing of a write that failed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.book import files
from analysis.book.files import write_if_changed, write_whole

OLD, NEW = "gammel\n" * 3, "nyt æøå\n" * 5


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "side.ipynb"
    found.write_text(OLD, encoding="utf-8")
    return found


def test_a_file_says_what_was_written_on_every_system(tmp_path: Path) -> None:
    """UTF-8, lines that end as they were given, and its folder with it. Nothing else is left there."""
    path = tmp_path / "new" / "folder" / "side.ipynb"
    write_whole(path, NEW)
    assert path.read_bytes() == NEW.encode()
    assert list(path.parent.iterdir()) == [path]


def test_who_reads_the_old_file_reads_it_to_the_end(path: Path) -> None:
    """The new one takes its name and not its content."""
    with path.open(encoding="utf-8") as file:
        assert file.readline() == "gammel\n"
        write_whole(path, NEW)
        assert file.read() == "gammel\n" * 2
    assert path.read_text(encoding="utf-8") == NEW


def test_the_new_file_is_on_the_disk_before_it_takes_the_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a loss of power could leave an empty one."""
    seen: list[tuple[int, str]] = []

    def sync(file: int) -> None:
        seen.append((os.fstat(file).st_size, path.read_text(encoding="utf-8")))

    monkeypatch.setattr(files.os, "fsync", sync)
    write_whole(path, NEW)
    assert seen == [(len(NEW.encode()), OLD)]


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_what_was_there(path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """And nothing beside it."""

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(type(error)):
        write_whole(path, NEW)
    assert path.read_text(encoding="utf-8") == OLD
    assert list(path.parent.iterdir()) == [path]


def test_what_a_killed_write_left_is_no_obstacle(path: Path) -> None:
    """The next one takes its place."""
    path.with_name(f".{path.name}.tmp").write_text("half", encoding="utf-8")
    write_whole(path, NEW)
    assert path.read_text(encoding="utf-8") == NEW
    assert list(path.parent.iterdir()) == [path]


def test_a_writer_that_is_killed_at_any_moment_leaves_a_whole_file(path: Path) -> None:
    """Here it writes one after the other, and is killed in the middle."""
    texts = ["a" * 300_000, "b" * 400_000]
    code = (
        "import sys\nfrom pathlib import Path\nfrom analysis.book.files import write_whole\n"
        "while True:\n    for letter, size in (('a', 300_000), ('b', 400_000)):\n"
        "        write_whole(Path(sys.argv[1]), letter * size)\n"
    )
    for _ in range(3):
        path.write_text(OLD, encoding="utf-8")
        with subprocess.Popen([sys.executable, "-c", code, str(path)]) as writer:
            last = time.monotonic() + 60
            while path.read_text(encoding="utf-8") == OLD:
                assert time.monotonic() < last
            for _ in range(50):
                assert path.read_text(encoding="utf-8") in texts
            writer.send_signal(signal.SIGKILL)
        assert path.read_text(encoding="utf-8") in texts


def test_a_file_that_says_it_already_is_left_alone(path: Path) -> None:
    """So that nothing that watches it sees a change."""
    os.utime(path, (1, 1))
    write_if_changed(path, OLD)
    assert path.stat().st_mtime == 1
    write_if_changed(path, NEW)
    assert path.read_text(encoding="utf-8") == NEW
    write_if_changed(path.with_name("other.md"), NEW)
    assert path.with_name("other.md").read_text(encoding="utf-8") == NEW
