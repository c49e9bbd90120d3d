"""From a bank's answer to content that can be read: everything that is not what was asked for is told by what it is."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from analysis.intake.reading.kinds import WEB_PAGE
from analysis.intake.statbank.bank.connection import TOO_MANY, Answer
from analysis.intake.statbank.trouble import Trouble, one_line

OK, NOT_FOUND, FIRST_OF_USER, FIRST_OF_SERVER = 200, 404, 400, 500
LONGEST_SAID = 10**9  # seconds
MARK = "\ufeff"
ERROR, SAID = "errorTypeCode", "message"
# The errors that the bank itself names, and what they are called here.
KNOWN = {"REQUEST-LIMIT": "too_much", "EXTRACT-NOTFOUND": "not_found", "TABLE-NOTFOUND": "no_table"}
CELLS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")


def text_of(answer: Answer, table: str) -> str:
    """Return the text of an answer that may be what was asked for. Raises ``Trouble`` for an error, a web page, and no UTF-8."""
    said = decoded(answer.body)
    if (error := error_in(said or "")) is not None:
        raise named_error(*error, table=table)
    refuse_status(answer, said or "", table)
    if not answer.body.strip():
        raise Trouble("empty")
    if said is None:
        raise Trouble("encoding")
    if WEB_PAGE.match(said):
        raise Trouble("web_page", start=one_line(re.sub(r"<[^>]*>", " ", said)) or "-")
    return said


def decoded(body: bytes) -> str | None:
    """Return a body as text without the mark that may stand first; None where it is no UTF-8."""
    try:
        return body.decode("utf-8").removeprefix(MARK)
    except UnicodeDecodeError:
        return None


def refuse_status(answer: Answer, said: str, table: str) -> None:
    """Raise ``Trouble`` for any status but 200."""
    status = answer.status
    if status == NOT_FOUND:
        raise Trouble("no_table", table=table)
    if answer.wait and (status == TOO_MANY or status >= FIRST_OF_SERVER):
        raise Trouble("wait", status=status, seconds=int(min(answer.wait, LONGEST_SAID)))
    if status == TOO_MANY:
        raise Trouble("busy")
    if status >= FIRST_OF_SERVER:
        raise Trouble("down", status=status)
    if status < FIRST_OF_USER and status != OK and not answer.body:
        raise Trouble("empty")
    if status != OK:
        words = "" if WEB_PAGE.match(said) else one_line(said)
        raise Trouble("status", status=status, said=words or "-")


def error_in(text: str) -> tuple[str, str] | None:
    """Return the code and the words of an error that stands in a body, whatever the status was; None where it is none."""
    if ERROR not in text:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or ERROR not in found:
        return None
    return one_line(str(found[ERROR])), one_line(str(found.get(SAID, "")))


def named_error(code: str, said: str, table: str) -> Trouble:
    """Return the trouble of an error that the bank names itself."""
    key = KNOWN.get(code, "error")
    values = {"too_much": {"said": said}, "not_found": {"said": said}, "no_table": {"table": table}}
    return Trouble(key, **values.get(key, {"code": code, "said": said or "-"}))


def json_of(text: str) -> dict[str, object]:
    """Return the JSON of an answer, numbers with the decimals that they are written with.

    Raises ``Trouble`` for one that is cut off or damaged, and for JSON that is no object.
    """
    try:
        found = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Trouble("damaged", start=one_line(text[:60])) from None
    if not isinstance(found, dict):
        raise Trouble("form", what=type(found).__name__)
    return found
