"""Answers: shares, answers and design effects are those of slow plain sums, of textbook formulas, and of a library."""

import csv
import math
import tomllib
from collections import defaultdict
from pathlib import Path

import duckdb
import numpy as np
import pytest
import statsmodels.api as sm
from made_rows import ANSWERS, made_answers, write_answers

from analysis.cli.data import examined
from analysis.errors import DataFaults
from analysis.intake.survey.estimate import Design, estimate, taylor
from analysis.intake.survey.model import AnswersMapping
from analysis.intake.survey.read import read_survey

LEAST = 5


def mapping_of(text: str = ANSWERS, **changes: object) -> AnswersMapping:
    return AnswersMapping.model_validate(tomllib.loads(text) | changes)


def found(path: Path, mapping: AnswersMapping) -> tuple[dict, dict, dict]:
    """Rows by what they are about, what is shown beside each, and the counts that are said."""
    tallied = read_survey([path], mapping, LEAST)
    about = [tuple(row.cells[name] for name in ("geography", "year", "group")) for row in tallied.given]
    said = {one.key.rsplit(".", 1)[-1]: one.values for one in tallied.findings}
    return (
        dict(zip(about, (row.cells for row in tallied.given), strict=True)),
        {key: row.beside for key, row in zip(about, tallied.given, strict=True)},
        said,
    )


def summed_slowly(rows: list[dict[str, str]], *, unsure_in: bool = False, weighted: bool = True) -> dict:
    """The weights of the base and of the unsafe, row by row."""
    sums: dict = defaultdict(lambda: ([], []))
    for row in rows:
        areas = {"Søparken": ("omraade-a", "byen"), "Byen i øvrigt": ("byen",)}.get(row["Område"], ())
        try:
            weight = float(row["Vægt"].replace(".", "").replace(",", ".")) if weighted else 1.0
        except ValueError:
            continue
        if weight <= 0 or row["q1"] not in ("1", "2", "3", "4", "5", *(["8"] if unsure_in else [])):
            continue
        for area in areas:
            for group in ("", {"K": "kvinder", "M": "maend"}.get(row["Køn"], "-")):
                base, unsafe = sums[area, int(row["År"]), group]
                base.append(weight)
                unsafe.append(weight if row["q1"] in "45" else 0.0)
    return {about: both for about, both in sums.items() if about[2] != "-"}


@pytest.mark.parametrize("unsure_in", [False, True])
def test_shares_are_those_of_slow_sums(tmp_path: Path, unsure_in: bool) -> None:
    """By area, year and group; who did not know is where the mapping says."""
    rows = made_answers(900, seed=3)
    text = ANSWERS.replace("dont_know_in_base = false", f"dont_know_in_base = {str(unsure_in).lower()}")
    cells, beside, said = found(write_answers(tmp_path / "svar.csv", rows), mapping_of(text))
    slow = summed_slowly(rows, unsure_in=unsure_in)
    assert set(cells) == set(slow)
    for about, (base, unsafe) in slow.items():
        total, hits, squares = math.fsum(base), math.fsum(unsafe), math.fsum(weight**2 for weight in base)
        effect = len(base) * squares / total**2
        row, more = cells[about], beside[about]
        assert row["n"] == len(base)
        assert float(row["value"]) == pytest.approx(100 * hits / total, abs=0.005001)
        assert float(row["deff"]) == pytest.approx(effect, abs=0.0000501)
        assert "lower" not in row
        assert (more["weighted_total"], more["weighted_hits"]) == pytest.approx((total, hits))
        assert more["n_effective"] == pytest.approx(total**2 / squares)
    assert said["no_weight"]["count"] == sum(row["Vægt"] == "" for row in rows)
    lost = [row for row in rows if row["Vægt"] == "" and row["Område"] == "Søparken" and row["År"] == "2026"]
    assert beside["omraade-a", 2026, ""]["no_weight"] == len(lost) > 0
    assert said["weight_unreadable"]["count"] == sum(row["Vægt"] in ("-1", "vægt") for row in rows)
    assert said["area_unknown"]["count"] == sum(row["Område"] == "et andet sted" for row in rows)
    assert ("unsure_in" in said, "unsure_out" in said, "approximate" in said) == (unsure_in, not unsure_in, True)


def test_without_weights_each_answer_counts_the_same_and_that_is_said(tmp_path: Path) -> None:
    """No weight is made up, and no design effect."""
    rows = made_answers(300, seed=4)
    path = write_answers(tmp_path / "svar.csv", rows)
    cells, _, said = found(path, mapping_of(ANSWERS.replace('weight = "Vægt"\n', "")))
    for about, (base, unsafe) in summed_slowly(rows, weighted=False).items():
        assert float(cells[about]["value"]) == pytest.approx(100 * sum(unsafe) / len(base), abs=0.00501)
        assert "deff" not in cells[about]
    assert "no_weights" in said


def test_strata_and_clusters_count_where_they_are_known(tmp_path: Path) -> None:
    """Then there is an interval, and it is not said that the variance is approximate."""
    path = write_answers(tmp_path / "svar.csv", made_answers(900, seed=5))
    text = ANSWERS.replace('weight = "Vægt"', 'weight = "Vægt"\nstratum = "stratum"\ncluster = "klynge"')
    cells, _, said = found(path, mapping_of(text))
    assert all(row["lower"] <= row["value"] <= row["upper"] and row["deff"] > 0 for row in cells.values())
    assert "designed" in said
    assert "approximate" not in said
    plain = found(path, mapping_of())[0]
    assert {about: row["value"] for about, row in cells.items()} == {about: row["value"] for about, row in plain.items()}
    assert [row["deff"] for row in cells.values()] != [row["deff"] for row in plain.values()]


def sample(seed: int, count: int = 400) -> tuple:
    dice = np.random.default_rng(seed)
    return dice.uniform(0.2, 5, count), dice.random(count) < 0.3, dice.integers(0, 25, count)


def test_one_stratum_is_as_a_library_has_it() -> None:
    """statsmodels: the mean by weighted least squares, with its sandwich variance for clusters and for persons."""
    weights, hit, clusters = sample(1)
    everybody, one = np.ones(400, bool), np.zeros(400, int)
    model = sm.WLS(hit.astype(float), np.ones(400), weights=weights)
    for members, how in (
        (clusters, {"cov_type": "cluster", "cov_kwds": {"groups": clusters}}),
        (np.arange(400), {"cov_type": "HC1"}),
    ):
        fitted = model.fit(**how)
        mine = estimate(weights, everybody, hit, Design(one, members))
        variance, freedom, _ = taylor(weights * (hit - mine.share) / weights.sum(), Design(one, members))
        assert mine.share == pytest.approx(fitted.params[0])
        assert variance == pytest.approx(fitted.bse[0] ** 2)
        assert freedom == len(set(members.tolist())) - 1


def test_a_stratified_sample_is_as_the_textbook_has_it() -> None:
    """The sum over strata of W squared times p(1 - p)/(n - 1) (Cochran 5.6 without the finite part); the effect may be below 1."""
    sizes, hits, parts = (40, 60), (4, 51), (0.5, 0.5)
    strata = np.repeat([0, 1], sizes)
    hit = np.concatenate([np.arange(size) < number for size, number in zip(sizes, hits, strict=True)])
    weights = np.concatenate([np.full(size, part / size) for size, part in zip(sizes, parts, strict=True)])
    mine = estimate(weights, np.ones(100, bool), hit, Design(strata, np.arange(100)))
    shares = [number / size for number, size in zip(hits, sizes, strict=True)]
    share = sum(part * one for part, one in zip(parts, shares, strict=True))
    variance = sum(part**2 * one * (1 - one) / (size - 1) for part, one, size in zip(parts, shares, sizes, strict=True))
    assert mine.share == pytest.approx(share)
    assert mine.effect == pytest.approx(variance / (share * (1 - share) / 99))
    assert mine.effect < 1
    assert mine.effective == pytest.approx(100 / mine.effect)


def test_clusters_of_one_size_are_as_the_textbook_has_it() -> None:
    """The variance of the clusters' means over their number (Cochran 9.2)."""
    means = (0.1, 0.2, 0.4, 0.7, 0.5, 0.0)
    hit = np.concatenate([np.arange(10) < 10 * mean for mean in means])
    mine = estimate(np.ones(60), np.ones(60, bool), hit, Design(np.zeros(60, int), np.repeat(np.arange(6), 10)))
    variance, share = np.var(means, ddof=1) / 6, np.mean(means)
    assert mine.effect == pytest.approx(variance / (share * (1 - share) / 59))
    odds = [one / (1 - one) for one in (mine.lower, mine.upper)]
    reach = 2.5705818 * math.sqrt(variance) / (share * (1 - share))  # Student's t, 5 degrees of freedom
    assert odds == pytest.approx([share / (1 - share) * math.exp(side * reach) for side in (-1, 1)])


def test_equal_weights_cost_nothing_and_a_part_keeps_the_design() -> None:
    """Kish's effect is 1; a domain is estimated with the clusters of the whole sample; a single cluster is told."""
    _, hit, clusters = sample(2)
    everybody, one = np.ones(400, bool), np.zeros(400, int)
    assert estimate(np.ones(400), everybody, hit, None).effect == pytest.approx(1)
    assert estimate(np.ones(400), everybody, hit, Design(one, np.arange(400))).effect == pytest.approx(1)
    part = clusters < 5
    mine = estimate(np.ones(400), part, hit, Design(one, clusters))
    scores = {number: ((clusters == number) & part) @ (hit - mine.share) / part.sum() for number in range(25)}
    assert mine.effect == pytest.approx(
        25 / 24 * sum(score**2 for score in scores.values()) / (mine.share * (1 - mine.share) / (part.sum() - 1))
    )
    assert estimate(np.ones(400), everybody, hit, Design((clusters == 3).astype(int), clusters)).alone == 1
    assert estimate(np.ones(4), np.zeros(4, bool), np.zeros(4, bool), None) is None
    nobody = estimate(np.ones(40), np.ones(40, bool), np.zeros(40, bool), Design(np.zeros(40, int), np.arange(40)))
    assert (nobody.share, nobody.lower, nobody.is_approximate) == (0, None, True)


def test_from_answers_to_rows(tell, data: Path, answers: Path, tmp_path: Path) -> None:
    """Written with answers and design effect; few answers are suppressed; the file is not kept."""
    rows = [*made_answers(400, seed=7), *[row | {"År": "2025"} for row in made_answers(6, seed=8)]]
    path = write_answers(tmp_path / "svar.csv", rows)
    code, _, error = tell(path, "--mapping", answers, "--source", "optalt", "--accept", "Prøve")
    assert (code, error) == (0, "")
    taken = [row for row in csv.DictReader((data / "observations.csv").read_text(encoding="utf-8").splitlines()) if row["delivery"]]
    assert {row["status"] for row in taken} == {"ok", "suppressed"}
    assert all(bool(row["n"]) == bool(row["deff"]) == bool(row["value"]) == (row["status"] == "ok") for row in taken)
    assert {row["group"] for row in taken} == {"", "kvinder", "maend"}
    assert not (data / "deliveries" / "svar.csv").exists()
    examined(data)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dont_know_in_base = false\n", "", "whether those who say so are in the base"),
        ('indicator = "utryg_nabolag"', 'indicator = "anmeldelser"', "found the indicator anmeldelser in the unit count"),
        ('breakdown = "koen"', 'breakdown = "alder"', "alder"),
        ('group = "kvinder"', 'group = "piger"', "piger"),
        ('year = "År"\n', "", "the year of the survey, or the column that has it"),
        ('others = ["1", "2", "3"]', 'others = ["1", "4"]', "each name once"),
        ('column = "q1"', 'column = "q2"', "found no column with the heading q2"),
        ('names = ["Søparken"]', 'names = ["Parken"]', ""),
    ],
)
def test_a_mapping_that_cannot_be_is_told(tell, answers: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    """By the key; a name that is in no row is none of its faults."""
    text = answers.read_text(encoding="utf-8")
    assert old in text
    answers.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, _, error = tell(write_answers(tmp_path / "svar.csv", made_answers(60, seed=1)), "--mapping", answers, "--dry-run")
    assert code == (1 if said else 0)
    assert said in error


@pytest.mark.parametrize(
    ("numbers", "written", "weight"),
    [
        ("danish", "1.250,5", 1250.5),
        ("danish", "0,853", 0.853),
        ("danish", "0.853", None),
        ("danish", "12.5", None),
        ("point", "0.853", 0.853),
        ("point", "0,853", None),
        ("point", "1e-2", 0.01),
        ("point", "nan", None),
        ("point", "inf", None),
        ("point", "0", None),
    ],
)
def test_a_weight_is_read_as_it_is_written_or_not_at_all(tmp_path: Path, numbers: str, written: str, weight: float | None) -> None:
    """Nobody's weight becomes a thousand times as large for want of a comma."""
    row = made_answers(1, seed=1)[0] | {"q1": "4", "Område": "Søparken", "Køn": "X", "Vægt": written}
    path = write_answers(tmp_path / "svar.csv", [row, row | {"Vægt": "1"}])
    _, beside, said = found(path, mapping_of(ANSWERS.replace('"danish"', f'"{numbers}"')))
    total = next(iter(beside.values()))["weighted_total"]
    assert total == pytest.approx(1 + (weight or 0))
    assert ("weight_unreadable" in said) == (weight is None)


def test_weights_that_are_stored_as_numbers_have_a_point(tmp_path: Path) -> None:
    """Parquet has numbers, whatever the mapping says of how they are written; and answers as numbers are answers."""
    path = tmp_path / "svar.parquet"
    rows = 'SELECT 2026 AS "År", \'Søparken\' AS "Område", \'K\' AS "Køn", unnest([0.853, 2.5]) AS "Vægt", unnest([4, 1]) AS q1'
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    _, beside, _ = found(path, mapping_of())
    assert next(iter(beside.values()))["share_pct"] == pytest.approx(100 * 0.853 / 3.353)


def test_no_answer_at_all_is_told(tmp_path: Path) -> None:
    """A file of other answers gives no share, and a file without its columns is refused."""
    rows = [row | {"q1": "x"} for row in made_answers(30, seed=1)]
    tallied = read_survey([write_answers(tmp_path / "svar.csv", rows)], mapping_of(), LEAST)
    assert (tallied.given, tallied.findings[0].key) == ((), "microdata.answers.nothing")
    with pytest.raises(DataFaults):
        read_survey([write_answers(tmp_path / "b.csv", [{"nr": "1", "x": "2"}])], mapping_of(), LEAST)


def simple(*answered: str, weight: str = "1,5") -> list[dict[str, str]]:
    """Persons of one area and year who gave these answers."""
    return [{"nr": "1", "År": "2026", "Område": "Søparken", "Køn": "K", "Vægt": weight, "q1": answer} for answer in answered]


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        ("9", "svar.csv, q1: found 2 answers that the mapping does not have, 20 % of 10 rows, in no share; among them 9"),
        ("Else", "20 % of 10 rows; in no share, and not shown"),
        ("99", "20 % of 10 rows; in no share, and not shown"),
    ],
)
def test_answers_that_the_mapping_does_not_have_are_asked_about(
    tell, answers: Path, tmp_path: Path, unknown: str, said: str
) -> None:
    """A forgotten answer makes every share wrong; it is named where it looks like a listed code, and nothing else is."""
    path = write_answers(tmp_path / "svar.csv", simple(*"44551123", unknown, unknown))
    code, _, error = tell(path, "--mapping", answers, "--source", "optalt")
    assert (code, said in error) == (1, True)
    assert (unknown in error.replace("2029", "")) == (unknown == "9")
    code, out, _ = tell(path, "--mapping", answers, "--source", "optalt", "--accept", "Det er ikke svar.")
    assert (code, out.splitlines()[0]) == (0, "svar.csv: 10 rows read, 4 figures made of them")


def test_weights_that_cannot_be_read_are_said(tell, answers: Path, tmp_path: Path) -> None:
    """All of them is a refusal that says so, and more than a fifth is a question."""
    path = write_answers(tmp_path / "svar.csv", simple(*"4455112233", weight="0.853"))
    code, _, error = tell(path, "--mapping", answers, "--dry-run")
    assert code == 1
    assert 'found 10 weights that could not be read as numbers above 0 with numbers = "danish"' in error
    write_answers(path, [*simple(*"44551122"), *simple(*"123", weight="0.853")])
    code, _, error = tell(path, "--mapping", answers, "--source", "optalt")
    assert (code, "found 3 rows without a weight, a year or an area that can be read; more than a fifth" in error) == (1, True)
