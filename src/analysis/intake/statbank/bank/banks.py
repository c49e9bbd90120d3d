"""The banks of statistics that the program knows, and any other that has the same way of asking."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from analysis.intake.statbank.bank.address import host_of, refuse_address
from analysis.intake.statbank.bank.info import TableInfo
from analysis.intake.statbank.trouble import Trouble
from analysis.intake.words import plain, slug

PLACE = "://"


@dataclass(frozen=True)
class Bank:
    """A bank of statistics: its key, its name, who publishes it, the address that is asked, and the page of a table for readers.

    ``licence`` is empty where it is not known. ``written`` is how a mapping names it.
    """

    key: str
    name: str
    publisher: str
    address: str
    written: str
    page: str = ""
    licence: str = ""


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    """Return what stands in ``banks.toml``."""
    return tomllib.loads(files(__package__).joinpath("banks.toml").read_text(encoding="utf-8"))


def bank_of(written: str) -> Bank:
    """Return a bank by its name, or by its address. Raises ``Trouble`` for a name that is not known and an address that is none."""
    banks = described()["banks"]
    if written in banks:
        return Bank(key=written, written=written, **banks[written])
    if PLACE not in written:
        raise Trouble("bank", found=written, known=", ".join(banks))
    address = written.rstrip("/")
    refuse_address(address)
    host = host_of(address)
    return Bank(slug(urlsplit(address).hostname or host), host, host, address, written)


def counts_a_day(info: TableInfo) -> bool:
    """Tell whether a table's name says that it counts what is there on a day."""
    return any(word in plain(info.text) for word in described()["words"]["stock"])
