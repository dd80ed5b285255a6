"""The command that starts the web application, in this process' place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from compass.cli.shared import help_text, lang_option
from compass.service.workspace import Workspace
from compass.texts.words import Language, say

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command(help=help_text("serve"))
@click.option("--host", default="127.0.0.1", show_default=True, help=help_text("host"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=help_text("port"))
@click.option("--processes", type=click.IntRange(1, 16), default=1, show_default=True, help=help_text("processes"))
@click.option("--database", help=help_text("database"))
@click.option("--documents", type=click.Path(path_type=Path, file_okay=False), help=help_text("documents"))
@click.option("--theme", type=click.Path(path_type=Path, file_okay=False, exists=True), help=help_text("theme"))
@click.option("--accounts", is_flag=True, help=help_text("accounts"))
@click.option("--public", help=help_text("public"))
@lang_option
@click.pass_obj
def serve(
    workspace: Workspace,
    host: str,
    port: int,
    processes: int,
    database: str | None,
    documents: Path | None,
    theme: Path | None,
    accounts: bool,
    public: str | None,
    lang: Language,
) -> None:
    single = host in _LOOPBACK and not accounts
    if not single and not (public or "").startswith("https://") and host not in _LOOPBACK:
        raise click.UsageError(say("interface", lang, "serve.tls"))
    given = ["--host", host, "--port", str(port), "--processes", str(processes), "--lang", lang]
    for name, value in (("database", database), ("documents", documents), ("theme", theme), ("public", public)):
        given += [f"--{name}", str(value)] if value else []
    given += ["--single"] if single else []
    given += ["--plain"] if not (public or "").startswith("https://") else []
    given += [part for root in workspace.shelf.roots[:-1] for part in ("--packs", str(root))]
    os.execv(sys.executable, [sys.executable, "-m", "compass.web", *given])
