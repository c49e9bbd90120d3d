"""The tables of an edition: results as they are, the facts behind them as their sources give them, and names for every id."""

from dataclasses import replace
from decimal import Decimal

import pytest

from analysis.display.view.view import View
from analysis.indicators import columns_of, edition_rows
from analysis.indicators.frame import COLUMNS, parts_of
from analysis.output.records import records_of


def tables_of(view):
    return {table.name: table for table in records_of(view)}


def by_key(table, key="id"):
    """The rows of a table as dictionaries, by what stands in a column."""
    return {row[table.names.index(key)]: dict(zip(table.names, row, strict=True)) for row in table.rows}


def test_results_are_the_public_table(view):
    """The thirteen columns, with exact values, and the parts of years only where an edition has them."""
    table = tables_of(view)["results"]
    has_parts = any(not row.is_whole for row in view.rows.table)
    assert table.names == (*COLUMNS, *(("period", "breakdown", "group") if has_parts else ()))
    assert list(table.rows) == [(*columns_of(row), *(parts_of(row) if has_parts else ())) for row in view.rows.table]


def test_keys_tell_rows_apart_and_are_found(view):
    """No two rows of a table have one key, and what names a row of another table finds it there."""
    tables = tables_of(view)
    for table in tables.values():
        if table.key:
            assert len(by_key(table, table.key)) == len(table.rows), table.name
        for place, column in enumerate(table.columns):
            if column.table:
                named = {row[place] for row in table.rows} - {""}
                assert named <= set(by_key(tables[column.table], tables[column.table].key)), (table.name, column.name)


def test_every_column_has_words_of_its_own(view):
    """A name and an explanation, in the reader's language and not the column's own name."""
    for table in records_of(view):
        assert table.title
        assert table.about.endswith(".")
        assert table.stem.isascii()
        assert all(column.title and column.about.endswith(".") for column in table.columns)
        assert len({column.title for column in table.columns}) == len(table.columns)


def test_every_code_and_category_has_a_meaning(view):
    """What stands in a column of codes is explained; a unit may be a source's own word."""
    tables = tables_of(view)
    explained = {row[:2] for row in tables["codes"].rows}
    for table in tables.values():
        for column in ("status", "kind", "qualifier", "measure", "precision", "theme", "value"):
            if column in table.names:
                found = {row[table.names.index(column)] for row in table.rows}
                assert {(column, text) for text in found if isinstance(text, str) and text} <= explained
    assert all(row[-1] for row in tables["categories"].rows)
    named = {row[:2] for row in tables["categories"].rows}
    assert {(row.indicator, row.category) for row in view.rows.table if row.category} == named


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("anmeldelser.samlet.partnerskab-2021.2021.status-2022", {"value": Decimal(239), "kind": "observed", "unit": "count"}),
        ("utryg_at_bo.urbanplanen.2010.aftale-2013", {"value": Decimal("33.3"), "as_written": "en tredjedel"}),
        ("utryg_nabolag.partnerskab-2021.2022.2021.status-2022", {"value": "not_significant", "against": "2021"}),
        ("utryg_nabolag.partnerskab-2021.2022.koebenhavn.status-2022", {"value": "significant", "against": "koebenhavn"}),
        ("tryghedsplan-2022.samfundshjaelperne.samtaler.2022.expected", {"kind": "expected"}),
        ("tryghedsplan-2022.dialog-kommunikation-og-vaertskab.2022", {"kind": "granted", "value": Decimal(335000), "unit": "dkk"}),
        ("tryghedsplan-2022.samfundshjaelperne.2024", {"value": None, "status": "not_stated"}),
    ],
)
def test_a_fact_is_as_its_source_gives_it(view_of, fact, said):
    """Also where no row is about it alone: a second source, a promise, a word about a difference."""
    assert by_key(tables_of(view_of("own", 2022))["facts"])[fact].items() >= said.items()


def test_a_span_has_both_ends(view_of, facts_of):
    """And only a span has a second one."""
    promised = [item for item in facts_of("own").deliverables if item.plan == "tryghedsplan-2022" and item.value_to is not None]
    rows = [row for row in by_key(tables_of(view_of("own", 2022))["facts"]).values() if row["value_to"] is not None]
    spans = {(row["category"], row["value"], row["value_to"]) for row in rows}
    assert spans == {(f"{item.activity}.{item.deliverable}", item.value, item.value_to) for item in promised}
    assert spans


def test_what_every_observation_says_is_what_the_data_say(view, facts_of):
    """No figure gets lost or turned on its way, and none that results hide is given."""
    given = {observation.id: observation for observation in view.known.observations}
    for key, row in by_key(tables_of(view)["facts"]).items():
        if key in given and row["status"] != "suppressed":
            assert row["value"] == (given[key].level or given[key].value)
            assert (row["status"], row["source"], row["section"]) == (given[key].status, given[key].source, given[key].section)


def hiding(facts, **counts):
    """The facts as if the status of 2022 were a delivery with these counts, and a second source repeated each of them."""
    seen = [o for o in facts.observations if o.source == "status-2022" and o.year == 2021 and o.category in counts]
    new = [o.model_copy(update={"value": Decimal(counts[o.category]), "as_written": "tre", "qualifier": "about"}) for o in seen]
    again = [o.model_copy(update={"source": "gentagelse"}) for o in new]
    delivery = facts.sources["status-2022"].model_copy(update={"kind": "delivery"})
    sources = facts.sources | {"status-2022": delivery, "gentagelse": delivery}
    return replace(facts, observations=(*(o for o in facts.observations if o not in seen), *new, *again), sources=sources)


def test_nothing_that_results_hide_stands_in_any_table(facts_of):
    """A small count of a delivery: neither the figure, nor its source's words for it, nor what a second delivery says."""
    facts = hiding(facts_of("own"), trusler=3, samlet=220)
    day = facts.edition(2022).as_of
    view = View(facts.as_of(day, 2022), 2022, day, edition_rows(facts, 2022, day))
    rows = {key: row for key, row in by_key(tables_of(view)["facts"]).items() if row["status"] == "suppressed"}
    names = {key.split(".")[1] for key in rows}
    assert "trusler" in names
    assert len(names) > 1
    assert {f"anmeldelser.trusler.partnerskab-2021.2021.{source}" for source in ("status-2022", "gentagelse")} <= set(rows)
    said = {(row["value"], row["value_to"], row["qualifier"], row["as_written"]) for row in rows.values()}
    assert said == {(None, None, "", "")}
