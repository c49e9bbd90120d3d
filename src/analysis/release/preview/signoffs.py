"""Who has approved which draft: a line for each in ``ledger/signoffs.csv``, with the checksum of the very file that was read."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path

from analysis.archive import sha256
from analysis.data import Facts, fingerprint, load
from analysis.data.folder import LEDGER
from analysis.data.writing import one_writer, put
from analysis.errors import DataFaults, UserError, fault, reason
from analysis.indicators import csv_of, edition_rows
from analysis.messages import message
from analysis.release.frozen import data_files, hash_of

SIGNOFFS = f"{LEDGER}/signoffs.csv"


@dataclass(frozen=True)
class Signoff:
    """An approval: of which edition, by whom (a role, not a name), on which day (YYYY-MM-DD), and of which file (SHA-256).

    ``content`` is the fingerprint of what would have been published then; empty in approvals of older programs.
    """

    edition: str
    who: str
    day: str
    checksum: str
    version: str
    content: str = ""


COLUMNS = tuple(column.name for column in fields(Signoff))


def asked_for(data: Path, year: int, who: str, file: Path) -> str:
    """Return the checksum of a file that somebody has approved. Raises ``UserError`` where it cannot be read, or was approved before."""
    try:
        checksum = sha256(file.read_bytes())
    except OSError as error:
        raise UserError(message("release.signoff.unread", file=file, why=reason(error))) from None
    if any((s.edition, s.who, s.checksum) == (str(year), who, checksum) for s in read_signoffs(data)):
        raise UserError(message("release.signoff.twice", who=who, year=year))
    return checksum


def sign_off(data: Path, year: int, who: str, day: dt.date, file: Path, preview: str) -> Signoff:
    """Add an approval of a file that was sent out, and return it. ``preview`` is what the draft of today's data says as one file.

    Raises ``UserError`` where the file is not that draft, and where the same was approved by the same already.
    """
    with one_writer(data):
        checksum = asked_for(data, year, who, file)
        if checksum != sha256(preview.encode()):
            raise UserError(message("release.signoff.other", file=file, year=year, checksum=checksum))
        added = Signoff(str(year), who, day.isoformat(), checksum, version("statusbog"), content_of(data, load(data), year))
        put(data, {SIGNOFFS: written([*read_signoffs(data), added])}, check=False)
    return added


def content_of(data: Path, facts: Facts, year: int) -> str:
    """Return one hash of what is published of an edition: of the data, comments among them, and of its results."""
    return fingerprint(hash_of(data_files(data)).encode(), csv_of(edition_rows(facts, year)).encode())


def read_signoffs(data: Path) -> list[Signoff]:
    """Return all approvals in the order in which they were given. Raises ``DataFaults`` for a file that is not as it was written."""
    path = data / SIGNOFFS
    if not path.exists():
        return []
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), strict=True))
        return [Signoff(**row) for row in rows]
    except (OSError, ValueError, TypeError, csv.Error):
        raise DataFaults([fault("release.signoff.damaged", file=SIGNOFFS, columns=", ".join(COLUMNS))]) from None


def written(signoffs: list[Signoff]) -> bytes:
    """Return approvals as they stand in their file."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(asdict(signoff) for signoff in signoffs)
    return text.getvalue().encode()
