"""Every bad answer of a bank, with what has to be said of it; and one folder, with a table got before, in which each is tried.

The tests hold what is said; ``benchmarks/fetch.py`` writes it down as a table.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from false_bank import ASKED, FIGURES, MAPPING, PERIODS, VARIABLES, Bank, Reply, jsonstat, of_json, running, tableinfo

from analysis import cli
from analysis.intake.statbank.bank import connection
from analysis.intake.statbank.bank.connection import PAUSES, Asking

LIMIT = "Forespørgslen på op mod 6.224.652 celler er over begrænsningen på 1.000.000 celler for denne filtype."
GOOD = of_json(jsonstat(ASKED, FIGURES, signs={"2": ".."}))
CHANGED = of_json(jsonstat(ASKED, [*FIGURES[:4], 5401], signs={"2": ".."}))
HTML = b"<!DOCTYPE html><html><head><title>Log ind</title></head><body>Log ind</body></html>"
FEWER = jsonstat({**ASKED, "Tid": dict.fromkeys(PERIODS[:4], "x")}, FIGURES[:4])
SHORT = jsonstat(ASKED, FIGURES[:4])


def error(code: str, said: str = "", status: int = 400) -> Reply:
    return of_json({"errorTypeCode": code, "message": said}, status=status)


def signed(sign: str) -> Reply:
    """Return the answer with a sign instead of its second figure."""
    return of_json(jsonstat(ASKED, [FIGURES[0], None, *FIGURES[2:]], signs={"1": sign, "2": ".."}))


def with_head(head: str, body: bytes = b"") -> Reply:
    return Reply(raw=head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)


DATA = [
    ("too large", error("REQUEST-LIMIT", LIMIT), "too large for the bank: Forespørgslen på op mod 6.224.652 celler"),
    ("too large, status 200", error("REQUEST-LIMIT", LIMIT, 200), "ask for less: fewer codes of the variable with the most"),
    ("code or period", error("EXTRACT-NOTFOUND", "(ukendt)"), "codes or a period that the bank does not have: (ukendt)"),
    ("other error", error("NOGET", "Der skal vælges\nværdier"), "an error of the bank, NOGET: Der skal vælges værdier"),
    ("refused", Reply(b"Nej", 403), "a refusal (403): Nej"),
    ("refused by a page", Reply(HTML, 401), "a refusal (401): -"),
    ("no content", Reply(b"", 204, length=False), "an empty answer"),
    ("empty", Reply(b""), "an empty answer"),
    ("spaces", Reply(b" \r\n"), "an empty answer"),
    ("web page, status 200", Reply(HTML), "a web page instead of data (Log ind Log ind)"),
    ("letters", Reply(GOOD.body.decode().encode("windows-1252")), "letters are not UTF-8"),
    ("damaged JSON", Reply(GOOD.body[:-40]), "an answer that is cut off or damaged"),
    ("no JSON", Reply(b"hej"), "an answer that is cut off or damaged; it begins 'hej'"),
    ("a list", Reply(b"[1]"), "an answer of another form (list)"),
    ("JSON of another kind", Reply(b'{"a": 1}'), "JSON that is no JSON-stat table"),
    ("deep JSON", Reply(b'{"a":' * 100_000), "an answer that is cut off or damaged"),
    ("too few figures", of_json(SHORT), "127-0-0-1-FOLK1A.json: found"),
    ("fewer periods", of_json(FEWER), "an answer to another question: TID differs (2033K1)"),
    ("another area", of_json(jsonstat({**ASKED, "OMRÅDE": {"000": "x"}}, FIGURES)), "OMRÅDE differs (000, 101)"),
    ("another variable", of_json(jsonstat({**ASKED, "KØN": {"1": "x"}}, FIGURES)), "KØN differs (1)"),
    ("breaks off", Reply(GOOD.body, cut=30), "an answer that broke off; expected all of it"),
    ("breaks off at once", Reply(GOOD.body, cut=len(GOOD.body)), "an answer that broke off; expected all of it"),
    ("no answer at all", Reply(raw=b""), "an answer that broke off; expected all of it"),
    ("no HTTP", Reply(raw=b"\x00\x01garbage\r\n\r\n"), "an answer that is no HTTP (BadStatusLine)"),
    ("a length that is none", with_head("HTTP/1.1 200 OK\nContent-Length: -7", GOOD.body[:9]), "cut off or damaged"),
    (
        "chunks that break off",
        with_head("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"64\r\nabc"),
        "broke off; expected all of it",
    ),
    ("endless heads", Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n"), "no HTTP (HTTPException)"),
    ("packed", Reply(b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), "packed (gzip)"),
    ("says that it is large", with_head("HTTP/1.1 200 OK\nContent-Length: 99000000"), "more than 32 MB"),
    ("another host", Reply(b"", 301, {"Location": "https://statbank.example/v1/data"}), "another place (https://statbank.example)"),
    ("another port", Reply(b"", 302, {"Location": "http://127.0.0.1:9/v1/data"}), "another place (http://127.0.0.1:9)"),
    ("a place that is none", Reply(b"", 307, {"Location": "http://[::"}), "sends on to another place"),
    ("nowhere", Reply(b"", 308), "sends on to another place (-)"),
    ("round and round", Reply(b"", 307, {"Location": "/v1/data"}), "sends on more than 3 times"),
]
INFO = [
    ("no such table", Reply(b"", 404), "no table FOLK1A in this bank"),
    ("no such table, in words", error("TABLE-NOTFOUND", "x", 200), "no table FOLK1A in this bank"),
    ("nothing described", Reply(b"{}"), "an answer of another form (id)"),
    ("no day", of_json(tableinfo(updated="i går")), "an answer of another form (updated)"),
    ("another table", of_json(tableinfo(table="FOLK1B")), "the description of the table FOLK1B; expected that of FOLK1A"),
    ("a variable twice", of_json(tableinfo(variables=[*VARIABLES, VARIABLES[0]])), "an answer of another form (variables)"),
    ("no variables", of_json(tableinfo(variables=[])), "an answer of another form (variables)"),
    (
        "other variables",
        of_json(tableinfo(variables=[*VARIABLES, ("CIVILSTAND", "civilstand", {"TOT": "I alt"})])),
        "variables have changed since the mapping was made: gone -, new CIVILSTAND",
    ),
    (
        "a period that is gone",
        of_json(tableinfo(variables=[*VARIABLES[:2], ("Tid", "tid", {"2031K1": ""})])),
        "Tid=>=2032K1, which the table does not have; expected one of its 1 code, such as 2031K1",
    ),
    (
        "a code that is gone",
        of_json(tableinfo(variables=[("OMRÅDE", "område", {"000": "x"}), *VARIABLES[1:]])),
        "OMRÅDE=101, which",
    ),
]


@dataclass(frozen=True)
class Case:
    """What a bank answers, one reply after the other, and a part of what is said of it.

    ``paused`` is how many seconds the command would wait between its attempts, ``asked`` how many it makes.
    """

    name: str
    says: str
    info: Sequence[Reply] = ()
    data: Sequence[Reply] = ()
    more: Sequence[str] = ()
    code: int = 1
    asked: int | None = None
    paused: float = 0


BULK = ("KØN=TOT", "--bulk")
TWICE = "OMRÅDE;KØN;TID;INDHOLD\r\n101;TOT;2033K1;5400\r\n101;TOT;2033K1;5400\r\n"
BY_DATE = (
    "HTTP/1.1 429 Too Many\nDate: Tue, 12 Feb 2034 08:00:00 GMT\nRetry-After: Tue, 12 Feb 2034 08:00:20 GMT\nContent-Length: 0"
)
LATER, EARLIER = "2034-05-12T08:00:00", "2033-11-12T08:00:00"
KNOWN = "nothing new; 5 figures, updated 2034-02-12"
MORE = [
    Case("nobody listens", "found no way to the bank (", more=("--bank", "http://127.0.0.1:1/v1"), asked=0),
    Case("no head in time", "not there after 0.4 seconds", info=[Reply(late=9)], more=("--timeout", "0.4"), asked=1),
    Case("byte by byte", "not there after 0.4 seconds", data=[Reply(GOOD.body, slow=0.05)], more=("--timeout", "0.4"), asked=2),
    Case("500, then the answer", KNOWN, data=[Reply(HTML, 500), GOOD], code=0, asked=3, paused=1),
    Case(
        "503 in the description, then the answer",
        KNOWN,
        info=[Reply(b"", 503)] * 2 + [of_json(tableinfo())],
        code=0,
        asked=4,
        paused=4,
    ),
    Case("503 for ever", "fault of its own (503)", data=[Reply(HTML, 503)], asked=5, paused=13),
    Case("429 for ever", "left alone for a while (429)", data=[Reply(b"", 429)], asked=5, paused=13),
    Case(
        "429, Retry-After: 7, then the answer", KNOWN, data=[Reply(b"", 429, {"Retry-After": "7"}), GOOD], code=0, asked=3, paused=7
    ),
    Case("429, Retry-After: a date, then the answer", KNOWN, data=[with_head(BY_DATE), GOOD], code=0, asked=3, paused=20),
    Case("429, Retry-After: 7, for ever", "for 7 seconds (429)", data=[Reply(b"", 429, {"Retry-After": "7"})], asked=5, paused=23),
    Case("503, Retry-After: an hour", "for 3,600 seconds (503)", data=[Reply(b"", 503, {"Retry-After": "3600"})], asked=2),
    Case("429, Retry-After: endless", "for 1,000,000,000 seconds", data=[Reply(b"", 429, {"Retry-After": "9" * 400})], asked=2),
    Case(
        "another way of asking",
        "another place (https://127.0.0.1)",
        data=[Reply(b"", 302, {"Location": "https://127.0.0.1/v1"})],
        asked=2,
    ),
    Case("a web page instead of rows", "a web page instead of data (Log ind", data=[Reply(HTML)], more=BULK, asked=2),
    Case("a row twice", "row 3 of the answer about 101, TOT, 2033K1 again", data=[Reply(TWICE.encode())], more=BULK, asked=2),
    Case(
        "a row with too many cells",
        "row 2 of the answer with 5 cells",
        data=[Reply(TWICE.replace("00", "00;", 1).encode())],
        more=BULK,
        asked=2,
    ),
    Case("a figure that is none", "'5,4,0' in row 2", data=[Reply(TWICE.replace("5400", "5,4,0").encode())], more=BULK, asked=2),
    Case("rows that end in a line", "ends in the middle of a line", data=[Reply(TWICE[:-3].encode())], more=BULK, asked=2),
    Case("a mark before the text", KNOWN, data=[Reply(b"\xef\xbb\xbf" + GOOD.body)], code=0, asked=2),
    Case(
        "packed, little that becomes much",
        "packed (gzip)",
        data=[Reply(gzip.compress(bytes(10**7)), headers={"Content-Encoding": "gzip"})],
    ),
    Case("packed and not said", "letters are not UTF-8", data=[Reply(gzip.compress(GOOD.body))], asked=2),
    Case(
        "a length that is too small",
        "cut off or damaged",
        data=[with_head("HTTP/1.1 200 OK\nContent-Length: 99", GOOD.body)],
        asked=2,
    ),
    Case("a length that is too large", "broke off", data=[with_head("HTTP/1.1 200 OK\nContent-Length: 9999", GOOD.body)], asked=2),
    Case("no time of update", "an answer of another form (updated)", info=[of_json(tableinfo(updated=None))], asked=1),
    Case(
        "an update older than the one kept",
        "older than that of 2034-02-12 08:00:00",
        info=[of_json(tableinfo(updated=EARLIER))],
        asked=2,
    ),
    Case(
        "a changed figure, a new update",
        "byen 2033 2033-01-01 5400 → 5401",
        info=[of_json(tableinfo(updated=LATER))],
        data=[CHANGED],
        asked=2,
    ),
    Case("a changed figure, the same update", "from the same update, 2034-02-12: indbyggere byen 2033", data=[CHANGED], asked=2),
    Case(
        "a figure that is gone",
        "2032-04-01 5310 → not_stated",
        info=[of_json(tableinfo(updated=LATER))],
        data=[signed("..")],
        asked=2,
    ),
    *(Case(f"the sign {sign}", f"the sign {sign} is not explained", data=[signed(sign)], asked=2) for sign in "-.:"),
    Case(
        "a table that is closed",
        "a table that the bank no longer keeps up",
        info=[of_json(tableinfo(active=False))],
        code=0,
        asked=2,
    ),
    Case("a code that the table does not have", "OMRÅDE=999, which the table does not have", more=("OMRÅDE=999",), asked=1),
]
CASES = (
    *(Case(name, says, data=[reply]) for name, reply, says in DATA),
    *(Case(name, says, info=[reply], asked=1) for name, reply, says in INFO),
    *MORE,
)


@dataclass(frozen=True)
class Said:
    """What came of a case: the requests, the pauses in seconds, the exit code, both outputs, and whether no file has changed."""

    asked: int
    paused: float
    code: int
    out: str
    err: str
    is_untouched: bool


@dataclass
class Desk:
    """A data folder that has a table from the bank already, and the bank."""

    folder: Path
    bank: Bank
    pauses: list[float] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        """Every file of the folder with its content, but for the lock of who writes in it."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file() and path.name != ".lock")
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def tell(self, *arguments: str) -> tuple[int, str, str]:
        """Run the command; no pause between attempts is waited for, but each is counted."""
        with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            counted = patch.object(Asking, "is_over_after", lambda _, seconds: bool(self.pauses.append(seconds)))
            with counted, patch.object(connection, "PAUSES", PAUSES):
                code = cli.main(["fetch", "FOLK1A", *arguments, "--data", str(self.folder)])
        return code, out.getvalue(), err.getvalue()

    def tried(self, case: Case) -> Said:
        """Return what comes of a case; the bank's other answers are as they should be."""
        before = self.files()
        self.bank.requests.clear()
        self.pauses.clear()
        self.bank.says("tableinfo", *(case.info or [of_json(tableinfo())]))
        self.bank.says("data", *(case.data or [GOOD]))
        code, out, err = self.tell(*case.more)
        return Said(len(self.bank.requests), sum(self.pauses), code, out, err, self.files() == before)


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """Yield a copy of a data folder with a table got before; the bank answers until the end of the block."""
    with running() as bank:
        bank.says("tableinfo", of_json(tableinfo()))
        bank.says("data", GOOD)
        (folder / "intake").mkdir()
        (folder / "intake" / "folketal.toml").write_text(MAPPING.format(bank=bank.address), encoding="utf-8")
        one = Desk(folder, bank)
        code, _, said = one.tell()
        if code:
            raise RuntimeError(said)
        yield one
