"""The documents of every edition say everything with its rows or a reason, each thing in words that paper can carry."""

import re
from itertools import chain

import pytest
from looking import cache
from walking import blocks_of, figures_in, numbers_in, phrases_of, tables_in

from analysis.data import load
from analysis.display.blocks import Figure, Profiles, Stack, Table, Text
from analysis.display.documents.ending import rows_behind
from analysis.display.documents.plan import plan
from analysis.display.documents.status import status
from analysis.display.parts.pictures import slug
from analysis.display.runs import REASONS, Because, Shown
from analysis.display.view.opened import Opening, look
from analysis.display.view.view import View
from analysis.errors import UserError
from analysis.indicators.kinds.protected import hide

FITTING = {"year": re.compile(r"(19|20)\d\d"), "date": re.compile(r"\d{1,4}"), "ordinal": re.compile(r"\d{1,3}")}
# What only a page can do.
ON_PAGES = ("fold ud", "folde", "klik", "se siden", "på siden", "linket", "menuen", "ovenfor", "nedenfor")


@pytest.fixture(scope="module")
def documents(root, mini, broad):
    """Makes every document of a partnership, by kind and year: the editions that no plan covers have none."""

    @cache
    def made(partnership):
        facts = load({"own": root / "data", "mini": mini, "broad": broad}[partnership])
        found = {}
        for edition in facts.partnership.editions:
            view = look(Opening("edition", edition.year, ""), facts)
            found["status", edition.year] = (view, status(view))
            if view.plan is not None:
                found["plan", edition.year] = (view, plan(view))
        return found

    return made


@pytest.fixture(scope="module", params=["own", "mini", "broad"])
def every(request, documents):
    """Every document of a partnership, each with its view."""
    return documents(request.param)


def everything(document):
    """The blocks of a document as one."""
    return Stack(document.blocks)


def phrases(document):
    """Every phrase of a document, with where it stands."""
    yield from (("title", document.title), ("subtitle", document.subtitle))
    yield from (("fact", said) for fact in document.facts for said in fact)
    yield from phrases_of(everything(document))


def test_every_number_has_its_rows_or_a_reason_that_fits(every):
    """No digit in plain words; a year is a year; what is shown of rows has rows."""
    for key, (_, document) in every.items():
        for where, said in phrases(document):
            for run in said:
                if isinstance(run, str):
                    assert numbers_in(run) == [], (key, where, said.text)
                elif isinstance(run, Because):
                    fits = FITTING.get(run.reason)
                    assert run.reason in REASONS
                    assert fits is None or all(map(fits.fullmatch, numbers_in(run.text))), (key, run)
                else:
                    assert isinstance(run, Shown)
                    assert run.rows, (key, where, said.text)


def test_nothing_is_empty(every):
    """No paragraph or point without words, no section without content, no caption missing."""
    for key, (_, document) in every.items():
        assert all(document.blocks), key
        for text in blocks_of(everything(document), Text):
            assert all(text.paragraphs), (key, text)
        for found in (*tables_in(everything(document)), *figures_in(everything(document))):
            assert found.caption if isinstance(found, Table) else found.title, key


def test_rows_of_a_table_are_as_long_as_its_heads(every):
    """Whatever columns a document adds or takes away."""
    for key, (_, document) in every.items():
        for table in tables_in(everything(document)):
            assert {len(row) for row in table.rows} == {len(table.columns)}, (key, table.caption.text)
            assert max(table.strong_rows, default=0) < len(table.rows)


def test_the_words_are_for_paper(every):
    """Nothing that a page alone can do is asked of a reader; sentences that the data quote are their own."""
    for key, (_, document) in every.items():
        for where, said in phrases(document):
            own = " ".join(run for run in said if isinstance(run, str)).lower()
            assert [word for word in ON_PAGES if re.search(rf"\b{word}\b", own)] == [], (key, where, said.text)


def test_no_finding_is_said_twice(every):
    """A sentence of the text stands once, and is no heading or title."""
    for key, (_, document) in every.items():
        if document.kind != "status":
            continue
        paragraphs = [said.text for text in blocks_of(everything(document), Text) for said in text.paragraphs]
        findings = [said for said in paragraphs if said.startswith("I 2") and numbers_in(said)]
        titles = [said.text for where, said in phrases(document) if where in ("heading", "title", "caption")]
        assert len(set(findings)) == len(findings), key
        assert [said for said in findings if any(title and title in said for title in titles)] == [], key


def test_every_figure_has_a_table_with_its_rows(every):
    """What is drawn is also written: the tables behind a figure, or its description, have every row that it draws."""
    for key, (_, document) in every.items():
        for figure in blocks_of(everything(document), Figure):
            tables = tables_in(Stack(figure.behind))
            assert tables, (key, figure.name)
            written = set(rows_behind(tuple(tables))) | set(figure.description.rows)
            left = [row for row in figure.rows if row not in written and row.measure not in ("lower", "upper", "target")]
            assert left == [], (key, figure.name)


def test_no_phone_is_drawn_for(documents):
    """Paper has no use for the narrow picture, and drawing is what takes time."""
    for _, document in documents("mini").values():
        for figure in figures_in(everything(document)):
            assert "narrow" not in vars(figure.picture)


def test_every_target_has_its_verdict(every):
    """Each target that an agreement of the edition keeps stands once, with the row of its verdict."""
    for (kind, _), (view, document) in every.items():
        if kind == "status":
            section = next((block for block in document.blocks if getattr(block, "name", "").startswith("targets")), Stack(()))
            lines = [row for table in tables_in(section) for row in table.rows]
            wanted = [target.label for _, target in view.targets if target.rule != "monitor"]
            assert [row[0].text.text for row in lines] == wanted
            for row in lines:
                assert [shown.measure for shown in row[1].text.rows] == ["verdict"]
                assert row[2].text
                assert row[3].text


def test_every_activity_of_the_plan_is_in_it(every):
    """In the plan each has a place of its own; in the table of money of both each that the source has an amount or a word for."""
    for (kind, year), (view, document) in every.items():
        if view.plan is None:
            continue
        known = view.of_plan("activities", view.plan.id)
        budgeted = {row.activity for row in view.of_plan("budgets", view.plan.id) if row.activity and not row.line}
        section = next(block for block in document.blocks if getattr(block, "name", "") in ("plan", "overview"))
        lines = [row[0].text.text for row in tables_in(section)[0].rows]
        assert [a.name for a in known if a.activity in budgeted] == [
            a.name for line in lines for a in known if line in (a.name, f"{a.number}. {a.name}")
        ], (kind, year)
        if kind == "plan":
            places = [item.name for profiles in blocks_of(everything(document), Profiles) for item in profiles.items]
            assert sorted(places) == sorted(slug(a.activity) for a in known), year


def test_every_answer_half_way_is_on_one_line(every):
    """One table, and in it each activity that answered, with its three answers."""
    for (kind, year), (view, document) in every.items():
        if kind != "status" or view.plan is None:
            continue
        answered = [s for s in view.of_plan("status", view.plan.id) if s.year == year]
        section = next((block for block in document.blocks if getattr(block, "name", "") == "midway"), Stack(()))
        tables = tables_in(section)
        assert len(tables) == bool(answered)
        assert sum(len(table.rows) for table in tables) == len(answered)


def test_a_theme_of_the_partnerships_own_has_its_section(documents):
    """With its name as heading, its figures, and who answers for them."""
    (view, document) = documents("broad")["status", 2033]
    headings = [block.heading.text for block in document.blocks if hasattr(block, "heading")]
    assert [theme.name for theme in view.facts.themes.values()] == [
        name for name in headings if name in ("Bolig og byrum", "Klima")
    ]
    said = "\n".join(text.text for _, text in phrases_of(everything(document)))
    assert "Boligforeningen svarer for tallene" in said
    assert "kvartal" in said
    assert "Kvinder" in said
    assert "kildens eget interval" in said


def test_every_source_that_is_relied_on_is_listed(every):
    """By its short name, with its title, publisher and day."""
    for key, (view, document) in every.items():
        *_, sources = document.blocks
        (table,) = tables_in(sources)
        said = {row for _, said in phrases(document) for row in said.rows}
        drawn = {row for figure in figures_in(everything(document)) for row in figure.rows}
        used = {fact.source for row in said | drawn for fact in row.inputs}
        listed = {row[0].text.text for row in table.rows}
        assert {view.facts.sources[source].short for source in used} <= listed, key
        assert all(cell.text for row in table.rows for cell in row), key


def test_what_an_edition_has_nothing_about_is_left_out(documents):
    """The edition 2014 has a plan's money and targets that cannot be judged, and says what it lacks."""
    (_, document) = documents("own")["status", 2014]
    names = [block.name for block in document.blocks if hasattr(block, "name")]
    assert names == ["targets", "plan", "notes", "sources"]
    opening = "\n".join(said.text for said in document.blocks[0].paragraphs)
    assert "Ingen nye tal i bogens kilder: Tryghed, Kriminalitet" in opening


def test_the_newest_edition_has_the_committees_order(documents):
    """Targets, safety, crime, cooperation, plan, half-way, and the book's own notes and sources."""
    (_, document) = documents("own")["status", 2022]
    names = [block.name for block in document.blocks if hasattr(block, "name")]
    assert names == ["targets", "safety", "crime", "cooperation", "plan", "midway", "notes", "sources"]


def test_hidden_figures_stay_hidden(documents):
    """What the results hide stands nowhere, and the sign for it is explained."""
    (_, document) = documents("mini")["status", 2033]
    said = [text.text for _, text in phrases_of(everything(document))]
    assert ".." in said
    assert any(text.startswith("To prikker (..)") for text in said)


def test_a_figure_on_paper_says_what_it_does_not_show(documents):
    """Under the document's own title as on the page: of counts and of years."""
    view, document = documents("own")["status", 2022]
    about = {("anmeldelser", "haervaerk", "partnerskab-2021", 2021), ("utryg_nabolag", "", "koebenhavn", 2019)}
    ids = frozenset(o.id for o in view.known.observations if (o.indicator, o.category, o.geography, o.year) in about)
    # How verdicts are counted is known, hidden or not.
    rows = (row if row.method == "count_of_verdicts" else next(hide([row], ids, frozenset())) for row in view.rows.table)
    hiding = View(view.known, view.year, view.as_of, tuple(rows))
    figures = {figure.name: figure for figure in figures_in(everything(status(hiding)))}
    for name, lacking in (("anmeldelser", "hærværk"), ("utryg-nabolag", "København 2019")):
        said = f"Ikke i figuren, fordi tallene er skjult for at beskytte små tal: {lacking}."
        assert said in figures[name].subtitle.text
        assert said in figures[name].description.text
    assert not any("Ikke i figuren" in figure.subtitle.text for figure in figures_in(everything(document)))


def test_an_edition_without_a_plan_says_so(mini):
    """One message, with what to do."""
    view = look(Opening("edition", 2031, ""), load(mini))
    with pytest.raises(UserError, match=r"plan 2031: found no plan .* plans\.toml"):
        plan(view)


def test_a_year_that_no_plan_covers_names_those_that_are_covered(mini):
    """As the command prints it."""
    view = look(Opening("edition", 2033, ""), load(mini))
    view.year = 2040
    with pytest.raises(UserError, match=r"plan 2040: found no plan that covers the year; expected one of 2032, 2033"):
        plan(view)


def test_a_document_is_the_same_each_time(root):
    """Same in, same out: the words, the rows and the pictures."""
    facts = load(root / "data")
    one, other = (status(look(Opening("edition", 2016, ""), facts)) for _ in range(2))
    assert list(phrases(one)) == list(phrases(other))
    pictures = [[figure.picture.wide for figure in figures_in(everything(document))] for document in (one, other)]
    assert pictures[0] == pictures[1]
    assert list(chain.from_iterable(pictures))
