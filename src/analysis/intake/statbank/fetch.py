"""Asks a bank for a table: first for its description, then, when what is wanted is there, for the figures; and reads what came."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from analysis.intake.mapping.model import Fetch
from analysis.intake.reading.read import text_file
from analysis.intake.reading.refusal import Unreadable
from analysis.intake.sheets import Delivery, Finding, Refused
from analysis.intake.statbank.bank.answers import json_of, text_of
from analysis.intake.statbank.bank.banks import Bank, bank_of
from analysis.intake.statbank.bank.connection import Patience, ask
from analysis.intake.statbank.bank.info import TableInfo, compared, info_of
from analysis.intake.statbank.question import Question, as_json, question_of, refuse_table
from analysis.intake.statbank.record import Record, asked_for, streamed
from analysis.intake.statbank.source import Described, source_of
from analysis.intake.statbank.trouble import KEYS, Trouble, Troubles, one_line, refusal

CONTENTS = "contentscode"
ENDINGS = {"JSONSTAT": ".json", "BULK": ".csv"}
Json = Mapping[str, object]


@dataclass(frozen=True)
class Got:
    """A table that was got: the body as it came, the same as a delivery, its source, and what is kept of where it is from."""

    body: bytes
    delivery: Delivery
    record: Record
    described: Described
    info: TableInfo
    question: Question
    findings: tuple[Finding, ...]


def get(fetch: Fetch, day: dt.date, patience: Patience) -> Got:
    """Return a table from its bank; ``day`` is today.

    Raises ``DataFaults`` for a bank that is not known or does not answer as it should, and for everything in the question that the
    table does not have; ``Refused`` for an answer that cannot be read.
    """
    where = f"{fetch.bank}, {fetch.table}"
    try:
        bank = bank_of(fetch.bank)
        refuse_table(fetch.table)
        info = described_by(bank, fetch.table, patience)
        return answered(bank, info, question_of(fetch, info), day, patience)
    except Trouble as trouble:
        raise refusal(where, trouble) from trouble
    except Troubles as found:
        raise refusal(where, *found.troubles) from found


def described_by(bank: Bank, table: str, patience: Patience) -> TableInfo:
    """Return a bank's description of a table. Raises ``Trouble``."""
    body = as_json({"table": table, "format": "JSON", "lang": "da"})
    return info_of(json_of(text_of(ask(f"{bank.address}/tableinfo", body, patience), table)), table)


def answered(bank: Bank, info: TableInfo, question: Question, day: dt.date, patience: Patience) -> Got:
    """Return the figures that a bank has for a question. Raises ``Trouble``, and ``Refused`` for what cannot be read."""
    address = f"{bank.address}/data"
    answer = ask(address, question.body, patience)
    text = text_of(answer, info.id)
    described = source_of(bank, info, day)
    record = Record(
        bank=bank.written,
        address=address,
        table=info.id,
        text=info.text,
        unit=info.unit,
        updated=info.updated,
        retrieved=day,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        left_out=info.suppressedDataValue,
        footnote=info.footnote.text if info.footnote else "",
        asked_format=question.format,
        asked=asked_for(question),
        source=described.key,
        described=described.text,
    )
    if question.format == "BULK" and not answer.is_whole:
        raise Trouble("no_end")
    name = f"{bank.key}-{info.id}{ENDINGS[question.format]}"
    delivery = streamed(name, answer.body, record) if question.format == "BULK" else cube(name, answer.body, text, question)
    return Got(answer.body, delivery, record, described, info, question, tuple(said_of(info, delivery)))


def cube(name: str, body: bytes, text: str, question: Question) -> Delivery:
    """Return a JSON-stat answer as a delivery. Raises ``Trouble`` for one to another question, ``Refused`` for one that cannot be read."""
    found = json_of(text)
    try:
        delivery = text_file(name, body)
    except Unreadable as unreadable:
        raise Refused(name, unreadable.finding) from unreadable
    refuse_other_answer(cast("Json", found.get("dataset") or found), question)
    return delivery


def refuse_other_answer(dataset: Json, question: Question) -> None:
    """Raise ``Trouble`` unless a cube has the variables and codes that were asked for; what kind of content it holds, the bank adds."""
    dimensions = cast("Mapping[str, Json]", dataset["dimension"])
    names = cast("list[str]", dataset.get("id") or dimensions["id"])
    there = {compared(name): codes_in(cast("Json", dimensions[name]["category"])) for name in names if compared(name) != CONTENTS}
    wanted = {compared(one.variable): set(one.codes) for one in question.asked}
    for name in sorted(set(there) | set(wanted)):
        differing = wanted.get(name, set()) ^ there.get(name, set())
        if differing or name not in there or name not in wanted:
            raise Trouble("other_answer", variable=name.upper(), codes=one_line(", ".join(sorted(differing))) or "-")


def codes_in(category: Json) -> set[str]:
    """Return the codes of a dimension."""
    return set(cast("Mapping[str, object]", category.get("index") or category.get("label") or {}))


def said_of(info: TableInfo, delivery: Delivery) -> Iterator[Finding]:
    """Yield what has to be said of a table: when it was updated, its note, and that it is no longer kept up."""
    sheet = delivery.sheets[0].name
    yield Finding("read", f"{KEYS}got", sheet, values={"text": info.text, "updated": info.updated.isoformat(sep=" ")})
    if info.footnote and info.footnote.text.strip():
        yield Finding("warn", f"{KEYS}footnote", sheet, values={"text": one_line(info.footnote.text)})
    if not info.active:
        yield Finding("warn", f"{KEYS}closed", sheet)
