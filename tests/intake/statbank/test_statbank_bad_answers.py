"""Every bad answer has one clear message, exit code 1, and changes nothing. The cases are the table of what is said."""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bad_answers import CASES, GOOD, LIMIT, Case, Said, desk, error
from false_bank import Bank, Reply, Tell, of_json, tableinfo

from analysis.intake.statbank.bank import connection
from analysis.intake.statbank.bank.address import on_the_same_host

OTHER_HEADS = ("cannot be read", "nothing was taken in, for one reason:")


def refused(said: str, expected: str) -> None:
    """One fault, with its three parts."""
    assert expected in said
    assert said.count("\n") <= 2
    assert said.startswith("statusbog: nothing was fetched, for one reason:") or any(one in said for one in OTHER_HEADS)
    assert all(part in said for part in ("found ", "; expected ", "; "))


@pytest.fixture(scope="module")
def tried(root: Path, broad: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Case], Said]]:
    """What comes of a case, in one folder for all of them: none may change it."""
    folder = shutil.copytree(broad, tmp_path_factory.mktemp("desk") / "data")
    with contextlib.chdir(root), desk(folder) as one:
        yield one.tried


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_bad_answer_is_told_by_what_it_is(tried: Callable[[Case], Said], case: Case) -> None:
    """One message, the table that was got before as it was, and no more asked and waited than is worth it."""
    said = tried(case)
    assert (said.code, said.is_untouched) == (case.code, True), said
    assert (said.asked, said.paused) == (said.asked if case.asked is None else case.asked, case.paused)
    if case.code:
        assert said.out == ""
        refused(said.err, case.says)
    else:
        assert case.says in said.out


def test_the_table_of_bad_answers_is_the_one_that_is_written_down(root: Path) -> None:
    """Each case has its line in docs/benchmarks.md, with its exit code and what is said."""
    page = (root / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    part = page.partition("<!-- bad answers: ")[2].partition("<!-- end of bad answers -->")[0]
    lines = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in part.splitlines() if line.startswith("| ")][1:]
    assert [line[0] for line in lines] == [case.name for case in CASES]
    for case, (_, _, paused, code, said) in zip(CASES, lines, strict=True):
        assert (paused, code) == (f"{case.paused:g} s", str(case.code)), case.name
        assert case.says.removeprefix("127-0-0-1-FOLK1A.json: ") in said, case.name


@pytest.mark.parametrize(
    ("status", "attempts"), [(500, 4), (503, 4), (429, 4), (400, 1), (401, 1), (404, 1), (200, 1), (301, 1), (204, 1)]
)
def test_only_a_bank_that_is_down_or_busy_is_asked_again(tell: Tell, bank: Bank, mapping: Path, status: int, attempts: int) -> None:
    """Four times in all, and never after a refusal."""
    bank.says("tableinfo", Reply(b"x", status))
    assert tell("fetch", "FOLK1A")[0] == 1
    assert len(bank.requests) == attempts


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


@pytest.mark.parametrize("to", ["/v2/data", "https://statbank.example/v2/data", "https://statbank.example:443/v2/data"])
def test_a_bank_may_send_on_to_itself(to: str) -> None:
    """The port of https is the same whether it is written or not."""
    assert on_the_same_host("https://statbank.example/v1/data", to).endswith("/v2/data")


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("http://statbank.example/v1", "http://statbank.example"),
        ("http://statbank.example:443/v1", "http://statbank.example:443"),
        ("https://me:secret@other.example/v1", "https://other.example"),
        ("//other.example/v1", "https://other.example"),
        ("ftp://statbank.example/v1", "ftp://statbank.example"),
        ("", "-"),
    ],
)
def test_a_bank_with_https_is_never_left_for_less(to: str, shown: str) -> None:
    """The same host, the same port and the same way of asking; where it would lead is shown."""
    with pytest.raises(connection.Trouble, match="redirect") as refusal:
        on_the_same_host("https://statbank.example/v1/data", to)
    assert refusal.value.values["to"] == shown


def test_an_answer_on_its_own_host_is_gone_after(tell: Tell, bank: Bank, mapping: Path) -> None:
    """With the same question."""
    bank.says("data", Reply(b"", 307, {"Location": "/v2/data"}), GOOD)
    assert tell("fetch", "FOLK1A", "--dry-run")[0] == 0
    assert bank.asked("data")[0] == bank.asked("data")[1]


def test_the_whole_takes_no_longer_than_was_said(tell: Tell, bank: Bank, mapping: Path) -> None:
    """A pause that would be longer is not waited for, and what the bank said last is what is told."""
    bank.says("data", Reply(b"", 503, headers={"Retry-After": "20"}))
    begun = time.monotonic()
    code, _, said = tell("fetch", "FOLK1A", "--timeout", "0.4")
    assert (code, time.monotonic() - begun < 3) == (1, True)
    refused(said, "asks to be left alone for 20 seconds (503)")


def test_a_body_without_end_is_left_when_it_is_too_large(bank: Bank) -> None:
    """Whatever length it says, or none."""
    bank.says("data", Reply(b"x" * 200_000, length=False))
    with pytest.raises(connection.Trouble, match="large"):
        connection.ask(f"{bank.address}/data", b"{}", connection.Patience(most_bytes=100_000))


def test_nobody_at_home(tell: Tell, mapping: Path) -> None:
    """A host that there is not."""
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace(address_in(mapping), "https://bank.invalid/v1"), encoding="utf-8"
    )
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
