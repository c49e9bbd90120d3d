"""Every bad answer has one clear message, exit code 1, and changes nothing. The cases are the table of what is said."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ASKED, FIGURES
from false_bank import PERIODS, VARIABLES, Bank, Reply, Tell, jsonstat, of_json, tableinfo

from analysis.intake.statbank.bank import connection

LIMIT = "Forespørgslen på op mod 6.224.652 celler er over begrænsningen på 1.000.000 celler for denne filtype."
GOOD = of_json(jsonstat(ASKED, FIGURES))
HTML = b"<!DOCTYPE html><html><head><title>Log ind</title></head><body>Log ind</body></html>"
FEWER = jsonstat({**ASKED, "Tid": dict.fromkeys(PERIODS[:4], "x")}, FIGURES[:4])
SHORT = jsonstat(ASKED, FIGURES[:4])


def error(code: str, said: str = "", status: int = 400) -> Reply:
    return of_json({"errorTypeCode": code, "message": said}, status=status)


def with_head(head: str, body: bytes = b"") -> Reply:
    return Reply(raw=head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)


BAD_DATA = [
    ("too large", error("REQUEST-LIMIT", LIMIT), "too large for the bank: Forespørgslen på op mod 6.224.652 celler"),
    ("too large, status 200", error("REQUEST-LIMIT", LIMIT, 200), "ask for less: fewer codes of the variable with the most"),
    ("code or period", error("EXTRACT-NOTFOUND", "(ukendt)"), "codes or a period that the bank does not have: (ukendt)"),
    ("other error", error("NOGET", "Der skal vælges\nværdier"), "an error of the bank, NOGET: Der skal vælges værdier"),
    ("refused", Reply(b"Nej", 403), "a refusal (403): Nej"),
    ("refused by a page", Reply(HTML, 401), "a refusal (401): -"),
    ("no content", Reply(b"", 204, length=False), "a refusal (204): -"),
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
    ("another host", Reply(b"", 301, {"Location": "https://statbank.example/v1/data"}), "another place (statbank.example)"),
    ("another port", Reply(b"", 302, {"Location": "http://127.0.0.1:9/v1/data"}), "another place (127.0.0.1:9)"),
    ("a place that is none", Reply(b"", 307, {"Location": "http://[::"}), "sends on to another place"),
    ("nowhere", Reply(b"", 308), "sends on to another place (-)"),
    ("round and round", Reply(b"", 307, {"Location": "/v1/data"}), "sends on more than 3 times"),
    ("down", Reply(HTML, 503), "a bank that has a fault of its own (503)"),
    ("busy", Reply(b"", 429), "asks to be left alone for a while (429)"),
]
BAD_INFO = [
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


def refused(said: str, expected: str) -> None:
    """One fault, with its three parts."""
    assert expected in said
    assert said.count("\n") <= 2
    assert said.startswith("statusbog: nothing was fetched, for one reason:") or "cannot be read" in said
    assert all(part in said for part in ("found ", "; expected ", "; "))


@pytest.mark.parametrize(("reply", "expected"), [case[1:] for case in BAD_DATA], ids=[case[0] for case in BAD_DATA])
def test_a_bad_answer_is_told_by_what_it_is(
    tell: Tell, bank: Bank, mapping: Path, files: Callable[[], dict[str, bytes]], reply: Reply, expected: str
) -> None:
    """In place of the figures."""
    before = files()
    bank.says("data", reply)
    code, out, said = tell("fetch", "FOLK1A")
    assert (code, out) == (1, "")
    refused(said, expected)
    assert files() == before


@pytest.mark.parametrize(("reply", "expected"), [case[1:] for case in BAD_INFO], ids=[case[0] for case in BAD_INFO])
def test_a_bad_description_ends_it_before_figures_are_asked_for(
    tell: Tell, bank: Bank, mapping: Path, files: Callable[[], dict[str, bytes]], reply: Reply, expected: str
) -> None:
    """In place of the table's description."""
    before = files()
    bank.says("tableinfo", reply)
    code, out, said = tell("fetch", "FOLK1A")
    assert (code, out, bank.asked("data")) == (1, "", [])
    refused(said, expected)
    assert files() == before


@pytest.mark.parametrize(
    ("status", "attempts"), [(500, 4), (503, 4), (429, 4), (400, 1), (401, 1), (404, 1), (200, 1), (301, 1), (204, 1)]
)
def test_only_a_bank_that_is_down_or_busy_is_asked_again(tell: Tell, bank: Bank, mapping: Path, status: int, attempts: int) -> None:
    """Four times in all, and never after a refusal."""
    bank.says("tableinfo", Reply(b"x", status))
    assert tell("fetch", "FOLK1A")[0] == 1
    assert len(bank.requests) == attempts


def test_a_bank_that_comes_back_is_heard(tell: Tell, bank: Bank, mapping: Path) -> None:
    """The third attempt is the one that counts."""
    bank.says("data", Reply(b"", 503), Reply(b"", 429, {"Retry-After": "0"}), GOOD)
    assert tell("fetch", "FOLK1A", "--dry-run")[0] == 0
    assert len(bank.asked("data")) == 3


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "-7"}, 0.0),
        ({"Retry-After": "soon"}, 0.0),
        ({"Retry-After": "Tue, 12 Feb 2034 08:00:30 GMT", "Date": "Tue, 12 Feb 2034 08:00:00 GMT"}, 30.0),
        ({"Retry-After": "Tue, 12 Feb 2034 07:00:00 GMT", "Date": "Tue, 12 Feb 2034 08:00:00 GMT"}, 0.0),
        ({"Retry-After": "Tue, 12 Feb 2034 08:00:30 GMT"}, 0.0),
    ],
)
def test_how_long_a_bank_asks_to_be_left_alone(headers: dict[str, str], seconds: float) -> None:
    """A number, or a time by its own clock."""
    assert connection.wait_of(headers.get("Retry-After", ""), headers.get("Date", "")) == seconds


def test_a_bank_that_asks_for_a_long_pause_is_not_asked_again(tell: Tell, bank: Bank, mapping: Path) -> None:
    """Somebody else has to wait that long."""
    bank.says("data", Reply(b"", 429, {"Retry-After": "3600"}))
    assert "left alone for a while (429)" in tell("fetch", "FOLK1A", "--timeout", "2")[2]
    assert len(bank.asked("data")) == 1


def test_an_answer_on_its_own_host_is_gone_after(tell: Tell, bank: Bank, mapping: Path) -> None:
    """With the same question."""
    bank.says("data", Reply(b"", 307, {"Location": "/v2/data"}), GOOD)
    assert tell("fetch", "FOLK1A", "--dry-run")[0] == 0
    assert bank.asked("data")[0] == bank.asked("data")[1]


@pytest.mark.parametrize(
    "reply",
    [Reply(GOOD.body, slow=0.05), Reply(b"", 503, slow=0.0, headers={"Retry-After": "20"})],
    ids=["byte by byte", "a pause that is longer than the time"],
)
def test_the_whole_takes_no_longer_than_was_said(tell: Tell, bank: Bank, mapping: Path, reply: Reply) -> None:
    """Every byte comes in time, and the whole does not."""
    bank.says("data", reply)
    begun = time.monotonic()
    code, _, said = tell("fetch", "FOLK1A", "--timeout", "0.4")
    assert (code, time.monotonic() - begun < 3) == (1, True)
    refused(said, "an answer that was not there after 0.4 seconds")


def test_a_body_without_end_is_left_when_it_is_too_large(bank: Bank) -> None:
    """Whatever length it says, or none."""
    bank.says("data", Reply(b"x" * 200_000, length=False))
    with pytest.raises(connection.Trouble, match="large"):
        connection.ask(f"{bank.address}/data", b"{}", connection.Patience(most_bytes=100_000))


def test_nobody_at_home(tell: Tell, mapping: Path) -> None:
    """A port at which nobody listens, and a host that there is not."""
    for address in ("http://127.0.0.1:1/v1", "https://bank.invalid/v1"):
        mapping.write_text(mapping.read_text(encoding="utf-8").replace(address_in(mapping), address), encoding="utf-8")
        code, _, said = tell("fetch", "FOLK1A")
        assert code == 1
        refused(said, "found no way to the bank (")


def address_in(mapping: Path) -> str:
    return next(line.split('"')[1] for line in mapping.read_text(encoding="utf-8").splitlines() if line.startswith("bank ="))


def test_a_bank_that_speaks_no_tls(tell: Tell, bank: Bank) -> None:
    """What answers to https without it is not the bank."""
    code, _, said = tell("fetch", "FOLK1A", "Tid=*", "--bank", bank.address.replace("http:", "https:"), "--propose")
    assert code == 1
    refused(said, "a connection that cannot be made secure (")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://statbank.example/v1", "which anybody on the way can read and change"),
        ("http://127.0.0.1.example/v1", "which anybody on the way can read and change"),
        ("ftp://statbank.example/v1", "the address 'ftp://statbank.example/v1'"),
        ("https://", "the address 'https:'"),
        ("https://me:secret@statbank.example/v1", "without a name, a password or a query"),
        ("https://statbank.example/v1?database=s30", "without a name, a password or a query"),
        ("https://statbank.example:x/v1", "the address"),
        ("https://stat bank.example/v1", "the address"),
        ("https://[::1/v1", "the address"),
        ("danmark", "the bank 'danmark'; expected one of dst, kk"),
    ],
)
def test_only_a_bank_with_https_is_asked(tell: Tell, monkeypatch: pytest.MonkeyPatch, address: str, expected: str) -> None:
    """Nobody is asked at all at another address."""
    monkeypatch.setattr(connection, "connect", lambda _: pytest.fail("a connection was opened"))
    code, _, said = tell("fetch", "FOLK1A", "Tid=*", "--bank", address, "--propose")
    assert code == 1
    refused(said, expected)


def test_proxies_of_the_system_are_not_used(tell: Tell, bank: Bank, mapping: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a variable of the shell names is not asked on the way."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert tell("fetch", "FOLK1A", "--dry-run")[0] == 0
    assert len(bank.requests) == 2


def test_both_languages_say_it(tell: Tell, bank: Bank, mapping: Path) -> None:
    """Danish for who speaks it."""
    bank.says("data", error("REQUEST-LIMIT", LIMIT))
    said = tell("fetch", "FOLK1A", "--language", "da")[2]
    assert "intet er hentet, af én grund" in said
    assert "et spørgsmål, der er for stort til banken" in said


def test_what_persons_are_called_is_not_kept(tell: Tell, bank: Bank, mapping: Path, files: Callable[[], dict[str, bytes]]) -> None:
    """The bank names contacts of its own."""
    info = tableinfo()
    info["contacts"] = [{"name": "Navn Navnesen", "phone": "39 17 39 17", "mail": "nn@example"}]
    bank.says("tableinfo", of_json(info))
    assert tell("fetch", "FOLK1A")[0] == 0
    assert not any(b"Navnesen" in content or b"39 17" in content for content in files().values())
    assert json.loads(files()["deliveries/127-0-0-1-FOLK1A.json.fetched.json"])["table"] == "FOLK1A"
