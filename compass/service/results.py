"""The result of an opened assessment, its report and its explanations: those that its file would give."""

from __future__ import annotations

from compass.catalogue.assessments import CheckedAssessment
from compass.decision.questions import next_questions
from compass.engine.filling import CannotRun
from compass.errors import EvaluationError
from compass.model.evaluation import Evaluation
from compass.model.explanation import Explanation
from compass.model.interview import NextQuestions
from compass.reporting.build import build_report
from compass.reporting.report import Report
from compass.service.auditing import audit_result
from compass.service.desk import Desk, Opened
from compass.service.evaluating import Result, evaluate_read
from compass.service.explaining import explain
from compass.texts.words import Language


def result_of(desk: Desk, opened: Opened) -> Result:
    """Evaluate an assessment. Raises EvaluationError, V001 for each answer without which nothing can be computed."""
    return desk.results.get(key_of(opened.read), lambda: evaluate_read(opened.read))


def evaluation_of(desk: Desk, opened: Opened) -> Evaluation:
    """Give the evaluation of an assessment, without what its explanations need. Raises EvaluationError."""
    return desk.evaluations.get(key_of(opened.read), lambda: result_of(desk, opened).evaluated.evaluation)


def report_of(desk: Desk, opened: Opened, language: Language) -> Report:
    """Give the report of an assessment, every word and digit final."""
    result = result_of(desk, opened)
    pack, assessment, evaluation = result.pack, opened.read.assessment, result.evaluated.evaluation
    return desk.reports.get(
        (*key_of(opened.read), language),
        lambda: build_report(pack, assessment, evaluation, language, audit=audit_result(result)),
    )


def explanation_of(desk: Desk, opened: Opened, option: str, name: str) -> Explanation:
    """Explain one number. Raises InputError V003, V004 where there is no such name or option."""
    return explain(result_of(desk, opened), option, name)


def next_of(desk: Desk, opened: Opened) -> NextQuestions:
    """Rank the open questions by what their answers are worth."""
    read = opened.read
    evaluated = None if opened.interview.missing else result_of(desk, opened).evaluated
    try:
        return desk.reports.get(
            (*key_of(opened.read), "next"),
            lambda: next_questions(
                read.checked.usable(), read.assessment, read.cells, opened.interview, evaluated, "full"
            ),
        )
    except CannotRun as error:
        raise EvaluationError([read.problem(fault) for fault in error.faults]) from None


def key_of(read: CheckedAssessment) -> tuple[str, str]:
    """Name what a result is made from."""
    return read.digest, read.checked.digest
