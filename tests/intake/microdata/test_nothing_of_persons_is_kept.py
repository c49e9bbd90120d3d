"""Names, case numbers and addresses that stand in rows are in no file and no word of the program, however a run ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_rows import made_answers, made_rows, write, write_answers

NAME, CASE, STREET = "Rasmine Qvistgaard", "SAG-771204-9", "Zonsvej 17, 3. th."
PLANTED = [NAME, CASE, STREET, "Qvistgaard", "771204", "Zonsvej", NAME.lower(), STREET.lower(), CASE.lower()]
# Runs commands one after the other; what is patched stands in for a long or failing step.
RUN = """
import json, sys, time
from analysis import cli
commands, patch = json.loads(sys.argv[1]), sys.argv[2]
if patch:
    from analysis.intake.registers import counting
    def wait(pieces):
        print("WAITING", flush=True)
        time.sleep(60)
    def fail(pieces):
        import duckdb
        raise duckdb.InvalidInputException("Original Line: Rasmine Qvistgaard SAG-771204-9")
    counting.settle = {"wait": wait, "fail": fail}[patch]
for command in commands:
    print("EXIT", cli.main(command), flush=True)
"""


def planted(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows in which persons stand in every column where they may have been typed."""
    for number, row in enumerate(rows):
        row["navn"] = f"{NAME} {STREET}" if number % 2 else "x"
        if number % 5 == 0:
            row["sag"] = CASE
        if number % 7 == 0:
            row["område"] = STREET
        if number % 11 == 0:
            row["kode"] = NAME
        if number % 13 == 0:
            row["dato"], row["status"] = CASE, NAME
    return rows


@pytest.fixture
def place(tmp_path: Path, data: Path) -> Path:
    """Folders for everything that a program might write, and beside them the rows, which are the user's own."""
    for name in ("home", "temp", "rows"):
        (tmp_path / name).mkdir()
    rows = planted(made_rows(400, seed=21))
    write(tmp_path / "rows" / "a.csv", rows, separator=";", encoding="windows-1252")
    write(tmp_path / "rows" / "headless.csv", rows)
    whole = (tmp_path / "rows" / "headless.csv").read_bytes()
    (tmp_path / "rows" / "headless.csv").write_bytes(whole.split(b"\n", 1)[1])
    (tmp_path / "rows" / "broken.csv").write_bytes(whole + b'"' + f"{CASE},{NAME}".encode() + b"\n" + f"{CASE},{NAME},x\n".encode())
    (tmp_path / "rows" / "cut.parquet").write_bytes(b"PAR1" + NAME.encode())
    persons = [{**row, "q1": NAME if number % 9 == 0 else row["q1"]} for number, row in enumerate(made_answers(300, seed=2))]
    write_answers(tmp_path / "rows" / "svar.csv", [row | {"Område": STREET} if row["q1"] == NAME else row for row in persons])
    return tmp_path


def started(place: Path, root: Path, commands: list[list[str]], patch: str = "") -> subprocess.Popen[str]:
    places = {name: str(place / "temp") for name in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME")}
    environment = os.environ | places | {"HOME": str(place / "home"), "PYTHONPATH": os.pathsep.join(sys.path)}
    whole = [["intake", *command, "--data", str(place / "data")] for command in commands]
    return subprocess.Popen(
        [sys.executable, "-c", RUN, json.dumps(whole), patch],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def given_away(place: Path, *said: str) -> list[str]:
    """Where something planted is found: in what was said, in names of files, and in files, in any of the encodings."""
    found = [f"said: {word}" for word in PLANTED for text in said if word in text]
    for path in place.rglob("*"):
        if path.is_relative_to(place / "rows"):
            continue
        assert not path.is_fifo() or path.is_relative_to(place / "temp")
        content = path.read_bytes() if path.is_file() else b""
        for word in PLANTED:
            forms = {word.encode(encoding) for encoding in ("utf-8", "utf-16-le")}
            found += [f"{path}: {word}" for form in forms if form in content or word in path.name]
    return found


def test_of_runs_that_end_well_and_of_runs_that_do_not(place: Path, root: Path, register: Path, answers: Path) -> None:
    """Taken in, shown in every form, refused for the file, the mapping or the reason, and taken back."""
    rows, by = place / "rows", ["--mapping", str(register), "--source", "optalt"]
    swapped = place / "swapped.toml"
    text = register.read_text(encoding="utf-8")
    swapped.write_text(text.replace('code = "Kode"', 'code = "Navn"').replace('area = "Område"', 'area = "Sag"'), encoding="utf-8")
    wrong = ["--mapping", str(swapped), "--dry-run"]
    commands = [
        [str(rows / "a.csv"), *by, "--dry-run", "--format", "json"],
        [str(rows / "a.csv"), *by],
        [str(rows / "a.csv"), *by, "--accept", "Prøve"],
        [str(rows / "headless.csv"), *by, "--dry-run"],
        [str(rows / "broken.csv"), *by, "--dry-run"],
        [str(rows / "cut.parquet"), *by, "--dry-run"],
        [str(rows / "a.csv"), *wrong],
        [str(rows / "svar.csv"), "--mapping", str(answers), "--source", "optalt", "--dry-run", "--format", "json"],
        [str(rows / "svar.csv"), "--mapping", str(answers), "--source", "optalt", "--accept", "Prøve"],
        ["--undo"],
    ]
    out, error = (process := started(place, root, commands)).communicate(timeout=120)
    assert process.returncode == 0, error
    assert [line.split()[1] for line in out.splitlines() if line.startswith("EXIT")] == list("0101011000")
    assert given_away(place, out, error) == []
    assert list((place / "temp").iterdir()) == []
    assert (place / "data" / "deliveries" / "registers.csv").is_file()


@pytest.mark.parametrize("how", ["fail", "interrupt", "kill"])
def test_of_a_run_that_is_stopped_half_way(place: Path, root: Path, register: Path, how: str) -> None:
    """The engine complains with a row in its mouth, somebody presses Ctrl-C, or the process is killed: nothing is left."""
    commands = [[str(place / "rows" / "a.csv"), "--mapping", str(register), "--source", "optalt", "--accept", "Prøve"]]
    before = (place / "data" / "observations.csv").read_bytes()
    process = started(place, root, commands, "fail" if how == "fail" else "wait")
    said = "" if how == "fail" else process.stdout.readline()
    if how != "fail":
        assert said == "WAITING\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT if how == "interrupt" else signal.SIGKILL)
    out, error = process.communicate(timeout=60)
    assert "Traceback" not in error
    assert {"fail": "EXIT 1" in out and "what stood in it is not shown here" in error, "interrupt": "EXIT 130" in out}.get(
        how, True
    )
    assert given_away(place, said, out, error) == []
    assert (place / "data" / "observations.csv").read_bytes() == before
    assert [path for path in (place / "temp").rglob("*") if path.is_file()] == []


def test_the_search_finds_what_is_there(place: Path) -> None:
    """A file with a name would be found, and so would a word."""
    (place / "temp" / "cache.bin").write_bytes(b"\0" + NAME.encode("utf-16-le"))
    assert given_away(place, f"x {STREET}")
    assert len(given_away(place)) == 2
