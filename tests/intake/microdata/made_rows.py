"""Invented registers and answers, and slow plain counts of them that share no code with the program."""

import csv
import datetime as dt
import io
import random
from collections import Counter, defaultdict
from pathlib import Path

COLUMNS = ("sag", "dato", "kode", "område", "status", "skrevet", "navn")
AREAS = {"Søparken": ("omraade-a", "byen"), "Soeparken": ("omraade-a", "byen"), "Bakken": ("byen",), "Ø-gaden": None}
# code, first and last year in which it holds, categories; None: known and not counted
CODES = [
    ("110", 2025, 2026, ("indbrud", "samlet")),
    ("110", 2027, 2028, ("haervaerk", "samlet")),
    ("120", 2025, 2028, ("haervaerk", "samlet")),
    ("990", 2025, 2028, None),
]
MAPPING = """
kind = "register"
about = "Opdigtet register"
indicator = "anmeldelser"
from_year = 2025
to_year = 2028
period = "{period}"
dates = ["YYYY-MM-DD", "DD-MM-YYYY"]
withdrawn = ["annulleret"]
[columns]
case = "Sag"
date = "Dato"
code = "Kode"
area = "Område"
status = "Status"
registered = "Skrevet"
[[areas]]
names = ["Søparken", "Soeparken"]
geographies = ["omraade-a", "byen"]
[[areas]]
names = ["Bakken"]
geographies = ["byen"]
[[areas]]
names = ["Ø-gaden"]
skip = "En anden by"
[[codes]]
codes = ["110"]
categories = ["indbrud", "samlet"]
to_year = 2026
[[codes]]
codes = ["110"]
categories = ["haervaerk", "samlet"]
from_year = 2027
[[codes]]
codes = ["120"]
categories = ["haervaerk", "samlet"]
[[codes]]
codes = ["990"]
skip = "Ikke i bogen"
"""


def made_rows(count: int, seed: int) -> list[dict[str, str]]:
    """Rows of a register with every fault that the rules know, corrections before and after what they correct, and copies."""
    dice = random.Random(seed)
    rows = []
    for number in range(count):
        day = dt.date(2024, 12, 1) + dt.timedelta(dice.randrange(1530))
        rows.append(
            {
                "sag": dice.choice(["", f"S-{number:05d}", *[f"S-{dice.randrange(max(number, 1)):05d}"] * 2, f" S-{number:05d} "]),
                "dato": dice.choice([day.isoformat()] * 8 + [day.strftime("%d-%m-%Y"), "", "2026-02-30", "31.12.2026"]),
                "kode": dice.choice(["110"] * 4 + ["120"] * 3 + ["990", "", "777", "Kode"]),
                "område": dice.choice([*AREAS, "SØPARKEN", " bakken ", "", "Bakkn"]),
                "status": dice.choice(["åben", "lukket", "Annulleret", ""]),
                "skrevet": dice.choice(
                    [f"2029-01-{dice.randrange(1, 29):02d}T{dice.randrange(24):02d}:{dice.randrange(60):02d}:00"] * 9
                    + ["2029-01-01T00:00:00", "i går"]
                ),
                "navn": dice.choice(["Else", 'Bo "Bob"', "Ib; Ida, Åse", "x"]),
            }
        )
    return rows + [dict(row) for row in rows[::17]]


def counted_slowly(rows: list[dict[str, str]], part: str = "year") -> tuple[Counter, Counter]:
    """The counts by area, category, year and period, and why the rest was not counted, row by row."""
    latest: dict[str, list[tuple[str, object]]] = defaultdict(list)
    reasons: Counter = Counter()
    for row in rows:
        case = row["sag"].strip()
        if not case:
            reasons["id_blank"] += 1
            continue
        try:
            written = dt.datetime.fromisoformat(row["skrevet"].strip()).isoformat()
        except ValueError:
            written = ""
        latest[case].append((written, placed(row, part)))
    counts: Counter = Counter()
    for several in latest.values():
        last = max(written for written, _ in several)
        found = {place for written, place in several if written == last}
        (place,) = found if len(found) == 1 else {"contradicted"}
        if isinstance(place, str):
            reasons[place] += 1
            continue
        areas, categories, year, period = place
        counts.update({(area, category, year, period): 1 for area in areas for category in categories})
    return counts, reasons


def placed(row: dict[str, str], part: str) -> object:
    """Where a row counts, or the first reason why it does not."""
    day = day_of(row["dato"].strip())
    year = day.year if day else 0
    codes = [categories for code, first, last, categories in CODES if code == row["kode"].strip() and first <= year <= last]
    area = row["område"].strip().lower()
    known = {name.lower(): geographies for name, geographies in AREAS.items()}
    tests = {
        "withdrawn": row["status"].strip().lower() == "annulleret",
        "date_unreadable": day is None,
        "date_outside": not 2025 <= year <= 2028,
        "code_unknown": not codes,
        "code_skipped": codes == [None],
        "area_blank": not area,
        "area_unknown": area not in known,
        "area_skipped": known.get(area) is None,
    }
    if reason := next((reason for reason, holds in tests.items() if holds), ""):
        return reason
    periods = {"year": "", "quarter": f"{year}K{(day.month + 2) // 3}", "month": f"{year}M{day.month:02d}"}
    return known[area], codes[0], year, periods[part]


def day_of(text: str) -> dt.date | None:
    """The day that a text is in one of the two forms."""
    parts = text.split("-")
    year, month, day = parts if len(parts) == 3 and len(parts[0]) == 4 else [*parts, "", "", ""][2::-1]
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def as_csv(rows: list[dict[str, str]], separator: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    """The rows as a text table."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def write(path: Path, rows: list[dict[str, str]], **how: str) -> Path:
    path.write_bytes(as_csv(rows, **how))
    return path


ANSWERS = """
kind = "answers"
about = "Opdigtede svar"
numbers = "danish"
decimals = 2
[columns]
year = "År"
area = "Område"
weight = "Vægt"
[[areas]]
names = ["Søparken"]
geographies = ["omraade-a", "byen"]
[[areas]]
names = ["Byen i øvrigt"]
geographies = ["byen"]
[[questions]]
column = "q1"
indicator = "utryg_nabolag"
counts = ["4", "5"]
others = ["1", "2", "3"]
dont_know = ["8"]
dont_know_in_base = false
[[breakdowns]]
breakdown = "koen"
column = "Køn"
groups = [{ group = "kvinder", words = ["K"] }, { group = "maend", words = ["M"] }]
"""


def made_answers(count: int, seed: int) -> list[dict[str, str]]:
    """Answers with unequal weights; some have no weight, no answer, or do not know."""
    dice = random.Random(seed)
    return [
        {
            "nr": str(number),
            "År": dice.choice(["2026", "2027"]),
            "Område": dice.choice(["Søparken", "Søparken", "Byen i øvrigt", "Byen i øvrigt", "et andet sted"]),
            "Køn": dice.choice("KMX"),
            "Vægt": dice.choice([f"{dice.uniform(0.2, 4):.3f}".replace(".", ",")] * 12 + ["", "1.250,5", "-1", "vægt"]),
            "q1": dice.choice(["1", "2", "3", "4", "5", "8", "", "9"]),
            "stratum": dice.choice("ab"),
            "klynge": str(dice.randrange(12)),
        }
        for number in range(count)
    ]


def write_answers(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path
