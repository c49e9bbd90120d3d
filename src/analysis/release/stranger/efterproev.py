"""Computes every published number of the edition again. Run it with Python 3.11 or newer: python3 efterproev.py."""

import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDED = ("highspy", "pandas", "pydantic", "scipy", "statsmodels")
PLACE = HERE / ".venv"


def own_python() -> str:
    """Return the Python of this folder, with the libraries of the lock; they are fetched the first time."""
    python = PLACE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (PLACE / ".ready").exists():
        venv.create(PLACE, with_pip=True, clear=True)
        lock = str(HERE / "requirements.txt")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], check=True)  # noqa: S603 - our own
        (PLACE / ".ready").touch()
    return str(python)


if __name__ == "__main__":
    if not all(map(find_spec, NEEDED)):
        sys.exit(subprocess.run([own_python(), __file__], check=False).returncode)  # noqa: S603 - this very file
    sys.path.insert(0, str(HERE / "src"))
    from analysis.release.again import main

    sys.exit(main(HERE / "data"))
