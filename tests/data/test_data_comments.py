"""Comments: what is a tag, what it asks for, what is wrong with it, and which numbers are written by hand."""

import shutil
from pathlib import Path

import pytest

from analysis.data import Facts, comments_of, examine, load
from analysis.data.comments import AskedClaim, AskedNumber, asked, loose_numbers_of, tags_of, unfinished_tags_of
from analysis.data.comments.words import folded, meanings, tables
from analysis.errors import DataFaults

FILE = "kommentar/2033/tryghed.md"


@pytest.fixture(scope="module")
def facts(mini: Path) -> Facts:
    return load(mini)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("{tal: utryg_nabolag, omraade-b, 2033}", [("number", ("utryg_nabolag", "omraade-b", "2033"), "")]),
        ("Her er {tal:utryg_nabolag}.", [("number", ("utryg_nabolag",), "")]),
        ("{ TAL : utryg_nabolag ,\n omraade-b }", [("number", ("utryg_nabolag", "omraade-b"), "")]),
        ("{påstand: faldt, utryg_nabolag}[faldet]", [("claim", ("faldt", "utryg_nabolag"), "faldet")]),
        ("{paastand: faldt, utryg_nabolag}", [("claim", ("faldt", "utryg_nabolag"), "")]),
        ("{pa\u030astand: faldt, utryg_nabolag}", [("claim", ("faldt", "utryg_nabolag"), "")]),
        ("{tal: a}[b]", [("number", ("a",), "")]),
        ("{eget tal: 1,5}", [("own", ("1,5",), "")]),
        ("**{tal: a}** og *{tal: b}*", [("number", ("a",), ""), ("number", ("b",), "")]),
        ("- {tal: a}\n\n> {tal: b}\n\n# {tal: c}", [("number", (name,), "") for name in "abc"]),
        ("| a |\n|---|\n| {tal: a} |", [("number", ("a",), "")]),
        ("`{tal: a}`", []),
        ("```\n{tal: a}\n```", []),
        ("    {tal: a}", []),
        (r"\{tal: a}", []),
        ("{note: a} {tal} {tal: a", []),
    ],
)
def test_what_is_a_tag(text: str, tags: list[tuple[str, tuple[str, ...], str]]) -> None:
    """In text of whatever kind, spelled with å or with aa; code shows how a tag is written and is none."""
    assert [(tag.kind, tag.parts, tag.words) for tag in tags_of(text)] == tags


TEXT = """Første linje.

Andet afsnit er langt. Her er {tal: a} af
dem, og {påstand: faldt, b}[faldt] på
tredje linje! Slut. {påstand: steg, c} Mere.

| a |
|---|
| {tal: d} |
"""


def test_a_tag_knows_its_row_and_its_sentence() -> None:
    """A claim without words belongs to the sentence that it stands behind."""
    sentence = "Her er {tal: a} af dem, og faldt på tredje linje!"
    assert [(tag.row, tag.sentence) for tag in tags_of(TEXT)] == [(3, sentence), (4, sentence), (5, "Slut."), (9, "{tal: d}")]


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("{tal: utryg", ["{tal:"]),
        ("{påstand: faldt [faldet]", ["{påstand:"]),
        ("{tall: a}", ["{tall:"]),
        ("{paastan: a}", ["{paastan:"]),
        ("{tal: a}", []),
        ("{note: a}", []),
        (r"\{tal: a\}", []),
        ("`{tal: a`", []),
    ],
)
def test_what_begins_like_a_tag_and_is_none_is_found(text: str, begun: list[str]) -> None:
    """Without its end, or with a word that is nearly ours."""
    assert [found.text for found in unfinished_tags_of(text)] == begun


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("{tal: utryg_nabolag}", AskedNumber("utryg_nabolag", "", "", None)),
        ("{tal: Utrygge, Område B, 2033}", AskedNumber("utryg_nabolag", "", "omraade-b", 2033)),
        ("{tal: 2033, omraade-b, UTRYG_NABOLAG}", AskedNumber("utryg_nabolag", "", "omraade-b", 2033)),
        ("{tal: anmeldelser, haervaerk}", AskedNumber("anmeldelser", "haervaerk", "", None)),
        ("{tal: anmeldelser, Hærværk}", AskedNumber("anmeldelser", "haervaerk", "", None)),
        ("{tal: ændring, utryg_nabolag, 2032–2033}", AskedNumber("utryg_nabolag", "", "", 2033, 2032, measure="change")),
        ("{tal: aendring i procent, anmeldelser, indbrud}", AskedNumber("anmeldelser", "indbrud", "", None, measure="change_pct")),
        ("{tal: afstand, utryg_nabolag, byen}", AskedNumber("utryg_nabolag", "", "", None, None, "byen", measure="gap")),
        (
            "{tal: afstand, utryg_nabolag, omraade-b, byen}",
            AskedNumber("utryg_nabolag", "", "omraade-b", None, None, "byen", measure="gap"),
        ),
        ("{tal: måltal, anmeldelser, indbrud, 2032}", AskedNumber("anmeldelser", "indbrud", "", 2032, measure="target")),
        (
            "{tal: udgangspunkt, utryg_nabolag, utryg}",
            AskedNumber("utryg_nabolag", "", "", None, target="utryg", measure="baseline"),
        ),
        ("{påstand: faldt, utryg_nabolag}", AskedClaim("fell", "utryg_nabolag", "", "", None)),
        ("{påstand: steget, utryg_nabolag, 2032-2033}", AskedClaim("rose", "utryg_nabolag", "", "", 2033, 2032)),
        ("{påstand: faldt siden 2032, utryg_nabolag, 2033}", AskedClaim("fell", "utryg_nabolag", "", "", 2033, 2032)),
        ("{påstand: uændret, utryg_nabolag}", AskedClaim("level", "utryg_nabolag", "", "", None)),
        ("{påstand: højest siden 2032, utryg_nabolag}", AskedClaim("highest", "utryg_nabolag", "", "", None, 2032)),
        ("{påstand: lavest siden 2030, anmeldelser, indbrud}", AskedClaim("lowest", "anmeldelser", "indbrud", "", None, 2030)),
        ("{påstand: over byen, utryg_nabolag}", AskedClaim("above", "utryg_nabolag", "", "", None, None, "byen")),
        ("{påstand: under Prøveby, utryg_nabolag}", AskedClaim("below", "utryg_nabolag", "", "", None, None, "byen")),
        ("{påstand: signifikant, utryg_nabolag}", AskedClaim("significant", "utryg_nabolag", "", "", None)),
        (
            "{påstand: ikke signifikant siden 2032, utryg_nabolag}",
            AskedClaim("not_significant", "utryg_nabolag", "", "", None, 2032),
        ),
        ("{påstand: signifikant mod byen, utryg_nabolag}", AskedClaim("significant", "utryg_nabolag", "", "", None, None, "byen")),
        ("{påstand: mål nået, utryg_nabolag}", AskedClaim("met", "utryg_nabolag", "", "", None)),
        ("{påstand: mål ikke nået, utryg_nabolag, utryg}", AskedClaim("not_met", "utryg_nabolag", "", "", None, target="utryg")),
    ],
)
def test_what_a_tag_asks_for(written: str, wanted: AskedNumber | AskedClaim, facts: Facts) -> None:
    """By the keys of the data or by what the book calls things, in any order behind the claim."""
    (tag,) = tags_of(written)
    assert asked(tag, facts, FILE) == wanted


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{tal: utryg_nabolga}", "found 'utryg_nabolga' in {tal: utryg_nabolga}; expected the name of an indicator"),
        ("{tal: utryg_nabolga}", "did you mean utryg_nabolag?"),
        ("{tal: utryg_nabolag, omraade-c}", "did you mean omraade-b?"),
        ("{tal: anmeldelser, indbrdu}", "did you mean indbrud?"),
        ("{tal: xyz}", "use one of: anmeldelser, bevilling, leverance, utryg_nabolag."),
        ("{tal: omraade-b}", "found no indicator in {tal: omraade-b}; expected one of: utryg_nabolag, anmeldelser"),
        ("{tal: utryg_nabolag, anmeldelser}", "found more than one indicator in"),
        (
            "{tal: anmeldelser}",
            "found no category of anmeldelser in {tal: anmeldelser}; expected one of: indbrud, haervaerk, samlet",
        ),
        ("{tal: anmeldelser, ramme}", "found no category of anmeldelser in"),
        ("{tal: utryg_nabolag, indbrud}", "expected none: utryg_nabolag has no categories"),
        ("{tal: utryg_nabolag, omraade-a, omraade-b}", "found more of one kind than fits in"),
        ("{tal: utryg_nabolag, 2032, 2033}", "found more of one kind than fits in"),
        ("{tal: afstand, utryg_nabolag}", "found no larger area in {tal: afstand, utryg_nabolag}; expected one of: omraade-a"),
        (
            "{påstand: falt, utryg_nabolag}",
            "found the claim 'falt' in {påstand: falt, utryg_nabolag}; expected one of: faldt, steg",
        ),
        ("{påstand: falt, utryg_nabolag}", "did you mean faldt?"),
        ("{påstand: utryg_nabolag, faldt}", "found the claim 'utryg_nabolag' in"),
        ("{påstand: faldt}", "found no indicator in {påstand: faldt}"),
        ("{påstand: højest, utryg_nabolag}", "expected højest siden and a year, such as højest siden 2016"),
        ("{påstand: over, utryg_nabolag}", "found no larger area in {påstand: over, utryg_nabolag}"),
        ("{påstand: over byenn, utryg_nabolag}", "did you mean byen?"),
        ("{påstand: faldt mod byen, utryg_nabolag}", "found more of one kind than fits in"),
        ("{tal: utryg_nabolag", "found {tal:, a tag without its end or with another word than those known"),
    ],
)
def test_what_is_wrong_with_a_tag_is_said(written: str, said: str, mini: Path, tmp_path: Path) -> None:
    """File, row, what was found, what was expected, and the nearest name there is."""
    data = shutil.copytree(mini, tmp_path / "data")
    path = data / FILE
    path.parent.mkdir(parents=True)
    path.write_text(f"Et ord.\n\nOg {written}.\n", encoding="utf-8")
    with pytest.raises(DataFaults) as caught:
        load(data)
    assert f"{FILE}, row 3: found " in str(caught.value)
    assert said in str(caught.value)


def test_names_that_could_not_be_read_make_no_tag_wrong(mini: Path, tmp_path: Path) -> None:
    """The file that defines them is mended first; a table with a fault hides none."""
    data = shutil.copytree(mini, tmp_path / "data")
    (data / FILE).parent.mkdir(parents=True)
    (data / FILE).write_text("{tal: utryg}", encoding="utf-8")
    for name, files in (("observations.csv", {"observations.csv", FILE}), ("indicators.toml", {"indicators.toml"})):
        before = (data / name).read_text(encoding="utf-8")
        (data / name).write_text(before + "\nx = ,\n", encoding="utf-8")
        with pytest.raises(DataFaults) as caught:
            load(data)
        assert {fault.file for fault in caught.value.faults} == files
        (data / name).write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("I 2022 faldt den.", []),
        ("I 2021-22, 2021/22 og 2021–2024.", []),
        ("Den 24. maj 2022, 24. maj, 1.-3. juni og 2022-05-24.", []),
        ("24 maj, 1 og 3 juni 2022.", []),
        ("24.5.2022 og 24/5-22.", []),
        ("Efter § 115, stk. 2 i lov nr. 1229.", []),
        ("I 1. kvartal og 2. halvår.", []),
        ("Bygning 3B og covid-19, distrikt 15, side 12, tabel 3 og kl. 22.", []),
        ("Kun `17` i kode.", []),
        ("Se [her](https://x.dk/12).", []),
        ("{tal: a, 2022} og {eget tal: 12} og {påstand: faldt, a}[17].", []),
        ("1. Et\n2. To", []),
        ("Område 7 er et navn.", []),
        ("Faldet er på 18 %.", ["18"]),
        ("Det var 26,0 mod 1.289.000 kr.", ["26,0", "1.289.000"]),
        ("Vi er 12. Det er nok.", ["12"]),
        ("Der var 2022 kr. og 1999 procent.", ["2022", "1999"]),
        ("Der var 2.022 sager.", ["2.022"]),
        ("Hele 300 af 2500.", ["300", "2500"]),
        ("**17** og *3*", ["17", "3"]),
        ("Fra 17 til 20 i 2022.", ["17", "20"]),
    ],
)
def test_which_numbers_are_written_by_hand(text: str, numbers: list[str]) -> None:
    """No year, date, law, ordinal or name; and none that a tag stands for."""
    assert [found.text for found in loose_numbers_of(text, {"Område 7"})] == numbers


def test_numbers_written_by_hand_are_warnings(mini: Path, tmp_path: Path) -> None:
    """With their row and sentence, in every comment and in no page about the book."""
    data = shutil.copytree(mini, tmp_path / "data")
    for name in (FILE, "kommentar/udvikling.md", "om/metode.md", "kommentar/README.md"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("Først.\n\nDet var 17 % i 2022. Slut.", encoding="utf-8")
    warnings = [warning for warning in examine(data)[1] if warning.file.endswith(".md")]
    assert [(warning.file, warning.row) for warning in warnings] == [(FILE, 3), ("kommentar/udvikling.md", 3)]
    assert 'found the number 17 in: "Det var 17 % i 2022."; expected' in str(warnings[0])
    assert "write {eget tal: 17} if it" in str(warnings[0])


@pytest.mark.parametrize("table", ["tags", "kinds", "joints", "measures"])
def test_no_word_has_two_meanings(table: str) -> None:
    """However it is spelled."""
    words = [folded(word) for group in tables()[table].values() for word in group]
    assert len(words) == len(set(words)) == len(meanings(table))


def test_the_comments_of_an_edition_are_read_by_their_chapters(tmp_path: Path) -> None:
    """Whatever else lies there is none: other years, other files, what tells about the folder."""
    folder = tmp_path / "kommentar" / "2031"
    folder.mkdir(parents=True)
    for name, text in (("tryghed.md", "\ufeffDet går."), ("README.md", "Om mappen."), ("noter.txt", "x"), (".gemt.md", "x")):
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "kommentar" / "udvikling.md").write_text("x", encoding="utf-8")
    assert comments_of(tmp_path, 2031) == {"tryghed": "Det går."}
    assert comments_of(tmp_path, 2032) == {}
