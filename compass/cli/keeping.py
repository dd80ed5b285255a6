"""Commands about what an assessment rests on, and about what changed."""

from __future__ import annotations

from pathlib import Path

import click

from compass.cli.shared import FILE, help_text, json_option, lang_option, pack_option, print_json
from compass.service import keeping
from compass.service.workspace import Workspace
from compass.texts.words import Language, say


@click.command(help=help_text("snapshot"))
@click.argument("assessment", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help=help_text("snapshot_output"))
@pack_option
@lang_option
@json_option
@click.pass_obj
def snapshot(
    workspace: Workspace, assessment: Path, output: Path, pack: str | None, lang: Language, as_json: bool
) -> None:
    digest = keeping.snapshot_file(workspace, assessment, output, pack)
    if as_json:
        print_json({"files": [str(output)], "pack_digest": digest})
    else:
        click.echo(say("interface", lang, "snapshot.written", file=output, digest=digest))
