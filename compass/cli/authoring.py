"""Commands for those who write packs."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import click

from compass.cli.shared import FILE, help_text, json_option, lang_option, print_json, print_lines, problem_data
from compass.model.estimate import Quality
from compass.service import checking, documenting, listing, starting, watching
from compass.service.workspace import Workspace
from compass.texts.changes import Side, change_lines
from compass.texts.listings import factor_lines
from compass.texts.messages import problem_line
from compass.texts.typography import set_type
from compass.texts.words import Language, say

WAIT = 0.5
"""Seconds between two looks at the files."""


@click.command(help=help_text("check"))
@click.argument("pack", nargs=-1)
@click.option("--watch", is_flag=True, help=help_text("watch"))
@lang_option
@json_option
@click.pass_obj
def check(workspace: Workspace, pack: tuple[str, ...], watch: bool, lang: Language, as_json: bool) -> None:
    workspace = workspace.afresh()
    if watch:
        _watch(workspace, pack, lang, as_json)
        return
    results = checking.check_packs(workspace, pack)
    if not pack:
        results.append(checking.check_library(workspace))
    if as_json:
        print_json([_check_data(result, lang) for result in results])
    else:
        for result in results:
            _print_check(result, lang)
    if not all(result.passes for result in results):
        raise SystemExit(1)


def _check_data(checked: checking.Checked, lang: Language) -> dict[str, Any]:
    problems = [problem_data(problem, lang) for problem in checked.problems]
    return {"pack": checked.name, "passes": checked.passes, "problems": problems}


def _watch(workspace: Workspace, pack: tuple[str, ...], lang: Language, as_json: bool) -> None:
    """Look again and again until Ctrl-C, which is the way to end and no fault."""
    watched = watching.Watch(workspace.shelf, pack)
    try:
        while True:
            look = watched.look()
            if look is not None and as_json:
                print_json(_look_data(look, lang))
            elif look is not None:
                _print_look(look, lang)
            time.sleep(WAIT)
    except KeyboardInterrupt:
        if not as_json:
            click.echo(say("interface", lang, "watch.end"))


def _look_data(look: watching.Look, lang: Language) -> dict[str, Any]:
    compared = [{"case": each.case, "changes": each.changes.model_dump(mode="json")} for each in look.compared]
    return {"packs": [_check_data(checked, lang) for checked in look.checked], "compared": compared}


def _print_look(look: watching.Look, lang: Language) -> None:
    for checked in look.checked:
        _print_check(checked, lang)
    for each in look.compared:
        key = "none" if each.changes.is_empty else "head"
        click.echo(set_type(say("interface", lang, f"watch.{key}", case=each.case), lang))
        before, after = (Side(result.pack, result.read.assessment) for result in (each.before, each.after))
        print_lines(change_lines(before, after, each.changes, lang))
    if look.lacks_results:
        click.echo(set_type(say("interface", lang, "watch.waiting"), lang))
    click.echo()


def _print_check(result: checking.Checked, lang: Language) -> None:
    for problem in result.problems:
        click.echo(problem_line(problem, lang))
    faults = sum(not problem.is_warning for problem in result.problems)
    key = "fails" if faults else "warns" if result.problems else "passes"
    counts = {"questions": result.questions, "nodes": result.nodes, "factors": result.factors, "cases": result.cases}
    count = faults or len(result.problems)
    click.echo(set_type(say("interface", lang, f"check.{key}", name=result.name, count=count, **counts), lang))


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
        click.echo(say("interface", lang, "pack.made", folder=folder))


@click.command(help=help_text("schema"))
@click.argument("kind", type=click.Choice(starting.SCHEMAS))
@lang_option
def schema(kind: Literal["pack", "assessment", "agenda", "evaluation"], lang: Language) -> None:
    click.echo(starting.schema_text(kind, lang), nl=False)


@click.command(help=help_text("docs"))
@click.argument("pack")
@click.option("-o", "--output", type=FILE, required=True, help=help_text("docs_output"))
@lang_option
@json_option
@click.pass_obj
def docs(workspace: Workspace, pack: str, output: Path, lang: Language, as_json: bool) -> None:
    count = documenting.document_pack(workspace, pack, output)
    if as_json:
        print_json({"folder": str(output), "pages": count})
    else:
        click.echo(say("interface", lang, "docs.made", folder=output, count=count))


@click.command(help=help_text("factors"))
@click.argument("pack", required=False)
@click.option("--stale", is_flag=True, help=help_text("stale"))
@click.option("--quality", type=click.Choice(get_args(Quality)), multiple=True, help=help_text("quality"))
@click.option("--unused", is_flag=True, help=help_text("unused"))
@lang_option
@json_option
@click.pass_obj
def factors(
    workspace: Workspace,
    pack: str | None,
    stale: bool,
    quality: tuple[str, ...],
    unused: bool,
    lang: Language,
    as_json: bool,
) -> None:
    wanted = listing.Wanted(stale, unused, frozenset(quality))
    found = listing.list_factors(workspace, pack, wanted, datetime.now(tz=UTC).date().isoformat())
    if as_json:
        print_json([line.model_dump(mode="json", exclude_none=True) for line in found.lines])
    else:
        print_lines(factor_lines(found.pack, found.lines, lang))
        click.echo(set_type(say("interface", lang, "factors.count", count=len(found.lines)), lang))
