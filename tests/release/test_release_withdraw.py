"""A small count that was published by mistake is taken back whole: no file has it any more, and the rest of the record still holds."""

import csv
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from released import edit

from analysis import cli
from analysis.book.project import Project
from analysis.data import load, writing
from analysis.data.ledger import read_record
from analysis.display.chapters import rettelser
from analysis.display.view.opened import open_book
from analysis.indicators import edition_rows
from analysis.release.withdraw.built import remove_built
from analysis.release.withdraw.tables import BOM, without_claims, without_figures

ROW = "2032.observed.anmeldelser.indbrud.omraade-a.2031.status-2032"
TAKE_BACK = ("withdraw", "2032", ROW, "--reason", "Udgivet ved en fejl", "--day", "2034-02-01")
# As the book published it first, and as it was corrected: both are small beside the limit of these tests.
FIRST, SECOND = "53", "577"


@pytest.fixture(scope="session")
def mistaken_once(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has published a small count, and another one in its place."""
    folder = tmp_path_factory.mktemp("mistaken") / "project"
    copy(published_once, folder)
    partnership = folder / "data" / "partnership.toml"
    partnership.write_text(partnership.read_text(encoding="utf-8") + "\n[disclosure]\nthreshold = 1000\n", encoding="utf-8")
    edit(folder / "data" / "observations.csv", f"omraade-a,2031,{FIRST},", f"omraade-a,2031,{SECOND},")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.main(["run", "-j", "2"]) == 0
        said = [
            "correct",
            "2032",
            "--kind",
            "error",
            "--reason",
            f"{FIRST} var {SECOND}",
            "--day",
            "2034-01-02",
            "-j",
            "2",
            "--accept",
            "-",
        ]
        assert cli.main(said) == 0
    return folder


def copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target)


@pytest.fixture
def mistaken(mistaken_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, where the test is."""
    copy(mistaken_once, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def traces(folder: Path, value: str) -> list[str]:
    """Every file below a folder, and in its archives, that has a number."""
    number = re.compile(rb"(?<![\w.-])" + value.encode() + rb"(?![\w-]|[.,]\d)")
    found = []
    for name, text in content(folder).items():
        parts = {name: text}
        if name.endswith(".zip"):
            with zipfile.ZipFile(folder / name) as archive:
                parts = {f"{name}/{inner}": archive.read(inner) for inner in archive.namelist()}
        found += [f"{part}: {line!r}" for part, said in parts.items() for line in said.splitlines() if number.search(line)]
    return found


def told(project: Path, value: str) -> list[str]:
    """Every line that has a number, but for the target, which happens to be the first figure and follows from none."""
    return [line for line in traces(project / "data", value) if ".target.aftale.indbrud" not in line]


def test_no_file_has_the_value_and_the_rest_verifies(mistaken, statusbog):
    """Neither that which was published first nor that which took its place, in data, ledgers, copies or what was built."""
    build = mistaken / "build"
    (build / "along").mkdir(exist_ok=True)
    (build / "along" / "a.csv").write_text(f"indbrud;{SECOND}", encoding="utf-8")
    assert told(mistaken, FIRST)
    assert told(mistaken, SECOND)
    code, out, err = statusbog(*TAKE_BACK)
    assert (code, err) == (0, "")
    assert told(mistaken, FIRST) == []
    assert told(mistaken, SECOND) == traces(build, SECOND) == []
    assert "2032: 19 numbers withdrawn" in out
    assert "the history of git keeps" in out
    code, out, err = statusbog("verify")
    assert (code, err) == (0, "")
    assert re.match(r"(\d+) of \1 published numbers agree", out)


def test_the_record_says_so_and_not_what_it_was(mistaken, statusbog):
    """Old lines keep their names, the new release says when and why, and no hash of what held the value is left."""
    before = content(mistaken / "data")
    assert statusbog(*TAKE_BACK)[0] == 0
    ledger = read_record(mistaken / "data").ledgers[2032]
    lines = [entry for entry in ledger.entries if entry.number.id == ROW]
    assert [(line.release, line.cause, line.number.value, line.number.status) for line in lines] == [
        (1, "first", "", "withdrawn"),
        (2, "error", "", "withdrawn"),
        (3, "withdrawal", "", "suppressed"),
    ]
    assert {line.reason for line in lines} == {"Udgivet ved en fejl"}
    assert str(lines[-1].day) == "2034-02-01"
    held = hashes(before)
    assert not held & hashes(content(mistaken / "data"))
    assert any(name.startswith("published/data/") for name in before.keys() - content(mistaken / "data").keys())


def hashes(files: dict[str, bytes]) -> set[str]:
    """What says of 2032 what it was made of: hashes of data and results, of notebooks, and the marks of lines from the value on."""
    releases = [json.loads(text) for name, text in files.items() if name.startswith("published/2032/") and name.endswith(".json")]
    marks = list(csv.DictReader(files["ledger/2032.csv"].decode().splitlines()))
    first = next(number for number, row in enumerate(marks) if row["id"] == ROW)
    said = {one[key] for one in releases for key in ("data", "results", "mark")} | {row["mark"] for row in marks[first:]}
    return said | {mark for one in releases for mark in one["notebooks"].values()}


def test_the_page_of_corrections_says_which_when_and_why(mistaken, statusbog):
    """And neither figure, also not as what stood before."""
    assert statusbog(*TAKE_BACK)[0] == 0
    facts, record = load(mistaken / "data"), read_record(mistaken / "data")
    rows = {row.id: row for edition in facts.partnership.editions for row in edition_rows(facts, edition.year)}
    page = rettelser.page(open_book(as_of="2034-03-01", data=str(mistaken / "data")), record, rows)._repr_html_()
    assert "Trukket tilbage" in page
    section = page.partition('id="trukket-tilbage"')[2].partition("</section>")[0] or page
    assert "Udgivet ved en fejl" in section
    assert "1. februar 2034" in section
    shown, _, folded = section.partition("<details")
    assert [shown.count(f">{kind}: ") for kind in ("Tal", "Mindst", "Højst", "Vurdering")] == [1, 0, 0, 0]
    assert "Mindst" in folded
    assert not re.search(rf"(?<![\w.])({FIRST}|{SECOND})(?!\w)", re.sub(r"<[^>]*>", " ", page))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("2032.observed.nothing",), "2032 has no row 2032.observed.nothing; take its id from statusbog results --year 2032"),
        (
            ("2032.change.anmeldelser.indbrud.omraade-a.2031",),
            "is computed, or its source has no figure of its own; withdraw what it rests on: ",
        ),
        (("2032.observed.utryg_nabolag.omraade-b.2032.status-2032",), "is no count that is shown"),
    ],
)
def test_what_cannot_be_withdrawn(mistaken, statusbog, rows, said):
    """It is said, and nothing is changed."""
    before = content(mistaken)
    code, _, err = statusbog("withdraw", "2032", *rows, "--reason", "Fejl", "--day", "2034-02-01")
    assert code == 1
    assert said in err
    assert content(mistaken) == before


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "kommentar/2032/resume.md",
            f"Der var {SECOND} indbrud i Område A i 2031.\n",
            "kommentar/2032/resume.md:1: a text says the figure: “Der var ▢ indbrud i Område A i 2031.”; change the number ▢ first",
        ),
        (
            "kommentar/2032/resume.md",
            f"Der var {FIRST} indbrud i Område A i 2031.\n",
            "kommentar/2032/resume.md:1: a text says the figure",
        ),
        ("notebooks/eget.md", f"# Indbrud\n\nI 2031 var der {SECOND} indbrud.\n", "notebooks/eget.md:3: a text says the figure"),
        ("om/metode.md", f"I 2031 talte vi {SECOND} indbrud.\n", "om/metode.md:1: a text says the figure"),
    ],
)
def test_a_text_that_says_it_stands_in_the_way(mistaken, statusbog, file, text, said):
    """What people wrote is theirs to change."""
    path = mistaken / "data" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    before = content(mistaken / "data")
    code, _, err = statusbog(*TAKE_BACK)
    assert code == 1
    assert said in err
    assert content(mistaken / "data") == before


@pytest.mark.parametrize("reason", [f"Der var {SECOND}", f"{FIRST} var forkert"])
def test_a_reason_does_not_say_it(mistaken, statusbog, reason):
    """It would stand in the ledger for everybody, also where it says what was published before."""
    before = content(mistaken / "data")
    code, _, err = statusbog("withdraw", "2032", ROW, "--reason", reason, "--day", "2034-02-01")
    assert code == 1
    assert "--reason says the figure" in err
    assert content(mistaken / "data") == before


def test_what_says_it_elsewhere_is_named(mistaken, statusbog):
    """Copies of an editor, drafts and folders of ``--out`` are somebody's own: nothing of them is changed."""
    files = {
        "data/.ipynb_checkpoints/observations.csv": f"indbrud,{SECOND}",
        "data/observations.csv.bak": f"indbrud;{SECOND}",
        "kladde.html": f"<p>{SECOND} indbrud</p>",
        "harmless.md": "Her står intet",
        "ude/.statusbog": 'kind = "out"\n',
    }
    for name, text in files.items():
        (mistaken / name).parent.mkdir(exist_ok=True)
        (mistaken / name).write_text(text, encoding="utf-8")
    code, out, _ = statusbog(*TAKE_BACK)
    assert code == 0
    told = {line.partition(":")[0] for line in out.splitlines() if "says the figure still" in line}
    assert told == {"data/.ipynb_checkpoints/observations.csv", "data/observations.csv.bak", "kladde.html"}
    assert "ude: made with --out before the withdrawal" in out
    assert {name: (mistaken / name).read_text(encoding="utf-8") for name in files} == files
    code, _, err = statusbog(*TAKE_BACK)
    assert code == 1
    assert "is hidden already" in err


def test_a_figure_that_follows_from_a_sum_takes_another_with_it(mistaken, statusbog):
    """The total that a source states and the other part are shown, so one of them has to go too."""
    row = "2032.observed.anmeldelser.{}.omraade-a.2030.aftale"
    said = ("withdraw", "2032", row.format("indbrud"), "--reason", "Fejl", "--day", "2034-02-01")
    code, _, err = statusbog(*said)
    assert code == 1
    assert "follows from anmeldelser.samlet.omraade-a.2030 = anmeldelser.indbrud.omraade-a.2030" in err
    assert "withdraw another row of that sum" in err


def test_a_count_that_is_not_small_is_corrected_instead(project, statusbog):
    """The limit is that of the settings."""
    code, _, err = statusbog(*TAKE_BACK)
    assert code == 1
    assert "none of the figures is below 5" in err


def test_approvals_keep_who_and_when(mistaken, statusbog):
    """And no hash of a draft that held the value."""
    signoffs = mistaken / "data" / "ledger" / "signoffs.csv"
    signoffs.write_text(
        "edition,who,day,checksum,version,content\n2032,Formand,2033-11-01,abc123,2022.4,def456\n", encoding="utf-8"
    )
    assert statusbog(*TAKE_BACK)[0] == 0
    assert signoffs.read_text(encoding="utf-8").splitlines()[1] == "2032,Formand,2033-11-01,,2022.4,"


MADE = {
    "html/.statusbog": "site",
    "html/index.html": "",
    "work/.statusbog": "work",
    "along/2032/.state": "",
    "bilag-2032.pdf": "",
    "stamps/a": "",
    "failed/.statusbog": "drafts",
    "failed/resume.ipynb": '"data = \\"data\\""',
    "portfolio/.statusbog": "portfolio",
    "portfolio/index.html": '<a href="../nord/html/index.html"> <a href="../html/index.html">',
    "nord/html/.statusbog": "site",
    "nord/book/.statusbog": "book",
    "nord/along/2032/.state": "",
    "nord/noter.txt": "",
    "mine/noter.txt": "",
    "forms/nord/2032/a.xlsx": "",
}


def test_what_others_built_stays(mistaken, statusbog):
    """What is made of the figure goes and is named; what is made of another partnership stays; what nobody knows is named."""
    build = mistaken / "build"
    lay(build)
    code, out, _ = statusbog(*TAKE_BACK)
    assert code == 0
    removed = {line.partition(": removed")[0] for line in out.splitlines() if ": removed, because" in line}
    assert removed == {f"build/{name}" for name in ("html", "work", "along", "failed", "bilag-2032.pdf", "portfolio/index.html")}
    assert sorted(path.name for path in build.iterdir()) == [".lock", "forms", "mine", "nord", "portfolio", "stamps"]
    assert [line for line in out.splitlines() if "not made by statusbog build" in line] == [line_of_left("build/mine")]


def test_what_another_withdraws_takes_nothing_of_ours(mistaken):
    """A partnership beside the project's own: its folder, and the page of many that leads to it."""
    data = mistaken / "nord"
    (mistaken / "data").rename(data)
    partnership = (data / "partnership.toml").read_text(encoding="utf-8")
    (data / "partnership.toml").write_text(re.sub(r'(?m)^id = ".*"$', 'id = "nord"', partnership, count=1), encoding="utf-8")
    lay(mistaken / "build")
    built = remove_built(Project(mistaken, data), load(data))
    assert set(built.removed) == {f"build/{name}" for name in ("nord/html", "nord/book", "nord/along", "portfolio/index.html")}
    assert set(built.left) == {"build/nord/noter.txt", "build/forms/nord"}
    assert {"html", "work", "along", "failed", "stamps", "mine", "bilag-2032.pdf"} <= {
        p.name for p in (mistaken / "build").iterdir()
    }


def lay(build: Path) -> None:
    """Lay there what was built of two partnerships."""
    for name, text in MADE.items():
        (build / name).parent.mkdir(parents=True, exist_ok=True)
        (build / name).write_text(f'kind = "{text}"\n' if name.endswith(".statusbog") else text, encoding="utf-8")


def line_of_left(name: str) -> str:
    """What is said of what nobody knows."""
    return f"{name}: not made by statusbog build, so it was left there. See whether it holds the figure"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", BOM])
def test_a_table_keeps_every_other_byte(end, mark):
    """Quotes, line ends, the mark at the beginning, and a row over two lines."""
    head = "indicator,category,geography,year,value,level,status,n,note,period"
    other = f'a,b,c,2031,7,,ok,,"to{end}linjer",'
    quarter = "a,b,c,2032,3,,ok,,,2032K1"
    lines = [head, other, "a,b,c,2032,3,,ok,9,Tre,", quarter, 'a,b,d,2032,3,,ok,,"x",']
    table = mark + end.join([*lines, ""]).encode()
    expected = [head, other, "a,b,c,2032,,,suppressed,,,", quarter, 'a,b,d,2032,3,,ok,,"x",']
    assert without_figures(table, {("a", "b", "c", "", "", "2032", "")}) == mark + end.join([*expected, ""]).encode()


def test_claims_about_the_figure_go_with_it():
    """A source's word on whether it differs from another tells of it."""
    head = "indicator,category,geography,year,against,significant\n"
    table = head + "a,b,c,2032,2031,yes\na,b,c,2031,2030,no\n"
    assert without_claims(table.encode(), {("a", "b", "c", "", "", "2032", "")}) == (head + "a,b,c,2031,2030,no\n").encode()


def test_a_stop_on_the_way_leaves_all_or_nothing(mistaken, statusbog, monkeypatch):
    """A power cut before the files count changes nothing; one after that is finished by the next command."""
    before = content(mistaken / "data")
    moving = writing.move_to_places

    def stopped(folder):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "move_to_places", stopped)
    assert statusbog(*TAKE_BACK)[0] == 130
    monkeypatch.setattr(writing, "move_to_places", moving)
    assert statusbog("verify")[0] == 0
    assert told(mistaken, SECOND) == []
    assert before.keys() - content(mistaken / "data").keys()


@pytest.mark.parametrize(
    "file", ["src/analysis/messages/en/cli.toml", "src/analysis/messages/da/cli.toml", "docs/aarlig-opdatering.md"]
)
def test_an_example_names_a_row_that_the_book_has(root, file):
    """Whoever copies it gets further than a row that nobody knows."""
    found = re.search(r"statusbog withdraw (\d{4}) (\S+)", (root / file).read_text(encoding="utf-8"))
    assert found[2] in {row.id for row in edition_rows(load(root / "data"), int(found[1]))}


def test_what_the_rules_hide_by_now_is_corrected_and_then_taken_back(project, statusbog):
    """The source turns out not to have been published by its owner: the correction hides the figures, the withdrawal forgets them."""
    data = project / "data"
    named = '[sources.status-2032]\ntitle = "Status 2032"\nshort = "Status 2032"\nkind = "{}"'
    edit(data / "sources.toml", named.format("status"), named.format("delivery"))
    partnership = data / "partnership.toml"
    partnership.write_text(partnership.read_text(encoding="utf-8") + "\n[disclosure]\nthreshold = 60\n", encoding="utf-8")
    assert statusbog("run", "-j", "2")[0] == 0
    said = ("--kind", "error", "--reason", "Ejeren har ikke offentliggjort det", "--day", "2034-01-02", "-j", "2", "--accept", "-")
    code, _, err = statusbog("correct", "2032", *said)
    assert not code, err
    shown_once = read_record(data).ledgers[2032].hidden_since
    assert {ROW, "2032.n.utryg_nabolag.omraade-b.2032.status-2032"} <= shown_once
    code, _, err = statusbog(*TAKE_BACK)
    assert (code, err) == (0, "")
    ledger = read_record(data).ledgers[2032]
    assert not ledger.hidden_since
    assert not any(entry.number.amount for entry in ledger.entries if entry.number.id in shown_once)
    assert [change.entry.cause for change in ledger.changes() if change.after.id == ROW] == ["withdrawal"]
    assert statusbog("verify")[0] == 0
