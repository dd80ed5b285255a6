"""The command that counts what a pack or an assessment rests on."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from compass.cli.shared import help_text, json_option, lang_option, print_lines
from compass.service import auditing
from compass.service.workspace import Workspace
from compass.texts.audits import audit_text
from compass.texts.words import Language


@click.command(help=help_text("audit"))
@click.argument("pack_or_assessment")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help=help_text("audit_date"))
@lang_option
@json_option
@click.pass_obj
def audit(workspace: Workspace, pack_or_assessment: str, date: datetime | None, lang: Language, as_json: bool) -> None:
    day = date.date().isoformat() if date is not None else None
    found = auditing.audit_named(workspace, pack_or_assessment, day, datetime.now(UTC).date().isoformat())
    if as_json:
        click.echo(found.audit.model_dump_json(indent=1))
        return
    options = found.assessment.options if found.assessment is not None else ()
    titles = {option.id: option.title.in_language(lang) for option in options}
    print_lines(list(audit_text(found.pack, titles, found.audit, lang)))
