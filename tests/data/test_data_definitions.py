"""The TOML definitions: an unknown, missing or wrongly typed key is named."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from analysis.data import definitions as d

UNKNOWN, REMOVE = "only known keys", "correct the key or remove it"
INDICATORS, AGREEMENT = "indicators.toml", "agreements/aftale-2017.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("partnership.toml", "editions_note =", "edition_note =", "edition_note"),
        ("partnership.toml", "from_year = 2012", "form_year = 2012", "geographies.partnerskab-2013.form_year"),
        ("sources.toml", "note =", "notes =", "sources.aftale-2013.notes"),
        (INDICATORS, "caveat =", "caveats =", "indicators.utryg_nabolag.caveats"),
        (INDICATORS, 'follows = "tyveri"', 'folows = "tyveri"', "indicators.anmeldelser.categories.tyveri_roeveri.folows"),
        ("sources.toml", 'kind = "agreement"', 'kind = "agreement"\nxyz = 1', "sources.aftale-2013.xyz"),
    ],
)
def test_an_unknown_key_is_named(broken, file, old, new, where):
    """The message has the key's whole path, and the known key that it is nearest to."""
    key, meant = where.rpartition(".")[2], old.partition(" =")[0]
    todo = REMOVE if key == "xyz" else f"did you mean {meant}?"
    broken(file, old, new).says_only(f"{file}, column {where}", f"the unknown key '{key}'", UNKNOWN, todo)


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        (AGREEMENT, "economy_note =", "economi_note =", "economi_note"),
        (AGREEMENT, 'note = "Der er', 'notes = "Der er', "notes"),
        ("plans.toml", "frame_years =", "frameyears =", "frameyears"),
        ("discrepancies.toml", 'severity = "high"', 'severty = "high"', "severty"),
    ],
)
def test_an_unknown_key_in_a_list_or_an_agreement_is_named(broken, file, old, new, key):
    """The message has the key, wherever in the list it stands."""
    message, meant = broken(file, old, new), old.partition(" =")[0]
    assert message.has_fault(file, f"found the unknown key '{key}'; expected {UNKNOWN}; did you mean {meant}?")


@pytest.mark.parametrize(
    ("file", "old", "where"),
    [
        ("partnership.toml", 'language = "da"\n', "language"),
        ("sources.toml", 'publisher = "Amager Partnerskab"\n', "sources.aftale-2013.publisher"),
        (INDICATORS, 'unit = "percent"\n', "indicators.utryg_nabolag.unit"),
        (AGREEMENT, "to_year = 2020\n", "to_year"),
        ("plans.toml", 'name = "Tryghedsplan 2013"\n', "plans.tryghedsplan-2013.name"),
    ],
)
def test_a_missing_key_is_named(broken, file, old, where):
    """The message says which key to add."""
    broken(file, old, "").says(f"{file}, column {where}", "nothing", "a value", f"add {where}")


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "found", "expected"),
    [
        (
            "partnership.toml",
            "= 2012",
            '= "tolv"',
            "geographies.partnerskab-2013.from_year",
            "'tolv'",
            "a year with four digits, from 1900 to 2199",
        ),
        (
            "partnership.toml",
            "= 2014-12-31",
            '= "31.12.2014"',
            "editions.2013.as_of",
            "'31.12.2014'",
            "a date that exists, written YYYY-MM-DD",
        ),
        ("partnership.toml", 'language = "da"', 'language = "en"', "language", "'en'", "'da'"),
        (INDICATORS, 'unit = "percent"', 'unit = "procent"', "indicators.utryg_nabolag.unit", "'procent'", "'percent', 'count'"),
        (AGREEMENT, 'rule = "approaches"', 'rule = "nearer"', "targets.utryg-nabolag.rule", "'nearer'", "'reduce_by'"),
        ("sources.toml", 'kind = "agreement"', 'kind = "aftale"', "sources.aftale-2013.kind", "'aftale'", "'agreement', 'plan'"),
    ],
)
def test_a_value_of_another_type_is_named(broken, file, old, new, where, found, expected):
    """The message shows the value and what may stand there."""
    near = {"'procent'": "percent", "'nearer'": "", "'en'": ""}.get(found, "")
    broken(file, old, new).says(
        f"{file}, column {where}", found, expected, f"did you mean {near}?" if near else "correct the value"
    )


@pytest.mark.parametrize(
    ("licence", "where", "found", "expected", "todo"),
    [
        ('{ name = "CC BY 4.0" }', "licence.url", "nothing", "a value", "add licence.url"),
        ('{ name = "CC BY 4.0", url = "" }', "licence.url", "''", "a text", "write what belongs here"),
        (
            '{ name = "CC BY 4.0", url = "side 3" }',
            "licence.url",
            "'side 3'",
            "an address that begins with https://",
            "correct the value",
        ),
        ('{ url = "https://licens.example" }', "licence.name", "nothing", "a value", "add licence.name"),
        ('"CC BY 4.0"', "licence", "'CC BY 4.0'", "a table", "write key = value below a heading in square brackets"),
    ],
)
def test_a_licence_has_a_name_and_an_address(broken, licence, where, found, expected, todo):
    """Half a licence helps nobody who wants to use the figures."""
    message = broken("partnership.toml", 'language = "da"', f'language = "da"\nlicence = {licence}')
    message.says(f"partnership.toml, column {where}", found, expected, todo)


def test_a_broken_agreement_is_not_blamed_on_the_activities(broken):
    """Rows that are right are not called wrong because the file they refer to could not be read."""
    message = broken("agreements/aftale-2013.toml", "economy_note =", "economi_note =")
    assert [line for line in message.faults if not line.startswith("agreements/aftale-2013.toml")] == []


def test_a_definition_cannot_be_changed():
    """Definitions stay as they were read."""
    with pytest.raises(ValidationError, match="frozen"):
        d.Ratio(numerator="a", denominator="b").numerator = "c"


@pytest.mark.parametrize("name", ["Ny", "å", "", "-a", "a b", "a.b"])
def test_an_id_is_plain_lower_case(name):
    """Ids are for file names, addresses and cells: small letters, digits, hyphen and underscore."""
    with pytest.raises(ValidationError):
        d.EffortArea(id=name, number="1", name="Byrum")
