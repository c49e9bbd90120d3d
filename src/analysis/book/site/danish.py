"""Sphinx extension: Danish for what Sphinx, its theme and MyST-NB leave in English.

Sphinx has a Danish catalogue of its own, which comes first. The words that it lacks are in
``locale/da/LC_MESSAGES/sphinx.po`` beside this file. Words that the theme's templates do not pass through gettext are
replaced by the templates under ``book/_templates``.
"""

from __future__ import annotations

import json
from gettext import GNUTranslations
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

CATALOG = Path(__file__).parent / "locale" / "da" / "LC_MESSAGES" / "sphinx.po"
AFTER_TRANSLATIONS_JS = 900


def read_catalog() -> Catalog:
    with CATALOG.open("rb") as file:
        return read_po(file, locale="da", abort_invalid=True)


def compile_catalog(catalog: Catalog) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def browser_messages(catalog: Catalog) -> str:
    """Return JavaScript that gives the search page the messages marked in the catalogue as used in a .js file."""
    messages = {
        message.id: message.string for message in catalog if any(filename.endswith(".js") for filename, _ in message.locations)
    }
    return f"Object.assign(Documentation.TRANSLATIONS, {json.dumps(messages, sort_keys=True)});"


def visit_hidden_code(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Open folded code. MyST-NB labels the fold in English for screen readers; here its visible prompt is its name."""
    classes = " ".join(node["classes"])
    self.body.append(
        f'<details class="admonition hide {classes}">\n<summary>\n'
        f'<p class="collapsed admonition-title">{escape(node["prompt_show"])}</p>\n'
        f'<p class="expanded admonition-title">{escape(node["prompt_hide"])}</p>\n</summary>\n'
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    catalog = read_catalog()
    app.translator.add_fallback(compile_catalog(catalog))
    app.add_js_file(None, body=browser_messages(catalog), priority=AFTER_TRANSLATIONS_JS)
    app.add_node(HideCodeCellNode, override=True, html=(visit_hidden_code, depart_HideCellInput))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
