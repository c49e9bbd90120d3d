"""The pages about the book: no number is typed into them, and each is right for whichever partnership it is made for."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import get_args

import jupytext
import pytest

from analysis import display
from analysis.data.tables import Status
from analysis.display.blocks import Profiles, Table, Text
from analysis.display.runs import Because, Shown
from analysis.indicators.frame import COLUMNS

PAGES = ("metode", "kvalitet", "datakatalog", "ordliste", "aendringer")
# Years that belong to the names of methods, and a record of what was published before: neither follows from the data.
WITH_NUMBERS = {"metode": "## Litteratur"}
RECORD = "aendringer.md"
NUMBER = re.compile(r"(?<!\w)\d[\d.,]*(?!\w)")  # not the digit of a name: 3B
CODE = re.compile(r"`[^`]*`|```.*?```", re.DOTALL)


def prose_of(root, page):
    """A page's own text, without the parts that may have numbers."""
    notebook = jupytext.read(root / "notebooks" / "om" / f"{page}.md", fmt="md:myst")
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return CODE.sub("", text.partition(WITH_NUMBERS.get(page, "\0"))[0])


def section_of(text, heading):
    return re.search(rf"{re.escape(heading)}\n\n(.*?)(?=\n#+ |\Z)", text, re.DOTALL)[1].strip()


def rows_of(table):
    """The rows of a Markdown table as lists of cells."""
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines() if line.startswith("| ")]


@pytest.fixture(scope="module", params=["data", "tests/mini/data"])
def opened(root, request):
    """The view across editions and the history, of the project's partnership and of an invented one."""
    folder = str(root / request.param)
    return display.open_book(as_of="", data=folder), display.rows_of_all_editions(data=folder)


def blocks_of(view, history):
    method, quality, catalogue = display.om.metode, display.om.kvalitet, display.om.datakatalog
    return [
        *(method.partnership(view), method.rules(view, history), method.days(view), method.percent(view), method.intervals(view)),
        *(method.can_it_be_seen(view, history), method.small_counts(view, history)),
        *(quality.declarations(view), catalogue.files(view), catalogue.indicators(view)),
    ]


def phrases_of(block):
    if isinstance(block, Table):
        yield from (block.caption, *block.columns, *block.notes)
        yield from (said for row in block.rows for cell in row for said in (cell.text, cell.second))
    elif isinstance(block, Text):
        yield from block.paragraphs
    elif isinstance(block, Profiles):
        yield from (said for item in block.items for said in (item.heading, *(part for fact in item.facts for part in fact)))


# No number is typed


@pytest.mark.parametrize("page", PAGES)
def test_no_number_is_typed_into_a_page(root, page):
    """Whatever is counted is drawn; the years of the literature are names."""
    assert not NUMBER.findall(prose_of(root, page))


def test_no_number_is_typed_into_what_a_partnership_says_itself(root):
    """Its record of corrections aside, which says what stood there before."""
    texts = {path.name: path.read_text("utf-8") for path in (root / "data" / "om").glob("*.md")}
    assert RECORD in texts
    assert not [name for name, text in texts.items() if name != RECORD and NUMBER.search(CODE.sub("", text))]


def test_every_number_on_a_page_has_a_row_or_a_reason(opened):
    """Plain words have no digit in them: those stand in values, which know their rows, or say why they need none."""
    said = [run for block in blocks_of(*opened) for phrase in phrases_of(block) for run in phrase]
    assert any(isinstance(run, Shown) and run.rows for run in said)
    assert not [run for run in said if not isinstance(run, Shown | Because) and re.search(r"\d", run)]
    assert not [run for run in said if isinstance(run, Shown) and not run.rows]


# Right for every partnership


def test_the_page_says_who_the_partnership_is(opened):
    """In the words of its own data."""
    view, _ = opened
    assert [said.text for said in display.om.metode.partnership(view).paragraphs] == [view.facts.partnership.about]


def test_a_page_says_nothing_of_another_partnership(mini, root):
    """The generic text names no place, and what is drawn is the folder's own."""
    view, history = display.open_book(as_of="", data=str(mini)), display.rows_of_all_editions(data=str(mini))
    text = "\n".join([*(prose_of(root, page) for page in PAGES), *map(repr, blocks_of(view, history))])
    assert not re.findall(r"Amager|København|Urbanplanen|\b20[012]\d\b", text)


def test_the_rules_are_those_that_the_agreements_use_each_with_its_newest_verdict(mini):
    view, history = display.open_book(as_of="", data=str(mini)), display.rows_of_all_editions(data=str(mini))
    rows = {row[0].text.text: row[2].text.text for row in display.om.metode.rules(view, history).rows}
    assert set(rows) == {"Et aftalt fald i procent", "Højst som i udgangsåret", "Lavere hvert år"}
    assert rows["Lavere hvert år"] == "Utrygge: 29\u00a0% i 2033, under 30\u00a0%. ✔ Opfyldt"


def test_a_rule_that_judged_nothing_says_so(book, data):
    """No figure was ever judged by the rule of levels."""
    rows = display.om.metode.rules(book, display.rows_of_all_editions(data=data)).rows
    (level,) = [row for row in rows if row[0].text.text == "Højst et trin"]
    assert level[2].text.text == "Er ikke vurderet i nogen udgave"


def test_the_newest_editions_day_and_lags_are_said(mini):
    view = display.open_book(as_of="", data=str(mini))
    (said,) = display.om.metode.days(view).paragraphs
    assert said.text == (
        "Udgaven 2033 bruger det, der var offentliggjort senest 31. december 2033. "
        "Tal fra Undersøgelsen er fra udgavens eget år. Tal fra Politiet er fra året før udgaven."
    )


def test_a_survey_of_which_some_years_have_a_sample_size_is_not_said_to_have_none(mini):
    view = display.open_book(as_of="", data=str(mini))
    survey = display.om.kvalitet.declarations(view).items[0]
    precision = {str(name): str(said) for name, said in survey.facts}["Præcision"]
    assert precision == "Stikprøve; områdets tal har et interval, hvor antallet af svar findes i bogens kilder."


def test_only_a_book_without_deliveries_says_that_it_hides_nothing_for_that_reason(opened):
    view, history = opened
    said = display.om.metode.small_counts(view, history).paragraphs[0].text
    hides = any(row.status == "suppressed" for row in history.table)
    delivered = any(source.kind == "delivery" for source in view.facts.sources.values())
    assert ("ingen af kilderne er en leverance" in said) == (not hides and not delivered)
    assert ("er der tal, som er skjult" in said) == hides


FROM_INSIDERS, FROM_GROUPS = "selv er talt med i et skjult antal på én eller to", "alle i en sum er i én og samme del"


@pytest.mark.parametrize(
    ("key", "said", "unsaid"),
    [
        ("", ("Antal under 5 (men ikke 0)", "Afstanden", "mindst 5", FROM_INSIDERS, FROM_GROUPS, "ikke efterprøvet"), ("oplyst",)),
        ("threshold = 3\nattackers = []", ("Antal under 3", "mindst 3"), (FROM_INSIDERS, FROM_GROUPS)),
        ('attackers = ["group"]', (FROM_GROUPS,), (FROM_INSIDERS,)),
        ("zero_is_public = false", ("Antal under 5, også 0,",), ("men ikke 0",)),
    ],
)
def test_the_method_says_from_whom_small_counts_are_hidden(mini, tmp_path, key, said, unsaid):
    """By the settings, and what is not proved as soon as there is a delivery."""
    folder = shutil.copytree(mini, tmp_path / "data")
    sources, partnership = folder / "sources.toml", folder / "partnership.toml"
    sources.write_text(sources.read_text("utf-8").replace('kind = "status"', 'kind = "delivery"', 1), "utf-8")
    partnership.write_text(f"{partnership.read_text('utf-8')}\n[disclosure]\n{key}\n", "utf-8")
    folder = str(folder)
    view, history = display.open_book(as_of="", data=folder), display.rows_of_all_editions(data=folder)
    text = "\n".join(map(str, display.om.metode.small_counts(view, history).paragraphs))
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


def test_the_catalogue_counts_what_the_folder_holds(mini):
    view = display.open_book(as_of="", data=str(mini))
    counts = {row[0].text.text: row[2].text.text for row in display.om.datakatalog.files(view).rows}
    for table in ("observations", "budgets", "status"):
        lines = (mini / f"{table}.csv").read_text("utf-8").splitlines()
        assert counts[f"{table}.csv"] == str(len(lines) - 1)


# One truth


def test_the_catalogue_explains_the_columns_and_words_of_the_results(root):
    """Those of the table, in its order, and every status that a figure can have."""
    text = "\n".join(
        cell.source
        for cell in jupytext.read(root / "notebooks" / "om" / "datakatalog.md", fmt="md:myst").cells
        if cell.cell_type == "markdown"
    )
    columns, measures, status = (
        re.findall(r"^\|[^|]*\|", part.strip().split("\n\n")[0], re.MULTILINE) for part in text.split("|---|---|")[1:]
    )
    names = [re.findall(r"`(\w+)`", " ".join(cells)) for cells in (columns, measures, status)]
    assert tuple(name for name in names[0] if name in COLUMNS) == COLUMNS
    assert set(get_args(Status)) <= set(names[2])
    assert {"observed", "baseline", "target", "change", "gap", "lower", "upper", "verdict"} <= set(names[1])


def test_the_readers_glossary_says_what_the_projects_own_says(root):
    """A word has one meaning and stands once: the glossary beside the code has it too."""
    own = rows_of((root / "docs" / "glossary.md").read_text("utf-8"))
    assert [word for word, count in Counter(row[0] for row in own).items() if count > 1] == []
    words = {row[0]: row[-1].replace("`", "") for row in own}
    pages = [root / "notebooks" / "om" / "ordliste.md", root / "data" / "om" / "ordliste.md"]
    readers = [row for page in pages for row in rows_of(page.read_text("utf-8").replace("**", "")) if row[0] != "Ord"]
    assert len(readers) > 60
    assert not [row for row in readers if words.get(row[0]) != row[1]]


def test_the_record_of_corrections_is_the_changelogs(root):
    """The page shows what stands under Rettelser, release for release."""
    releases = re.split(r"^## ", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
    said = {release.splitlines()[0]: section_of(release, "### Rettelser") for release in releases}
    record = (root / "data" / "om" / RECORD).read_text("utf-8")
    for title, text in said.items():
        assert (f"### {title}\n\n{text}" in record) == (text != "Ingen."), title


def test_what_the_record_says_is_now_is_what_the_results_say(root, data):
    """The verdicts of 2022.2, held against the editions that it names."""
    record = (root / "data" / "om" / RECORD).read_text("utf-8")
    views = {year: display.open_edition(year=year, as_of="", data=data) for year in (2016, 2019, 2022)}
    assert views[2016].one(measure="verdict", target="vold-trusler").value == "undetermined"
    assert views[2016].one(measure="verdict", target="tyveri").value == "met"
    assert views[2019].one(measure="verdict", target="utryg-nabolag").flags.count("interim") == 1
    so_far = {row.category: row.number for row in views[2022].pick(measure="count", aspect="so_far")}
    counted = "{judged}: {met} opfyldt, {not_met} ikke opfyldt, {interim_met} på vej og {interim_not_met} endnu ikke"
    assert counted.format(**so_far) in record
    assert views[2016].one(measure="observed", indicator="bevilling", year=2013).status == "not_stated"
