"""The message catalogue: every message that the sources ask for exists, and gets what it has room for."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import analysis.display
from analysis.display.language.words import Words, listed, lower_first, say

ANYTHING = ".*"


def calls_of_say():
    """Yield (place, pattern of keys, names supplied or None) for each key that a source asks the catalogue for."""
    for path in sorted(Path(analysis.display.__file__).parent.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from calls_in(function, path.name)


def calls_in(function, name):
    assigned = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, []).extend(patterns(node.value, {}))
    for node in ast.walk(function):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id == "say":
            supplied = None if any(k.arg is None for k in node.keywords) else {k.arg for k in node.keywords}
            for pattern in patterns(node.args[0], assigned):
                yield f"{name}:{node.lineno}", pattern, supplied


def patterns(node, assigned):
    """Return the keys that an expression may be, as patterns; nothing when they are not written in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else ANYTHING for part in node.values)]
    if isinstance(node, ast.IfExp):
        return [*patterns(node.body, assigned), *patterns(node.orelse, assigned)]
    return assigned.get(node.id, []) if isinstance(node, ast.Name) else []


def placeholders(message):
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


CALLS = list(calls_of_say())


def test_the_sources_ask_for_messages():
    """So that the tests below have something to look at."""
    assert len(CALLS) > 150


@pytest.mark.parametrize(("place", "pattern"), sorted({(place, pattern) for place, pattern, _ in CALLS}))
def test_every_message_that_a_source_asks_for_exists(place, pattern):
    """A key that is put together of parts must fit one message at least."""
    assert any(re.fullmatch(pattern.replace(".", r"\.", 1), key) for key in say.messages), place


def test_every_message_gets_what_it_has_room_for():
    """A placeholder without a value would stand in the page with its braces, or stop the chapter."""
    short = [
        (place, pattern, sorted(placeholders(say.get(pattern)) - supplied))
        for place, pattern, supplied in CALLS
        if supplied is not None and not placeholders(say.get(pattern)) <= supplied
    ]
    assert short == []


def test_every_message_can_be_filled():
    """Braces are balanced and each placeholder has a name of its own."""
    for key, message in say.messages.items():
        assert all(name.isidentifier() for name in placeholders(message)), key


def test_a_message_is_filled_with_values_as_they_are():
    """A value with braces is text, not a placeholder."""
    assert say("plan.at_least", value="{value} & <b>") == "mindst {value} & <b>"


def test_an_unknown_message_is_an_error_and_an_optional_one_is_empty():
    """Calling insists; ``get`` does not."""
    with pytest.raises(KeyError):
        say("no.such_message")
    assert say.get("no.such_message") == ""


def test_a_catalogue_is_read_by_its_language():
    """Each language is a file beside the code."""
    assert Words("da").messages == say.messages
    with pytest.raises(FileNotFoundError):
        Words("xx")


@pytest.mark.parametrize(("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")])
def test_a_list_is_written_as_danish_writes_it(parts, text):
    """Comma between, and "og" before the last."""
    assert listed(iter(parts)) == text


@pytest.mark.parametrize(("text", "lower"), [("Højst 53", "højst 53"), ("Ældre", "ældre"), ("", "")])
def test_a_phrase_inside_a_sentence_begins_small(text, lower):
    """Only its first letter changes."""
    assert lower_first(text) == lower


@pytest.mark.parametrize("verdict", ["met", "not_met", "undetermined", "monitored", "baseline"])
def test_a_verdict_is_an_icon_and_a_word(verdict):
    """Colour is never the only sign."""
    assert say(f"icon.{verdict}")
    assert say(f"verdict.{verdict}")


@pytest.mark.parametrize(
    ("status", "word"), [("not_stated", "ikke oplyst"), ("not_decided", "ikke fastlagt"), ("no_grant", "–"), ("suppressed", "..")]
)
def test_each_empty_state_has_a_word_of_its_own(status, word):
    """Four states that are never shown as 0."""
    assert say(f"status.{status}") == word
