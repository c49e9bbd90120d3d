"""What can stand in a cell of a table of records."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

Entry = str | int | Decimal | dt.date | None
Entries = tuple[Entry, ...]
