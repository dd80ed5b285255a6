"""The command line: each command is one call of the service."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import click

from compass import __version__
from compass.errors import InputError, Problem, UnavailableError
from compass.service import checking, doctor, evaluating, explaining, reporting
from compass.service.workspace import Workspace, open_workspace
from compass.texts.explanations import explanation_lines
from compass.texts.messages import problem_line
from compass.texts.summaries import summary_lines
from compass.texts.words import LANGUAGES, Language, say


def language_of(environment: Mapping[str, str]) -> Language:
    """Give the language of a session: `COMPASS_LANG`, else that of the locale, else English."""
    for name in ("COMPASS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


_OWN = language_of(os.environ)


def _help(key: str) -> str:
    return say("interface", _OWN, f"help.{key}")


def _lang(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--lang", type=click.Choice(LANGUAGES), default=_OWN, help=_help("lang"))(command)


def _json(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help=_help("json"))(command)


def _draws(command: Callable[..., Any]) -> Callable[..., Any]:
    kind = click.IntRange(64, evaluating.MAX_DRAWS)
    return click.option("--draws", type=kind, default=evaluating.REPORT_DRAWS, show_default=True, help=_help("draws"))(
        command
    )


_FILE = click.Path(path_type=Path)


@click.group(help=_help("compass"))
@click.version_option(__version__, prog_name="compass")
@click.option(
    "--packs", multiple=True, type=click.Path(path_type=Path, file_okay=False, exists=True), help=_help("packs")
)
@click.pass_context
def cli(context: click.Context, packs: tuple[Path, ...]) -> None:
    context.obj = open_workspace(Path.cwd(), packs)


@cli.command(help=_help("check"))
@click.argument("pack", nargs=-1)
@_lang
@_json
@click.pass_obj
def check(workspace: Workspace, pack: tuple[str, ...], lang: Language, as_json: bool) -> None:
    results = checking.check_packs(workspace, pack)
    if as_json:
        _print_json(
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


@cli.command(help=_help("evaluate"))
@click.argument("assessment", type=_FILE)
@_draws
@click.option("--seed", type=click.IntRange(0, 2**63), help=_help("seed"))
@_lang
@_json
@click.pass_obj
def evaluate(
    workspace: Workspace, assessment: Path, draws: int, seed: int | None, lang: Language, as_json: bool
) -> None:
    result = evaluating.evaluate_file(workspace, assessment, draws, seed)
    if as_json:
        click.echo(result.evaluated.evaluation.model_dump_json(indent=1))
    else:
        _print_lines(summary_lines(result.pack, result.read.assessment, result.evaluated.evaluation, lang))


@cli.command(help=_help("explain"))
@click.argument("assessment", type=_FILE)
@click.argument("option")
@click.argument("name", metavar="CRITERION_OR_QUANTITY")
@_draws
@_lang
@_json
@click.pass_obj
def explain(
    workspace: Workspace, assessment: Path, option: str, name: str, draws: int, lang: Language, as_json: bool
) -> None:
    result, explanation = explaining.explain_file(workspace, assessment, option, name, draws)
    if as_json:
        click.echo(explanation.model_dump_json(indent=1))
    else:
        _print_lines(explanation_lines(result.pack, result.read.assessment, explanation, lang))


@cli.command(help=_help("tree"))
@click.argument("pack_or_assessment")
@click.option("-o", "--output", type=_FILE, required=True, help=_help("output"))
@_lang
@_json
@click.pass_obj
def tree(workspace: Workspace, pack_or_assessment: str, output: Path, lang: Language, as_json: bool) -> None:
    reporting.tree_file(workspace, pack_or_assessment, output, lang)
    _print_written((output,), lang, as_json)


@cli.command(help=_help("report"))
@click.argument("assessment", type=_FILE)
@click.option("-o", "--output", type=_FILE, required=True, multiple=True, help=_help("outputs"))
@_draws
@_lang
@_json
@click.pass_obj
def report(
    workspace: Workspace, assessment: Path, output: tuple[Path, ...], draws: int, lang: Language, as_json: bool
) -> None:
    reporting.report_files(workspace, assessment, output, lang, draws)
    _print_written(output, lang, as_json)


@cli.command("doctor", help=_help("doctor"))
@_lang
@_json
@click.pass_obj
def examine(workspace: Workspace, lang: Language, as_json: bool) -> None:
    found = doctor.examine(workspace)
    if as_json:
        _print_json([{"item": f.item, "state": f.state, "found": f.found, "remedy": f.remedy} for f in found])
        return
    for finding in found:
        told = finding.found or say("interface", lang, f"doctor.{finding.state}")
        click.echo("  ".join(filter(None, (f"{finding.item:16}", told, finding.remedy))).rstrip())
    if any(finding.state == "missing" and finding.item in doctor.LIBRARIES for finding in found):
        click.echo(say("interface", lang, "doctor.html_only"))


def problem_data(problem: Problem, lang: Language) -> dict[str, Any]:
    """Give a problem as JSON data, with its sentence."""
    place = problem.place
    return {
        "code": problem.code,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "warning": problem.is_warning,
        "details": dict(problem.details),
        "message": problem_line(problem, lang),
    }


def _print_lines(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)


def _print_written(paths: tuple[Path, ...], lang: Language, as_json: bool) -> None:
    if as_json:
        _print_json({"files": [str(path) for path in paths]})
    else:
        _print_lines([say("interface", lang, "evaluate.written", file=path) for path in paths])


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: exit 0 done, 1 the input or the machine is at fault, 2 wrong usage, 70 a fault of ours."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        sys.exit(cli(given, prog_name="compass"))
    except InputError as error:
        sys.exit(_refuse(error.problems, given))
    except UnavailableError as error:
        sys.exit(_refuse((error.problem,), given))
    except Exception as error:
        if os.environ.get("COMPASS_DEBUG"):
            raise
        click.echo(say("interface", _OWN, "internal.fault", said=f"{type(error).__name__}: {error}"[:300]), err=True)
        sys.exit(70)


def _refuse(problems: tuple[Problem, ...], given: list[str]) -> int:
    lang = _asked_language(given)
    if "--json" in given:
        _print_json({"problems": [problem_data(problem, lang) for problem in problems]})
    else:
        for problem in problems:
            click.echo(problem_line(problem, lang), err=True)
    return 1


def _asked_language(given: list[str]) -> Language:
    for option, value in pairwise(given):
        if option == "--lang" and value in LANGUAGES:
            return value
    return next((cast(Language, g[7:]) for g in given if g.startswith("--lang=") and g[7:] in LANGUAGES), _OWN)


if __name__ == "__main__":
    main()
