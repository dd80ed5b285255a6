"""Commands for those who decide: evaluate, explain, draw, report."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from compass.cli.shared import (
    FILE,
    OWN,
    draws_option,
    help_text,
    json_option,
    lang_option,
    pack_option,
    print_json,
    print_lines,
    print_written,
    problem_data,
)
from compass.model.paper import KINDS, Kind
from compass.service import batch, evaluating, explaining, reporting, tracing
from compass.service.workspace import Workspace
from compass.texts.explanations import explanation_lines
from compass.texts.messages import problem_line
from compass.texts.summaries import brief_lines, summary_lines
from compass.texts.traces import trace_lines
from compass.texts.typography import set_type
from compass.texts.words import Language, say

_FORMATS = ("html", "pdf", "xlsx")
_TREES = ("drawing", "quantiges")
_KINDS = click.Choice(KINDS)


@click.command(help=help_text("evaluate"))
@click.argument("assessment", type=FILE)
@draws_option
@pack_option
@click.option("--seed", type=click.IntRange(0, 2**63), help=help_text("seed"))
@click.option("--brief", is_flag=True, help=help_text("brief"))
@lang_option
@json_option
@click.pass_obj
def evaluate(
    workspace: Workspace,
    assessment: Path,
    draws: int,
    pack: str | None,
    seed: int | None,
    brief: bool,
    lang: Language,
    as_json: bool,
) -> None:
    result = evaluating.evaluate_file(workspace, assessment, draws, seed, pack, told_only=True)
    for problem in result.read.warnings:
        click.echo(problem_line(problem, lang), err=True)
    if as_json:
        click.echo(result.evaluated.evaluation.model_dump_json(indent=1))
    else:
        told = brief_lines if brief else summary_lines
        print_lines(told(result.pack, result.read.assessment, result.evaluated.evaluation, lang))


@click.command(help=help_text("explain"))
@click.argument("assessment", type=FILE)
@click.argument("option")
@click.argument("name", metavar="CRITERION_OR_QUANTITY")
@draws_option
@pack_option
@lang_option
@json_option
@click.pass_obj
def explain(
    workspace: Workspace,
    assessment: Path,
    option: str,
    name: str,
    draws: int,
    pack: str | None,
    lang: Language,
    as_json: bool,
) -> None:
    result, explanation = explaining.explain_file(workspace, assessment, option, name, draws, pack)
    if as_json:
        click.echo(explanation.model_dump_json(indent=1))
    else:
        print_lines(explanation_lines(result.pack, result.read.assessment, option, explanation, lang))


@click.command(help=help_text("trace"))
@click.argument("pack_or_assessment")
@click.argument("name", metavar="QUESTION_OR_RESULT")
@draws_option
@lang_option
@json_option
@click.pass_obj
def trace(workspace: Workspace, pack_or_assessment: str, name: str, draws: int, lang: Language, as_json: bool) -> None:
    traced = tracing.trace_file(workspace, pack_or_assessment, name, draws)
    if as_json:
        click.echo(traced.trace.model_dump_json(indent=1))
    else:
        print_lines(trace_lines(traced.pack, traced.assessment, traced.trace, lang))


@click.command(help=help_text("tree"))
@click.argument("pack_or_assessment")
@click.option("-o", "--output", type=FILE, required=True, help=help_text("tree_output"))
@click.option("--as", "form", type=click.Choice(_TREES), default=_TREES[0], help=help_text("tree_as"))
@click.option("--qualitative", is_flag=True, help=help_text("qualitative"))
@lang_option
@json_option
@click.pass_obj
def tree(
    workspace: Workspace,
    pack_or_assessment: str,
    output: Path,
    form: str,
    qualitative: bool,
    lang: Language,
    as_json: bool,
) -> None:
    if form == "quantiges":
        reporting.steps_file(workspace, pack_or_assessment, output, lang, numbers=not qualitative)
    else:
        reporting.tree_file(workspace, pack_or_assessment, output, lang)
    print_written((output,), lang, as_json)


@click.command(help=help_text("report"))
@click.argument("assessment", type=FILE, required=False, metavar="[ASSESSMENT]")
@click.option("--all", "folder", type=FILE, help=help_text("report_all"))
@click.option("--kind", type=_KINDS, default="full", show_default=True, help=help_text("report_kind"))
@click.option("--format", "formats", type=click.Choice(_FORMATS), multiple=True, help=help_text("report_format"))
@click.option("-o", "--output", type=FILE, required=True, multiple=True, help=help_text("outputs"))
@draws_option
@pack_option
@lang_option
@json_option
@click.pass_obj
def report(
    workspace: Workspace,
    assessment: Path | None,
    folder: Path | None,
    kind: Kind,
    formats: tuple[str, ...],
    output: tuple[Path, ...],
    draws: int,
    pack: str | None,
    lang: Language,
    as_json: bool,
) -> None:
    if folder is not None and assessment is None and pack is None and len(output) == 1:
        endings = tuple(f".{each}" for each in formats or ("pdf",))
        _report_all(batch.open_batch(workspace, folder, output[0], endings, lang, draws, kind), lang, as_json)
    elif folder is None and assessment is not None and not formats:
        if kind == "questionnaire":
            reporting.questionnaire_files(workspace, str(assessment), output, lang)
        else:
            reporting.report_files(workspace, assessment, output, lang, draws, pack, kind)
        print_written(output, lang, as_json, kind=kind)
    else:
        raise click.UsageError(say("interface", OWN, "batch.usage"))


def _report_all(asked: batch.Batch, lang: Language, as_json: bool) -> None:
    """Show how far the work is, then tell what failed."""
    done = []
    with click.progressbar(length=len(asked.sources), file=sys.stderr) as bar:
        for each in asked.run():
            done.append(each)
            bar.update(1)
    done.sort(key=lambda each: each.source)
    if as_json:
        print_json([_done_data(each, lang) for each in done])
    else:
        counts = Counter(each.state for each in done)
        told = {state: counts[state] for state in ("written", "unchanged", "failed")}
        click.echo(set_type(say("interface", lang, "batch.done", folder=asked.out, **told), lang))
        for each in done:
            lines = [problem_line(problem, lang) for problem in each.problems] + [each.fault] * bool(each.fault)
            print_lines([f"{each.source.name}: {line}" for line in lines])
    if any(each.state == "failed" for each in done):
        raise SystemExit(1)


def _done_data(done: batch.Done, lang: Language) -> dict[str, Any]:
    problems = [problem_data(problem, lang) for problem in done.problems]
    return {"assessment": str(done.source), "state": done.state, "problems": problems, "fault": done.fault}
