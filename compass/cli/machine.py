"""Commands about the machine itself."""

from __future__ import annotations

import click

from compass.cli.shared import help_text, json_option, lang_option, print_json
from compass.service import doctor
from compass.service.workspace import Workspace
from compass.texts.words import Language, say


@click.command("doctor", help=help_text("doctor"))
@lang_option
@json_option
@click.pass_obj
def examine(workspace: Workspace, lang: Language, as_json: bool) -> None:
    found = doctor.examine(workspace)
    if as_json:
        print_json([{"item": f.item, "state": f.state, "found": f.found, "remedy": f.remedy} for f in found])
        return
    for finding in found:
        told = finding.found or say("interface", lang, f"doctor.{finding.state}")
        click.echo("  ".join(filter(None, (f"{finding.item:16}", told, finding.remedy))).rstrip())
    if any(finding.state == "missing" and finding.item in doctor.LIBRARIES for finding in found):
        click.echo(say("interface", lang, "doctor.html_only"))
