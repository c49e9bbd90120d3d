"""Which language is spoken: the one that was chosen, for as long as the work at hand takes and wherever it is done, or the system's."""

import multiprocessing
import pickle
import sys
from io import BytesIO
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from analysis.book.cluster import warm_process
from analysis.book.engine import processes
from analysis.book.engine.processes import Ended, Limits, run_each
from analysis.errors import reason
from analysis.messages import LANGUAGES, message, speaking, spoken
from analysis.messages.system import language_of_system, language_of_windows


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "da"}, "da"),
        ({"LANG": "da-DK"}, "da"),
        ({"LANG": "DA_DK"}, "da"),
        ({"LANG": "da.UTF-8"}, "da"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "dansk"}, "en"),
        ({"LANG": "en_DK.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "da_DK.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "da_DK.UTF-8"}, "da"),
        ({"LC_MESSAGES": "da_DK.UTF-8", "LANG": "en_US.UTF-8"}, "da"),
        ({"LC_ALL": "da_DK.UTF-8", "LC_MESSAGES": "C", "LANG": "C"}, "da"),
        ({"LC_CTYPE": "da_DK.UTF-8"}, "en"),
    ],
)
def test_the_system_speaks_the_language_of_its_settings(environment: dict[str, str], language: str) -> None:
    """The first that is set decides; a language without a catalogue, and none at all, is English."""
    assert language_of_system(environment, LANGUAGES) == language


@pytest.mark.parametrize(("number", "language"), [(0x0406, "da"), (0x0409, "en"), (0x0809, "en"), (0x0407, "")])
def test_windows_says_its_language_as_a_number(number: int, language: str) -> None:
    """Danish, American and British English, German."""
    windll = SimpleNamespace(kernel32=SimpleNamespace(GetUserDefaultUILanguage=lambda: number))
    assert language_of_windows(windll) == language


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the system's")
def test_other_systems_are_not_asked_as_windows_is() -> None:
    """Their variables are all there is."""
    assert language_of_windows() == ""


def test_a_choice_ends_with_its_work() -> None:
    """Also when that fails, and one inside another."""
    with speaking("da"):
        with speaking("en"):
            assert spoken() == "en"
        assert message("errors.fault.row", row=3) == "række 3"
    assert spoken() == "en"
    with pytest.raises(KeyError), speaking("da"):
        message("no.such.key")
    assert spoken() == "en"


def test_a_thread_does_not_hear_what_another_one_chose() -> None:
    """Two commands in one process would not mix."""
    heard: list[str] = []
    with speaking("da"):
        thread = Thread(target=lambda: heard.append(spoken()))
        thread.start()
        thread.join()
    assert heard == ["en"]


@pytest.mark.parametrize(("code", "said"), [(2, "der er ingen fil eller mappe med det navn"), (99999, "the system's own words")])
def test_the_systems_refusals_are_said_in_the_language(code: int, said: str) -> None:
    """What the catalogue does not have stays in the system's words."""
    with speaking("da"):
        assert reason(OSError(code, "the system's own words")) == said


@pytest.mark.parametrize("way", [way for way in ("fork", "forkserver", "spawn") if way in multiprocessing.get_all_start_methods()])
def test_a_process_made_for_a_task_speaks_the_language(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of this one, of a warm one that started in another language, or a new one."""
    monkeypatch.setattr(processes, "source_of_processes", lambda: multiprocessing.get_context(way))
    said = []
    for language in ("en", "da"):
        with speaking(language):
            said += [
                ended.result or ended.why for ended in run_each(message, ["data.values.nothing"], workers=1, limits=Limits(60))
            ]
    assert said == ["nothing", "ingenting"]


@pytest.mark.parametrize(("language", "said"), [("da", "række 3"), ("en", "row 3")])
def test_a_workers_warm_process_speaks_the_language_of_the_task(
    language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that of the machine it runs on; afterwards it speaks its own again."""
    monkeypatch.setattr(warm_process, "know_results", lambda *_: None)
    monkeypatch.setattr(warm_process, "run_each", lambda *_args, **_options: iter([Ended(0, message("errors.fault.row", row=3))]))
    tasks = BytesIO(pickle.dumps((pickle.dumps((print, 0, 60, language)), str(tmp_path), 1)))
    ends = BytesIO()
    warm_process.do_all(tasks, ends)
    assert pickle.loads(pickle.loads(ends.getvalue())) == (said, "")
    assert spoken() == "en"
