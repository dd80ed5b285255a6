"""Commands of the interview: what to ask next, take answers in, and try answers out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from compass.cli.shared import (
    FILE,
    draws_option,
    help_text,
    json_option,
    lang_option,
    pack_option,
    print_json,
    print_lines,
    print_written,
)
from compass.model.interview import DEPTHS, Depth
from compass.service import asking, beginning, evaluating, siding
from compass.service.workspace import Workspace
from compass.texts.changes import Side, change_lines
from compass.texts.questions import next_lines
from compass.texts.revisions import outcome_lines
from compass.texts.sides import side_lines
from compass.texts.typography import set_type
from compass.texts.words import Language, say


@click.command(help=help_text("new"))
@click.argument("pack")
@click.option("-o", "--output", type=FILE, required=True, help=help_text("output"))
@lang_option
@json_option
@click.pass_obj
def new(workspace: Workspace, pack: str, output: Path, lang: Language, as_json: bool) -> None:
    beginning.begin_assessment(workspace, pack, output, lang, datetime.now(UTC).date().isoformat())
    print_written((output,), lang, as_json)


@click.command("next", help=help_text("next"))
@click.argument("assessment", type=FILE)
@click.option("--depth", type=click.Choice(DEPTHS), default="full", show_default=True, help=help_text("depth"))
@draws_option
@pack_option
@lang_option
@json_option
@click.pass_obj
def next_(
    workspace: Workspace, assessment: Path, depth: Depth, draws: int, pack: str | None, lang: Language, as_json: bool
) -> None:
    found = asking.next_file(workspace, assessment, depth, draws, pack)
    if as_json:
        print_json({"next": found.next.model_dump(mode="json"), "interview": found.interview.model_dump(mode="json")})
    else:
        print_lines(next_lines(found.pack, found.assessment, found.interview, found.next, lang))


@click.command(help=help_text("answer"))
@click.argument("assessment", type=FILE)
@click.argument("answers", metavar="CELL=VALUE...", nargs=-1, required=True)
@pack_option
@lang_option
@json_option
@click.pass_obj
def answer(
    workspace: Workspace, assessment: Path, answers: tuple[str, ...], pack: str | None, lang: Language, as_json: bool
) -> None:
    read = asking.answer_file(workspace, assessment, answers, pack)
    if as_json:
        print_json({"files": [str(assessment)], "answers": len(answers), "assessment_digest": read.digest})
    else:
        click.echo(set_type(say("interface", lang, "answer.written", file=assessment, count=len(answers)), lang))


@click.command(help=help_text("whatif"))
@click.argument("assessment", type=FILE)
@click.argument("answers", metavar="CELL=VALUE...", nargs=-1, required=True)
@draws_option
@pack_option
@lang_option
@json_option
@click.pass_obj
def whatif(
    workspace: Workspace,
    assessment: Path,
    answers: tuple[str, ...],
    draws: int,
    pack: str | None,
    lang: Language,
    as_json: bool,
) -> None:
    before, after, changes = asking.whatif_file(workspace, assessment, answers, draws, pack)
    if as_json:
        click.echo(after.evaluated.evaluation.model_dump_json(indent=1))
        return
    sides = [Side(result.pack, result.read.assessment) for result in (before, after)]
    click.echo(set_type(say("interface", lang, "whatif.same" if changes.is_empty else "whatif.head"), lang))
    print_lines(change_lines(sides[0], sides[1], changes, lang))


@click.command(help=help_text("compare"))
@click.argument("assessment", type=FILE)
@click.argument("other", type=FILE, required=False)
@draws_option
@lang_option
@json_option
@click.pass_obj
def compare(
    workspace: Workspace, assessment: Path, other: Path | None, draws: int, lang: Language, as_json: bool
) -> None:
    if other is None:
        result = evaluating.evaluate_file(workspace, assessment, draws, told_only=True)
        evaluation = result.evaluated.evaluation
        if as_json:
            print_json(evaluation.model_dump(mode="json", include={"options", "criteria", "knock_outs", "decision"}))
        else:
            print_lines(side_lines(result.pack, result.read.assessment, evaluation, lang))
        return
    before, after, outcome = siding.compare_files(workspace, assessment, other, draws)
    if as_json:
        print_json(outcome.model_dump(mode="json"))
    else:
        sides = [Side(result.pack, result.read.assessment) for result in (before, after)]
        print_lines(outcome_lines(sides[0], sides[1], outcome, lang))
