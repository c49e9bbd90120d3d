"""An invented register of any size, the same counts by plain pandas, and the program run on it: for ``bench.py``."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

AREAS, CODES, YEARS = 6, 12, 10
FIRST_YEAR = 2015
# Prints the most memory that a process had, of its own (what it was started from had another), and its processor time.
PEAK = "import os, re; print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], sum(os.times()[:2]))"
# Every twentieth row corrects another one; days, codes, areas and states come from the number of the row.
MADE = """
COPY (
  SELECT 'S' || lpad(CAST(CASE WHEN n % 20 = 7 THEN hash(n) % {count} ELSE n END AS VARCHAR), 9, '0') AS sag,
    CASE WHEN n % 97 = 0 THEN '' ELSE CAST(DATE '{first}-01-01' + CAST(hash(n + 1) % {days} AS INTEGER) AS VARCHAR) END AS dato,
    lpad(CAST(hash(n + 2) % {other} AS VARCHAR), 4, '0') AS kode,
    CASE WHEN n % 29 = 0 THEN '' ELSE 'Område ' || hash(n + 3) % {areas} END AS område,
    CASE WHEN hash(n + 4) % 25 = 0 THEN 'annulleret' ELSE 'lukket' END AS status,
    strftime(TIMESTAMP '2025-01-01' + to_seconds(CAST(hash(n + 5) % 30000000 AS BIGINT)), '%Y-%m-%dT%H:%M:%S') AS skrevet,
    'Opdigtet tekst nr. ' || n AS bemærkning
  FROM range({start}, {end}) AS rows(n)
) TO '{path}' (HEADER, DELIMITER ',')
"""
PANDAS = """
import pandas as pd, sys
columns = ["sag", "dato", "kode", "område", "status", "skrevet"]
rows = pd.concat([pd.read_csv(path, usecols=columns, dtype=str, keep_default_na=False) for path in sys.argv[1:]])
rows = rows[rows["sag"].str.strip() != ""].sort_values("skrevet", kind="stable").drop_duplicates("sag", keep="last")
for name in columns[1:5]:
    rows[name] = rows[name].str.strip().str.lower()
day = pd.to_datetime(rows["dato"], format="%Y-%m-%d", errors="coerce")
rows = rows.assign(year=day.dt.year)
known = rows["kode"].str.fullmatch(r"[0-9]{4}") & (rows["kode"] < "%04d") & (rows["område"] != "")
rows = rows[(rows["status"] != "annulleret") & day.dt.year.between(2015, 2024) & known]
counts = rows.groupby(["område", "kode", "year"]).size()
for (area, code, year), count in counts.items():
    print(f"a{area[-1]},c{code},{int(year)},{count}")
""".replace("%04d", f"{CODES:04d}")


def make(folder: Path, count: int, files: int) -> list[Path]:
    """Write a register of so many rows, in so many files, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"register-{number}.csv" for number in range(files)]
    with duckdb.connect() as connection:
        for number, path in enumerate(paths):
            start, end = count * number // files, count * (number + 1) // files
            given = {"count": count, "first": FIRST_YEAR, "days": YEARS * 365, "other": CODES + 1, "areas": AREAS}
            connection.execute(MADE.format(**given, start=start, end=end, path=path))
    return paths


def mapping() -> str:
    """Return the mapping of the register."""
    lines = [
        'kind = "register"',
        'about = "Opdigtet"',
        'indicator = "anmeldelser"',
        f"from_year = {FIRST_YEAR}",
        f"to_year = {FIRST_YEAR + YEARS - 1}",
        'withdrawn = ["annulleret"]',
        '[columns]\ncase = "sag"\ndate = "dato"\ncode = "kode"\narea = "område"\nstatus = "status"\nregistered = "skrevet"',
    ]
    lines += [f'[[areas]]\nnames = ["Område {number}"]\ngeographies = ["a{number}"]' for number in range(AREAS)]
    lines += [f'[[codes]]\ncodes = ["{number:04d}"]\ncategories = ["c{number:04d}"]' for number in range(CODES)]
    return "\n".join(lines) + "\n"


def make_data(data: Path) -> Path:
    """Add what the register counts to a data folder, and return the mapping's path."""
    with (data / "partnership.toml").open("r+", encoding="utf-8") as file:
        text = file.read()
        own = "".join(
            f'[geographies.a{number}]\nname = "A{number}"\nshort = "A{number}"\nkind = "other"\n' for number in range(AREAS)
        )
        place = text.index("[geographies.")
        file.seek(0)
        file.write(text[:place] + own + text[place:])
    with (data / "indicators.toml").open("a", encoding="utf-8") as file:
        file.writelines(f'\n[indicators.anmeldelser.categories.c{number:04d}]\nname = "C{number}"\n' for number in range(CODES))
    path = data.parent / "register.toml"
    path.write_text(mapping(), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Run:
    """What a process took, of its own start too: seconds, seconds of the processors, the most memory in MB; and its counts."""

    seconds: float
    processor: float
    memory: int
    counts: set[str]

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.processor:.0f} s of processor time) and {self.memory:,} MB"


def run(script: str, arguments: list[str], cwd: Path) -> tuple[Run, list[str]]:
    """Return what a script took in a process of its own, without counts, and the lines that it printed."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", f"{script}\n{PEAK}", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    *said, taken = done.stdout.splitlines()
    memory, processor = taken.split()
    return Run(seconds, float(processor), int(memory) // 1024, set()), said


PROGRAM = "import sys; from analysis.cli import main; assert main(sys.argv[1:]) == 0"


def by_program(paths: list[Path], path: Path, data: Path, *more: str) -> Run:
    """Return what the command takes, and the counts that it shows, without those of 0."""
    command = ["intake", *map(str, paths), "--mapping", str(path), "--data", str(data), "--dry-run", "--format", "csv", *more]
    taken, said = run(PROGRAM, command, data.parent)
    rows = [line.split(",") for line in said[1:]]
    return replace(taken, counts={f"{row[2]},{row[1]},{row[3]},{row[7]}" for row in rows if row[7] != "0"})


def by_pandas(paths: list[Path], cwd: Path) -> Run:
    """Return what pandas takes, and its counts."""
    taken, said = run(PANDAS, list(map(str, paths)), cwd)
    return replace(taken, counts=set(said))
