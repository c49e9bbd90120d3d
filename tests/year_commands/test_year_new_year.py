"""``statusbog new-year``: an edition begun from the one before, drafts that become facts, and nothing twice."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from year_files import Told, cells_of, content_of, write_cells

from analysis.book.notebooks.plain_markdown import plain_markdown
from analysis.data import examine, load
from analysis.indicators import results
from analysis.year.comments import CHAPTERS, stubs, unwritten
from analysis.year.definitions import with_edition, with_sources
from analysis.year.drafts import ANSWERS, columns_of

YEAR = 2034


def test_the_edition_is_put_behind_the_others_and_all_else_stays_as_it_was(data: Path, tell: Told) -> None:
    """Bytes of the folder: only partnership.toml is another, and it is the old one with two lines more."""
    before = content_of(data)
    said = tell("new-year", YEAR)
    after = content_of(data)
    assert "It will see what is published by 2034-12-31" in said
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"partnership.toml"}
    assert after["partnership.toml"] == before["partnership.toml"] + b"\n[[editions]]\nyear = 2034\nas_of = 2034-12-31\n"
    assert all(name.startswith((f"draft/{YEAR}/", f"kommentar/{YEAR}/")) for name in set(after) - set(before))


def test_an_edition_that_waits_breaks_nothing(data: Path, tell: Told) -> None:
    """The check is silent about it, and what older editions say is the same to the letter."""
    old = [results(load(data), year, None).to_csv() for year in (2031, 2032, 2033)]
    tell("new-year", YEAR)
    facts, warnings = examine(data)
    assert not [warning for warning in warnings if "draft" in warning.file]
    assert old == [results(facts, year, None).to_csv() for year in (2031, 2032, 2033)]


def test_rows_wait_with_everything_but_their_answers(data: Path, tell: Told) -> None:
    """What, where, which year, source and section, and beside them what stood there the last time."""
    tell("new-year", YEAR)
    rows = cells_of(data / "draft" / str(YEAR) / "observations.csv")
    assert {(row["indicator"], row["geography"], row["year"], row["last_time"], row["source"]) for row in rows} >= {
        ("utryg_nabolag", "omraade-b", "2034", "2033: 29", "institut-2034"),
        ("utryg_nabolag", "byen", "2034", "2033: 9.6", "institut-2034"),
    }
    for table, answers in ANSWERS.items():
        path = data / "draft" / str(YEAR) / table
        for row in cells_of(path) if path.exists() else ():
            assert [row[column] for column in answers] == [""] * len(answers)
            assert "published" not in row


def test_the_suppliers_sources_wait_for_their_day(data: Path, tell: Told) -> None:
    tell("new-year", YEAR)
    text = (data / "draft" / str(YEAR) / "sources.toml").read_text(encoding="utf-8")
    assert '[sources.institut-2034]\ntitle = "Leverance fra Instituttet, 2034"' in text
    assert set(re.findall(r"^published = (.*)$", text, re.MULTILINE)) == {'""'}


def test_twice_is_one_error_and_adds_nothing(data: Path, tell: Told) -> None:
    tell("new-year", YEAR)
    before = content_of(data)
    assert "new-year 2034: found that the edition is there already; nothing was written" in tell("new-year", YEAR, code=1)
    assert content_of(data) == before


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2035, "found that the newest edition is 2033; expected 2034, the year after it; begin that one first."),
        (2033, "the edition is there already"),
        (2029, "found that the newest edition is 2033; expected 2034"),
    ],
)
def test_a_year_is_begun_in_its_turn(data: Path, tell: Told, year: int, said: str) -> None:
    before = content_of(data)
    message = tell("new-year", year, code=1)
    assert said in message
    assert len(message.splitlines()) == 1
    assert content_of(data) == before


def test_a_draft_that_somebody_has_written_is_not_written_over(data: Path, tell: Told) -> None:
    """A comment that is there stays; another file stops the command."""
    (data / "kommentar" / "2034").mkdir(parents=True)
    (data / "draft" / "2034").mkdir(parents=True)
    (data / "draft" / "2034" / "README.md").write_text("mine")
    message = tell("new-year", YEAR, code=1)
    assert "kommentar/2034/" in message
    (data / "kommentar" / "2034").rmdir()
    assert "found draft/2034/README.md; expected no such file" in tell("new-year", YEAR, code=1)
    assert "2034" not in (data / "partnership.toml").read_text(encoding="utf-8")


def test_a_comment_counts_as_unwritten_until_somebody_writes(data: Path, tell: Told) -> None:
    """The hint is nothing on a page, with or without what is written beneath it."""
    tell("new-year", YEAR)
    assert unwritten(data, YEAR) == list(CHAPTERS)
    path = data / "kommentar" / str(YEAR) / "tryghed.md"
    assert plain_markdown(path.read_text(encoding="utf-8"), 1) == ""
    path.write_text(path.read_text(encoding="utf-8") + "Det skyldes lamperne.\n", encoding="utf-8")
    assert unwritten(data, YEAR) == [chapter for chapter in CHAPTERS if chapter != "tryghed"]
    assert plain_markdown(path.read_text(encoding="utf-8"), 1) == "Det skyldes lamperne."


def test_every_chapter_with_room_for_a_comment_has_a_file(root: Path) -> None:
    """As the notebooks' sources include them; the page of other themes is only in a book that has some."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (root / "notebooks").glob("*.md")}
    named = {
        chapter
        for text in texts.values()
        if "scope: edition" in text
        for chapter in re.findall(r"\{include\} kommentar/(\S+)\.md", text)
    }
    assert named - {"andre"} == set(CHAPTERS)
    assert {name.rpartition("/")[2] for name in stubs(YEAR, "x")} == {f"{chapter}.md" for chapter in CHAPTERS}


# Drafts become facts


def fill(data: Path, table: str, changes: dict[str, str], number: int = 0) -> None:
    path = data / "draft" / str(YEAR) / table
    rows = cells_of(path)
    rows[number] |= changes
    write_cells(path, rows)


def give_day(data: Path, source: str, day: str) -> None:
    path = data / "draft" / str(YEAR) / "sources.toml"
    head, found, rest = path.read_text(encoding="utf-8").partition(f"[sources.{source}]")
    path.write_text(head + found + rest.replace('published = ""', f"published = {day}", 1), encoding="utf-8")


def test_a_filled_row_is_moved_with_its_source_and_the_others_wait(data: Path, tell: Told) -> None:
    """The day comes from the source, and a figure without another status is ok."""
    tell("new-year", YEAR)
    waiting = len(cells_of(data / "draft" / str(YEAR) / "observations.csv"))
    fill(data, "observations.csv", {"value": "28"})
    give_day(data, "institut-2034", "2034-02-01")
    assert "observations.csv: 1 row moved\nsources.toml: institut-2034 moved\n" in tell("new-year", YEAR, "--finish")
    facts = load(data)
    (row,) = [row for row in facts.observations if row.source == "institut-2034"]
    assert (row.value, row.status, row.published.isoformat(), row.year) == (28, "ok", "2034-02-01", 2034)
    assert len(cells_of(data / "draft" / str(YEAR) / "observations.csv")) == waiting - 1
    before = content_of(data)
    assert tell("new-year", YEAR, "--finish").startswith(f"{load_count(data)} rows still wait")
    assert content_of(data) == before


def test_a_day_can_be_said_on_the_command_line(data: Path, tell: Told) -> None:
    """No file is opened; a source that nobody waits for, and a day that is none, are said."""
    tell("new-year", YEAR)
    assert "--day: found the source ukendt; expected one that the drafts wait for: institut-2034" in tell(
        "new-year", YEAR, "--day", "ukendt", "2034-02-01", code=1
    )
    assert "found '1. februar'; expected a day" in tell("new-year", YEAR, "--day", "institut-2034", "1. februar", code=1)
    assert "sources.toml: institut-2034 moved" in tell("new-year", YEAR, "--day", "institut-2034", "2034-02-01")
    assert load(data).sources["institut-2034"].published.isoformat() == "2034-02-01"
    assert "published = 2034-02-01\n" in (data / "sources.toml").read_text(encoding="utf-8")


def load_count(data: Path) -> int:
    return sum(len(cells_of(path)) for path in (data / "draft" / str(YEAR)).glob("*.csv"))


@pytest.mark.parametrize(
    ("table", "changes", "day", "said"),
    [
        (
            "observations.csv",
            {"value": "28"},
            "",
            "sources.institut-2034.published: found nothing, and 1 filled row from institut-2034",
        ),
        ("observations.csv", {"value": "28"}, '"i maj"', "found 'i maj'; expected a day that exists, written YYYY-MM-DD"),
        ("observations.csv", {"value": "280"}, "2034-02-01", "draft/2034/observations.csv, row 2, column value: found 280"),
        ("observations.csv", {"value": "28,5"}, "2034-02-01", "draft/2034/observations.csv, row 2, column value: found '28,5'"),
        ("observations.csv", {"value": "28", "source": "ukendt"}, "2034-02-01", "row 2, column source: found 'ukendt'"),
        ("observations.csv", {"value": "28", "section": ""}, "2034-02-01", "draft/2034/observations.csv, row 2, column section"),
    ],
)
def test_what_cannot_be_a_fact_is_said_where_it_stands_and_nothing_is_moved(
    data: Path, tell: Told, table: str, changes: dict[str, str], day: str, said: str
) -> None:
    tell("new-year", YEAR)
    fill(data, table, changes)
    if day:
        give_day(data, "institut-2034", day)
    before = content_of(data)
    assert said in tell("new-year", YEAR, "--finish", code=1)
    assert content_of(data) == before


def test_a_draft_saved_in_another_shape_is_said(data: Path, tell: Told) -> None:
    """As a Danish spreadsheet saves it."""
    tell("new-year", YEAR)
    path = data / "draft" / str(YEAR) / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert "draft/2034/observations.csv" in (said := tell("new-year", YEAR, "--finish", code=1))
    assert "save the file as CSV with commas" in said


def test_what_came_in_another_way_waits_no_more(data: Path, tell: Told) -> None:
    """A figure that a delivery brought is taken out of the draft."""
    tell("new-year", YEAR)
    waiting = load_count(data)
    row = "utryg_nabolag,,omraade-b,2034,28,,ok,,,,status-2033,Tekst,2033-05-01\n"
    path = data / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert tell("new-year", YEAR, "--finish") == (
        f"1 row taken out of the drafts: the tables have it already.\n{waiting - 1} rows still wait for an answer.\n"
    )


def append(data: Path, table: str, row: str) -> None:
    path = data / table
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")


def drafted(data: Path) -> dict[str, list[dict[str, str]]]:
    """Every row of the drafts by its table."""
    return {path.name: cells_of(path) for path in sorted((data / "draft" / str(YEAR)).glob("*.csv"))}


def test_a_day_moves_its_source_and_nothing_else(data: Path, tell: Told) -> None:
    """A filled row waits for ``--finish``, and so does everything empty."""
    tell("new-year", YEAR)
    fill(data, "observations.csv", {"value": "28"})
    before = content_of(data)
    assert tell("new-year", YEAR, "--day", "institut-2034", "2034-02-01") == "sources.toml: institut-2034 moved\n"
    after = content_of(data)
    assert {name for name in after if after[name] != before.get(name)} == {"sources.toml", f"draft/{YEAR}/sources.toml"}
    assert "institut-2034 is from after the edition's day" in tell_late(data, tell)


def tell_late(data: Path, tell: Told) -> str:
    """Take the source back into the draft, and give it a day that is too late."""
    path = data / "draft" / str(YEAR) / "sources.toml"
    head, _, stub = (data / "sources.toml").read_text(encoding="utf-8").rpartition("\n[sources.institut-2034]")
    (data / "sources.toml").write_text(head, encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + "[sources.institut-2034]" + stub, encoding="utf-8")
    return tell("new-year", YEAR, "--day", "institut-2034", "2035-01-02")


def test_nothing_empty_vanishes_and_what_an_older_source_left_open_still_waits(data: Path, tell: Told) -> None:
    """As a sum that last year's status did not state; what the new source does not state is an answer."""
    plans = (data / "plans.toml").read_text(encoding="utf-8")
    (data / "plans.toml").write_text(plans.replace("2033]", "2033, 2034]"), encoding="utf-8")
    append(data, "budgets.csv", "plan,lys,,2034,,,no,,not_stated,,,status-2033,Tekst,2033-05-01")
    tell("new-year", YEAR)
    before = drafted(data)
    number = next(n for n, row in enumerate(before["budgets.csv"]) if row["activity"] == "lys")
    tell("new-year", YEAR, "--finish")
    assert drafted(data) == before
    key = before["budgets.csv"][number]["source"]
    fill(data, "budgets.csv", {"status": "not_stated", "section": "Tekst"}, number)
    tell("new-year", YEAR, "--day", key, "2034-02-01")
    tell("new-year", YEAR, "--finish")
    assert "lys" not in {row["activity"] for row in drafted(data)["budgets.csv"]}
    tell("new-year", YEAR, "--finish")
    assert "lys" not in {row["activity"] for row in drafted(data)["budgets.csv"]}


@pytest.mark.parametrize(("written", "code"), [("28", 0), ("28.0", 0), ("29", 1)])
def test_what_a_delivery_brought_and_a_person_wrote_too_is_one_row(data: Path, tell: Told, written: str, code: int) -> None:
    """The same is taken out of the draft; something else is a fault there, and nothing is moved."""
    tell("new-year", YEAR)
    give_day(data, "institut-2034", "2034-02-01")
    fill(data, "observations.csv", {"value": "28"})
    waiting = drafted(data)["observations.csv"]
    tell("new-year", YEAR, "--finish")
    path = data / "draft" / str(YEAR) / "observations.csv"
    write_cells(path, [waiting[0] | {"value": written}, *waiting[1:]])
    before = content_of(data)
    said = tell("new-year", YEAR, "--finish", code=code)
    assert ("1 row taken out of the drafts: the tables have it already." in said) == (not code)
    assert ("draft/2034/observations.csv, row 2" in said, content_of(data) == before) == (bool(code), bool(code))
    assert len([row for row in load(data).observations if row.source == "institut-2034"]) == 1


def test_what_is_owed_again_is_drafted_again(data: Path, tell: Told) -> None:
    """As after a delivery was taken back: with its source, where nobody waits for that any more."""
    tell("new-year", YEAR)
    before, sources = drafted(data), (data / "draft" / str(YEAR) / "sources.toml").read_text(encoding="utf-8")
    for table in before:
        path = data / "draft" / str(YEAR) / table
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    (data / "draft" / str(YEAR) / "sources.toml").unlink()
    count = sum(map(len, before.values()))
    assert f"{count} rows added to the drafts: they are owed and in no table.\n" in tell("new-year", YEAR, "--finish")
    assert drafted(data) == before
    assert (data / "draft" / str(YEAR) / "sources.toml").read_text(encoding="utf-8") == sources


def test_a_source_from_after_the_editions_day_is_said(data: Path, tell: Told) -> None:
    """It is moved: that the edition does not see it is the analyst's to mend."""
    tell("new-year", YEAR)
    fill(data, "observations.csv", {"value": "28"})
    give_day(data, "institut-2034", "2035-01-02")
    assert "institut-2034 is from after the edition's day" in tell("new-year", YEAR, "--finish")


def test_without_drafts_there_is_nothing_to_finish(data: Path, tell: Told) -> None:
    assert "found no drafts in draft/2033/; expected some" in tell("new-year", 2033, "--finish", code=1)


# Definitions are changed as a person would


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\n[[editions]]\nyear = 1 # b\n", "# a\n[[editions]]\nyear = 1 # b\n\n[[editions]]\nyear = 2034\nas_of = 2034-12-31\n"),
        ("editions = [{ year = 1 }] # b\n", "editions = [{ year = 1 }, {year = 2034, as_of = 2034-12-31}] # b\n"),
        (
            "[[editions]]\nyear = 1\n\n[geographies.a] # c\nname = 'A'\n",
            "[[editions]]\nyear = 1\n\n[[editions]]\nyear = 2034\nas_of = 2034-12-31\n\n[geographies.a] # c\nname = 'A'\n",
        ),
        ("[[editions]]\r\nyear = 1\r\n", "[[editions]]\r\nyear = 1\r\n\r\n[[editions]]\r\nyear = 2034\r\nas_of = 2034-12-31\r\n"),
    ],
)
def test_an_edition_is_added_wherever_editions_stand(text: str, expected: str) -> None:
    """Comments, order and line ends stay."""
    assert with_edition(text.encode(), YEAR, dt.date(2034, 12, 31)).decode() == expected
    marked = b"\xef\xbb\xbf" + text.encode()
    assert with_edition(marked, YEAR, dt.date(2034, 12, 31)) == b"\xef\xbb\xbf" + expected.encode()


def test_sources_are_put_behind_the_others() -> None:
    added = with_sources(b"# x\n[sources.a]\ntitle = 'A'\n\n\n", {"b": {"title": 'Æ "b"'}}).decode()
    assert added == '# x\n[sources.a]\ntitle = \'A\'\n\n[sources.b]\ntitle = "Æ \\"b\\""\n'


def test_columns_are_written_as_the_tables_have_them(root: Path) -> None:
    """What a row is about first, its source last; a column that may be left out may be there."""
    for table in ANSWERS:
        header = (root / "data" / table).read_text(encoding="utf-8").partition("\n")[0].split(",")
        header = [column for column in header if column not in ("delivery", "sheet", "cell")]
        assert [column for column in columns_of(table) if column in header] == header or table == "observations.csv"
        assert columns_of(table)[-3:] == ["source", "section", "published"]
