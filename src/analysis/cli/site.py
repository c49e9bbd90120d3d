"""Building the site and showing it: build and serve."""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.options import Commands, add_command, add_running, place, whole_number
from analysis.cli.project import alone, elsewhere, own_place, runner
from analysis.errors import UserError, reason
from analysis.messages import message

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from analysis.book.project import Project
    from analysis.data import Facts

LAST_PORT = 65535


def add_build(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "build", build, message("cli.build.about"))
    command.add_argument("--portfolio", type=place, metavar=message("cli.placeholders.file"), help=message("cli.options.portfolio"))
    command.add_argument("--out", type=place, metavar=message("cli.placeholders.folder"), help=message("cli.options.site_out"))
    add_running(command)


def add_serve(commands: Commands) -> None:  # type: ignore[valid-type]
    command = add_command(commands, "serve", serve, message("cli.serve.about"))
    command.add_argument("--out", type=place, metavar=message("cli.placeholders.folder"), help=message("cli.options.site_out"))
    command.add_argument(
        "--port",
        type=whole_number(0, LAST_PORT),
        default=8000,
        metavar=message("cli.placeholders.number"),
        help=message("cli.options.port"),
    )
    command.add_argument("--watch", action="store_true", help=message("cli.options.watch"))
    add_running(command)


def build(options: argparse.Namespace) -> int:
    """Run what is stale, then build the site."""
    if options.portfolio:
        return build_portfolio(options)
    print(message("cli.build.done", page=build_site(options)))
    return 0


def build_portfolio(options: argparse.Namespace) -> int:
    """Build the site of every partnership that a portfolio names."""
    from analysis.book.engine.warm import keep_to_one_thread
    from analysis.book.project import find_project

    project = find_project(None)
    if options.out or options.data:
        raise UserError(message("cli.build.portfolio"))
    keep_to_one_thread()
    from analysis.book.portfolio import Sites, make_all_sites, read_portfolio
    from analysis.release.along import BESIDE

    with alone(project):
        portfolio = read_portfolio(Path(options.portfolio).resolve(), project.root)
        make_all_sites(portfolio, runner(options), Sites(BESIDE, options.j, options.timeout, elsewhere(options)))
    print(message("cli.build.front", page=portfolio.front))
    return 0


def build_site(options: argparse.Namespace) -> Path:
    """Run what is stale, build the site and return its first page. With nothing changed nothing is done."""
    from analysis.book.claims import fault_of, refuse
    from analysis.book.project import find_project, pages_of, site_of
    from analysis.book.stamp import Stamp, inputs_of, state_of_folder
    from analysis.data import load

    project = find_project(options.data)
    with alone(project):
        facts = load(project.data)
        pages = pages_of(project, facts)
        out = own_place(project, options.out) if options.out else site_of(project, facts)
        html, inputs = out / "html", inputs_of(project)
        refuse(fault_of(html, "site"), fault_of(out / "work", "work"))
        stamp = Stamp(project, "site", str(out))
        is_kept = not getattr(options, "watch", False) or (out / "work" / "known.json").is_file()
        if is_kept and stamp.says(inputs, state_of_folder(pages), state_of_folder(html)):
            return html / "index.html"
        make_pages(project, facts, pages, out, options)
        if inputs_of(project) == inputs:
            Stamp(project, "run").put(inputs, state_of_folder(pages))
            stamp.put(inputs, state_of_folder(pages), state_of_folder(html))
    return html / "index.html"


def make_pages(project: Project, facts: Facts, pages: Path, out: Path, options: argparse.Namespace) -> None:
    """Run what is stale, and build the site. What writes the pages is imported beside what runs the notebooks."""
    from analysis.book.engine.warm import importing, keep_to_one_thread, settle_in_a_short_folder
    from analysis.book.site.press import ENVIRONMENT, press

    keep_to_one_thread()
    settle_in_a_short_folder()  # for the press
    with press(os.environ | ENVIRONMENT, at_once=True):
        with importing():
            from analysis.book.claims import take_out
            from analysis.book.make import make_site
            from analysis.release.along import BESIDE
        take_out(out, project.root)
        make_site(project, facts, pages, out, runner(options), BESIDE)


def serve(options: argparse.Namespace) -> int:
    """Build the site and show it on localhost until interrupted. The port is taken first, so that nobody waits in vain."""
    from http.server import SimpleHTTPRequestHandler

    with listening(options.port) as server:
        folder = build_site(options).parent
        if options.watch:
            return watch(options, server, folder)
        server.RequestHandlerClass = partial(SimpleHTTPRequestHandler, directory=str(folder))
        print(message("cli.serve.done", port=server.server_port), flush=True)
        server.serve_forever()
    return 0


def watch(options: argparse.Namespace, server: ThreadingHTTPServer, html: Path) -> int:
    """Show the site, and show again what is saved, until interrupted. Raises ``UserError`` where processes cannot be copied."""
    from tempfile import TemporaryDirectory
    from threading import Thread

    from analysis.book.engine.warm import keep_to_one_thread, warm_up
    from analysis.book.project import find_project

    keep_to_one_thread()
    warm_up()
    from analysis.book.watch.maker import Workshop, can_copy
    from analysis.book.watch.serving import answering
    from analysis.book.watch.session import watching
    from analysis.book.watch.shown import Shown

    if not can_copy():
        raise UserError(message("cli.serve.no_watch"))
    project, shown = find_project(options.data), Shown(html)
    server.RequestHandlerClass = answering(shown)
    print(message("cli.serve.done", port=server.server_port), message("cli.serve.watch"), sep="\n", flush=True)
    with TemporaryDirectory(prefix="statusbog-", ignore_cleanup_errors=True) as scratch:
        shop = Workshop(project, html.parent, Path(scratch) / "site", alone, lambda: build_site(options), options.timeout)
        with watching(shop, shown) as session:
            Thread(target=server.serve_forever, daemon=True).start()
            session.run()
    return 0


def listening(port: int) -> ThreadingHTTPServer:
    """Return a server that has a port of this machine. Raises ``UserError`` when that cannot be had."""
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    try:
        return ThreadingHTTPServer(("127.0.0.1", port), SimpleHTTPRequestHandler)
    except OSError as error:
        raise UserError(message("cli.serve.port", port=port, why=reason(error))) from None
