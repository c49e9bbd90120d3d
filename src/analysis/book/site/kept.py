"""A Sphinx that is kept warm after a whole build: it writes one page anew, to the byte as jupyter-book would have written it.

What it knows of the other pages is what they were when the book was last built as a whole.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyter_book.config import get_final_config
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from analysis.book.claims import CONTENTS
from analysis.book.files import write_whole
from analysis.book.site.across.receipts import Known, Pages
from analysis.book.site.finish import Finishing, read_pages
from analysis.book.site.html import note_of, problems
from analysis.book.site.press import ENVIRONMENT
from analysis.errors import RunFailed
from analysis.messages import message


@dataclass(frozen=True)
class KeptSite:
    """Sphinx as a whole build left it, the pages that it wrote, and what makes a page of theirs one of the site's."""

    app: Sphinx
    warnings: io.StringIO
    raw: Pages
    finishing: Finishing
    known: Known

    def write(self, page: str, html: Path) -> None:
        """Write a page of the site in the folder ``html`` from the notebook that it has now. This process must be made for it.

        Raises ``RunFailed`` with what Sphinx says is wrong; then the page stays as it was.
        """
        raw = self.raw | {page: self.written(page)}
        raw |= self.finishing.completed(raw, self.known, html, only=(page,))
        text = self.finishing.rewritten(raw, self.known.published, only=(page,)).get(page, raw[page])
        write_whole(html / f"{page}.html", text)

    def written(self, page: str) -> str:
        """Return a page as Sphinx writes it. Raises ``RunFailed``."""
        builder, environment = self.app.builder, self.app.env
        self.app.events.emit("env-purge-doc", environment, page)
        environment.clear_doc(page)
        builder.read_doc(page, _cache=False)
        builder.prepare_writing({page})
        tree = environment.get_and_resolve_doctree(page, builder)
        builder.write_doc_serialized(page, tree)
        builder.write_doc(page, tree)
        if said := self.warnings.getvalue():
            raise RunFailed(message("book.site.failed", problems=problems(said)))
        return (Path(self.app.outdir) / f"{page}.html").read_text(encoding="utf-8")


def copy_whole(work: Path, copy: Path) -> None:
    """Copy what was built in ``work``. Raises ``OSError`` unless it was whole from beginning to end."""
    known = note_of(work).read_bytes()
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(work / "_build", copy)
    if note_of(work).read_bytes() != known:
        raise FileNotFoundError(work)


@contextmanager
def kept_site(pages: Path, work: Path, copy: Path, finishing: Finishing) -> Iterator[KeptSite]:
    """Yield the site that was last built in ``work``, to be used while this lasts. What is read of it is copied to ``copy`` first.

    Raises ``OSError`` where there is no whole build, or where another one begins.
    """
    os.environ |= ENVIRONMENT
    copy_whole(work, copy)
    contents = {"external_toc_path": (pages / CONTENTS).as_posix(), "latex_individualpages": False, "nitpicky": True}
    settings, _ = get_final_config(user_yaml=work / "_config.yml", cli_config=contents, sourcedir=pages, use_external_toc=True)
    warnings = io.StringIO()
    with patch_docutils(None), docutils_namespace():
        app = Sphinx(
            srcdir=pages,
            confdir=None,
            outdir=copy / "html",
            doctreedir=copy / ".doctrees",
            buildername="html",
            confoverrides=settings,
            status=None,
            warning=warnings,
            keep_going=True,
        )
        warnings.truncate(0)
        warnings.seek(0)
        yield KeptSite(app, warnings, read_pages(copy / "html"), finishing, Known(finishing.facts))
