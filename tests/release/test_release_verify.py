"""Verify: every number is computed again, and each that is another is named, with what was, what is and why."""

import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from released import edit

from analysis.archive import unzipped, zipped
from analysis.data import load
from analysis.data.ledger import read_record
from analysis.indicators import results
from analysis.messages import speaking
from analysis.release import numbers, verify
from analysis.release.report import complaint, short, told_apart, value


def test_the_projects_own_numbers_are_as_they_were_published(root):
    """A published number changes in the open or not at all: ``statusbog correct``, and never by an edit of data or code."""
    record = read_record(root / "data")
    proof = verify.verify(root / "data", load(root / "data"), record.ledgers.values())
    assert proof.holds, "\n".join(complaint(proof))
    assert proof.agreed == proof.of > 3000
    assert proof.earlier > 100


def test_all_agree(project, statusbog):
    """n of n, and where nothing was ever corrected nothing is said of earlier values."""
    code, said, error = statusbog("verify")
    of = sum(len(ledger.in_force) for ledger in read_record(project / "data").ledgers.values())
    assert (code, error) == (0, "")
    assert said == f"{of} of {of} published numbers agree: computed from today's data and from the frozen copies (2 editions)\n"


def test_changed_data_are_named_with_the_fact(project, statusbog):
    """Old, new, the day, and the row of the data that it comes from."""
    edit(project / "data/observations.csv", "omraade-a,2031,21,", "omraade-a,2031,22,")
    code, said, error = statusbog("verify", "--year", "2032")
    assert code == 1
    assert " of " in said
    fact = "anmeldelser.haervaerk.omraade-a.2031.status-2032"
    assert (
        f"2032.observed.{fact}: published 21 (provisional) on 2033-12-01, now 22 (provisional); "
        f"the data were changed: {fact}" in error
    )
    assert "not what was published; undo what changed them" in error


def test_a_number_that_is_gone_and_one_that_is_new(project, statusbog):
    """Both are named; neither counts as agreed."""
    row = "utryg_nabolag,,omraade-a,2031,,,not_stated,,,,aftale,Tekst,2031-03-01\n"
    edit(project / "data/observations.csv", row, "utryg_nabolag,,byen,2031,11,,ok,,,,aftale,Tekst,2031-03-01\n")
    _, said, error = statusbog("verify", "--year", "2032")
    of = len(read_record(project / "data").ledgers[2032].in_force)
    assert said.startswith(f"{of - 1} of {of} published numbers agree")
    gone = "2032.observed.utryg_nabolag.omraade-a.2031.aftale: published not stated on 2033-12-01, now gone"
    assert f"{gone}; the data were changed: utryg_nabolag.omraade-a.2031.aftale" in error
    assert "2032.observed.utryg_nabolag.byen.2031.aftale: never published, now 11 %; the data were changed" in error


def test_a_changed_method_is_told_from_changed_data(project, statusbog, monkeypatch):
    """The frozen data give another number with today's program: then it is the program."""
    real = numbers.number_of

    def other(row):
        number = real(row)
        return numbers.Number(**vars(number) | {"value": "1"}) if number.measure == "change" and number.value else number

    monkeypatch.setattr(verify, "number_of", other)
    code, _, error = statusbog("verify")
    assert code == 1
    assert "now 1; the data are the same, so the program computes it otherwise" in error


def test_both_at_once(project, statusbog, monkeypatch):
    """Data and program: neither alone explains it."""
    real = numbers.number_of

    def other(row):
        number = real(row)
        return numbers.Number(**vars(number) | {"value": str(number.amount * 2)}) if number.amount else number

    monkeypatch.setattr(verify, "number_of", other)
    edit(project / "data/observations.csv", "omraade-a,2031,21,", "omraade-a,2031,22,")
    _, _, error = statusbog("verify", "--year", "2032")
    assert "now 44 (provisional); both the data and the way of computing have changed" in error


def test_what_the_frozen_copy_gives_counts_too(project, statusbog, monkeypatch):
    """Data and program have changed so that today's number is the published one: the frozen copy gives it away."""
    real = numbers.number_of

    def other(row):
        number = real(row)
        return numbers.Number(**vars(number) | {"value": str(number.amount / 2)}) if number.value in ("21", "42") else number

    monkeypatch.setattr(verify, "number_of", other)
    edit(project / "data/observations.csv", "omraade-a,2031,21,", "omraade-a,2031,42,")
    _, _, error = statusbog("verify", "--year", "2031")
    assert "on 2033-12-01" not in error
    code, _, error = statusbog("verify", "--year", "2032")
    said = "published 21 (provisional) on 2033-12-01, and so today's data say; the frozen copy gives 10.5 (provisional)"
    assert (code, said in error) == (1, True)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("52.56410256410256410256410256", "52.5641026"), ("12", "12"), ("0.00425522408", "0.00425522408"), ("1200000", "1200000")],
)
def test_numbers_are_said_with_the_digits_that_count(amount, text):
    """Nine; and never as a power of ten."""
    assert short(Decimal(amount)) == text


SAID = [
    ("count", ("8.19672131147", "count", "ok", ""), "8.2", "8.2"),
    ("unit", ("66", "percent", "ok", ""), "66 %", "66 %"),
    ("points", ("8", "percentage_points", "ok", "about"), "about 8 points", "ca. 8 pct.point"),
    ("source's own unit", ("20", "unge pr. gang", "ok", ""), "20 unge pr. gang", "20 unge pr. gang"),
    ("answer", ("yes", "answer", "ok", ""), "yes", "ja"),
    ("verdict", ("not_met", "verdict", "ok", ""), "not met", "ikke opfyldt"),
    ("interim verdict", ("not_met", "verdict", "ok", "interim"), "not yet", "endnu ikke"),
    ("no value", ("", "count", "not_stated", ""), "not stated", "ikke oplyst"),
    ("status", ("21", "count", "provisional", ""), "21 (provisional)", "21 (foreløbigt)"),
]


@pytest.mark.parametrize(("fields", "english", "danish"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_a_number_is_said_in_the_analysts_language(fields, english, danish):
    """Its unit, its word, its status, and how exact it is."""
    number = numbers.Number("2031.a", "anmeldelser", "", "omraade-a", 2031, "observed", *fields)
    for language, said in (("en", english), ("da", danish)):
        with speaking(language):
            assert value(number) == said


def test_two_numbers_are_told_apart():
    """With one decimal where that does, else with all digits that count."""
    one, near, far = (
        numbers.Number("2031.a", "anmeldelser", "", "omraade-a", 2031, "p_value", amount, "probability", "ok", "")
        for amount in ("0.10798763", "0.12925766", "0.5")
    )
    assert (told_apart(one, far), told_apart(one, near)) == (("0.1", "0.5"), ("0.10798763", "0.12925766"))


def archive_of(project: Path) -> Path:
    return next((project / "data" / "published" / "data").iterdir())


def with_other(path: Path) -> bytes:
    files = unzipped(path.read_bytes())
    return zipped(files | {"observations.csv": files["observations.csv"].replace(b",53,", b",54,")})


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("observations.csv", b"0" * 101_000_000)


FROZEN = [
    ("cut short", lambda path: path.write_bytes(path.read_bytes()[:500]), "is not as it was written"),
    ("empty", lambda path: path.write_bytes(b""), "is not as it was written"),
    ("gone", lambda path: path.unlink(), "found no frozen copy"),
    ("another number", lambda path: path.write_bytes(with_other(path)), "is not as it was written"),
    ("a way out", lambda path: path.write_bytes(zipped({"../../ud.csv": b"x"})), "is not as it was written"),
    ("a bomb", bomb, "is not as it was written"),
]


@pytest.mark.parametrize(("harm", "said"), [case[1:] for case in FROZEN], ids=[case[0] for case in FROZEN])
def test_a_frozen_copy_that_was_harmed_is_one_message(project, statusbog, harm, said):
    """And no number that rests on it counts as agreed."""
    harm(archive_of(project))
    code, out, error = statusbog("verify")
    assert (code, out.startswith("0 of ")) == (1, True)
    assert error.count("published/data/") == 1
    assert said in error
    assert not (project.parent / "ud.csv").exists()


@pytest.mark.parametrize("name", ["1.json", "1.zip"])
def test_what_a_release_was_made_of_is_needed(project, statusbog, name):
    """The table is asked for where its numbers are no longer in force."""
    edit(project / "data/observations.csv", "omraade-a,2031,21,", "omraade-a,2031,22,")
    assert statusbog("run", "-j", "2")[0] == 0
    assert statusbog("correct", "2032", "--reason", "x", "--kind", "revision", "--day", "2034-01-01")[0] == 0
    (project / "data/published/2032" / name).write_text("{}", encoding="utf-8")
    code, _, error = statusbog("verify", "--year", "2032")
    assert (code, error.count(f"published/2032/{name}")) == (1, 1)


def test_nothing_of_a_strangers_folder_is_run(project, statusbog):
    """Code that lies in a data folder stays text."""
    data = project / "data"
    for name in ("conftest.py", "sitecustomize.py", "published/__init__.py", "ledger/__init__.py"):
        (data / name).write_text("raise SystemExit(99)\n", encoding="utf-8")
    shutil.copy(data / "conftest.py", data / "published" / "2031" / "json.py")
    assert statusbog("verify")[0] == 0


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("0.123456789012", "0.123456789013", True),
        ("0.1234567", "0.1234568", False),
        ("12", "12.0", True),
        ("12", "13", False),
        ("", "", True),
        ("", "0", False),
        ("0", "0", True),
        ("met", "met", True),
        ("met", "not_met", False),
    ],
)
def test_when_two_values_are_the_same(one, other, equal):
    """Nine digits of what was computed; every letter of a word."""
    number = numbers.Number("i", "a", "", "g", 2032, "observed", one, "count", "ok", "")
    assert numbers.same(number, numbers.Number(**vars(number) | {"value": other})) is equal
    assert not numbers.same(number, numbers.Number(**vars(number) | {"unit": "percent"}))
    assert not numbers.same(number, numbers.Number(**vars(number) | {"status": "revised"}))


def test_every_row_of_the_table_is_a_published_number(mini):
    """What the files beside the pages have, the ledger has."""
    facts = load(mini)
    assert set(numbers.numbers_of(facts, 2033)) == set(results(facts, 2033)["id"])
