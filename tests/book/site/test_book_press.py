"""Building many books in copies of one warm process."""

import os
import socket

import pytest

from analysis.book.site import html
from analysis.book.site.press import ADDRESS, ENVIRONMENT, by_press, press

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")


@pytest.mark.parametrize("at_once", [False, True])
def test_each_book_has_its_own_copy_log_and_exit_code(tmp_path, at_once):
    """Also one after another that failed; something else is done meanwhile; and when the press is left it is gone."""
    log, done = tmp_path / "log.txt", []
    with press(os.environ | ENVIRONMENT, at_once=at_once):
        for arguments, code, said in ((["--version"], 0, "Jupyter Book"), (["knit"], 2, "No such command"), (["--version"], 0, "")):
            assert by_press(arguments, log, lambda: done.append(log)) == code
            assert said in log.read_text(encoding="utf-8")
        address = ADDRESS.get()
    assert len(done) == 3
    assert not ADDRESS.get()
    assert not os.path.exists(address)  # noqa: PTH110 - a socket's name
    with socket.socket(socket.AF_UNIX) as asking, pytest.raises(OSError, match="No such file"):
        asking.connect(address)


def test_without_a_press_each_book_has_a_new_process(tmp_path, monkeypatch):
    """Where there never was one, and where it has been killed."""
    asked = []
    monkeypatch.setattr(html, "by_itself", lambda arguments, log, meanwhile: asked.append(log) or meanwhile() or 0)
    for address in ("", str(tmp_path / "gone")):
        before = ADDRESS.set(address)
        html.call_jupyter_book(tmp_path, {}, tmp_path, lambda: asked.append("meanwhile"))
        ADDRESS.reset(before)
    assert asked == [tmp_path / "log.txt", "meanwhile"] * 2
