"""What a chapter asked of the data is all that it depends on: it is remembered, and nothing else can change what is shown."""

import ast
import datetime as dt
import shutil
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from analysis import display
from analysis.book.notebooks.chapters import plan_jobs, read_chapters, read_source
from analysis.data import Note
from analysis.data.load import load_content
from analysis.display import Answers, View, open_edition
from analysis.display.figures import bars, chances, lines, marks, pairs, paths, stacked
from analysis.display.view import opened, view
from analysis.display.view.questions import Rows, Watched, question_about_rows, wanted_by


def with_rows(facts, table, wanted, **update):
    """Facts in which the first row of a table that fits is another."""
    rows = getattr(facts, table)
    place = next(i for i, row in enumerate(rows) if all(getattr(row, field) == value for field, value in wanted.items()))
    return replace(facts, **{table: (*rows[:place], rows[place].model_copy(update=update), *rows[place + 1 :])})


def with_named(facts, table, key, **update):
    """Facts in which one of the named definitions (sources, indicators) is another."""
    found = getattr(facts, table)
    return replace(facts, **{table: {**found, key: found[key].model_copy(update=update)}})


def with_partnership(facts, **update):
    return replace(facts, partnership=facts.partnership.model_copy(update=update))


def with_edition(facts, year, **update):
    """Facts in which an edition is another; without ``update`` it is gone."""
    found = [e.model_copy(update=update) if e.year == year else e for e in facts.partnership.editions if update or e.year != year]
    return with_partnership(facts, editions=tuple(found))


def with_agreement(facts, key, change):
    """Facts in which an agreement is changed."""
    return replace(facts, agreements=tuple(change(a) if a.id == key else a for a in facts.agreements))


def relabelled(agreement):
    first, *others = agreement.targets
    return agreement.model_copy(update={"targets": (first.model_copy(update={"label": "Et andet ord"}), *others)})


BURGLARIES = {"indicator": "anmeldelser", "category": "indbrud", "geography": "partnerskab-2021", "year": 2021}


def fewer_burglaries(facts):
    return with_rows(facts, "observations", BURGLARIES, value=Decimal(8))


def more_burglaries_before(facts):
    found = next(o for o in facts.observations if all(getattr(o, f) == v for f, v in BURGLARIES.items()))
    added = found.model_copy(update={"year": 2019, "value": Decimal(12)})
    return replace(facts, observations=(added, *facts.observations))


@pytest.fixture
def edition(views):
    """Makes the view of an edition that has not been asked anything yet."""
    return lambda year: View(views[year].known, year, views[year].as_of, views[year].rows.table)


@pytest.fixture
def asking(monkeypatch, data):
    """Opens the project's data as a notebook does, in a process that has opened nothing else."""
    monkeypatch.setattr(opened, "OPENED", [])
    return lambda kind=open_edition, **parameters: kind(data=data, as_of="", **parameters)


def everything(seen):
    """Ask a view what chapters ask."""
    for measure in ("observed", "total", "verdict", "p_value"):
        seen.pick(measure=measure)
    assert seen.facts.sources
    assert seen.facts.indicators
    assert seen.agreements
    assert seen.news
    for plan in seen.facts.plans:
        for table in view.PLAN_TABLES:
            seen.of_plan(table, plan.id)
    return [{"open": opened.Opening("edition", seen.year, "")._asdict(), "asked": {q: seen.answer(q) for q in seen.asked}}]


# What is remembered


@pytest.mark.parametrize(
    ("wanted", "question"),
    [
        ({}, "rows"),
        ({"measure": "observed", "indicator": "anmeldelser"}, "rows indicator=anmeldelser measure=observed"),
        ({"measure": ("verdict", "share"), "theme": ("tryghed",)}, "rows theme=tryghed measure=verdict|share"),
        ({"role": "context", "measure": "observed"}, "rows role=context measure=observed"),
        ({"year": 2021, "geography": "koebenhavn", "indicator": "utryg_nabolag"}, "rows indicator=utryg_nabolag"),
    ],
)
def test_a_choice_of_rows_is_remembered_by_what_it_is_about(edition, wanted, question):
    """The order of the fields does not matter, and years and areas are not told apart."""
    seen = edition(2022)
    seen.pick(**wanted)
    assert seen.asked == {"view day", question}


@pytest.mark.parametrize(
    "wanted",
    [
        {"measure": ("total", "lower"), "indicator": "bevilling"},
        {"role": "context", "measure": "observed"},
        {"role": ("primary", "context"), "theme": "tryghed", "year": 2022},
        {"indicator": "anmeldelser", "category": "indbrud", "measure": "observed"},
        {"indicator": ("anmeldelser", "utryg_nabolag"), "year": (2021, 2022)},
        {},
    ],
)
def test_a_question_is_about_at_least_the_rows_that_were_picked(views, wanted):
    """So that no picked row can change without another answer; and a question says what it is about."""
    rows = views[2022].rows
    picked = rows.pick(**wanted)
    asked = wanted_by(question_about_rows(wanted))
    assert picked
    assert all(rows.fits(row, asked) for row in picked)
    assert set(asked) == set(wanted) & {"role", "theme", "indicator", "measure"}


def test_a_tuple_is_a_choice(views):
    """A row fits when its field is one of the values; the order is the table's."""
    both = views[2022].pick(indicator="anmeldelser", category=("indbrud", "tyveri"), measure="observed")
    assert {row.category for row in both} <= {"indbrud", "tyveri"}
    assert [r for r in both if r.category == "indbrud"] == views[2022].pick(
        indicator="anmeldelser", category="indbrud", measure="observed"
    )
    assert both == [row for row in views[2022].rows.table if row in both]


def test_the_role_of_a_row_is_that_of_its_source(views):
    """Documents and pages share the observed figures between them; what is computed from nothing has no role."""
    seen = views[2022]
    own, around = (seen.pick(measure="observed", role=role) for role in ("primary", "context"))
    assert own
    assert around
    assert len(own) + len(around) + len(seen.pick(measure="observed", role="")) == len(seen.pick(measure="observed"))
    assert {seen.facts.sources[row.inputs[0].source].role for row in around} == {"context"}


@pytest.mark.parametrize("look", [len, list, lambda rows: rows[0], lambda rows: rows[-2:]])
def test_whoever_looks_at_the_table_itself_depends_on_all_of_it(edition, look):
    """Counting is looking."""
    seen = edition(2022)
    look(seen.rows)
    assert "rows" in seen.asked


@pytest.mark.parametrize(
    ("look", "asked"),
    [
        (lambda v: v.facts.sources, {"facts sources"}),
        (lambda v: v.facts.partnership.about, {"partnership about"}),
        (lambda v: v.facts.plans_of(2022), {"facts plans", "facts sources"}),
        (lambda v: v.facts.edition(2022), {"partnership editions"}),
        (lambda v: v.plan, {"facts plans", "facts sources"}),
        (lambda v: v.of_plan("budgets", "tryghedsplan-2022"), {"budgets tryghedsplan-2022"}),
        (lambda v: v.activity("tryghedsplan-2022", "lommepengejob"), {"activities tryghedsplan-2022"}),
        (lambda v: v.agreements, {"view agreements"}),
        (lambda v: v.news, {"view news"}),
        (lambda v: v.area("koebenhavn"), {"partnership geographies"}),
        (lambda v: v.category("anmeldelser", "indbrud"), {"facts indicators"}),
        (lambda v: v.indicator("crime"), {"facts indicators"}),
        (lambda v: v.source("status-2022"), {"facts sources"}),
        (lambda v: v.facts.observations, {"facts observations"}),
    ],
)
def test_a_view_remembers_which_facts_it_was_asked_for(edition, look, asked):
    """A method of the facts is remembered by the fields that it reads."""
    seen = edition(2022)
    look(seen)
    assert seen.asked == {"view day", *asked}


def test_watched_facts_answer_as_the_facts_do(views):
    """Fields, methods, and the partnership's own fields."""
    seen = views[2022]
    assert isinstance(seen.facts, Watched)
    assert seen.facts.sources is seen.known.sources
    assert seen.facts.plans_of(2021) == seen.known.plans_of(2021)
    assert seen.facts.newest_edition() == seen.known.newest_edition()
    assert seen.facts.partnership.name == seen.known.partnership.name
    with pytest.raises(AttributeError):
        _ = seen.facts.no_such_field


def test_what_a_process_read_is_how_it_opened_the_data_and_what_it_asked(asking):
    """In the order of opening, each question with the hash of its answer, ready to be written."""
    assert display.reads() == []
    asking(year=2022).pick(indicator="anmeldelser")
    asking(display.open_book).area("koebenhavn")
    asking(display.open_front)
    asking(display.rows_of_all_editions).one(measure="verdict")
    found = display.reads()
    assert [tuple(read["open"].values()) for read in found] == [
        ("edition", 2022, ""),
        ("book", 0, ""),
        ("front", 0, ""),
        ("history", 0, ""),
    ]
    assert [list(read["asked"]) for read in found] == [
        ["rows indicator=anmeldelser", "view day"],
        ["partnership geographies", "view day"],
        ["view day"],
        ["rows measure=verdict"],
    ]
    assert len({answer for read in found for answer in read["asked"].values()}) >= 5


# Which answers are others


def test_the_same_facts_give_the_same_answers(facts, root, tmp_path, edition):
    """Also when they were read anew from another folder."""
    again = load_content.__wrapped__(shutil.copytree(root / "data", tmp_path / "data"), "")
    assert again is not facts
    for year in (2013, 2022):
        assert Answers(again).changed(everything(edition(year))) == []


PLAN = "tryghedsplan-2022"


@pytest.mark.parametrize(
    ("change", "questions"),
    [
        (fewer_burglaries, {"rows measure=observed", "rows measure=p_value"}),
        (lambda f: with_rows(f, "budgets", {"plan": PLAN, "year": 2022}, note="Ny note"), {f"budgets {PLAN}"}),
        (lambda f: with_named(f, "sources", "status-2022", short="Midtvejsstatus"), {"facts sources"}),
        (lambda f: with_named(f, "indicators", "utryg_nabolag", definition="Noget andet."), {"facts indicators"}),
        (lambda f: with_rows(f, "activities", {"plan": PLAN}, name="Et andet navn"), {f"activities {PLAN}"}),
        (lambda f: with_rows(f, "deliverables", {"plan": PLAN}, label="Et andet navn"), {f"deliverables {PLAN}"}),
        (lambda f: with_rows(f, "status", {"plan": PLAN}, comment="Det gik."), {f"status {PLAN}"}),
        (lambda f: with_agreement(f, "aftale-2021", relabelled), {"view agreements"}),
        (lambda f: with_edition(f, 2022, as_of=f.edition(2022).as_of + dt.timedelta(days=1)), {"view day"}),
    ],
)
def test_one_change_is_an_answer_to_the_question_that_it_is_about(facts, edition, change, questions):
    """And to no other."""
    assert set(Answers(change(facts)).changed(everything(edition(2022)))) == questions


def test_an_edition_that_cannot_see_a_figure_does_not_depend_on_it(facts, edition):
    """The burglaries of 2021 were published in 2022."""
    answers = Answers(fewer_burglaries(facts))
    assert answers.changed(everything(edition(2022)))
    assert answers.changed(everything(edition(2020))) == []


def test_a_source_of_another_role_is_another_answer(facts, edition):
    """Its figures leave the pages' and join the documents'."""
    seen = edition(2022)
    row = seen.pick(role="context", measure="observed")[0]
    read = [{"open": opened.Opening("edition", 2022, "")._asdict(), "asked": {q: seen.answer(q) for q in seen.asked}}]
    changed = with_named(facts, "sources", row.inputs[0].source, role="primary")
    assert "rows role=context measure=observed" in Answers(changed).changed(read)


@pytest.mark.parametrize(("difference", "other"), [("1e-14", False), ("1e-10", True)])
def test_numbers_are_the_same_when_twelve_digits_are(views, difference, other):
    """The last digits of a p-value depend on the processor, and a notebook is not run again for them."""
    table = views[2022].rows.table
    index = next(i for i, row in enumerate(table) if row.measure == "p_value" and row.value and row.value > Decimal("0.1"))
    row = replace(table[index], value=table[index].value + Decimal(difference))
    question = f"rows indicator={row.indicator} measure=p_value"
    before, after = (
        Rows(t, views[2022].known, set()).answer(question) for t in (table, (*table[:index], row, *table[index + 1 :]))
    )
    assert (before != after) is other


def test_a_question_that_can_no_longer_be_asked_has_another_answer(facts, edition):
    """An edition that is gone, or a field that the facts no longer have: what asked for it runs again, and says so itself."""
    read = everything(edition(2022))
    assert set(Answers(with_edition(facts, 2022)).changed(read)) == set(read[0]["asked"])
    read[0]["asked"] = {"facts weather": "x", "view day": read[0]["asked"]["view day"]}
    assert Answers(facts).changed(read) == ["facts weather"]


# Nothing stale is ever kept


FIGURES = (bars.bars, chances.chances, lines.lines, marks.marks, pairs.pairs, paths.paths, stacked.stacked)


def draw_nothing(patch):
    """Let no figure be drawn: what would be drawn stands for the picture."""
    for module in [found for name, found in sys.modules.items() if name.startswith("analysis.display.")]:
        for figure in FIGURES:
            if getattr(module, figure.__name__, None) is figure:
                patch.setattr(
                    module, figure.__name__, lambda *given, kind=figure.__name__, **named: repr((kind, given, words(named)))
                )


def words(named):
    """What a figure is told beside its marks, without the language, which is no text."""
    return {key: value for key, value in named.items() if key != "say"}


@pytest.fixture(scope="module")
def book_of(root, facts):
    """Runs a page of an edition or across editions on some facts: what it shows, and what it read if that is asked for.

    Figures are not drawn but named by what they show.
    """
    jobs = plan_jobs(facts, read_chapters(root / "notebooks"), "data")
    pages = {job.name: job for job in jobs if dict(job.parameters).get("year") in (None, 2022)}
    sources = {job.source: read_source(root / job.source) for job in pages.values()}
    cells = {name: [compiled(cell) for cell in source.cells if cell.cell_type == "code"] for name, source in sources.items()}

    def run(facts, name, *, reads=False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(opened, "OPENED", [])
            patch.setattr(opened, "load_content", lambda *_: facts)
            draw_nothing(patch)
            names, shown = {}, []
            for code, last, is_parameters in cells[pages[name].source]:
                exec(code, names)
                names |= dict(pages[name].parameters) if is_parameters else {}
                shown += [eval(last, names)] if last else []
            return shown, display.reads() if reads else []

    return run, list(pages)


def compiled(cell):
    """A cell as its statements and, where it ends with one, the expression that it shows."""
    *before, last = ast.parse(cell.source).body
    shows = isinstance(last, ast.Expr)
    statements = ast.Module([*before, *([] if shows else [last])], [])
    expression = compile(ast.Expression(last.value), "cell", "eval") if shows else None
    return compile(statements, "cell", "exec"), expression, "parameters" in cell.metadata.get("tags", [])


@pytest.fixture(scope="module")
def before(book_of, facts):
    """Every page of the book as it is now."""
    run, names = book_of
    return {name: run(facts, name, reads=True) for name in names}


def html(shown):
    return [block._repr_html_() if block else "" for block in shown]


def with_own_plan(facts, key, **update):
    return replace(facts, plans=tuple(p.model_copy(update=update) if p.id == key else p for p in facts.plans))


NEW = (Note(text="Noget nyt."),)


@pytest.mark.parametrize(
    "change",
    [
        fewer_burglaries,
        more_burglaries_before,
        lambda f: with_rows(
            f, "observations", {"indicator": "utryg_nabolag", "geography": "amager-vest", "year": 2017}, value=Decimal(16)
        ),
        lambda f: with_rows(f, "budgets", {"plan": "tryghedsplan-2017", "line": "", "status": "ok"}, amount_dkk=Decimal(160000)),
        lambda f: with_rows(f, "budgets", {"plan": PLAN, "line": "", "year": 2022}, note="Noget nyt."),
        lambda f: with_rows(f, "deliverables", {"plan": PLAN}, label="Noget nyt"),
        lambda f: with_rows(f, "activities", {"plan": PLAN}, name="Noget nyt"),
        lambda f: with_rows(f, "activities", {"plan": "tryghedsplan-2017", "activity": "lommepengejob"}, effort_area="byliv"),
        lambda f: with_rows(f, "status", {"plan": PLAN}, comment="Noget nyt."),
        lambda f: with_rows(
            f, "significance", {"geography": "partnerskab-2021", "year": 2022, "against": "2021"}, significant="yes"
        ),
        lambda f: with_named(f, "sources", "aftale-2017", short="Noget nyt"),
        lambda f: with_named(f, "indicators", "utryg_nabolag", caveat=NEW),
        lambda f: replace(f, discrepancies=tuple(d.model_copy(update={"decision": "Noget nyt."}) for d in f.discrepancies)),
        lambda f: with_own_plan(f, PLAN, note=NEW),
        lambda f: with_partnership(f, about="Noget nyt."),
        lambda f: with_partnership(f, editions_note=NEW),
        lambda f: with_partnership(
            f, geographies={k: g.model_copy(update={"short": f"{g.short} ny"}) for k, g in f.partnership.geographies.items()}
        ),
        lambda f: with_agreement(f, "aftale-2013", relabelled),
        lambda f: with_agreement(f, "aftale-2013", lambda a: a.model_copy(update={"economy_note": NEW})),
    ],
)
def test_whatever_changes_what_a_page_shows_is_something_that_it_asked_for(book_of, facts, before, change):
    """Pages whose answers are all the same show the same; and at least one page has another answer."""
    run, names = book_of
    changed = change(facts)
    answers = Answers(changed)
    again = {name for name in names if answers.changed(before[name][1])}
    assert again
    for name in set(names) - again:
        shown, was = run(changed, name)[0], before[name][0]
        assert shown == was or html(shown) == html(was), name
    assert any(run(changed, name)[0] != before[name][0] for name in sorted(again))
