"""The engine that reads rows: DuckDB, within bounds, with nothing on disk and nothing from the net.

This module is sent to workers of a cluster as it stands, so it knows nothing but DuckDB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

MEMORY_MB = 400
# A time that is stored with its zone is on the day that it had in Denmark, whatever machine reads it.
CLOCK = "Europe/Copenhagen"
# The rows are on one side of each look-up, and a short list on the other. The engine knows nothing of the length of a text file,
# and would keep all rows in memory where it takes them for the shorter side.
KEEP_ORDER_OF_LOOK_UPS = "join_order,build_side_probe_side"


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def engine(paths: Sequence[str], threads: int = 0) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database in memory that may open these files for reading, and nothing else, until the end of the block.

    What does not fit in memory raises ``duckdb.OutOfMemoryException``: nothing is ever put on disk. No extension is looked for.
    """
    settings = {
        "memory_limit": quoted(f"{MEMORY_MB}MB"),
        "temp_directory": "''",
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_persistent_secrets": "false",
        "enable_external_file_cache": "false",
        "enable_logging": "false",
        "enable_progress_bar": "false",  # it would stand among the figures
        "enable_progress_bar_print": "false",
        "TimeZone": quoted(CLOCK),
        "disabled_optimizers": quoted(KEEP_ORDER_OF_LOOK_UPS),
        "allowed_paths": f"[{', '.join(map(quoted, paths))}]",
        "enable_external_access": "false",
    }
    if threads:
        settings["threads"] = str(threads)
    with duckdb.connect(":memory:") as connection:
        for name, value in settings.items():
            connection.execute(f"SET {name} = {value}")
        connection.execute("SET lock_configuration = true")
        yield connection
