"""Commands for those who bring a group together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from compass.cli.shared import FILE, help_text, json_option, lang_option, print_written
from compass.service import agendas
from compass.service.workspace import Workspace
from compass.texts.words import Language


@click.command(help=help_text("agenda"))
@click.argument("pack_or_assessment")
@click.argument("agenda")
@click.option("--as", "form", type=click.Choice(agendas.FORMS), default="guide", help=help_text("agenda_as"))
@click.option("-o", "--output", type=FILE, required=True, multiple=True, help=help_text("agenda_output"))
@click.option("--start", type=click.DateTime(["%H:%M"]), help=help_text("agenda_start"))
@lang_option
@json_option
@click.pass_obj
def agenda(
    workspace: Workspace,
    pack_or_assessment: str,
    agenda: str,
    form: agendas.Form,
    output: tuple[Path, ...],
    start: datetime | None,
    lang: Language,
    as_json: bool,
) -> None:
    minute = start.hour * 60 + start.minute if start is not None else None
    agendas.agenda_papers(workspace, pack_or_assessment, agenda, output, form, lang, minute)
    print_written(output, lang, as_json, form=form)
