"""Commands about what an assessment rests on, and about what changed."""

from __future__ import annotations

from dataclasses import asdict
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
    problem_data,
)
from compass.service import comparing, keeping, verifying
from compass.service.workspace import Workspace
from compass.texts.changes import Side
from compass.texts.messages import problem_line
from compass.texts.revisions import outcome_lines, revision_lines
from compass.texts.typography import set_type
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


@click.command(help=help_text("diff"))
@click.argument("first", metavar="PACK_OR_ASSESSMENT")
@click.argument("second", metavar="[PACK]", required=False)
@click.option("--pack", "new", help=help_text("diff_pack"))
@click.option("--from", "old", help=help_text("diff_from"))
@draws_option
@lang_option
@json_option
@click.pass_obj
def diff(
    workspace: Workspace,
    first: str,
    second: str | None,
    new: str | None,
    old: str | None,
    draws: int,
    lang: Language,
    as_json: bool,
) -> None:
    if (second is None) == (new is None) or (old is not None and new is None):
        raise click.UsageError(say("interface", OWN, "diff.usage"))
    if new is not None:
        results = comparing.compare_results(workspace, Path(first), new, old, draws)
        print_json(_results_data(results, lang)) if as_json else _print_results(results, lang)
    elif second is not None:
        packs = comparing.compare_packs(workspace, first, second)
        lines = revision_lines(packs.before, packs.after, packs.revision, lang)
        print_json(packs.revision.model_dump(mode="json")) if as_json else print_lines(lines)


def _results_data(results: comparing.ResultsCompared, lang: Language) -> dict[str, Any]:
    misfits = [problem_data(problem, lang) for problem in results.misfits]
    return {**results.outcome.model_dump(mode="json"), "misfits": misfits}


def _print_results(results: comparing.ResultsCompared, lang: Language) -> None:
    before, after = (Side(result.pack, result.read.assessment) for result in (results.before, results.after))
    print_lines(revision_lines(before.pack, after.pack, results.outcome.revision, lang))
    if results.misfits:
        click.echo(set_type(say("interface", lang, "diff.misfits"), lang))
        print_lines([problem_line(problem, lang) for problem in results.misfits])
    print_lines(outcome_lines(before, after, results.outcome, lang))


@click.command(help=help_text("verify"))
@click.argument("source", metavar="REPORT.pdf", type=FILE)
@lang_option
@json_option
@click.pass_obj
def verify(workspace: Workspace, source: Path, lang: Language, as_json: bool) -> None:
    verified = verifying.verify_file(workspace, source)
    if as_json:
        print_json({"consistent": verified.is_consistent, **asdict(verified)})
    else:
        print_lines(_verified_lines(verified, lang))
    if not verified.is_consistent:
        raise SystemExit(1)


def _verified_lines(verified: verifying.Verified, lang: Language) -> list[str]:
    """Tell what was found, then what it proves and what not."""
    told = {"made": " · ".join(filter(None, verified.made_with)), "here": " · ".join(filter(None, verified.here))}
    lines = [say("interface", lang, "verify.versions", **told)]
    lines += [say("interface", lang, f"verify.{each.kind}", **asdict(each)) for each in verified.differences]
    if verified.is_consistent:
        how = "same" if verified.same_bytes else "appended" if verified.appended else "text"
        lines += [say("interface", lang, f"verify.{key}") for key in ("consistent", how)]
    else:
        lines.append(say("interface", lang, "verify.inconsistent"))
    return [set_type(line, lang) for line in [*lines, say("interface", lang, "verify.proves")]]
