"""Describes a package to machines, as an RO-Crate (version 1.1): what is in it, from whom and when, and what made what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.archive import sha256
from analysis.data import Partnership

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROGRAM = "#statusbog"
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "py": "text/x-python",
    "toml": "application/toml",
    "txt": "text/plain",
    "zip": "application/zip",
}
Entity = dict[str, Any]


@dataclass(frozen=True)
class Crate:
    """What is said of a package as a whole: whose edition it is, the day and the program of its newest release, and its command."""

    partnership: Partnership
    year: int
    day: dt.date
    version: str
    command: str


def metadata(crate: Crate, content: Mapping[str, bytes]) -> bytes:
    """Return the description of a package with these files."""
    names = sorted(content)
    graph = [descriptor(), root(crate, names), *people(crate), program(crate), action(names)]
    graph += [file_entity(name, content[name]) for name in names]
    return (json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def named(*names: str) -> list[Entity]:
    """Return the ways to entities."""
    return [{"@id": name} for name in names]


def descriptor() -> Entity:
    """Return what says which file describes, and by which rules."""
    rules = {"@id": "https://w3id.org/ro/crate/1.1"}
    return {"@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": rules}


def root(crate: Crate, names: list[str]) -> Entity:
    """Return the package as a whole."""
    partnership = crate.partnership
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{partnership.name} {crate.year}",
        "description": partnership.about,
        "inLanguage": partnership.language,
        "datePublished": crate.day.isoformat(),
        "temporalCoverage": str(crate.year),
        "publisher": {"@id": "#publisher"},
        "hasPart": named(*names),
        "mainEntity": {"@id": crate.command},
        "mentions": named("#verification"),
    }


def people(crate: Crate) -> list[Entity]:
    """Return who publishes: the publisher that the data name, or else the partnership."""
    partnership = crate.partnership
    entity: Entity = {"@id": "#publisher", "@type": "Organization", "name": partnership.publisher or partnership.name}
    return [entity | ({"url": partnership.url} if partnership.url else {})]


def program(crate: Crate) -> Entity:
    """Return the program that computed the numbers."""
    return {"@id": PROGRAM, "@type": "SoftwareApplication", "name": "statusbog", "version": crate.version}


def action(names: list[str]) -> Entity:
    """Return what made what: the program made the ledger from the data."""
    facts = [name for name in names if name.startswith("data/") and not name.startswith(("data/ledger/", "data/published/"))]
    made = [name for name in names if name.startswith("data/ledger/")]
    return {
        "@id": "#verification",
        "@type": "CreateAction",
        "instrument": {"@id": PROGRAM},
        "object": named(*facts),
        "result": named(*made),
    }


def file_entity(name: str, content: bytes) -> Entity:
    """Return what is said of a file: its size and its hash, by which it can be checked."""
    kind = MEDIA.get(name.rpartition(".")[2], "text/plain")
    return {
        "@id": name,
        "@type": "File",
        "name": name.rpartition("/")[2],
        "encodingFormat": kind,
        "contentSize": str(len(content)),
        "sha256": sha256(content),
    }
