"""A result at a glance, for whoever is answering: where the options stand, and what the last change made of it."""

from __future__ import annotations

from dataclasses import dataclass

from compass.decision.changes import changes
from compass.errors import EvaluationError
from compass.model.assessment import Assessment
from compass.model.change import Changes
from compass.model.evaluation import Evaluation
from compass.service.desk import Desk, Opened
from compass.service.evaluating import evaluate_read
from compass.service.results import evaluation_of, key_of


@dataclass(frozen=True)
class Earlier:
    """The assessment and its evaluation before a change, and what the change made of the evaluation."""

    assessment: Assessment
    evaluation: Evaluation
    changes: Changes


@dataclass(frozen=True)
class Glance:
    """An evaluation beside the earlier one; None where nothing could be computed before the last change."""

    evaluation: Evaluation
    earlier: Earlier | None


def glance(desk: Desk, opened: Opened) -> Glance:
    """Give the result as it stands and what the last change did. Raises EvaluationError."""
    after, read = evaluation_of(desk, opened), desk.before_last(opened)
    if read is None:
        return Glance(after, None)
    try:
        before = desk.evaluations.get(key_of(read), lambda: evaluate_read(read).evaluated.evaluation)
    except EvaluationError:  # a formula could not be computed then: there is nothing to compare with
        return Glance(after, None)
    return Glance(after, Earlier(read.assessment, before, changes(before, after)))
