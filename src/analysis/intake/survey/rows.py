"""Answers as arrays: which persons have a weight, an area, a year and a group, and what each answered. In memory alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.intake.microdata.engine import engine
from analysis.intake.microdata.scan import BROKEN_SQL, Scan, has_text, in_utf8, paths_of, rows_sql
from analysis.intake.microdata.words import folded
from analysis.intake.survey.estimate import Design
from analysis.intake.survey.model import AnswersMapping

# More persons than this are no survey but a register.
MOST_ROWS = 2_000_000
LARGEST_WEIGHT = 1e9
# How weights are written. "0.853" is no Danish number, and is never read as 853.
NUMBERS = {"danish": r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?|[0-9]+(,[0-9]+)?", "point": r"[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?"}


@dataclass(frozen=True)
class Answers:
    """What persons said: a column of folded text for each role.

    ``broken`` are lines that were no rows. ``is_stored``: numbers are not as somebody wrote them but as Parquet has them.
    """

    frame: pd.DataFrame
    broken: int
    is_stored: bool = False

    def __len__(self) -> int:
        return len(self.frame)

    def text(self, role: str) -> pd.Series[str]:
        """Return a column as folded text."""
        column: pd.Series[str] = self.frame[role]
        return column


def wanted_of(mapping: AnswersMapping) -> dict[str, str]:
    """Return the heading of each column that counts, by its role."""
    columns = mapping.columns
    named = {name: getattr(columns, name) for name in ("year", "area", "weight", "stratum", "cluster")}
    asked = {f"q{number}": question.column for number, question in enumerate(mapping.questions)}
    parted = {f"b{number}": breakdown.column for number, breakdown in enumerate(mapping.breakdowns)}
    return {role: heading for role, heading in (named | asked | parted).items() if heading}


def read_answers(scans: Sequence[Scan], roles: Sequence[str]) -> Answers:
    """Return the answers in files, in their order. Raises ``duckdb.Error``; its text may hold what stands in a row."""
    with in_utf8(scans) as here, engine(paths_of(here), threads=1) as connection:
        frame = connection.execute(f"SELECT * FROM ({rows_sql(here, roles)}) LIMIT {MOST_ROWS + 1}").df()  # noqa: S608
        broken = int(connection.execute(BROKEN_SQL).fetchall()[0][0]) if has_text(here) else 0
    for name in frame.columns:
        frame[name] = folded_column(frame[name])
    return Answers(frame, broken, all(scan.form == "parquet" for scan in scans))


def folded_column(column: pd.Series[str]) -> pd.Series[str]:
    """Return a column of folded text; each text is folded once."""
    return column.map({text: folded(text) for text in column.unique()}).astype(object)


def weights_of(answers: Answers, mapping: AnswersMapping) -> NDArray[np.float64]:
    """Return each person's weight as it is written, never another; not a number for none, for one below 0 and for what is none."""
    if not mapping.columns.weight:
        return np.ones(len(answers))
    text = answers.text("weight")
    numbers = "point" if answers.is_stored else mapping.numbers
    whole = text.str.fullmatch(NUMBERS[numbers])
    if numbers == "danish":
        text = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    found = pd.to_numeric(text.where(whole, ""), errors="coerce").to_numpy(dtype=float)
    return np.where((found > 0) & (found <= LARGEST_WEIGHT), found, np.nan)


def years_of(answers: Answers, mapping: AnswersMapping) -> NDArray[np.int64]:
    """Return the year of each person's answers; 0 for what is no year."""
    if mapping.year is not None:
        return np.full(len(answers), mapping.year)
    text = answers.text("year")
    whole = text.str.fullmatch(r"(19|20|21)[0-9]{2}(\.0)?")
    return pd.to_numeric(text.where(whole, "0")).to_numpy(dtype=np.int64)


def design_of(answers: Answers, mapping: AnswersMapping, years: NDArray[np.int64]) -> Design | None:
    """Return the design of the sample; None where the mapping names neither strata nor clusters. Each year has strata of its own."""
    columns = mapping.columns
    if not columns.stratum and not columns.cluster:
        return None
    stratum = answers.text("stratum") if columns.stratum else pd.Series("", index=answers.frame.index)
    strata = numbers_of(stratum + "\t" + pd.Series(years, index=answers.frame.index).astype(str))
    clusters = numbers_of(answers.text("cluster")) if columns.cluster else np.arange(len(answers))
    return Design(strata, clusters)


def numbers_of(texts: pd.Series[str]) -> NDArray[np.int64]:
    """Return texts as numbers from 0, the same for the same text."""
    return np.asarray(pd.factorize(texts)[0], dtype=np.int64)


def meaning_of(answers: Answers, role: str, words: Mapping[str, Sequence[str]]) -> NDArray[np.object_]:
    """Return what each person's text in a column means; nothing for a text that is not among the ``words``."""
    meant = {folded(word): name for name, several in words.items() for word in several}
    return answers.text(role).map(meant).fillna("").to_numpy(dtype=object)


__all__ = ["MOST_ROWS", "Answers", "design_of", "meaning_of", "read_answers", "wanted_of", "weights_of", "years_of"]
