"""Reads a PDF as a screen reader does: its tags in their order, with the text that each tag marks on the pages."""

import io
import re
from dataclasses import dataclass, field

import pikepdf

BETWEEN = re.compile(r"\s+")
PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Tag:
    """An element of the tag tree, with what is below it in order: elements, and the text that is marked as its own."""

    kind: str
    element: pikepdf.Object = None
    below: list = field(default_factory=list)

    def all(self, *kinds):
        """Every tag of some kinds below this one, in reading order."""
        for kid in self.below:
            if isinstance(kid, Tag):
                if kid.kind in kinds:
                    yield kid
                yield from kid.all(*kinds)

    @property
    def kids(self):
        return [kid for kid in self.below if isinstance(kid, Tag)]

    @property
    def text(self):
        return "".join(kid.text if isinstance(kid, Tag) else kid for kid in self.below)

    def about(self, key):
        """What the tag says about itself in its attributes."""
        said = self.element.get("/A", [])
        for one in said if isinstance(said, pikepdf.Array) else [said]:
            if key in one:
                return one[key]
        return None


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def tags(file):
    """The tag tree of a file."""
    marked = {page.obj.objgen: marked_texts(page) for page in file.pages}
    root = file.Root.StructTreeRoot
    return Tag("/Root", root, [tag for kid in listed(root.K) for tag in built(kid, None, marked)])


def built(kid, page, marked):
    """What an entry of the tag tree becomes: a tag, the text of what it marks, or nothing."""
    if isinstance(kid, int):
        return [marked[page].get(int(kid), "")]
    if "/S" not in kid:
        return [marked[kid.get("/Pg").objgen if "/Pg" in kid else page].get(int(kid.MCID), "")] if "/MCID" in kid else []
    page = kid.Pg.objgen if "/Pg" in kid else page
    return [Tag(str(kid.S), kid, [part for entry in listed(kid.get("/K", [])) for part in built(entry, page, marked)])]


def listed(kids):
    return list(kids) if isinstance(kids, (pikepdf.Array, list)) else [kids]


def marked_texts(page):
    """The text of each marked piece of a page by its number, also of what is drawn inside it as a form."""
    found = {}
    read(page.obj, page.obj.get("/Resources", {}), [], found)
    return found


def read(stream, resources, inside, found):
    letters, maps = None, {}
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "BDC" | "BMC":
                said = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
                number = int(said["/MCID"]) if "/MCID" in said else inside[-1][0] if inside else None
                said_instead = str(said["/ActualText"]) if "/ActualText" in said else None
                inside = [*inside, (number, said_instead is not None or (bool(inside) and inside[-1][1]))]
                if said_instead is not None:
                    put(found, number, said_instead)
            case "EMC":
                inside = inside[:-1]
            case "Tf":
                name = str(operands[0])
                letters = maps[name] = maps.get(name) or letters_of(resources.Font[name])
            case "Tj" | "TJ" if inside and not inside[-1][1]:
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                put(found, inside[-1][0], "".join(letters[codes[i : i + 2]] for i in range(0, len(codes), 2)))
            case "Do":
                form = resources.XObject[str(operands[0])]
                if form.Subtype == "/Form":
                    read(form, form.get("/Resources", {}), inside, found)


def put(found, number, text):
    if number is not None:
        found[number] = found.get(number, "") + text


def letters_of(font):
    """What each code of a font stands for."""
    cmap = font.ToUnicode.read_bytes()
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        found |= {bytes.fromhex(code.decode()): wide(text) for code, text in PAIR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + step).to_bytes(2, "big")] = wide(f"{int(text, 16) + step:0{len(text)}x}".encode())
    return found


def wide(text):
    return bytes.fromhex(text.decode()).decode("utf-16-be")


def bare(text):
    """A text without what setting it in lines changes: spaces, ends of lines, and where words are broken."""
    return BETWEEN.sub("", text.replace("\N{SOFT HYPHEN}", "").replace("\N{WORD JOINER}", "").replace("\N{ZERO WIDTH SPACE}", ""))
