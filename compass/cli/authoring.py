"""Commands for those who write packs."""

from __future__ import annotations

import click

from compass.cli.shared import help_text, json_option, lang_option, print_json, problem_data
from compass.service import checking
from compass.service.workspace import Workspace
from compass.texts.messages import problem_line
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
