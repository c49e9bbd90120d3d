"""``katalog.jsonld``: the book's files as a catalogue that a data portal harvests, by DCAT-AP-DK 2.0.2 (docs/adr has what it asks for)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from analysis.display.runs import name
from analysis.display.view.view import View
from analysis.output.download.package import NAME as PACKAGE
from analysis.output.download.package import PROFILE
from analysis.output.download.terms import Terms, terms_of

NAME = "katalog.jsonld"
FOLDER = "hent"
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
LANGUAGES: Mapping[str, str] = {"da": "DAN"}
CONTEXT: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The European name of a file's form, and its media type, by the file's ending. What is none of these is no data.
FORMS: Mapping[str, tuple[str, str]] = {
    ".csv": ("CSV", "text/csv"),
    ".json": ("JSON", "application/json"),
    ".xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".zip": ("ZIP", "application/zip"),
}

Node = dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """An edition and its files to take along, by their names."""

    view: View
    files: Mapping[str, bytes]


def catalogue(editions: Iterable[Taken]) -> bytes:
    """Return the catalogue of a book's editions; the last is the newest. Raises ``ValueError`` for none.

    Addresses are absolute where the partnership has an address on the web, and else begin at the catalogue's own place.
    """
    found = list(editions)
    if not found:
        raise ValueError
    view = found[-1].view
    partnership, say, said = view.known.partnership, view.say, terms_of(view)
    described = {
        "@context": CONTEXT,
        "@id": address(view, NAME),
        "@type": "dcat:Catalog",
        "dct:title": text(view, say("take.catalogue_title", partnership=name(partnership.name)).text),
        "dct:description": text(view, say.text("take.catalogue_about")),
        "dct:publisher": publisher(view, said),
        "dct:language": language(view),
        "dct:modified": day(max(taken.view.as_of for taken in found)),
        "foaf:homepage": typed(address(view, "index.html"), "foaf:Document"),
        **licence(said),
        "dcat:dataset": [dataset(taken) for taken in found],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode()


def dataset(taken: Taken) -> Node:
    """Return an edition as a dataset."""
    view, say, said = taken.view, taken.view.say, terms_of(taken.view)
    files = {file: content for file, content in sorted(taken.files.items()) if PurePosixPath(file).suffix in FORMS}
    return {
        "@id": address(view, f"{view.year}/{FOLDER}/{PACKAGE}#data"),
        "@type": "dcat:Dataset",
        "dct:identifier": f"{view.known.partnership.id}-{view.year}",
        "dct:title": text(view, said.title),
        "dct:description": text(view, said.about),
        "dct:publisher": publisher(view, said),
        **contact(view),
        "dct:issued": day(view.as_of),
        "dct:language": language(view),
        "dct:accrualPeriodicity": typed(f"{AUTHORITY}frequency/ANNUAL", "dct:Frequency"),
        "dct:temporal": temporal(view),
        "dct:spatial": [{"@type": "dct:Location", "skos:prefLabel": text(view, area)} for area in areas(view)],
        "dcat:theme": typed(f"{AUTHORITY}data-theme/JUST", "skos:Concept")
        | {"skos:prefLabel": text(view, say.text("take.theme_name"))},
        "dcat:keyword": [text(view, word) for word in say.text("take.keywords").split(", ")],
        "dct:accessRights": typed(f"{AUTHORITY}access-right/PUBLIC", "dct:RightsStatement"),
        "dcat:landingPage": typed(address(view, f"{view.year}/resume.html"), "foaf:Document"),
        "owl:versionInfo": said.version,
        "dcat:distribution": [distribution(view, said, file, content) for file, content in files.items()],
    }


def distribution(view: View, said: Terms, file: str, content: bytes) -> Node:
    """Return a file of an edition. The profile knows SHA-1 checksums only; the data package has better ones."""
    kind, media = FORMS[PurePosixPath(file).suffix]
    place = address(view, f"{view.year}/{FOLDER}/{file}")
    checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return {
        "@id": f"{place}#fil",
        "@type": "dcat:Distribution",
        "dct:title": text(view, file),
        "dcat:accessURL": {"@id": place},
        "dcat:downloadURL": {"@id": place},
        "dct:format": typed(f"{AUTHORITY}file-type/{kind}", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": typed(f"https://www.iana.org/assignments/media-types/{media}", "dct:MediaType"),
        "dcat:byteSize": literal(str(len(content)), "decimal"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha1"},
            "spdx:checksumValue": literal(checksum, "hexBinary"),
        },
        **({"dct:conformsTo": typed(PROFILE, "dct:Standard")} if file == PACKAGE else {}),
        **licence(said),
    }


def publisher(view: View, said: Terms) -> Node:
    """Return who answers for the book, with the publisher's page where one is known."""
    page = view.known.partnership.url
    home = {"foaf:homepage": typed(page, "foaf:Document")} if page else {}
    return {"@id": address(view, "index.html#udgiver"), "@type": "foaf:Agent", "foaf:name": text(view, said.publisher), **home}


def contact(view: View) -> Node:
    """Return whom to write to; nothing where the partnership names no contact."""
    said = view.known.partnership.contact
    if not said:
        return {}
    mail = {"vcard:hasEmail": {"@id": f"mailto:{said}"}} if MAIL.fullmatch(said) else {}
    return {"dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": text(view, said), **mail}}


def licence(said: Terms) -> Node:
    """Return the licence; nothing where none is given."""
    return {"dct:license": typed(said.licence.url, "dct:LicenseDocument")} if said.licence else {}


def language(view: View) -> Node:
    """Return the language of the texts."""
    return typed(f"{AUTHORITY}language/{LANGUAGES[view.say.code]}", "dct:LinguisticSystem")


def temporal(view: View) -> Node:
    """Return the years that an edition's figures are about."""
    years = [row.year for row in view.rows.table if row.measure == "observed"] or [view.year]
    ends = {"dcat:startDate": day(dt.date(min(years), 1, 1)), "dcat:endDate": day(dt.date(max(years), 12, 31))}
    return {"@type": "dct:PeriodOfTime", **ends}


def areas(view: View) -> list[str]:
    """Return the names of the areas that an edition's figures are about."""
    known = view.known.partnership.geographies
    return [known[key].name for key in dict.fromkeys(row.geography for row in view.rows.table) if key in known]


def address(view: View, place: str) -> str:
    """Return where something of the book lies: on the web where the book has an address there, else from the catalogue's own place."""
    book = view.known.partnership.address.rstrip("/")
    return f"{book}/{place}" if book else place


def typed(place: str, kind: str) -> Node:
    """Return something by its address and of which class it is."""
    return {"@id": place, "@type": kind}


def literal(value: str, kind: str) -> Node:
    """Return a value with its type."""
    return {"@value": value, "@type": f"xsd:{kind}"}


def day(found: dt.date) -> Node:
    """Return a day with its type."""
    return literal(found.isoformat(), "date")


def text(view: View, said: str) -> Node:
    """Return a text with its language."""
    return {"@value": said, "@language": view.say.code}
