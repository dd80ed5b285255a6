"""Commands for those who write packs."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from compass.cli.shared import FILE, help_text, json_option, lang_option, print_json, problem_data
from compass.service import checking, starting
from compass.service.workspace import Workspace
from compass.texts.messages import problem_line
from compass.texts.typography import set_type
from compass.texts.words import Language, say


@click.command(help=help_text("check"))
@click.argument("pack", nargs=-1)
@lang_option
@json_option
@click.pass_obj
def check(workspace: Workspace, pack: tuple[str, ...], lang: Language, as_json: bool) -> None:
    results = checking.check_packs(workspace, pack)
    if as_json:
        print_json(
            [
                {"pack": r.name, "passes": r.passes, "problems": [problem_data(p, lang) for p in r.problems]}
                for r in results
            ]
        )
    else:
        for result in results:
            _print_check(result, lang)
    if not all(result.passes for result in results):
        raise SystemExit(1)


def _print_check(result: checking.Checked, lang: Language) -> None:
    for problem in result.problems:
        click.echo(problem_line(problem, lang))
    faults = sum(not problem.is_warning for problem in result.problems)
    key = "fails" if faults else "warns" if result.problems else "passes"
    counts = {"questions": result.questions, "nodes": result.nodes, "factors": result.factors, "cases": result.cases}
    click.echo(say("interface", lang, f"check.{key}", name=result.name, count=faults or len(result.problems), **counts))


@click.group(help=help_text("pack"))
def pack() -> None:
    pass


@pack.command("new", help=help_text("pack_new"))
@click.argument("id")
@click.option("-o", "--output", type=FILE, default=Path(), help=help_text("parent"))
@lang_option
@json_option
def new_pack(id: str, output: Path, lang: Language, as_json: bool) -> None:
    folder = starting.start_pack(id, output, lang)
    if as_json:
        print_json({"folder": str(folder)})
    else:
        click.echo(set_type(say("interface", lang, "pack.made", folder=folder), lang))


@click.command(help=help_text("schema"))
@click.argument("kind", type=click.Choice(starting.SCHEMAS))
@lang_option
def schema(kind: Literal["pack", "assessment"], lang: Language) -> None:
    click.echo(starting.schema_text(kind, lang), nl=False)
