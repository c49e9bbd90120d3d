"""Display shows results and computes none; nothing after the results takes a row's name or method to pieces; rooms stay rooms."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import analysis

SOURCE = Path(analysis.__file__).parent
NUMBERS = {"value", "number", "known"}
AFTER = sorted(path for room in ("display", "book") for path in (SOURCE / room).rglob("*.py"))
PAGES = sorted(path for rooms in ("chapters/*.py", "parts/**/*.py") for path in (SOURCE / "display").glob(rooms))
PACKED = {"id", "method"}
CUTTING = {
    *("split", "rsplit", "partition", "rpartition", "splitlines", "startswith", "endswith", "removeprefix", "removesuffix"),
    *("find", "rfind", "index", "rindex", "count", "replace", "strip", "lstrip", "rstrip", "translate", "isdigit", "join"),
}
# What has an ``id`` that is a key of the data and no name of a row.
KEYED = {"agreement", "target", "plan", "area", "partnership", "a", "t"}


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path):
    return path.relative_to(SOURCE).as_posix()


def mentions(node, names):
    """Tell whether an expression reads a field of one of these names."""
    return any(isinstance(found, ast.Attribute) and found.attr in names for found in ast.walk(node))


def computed(tree):
    """Yield the lines that make a number out of rows' numbers; lists are put together, not computed."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(left=left, right=right):
                parts = (left, right)
            case ast.AugAssign(value=part) | ast.UnaryOp(op=ast.USub(), operand=part):
                parts = (part,)
            case ast.Call(func=ast.Name(id="sum" | "divmod") | ast.Attribute(attr="fsum" | "mean"), args=parts):
                pass
            case _:
                parts = ()
        if any(mentions(part, NUMBERS) for part in parts if not isinstance(part, ast.List | ast.ListComp | ast.Tuple)):
            yield node.lineno


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_computes_nothing(path):
    """No sum, difference, product or quotient of what rows say: that is a row of its own."""
    assert list(computed(tree_of(path))) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_counts_nothing(path):
    """A number that is said is a row; ``len`` and ``Counter`` are for choosing, never said."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("say", "number", "quantity"):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            inner = [n for value in given for n in ast.walk(value) if isinstance(n, ast.Call)]
            assert {getattr(n.func, "id", "") for n in inner} & {"len", "sum", "Counter"} == set(), node.lineno


def packed(node):
    """Tell whether an expression is a row's name or method, or is made of it."""
    if isinstance(node, ast.Attribute):
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        return (node.attr in PACKED and owner not in KEYED) or packed(node.value)
    if isinstance(node, ast.Subscript):
        return (isinstance(node.slice, ast.Constant) and node.slice.value in PACKED) or packed(node.value)
    if isinstance(node, ast.Call):
        return any(packed(part) for part in [node.func, *node.args])
    return isinstance(node, ast.JoinedStr | ast.FormattedValue) and any(packed(part) for part in ast.iter_child_nodes(node))


def cut(tree):
    """Yield the lines that look into a row's name or method."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in CUTTING and packed(value):
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=args) if any(map(packed, args)):
                yield node.lineno
            case ast.Compare(ops=ops, comparators=found) if any(isinstance(op, ast.In | ast.NotIn) for op in ops) and any(
                map(packed, found)
            ):
                yield node.lineno
            case ast.Subscript(value=value) if packed(value):
                yield node.lineno


@pytest.mark.parametrize("path", AFTER, ids=name_of)
def test_a_rows_meaning_is_never_cut_out_of_its_name_or_method(path):
    """What the program must know about a row is in its fields."""
    assert list(cut(tree_of(path))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = row.id.split('.')[2]", True),
        ("x = 'at least' in row.method", True),
        ("x = row.method.removeprefix('difference from ')", True),
        ("x = re.match('a', row.id)", True),
        ("x = row.id[:4]", True),
        ("x = str(row.method).startswith('a')", True),
        ("x = row['method'].partition(';')", True),
        ("x = row.method == 'frame'", False),
        ("x = row.method in ('frame', 'published')", False),
        ("x = target.id", False),
        ("x = {row.id: row for row in rows}", False),
    ],
)
def test_the_look_at_the_sources_sees_what_it_is_for(source, found):
    """A method is a code that may be compared; a name may be used as a name."""
    assert bool(list(cut(ast.parse(source)))) is found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = a.value - b.value", True),
        ("x = a.known * 2", True),
        ("x = 100 / b.number", True),
        ("x = sum(row.known for row in rows)", True),
        ("x += row.value", True),
        ("x = -row.value", True),
        ("x = year - 1", False),
        ("x = a.known > b.known", False),
    ],
)
def test_the_look_for_arithmetic_sees_it(source, found):
    """A comparison is no computation."""
    assert bool(list(computed(ast.parse(source)))) is found


# Rooms


def imported(path):
    """Return the modules that a file imports, of this project."""
    tree = tree_of(path)
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: a relative import hides where it leads"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in names if name.startswith("analysis.")}


# What each room of display may see of the others.
BELOW = {
    "runs": set(),
    "language": {"runs"},
    "view": {"runs", "language", "own"},  # a frame says rows as pages do: how, is asked for when one is taken
    "blocks": {"runs"},
    "figures": {"language", "blocks", "runs"},
    "parts": {"runs", "language", "view", "blocks", "figures"},
    "chapters": {"runs", "language", "view", "blocks", "figures", "parts"},
    "portfolio": {"runs", "language", "view", "blocks", "figures", "parts"},
    "documents": {"runs", "language", "view", "blocks", "figures", "parts", "chapters"},
    "rehearsal": {"language", "blocks", "figures"},
    "own": {"runs", "language", "view", "blocks", "figures", "parts"},
}


@pytest.mark.parametrize("path", sorted((SOURCE / "display").rglob("*.py")), ids=name_of)
def test_a_room_of_display_sees_only_the_rooms_below_it(path):
    """runs, language, view, blocks, figures, parts, chapters: no circle, and no chapter imports a chapter."""
    room = path.relative_to(SOURCE / "display").parts[0].removesuffix(".py")
    if path.name == "__init__.py":  # the door of a room, and of a chapter of several pages
        return
    rooms = {name.split(".")[2] for name in imported(path) if name.startswith("analysis.display.")}
    own = set() if room == "chapters" and path.name != "__init__.py" else {room}
    assert rooms <= BELOW[room] | own


def test_no_room_is_a_corridor():
    """At most 16 files in a folder."""
    counts = Counter(path.parent for path in AFTER)
    assert {name_of(folder): count for folder, count in counts.items() if count > 16} == {}


def test_every_notebook_has_the_chapter_of_its_name(root):
    """And every chapter its notebook."""
    chapters = {path.stem for path in (SOURCE / "display" / "chapters").glob("*.py")} - {"__init__"}
    assert chapters == {path.stem for path in (root / "notebooks").glob("*.md")}
