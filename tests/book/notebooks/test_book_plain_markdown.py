"""Text of people's comes out as plain Markdown: MyST finds nothing in it that does anything, and every word of it is there."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from markdown_it.tree import SyntaxTreeNode as Node
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from analysis.book.notebooks.plain_markdown import PARSER, is_on_the_web, plain_markdown

# More than the book has turned on, so that nothing begins to work when something is.
EXTENSIONS = {"colon_fence", "deflist", "dollarmath", "substitution", "fieldlist", "attrs_block", "attrs_inline"}
MYST = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)
HARMLESS = {
    *("root", "inline", "text", "softbreak", "hardbreak", "em", "strong", "code_inline", "link"),
    *("paragraph", "heading", "bullet_list", "ordered_list", "list_item", "blockquote", "fence"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
PIECES = [
    *("`", "``", "```", "````", "{include} x", "{code-cell}", "{x}", "{ref}`x`", "{{ x }}", "\n", "\n\n", "\n    ", "  ", "\t"),
    *("- ", "1. ", "2) ", "> ", "# ", "## ", "*", "**", "_", "__", "~~~", "---", "***", "===", "+++", "|", "\\"),
    *(
        "<script>",
        "</b>",
        "<!--",
        "-->",
        "&lt;",
        "&#10;",
        "&#32;",
        "&nbsp;",
        "$",
        "$$",
        "(a)=\n",
        "% c",
        ":::{note}\n",
        ":::",
        ": d",
    ),
    *("[a](b.md)", "[a](http://x.dk/?a=1&lt=2)", "![p](/etc/passwd)", "<http://x.dk>", "<javascript:x>", "[x](javascript:x)"),
    *("~~~{include} x\n", "| a | b |", "\n|---|---|\n", "[^1]", "[^1]: x", "[a]: http://x.dk\n", "[a]", "(", ")", "!", "[", "]"),
    *("ord", "ø", "40,5 %", "12345", ".", ":", " ", "\x00", "\u2028", "e\u0301"),
]


def words_of(node: Node) -> str:
    """Every letter that a reader sees, without spaces, brackets and what stands for emphasis."""
    said: list[str] = []

    def look(node: Node) -> None:
        if node.type == "fence" and node.info.strip().startswith("{"):
            said.append(f"{node.markup}{node.info}{node.content}{node.markup}")
        elif node.type in ("text", "code_inline", "fence", "code_block"):
            said.append(node.content)
        for child in node.children:
            look(child)
        if node.type == "image":
            said.append(str(node.attrs["src"]))
        if node.type == "link" and not is_on_the_web(str(node.attrs["href"])):
            said.append(str(node.attrs["href"]))

    look(node)
    return re.sub(r"[\s()*]|[\x00-\x1f\x7f-\x9f\u2028\u2029]", "", "".join(said))


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_written_does_nothing_and_is_all_there(text: str) -> None:
    """Under a heading, as it stands in a page; its own headings are one level below."""
    found = Node(MYST.parse(f"## Kommentar\n\n{plain_markdown(text, 3)}\n"))
    for node in found.walk():
        assert node.type in HARMLESS, node.type
        assert node.type != "fence" or node.info == "text"
        assert node.type != "link" or is_on_the_web(str(node.attrs["href"]))
        assert node.type != "heading" or node.tag in ("h2", "h3")
    assert words_of(found) == "Kommentar" + words_of(Node(PARSER.parse(unicodedata.normalize("NFC", text))))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Et *godt* år, **endelig**: 40,5 % af 3B.", "Et *godt* år, **endelig**: 40,5 % af 3B."),
        ("# Hvorfor?\n\nDerfor.", "### Hvorfor?\n\nDerfor."),
        ("- en\n- to\n\n3. tre", "- en\n\n- to\n\n3. tre"),
        ("> sagt\n> af\n\n`kode`", "> sagt\n> af\n\n`kode`"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("linje  \nlinje", "linje\\\nlinje"),
        ("[KK](https://www.kk.dk/?a=1&b=2)", "[KK](<https://www.kk.dk/?a=1&amp;b=2>)"),
        ("<https://www.kk.dk>", "[https://www.kk.dk](<https://www.kk.dk>)"),
        ("<a@b.dk>", "[a@b.dk](<mailto:a@b.dk>)"),
        ("e\u0301n", "\u00e9n"),
    ],
)
def test_what_is_plain_stays_what_it_is(text: str, plain: str) -> None:
    """Paragraphs, emphasis, lists, quotations, tables, code, links to the web."""
    assert plain_markdown(text, 3) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("```{include} ../hemmeligt\n```", "````text\n```{include} ../hemmeligt\n```\n````"),
        ("```{code-cell} ipython3\n1 / 0\n```", "````text\n```{code-cell} ipython3\n1 / 0\n```\n````"),
        ("```python\n1 / 0\n```", "```text\n1 / 0\n```"),
        (":::{raw} html\nx\n:::", "\\:::\\{raw\\} html\nx\n\\:::"),
        ("{ref}`sted`", r"\{ref\}`sted`"),
        ("(sted)=\n# x", "\\(sted)=\n\n### x"),
        ("% skjult", r"\% skjult"),
        ("+++", r"\+++"),
        ("![b](/etc/passwd)", "b (/etc/passwd)"),
        ("[x](../data/partnership.toml)", "x (../data/partnership.toml)"),
        ("[x](file:///etc/passwd)", r"\[x\](file:///etc/passwd)"),
        ("---", r"\* \* \*"),
        ("$x$ {{ y }} [^1]", r"\$x\$ \{\{ y \}\} \[\^1\]"),
        ("[kun]: http://x.dk", ""),
    ],
)
def test_what_could_do_something_comes_out_as_text(text: str, plain: str) -> None:
    """Directives, roles, HTML, pictures, places, and links to files."""
    assert plain_markdown(text, 3) == plain
