"""The catalogue: every message that the sources ask for exists, gets what it has room for, uses what it gets, and is asked for."""

import ast
import re
from collections import defaultdict
from itertools import product
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from looking import cache

import analysis
from analysis.data import RuleName
from analysis.data.definitions import Break, Theme
from analysis.data.tables import Qualifier
from analysis.display.language.language import Language, language
from analysis.display.runs import REASONS, Because, Phrase, Shown, phrase
from analysis.indicators import Flag, Result, Standing
from analysis.indicators.rows import Method

SAY = language("da")
DIRECTED = ("within_down", "within_up", "level_up")  # rules whose target says which way is wished for
ANYTHING = ".*"
KEY = re.compile(r"[a-z]+\.([a-z0-9_]+|\.\*)$")
ROW = Result("x", 2022, "", "", "", "", 2022, "change", None, "count", "ok", "difference", ())
ROOMS = Path(analysis.__file__).parent
TREES = {
    path.relative_to(ROOMS).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((ROOMS / "display").rglob("*.py"))
}
BOOK = [
    ast.parse(path.read_text(encoding="utf-8"))
    for room in ("book", "output", "release")
    for path in sorted((ROOMS / room).rglob("*.py"))
]
NODES = [node for tree in TREES.values() for node in ast.walk(tree)]
FUNCTIONS = {node.name: node for node in NODES if isinstance(node, ast.FunctionDef)}
CALLED = defaultdict(list)
for _node in NODES:
    if isinstance(_node, ast.Call):
        CALLED[getattr(_node.func, "id", getattr(_node.func, "attr", ""))].append(_node)
CONSTANTS = {
    target.id: node.value
    for tree in TREES.values()
    for node in tree.body
    if isinstance(node, ast.Assign | ast.AnnAssign)
    for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    if isinstance(target, ast.Name) and node.value is not None
}


def texts_of(node, known):
    """Return the texts that an expression may be; ``ANYTHING`` where they are not written in the sources."""
    found = {ANYTHING}
    match node:
        case ast.Constant(value=str() as text):
            found = {text}
        case ast.JoinedStr(values=parts):
            found = {"".join(chosen) for chosen in product(*(texts_of(part, known) for part in parts))}
        case ast.FormattedValue(value=value):
            found = texts_of(value, known)
        case ast.IfExp(body=body, orelse=orelse):
            found = texts_of(body, known) | texts_of(orelse, known)
        case ast.Name(id=name):
            found = known.get(name) or items_of(CONSTANTS.get(name), known)
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            found = texts_returned(name) or found
    return found


LOOKED_AT = []  # functions that are being looked at: one that calls itself, or another of its name, says nothing new


@cache
def texts_returned(name):
    """Return the texts that a function of the sources may return."""
    if name in LOOKED_AT:
        return set()
    LOOKED_AT.append(name)
    try:
        return texts_in(name)
    finally:
        LOOKED_AT.remove(name)


def texts_in(name):
    known = names_in(name)
    returned = [node.value for node in ast.walk(FUNCTIONS[name]) if isinstance(node, ast.Return) and node.value is not None]
    return {text for value in returned for text in texts_of(value, known)}


def items_of(node, known):
    """Return the texts that the items of an expression may be."""
    found = {ANYTHING}
    match node:
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            found = {t for i in items for t in (items_of(i.value, known) if isinstance(i, ast.Starred) else texts_of(i, known))}
        case ast.Dict(keys=keys):
            found = {text for key in keys for text in texts_of(key, known)}
        case ast.Name(id=name):
            found = known.get(name) or (items_of(CONSTANTS[name], known) if name in CONSTANTS else found)
        case ast.Call(func=ast.Attribute(value=value, attr="items" | "keys")):
            found = items_of(value, known)
        case ast.IfExp(body=body, orelse=orelse):
            found = items_of(body, known) | items_of(orelse, known)
    return found


@cache
def names_in(name):
    """Return what the names in a function may be: given by those who call it, or assigned."""
    known = {parameter: set(texts) for parameter, texts in given_to(name).items()}
    for node in ast.walk(FUNCTIONS[name]):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            found = (items_of if isinstance(value, ast.Tuple | ast.List | ast.Dict) else texts_of)(value, known)
            known[node.targets[0].id] = known.get(node.targets[0].id, set()) | found
    return known


def given_to(name):
    """Return the texts that the sources give a function's parameters."""
    parameters = [argument.arg for argument in FUNCTIONS[name].args.args]
    given = {}
    for call in CALLED.get(name, ()):
        values = dict(zip(parameters, call.args, strict=False)) | {k.arg: k.value for k in call.keywords if k.arg}
        for parameter, node in values.items():
            if isinstance(node, ast.Constant | ast.IfExp | ast.JoinedStr):
                given.setdefault(parameter, set()).update(texts_of(node, {}))
    return given


def calls_in(node, known):
    """Yield each call below a node that asks the catalogue, with what the names may be there; loops make names of their own."""
    loops = node.generators if hasattr(node, "generators") else [node] if isinstance(node, ast.For) else []
    for loop in loops:
        target = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
        known = known | ({target.id: items_of(loop.iter, known)} if isinstance(target, ast.Name) else {})
    if isinstance(node, ast.Call) and node.args and asks(node.func):
        yield node, known
    for child in ast.iter_child_nodes(node):
        yield from calls_in(child, known)


def calls_of_say():
    """Yield (place, keys as patterns, names supplied or None) for each call that asks the catalogue for a message."""
    for place, tree in TREES.items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call, known in calls_in(function, names_in(function.name)):
                supplied = None if any(k.arg is None for k in call.keywords) else {k.arg for k in call.keywords}
                yield f"{place}:{call.lineno}", frozenset(texts_of(call.args[0], known)), supplied


def keys_of_the_book():
    """Yield the keys that ``book`` and ``output`` ask for; those of a section that is taken whole, here or there, are patterns."""
    for tree in BOOK:
        for call, known in calls_in(tree, {}):
            yield from texts_of(call.args[0], known)
    for tree in (*BOOK, *TREES.values()):
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="group"), args=[ast.Constant(value=str() as section)]):
                    yield f"{section}.{ANYTHING}"


def keys_of_templates():
    """Yield the keys that templates ask for."""
    for path in ROOMS.rglob("*.html"):
        yield from re.findall(r"""\bsay(?:\.\w+)?\(["']([\w.]+)["']""", path.read_text(encoding="utf-8"))


def asks(func):
    """Tell whether a call is one of ``view.say(…)``, ``say(…)``, ``say.text(…)``, ``say.if_any(…)``, ``say.has(…)``."""
    names = [
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(func)
        if isinstance(node, ast.Name | ast.Attribute)
    ]
    return names[0] == "say" or (names[0] in ("text", "if_any", "has") and "say" in names[1:2])


def placeholders(message):
    return {name for _, name, spec, _ in Formatter().parse(message) if name is not None and not (spec and name in REASONS)}


def fitting(keys):
    """Return the messages that some patterns of keys may mean."""
    return set().union(*map(fitting_one, keys))


@cache
def fitting_one(key):
    pattern = re.compile(key.replace(".", r"\.", 1))
    return {message for message in SAY.messages if pattern.fullmatch(message)}


CALLS = list(calls_of_say())


def test_the_sources_ask_for_messages():
    """So that the tests below have something to look at; nearly all keys are written in the sources."""
    assert len(CALLS) > 150
    assert sum(keys == {ANYTHING} for _, keys, _ in CALLS) <= 4


def test_every_message_that_a_source_asks_for_exists():
    """A key that is put together of parts must fit one message at least."""
    optional = re.compile(r"(marked|reason|unit)\.")
    asked = {(place, key) for place, keys, _ in CALLS for key in keys if key != ANYTHING and not optional.match(key)}
    assert sorted((place, key) for place, key in asked if not fitting([key])) == []


def test_every_message_gets_what_it_has_room_for():
    """A placeholder without a value would stop the chapter."""
    short = [
        (place, key, sorted(placeholders(SAY.messages[key]) - supplied))
        for place, keys, supplied in CALLS
        if supplied is not None and place.partition(":")[0] != "language.py"
        for key in fitting(k for k in keys if ANYTHING not in k)
        if not placeholders(SAY.messages[key]) <= supplied | set()
    ]
    assert [one for one in short if not one[1].startswith(("marked.", "status."))] == []


def test_what_a_message_gets_has_room_in_it():
    """A value that no message uses is lost: a row that was given for a word must stand behind it."""
    lost = [
        (place, sorted(supplied - set().union(*map(placeholders, map(SAY.messages.get, fitting(keys))))))
        for place, keys, supplied in CALLS
        if supplied and fitting(keys) and not supplied <= set().union(*map(placeholders, map(SAY.messages.get, fitting(keys))))
    ]
    assert lost == []


def test_every_message_is_asked_for():
    """What no source asks for is not carried along."""
    nodes = [*NODES, *(node for tree in BOOK for node in ast.walk(tree))]
    written = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    keys = {f"unit.{ANYTHING}"}  # put together in Language.quantity
    keys |= (
        {key for _, found, _ in CALLS for key in found}
        | {text for text in written if KEY.match(text)}
        | set(keys_of_the_book())
        | set(keys_of_templates())
    )
    assert sorted(set(SAY.messages) - fitting(keys - {ANYTHING})) == []


def test_hardly_any_part_of_the_catalogue_is_asked_for_as_a_whole():
    """So that a message that nobody says is found: only closed sets, whose words stand in the results or the data."""
    whole = {key.partition(".")[0] for _, found, _ in CALLS for key in found if key.endswith(f".{ANYTHING}")}
    assert not whole & {"front", "resume", "series", "crime", "plan", "economy", "midway", "sources", "goals"}


@pytest.mark.parametrize(
    ("section", "values", "more"),
    [
        ("verdict", get_args(Standing), ()),
        ("icon", get_args(Standing), ()),
        ("goal", get_args(RuleName), ("unknown", *DIRECTED)),
        ("qualifier", [q for q in get_args(Qualifier) if q], ()),
        ("theme", get_args(Theme), ()),
        ("status", ("not_stated", "not_decided", "no_grant", "suppressed", "not_applicable"), ()),
        ("marked", ("provisional", "revised"), ()),
        ("way", get_args(Method), ()),
        ("flag", get_args(Flag), ()),
        ("rule", get_args(RuleName), DIRECTED),
        (
            "break",
            [f"{kind}{end}" for kind in get_args(Break.model_fields["kind"].annotation) for end in ("", "_mark")],
            ("area_mark",),
        ),
    ],
)
def test_a_closed_set_of_words_is_whole(section, values, more):
    """A word for each value that the data or the results can have, and none left over."""
    found = {key.partition(".")[2] for key in SAY.messages if key.startswith(f"{section}.")}
    assert found == {*values, *more}


def test_every_reason_is_a_flag_of_the_results():
    """And those that a verdict can rest on all have words."""
    reasons = {key.partition(".")[2] for key in SAY.messages if key.startswith("reason.")}
    assert reasons <= set(get_args(Flag))
    silent = {"contradicts", "superseded", "approximate", "at_least", "population_from_rate", "same_population", "baseline_year"}
    silent |= {"small_group"}
    assert set(get_args(Flag)) - reasons - silent == {"published_significant", "published_not_significant"}


def test_every_message_can_be_filled():
    """Braces are balanced, each placeholder has a name of its own, and what stands behind a colon is text."""
    for key, message in SAY.messages.items():
        names = placeholders(message)
        assert all(name.isidentifier() for name in names), key
        values = {name: Shown((ROW,), "w") for name in names}
        assert SAY(key, **values).text or key.startswith("unit_name."), key


def test_a_message_is_filled_with_values_as_they_are():
    """A value with braces is text, not a placeholder."""
    assert SAY("plan.at_least", value="{value} & <b>").text == "mindst {value} & <b>"


def test_a_word_that_says_a_row_knows_it():
    """Behind the colon is a run of its own, with the row that was given."""
    keys = [key for key, message in SAY.messages.items() if re.search(r"\{(change|gap|now|verdict|row):", message)]
    assert len(keys) > 50
    for key in keys:
        said = {name for _, name, spec, _ in Formatter().parse(SAY.messages[key]) if spec}
        values = {name: ROW if name in said else phrase("x") for name in placeholders(SAY.messages[key])}
        words = {run.text for run in SAY(key, **values) if isinstance(run, Shown) and run.rows == (ROW,)}
        assert words == {spec for _, name, spec, _ in Formatter().parse(SAY.messages[key]) if spec and name not in REASONS}, key


def test_text_without_row_has_its_reason():
    """``{method:95 %}`` is a method."""
    found = [run for run in SAY("certainty.interval", low="1", high="2") if isinstance(run, Because)]
    assert found == [Because("95\u00a0%", "method")]


def test_a_whole_number_is_a_year():
    """Written without point per thousand."""
    assert SAY("series.since", year=2021) == Phrase(("Fra ", Because("2021", "year"), "."))


def test_no_number_stands_in_a_message_without_a_reason():
    """Digits of the catalogue's own have their reason written with them. How the search reads words is a setting and no text."""
    for key, message in SAY.messages.items():
        if key.startswith("search."):
            continue
        for literal, name, spec, _ in Formatter().parse(message):
            assert not re.search(r"\d", literal), key
            assert not re.search(r"\d", spec or "") or name in REASONS, key


def test_an_unknown_message_is_an_error_and_an_optional_one_is_nothing():
    """Calling insists; ``if_any`` does not."""
    with pytest.raises(KeyError):
        SAY("no.such_message")
    assert not SAY.if_any("no.such_message")


def test_a_catalogue_is_read_by_its_language():
    """Each language is a file beside the code."""
    assert Language("da").messages == SAY.messages
    with pytest.raises(KeyError):
        Language("xx")


@pytest.mark.parametrize(("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "", "b", "c"], "a, b og c")])
def test_a_list_is_written_as_danish_writes_it(parts, text):
    """Comma between, and "og" before the last; what says nothing is left out."""
    assert SAY.listed(iter(parts)).text == text


def test_the_words_of_a_sentence_of_the_data_are_quoted():
    """So that its numbers have a reason: the unit of a rate, say."""
    said = SAY.sentence("I {year} var der {value} pr. 1.000", year=2021, value=Shown((ROW,), "26,0"))
    assert said.text == "I 2021 var der 26,0 pr. 1.000"
    assert [run.reason for run in said if isinstance(run, Because)] == ["quoted", "year", "quoted", "quoted"]
