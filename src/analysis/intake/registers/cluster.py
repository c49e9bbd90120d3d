"""Counts a register on a Dask cluster, a file at each worker. The workers read the files themselves, where this machine does.

What goes from worker to worker is numbers, not rows: of each row the case's two, when it was written, and its cell. All of a
case meet in one task, whichever files they stand in, and so the latest holds. What comes back are counts.
"""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import cloudpickle  # type: ignore[import-untyped]
import duckdb
from distributed import Client

from analysis.errors import UserError
from analysis.intake.microdata import engine, scan
from analysis.intake.registers import cases, counting, tasks
from analysis.intake.registers.cases import BUCKETS, Counted
from analysis.intake.registers.counting import Plan
from analysis.intake.registers.tasks import version_there
from analysis.messages import message

KEYS = "microdata.cluster."
# What workers are sent as it stands, whatever they have installed.
SENT: tuple[ModuleType, ...] = (engine, scan, cases, counting, tasks)
TIMEOUT = "5s"


def count_there(plan: Plan, address: str) -> Counted:
    """Return the counts of a register, found on the cluster whose scheduler has this address.

    Raises ``UserError`` without a scheduler or worker, with another version of the engine there, and for files that a worker
    does not see or cannot read.
    """
    for module in SENT:
        cloudpickle.register_pickle_by_value(module)
    try:
        with connected(address) as client:
            refuse_other_versions(client)
            return counts_of(client, plan)
    except (OSError, TimeoutError) as error:
        raise UserError(message(KEYS + "gone", address=address)) from error
    finally:
        for module in SENT:
            cloudpickle.unregister_pickle_by_value(module)


def connected(address: str) -> Client:
    """Return a client of the scheduler. Raises ``UserError``."""
    try:
        client = Client(address, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError):
        raise UserError(message(KEYS + "gone", address=address)) from None
    if not client.nthreads():
        client.close()
        raise UserError(message(KEYS + "no_worker", address=address))
    return client


def refuse_other_versions(client: Client) -> None:
    """Raise ``UserError`` where a worker has another version of the engine, or none: its numbers of a case might be others."""
    for worker, version in client.run(version_there).items():
        if version != duckdb.__version__:
            raise UserError(message(KEYS + "version", worker=worker, found=version or "-", expected=duckdb.__version__))


def counts_of(client: Client, plan: Plan) -> Counted:
    """Return the counts: each file is read by one task, and each bucket of cases settled by one."""
    # A worker does as many tasks at once as it has threads, so each has one.
    plans = [replace(plan, scans=(replace(scan, paths=(path,)),), threads=1) for scan in plan.scans for path in scan.paths]
    task = tasks.read_part if plan.has_cases else tasks.count_part
    parts = client.map(task, plans, pure=False, retries=1)
    try:
        if plan.has_cases:
            buckets = [
                client.submit(tasks.settle_part, *[client.submit(tasks.bucket_of, part, number) for part in parts], pure=False)
                for number in range(BUCKETS)
            ]
            found = client.gather([*buckets, *[client.submit(tasks.beside, part) for part in parts]])
        else:
            found = client.gather(parts)
    except Exception as error:  # noqa: BLE001 - whatever became of a task over there; its text may hold what stands in a row
        raise UserError(message(KEYS + "failed", why=type(error).__name__)) from None
    return total(found)


def total(found: list[Any]) -> Counted:
    """Return counts together. Raises ``UserError`` for a part that could not be read."""
    whole = Counted()
    for part in found:
        if part is None:
            raise UserError(message(KEYS + "unreadable"))
        whole += part
    return whole
