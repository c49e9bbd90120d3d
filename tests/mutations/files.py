"""Rules about whole files: missing, of another kind, in another encoding, or beside those that are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from mutations.rules import DEFINITIONS, TABLES, Change, Rule, write


def on_bytes(file: str, change_bytes: Callable[[bytes], bytes]) -> Change:
    def change(folder: Path) -> None:
        (folder / file).write_bytes(change_bytes((folder / file).read_bytes()))

    return change


def instead(file: str, make: Callable[[Path], object]) -> Change:
    def change(folder: Path) -> None:
        (folder / file).unlink()
        make(folder / file)

    return change


def linked(folder: Path, name: str) -> None:
    (folder / name).rename(folder.parent / "elsewhere")
    (folder / name).symlink_to(folder.parent / "elsewhere")


PX = b'CHARSET="ANSI";\nAXIS-VERSION="2006";\nMATRIX="STRAF11";\nDATA=\n1 2 3;\n'
BYTES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "a mark of the order of bytes": lambda raw: b"\xef\xbb\xbf" + raw,
    "line ends of Windows": lambda raw: raw.replace(b"\n", b"\r\n"),
    "line ends of old Macs": lambda raw: raw.replace(b"\n", b"\r"),
    "UTF-16": lambda raw: raw.decode().encode("utf-16"),
    "Windows-1252": lambda raw: (raw.decode() + "ø").encode("cp1252", "replace"),
    "a NUL byte": lambda raw: raw + b"\0",
    "a workbook": lambda _: b"PK\x03\x04" + bytes(range(256)),
    "an old workbook": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "a web page": lambda _: b"<!DOCTYPE html><html><body>Log ind</body></html>",
    "JSON": lambda _: b'[{"indicator": "x", "value": 1}]',
    "PX": lambda _: PX,
    "a conflict": lambda raw: b"<<<<<<< HEAD\n" + raw,
    "half": lambda raw: raw[: len(raw) // 2],
    "decomposed": lambda raw: raw.replace("ø".encode(), b"o\xcc\x88").replace("å".encode(), b"a\xcc\x8a"),
    "semicolons": lambda raw: raw.replace(b",", b";"),
    "quoted semicolons": lambda raw: b"\n".join(b'"' + line.replace(b",", b'";"') + b'"' for line in raw.split(b"\n") if line),
    "tabs": lambda raw: raw.replace(b",", b"\t"),
    "an open quote": lambda raw: raw.replace(b"Tabel", b'"Tabel', 1).replace(b"Opdigtet", b'"Opdigtet', 1),
    "lines for a spreadsheet": lambda raw: b"sep=,\n" + raw,
}


def rules_of_files() -> Iterator[Rule]:
    for file in (*DEFINITIONS, *TABLES):
        for what, change in BYTES.items():
            if what in {"semicolons", "tabs", "an open quote", "quoted semicolons"} and not file.endswith(".csv"):
                continue
            yield Rule(f"{file}: {what}", on_bytes(file, change))
        yield Rule(f"{file}: missing", lambda folder, file=file: (folder / file).unlink())
        yield Rule(f"{file}: a folder", instead(file, lambda path: path.mkdir()))
        yield Rule(f"{file}: a link to itself", instead(file, lambda path: path.symlink_to(path.name)))
        yield Rule(f"{file}: a link to nothing", instead(file, lambda path: path.symlink_to("nothing")))
        yield Rule(f"{file}: a queue", instead(file, os.mkfifo))
        yield Rule(f"{file}: a link to a file", lambda folder, file=file: linked(folder, file))
    for name in (".#observations.csv", "agreements/._aftale.toml", ".DS_Store", "agreements/.aftale.toml.swp"):
        yield Rule(f"{name}: left behind", lambda folder, name=name: (folder / name).write_bytes(b"\0\x05\x16\x07"))
    yield Rule(".#observations.csv: a lock", lambda folder: (folder / ".#observations.csv").symlink_to("me@host.1:2"))
    for name in ("x.csv", "agreements/x.toml", "agreements/gammelt", "kommentar", "kommentar/2032", "om"):
        yield Rule(f"{name}: a folder more", lambda folder, name=name: (folder / name).mkdir(parents=True))
    for name in ("x.csv", "portfolio.toml", "agreements/README.md", "agreements/x.txt"):
        yield Rule(f"{name}: a file more", lambda folder, name=name: (folder / name).write_text("a,b\n"))
    for name in ("2032/resume.md", "2032/resume.txt", "1999/resume.md", "resume.md", "noter/resume.md", "2032/.resume.md.swp"):
        yield Rule(
            f"kommentar/{name}: a comment",
            lambda folder, name=name: write(folder / "kommentar" / name, "En *bemærkning*.".encode()),
        )
    for what, text in {"empty": b"", "Windows": "Sø".encode("cp1252"), "decomposed": b"So\xcc\x88", "binary": b"\0\1"}.items():
        for name in ("kommentar/2032/resume.md", "om/metode.md"):
            yield Rule(f"{name}: {what}", lambda folder, name=name, text=text: write(folder / name, text))
