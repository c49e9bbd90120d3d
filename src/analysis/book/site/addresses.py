"""Sphinx extension: addresses of web pages as they were written. MyST-Parser escapes them, and so does Sphinx's writer once more."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def undo_escape(_app: Sphinx, page: nodes.document) -> None:
    for link in page.findall(nodes.reference):
        if "refuri" in link:
            link["refuri"] = unescape(link["refuri"])


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("doctree-read", undo_escape)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
