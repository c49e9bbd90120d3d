"""What a chapter asked of the data is all that it depends on: it is remembered, and nothing else can change what is shown."""

import ast
import inspect
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from analysis import display
from analysis.book.notebooks.chapters import plan_jobs, read_chapters, read_source
from analysis.data.load import load_content
from analysis.display import Answers, View, open_edition
from analysis.display.figures import kinds as figures
from analysis.display.view import view
from analysis.display.view.questions import Rows, Watched, question_about_rows, wanted_by

BURGLARIES = "anmeldelser,indbrud,partnerskab-2021,2021,9,"
FRAME_OF_2013 = "tryghedsplan-2013,naergenbrugsstationen,,2013,150000,"


@pytest.fixture(scope="module")
def changed(root, tmp_path_factory):
    """Makes facts from a copy of the data in which one text is another. They are as valid as the project's own."""

    def make(file="partnership.toml", old="", new=""):
        folder = shutil.copytree(root / "data", tmp_path_factory.mktemp("data") / "data")
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        return load_content.__wrapped__(folder, "")

    return make


@pytest.fixture
def edition(views):
    """Makes the view of an edition that has not been asked anything yet."""
    return lambda year: View(views[year].known, year, views[year].as_of, views[year].rows.table)


@pytest.fixture
def asking(monkeypatch, data):
    """Opens the project's data as a notebook does, in a process that has opened nothing else."""
    monkeypatch.setattr(view, "OPENED", [])
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
    return [{"open": view.Opening("edition", seen.year, "")._asdict(), "asked": {q: seen.answer(q) for q in seen.asked}}]


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
    assert {seen.facts.sources[seen.source_of[row.inputs.split()[0]]].role for row in around} == {"context"}


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
        (lambda v: v.observation("x"), {"observation x"}),
        (lambda v: v.of_plan("budgets", "tryghedsplan-2022"), {"budgets tryghedsplan-2022"}),
        (lambda v: v.activity("tryghedsplan-2022", "lommepengejob"), {"activities tryghedsplan-2022"}),
        (lambda v: v.agreements, {"view agreements"}),
        (lambda v: v.news, {"view news"}),
        (lambda v: v.area("koebenhavn"), {"partnership geographies"}),
        (lambda v: v.category("anmeldelser", "indbrud"), {"facts indicators"}),
        (lambda v: v.named("observed", "anmeldelser", "x"), {"rows indicator=anmeldelser measure=observed"}),
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
    asking(display.open_book).observation("x")
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
        ["observation x", "view day"],
        ["view day"],
        ["rows measure=verdict"],
    ]
    assert len({answer for read in found for answer in read["asked"].values()}) == 5


# Which answers are others


def test_the_same_facts_give_the_same_answers(views, changed, edition):
    """Also when they were read anew from another folder."""
    again = changed()
    assert again is not views[2022].known
    for year in (2013, 2022):
        assert Answers(again).changed(everything(edition(year))) == []


@pytest.mark.parametrize(
    ("change", "questions"),
    [
        (("observations.csv", BURGLARIES, BURGLARIES.replace(",9,", ",8,")), {"rows measure=observed", "rows measure=p_value"}),
        (
            ("budgets.csv", "lommepengejob,,2022,50000,,no,50.000,ok,,,", "lommepengejob,,2022,50000,,no,50.000,ok,,Ny note,"),
            {"budgets tryghedsplan-2022"},
        ),
        (("sources.toml", 'short = "Status 2022"', 'short = "Midtvejsstatus"'), {"facts sources"}),
        (("indicators.toml", "offentliggjort i hele procent", "offentliggjort i hele procenter"), {"facts indicators"}),
        (("activities.csv", "Lommepengejob for", "Lommejob for"), {"activities tryghedsplan-2022"}),
        (("deliverables.csv", ",10,15,videoer", ",10,16,videoer"), {"deliverables tryghedsplan-2022"}),
        (("status.csv", "Lykkebazaren", "Bazaren"), {"status tryghedsplan-2022"}),
        (("agreements/aftale-2021.toml", "Andelen af utrygge falder", "Andelen falder"), {"view agreements"}),
        (("partnership.toml", "year = 2022\nas_of = 2022-12-31", "year = 2022\nas_of = 2023-01-01"), {"view day"}),
    ],
)
def test_one_change_is_an_answer_to_the_question_that_it_is_about(views, changed, edition, change, questions):
    """And to no other."""
    assert set(Answers(changed(*change)).changed(everything(edition(2022)))) == questions


def test_an_edition_that_cannot_see_a_figure_does_not_depend_on_it(changed, edition):
    """The burglaries of 2021 were published in 2022."""
    answers = Answers(changed("observations.csv", BURGLARIES, BURGLARIES.replace(",9,", ",8,")))
    assert answers.changed(everything(edition(2022)))
    assert answers.changed(everything(edition(2020))) == []


def test_a_source_of_another_role_is_another_answer(changed, edition):
    """Its figures leave the pages' and join the documents'."""
    seen = edition(2022)
    seen.pick(role="context", measure="observed")
    read = [{"open": view.Opening("edition", 2022, "")._asdict(), "asked": {q: seen.answer(q) for q in seen.asked}}]
    start = (
        '[sources.kk-tryghedsundersoegelsen-2022]\ntitle = "Tryghedsundersøgelsen, Københavns Kommunes side, som den så ud i 2022"'
    )
    old = f'{start}\nshort = "kk.dk 2022"\nkind = "web"\nrole = "context"'
    new = old.replace('"context"', '"primary"')
    assert Answers(changed("sources.toml", old, new)).changed(read) == ["rows role=context measure=observed"]


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


def test_a_question_that_can_no_longer_be_asked_has_another_answer(changed, edition):
    """An edition that is gone, or a field that the facts no longer have: what asked for it runs again, and says so itself."""
    read = everything(edition(2022))
    gone = Answers(changed("partnership.toml", "[[editions]]\nyear = 2022\nas_of = 2022-12-31", ""))
    assert set(gone.changed(read)) == set(read[0]["asked"])
    read[0]["asked"] = {"facts weather": "x", "view day": read[0]["asked"]["view day"]}
    assert Answers(changed()).changed(read) == ["facts weather"]


# Nothing stale is ever kept


DRAWN = {
    name: function
    for name, function in vars(figures).items()
    if inspect.isfunction(function) and function.__module__ == figures.__name__ and function.__annotations__["return"] == "str"
}


@pytest.fixture(scope="module")
def book_of(root, changed):
    """Runs a page of the book on some facts: what it shows, and what it read. Figures are not drawn but named by what they show."""
    pages = {job.name: job for job in plan_jobs(changed(), read_chapters(root / "notebooks"), "data")}
    sources = {job.source: read_source(root / job.source) for job in pages.values()}
    cells = {name: [compiled(cell) for cell in source.cells if cell.cell_type == "code"] for name, source in sources.items()}

    def run(facts, name):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(view, "OPENED", [])
            patch.setattr(view, "load_content", lambda *_: facts)
            for figure in DRAWN:
                patch.setattr(figures, figure, lambda *given, kind=figure, **named: repr((kind, given, named)))
            names, shown = {}, []
            try:
                for code, last, is_parameters in cells[pages[name].source]:
                    exec(code, names)
                    names |= dict(pages[name].parameters) if is_parameters else {}
                    shown += [eval(last, names)] if last else []
            except (LookupError, ValueError, AttributeError, TypeError) as error:
                shown.append(error)
            return shown, display.reads()

    return run, list(pages)


def compiled(cell):
    """A cell as its statements and, where it ends with one, the expression that it shows."""
    *before, last = ast.parse(cell.source).body
    shows = isinstance(last, ast.Expr)
    statements = ast.Module([*before, *([] if shows else [last])], [])
    expression = compile(ast.Expression(last.value), "cell", "eval") if shows else None
    return compile(statements, "cell", "exec"), expression, "parameters" in cell.metadata.get("tags", [])


@pytest.fixture(scope="module")
def before(book_of, changed):
    """Every page of the book as it is now."""
    run, names = book_of
    facts = changed()
    return {name: run(facts, name) for name in names}


def html(shown):
    return [block._repr_html_() if block else "" for block in shown]


OBSERVED = "anmeldelser,indbrud,partnerskab-2021,"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("observations.csv", BURGLARIES, BURGLARIES.replace(",9,", ",8,")),
        (
            "observations.csv",
            f"{OBSERVED}2021",
            f"{OBSERVED}2019,12,,ok,,,,status-2022,Tabel 1,2022-05-24\n{OBSERVED}2021",
        ),
        ("observations.csv", "utryg_nabolag,,amager-vest,2017,15", "utryg_nabolag,,amager-vest,2017,16"),
        ("budgets.csv", FRAME_OF_2013, FRAME_OF_2013.replace("150000", "160000")),
        ("budgets.csv", "Anslået til 1–2 mio. kr.", "Anslået til 1 eller 2 mio. kr."),
        ("deliverables.csv", "Sektorer på Amager", "Dele af Amager"),
        ("activities.csv", "Lommepengejob for", "Lommejob for"),
        ("activities.csv", "lommepengejob,,boern-unge-beboere", "lommepengejob,,byliv"),
        ("status.csv", "Lykkebazaren er åbnet", "Bazaren er åbnet"),
        ("significance.csv", "partnerskab-2021,2022,2021,no", "partnerskab-2021,2022,2021,yes"),
        ("sources.toml", 'short = "Partnerskabsaftalen 2017–2020"', 'short = "Aftalen"'),
        ("indicators.toml", "Tallene er offentliggjort i hele procent.", "Tallene er hele procent."),
        ("discrepancies.toml", "Tallet vises som kildens påstand", "Tallet står som kildens påstand"),
        ("plans.toml", "Tabellen er scannet", "Tabellen er fotograferet"),
        ("partnership.toml", "arbejder sammen om tryghed", "samarbejder om tryghed"),
        ("partnership.toml", "er lavet bagud", "er lavet senere"),
        ("partnership.toml", 'short = "Området fra 2021"', 'short = "Det nye område"'),
        ("agreements/aftale-2013.toml", 'label = "', 'label = "Mål: '),
        ("agreements/aftale-2013.toml", 'economy_note = "', 'economy_note = "Bemærk: '),
    ],
)
def test_whatever_changes_what_a_page_shows_is_something_that_it_asked_for(book_of, changed, before, file, old, new):
    """Pages whose answers are all the same show the same; and at least one page has another answer."""
    run, names = book_of
    facts = changed(file, old, new)
    answers = Answers(facts)
    again = {name for name in names if answers.changed(before[name][1])}
    assert again
    for name in set(names) - again:
        shown, was = run(facts, name)[0], before[name][0]
        assert shown == was or html(shown) == html(was), name
    assert any(run(facts, name)[0] != before[name][0] for name in sorted(again))
