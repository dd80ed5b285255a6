"""The command line: each command is one call of the service."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import cast

import click

from compass.cli import asking, auditing, authoring, deciding, gathering, keeping, machine, serving
from compass.cli.shared import OWN, help_text, language_of, print_json, problem_data
from compass.errors import InputError, Problem, UnavailableError
from compass.service.cache import cache_folder
from compass.service.workspace import open_workspace
from compass.texts.messages import problem_line
from compass.texts.words import LANGUAGES, Language, say
from compass.version import __version__

__all__ = ["cli", "language_of", "main"]

COMMANDS = (
    authoring.check,
    auditing.audit,
    authoring.pack,
    authoring.schema,
    authoring.docs,
    authoring.factors,
    asking.new,
    asking.next_,
    asking.answer,
    asking.whatif,
    asking.compare,
    deciding.evaluate,
    deciding.explain,
    deciding.trace,
    deciding.tree,
    deciding.report,
    gathering.agenda,
    keeping.snapshot,
    keeping.diff,
    keeping.verify,
    serving.serve,
    machine.examine,
)


@click.group(help=help_text("compass"))
@click.version_option(__version__, prog_name="compass")
@click.option(
    "--packs", multiple=True, type=click.Path(path_type=Path, file_okay=False, exists=True), help=help_text("packs")
)
@click.pass_context
def cli(context: click.Context, packs: tuple[Path, ...]) -> None:
    today = datetime.now(UTC).date().isoformat()
    context.obj = open_workspace(Path.cwd(), packs, today, cache_folder(os.environ))


for command in COMMANDS:
    cli.add_command(command)


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
        click.echo(say("interface", OWN, "internal.fault", said=f"{type(error).__name__}: {error}"[:300]), err=True)
        sys.exit(70)


def _refuse(problems: tuple[Problem, ...], given: list[str]) -> int:
    lang = _asked_language(given)
    if "--json" in given:
        print_json({"problems": [problem_data(problem, lang) for problem in problems]})
    else:
        for problem in problems:
            click.echo(problem_line(problem, lang), err=True)
    return 1


def _asked_language(given: list[str]) -> Language:
    for option, value in pairwise(given):
        if option == "--lang" and value in LANGUAGES:
            return value
    return next((cast(Language, g[7:]) for g in given if g.startswith("--lang=") and g[7:] in LANGUAGES), OWN)
