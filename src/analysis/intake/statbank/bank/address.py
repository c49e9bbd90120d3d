"""Addresses of banks: which may be asked, and which are of the same bank. Nobody is asked here."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from analysis.intake.statbank.trouble import Trouble, one_line

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = {"http": 80, "https": 443}


def refuse_address(address: str) -> None:
    """Raise ``Trouble`` for an address that is none, is not https (but for this machine's own), or holds a name, a query or a mark."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Trouble("address", found=address) from None
    if parts.scheme == "http" and host and host not in LOCAL:
        raise Trouble("not_https", found=address)
    if (
        parts.scheme not in ("http", "https")
        or not host
        or parts.username
        or parts.query
        or parts.fragment
        or not is_plain(address)
    ):
        raise Trouble("address", found=address)


def is_plain(address: str) -> bool:
    """Tell whether an address is of letters that can stand in a request as they are."""
    return address.isascii() and address.isprintable() and " " not in address


def origin(parts: SplitResult) -> tuple[str, str, int | None]:
    """Return what has to be the same for an address to be of the same bank. Raises ``ValueError`` for a port that is none."""
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme)


def host_of(address: str) -> str:
    """Return the host of an address, as it is shown."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def place_of(address: str) -> str:
    """Return the way of asking and the host of an address, as they are shown: a change from https to http is seen."""
    host = host_of(address)
    return f"{urlsplit(address).scheme}://{host}" if host else ""


def on_the_same_host(address: str, to: str) -> str:
    """Return where an answer sends on to. Raises ``Trouble`` for nowhere, and for another host, port or way of asking."""
    try:
        place = urljoin(address, to)
        is_same = bool(to) and origin(urlsplit(place)) == origin(urlsplit(address)) and is_plain(place)
    except ValueError:
        place, is_same = "", False
    if not is_same:
        raise Trouble("redirect", to=(place_of(place) if to else "") or one_line(to) or "-")
    return place
