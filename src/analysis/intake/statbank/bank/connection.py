"""The one place that opens a connection to another machine. It asks, and returns what came; it does not know what that means.

No proxy, no cookie, no password, no packed content, no other host than the one that was named. Whatever happens, the answer or the
trouble is there when the time is up: the asking is done beside, and is left where it is.
"""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

from analysis.intake.statbank.bank.address import on_the_same_host, refuse_address
from analysis.intake.statbank.trouble import Trouble

TOO_MANY, FIRST_OF_SERVER = 429, 500
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 3
PAUSES = (1.0, 3.0, 9.0)
MEGABYTE = 1_000_000
PIECE = 65_536
HEADERS = {"Content-Type": "application/json; charset=utf-8", "Accept-Encoding": "identity", "User-Agent": "statusbog"}


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds: for the connection, and for everything together, pauses too.

    ``pauses`` are those between attempts, so there is one attempt more. A bank that asks for more than ``longest_pause`` is not
    asked again. ``most_bytes`` is how large an answer may be.
    """

    connect: float = 10.0
    whole: float = 90.0
    pauses: tuple[float, ...] = field(default_factory=lambda: PAUSES)
    longest_pause: float = 30.0
    most_bytes: int = 32 * MEGABYTE


@dataclass(frozen=True)
class Answer:
    """What a bank answered: the status, and the body as it came. ``is_whole`` tells whether the end of the body was marked.

    ``wait`` is how many seconds it asks to be left alone, ``to`` where it sends on to.
    """

    status: int
    body: bytes
    is_whole: bool = True
    wait: float = 0.0
    to: str = ""


@dataclass
class Asking:
    """One question on its way. What came of it is in ``answer``, the last one, or ``trouble``; ``ended`` is set when nobody waits."""

    address: str
    body: bytes
    patience: Patience
    answer: Answer | None = None
    trouble: Trouble | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Ask, and keep what comes of it."""
        try:
            self.answer = self.until_answered()
        except Trouble as trouble:
            self.trouble = trouble

    def until_answered(self) -> Answer:
        """Return the first answer that asking again could not better: all but 429 and those from 500."""
        for pause in (*self.patience.pauses, None):
            self.answer = answer = self.sent_on()
            if answer.status != TOO_MANY and answer.status < FIRST_OF_SERVER:
                return answer
            if pause is None or answer.wait > self.patience.longest_pause or self.is_over_after(max(pause, answer.wait)):
                break
        return answer

    def is_over_after(self, seconds: float) -> bool:
        """Wait, and tell whether nobody waits for the answer any more."""
        return self.ended.wait(seconds)

    def sent_on(self) -> Answer:
        """Return the answer, from where the bank sends on to on its own host."""
        address = self.address
        for _ in range(MOST_REDIRECTS + 1):
            answer = exchange(address, self.body, self.patience)
            if answer.status not in REDIRECTS:
                return answer
            address = on_the_same_host(address, answer.to)
        raise Trouble("redirects", most=MOST_REDIRECTS)


def ask(address: str, body: bytes, patience: Patience) -> Answer:
    """Return the answer to a body that is posted to an address; the last one, where several attempts were made.

    Raises ``Trouble`` for an address that may not be asked, and for a bank that cannot be reached, does not answer in time, breaks
    off, answers with too much, or sends to another host.
    """
    refuse_address(address)
    asking = Asking(address, body, patience)
    beside = threading.Thread(target=asking.run, daemon=True)
    beside.start()
    beside.join(patience.whole)
    asking.ended.set()
    if asking.trouble is not None:
        raise asking.trouble
    if asking.answer is None:
        raise Trouble("slow", seconds=f"{patience.whole:g}")
    return asking.answer


def exchange(address: str, body: bytes, patience: Patience) -> Answer:
    """Return the answer of one attempt. Raises ``Trouble``."""
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    with closing(connection_to(parts, patience.connect)) as connection:
        connect(connection)
        try:
            connection.sock.settimeout(patience.whole)
            connection.request("POST", path or "/", body, HEADERS)
            with closing(connection.getresponse()) as response:
                return answer_of(response, patience.most_bytes)
        except http.client.IncompleteRead as error:
            raise Trouble("cut") from error
        except TimeoutError as error:
            raise Trouble("slow", seconds=f"{patience.whole:g}") from error
        except (ConnectionError, ssl.SSLError) as error:
            raise Trouble("cut") from error
        except (http.client.HTTPException, ValueError) as error:
            raise Trouble("garbage", what=type(error).__name__) from error
        except OSError as error:
            raise unreachable(error) from error


def connection_to(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    """Return a connection that is not open yet; one by https is held to TLS 1.2 or newer and to a certificate that is right."""
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=seconds, context=context)


def connect(connection: http.client.HTTPConnection) -> None:
    """Open a connection. Raises ``Trouble`` where nobody answers, or somebody else does."""
    try:
        connection.connect()
    except TimeoutError as error:
        raise Trouble("no_answer", seconds=f"{connection.timeout:g}") from error
    except ssl.SSLCertVerificationError as error:
        raise Trouble("certificate", why=error.verify_message) from error
    except ssl.SSLError as error:
        raise Trouble("secure", why=error.reason or type(error).__name__) from error
    except (OSError, UnicodeError) as error:
        raise unreachable(error) from error


def unreachable(error: OSError | UnicodeError) -> Trouble:
    """Return the trouble of a host that is not reached."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return Trouble("unreachable", why=why)


def answer_of(response: http.client.HTTPResponse, most: int) -> Answer:
    """Return a response as an answer, its body read to the end. Raises ``Trouble`` for one that is too large or packed."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("identity", ""):
        raise Trouble("packed", how=packed)
    if (response.length or 0) > most:
        raise Trouble("large", most=most // MEGABYTE)
    is_whole = response.chunked or response.length is not None
    body = b"".join(pieces(response, most))
    answer = Answer(response.status, body, is_whole, to=response.headers.get("Location", ""))
    return replace(answer, wait=wait_of(response.headers.get("Retry-After", ""), response.headers.get("Date", "")))


def pieces(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """Yield a body piece by piece. Raises ``Trouble`` as soon as there is too much of it, and where it breaks off."""
    expected, size = response.length, 0
    while piece := response.read(PIECE):
        size += len(piece)
        if size > most:
            raise Trouble("large", most=most // MEGABYTE)
        yield piece
    if expected is not None and size < expected:
        raise Trouble("cut")


def wait_of(after: str, date: str) -> float:
    """Return how many seconds a bank asks to be left alone: a number, or a day and time by its own clock; 0 where it says nothing."""
    if after.strip().isascii() and after.strip().isdigit():
        return float(after)
    try:
        return max(0.0, (parsedate_to_datetime(after) - parsedate_to_datetime(date)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
