"""What to ask next, and answers written into an assessment file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compass.catalogue.assessments import CheckedAssessment
from compass.catalogue.editing import with_answers
from compass.catalogue.reader import DocPath, Document, read_text
from compass.catalogue.schema import validate
from compass.decision.changes import changes
from compass.decision.questions import next_questions
from compass.engine.filling import CannotRun
from compass.engine.interview import interview, record_answers
from compass.errors import AnswerError, AssessmentError, EvaluationError, Place, Problem
from compass.model.assessment import Answer, Assessment
from compass.model.change import Changes
from compass.model.interview import Depth, Interview, NextQuestions
from compass.model.pack import Pack
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_read
from compass.service.files import write_whole
from compass.service.workspace import Workspace


@dataclass(frozen=True)
class Asking:
    """An assessment with its open questions and which of them to ask next."""

    pack: Pack
    assessment: Assessment
    interview: Interview
    next: NextQuestions


def next_file(
    workspace: Workspace, path: Path, depth: Depth = "full", draws: int = REPORT_DRAWS, pack: str | None = None
) -> Asking:
    """Rank the open questions of an assessment. Raises AssessmentError, PackError, EvaluationError."""
    return next_read(workspace.assessment(path, pack), depth, draws)


def next_read(read: CheckedAssessment, depth: Depth = "full", draws: int = REPORT_DRAWS) -> Asking:
    """Rank the open questions of an assessment that was read."""
    program = read.checked.usable()
    try:
        found = interview(program, read.assessment, read.cells)
        evaluated = None if found.missing else evaluate_read(read, draws, told_only=True).evaluated
        ranked = next_questions(program, read.assessment, read.cells, found, evaluated, depth)
    except CannotRun as error:
        raise EvaluationError([read.problem(fault) for fault in error.faults]) from None
    return Asking(program.pack, read.assessment, found, ranked)


def answer_file(workspace: Workspace, path: Path, given: Iterable[str], pack: str | None = None) -> CheckedAssessment:
    """Write answers, each `cell=value`, into an assessment file: all of them, or none where one is at fault.

    Comments and order stay. Raises AnswerError with every fault, AssessmentError, PackError, UnavailableError S002.
    """
    text = edited(workspace, path, given, pack)
    read = workspace.assessment(path, pack, text)
    write_whole(path, text.encode())
    return read


def whatif_file(
    workspace: Workspace, path: Path, given: Iterable[str], draws: int = REPORT_DRAWS, pack: str | None = None
) -> tuple[Result, Result, Changes]:
    """Evaluate an assessment as it is and with other answers, which are not written; give both and what changes.

    Raises AnswerError, AssessmentError, PackError, EvaluationError.
    """
    after = workspace.assessment(path, pack, edited(workspace, path, given, pack))
    before = evaluate_read(workspace.assessment(path, pack), draws, told_only=True)
    found = evaluate_read(after, draws, told_only=True)
    return before, found, changes(before.evaluated.evaluation, found.evaluated.evaluation)


def edited(workspace: Workspace, path: Path, given: Iterable[str], pack: str | None = None) -> str:
    """Give the text of an assessment file with other answers, each `cell=value`; nothing is written."""
    read = workspace.assessment(path, pack)
    raw, problems = _parsed(given)
    answers: dict[str, Answer | None] = {}
    for cell, value in raw.items():
        answers[cell], faults = _answer(cell, value)
        problems += faults
    try:
        record_answers(workspace.whole_pack(read, path, pack).usable(), read.assessment, answers)
    except AnswerError as error:
        problems += [each for each in error.problems if each not in problems]
    if problems:
        raise AnswerError(problems)
    places = {option.id: place for place, option in enumerate(read.assessment.options)}
    paths = {_path(cell, places): value for cell, value in raw.items()}
    text = with_answers(path.read_bytes().decode("utf-8"), paths)
    if text is None:
        raise AssessmentError([Problem("A025", Place(read.document.file, 0))])
    return text


def _path(cell: str, places: dict[str, int]) -> DocPath:
    question, at, option = cell.partition("@")
    return ("options", places[option], "answers", question) if at else ("need", question)


def _parsed(given: Iterable[str]) -> tuple[dict[str, Any], list[Problem]]:
    """Read `cell=value` pairs, values as YAML; A024 and what the reader refuses are told."""
    found: dict[str, Any] = {}
    problems = []
    for pair in given:
        cell, equals, written = pair.partition("=")
        cell, document = cell.strip(), Document(cell.strip())
        if not (equals and cell) or cell in found:
            problems.append(Problem("A024", Place(cell or pair, 0), {"found": pair[:60]}))
            continue
        if written.strip():
            read_text(written.strip(), document)
        found[cell] = document.data
        problems += [_at(cell, each) for each in document.problems if each.code != "F004"]
    return found, problems


def _answer(cell: str, raw: Any) -> tuple[Answer | None, list[Problem]]:
    document = Document(cell)
    answer = None if raw is None else validate(Answer, raw, document, ())
    return answer, [_at(cell, each) for each in document.problems]


def _at(cell: str, problem: Problem) -> Problem:
    return Problem(problem.code, Place(cell, 0), problem.details)
