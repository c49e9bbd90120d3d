"""A bank of statistics on this machine: it answers as the real one does, or as badly as a test wants. Its figures are invented."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TABLE, NAME, UPDATED = "FOLK1A", "Folketal den 1. i kvartalet", "2034-02-12T08:00:00"
AREAS = {"000": "Hele landet", "101": "Bredeby"}
SEXES = {"TOT": "I alt", "1": "Mænd", "2": "Kvinder"}
PERIODS = ("2032K1", "2032K2", "2032K3", "2032K4", "2033K1")
VARIABLES = (("OMRÅDE", "område", AREAS), ("KØN", "køn", SEXES), ("Tid", "tid", dict.fromkeys(PERIODS)))
MAPPING = """
format = 1
about = "Folketal"
dated = "first_day"

[fetch]
bank = "{bank}"
table = "FOLK1A"
variables = ["OMRÅDE", "KØN", "Tid"]

[fetch.values]
"OMRÅDE" = ["101"]
Tid = [">=2032K1"]

[[columns]]
heading = "område"
holds = "geography"

[[names]]
words = ["Bredeby"]
geography = "byen"

[[names]]
words = ["I alt"]
whole = true

[[names]]
words = ["Folketal den 1. i kvartalet"]
indicator = "indbyggere"

[[names]]
words = ["Antal"]
unit = "count"

[[marks]]
sign = ".."
status = "not_stated"
"""
ASKED = {"OMRÅDE": {"101": "Bredeby"}, "Tid": dict(zip(PERIODS, PERIODS, strict=True))}
FIGURES = [5300, 5310, None, 5330, 5400]


def tableinfo(table: str = TABLE, name: str = NAME, variables: object = VARIABLES, **more: object) -> dict[str, object]:
    """The description of a table, in the bank's own form."""
    described = [
        {
            "id": code,
            "text": text,
            "elimination": code != "Tid",
            "time": code == "Tid",
            "values": [{"id": value, "text": said or value} for value, said in values.items()],
        }
        for code, text, values in variables
    ]
    contacts = [{"name": "N.N.", "phone": "", "mail": ""}]
    said = {"id": table, "text": name, "unit": "Antal", "suppressedDataValue": "0", "updated": UPDATED, "active": True}
    return {**said, "contacts": contacts, "footnote": None, "variables": described, **more}


def jsonstat(
    asked: dict[str, dict[str, str]],
    figures: list[object],
    name: str = NAME,
    table: str = TABLE,
    signs: dict[str, str] | None = None,
) -> dict[str, object]:
    """An answer as JSON-stat: with the content that the bank puts in before the time, and without a variable for what is left out."""
    names = [*(code for code in asked if code != "Tid"), "ContentsCode", "Tid"]
    texts = {code: text for code, text, _ in VARIABLES} | {"ContentsCode": "Indhold"}
    dimensions: dict[str, object] = {}
    for code in names:
        labels = {table: name} if code == "ContentsCode" else asked[code]
        category: dict[str, object] = {"index": {value: place for place, value in enumerate(labels)}, "label": labels}
        if code == "ContentsCode":
            category["unit"] = {table: {"base": "Antal", "decimals": 0}}
        dimensions[code] = {"label": texts.get(code, code.lower()), "category": category}
    sizes = [1 if code == "ContentsCode" else len(asked[code]) for code in names]
    dimensions |= {"id": names, "size": sizes, "role": {"metric": ["ContentsCode"], "time": ["Tid"]}}
    said = {"label": name, "source": "Danmarks Statistik", "updated": "2034-02-12T07:00:00Z"}
    return {"dataset": {"dimension": dimensions, **said, "value": figures, **({"status": signs} if signs else {})}}


@dataclass
class Reply:
    """What is answered to one request. ``raw`` goes out as it is, with no HTTP around it; ``cut`` is how many bytes are left out.

    ``late`` is how many seconds nothing comes at all, ``slow`` how many between two bytes of the body.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    cut: int = 0
    late: float = 0.0
    slow: float = 0.0
    length: bool = True


def of_json(content: object, **more: object) -> Reply:
    return Reply(json.dumps(content, ensure_ascii=False).encode(), **more)  # type: ignore[arg-type]


@dataclass
class Bank:
    """The bank: for each function (``tableinfo``, ``data``) the replies in their order, the last one again and again."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    address: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def says(self, function: str, *replies: Reply) -> None:
        self.replies[function] = list(replies)

    def asked(self, function: str) -> list[dict[str, object]]:
        return [body for path, body in self.requests if path.endswith(f"/{function}")]

    def reply(self, path: str) -> Reply:
        replies = self.replies.get(path.rpartition("/")[2], [Reply(b"{}", 404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]


def handler(bank: Bank) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            bank.requests.append((self.path, json.loads(content)))
            self.close_connection = True
            send(self, bank.reply(self.path), bank.stopped)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def send(request: BaseHTTPRequestHandler, reply: Reply, stopped: threading.Event) -> None:
    """Send a reply as well or as badly as it is meant; what is slow comes byte by byte until somebody stops waiting."""
    if reply.late and stopped.wait(reply.late):
        return
    try:
        if reply.raw is not None:
            request.wfile.write(reply.raw)
            return
        request.send_response(reply.status)
        for name, value in ({"Content-Length": str(len(reply.body))} if reply.length else {}).items():
            request.send_header(name, value)
        for name, value in reply.headers.items():
            request.send_header(name, value)
        request.end_headers()
        body = reply.body[: len(reply.body) - reply.cut]
        for piece in [body] if not reply.slow else (body[place : place + 1] for place in range(len(body))):
            if stopped.wait(reply.slow):
                return
            request.wfile.write(piece)
    except ConnectionError:
        return


@contextmanager
def running() -> Iterator[Bank]:
    """A bank that answers until the end of the block."""
    bank = Bank()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(bank)) as server:
        server.daemon_threads = True
        bank.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield bank
        finally:
            bank.stopped.set()
            server.shutdown()


Tell = Callable[..., tuple[int, str, str]]
