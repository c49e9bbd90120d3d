"""The analyst's catalogues: every message in every language, with the same places, and Danish that is Danish."""

import re
from string import Formatter

import pytest

from analysis.messages import LANGUAGES, catalogue, message, speaking
from analysis.messages.template import filled

ENGLISH, DANISH = catalogue("en"), catalogue("da")
PERCENT_PLACE = re.compile(r"%(?:\(\w+\))?[sr]")
# What is written as it is in every language: names of columns, keys, commands, formats, and what other programs say.
CODE = re.compile(
    r"--?[\w-]+|\{[^}]*\}|%\(\w+\)[sr]|'[^']*'|\"[^\"]*\"|<[^>]*>|\b\w+_\w+\b|\b[\w./<>-]+\.(?:toml|csv|md|ipynb|txt)\b"
    r"|\b(?:statusbog|dask|git|pip|make) [a-z]+(?: [a-z:/{}.\[\]]+)*|https?://\S*"
)
ENGLISH_WORDS = set(
    re.findall(
        r"\w+",
        """
the an of and with without is are was were be been not no that this these which whose what where when who how or
expected found write wrote remove correct add rename move put choose give take look make sure mend save restore delete
row rows column columns file files folder folders cells key keys names years day days source sources number
word words text texts list lists table tables unit units sum total part missing unknown nothing should must can cannot
only also each every more than between before after until from by in out its their there here it your you they one two
first last same other another again usage argument arguments option options choice
""",
    )
)
# What is the same in both, word for word: the program's name, the Danish money, and a word that both have.
SAME = ["book.progress.said", "cli.program.error", "cli.program.version", "results.unit.dkk", "results.cause.revision"]
# Danish words that look like English ones, and codes that stand alone.
ALSO_DANISH = {"by", "in", "sum", "total", "plan", "text", "table", "statusbog", "link", "part", "word"}


def places_of(template: str) -> set[str]:
    """The names of a template's places, and those of the kind that argparse has."""
    named = {place for _, place, _, _ in Formatter().parse(template) if place is not None}
    return named | set(PERCENT_PLACE.findall(template))


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_message_is_in_every_language(language: str) -> None:
    """The missing ones are named, and so are those that nobody says any more."""
    other = catalogue(language)
    assert sorted(set(ENGLISH) - set(other)) == [], f"to be translated in src/analysis/messages/{language}/"
    assert sorted(set(other) - set(ENGLISH)) == [], f"to be removed from src/analysis/messages/{language}/"


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_message_has_the_same_places_in_every_language(language: str) -> None:
    """A place that is left out is a value that nobody is told."""
    other = catalogue(language)
    both = [key for key in ENGLISH if key in other]
    assert [key for key in both if places_of(other[key]) != places_of(ENGLISH[key])] == []


def english_in(said: str) -> set[str]:
    """The English words of a message, apart from what is code: names of columns, options, commands."""
    return set(re.findall(r"[a-zæøå]+", CODE.sub(" ", said).lower())) & ENGLISH_WORDS - ALSO_DANISH


def test_no_english_is_left_in_danish() -> None:
    """No word that only English has, and no message that is the English one unless nothing in it is a word."""
    assert {key: found for key, said in DANISH.items() if (found := english_in(said))} == {}
    same = [key for key, said in DANISH.items() if said == ENGLISH.get(key) and re.search(r"[a-z]", CODE.sub(" ", said))]
    assert same == SAME


def test_the_words_by_which_english_is_found_find_it() -> None:
    """Nearly every English message would be caught."""
    sentences = [said for said in ENGLISH.values() if len(CODE.sub(" ", said).split()) > 4]
    caught = [said for said in sentences if english_in(said)]
    assert len(caught) > 0.95 * len(sentences)


def test_danish_numbers_are_written_as_danes_write_them() -> None:
    """1.000 and not 1,000; a number as it stands in a file, 26.0, is code and shown as such."""
    assert [key for key, said in DANISH.items() if re.search(r"\d,\d{3}\b|(?<![\d.-])\d{5,}", said)] == []


def counted(template: str) -> set[str]:
    """The places whose number has a word that goes by it."""
    return {place for _, place, spec, _ in Formatter().parse(template) if place and spec and "|" in spec}


def test_a_count_that_a_word_goes_by_is_written_as_danes_write_it() -> None:
    """With points between the thousands; and a count has a word that goes by it wherever English has one."""
    numbers = {key: {place for _, place, spec, _ in Formatter().parse(said) if spec == "n"} for key, said in DANISH.items()}
    assert [key for key, said in DANISH.items() if not counted(said) <= numbers[key]] == []
    assert [key for key, said in ENGLISH.items() if key in DANISH and not counted(said) <= numbers[key]] == []


@pytest.mark.parametrize(
    ("template", "language", "values", "said"),
    [
        ("{count:n} {count:celle|celler}", "da", {"count": 1}, "1 celle"),
        ("{count:n} {count:celle|celler}", "da", {"count": 0}, "0 celler"),
        ("{count:n} {count:celle|celler}", "da", {"count": 1289000}, "1.289.000 celler"),
        ("{count:n} {count:cell|cells}", "en", {"count": 1289000}, "1,289,000 cells"),
        ("i {year}", "da", {"year": 2022}, "i 2022"),
        ("{found:n}", "da", {"found": "26,0"}, "26,0"),
        ("{count:fejl|}", "da", {"count": 2}, ""),
        ("{{value}} {value:>3}", "da", {"value": 7}, "{value}   7"),
    ],
)
def test_a_place_is_filled_as_its_language_has_it(template: str, language: str, values: dict[str, object], said: str) -> None:
    """A count with points and with its word, a year without, a text as it is."""
    assert filled(template, language, values) == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2])
def test_every_message_can_be_said(language: str, count: int) -> None:
    """Whatever stands in its places, no brace is left that does not belong to it."""
    for key, template in catalogue(language).items():
        names = {place for _, place, _, _ in Formatter().parse(template) if place}
        with speaking(language):
            said = message(key, **dict.fromkeys(names, count))
        assert said.count("|") == sum(literal.count("|") for literal, *_ in Formatter().parse(template)), key
        assert ("{" in said) == ("{{" in template), key


def test_what_is_not_translated_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is never lost for want of a word."""
    catalogues = {"en": {"x.y": "{count} {count:fault|faults}"}, "da": {}}
    monkeypatch.setattr("analysis.messages.catalogue", catalogues.__getitem__)
    with speaking("da"):
        assert message("x.y", count=2) == "2 faults"
        with pytest.raises(KeyError):
            message("x.z")
