"""What all commands share: their language, their common options, how they print."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from compass.errors import Problem
from compass.service import evaluating
from compass.texts.messages import problem_line
from compass.texts.words import LANGUAGES, Language, say


def language_of(environment: Mapping[str, str]) -> Language:
    """Give the language of a session: `COMPASS_LANG`, else that of the locale, else English."""
    for name in ("COMPASS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


OWN = language_of(os.environ)


def help_text(key: str) -> str:
    return say("interface", OWN, f"help.{key}")


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--lang", type=click.Choice(LANGUAGES), default=OWN, help=help_text("lang"))(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help=help_text("json"))(command)


def draws_option(command: Callable[..., Any]) -> Callable[..., Any]:
    kind, usual = click.IntRange(64, evaluating.MAX_DRAWS), evaluating.REPORT_DRAWS
    return click.option("--draws", type=kind, default=usual, show_default=True, help=help_text("draws"))(command)


def pack_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--pack", help=help_text("other_pack"))(command)


FILE = click.Path(path_type=Path)


def problem_data(problem: Problem, lang: Language) -> dict[str, Any]:
    """Give a problem as JSON data, with its sentence."""
    place = problem.place
    return {
        "code": problem.code,
        "file": place.file if place else None,
        "line": place.line if place and place.line else None,
        "column": place.column if place and place.line else None,
        "warning": problem.is_warning,
        "details": dict(problem.details),
        "message": problem_line(problem, lang),
    }


def print_lines(lines: list[str]) -> None:
    for line in lines:
        click.echo(line)


def print_written(paths: tuple[Path, ...], lang: Language, as_json: bool, **told: str) -> None:
    if as_json:
        print_json({"files": [str(path) for path in paths], **told})
    else:
        print_lines([say("interface", lang, "evaluate.written", file=path) for path in paths])


def print_json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
