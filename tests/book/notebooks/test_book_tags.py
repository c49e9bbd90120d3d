"""Tags in comments: filled from the results of the page's own edition, and a claim that is not so stops the book."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from book_projects import cell, source_text, tree

from analysis import cli
from analysis.book.notebooks.comments import Comments
from analysis.book.notebooks.plain_markdown import plain_markdown
from analysis.data import Facts, load
from analysis.display.parts.comments import in_markdown, still
from analysis.display.runs import Shown, phrase
from analysis.indicators import edition_rows
from analysis.messages import speaking

PAGE = "kommentar/2033/alt.md"
WITH_COMMENT = "\n## Kommentar\n\n```{include} kommentar/NAME.md\n```\n"


@pytest.fixture(scope="module")
def facts(mini: Path) -> Facts:
    return load(mini)


def comments(folder: Path, facts: Facts, **texts: str) -> Comments:
    """The comments of a data folder that has these on the pages ``alt`` of these years, or across."""
    for name, text in texts.items():
        path = folder / "kommentar" / ("alt.md" if name == "across" else f"{name[1:]}/alt.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Comments(folder, facts)


def filled(folder: Path, facts: Facts, text: str, edition: int | None = 2033, as_of: str = "") -> tuple[str, list[str]]:
    """A comment as it stands in its page, and what is wrong with it."""
    name = "across" if edition is None else f"y{edition}"
    found = comments(folder, facts, **{name: text})
    comment = found.of(edition, ["kommentar/alt.md"], as_of)["kommentar/alt.md"]
    return plain(plain_markdown(comment.text, 3, dict(comment.shown))), [plain(str(fault)) for fault in found.faults]


def plain(text: str) -> str:
    """A text whose spaces are all alike: a number is kept on one line with its sign of percent."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def link(row: str, text: str) -> str:
    return f'<a class="r" data-rows="{row}" href="kvitteringer.html#{row}">{text}</a>'


UNSAFE = "2033.observed.utryg_nabolag.omraade-b.2033.status-2033"
FELL = "2033.change.utryg_nabolag.omraade-b.2033"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Her {tal: utryg_nabolag}.", f"Her {link(UNSAFE, '29 %')}."),
        ("**{tal: utryg_nabolag}**", f"**{link(UNSAFE, '29 %')}**"),
        ("{tal: ændring, utryg_nabolag}", link(FELL, "1 procentpoint")),
        (
            "{tal: ændring i procent, anmeldelser, haervaerk}",
            link("2033.change_pct.anmeldelser.haervaerk.omraade-a.2032", "10 %"),
        ),
        ("{tal: afstand, utryg_nabolag, byen}", link("2033.gap.utryg_nabolag.omraade-b.2033.byen", "19 procentpoint")),
        ("{tal: måltal, anmeldelser, indbrud, 2032}", link("2033.target.aftale.indbrud.2032", "35")),
        ("{tal: anmeldelser, indbrud, 2032}", link("2033.observed.anmeldelser.indbrud.omraade-a.2032.status-2033", "..")),
        ("{tal: anmeldelser, haervaerk, 2031}", link("2033.observed.anmeldelser.haervaerk.omraade-a.2031.status-2032", "21&#42;")),
        ("Andelen er {påstand: faldt, utryg_nabolag}[faldet].", f"Andelen er {link(FELL, 'faldet')}."),
        ("Andelen er faldet. {påstand: faldt, utryg_nabolag}", "Andelen er faldet."),
        ("Vi er {eget tal: 12}.", "Vi er 12."),
        ("Kode: `{tal: utryg_nabolag}`", "Kode: `{tal: utryg_nabolag}`"),
    ],
)
def test_a_tag_is_filled_with_what_the_book_says(text: str, shown: str, tmp_path: Path, facts: Facts) -> None:
    """A number leads to its receipt, and so do the words of a claim that holds; a hidden figure is shown as one."""
    assert filled(tmp_path, facts, text) == (shown, [])


def test_an_edition_fills_its_comment_with_its_own_results(tmp_path: Path, facts: Facts) -> None:
    """And a day before the edition's with what was known then; a page across with the newest."""
    text = "{tal: utryg_nabolag}"
    assert ">30 %<" in filled(tmp_path, facts, text, 2032)[0]
    assert ">29 %<" in filled(tmp_path, facts, text, 2033)[0]
    assert ">30 %<" in filled(tmp_path, facts, text, 2033, "2032-12-31")[0]
    assert ">29 %<" in filled(tmp_path, facts, text, None)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Andelen er {påstand: steg, utryg_nabolag}[steget]. Mere.",
            "resultaterne ikke holder med: »Andelen er steget.« ({påstand: steg, utryg_nabolag}[steget]); resultaterne siger 2032: 30 %; 2033: 29 %; forventede",
        ),
        ("Den er højere. {påstand: højest siden 2032, utryg_nabolag}", "»Den er højere.«"),
        (
            "{påstand: under byen, utryg_nabolag}",
            "resultaterne siger 2033: 29 %; Prøveby 2033: +19 procentpoint; forventede",
        ),
        ("{påstand: signifikant, utryg_nabolag}", "resultaterne siger 2033: ikke signifikant; forventede"),
        ("{påstand: mål ikke nået, utryg_nabolag}", "resultaterne siger 2033: Opfyldt; forventede"),
        (
            "{påstand: mål nået, anmeldelser, indbrud}",
            "resultaterne siger 2032: Kan ikke afgøres; målet kan ikke afgøres; forventede",
        ),
        ("{påstand: faldt, anmeldelser, indbrud}", "resultaterne siger 2031: 53; 2032: ..; tallet er skjult; forventede"),
        ("{påstand: faldt, utryg_nabolag, omraade-a}", "der er ikke noget tal; forventede"),
        (
            "Der var {tal: utryg_nabolag, 2030}.",
            "fandt intet tal til {tal: utryg_nabolag, 2030} i: »Der var {tal: utryg_nabolag, 2030}.« (",
        ),
    ],
)
def test_what_the_results_do_not_say_is_quoted(text: str, said: str, tmp_path: Path, facts: Facts) -> None:
    """With the sentence, what they say now, and what to do."""
    with speaking("da"):
        _, (fault,) = filled(tmp_path, facts, f"Først.\n\n{text}\n")
    assert fault.startswith(f"{PAGE}, række 3: fandt ")
    assert said in fault
    assert fault.endswith(
        (
            "ret sætningen og dens kode, eller slet dem begge.",
            "ret koden, eller skriv sætningen uden tallet.",
        )
    )


def test_nothing_in_a_filled_tag_means_anything(facts: Facts) -> None:
    """Whatever words stand in a claim, they are words, in Markdown and in HTML."""
    row = edition_rows(facts, 2033)[0]
    words = "<b>*x*</b> & [a](b) `c` _d_ {e} |"
    text = in_markdown(phrase(Shown((row,), words))).partition(">")[2].removesuffix("</a>")
    assert not set(text) & set("<>*[]`_{}|")
    assert still("20*") == "20&#42;"


# A whole book


@pytest.fixture(scope="module")
def made(new_project: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been run, with a chapter and a page across that have a place for a comment."""
    project = new_project(
        tmp_path_factory.mktemp("tags") / "project",
        index=source_text(cell("1 + 1"), "front"),
        alt=source_text(cell("year") + WITH_COMMENT.replace("NAME", "alt"), "edition"),
        tvaers=source_text(cell("2 + 2") + WITH_COMMENT.replace("NAME", "tvaers")),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main(["run"]) == 0
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = shutil.copytree(made, tmp_path / "project", symlinks=True)
    monkeypatch.chdir(found)
    return found


def write(project: Path, name: str, text: str) -> None:
    path = project / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_claim_that_is_not_so_stops_its_edition_before_any_work(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every one of them at once, exit 1, nothing changed; another edition can be made."""
    write(project, PAGE, "Den er {påstand: steg, utryg_nabolag}[steget].\n\nOg {påstand: steg, anmeldelser, haervaerk}[flere].")
    before = tree(project / "book")
    assert cli.main(["run"]) == 1
    said = plain(capsys.readouterr().err)
    assert said.startswith("statusbog: 2 faults in the data:")
    assert f'{PAGE}, row 1: found a claim that the results do not bear out: "Den er steget."' in said
    assert f"{PAGE}, row 3: found a claim" in said
    assert "the results say 2032: 30 %; 2033: 29 %" in said
    assert tree(project / "book") == before
    assert cli.main(["run", "--year", "2032"]) == 0
    assert cli.main(["run", "--year", "2033"]) == 1


def test_a_comment_changes_with_the_results_and_its_claims_are_held_against_them_anew(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The notebook gets its new number without a run of its own being asked for; what was true stops the book when it is not."""
    write(project, PAGE, "Nu {tal: utryg_nabolag}, som er {påstand: faldt, utryg_nabolag}[mindre].")
    assert cli.main(["run"]) == 0
    notebook = project / "book" / "2033" / "alt.ipynb"
    assert ">29 %<" in (text := plain(notebook.read_text(encoding="utf-8")))
    assert ">mindre<" in text
    observations = project / "data" / "observations.csv"
    figures = observations.read_text(encoding="utf-8")
    line = next(row for row in figures.splitlines() if row.startswith("utryg_nabolag,,omraade-b,2033"))
    for value, code in (("28", 0), ("31", 1)):
        observations.write_text(figures.replace(line, line.replace(",29,", f",{value},")), encoding="utf-8")
        assert cli.main(["run"]) == code
    assert ">28 %<" in plain(notebook.read_text(encoding="utf-8"))
    assert "the results say 2032: 30 %; 2033: 31 %" in plain(capsys.readouterr().err)


def test_numbers_written_by_hand_are_named_and_stop_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the pages that are made."""
    write(project, PAGE, "Vi så 17 lamper.")
    write(project, "kommentar/tvaers.md", "Og 18 træer.")
    assert cli.main(["run", "--year", "2033"]) == 0
    said = capsys.readouterr().err
    assert f'statusbog: {PAGE}, row 1: found the number 17 in: "Vi så 17 lamper."' in said
    assert "18" not in said
    assert cli.main(["check"]) == 0
    assert "2 warnings:" in capsys.readouterr().out
    assert cli.main(["check", "--strict"]) == 1
