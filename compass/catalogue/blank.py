"""The text of an assessment to fill in, with a comment for each question."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator

from compass.model.assessment import Assessment
from compass.model.interview import OpenCell
from compass.model.pack import Pack
from compass.texts.numbers import unit_words
from compass.texts.words import Language, say

_WIDTH = 110


def blank_text(pack: Pack, assessment: Assessment, cells: Iterable[OpenCell], language: Language) -> str:
    """Write an assessment whose answers are all to be given: those of `cells`, each under its question."""
    asked = tuple(cells)
    lines = [*_comment(say("interface", language, "new.head", pack=pack.header.title.in_language(language)), 0)]
    lines += [f"pack: {assessment.pack}", f"version: {assessment.version}"]
    lines += [f"title: {_quoted(assessment.title.in_language(language))}", f"date: {assessment.date}"]
    if pack.weight_profiles:
        told = say("interface", language, "new.weights", profiles=" | ".join(pack.weight_profiles))
        lines += _comment(told, 0)
    if assessment.settings.reference is not None:
        lines.append(f"settings: {{reference: {assessment.settings.reference.option}}}")
    lines += ["", *_answers("need", [c for c in asked if c.option is None], pack, 0, language), "", "options:"]
    for option in assessment.options:
        lines += [f"  - id: {option.id}"]
        lines += [f"    alternative: {option.alternative}"] if option.alternative is not None else []
        lines += [f"    title: {_quoted(option.title.in_language(language))}"]
        lines += _answers("answers", [c for c in asked if c.option == option.id], pack, 4, language)
    return "\n".join(lines) + "\n"


def _answers(key: str, cells: list[OpenCell], pack: Pack, indent: int, language: Language) -> Iterator[str]:
    if not cells:
        yield f"{' ' * indent}{key}: {{}}"
        return
    yield f"{' ' * indent}{key}:"
    for cell in cells:
        question = pack.questions[cell.question]
        label = question.ask or question.title
        asked = label.in_language(language).strip() if label is not None else question.id
        yield from _comment(f"{asked} — {_admitted(pack, cell.question, language)}", indent + 2)
        yield f"{' ' * (indent + 2)}{cell.question}:"


def _admitted(pack: Pack, id: str, language: Language) -> str:
    question = pack.questions[id]
    match question.type:
        case "number":
            unit = unit_words(question.unit or "1", pack.units, language) or "1"
            return say("interface", language, "new.number", unit=unit)
        case "choice":
            return say("interface", language, "new.one_of", options=", ".join(pack.options_of(question)))
        case "choices":
            return say("interface", language, "new.some_of", options=", ".join(pack.options_of(question)))
        case "yes_no":
            return say("interface", language, "new.one_of", options="true, false")
    return say("interface", language, f"new.{question.type}")


def _comment(text: str, indent: int) -> Iterator[str]:
    head = f"{' ' * indent}# "
    for line in textwrap.wrap(" ".join(text.split()), _WIDTH, break_long_words=False, break_on_hyphens=False):
        yield head + line


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
